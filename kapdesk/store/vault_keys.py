"""The open keys of one record: in memory only, and overwritten when the record is locked."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kapdesk.domain.errors import NotWritten
from kapdesk.store.derivation import expand
from kapdesk.store.keyfile import Header
from kapdesk.store.slots import OwnKeys, Slot


class VaultKeys:
    """The open keys of one record, in memory only; `wipe()` overwrites what can be overwritten.

    `sheet` holds the keys that belong to the recovery sheet or the envelope, where one of them opened the
    record. `renewed` is the slot as it has to be written at the next opportunity, wrapped anew.
    """

    __slots__ = ("_master", "_own", "header", "renewed", "sheet", "slot", "user")

    def __init__(
        self,
        master: bytearray,
        header: Header,
        user: str,
        own: OwnKeys | None,
        *,
        slot: str = "",
        sheet: OwnKeys | None = None,
    ) -> None:
        """Keep the master key; `own` is None when the recovery sheet opened the record."""
        self._master = master
        self._own = own
        self.header = header
        self.user = user
        self.slot = slot
        self.sheet = sheet
        self.renewed: Slot | None = None

    def __repr__(self) -> str:
        """Say nothing that is secret."""
        return f"<keys of {self.header.vault_id[:8]}>"

    def derive(self, purpose: str) -> bytes:
        """Return the key for one purpose (header-mac, audit, backup ...); raises NotWritten once wiped."""
        return expand(self.master, purpose)

    @property
    def master(self) -> bytes:
        """Return the master key itself, for wrapping it again."""
        if not any(self._master):
            raise NotWritten("The record is locked. Nothing was changed. Open it again and start over.")
        return bytes(self._master)

    @property
    def db_key(self) -> bytes:
        """Return the raw key and the salt of the record, 48 bytes."""
        return self.derive(f"db/{self.header.db_generation}") + self.header.db_salt

    @property
    def own(self) -> OwnKeys | None:
        """Return the person's own keys, where the person opened the record with the passphrase."""
        return self._own

    def take_own(self, user: str, own: OwnKeys) -> None:
        """Go on as a person whose own keys were made just now."""
        self.user, self._own = user, own

    def sign(self, content: bytes) -> bytes:
        """Sign with the person's own key (Ed25519); raises ValueError after opening with the sheet."""
        if self._own is None:
            raise ValueError("nobody's own keys are open")
        return Ed25519PrivateKey.from_private_bytes(self._own.sign).sign(content)

    def wipe(self) -> None:
        """Overwrite the master key and let the others go."""
        self._master[:] = bytes(len(self._master))
        self._own = self.sheet = self.renewed = None

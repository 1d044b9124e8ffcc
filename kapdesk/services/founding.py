"""A new record: built to the end under another name, then put in place, so that half a record never is."""

import contextlib
import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from kapdesk import __version__
from kapdesk.domain.clock import Clock, zone
from kapdesk.domain.errors import Refused, UnsuitablePlace
from kapdesk.domain.people import Role
from kapdesk.services.passphrases import refuse_weak
from kapdesk.store import key, location
from kapdesk.store.derivation import Cost
from kapdesk.store.durable import make_private_folder, sync_folder
from kapdesk.store.engine import FILE, Store
from kapdesk.store.key import VaultKeys


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known before there is a record: its kind, the clinic, its first person, zone and backups."""

    kind: str
    clinic: str
    person_name: str
    credential: str
    zone: str
    backup_folder: Path | None
    person: UUID | None = None


def found(
    folder: Path, passphrase: str, beginning: Beginning, clock: Clock, cost: Cost | None
) -> tuple[VaultKeys, str]:
    """Make a new record and return its open keys and its recovery code; nothing is left if anything fails."""
    _refuse_facts(beginning)
    refuse_weak(passphrase, (beginning.clinic, beginning.person_name))
    _refuse_taken(folder)
    location.refuse_unsuitable(folder)
    location.refuse_full(folder)
    if not folder.parent.exists():
        make_private_folder(folder.parent)
    building = folder.with_name(f".{folder.name}.being-made-{secrets.token_hex(4)}")
    building.mkdir(mode=0o700)
    try:
        keys, code = _build(building, folder, passphrase, beginning, clock.now(), cost)
        _put_in_place(building, folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return keys, code


def _build(
    building: Path, folder: Path, passphrase: str, beginning: Beginning, now: datetime, cost: Cost | None
) -> tuple[VaultKeys, str]:
    """Write the key file, then the record with its tables, its identity, its first person and settings."""
    person = beginning.person or uuid4()
    keys, code = key.create(
        building,
        passphrase,
        kind=beginning.kind,
        user=person.hex,
        role=Role.OWNER.value,
        made_by=__version__,
        made_at=now.isoformat(),
        cost=cost,
    )
    settings = {
        "clinic": beginning.clinic.strip(),
        "zone": beginning.zone,
        "backup_folder": str(beginning.backup_folder or folder / "backups"),
    }
    _fill(building, keys, now, person, beginning, settings)
    return keys, code


def _fill(
    folder: Path,
    keys: VaultKeys,
    now: datetime,
    person: UUID,
    beginning: Beginning,
    settings: dict[str, str],
) -> None:
    """Make the file with its tables and write who it is and whose it is."""
    from kapdesk.store import migrate
    from kapdesk.store.rows import PersonRow, SettingRow, VaultIdentityRow

    migrate.make_file(folder / FILE, keys.db_key)
    store = Store(folder / FILE, keys.db_key)
    name, credential = beginning.person_name.strip(), beginning.credential.strip()
    owner = PersonRow(
        id=person, name=name, credential=credential, role=Role.OWNER.value, active=True, written_at=now
    )
    vault_id = keys.header.vault_id
    identity = VaultIdentityRow(
        id=1, vault_id=vault_id, kind=beginning.kind, created_at=now, made_by=__version__
    )
    try:
        with store.write() as db:
            db.add_all((identity, owner))
            db.flush()
            for name, value in settings.items():
                db.add(SettingRow(key=name, value=value, changed_at=now, changed_by=person))
    finally:
        store.close()


def _put_in_place(building: Path, folder: Path) -> None:
    """Give a finished record its name; until now it could not be taken for one."""
    sync_folder(building)
    with contextlib.suppress(FileNotFoundError):
        folder.rmdir()
    building.rename(folder)
    sync_folder(folder.parent)


def _refuse_facts(beginning: Beginning) -> None:
    """Raise Refused where the first person has no name or the zone is not known."""
    if not beginning.person_name.strip():
        raise Refused("The first person of the record needs a name. Nothing was created. Type the name.")
    try:
        zone(beginning.zone)
    except (KeyError, ValueError, OSError):
        raise Refused(
            f"There is no time zone “{beginning.zone}”. Nothing was created. Choose one such as "
            "Europe/London."
        ) from None


def _refuse_taken(folder: Path) -> None:
    """Raise UnsuitablePlace where anything at all stands, a record or not."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnsuitablePlace(
            f"There is something in {folder} already, so no new record was made there and nothing was "
            "changed. Open what is there, or choose a new folder."
        )

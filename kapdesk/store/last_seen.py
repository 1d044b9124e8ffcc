"""What this computer remembers of a record: counters under a seal, so that an older copy is noticed."""

import contextlib
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kapdesk.domain.errors import KapdeskError
from kapdesk.store import durable
from kapdesk.store.engine import Store
from kapdesk.store.key import VaultKeys

COUNTED = ("audit", "revision", "answer", "session_state")  # tables whose rows are never taken away
_WORDS = {
    "audit": "steps of the audit trail",
    "revision": "versions of texts",
    "answer": "answers",
    "session_state": "steps of sessions",
}
CARE = "care"
_MOST_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a record was when this computer last saw it."""

    counts: dict[str, int]
    generation: int
    at: datetime


def place(folder: Path, vault_id: str) -> Path:
    """Return where the mark of a record in a folder lies: outside the record, and without a name in it."""
    from platformdirs import user_state_path

    which = hashlib.sha256(f"{vault_id}\0{folder.resolve()}".encode()).hexdigest()[:24]
    return user_state_path("kapdesk", appauthor=False) / "seen" / f"{which}.json"


def count(store: Store) -> dict[str, int]:
    """Return how far each table that only grows has come; empty where it cannot be read. Never raises."""
    try:
        with store.read() as db:
            run = db.connection().exec_driver_sql
            return {
                name: run(f"SELECT coalesce(max(rowid), 0) FROM {name}").scalar_one()  # noqa: S608 - our own tables
                for name in COUNTED
            }
    except KapdeskError:
        return {}


def note(folder: Path, keys: VaultKeys, counts: dict[str, int]) -> None:
    """Remember how far a record of care is; a computer that cannot is no reason to stop. Never raises."""
    if not counts or keys.header.kind != CARE:
        return
    said = {"counts": counts, "generation": keys.header.generation, "at": datetime.now(UTC).isoformat()}
    with contextlib.suppress(OSError, KapdeskError):  # also: just locked, so that there is no key any more
        text = json.dumps({**said, "mac": _mac(said, keys)}, sort_keys=True).encode()
        path = place(folder, keys.header.vault_id)
        durable.make_private_folder(path.parent)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            part.write_bytes(text)
            part.chmod(durable.PRIVATE_FILE)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def read(folder: Path, keys: VaultKeys) -> Mark | None:
    """Return the mark of a record; None where there is none or it is not ours."""
    try:
        path = place(folder, keys.header.vault_id)
        if path.stat().st_size > _MOST_BYTES:
            return None
        said: dict[str, Any] = json.loads(path.read_bytes())
        mac = str(said.pop("mac"))
        if not hmac.compare_digest(mac, _mac(said, keys)):
            return None
        counts = {str(name): int(number) for name, number in said["counts"].items()}
        return Mark(counts, int(said["generation"]), datetime.fromisoformat(said["at"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def forget(folder: Path, vault_id: str) -> None:
    """Remember nothing of a record: another one was put in its place on purpose. Never raises."""
    with contextlib.suppress(OSError):
        place(folder, vault_id).unlink(missing_ok=True)


def look(folder: Path, keys: VaultKeys, store: Store, *, unclean: bool) -> tuple[str, ...]:
    """Hold a record that was just opened against what this computer saw last; return what has to be said."""
    mark = read(folder, keys)
    return told(mark, count(store), keys.header.generation, unclean=unclean) if mark else ()


def told(mark: Mark, counts: dict[str, int], generation: int, *, unclean: bool) -> tuple[str, ...]:
    """Return what has to be said about a record that is behind what this computer saw, and nothing else."""
    notices: list[str] = []
    fewer = _fewer(mark.counts, counts)
    when = f"{mark.at:%d-%b-%Y %H:%M} UTC"
    if fewer and unclean:
        notices.append(
            "kapdesk was not closed in the ordinary way last time, and the journal that held its last "
            f"minutes is gone or cut: {fewer} are missing. Compare what was written last with your memory, "
            "and look at the newest backup."
        )
    elif fewer:
        notices.append(
            f"This record is older than the one last used here ({when}): it has {fewer} fewer. Nothing was "
            "changed. If you did not put an older copy here yourself, lock kapdesk, keep this folder as it "
            "is, and look for the newer one or the newest backup."
        )
    if generation < mark.generation:
        notices.append(
            f"The key file is older than the one last used here ({when}): a passphrase or a recovery sheet "
            "that was given up may open the record again. Nothing was changed. If you did not put it there "
            "yourself, change the passphrase and make a new recovery sheet."
        )
    return tuple(notices)


def _fewer(seen: dict[str, int], now: dict[str, int]) -> str:
    """Return in words what is missing; what was taken away on purpose left a newer step in the trail."""
    if now.get("audit", 0) > seen.get("audit", 0):
        return ""
    gone = {name: seen.get(name, 0) - now.get(name, 0) for name in COUNTED}
    parts = [f"{number} {_WORDS[name]}" for name, number in gone.items() if number > 0]
    return ", ".join(parts)


def _mac(said: dict[str, Any], keys: VaultKeys) -> str:
    text = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(keys.derive("last-seen"), text, "sha256").hex()

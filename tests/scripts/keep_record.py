"""Write a full day's record in the shape of this version, to be kept for ever among `tests/records`.

Run it with `PYTHONPATH=.:tests python tests/scripts/keep_record.py` before a new shape leaves the house.
"""

import shutil
import tempfile
from pathlib import Path

from conftest import MORNING, PASSPHRASE, ZONE, shipped

from kapdesk.domain.clock import SetClock
from kapdesk.services import people, vault
from kapdesk.services.record import Record
from kapdesk.store import migrate
from kapdesk.store.derivation import FLOOR
from tests.services.full_day import a_full_day

ROOT = Path(__file__).parents[2]
KEPT = ("vault.db", "vault.keys", "vault.keys.alt")


def main() -> None:
    """Make the record in a temporary folder, close it, and copy what a clinic would have."""
    place = ROOT / "tests" / "records" / migrate.HEAD
    clock = SetClock(MORNING)
    with tempfile.TemporaryDirectory() as folder:
        record_folder = Path(folder) / "record"
        opened, _code = vault.create(
            record_folder, PASSPHRASE, clinic="Hollow Oak Clinic", person_name="J. Adler",
            credential="LMFT", zone=ZONE, backup_folder=Path(folder) / "backups", clock=clock, cost=FLOOR,
        )  # fmt: skip
        with opened.store.read() as db:
            author = people.author(db, opened.person_id)
        a_full_day(Record(opened.store, shipped(), clock, author, ZONE), clock)
        opened.close()
        place.mkdir(parents=True, exist_ok=True)
        for name in KEPT:
            shutil.copy(record_folder / name, place / name)


if __name__ == "__main__":
    main()

"""An invented clinic whose record is set back to a backup: what was written since is gone, and is said."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from conftest import PASSPHRASE, ZONE, shipped
from six_months import Clinic, Stood

from kapdesk.domain.clock import SetClock
from kapdesk.domain.people import Person, Role
from kapdesk.services import backups, board_lines, clients, vault
from kapdesk.services.opening import Opened
from kapdesk.services.record import Record
from kapdesk.store.check import count_rows

NOT_OF_THE_CLINIC = ("audit", "setting", "search", "alembic_version")


@dataclass
class House:
    """A record in its folder, open."""

    folder: Path
    clock: SetClock
    opened: Opened

    @staticmethod
    def enter(folder: Path, clock: SetClock) -> "House":
        """Open the record of a folder."""
        return House(folder, clock, vault.unlock(folder, PASSPHRASE, clock=clock))

    @property
    def record(self) -> Record:
        """Return the owner's hold on the record."""
        who = Person(self.opened.person_id, "", "", Role.OWNER)
        return Record(self.opened.store, shipped(), self.clock, who, ZONE)

    def rows(self) -> dict[str, int]:
        """Return how many rows each table of the clinic's own work holds."""
        with self.opened.store.bare() as raw:
            return {
                name: rows for name, rows in count_rows(raw).items() if not name.startswith(NOT_OF_THE_CLINIC)
            }

    def back_up(self, clinic: Clinic, stick: Path) -> tuple[Path, Stood]:
        """Make a backup, and remember how everything stands."""
        clinic.touched.clear()
        return backups.make(self.opened, stick, clock=self.clock).path, clinic.stand()

    def bring_back(self, clinic: Clinic, backup: Path, stood: Stood) -> None:
        """Bring the backup back; what is lost is said before, and the boards show what they showed then."""
        held, now = self.rows(), self.clock.at
        codes = {one: clients.one(clinic.record, one).code for one in clinic.seen}
        changed = {codes[one] for one in clinic.seen if clinic.seen[one] != stood.seen[one]}
        touched = {codes[one] for one in clinic.touched}
        self.opened.close()
        said = backups.compare(backup, self.folder, PASSPHRASE)
        assert said.loses
        assert changed <= {each.code for each in said.newer if each.code} <= touched
        backups.restore(backup, self.folder, PASSPHRASE, clock=self.clock, lose=True)
        self.opened = vault.unlock(self.folder, PASSPHRASE, clock=self.clock)
        clinic.go_back(self.record, stood)
        lost = {name: held[name] - rows for name, rows in self.rows().items() if held[name] > rows}
        assert lost == {
            name: rows for name, rows in said.lost.items() if not name.startswith(NOT_OF_THE_CLINIC)
        }
        self.clock.at = stood.at
        assert (clinic.board(), board_lines.lines(clinic.record)) == (stood.board, stood.lines)
        self.clock.at = now
        assert clinic.board() == clinic.model()
        clinic.counts["set back"] += 1
        clinic.counts["clients set back"] += len(changed)

    def leave(self) -> None:
        """Close the record, whatever became of it."""
        with suppress(Exception):
            self.opened.close()

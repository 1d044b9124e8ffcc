"""The two ways a whole record leaves: as a copy for the client, and for good."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, QObject, Signal

from kapdesk.desk import Screen
from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import Client
from kapdesk.domain.disclosures import OWN_REQUEST, Leaving, Way
from kapdesk.domain.errors import KapdeskError
from kapdesk.places.clients.keeping import CopySheet, DeleteSheet, KeepingCard
from kapdesk.services import audit, disclosures, documents, erasure, full_copy, hands, saving
from kapdesk.services.erasure import Erased, Order
from kapdesk.services.full_copy import FullCopy
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.services.record import Record
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.jobs import Cancelled, Job, Jobs
from kapdesk.ui.preview import ask_where
from kapdesk.ui.signs import Sign

STOPPED = "Stopped. No copy was made, and nothing was changed."


class Leaver(QObject):
    """Makes a full copy and deletes a record, both behind the window and only after they were asked for."""

    erased = Signal()

    def __init__(self, screen: Screen, card: KeepingCard) -> None:
        """Bind to the card with the two buttons."""
        super().__init__(screen)
        self._screen, self._desk, self._card = screen, screen.desk, card
        self._jobs = Jobs(1, self)
        self.client: Client | None = None
        self.sheet: CopySheet | None = None
        self.deleting: DeleteSheet | None = None
        self.risk: Sheet | None = None
        self._job: Job | None = None
        # Connect Signals
        card.progress.stopped.connect(self._stop)
        card.copy_asked.connect(self._ask_copy)
        card.delete_asked.connect(self._ask_delete)

    def rest(self) -> None:
        """Let what is under way go."""
        self._jobs.close()

    def save(self, client: UUID, made: FullCopy, password: str, target: Path) -> None:
        """Write a finished copy to a file, closed, behind the window, and enter that it left."""
        self._card.said.say("Saving the copy.", Sign.DUE)
        work = partial(_saved, made, password, target)
        self._jobs.run(work, partial(self._left, client, made), self._failed)

    def _left(self, client: UUID, made: FullCopy, target: Path) -> None:
        said = Leaving("full copy", "the client", "the client's own copy", OWN_REQUEST)
        self._desk.do(self._screen, audit.log, Action.EXPORTED, "full copy", client, client, made.entries)
        self._desk.do(self._screen, disclosures.write, client, said, way=Way.FILE.value)
        self._card.said.say(f"Saved, closed with its password, in {target.parent}. It stands in the log.")

    # ------------------------------------------------------------------ the copy

    def _ask_copy(self) -> None:
        if self.client is None:
            return
        self.sheet = CopySheet(saving.new_password(), self._card.window())
        self.sheet.agreed.connect(partial(self._make, self.client.id, self.sheet))
        self.sheet.ask()

    def _make(self, client: UUID, sheet: CopySheet) -> None:
        password = sheet.password.text()
        self._card.said.say("Making the copy.", Sign.DUE)
        self._card.progress.begin()
        work = partial(_copied, self._desk.record, client)
        made = partial(self._copied, client, password)
        self._job = self._jobs.run(work, made, self._failed, self._card.progress.move_to)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _copied(self, client: UUID, password: str, made: FullCopy) -> None:
        self._card.progress.end()
        self._card.said.say("")
        self._ask_folder(client, password, made)

    def _ask_folder(self, client: UUID, password: str, made: FullCopy) -> None:
        dialog = ask_where(self._card, made.file_name)
        dialog.setDirectory(QDir.homePath())
        dialog.fileSelected.connect(partial(self._chosen, client, password, made))

    def _chosen(self, client: UUID, password: str, made: FullCopy, path: str) -> None:
        target = Path(path)
        if not (warning := saving.warning(target.parent)):
            self.save(client, made, password, target)
            return
        self.risk = Sheet(
            "This folder is a risk", warning, act="Save it there", back="Choose another",
            parent=self._card.window(),
        )  # fmt: skip
        self.risk.agreed.connect(partial(self.save, client, made, password, target))
        self.risk.left.connect(partial(self._ask_folder, client, password, made))
        self.risk.ask()

    # ------------------------------------------------------------------ the end

    def _ask_delete(self) -> None:
        if self.client is None:
            return
        read = self._desk.read
        against, backups = read(erasure.why_not, self.client.id), read(erasure.backups_left)
        two = read(erasure.others) > 0
        self.deleting = DeleteSheet(against, backups, two=two, parent=self._card.window())
        self.deleting.ordered.connect(partial(self._confirm, self.client.id, self.client.code))
        self.deleting.ask()

    def _confirm(self, client: UUID, code: str, order: Order, second: str) -> None:
        self._screen.autosave.flush()
        then = partial(self._delete, client, order, second)
        self._desk.confirm(Purpose.DELETE, f"Delete the record of {code}", then)

    def _delete(self, client: UUID, order: Order, second: str, said: Confirmation) -> None:
        self._card.said.say("Deleting the record.", Sign.DUE)
        work = partial(_erased, self._desk.record, client, order, said, second)
        self._jobs.run(work, partial(self._gone, client), self._failed)

    def _gone(self, client: UUID, done: Erased) -> None:
        self._desk.written.emit(self._desk.now())
        self._desk.changed.emit(Change(Topic.ERASED, client, client), self._screen)
        self.erased.emit()
        compact = "" if done.compact else " The file is made smaller at the next deletion."
        self._desk.refused.emit(
            f"The record of {done.code} is deleted: {done.total:,} entries.{compact} {done.backups}",
            self._desk,
        )

    def _failed(self, error: BaseException) -> None:
        self._card.progress.end()
        if isinstance(error, Cancelled):
            self._card.said.say(STOPPED, Sign.CAUTION)
            return
        if not isinstance(error, KapdeskError):
            self._card.said.say("")
            raise error
        self._card.said.say(error.sentence, Sign.MISSING)


def _copied(record: Record, client: UUID, job: Job) -> FullCopy:
    return full_copy.make(record, client, paper=documents.paper(record), step=job.step)


def _saved(made: FullCopy, password: str, target: Path, _job: Job) -> Path:
    return saving.save(made.pdf, target, password=password, replace=True)


def _erased(
    record: Record, client: UUID, order: Order, said: Confirmation, second: str, _job: Job
) -> Erased:  # fmt: skip
    hand = hands.take(record, second) if second else None
    try:
        return erasure.delete(record, client, order, said, hand)
    finally:
        if hand is not None:
            hand.let_go()

"""Clients go to another workstation in a sealed file, and what another workstation sealed is taken in."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from kapdesk.desk import Desk
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.roles import Power, may
from kapdesk.places.practice.moving_conflicts import ConflictsCard
from kapdesk.services import bundles, merging
from kapdesk.services.bundles import Made
from kapdesk.services.merging import Preview, Taken
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.services.record import Record
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.first_steps import chooser, forget_folders
from kapdesk.ui.jobs import Cancelled, Job, Jobs
from kapdesk.ui.progress import Progress
from kapdesk.ui.said import Said
from kapdesk.ui.secret import SecretField
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import give_role

STOPPED = "Stopped. Nothing was changed."
SHOWN_ONCE = "These words open it and are shown this once. Send them by another way than the file."


class MovingPart:
    """The two cards of Practice about other workstations."""

    def __init__(self, desk: Desk) -> None:
        """Make both; who neither exports nor writes sees none."""
        self._desk, self.card, self.conflicts = desk, MovingCard(desk), ConflictsCard(desk)
        self._mine = may(desk.record.author.role, Power.EXPORT, Power.WRITE)
        self.cards = (self.conflicts, self.card)
        self.conflicts.hide()
        appear(self.card, shown=self._mine)
        # Connect Signals
        self.card.came.connect(self.conflicts.load)

    def load(self) -> None:
        """Read what waits to be settled."""
        if self._mine:
            self.conflicts.load()

    def rest(self) -> None:
        """Let the work that is under way go."""
        self.card.rest()


class MovingCard(Card):
    """Make a bundle, or look at one and take it in; the work goes on behind the window and can be stopped."""

    came = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Another workstation", "sealed files, carried by hand", parent=parent)
        self._desk, self._jobs = desk, Jobs(1, self)
        self._job: Job | None = None
        self._bundle: Path | None = None
        self._wanted: UUID | None = None
        self.codes, self.private = QLineEdit(), QCheckBox("With my own process notes")
        self.make, self.choose = (
            PlainButton("Make a bundle", small=True),
            PlainButton("Choose a bundle", small=True),
        )
        self.progress, self.done = Progress("The bundle"), PlainButton("I have noted them", small=True)
        self.made_words = QLineEdit()
        self.words, self.number = SecretField("Words of the bundle"), QLineEdit()
        self.look, self.take = PlainButton("Look into it", small=True), PlainButton("Take it in", small=True)
        self.said, self.seen = Said(), QLabel()
        self._made: list[QWidget] = [self.made_words, self.done]
        self._lay_out()
        self._connect()

    def rest(self) -> None:
        """Let the work that is under way go: the place is taken down."""
        self._jobs.close()

    def _lay_out(self) -> None:
        self._line("Client numbers, with commas", self.codes)
        self.add(self.private)
        self._row(self.make, self.choose)
        self.add(self.said)
        self.add(self.progress)
        self.made_words.setReadOnly(True)
        self.made_words.setAccessibleName("Words of the new bundle")
        self.add(self.made_words)
        self._row(self.done)
        self._theirs = [self._line("Words of the bundle", self.words), self.words, self.look]
        self._row(self.look)
        self.seen.setWordWrap(True)
        self.seen.setTextFormat(Qt.TextFormat.PlainText)
        self.seen.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        give_role(self.seen, "value")
        self.add(self.seen)
        self._asked = [self._line("Another number for this client", self.number), self.number]
        self._row(self.take)
        for part in (*self._made, *self._theirs, *self._asked, self.seen, self.take):
            part.hide()

    def _line(self, label: str, field: QLineEdit) -> QLabel:
        words = QLabel(label)
        give_role(words, "muted")
        words.setBuddy(field)
        field.setAccessibleName(label)
        self.add(words)
        self.add(field)
        return words

    def _row(self, *buttons: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)

    def _connect(self) -> None:
        # Connect Signals
        self.make.clicked.connect(self._ask_again)
        self.choose.clicked.connect(self._ask_bundle)
        self.progress.stopped.connect(self._stop)
        self.done.clicked.connect(self._forget_words)
        self.look.clicked.connect(self._look)
        self.words.returnPressed.connect(self._look)
        self.take.clicked.connect(self._take)
        self.number.returnPressed.connect(self._take)

    # ------------------------------------------------------------------ made here

    def _ask_again(self) -> None:
        words = "The chosen clients leave this workstation in a sealed file."
        self._desk.confirm(Purpose.EXPORT, words, self._ask_folder)

    def _ask_folder(self, _said: Confirmation) -> None:
        dialog = chooser(self)
        dialog.setDirectory(QDir.homePath())
        dialog.fileSelected.connect(self.make_in)
        dialog.open()

    def make_in(self, folder: str) -> None:
        """Make the bundle of the clients that are named, in this folder."""
        codes = [code for code in self.codes.text().replace(";", ",").split(",") if code.strip()]
        words = bundles.new_words()
        work = partial(_made, self._desk.record, codes, Path(folder), words, private=self.private.isChecked())
        self._run("Sealing the bundle.", work, partial(self._show_made, words))

    def _show_made(self, words: str, made: Made) -> None:
        left = f" {made.private_left_out} process notes were left out." if made.private_left_out else ""
        name = made.path.name
        self._end(f"Made {name}: {made.rows} entries of {made.clients} clients.{left} {SHOWN_ONCE}")
        self.made_words.setText(words)
        for part in self._made:
            part.show()
        self.made_words.setFocus()
        self.made_words.selectAll()

    def _forget_words(self) -> None:
        self.made_words.clear()
        for part in self._made:
            part.hide()
        self.said.say("")
        self.make.setFocus()

    # ------------------------------------------------------------------ taken in

    def _ask_bundle(self) -> None:
        dialog = QFileDialog(self, "kapdesk", QDir.homePath(), f"Bundles (*{bundles.SUFFIX})")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setHistory([])
        dialog.setSidebarUrls([])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.destroyed.connect(forget_folders)
        dialog.fileSelected.connect(self.show_bundle)
        dialog.open()

    def show_bundle(self, path: str) -> None:
        """Ask for the words of a bundle."""
        self._bundle = Path(path)
        self.words.clear()
        for part in self._theirs:
            part.show()
        for part in (*self._asked, self.seen, self.take):
            part.hide()
        self.said.say(f"Chosen: {self._bundle.name}. Type its words.", Sign.DUE)
        self.words.setFocus()

    def _look(self) -> None:
        if self._bundle is not None:
            work = partial(_looked, self._desk.record, self._bundle, self.words.text().strip())
            self._run("Opening the bundle. Nothing is changed.", work, self.show_preview)

    def show_preview(self, seen: Preview) -> None:
        """Say what would come of it; a number that is taken is asked for anew."""
        self._end("Nothing was changed so far.")
        self.seen.setText("\n".join(merging.told(seen)))
        self.seen.show()
        self._wanted = next(iter(seen.codes_wanted), None)
        for part in self._asked:
            part.setVisible(self._wanted is not None)
        self.take.setVisible(not seen.nothing_new)
        (self.number if self._wanted else self.take).setFocus()

    def _take(self) -> None:
        if self._bundle is not None:
            codes = {self._wanted: self.number.text().strip()} if self._wanted else {}
            work = partial(_taken, self._desk.record, self._bundle, self.words.text().strip(), codes)
            self._run("Taking it in.", work, self._show_taken)

    def _show_taken(self, done: Taken) -> None:
        self.words.clear()
        for part in (*self._theirs, *self._asked, self.seen, self.take):
            part.hide()
        self._end(merging.sentence(done))
        for client in done.clients:
            self._desk.changed.emit(Change(Topic.CLIENT, client, client), self)
        self.came.emit()
        self.choose.setFocus()

    # ------------------------------------------------------------------ shared

    def _run(self, words: str, work: Callable[[Job], object], done: Callable[..., None]) -> None:
        if self._jobs.is_busy():
            return
        self.said.say(words, Sign.DUE)
        self.progress.begin()
        self._job = self._jobs.run(work, done, self._failed, self.progress.move_to)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self, sentence: str, sign: Sign = Sign.RECORDED) -> None:
        self.progress.end()
        self.said.say(sentence, sign)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._end(STOPPED, Sign.CAUTION)
        elif isinstance(error, KapdeskError):
            self._end(error.sentence, Sign.MISSING)
        else:
            self._end("")
            raise error


def _made(record: Record, codes: list[str], folder: Path, words: str, job: Job, *, private: bool) -> Made:
    return bundles.make(
        record, bundles.client_ids(record, codes), folder, words, private=private, step=job.step
    )


def _looked(record: Record, path: Path, words: str, job: Job) -> Preview:
    return merging.preview(record, path, words, step=job.step)


def _taken(record: Record, path: Path, words: str, codes: Mapping[UUID, str], job: Job) -> Taken:
    return merging.take_in(record, path, words, codes=codes, step=job.step)

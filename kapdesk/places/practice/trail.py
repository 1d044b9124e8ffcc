"""The audit trail, read and sifted here: who did what when, checked, printed, and noted on paper."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.audit import Verdict
from kapdesk.domain.clock import local, show_moment
from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import anchors, trail, trail_pages
from kapdesk.services.record import Record
from kapdesk.services.trail import Entry, Sieve
from kapdesk.ui.card import Card
from kapdesk.ui.controls import DateField, PlainButton, QuietButton
from kapdesk.ui.jobs import Cancelled, Job, Jobs
from kapdesk.ui.preview import Preview
from kapdesk.ui.progress import Progress
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.table import Cell, Column, Line, Table
from kapdesk.ui.theme import give_role, px

EVERYBODY, EVERYTHING = "Everybody", "Everything"
ROWS_SEEN = 12
PRINTED = 2_000
STOPPED = "Stopped. Nothing was changed."
_COLUMNS = (
    Column("When", 0, whole=True), Column("Who", 1), Column("Did", 1), Column("What", 1, goes=2),
    Column("Client", 0, goes=1),
)  # fmt: skip


class TrailCard(Card):
    """Pages of the trail, the newest first; ids and codes stand in it, never a text or a client's name."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand folded; nothing is read before it is asked for."""
        super().__init__("Audit trail", "who did what when; it can be read, not changed", parent=parent)
        self._desk = desk
        self._seen: list[int] = []
        self._jobs = Jobs(1, self)
        self.open = PlainButton("Read the trail", small=True)
        self.check, self.list_button = (
            PlainButton("Check it", small=True),
            PlainButton("Print the list", small=True),
        )
        self.attest = PlainButton("Print an attestation", small=True)
        self.people, self.acts, self.code = QComboBox(), QComboBox(), QLineEdit()
        self.first, self.last = DateField("From", self._parse), DateField("To", self._parse)
        self.table = Table(_COLUMNS, "Audit trail", close=True)
        self.said, self.preview, self.progress = Said(), Preview(), Progress("The trail")
        self._job: Job | None = None
        self.anchor, self.compare = QLineEdit(), QuietButton("Compare an anchor", small=True)
        self._lay_out()
        # Connect Signals
        self.open.clicked.connect(self.unfold)
        self.check.clicked.connect(self._check)
        self.progress.stopped.connect(self._stop)
        self.list_button.clicked.connect(self._print_list)
        self.attest.clicked.connect(self._print_attestation)
        for box in (self.people, self.acts):
            box.currentIndexChanged.connect(self._sift)
        self.code.editingFinished.connect(self._sift)
        for field in (self.first, self.last):
            field.entered.connect(self._sift)
        self.table.opened.connect(self._go)
        self.compare.clicked.connect(self._compare)
        self.anchor.returnPressed.connect(self._compare)
        self.preview.printed.connect(self._printed)

    def unfold(self) -> None:
        """Read the trail, the newest lines first."""
        self.open.hide()
        for part in (self._parts, self._days, self.table):
            part.show()
        found = self._desk.read(trail.choices)
        _fill(self.people, EVERYBODY, [(name, person) for person, name in found.people])
        _fill(self.acts, EVERYTHING, [(action, action) for action in found.actions])
        self._sift()

    def rest(self) -> None:
        """Let a check that is under way go: the place is taken down."""
        self._jobs.close()

    def _check(self) -> None:
        self._run("Checking every line.", partial(_checked, self._desk.record), self.show_checked)

    def _run(self, words: str, work: Callable[[Job], object], done: Callable[..., None]) -> None:
        """Do something behind the window, one thing at a time; how far it is stands here, with a Stop."""
        if self._jobs.is_busy():
            return
        self.progress.begin()
        self.said.say(words, Sign.DUE)
        self._job = self._jobs.run(work, done, self._failed, self.progress.move_to)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _failed(self, error: BaseException) -> None:
        self.progress.end()
        if isinstance(error, Cancelled):
            self.said.say(STOPPED, Sign.CAUTION)
        elif isinstance(error, KapdeskError):
            self.said.say(error.sentence, Sign.MISSING)
        else:
            self.said.say("")
            raise error

    def show_checked(self, found: Verdict) -> None:
        """Say what a check of the whole trail found."""
        self.progress.end()
        self.said.say(anchors.sentence(found), Sign.RECORDED if found.whole else Sign.MISSING)
        if not self._parts.isHidden():
            self._sift()

    def sieve(self) -> Sieve:
        """Return what is sifted by now; a code nobody has finds nothing."""
        code = self.code.text().strip()
        client = self._desk.read(trail.code_of, code) if code else None
        return Sieve(
            self.people.currentData(), self.acts.currentData() or "",
            UUID(int=0) if code and client is None else client, _day(self.first), _day(self.last),
        )  # fmt: skip

    def _sift(self, *_changed: object) -> None:
        self._seen = []
        self.table.show_pages(self._page)
        self.table.setMinimumHeight(self.table.height_of_rows(ROWS_SEEN))

    def _page(self, start: int, count: int) -> Sequence[Line]:
        before = self._seen[start - 1] if start else None
        found = self._desk.read(trail.entries, self.sieve(), before=before, limit=count)
        self._seen = [*self._seen[:start], *(entry.seq for entry in found)]
        return [_line(entry, self._desk.record.zone) for entry in found]

    def _go(self, entry: object) -> None:
        if isinstance(entry, Entry) and entry.client is not None and entry.code:
            self._desk.go(Go(chart=Chart(entry.client), tab="documents"))

    def _print_list(self) -> None:
        work = partial(_listed, self._desk.record, self.sieve())
        self._run("Setting the lines on pages.", work, self.show_pages)

    def _print_attestation(self) -> None:
        self._run("Checking every line.", partial(_attested, self._desk.record), self.show_pages)

    def show_pages(self, pdf: bytes) -> None:
        """Show pages that were made; they are in memory only."""
        self.progress.end()
        self.said.say("")
        self.preview.show()
        self.preview.show_pdf(pdf)

    def _printed(self, pages: int) -> None:
        self._desk.do(self._desk, trail_pages.printed, pages)
        self.said.say("Printed. Keep it away from the computer.", Sign.RECORDED)

    def _compare(self) -> None:
        proof = self._desk.read(anchors.printed, self.anchor.text())
        self.said.say(proof.words, Sign.RECORDED if proof.stands else Sign.MISSING)

    def _parse(self, text: str) -> date | str:
        try:
            return parse_date(text, local(self._desk.now(), self._desk.record.zone).date())
        except KapdeskError as error:
            return error.sentence

    def _lay_out(self) -> None:
        self.body.addLayout(_beside(self.open, self.check, self.attest))
        self.add(self.said)
        self.add(self.progress)
        self._parts = QWidget()
        sifting = QHBoxLayout(self._parts)
        sifting.setContentsMargins(0, 0, 0, 0)
        for label, part in (("Who", self.people), ("Did", self.acts), ("Client’s code", self.code)):
            part.setAccessibleName(label)
            part.setMinimumWidth(px(110))
            sifting.addWidget(part, 1)
        self.code.setPlaceholderText("Client’s code")
        self.add(self._parts)
        self._days = QWidget()
        days = _beside(QLabel("From"), self.first, QLabel("to"), self.last, self.list_button)
        self._days.setLayout(days)
        self.add(self._days)
        self.add(self.table)
        self.anchor.setPlaceholderText("Anchor from a printed page")
        self.anchor.setAccessibleName("Anchor from a printed page")
        self.body.addLayout(_beside(self.anchor, self.compare))
        self.preview.save_button.hide()
        self.preview.setMinimumHeight(px(420))
        self.add(self.preview)
        for part in (self._parts, self._days, self.table, self.preview):
            part.hide()


def _beside(*parts: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for part in parts:
        if isinstance(part, QLabel):
            give_role(part, "muted")
        line.addWidget(part, 1 if isinstance(part, QLineEdit) else 0)
    line.addStretch(1)
    return line


def _fill(box: QComboBox, every: str, options: Sequence[tuple[str, object]]) -> None:
    was_blocked = box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
    chosen = box.currentData()
    box.clear()
    box.addItem(every, None)
    for text, data in options:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(was_blocked)


def _checked(record: Record, job: Job) -> Verdict:
    return anchors.check_all(record, step=job.step)


def _listed(record: Record, sieve: Sieve, job: Job) -> bytes:
    return trail_pages.listed(record, sieve, PRINTED, step=job.step)


def _attested(record: Record, job: Job) -> bytes:
    return trail_pages.attestation(record, step=job.step)


def _day(field: DateField) -> date | None:
    value = field.value()
    return value if isinstance(value, date) else None


def _line(entry: Entry, zone: str) -> Line:
    words = (show_moment(entry.at, zone), entry.who, entry.did, entry.what, entry.code)
    return Line(entry, tuple(Cell(word) for word in words))

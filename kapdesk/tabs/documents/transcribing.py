"""Paper: blank forms to print, and what was written on one taken over into the record."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.domain.clock import local, show_moment
from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.routes import Route
from kapdesk.services import blank_sheets, notes, retractions, transcriptions
from kapdesk.services.blank_sheets import Wanted
from kapdesk.services.notes import Owner
from kapdesk.services.transcriptions import Filled, PaperSheet, Taken
from kapdesk.tabs.documents.folding import FoldedCard
from kapdesk.tabs.documents.paper_form import PaperForm, read, written
from kapdesk.ui.appearing import appear
from kapdesk.ui.blank_card import BlankCard, Offer
from kapdesk.ui.card import Columns, Row, Rows
from kapdesk.ui.controls import PrimaryButton, Sign
from kapdesk.ui.said import Said
from kapdesk.ui.slip import Parse, Slip

if TYPE_CHECKING:
    from kapdesk.desk import Tab

DRAFT, TRANSCRIBING = "draft.transcribing", "transcribing"
PREFIX = blank_sheets.PREFIX


class TranscribeCard(FoldedCard):
    """One sheet being typed, folded until one is: whose it was and when, its places and lines, what came."""

    edited = Signal()
    asked = Signal(object)  # the sheet as it was typed

    def __init__(self, parse: Parse, parent: QWidget | None = None) -> None:
        """Lay out the head of a sheet; its places follow once it is chosen."""
        super().__init__(
            "Transcribed from paper", "each time as it stands on the sheet; now is when it was written here",
            parent,
        )  # fmt: skip
        self.head = Slip()
        self.which = self.head.pick("sheet", "Sheet", [], "type any part of its name")
        self._lay_out_head(parse)
        self.take, self.said = PrimaryButton("Take over into the record"), Said()
        self.form: PaperForm | None = None
        self._sheets: dict[str, PaperSheet] = {}
        self._drafts: dict[str, object] = {}
        self._box, self._taken = QVBoxLayout(), Rows()
        self.inside.addWidget(self.head)
        self.inside.addLayout(self._box)
        self.inside.addWidget(self.said)
        self.inside.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside.addWidget(self._taken)
        self.take.setEnabled(False)
        # Connect Signals
        self.head.edited.connect(self._touch)
        self.take.clicked.connect(self._ask)

    def show_sheets(self, sheets: tuple[PaperSheet, ...], draft: str) -> None:
        """Offer these sheets and put a draft back; once, for what is typed afterwards is on the screen."""
        if self._sheets:
            return
        self._sheets = {one.title: one for one in sheets}
        drafts = read(draft)
        self._drafts = cast("dict[str, object]", drafts.get("sheets") or {})
        was_blocked = self.head.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.which.offer(list(self._sheets))
        self.head.show_texts(cast("dict[str, str]", drafts.get("head") or {}))
        self.head.blockSignals(was_blocked)
        self._choose()
        if drafts:  # what was begun is not hidden
            self.unfold()

    def draft(self) -> str:
        """Return everything typed so far as one text; empty where nothing is."""
        self._keep()
        head = {id_: text for id_ in self.head.parts if (text := self.head.text(id_))}
        sheets = {key: kept for key, kept in self._drafts.items() if kept}
        typed = {"head": head, "sheets": sheets}
        return written({name: part for name, part in typed.items() if part})

    def draft_without(self, sheet: str) -> str:
        """Return what stays typed once a sheet is in the record: the other sheets."""
        self._keep()
        sheets = {key: kept for key, kept in self._drafts.items() if kept and key != sheet}
        return written({"sheets": sheets} if sheets else {})

    def show_taken(self, taken: tuple[Taken, ...], zone: str, *, signed: bool, gone: str = "") -> None:
        """Show what was taken over already; nothing more can be once the session is signed.

        `gone` is how it was retracted since, in words.
        """
        self._taken.show_rows([_row(one, zone) for one in taken])
        self._signed = signed
        self.say_folded(_how_many(taken))
        if signed:
            then = "." if gone else "; write an addendum."
            self.said.say(f"This session is {gone or 'signed'}. Nothing more is taken over{then}", Sign.DUE)
        self._fit()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was taken over; everything typed stays."""
        self.said.say(sentence, Sign.MISSING)

    def done(self, sentence: str) -> None:
        """Say what was taken over, and empty the sheet: who fills in the next one is asked anew."""
        if self.form is not None:
            self._drafts.pop(self.form.sheet.key, None)
            self.form.restore({})
        self.head.show_texts({})
        self._choose()
        self.said.say(sentence, Sign.RECORDED)

    def _lay_out_head(self, parse: Parse) -> None:
        self.head.row()
        self.head.line("by", "Filled in by", "as it stands on the sheet")
        self.head.line("role", "Role")
        self.head.row()
        self.head.day("day", "Date on the sheet", parse)
        self.head.line("at", "Time on the sheet", "24 h; +00:20 is after midnight")
        self.head.row()
        self.head.line("checked", "Checked against the sheet by", "a second person, where there is one")
        self._signed = False

    def _keep(self) -> None:
        if self.form is not None:
            self._drafts[self.form.sheet.key] = self.form.draft()

    def _choose(self) -> None:
        """Show the places of the sheet that is chosen; what was typed on another one is kept."""
        one = self._sheets.get(self.head.text("sheet"))
        if self.form is not None and (one is None or one.key != self.form.sheet.key):
            self._keep()
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if one is not None and self.form is None:
            self.form = PaperForm(one)
            self.form.restore(cast("dict[str, object]", self._drafts.get(one.key) or {}))
            self.form.edited.connect(self._touch)
            self._box.addWidget(self.form)
        self._fit()

    def _fit(self) -> None:
        self.take.setEnabled(self.form is not None and not self._signed)
        untimed = self.form is not None and not self.form.sheet.timed
        self.head.parts["at"].setEnabled(not untimed)

    def _touch(self) -> None:
        self._choose()
        self.edited.emit()

    def _ask(self) -> None:
        if self.form is None:
            return
        if self.form.unfinished():
            self.refuse("A line is typed and not added. Nothing was taken over. Add it, or empty it.")
            return
        day = self.head.value("day")
        if not isinstance(day, date):
            self.refuse(
                "The date of the sheet is missing. Nothing was taken over. Write the day it was filled in."
            )
            return
        at = "" if not self.form.sheet.timed else self.head.text("at")
        self.asked.emit(
            Filled(
                self.form.sheet.key,
                self.head.text("by"),
                self.head.text("role"),
                day,
                at,
                self.head.text("checked"),
                self.form.places.texts(),
                tuple(self.form.lines),
            )
        )  # fmt: skip


def _how_many(taken: tuple[Taken, ...]) -> str:
    """Return what the folded card says: how many sheets are in the record already."""
    if not taken:
        return "type in a sheet that was filled in by hand"
    return "1 sheet taken over" if len(taken) == 1 else f"{len(taken)} sheets taken over"


def _row(one: Taken, zone: str) -> Row:
    who = ", ".join(part for part in (one.filled_by, one.filled_role) if part)
    note = f"\n{one.note}" if one.note else ""
    second = (
        f"transcribed from paper, filled in by {who}, {show_moment(one.happened_at, zone)}\n"
        f"written {show_moment(one.written_at, zone)} by {one.typed_by}, {one.entries} entries{note}"
    )
    return Row(f"{one.title}, version {one.version}", second)


class PaperWork(QObject):
    """What the Documents tab does with paper: blank forms out, written ones in."""

    def __init__(self, tab: "Tab", show: Callable[[str], None]) -> None:
        """Bind to a tab; `show` looks at a document by its key."""
        super().__init__(tab)
        self._tab, self._show, self._why_not = tab, show, ""
        chart = tab.chart
        self.blank = BlankCard(for_client=True)
        self.card = TranscribeCard(self._parse)
        appear(self.card, shown=chart.session is not None)
        self._owner = Owner(chart.client, session=chart.session)
        # Connect Signals
        self.blank.asked.connect(self._show_form)
        self.card.asked.connect(self._take)
        self.card.edited.connect(self._drafted)
        tab.desk.refused.connect(self._note_refusal)

    def go(self, field: str) -> None:
        """Go to the sheet that is typed, or look at a blank form again."""
        if field.startswith(PREFIX):
            self._show(field)
        else:
            self.card.unfold()
            self.card.which.setFocus()

    def load(self, columns: Columns | None) -> None:
        """Show forms beside the other documents and, under the page, the sheet that is typed."""
        if columns is not None and self.blank.parentWidget() is None:
            columns.context.insertWidget(columns.context.count() - 1, self.blank)
            columns.add_work(self.card)
        desk, chart = self._tab.desk, self._tab.chart
        self.blank.show_forms(
            tuple(
                Offer(
                    one.key,
                    one.title,
                    f"{one.about}, version {one.version}",
                    routes=one.routes,
                )
                for one in desk.read(blank_sheets.shelf)
            )
        )
        if chart.session is None:
            return
        self.card.show_sheets(desk.read(transcriptions.sheets), desk.read(notes.text, self._owner, DRAFT))
        taken = desk.read(transcriptions.of_session, chart.session)
        signed = desk.read(transcriptions.is_signed, chart.session)
        zone, gone = desk.record.zone, desk.read(retractions.of_session, chart.client, chart.session)
        self.card.show_taken(taken, zone, signed=signed, gone=gone.words(zone) if gone else "")

    def _show_form(self, key: str, route: Route | None, named: bool) -> None:  # noqa: FBT001 - a slot of a signal
        self._show(Wanted(key, route, self._tab.chart.client if named else None).key)

    def _parse(self, text: str) -> date | str:
        desk = self._tab.desk
        try:
            return parse_date(text, local(desk.now(), desk.record.zone).date())
        except KapdeskError as error:
            return error.sentence

    def _take(self, filled: Filled) -> None:
        session = self._tab.chart.session
        if session is None:
            return
        left, client = self.card.draft_without(filled.sheet), self._tab.chart.client
        change = self._tab.desk.do(
            self._tab, transcriptions.take_over, client, session, filled, draft=DRAFT, left=left
        )
        if change is None or change.item is None:
            self.card.refuse(self._why_not)
            return
        self.card.done(self._tab.desk.read(transcriptions.summary, session, change.item))
        self._drafted()
        self.load(None)

    def _drafted(self) -> None:
        self._tab.autosave.touched((self._owner, DRAFT), self.card.draft)

    def _note_refusal(self, sentence: str, source: object) -> None:
        if source is self._tab:
            self._why_not = sentence

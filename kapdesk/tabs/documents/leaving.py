"""Before a document of the chart leaves: for whom it is; for somebody outside, why and on what ground."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.desk import Tab
from kapdesk.domain.audit import Action
from kapdesk.domain.clock import local
from kapdesk.domain.dates import parse_date
from kapdesk.domain.disclosures import Ground, Leaving, Way, needed
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import disclosures, notes
from kapdesk.services.notes import Owner
from kapdesk.tabs.documents.panels import PreviewCard
from kapdesk.ui.controls import ChoiceBar, Option
from kapdesk.ui.dialog import Sheet, fit
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.slip import Parse, Slip
from kapdesk.ui.theme import px

DRAFT = "draft.disclosure"
LONGEST = 40  # letters of a title in the log
CLIENT, CLINIC, OUTSIDE = "client", "clinic", "outside"


class LeavingSheet(Sheet):
    """Asks for whom pages are; nothing is chosen beforehand, and what was typed stays for the next time."""

    edited = Signal()
    looked_for = Signal()  # somebody outside was chosen, or another ground

    def __init__(self, grounds: Sequence[Ground], parse: Parse, parent: QWidget | None = None) -> None:
        """Offer these grounds; the rule reads typed days."""
        super().__init__(
            "Before it leaves", "What goes to somebody outside is entered in the client's log.",
            act="Go on", careful=False, parent=parent,
        )  # fmt: skip
        self._grounds = {ground.id: ground for ground in grounds}
        self.whom = ChoiceBar(
            [
                Option(CLIENT, "The client"), Option(CLINIC, "Our own file"),
                Option(OUTSIDE, "Somebody outside"),
            ],
            "Who is it for", even=False,
        )  # fmt: skip
        self.slip, self.said = Slip(), Said()
        self._ask_parts(parse)
        self.setMinimumWidth(px(600))
        for part in (self.whom, self.slip, self.said):
            self.body.addWidget(part)
        self._weigh()
        # Connect Signals
        self.whom.chosen.connect(self._chosen)
        self.slip.edited.connect(self._touched)

    def ask(self) -> None:
        """Show the sheet as high as its words."""
        super().ask()
        fit(self)

    def leaving(self, document: str) -> Leaving | None:
        """Return what was said about somebody outside; None where it is for nobody outside."""
        if self.whom.value() != OUTSIDE:
            return None
        slip = self.slip
        return Leaving(
            document, slip.text("recipient"), slip.text("purpose"), self.ground(),
            self._day("authorised_on"), self._day("expires_on"), slip.text("note"),
        )  # fmt: skip

    def taken(self) -> None:
        """Empty the sheet: what was said stands in the log."""
        self.slip.clear()
        self.whom.set_value(None)
        self._weigh()

    def _agree(self) -> None:
        """Stay where something is missing, and say what."""
        said = self.leaving("")
        missing = needed(said, self._grounds) if said is not None else {}
        if said is not None:
            missing |= dict.fromkeys(self.slip.stopped(), "This day cannot be read.")
        self.slip.flag(missing)
        if not missing:
            super()._agree()

    def _ask_parts(self, parse: Parse) -> None:
        slip, labels = self.slip, [ground.label for ground in self._grounds.values()]
        slip.row()
        slip.line("recipient", "Goes to", "name, and where it is sent", required=True)
        slip.line("purpose", "For what", required=True)
        slip.row()
        slip.pick("ground", "Ground", labels)
        slip.line("note", "Note")
        slip.row()
        slip.day("authorised_on", "Signed on", parse)
        slip.day("expires_on", "Valid until", parse)

    def _day(self, part: str) -> date | None:
        value = self.slip.value(part)
        return value if isinstance(value, date) else None

    def ground(self) -> str:
        """Return the id of the ground that is chosen; empty for none, and where nobody outside is meant."""
        if self.whom.value() != OUTSIDE:
            return ""
        words = self.slip.text("ground").strip()
        return next((one.id for one in self._grounds.values() if one.label == words), "")

    def _chosen(self, _value: str | None) -> None:
        self._weigh()
        self.looked_for.emit()

    def _touched(self) -> None:
        self.edited.emit()
        self.looked_for.emit()

    def _weigh(self) -> None:
        whom = self.whom.value()
        self.slip.setVisible(whom == OUTSIDE)
        self.said.setVisible(whom == OUTSIDE and bool(self.said.accessibleName()))
        self.act.setEnabled(whom is not None)
        fit(self)


class LeavingWork(QObject):
    """Stands before the printer and the file: asks, waits until the pages left, and enters it."""

    def __init__(self, tab: Tab, shown: PreviewCard) -> None:
        """Bind to a tab and to the card that shows what may leave."""
        super().__init__(tab)
        self._tab, self._shown = tab, shown
        self.sheet: LeavingSheet | None = None
        self._then: Callable[[], None] | None = None
        self._waiting: Leaving | None = None
        shown.preview.ask_first = self.ask

    def ask(self, then: Callable[[], None]) -> None:
        """Ask before the pages leave, where they tell of the chart; in an emergency nothing is asked."""
        self._waiting = None
        if self._shown.key not in disclosures.ASKED:
            then()
            return
        self._then = then
        if self.sheet is None:
            self.sheet = self._made()
        self.sheet.ask()

    def left(self, action: Action, pages: int) -> str:
        """Enter that the pages left, to whoever was named; return what is said of it, empty for nothing."""
        said, self._waiting = self._waiting, None
        if said is None:
            return LATER if self._shown.key in disclosures.AFTERWARDS else ""
        way = Way.PRINTED if action is Action.PRINTED else Way.FILE
        client = self._tab.chart.client
        done = self._tab.desk.do(self._tab, disclosures.write, client, said, way=way.value, pages=pages)
        if done is None or self.sheet is None:
            return " The log did not take it: enter it under Clients."
        self.sheet.taken()
        self._keep()
        return " It stands in the client's log."

    def _made(self) -> LeavingSheet:
        desk = self._tab.desk
        sheet = LeavingSheet(desk.read(disclosures.grounds), self._parse, self._tab)
        sheet.slip.restore(desk.read(notes.text, Owner(self._tab.chart.client), DRAFT))
        # Connect Signals
        sheet.agreed.connect(self._agreed)
        sheet.edited.connect(self._keep)
        sheet.looked_for.connect(self._look)
        return sheet

    def _agreed(self) -> None:
        then = self._then
        if self.sheet is None or then is None:
            return
        said = self.sheet.leaving(self._shown.accessibleName()[:LONGEST])
        if said is not None:
            try:
                self._tab.desk.read(disclosures.check, said)
            except KapdeskError as error:
                self.sheet.said.say(error.sentence, Sign.MISSING)
                self.sheet.ask()
                return
        self._waiting = said
        then()

    def _look(self) -> None:
        """Say, while one fills in, what Part 2 asks of this client's record."""
        if self.sheet is not None:
            client, ground = self._tab.chart.client, self.sheet.ground()
            words = self._tab.desk.read(disclosures.part2_words, client, ground)
            self.sheet.said.say(words, Sign.CAUTION)

    def _keep(self) -> None:
        if self.sheet is not None:
            self._tab.autosave.touched((Owner(self._tab.chart.client), DRAFT), self.sheet.slip.draft)

    def _parse(self, text: str) -> date | str:
        desk = self._tab.desk
        try:
            return parse_date(text, local(desk.now(), desk.record.zone).date())
        except KapdeskError as error:
            return error.sentence


LATER = " Enter it in the client's log of disclosures when there is time (Clients)."

"""The shelf of blank paper forms, without a client: to be printed before the day they are needed."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kapdesk.desk import Desk
from kapdesk.domain.audit import Action
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.routes import Route
from kapdesk.services import audit, blank_sheets, documents
from kapdesk.services.blank_sheets import Wanted
from kapdesk.ui.blank_card import BlankCard, Offer
from kapdesk.ui.preview import Preview
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import px

PAGE = 420


class PaperFormsCard(BlankCard):
    """Every blank form with room for two identifiers; looked at from memory, printed on purpose."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand ready; nothing is read before it is shown."""
        super().__init__(for_client=False, parent=parent)
        self._desk = desk
        self.preview = Preview()
        self.preview.setMinimumHeight(px(PAGE))
        self.preview.save_button.hide()  # there is no client here and nothing to keep
        self.preview.hide()
        self.add(self.preview)
        # Connect Signals
        self.asked.connect(self._show_form)
        self.preview.printed.connect(self._say_printed)

    def showEvent(self, event: QShowEvent) -> None:
        """Read which forms there are when the card is seen first."""
        super().showEvent(event)
        self.show_forms(
            tuple(
                Offer(one.key, one.title, f"{one.about}, version {one.version}", routes=one.routes)
                for one in self._desk.read(blank_sheets.shelf)
            )
        )

    def _show_form(self, key: str, route: Route | None, _named: bool) -> None:  # noqa: FBT001 - a slot of a signal
        paper = self._desk.read(documents.paper)
        try:
            made = self._desk.read(documents.blank_form, Wanted(key, route), paper=paper)
        except KapdeskError as error:
            self.said.say(error.sentence, Sign.MISSING)
            return
        self.preview.show_pdf(made.pdf)
        self.preview.show()
        self.said.say(f"{made.title}, {paper.value}: {made.pages} page{'s' if made.pages != 1 else ''}.")

    def _say_printed(self, pages: int) -> None:
        self._desk.do(self._desk, audit.log, Action.PRINTED, "blank form", count=pages)
        self.said.say(f"Sent to the printer: {pages} page{'s' if pages != 1 else ''}.")

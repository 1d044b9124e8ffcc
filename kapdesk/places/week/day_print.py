"""The list of a day looked at before it is printed: numbers alone, whatever the screen shows."""

from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.desk import Desk
from kapdesk.domain.audit import Action
from kapdesk.domain.clock import show_weekday_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.places.week.diary import Sieve
from kapdesk.services import audit, day_list, documents
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.preview import Preview
from kapdesk.ui.theme import give_role, px

WIDE, HIGH = 640, 380  # px at 100 %
ABOUT = "Client numbers, times, rooms and people: no name, and nothing of what a visit is for."


class DayListSheet(Sheet):
    """The pages of a day, from memory; they are printed on purpose and kept nowhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Day list", ABOUT, act="Print", back="Close", parent=parent)
        self.preview, self.note = Preview(), QLabel()
        self.preview.save_button.hide()  # a list of a day is not kept as a file
        self.act.hide()  # the pages have their own
        give_role(self.note, "hint")
        self.body.addWidget(self.preview)
        self.body.addWidget(self.note)
        # Connect Signals
        self.preview.printed.connect(self._say_printed)
        self.left.connect(self.preview.clear)

    def show_day(self, pdf: bytes, words: str) -> None:
        """Show the pages of a day."""
        self.preview.show_pdf(pdf)
        self.note.setText(words)
        over = self.parentWidget()
        wide, high = (4000, 4000) if over is None else (over.window().width(), over.window().height())
        self.setMinimumWidth(min(px(WIDE), wide - px(40)))
        self.preview.setMinimumHeight(min(px(HIGH), max(px(160), high - px(300))))
        self.ask()

    def _say_printed(self, pages: int) -> None:
        self.note.setText(f"Sent to the printer: {pages} page{'s' if pages != 1 else ''}.")


class DayPrint(QObject):
    """Stands between the week and the sheet."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Make the sheet when it is asked for first."""
        super().__init__(parent)
        self._desk, self._over = desk, parent
        self.sheet: DayListSheet | None = None

    def ask(self, day: date, sieve: Sieve) -> str:
        """Show the list of a day as it would be printed; returns the sentence where it cannot be made."""
        paper = self._desk.read(documents.paper)
        try:
            made = self._desk.read(
                day_list.make, day, paper=paper, room=sieve.room, therapist=sieve.therapist
            )
        except KapdeskError as error:
            return error.sentence
        if self.sheet is None:
            self.sheet = DayListSheet(self._over)
            self.sheet.preview.printed.connect(self._log)
        pages = f"{made.pages} page{'s' if made.pages != 1 else ''}"
        self.sheet.show_day(made.pdf, f"{show_weekday_date(day)}, {paper.value}: {pages}.")
        return ""

    def _log(self, pages: int) -> None:
        self._desk.do(self, audit.log, Action.PRINTED, "day list", count=pages)

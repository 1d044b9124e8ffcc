"""The sheet that asks before appointments leave for a calendar: which, under what title, and the risk."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from kapdesk.places.week.sheets import PagedSheet
from kapdesk.ui.choices import ChoiceBar
from kapdesk.ui.segments import Option
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role, px

ONE, SERIES, DAY = "one", "series", "day"
_OPTIONS = (
    Option(ONE, "This appointment"),
    Option(SERIES, "All to come of this client"),
    Option(DAY, "This day"),
)


WHAT_FOR = (
    "A file with times alone, for the calendar of a client or your own. What was called off is in it and "
    "says so; a file saved later brings an earlier one up to date."
)


class CalendarSheet(PagedSheet):
    """Which appointments, whether the clinic is named, and that the risk was read."""

    save_asked = Signal(str)  # which: one, series or day
    wished = Signal(bool)  # whether the clinic is named
    codes_wished = Signal(bool)  # whether client numbers stand in the title

    def __init__(self, risk: str, parent: QWidget | None = None) -> None:
        """Lay out the question; `risk` is what an open file means."""
        page = QWidget()
        super().__init__(page, "Save for a calendar", "Choose the folder", careful=True, parent=parent)
        self.setAccessibleDescription(WHAT_FOR)
        self._about: dict[str, str] = {}
        self.which = ChoiceBar(_OPTIONS, "Which", even=False)
        self.about, self.title = QLabel(), QLabel()
        give_role(self.title, "hint")
        self.clinic = QCheckBox("Name the clinic")
        self.codes = QCheckBox("Put the client’s number in the title")
        for box in (self.clinic, self.codes):
            box.setMinimumHeight(px(36))
        self.read = ChoiceBar([Option("yes", "I have read this, save it open")], "Risk", even=False)
        self._lay_out_page(page, SignLabel(Sign.CAUTION, risk, wraps=True))
        # Connect Signals
        self.which.chosen.connect(self._weigh)
        self.read.chosen.connect(self._weigh)
        self.clinic.toggled.connect(self.wished)
        self.codes.toggled.connect(self.codes_wished)
        self.agreed.connect(self._give)

    def _lay_out_page(self, page: QWidget, caution: QWidget) -> None:
        what_for = QLabel(WHAT_FOR)
        for words in (what_for, self.about, self.title):
            words.setWordWrap(True)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (
            what_for,
            self.which,
            self.about,
            self.clinic,
            self.codes,
            self.title,
            caution,
            self.read,
        ):
            column.addWidget(part)

    def ask_about(self, about: Mapping[str, str]) -> None:
        """Ask for what can be saved, by which and in which words; the first of them is chosen, no risk is."""
        self._about = dict(about)
        for key, button in self.which.segments.buttons.items():
            button.setEnabled(key in self._about)
        self.which.set_value(next(iter(self._about)))
        self.read.set_value(None)
        self._weigh(None)
        self.ask()
        self.which.setFocus()

    def show_title(self, title: str, *, named: bool, nameable: bool, numbered: bool = False) -> None:
        """Show under what title appointments leave; nothing is announced."""
        for box, on in ((self.clinic, named), (self.codes, numbered)):
            was_blocked = box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            box.setChecked(on)
            box.blockSignals(was_blocked)
        self.clinic.setEnabled(nameable)
        care = "A clinic’s name can say what it is for." if nameable else "The clinic has no name yet."
        self.title.setText(f"In the calendar it is called “{title}”. {care}")

    def _weigh(self, _value: object) -> None:
        which = self.which.value()
        self.about.setText(self._about.get(which or "", "Choose which."))
        self.act.setEnabled(which in self._about and self.read.value() == "yes")

    def _give(self) -> None:
        self.save_asked.emit(self.which.value() or "")

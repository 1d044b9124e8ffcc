"""What a passer-by may see: names on the screen, and pictures of it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from kapdesk.desk import Desk
from kapdesk.services import privacy
from kapdesk.services.privacy import Names
from kapdesk.ui.capture import shield_of
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, Option
from kapdesk.ui.theme import give_role

_NAMES = (
    Option(Names.FULL.value, "Full names"),
    Option(Names.IN_SESSION_CODES.value, "Codes in session"),
    Option(Names.CODES.value, "Codes always"),
)
_BARRED, _ALLOWED = "barred", "allowed"
_CAPTURE = (Option(_BARRED, "Kept out"), Option(_ALLOWED, "Allowed"))
_ABOUT_NAMES = (
    "Codes stand with initials and the mark of the client. Finding goes by name as before, pages are printed "
    "with names, and a page that is looked at shows them. F11 hides and shows names from anywhere."
)
_OFFERED = "Screen pictures, recording and sharing leave our windows out. Allow it for teaching or support."
_NOT_OFFERED = (
    "This system offers no way to keep windows out of screen pictures or sharing; they can be captured "
    "whatever is chosen here. Windows and macOS do offer it."
)


class DiscretionCard(Card):
    """Names and pictures, each a choice between a few; what is chosen counts at once."""

    def __init__(self, desk: Desk, place: QObject) -> None:
        """Stand empty; choices are written in the name of the place."""
        super().__init__("Over the shoulder")
        self._desk, self._place = desk, place
        self.names = ChoiceBar(_NAMES, "Clients on the screen", small=True, even=False)
        self.capture = ChoiceBar(_CAPTURE, "Screen pictures and sharing", small=True, even=False)
        self._offer = _hint("")
        for words, bar, hint in (
            ("Clients on the screen", self.names, _hint(_ABOUT_NAMES)),
            ("Screen pictures and sharing", self.capture, self._offer),
        ):
            label = QLabel(words)
            label.setBuddy(bar)
            for part in (label, bar, hint):
                self.add(part)
        # Connect Signals
        self.names.chosen.connect(self._choose_names)
        self.capture.chosen.connect(self._choose_capture)

    def load(self) -> None:
        """Show what counts now, and whether the system keeps pictures out at all."""
        self.names.set_value(self._desk.read(privacy.names).value)
        self.capture.set_value(_BARRED if self._desk.read(privacy.bars_capture) else _ALLOWED)
        self._offer.setText(_OFFERED if shield_of() is not None else _NOT_OFFERED)

    def _choose_names(self, value: str | None) -> None:
        how = Names(value) if value else Names.FULL
        self._desk.do(self._place, privacy.choose_names, how)
        self.load()

    def _choose_capture(self, value: str | None) -> None:
        self._desk.do(self._place, privacy.bar_capture, barred=value != _ALLOWED)
        self.load()


def _hint(words: str) -> QLabel:
    hint = QLabel(words)
    hint.setWordWrap(True)
    give_role(hint, "hint")
    return hint

"""Everything one presses, chooses or types a value into, by one name each."""

from PySide6.QtWidgets import QPushButton, QWidget

from kapdesk.ui.choices import ChoiceBar, ScaleBar, Tags, TriState
from kapdesk.ui.fields import Check, DateField, MomentField, NumberField, ParsedField, TimeField
from kapdesk.ui.flow import Flow
from kapdesk.ui.segments import Option, Segments
from kapdesk.ui.signs import Sign, SignLabel, SignMark, paint_sign
from kapdesk.ui.theme import give_role

__all__ = [
    "Check",
    "ChoiceBar",
    "DateField",
    "Flow",
    "MomentField",
    "NumberField",
    "Option",
    "ParsedField",
    "PlainButton",
    "PrimaryButton",
    "QuietButton",
    "ScaleBar",
    "Segments",
    "Sign",
    "SignLabel",
    "SignMark",
    "Tags",
    "TimeField",
    "TriState",
    "paint_sign",
]


class _Verb(QPushButton):
    """A button that says what it does; `key` is the key that does the same, told beside the words."""

    role = ""

    def __init__(
        self, text: str, *, key: str = "", small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAutoDefault(True)  # Enter presses what has the focus, as Space does
        self._key = key
        give_role(self, self.role, size="small" if small else "")
        self.say(text)

    def say(self, text: str) -> None:
        """Say another verb."""
        words = text.replace("&", "&&")
        self.setText(f"{words}   {self._key}" if self._key else words)
        self.setAccessibleName(text)
        self.setAccessibleDescription(f"Key {self._key}" if self._key else "")


class PrimaryButton(_Verb):
    """The one primary act of a screen: 44 px high, 36 where `small`."""

    role = "primary"


class PlainButton(_Verb):
    """Any other act: 44 px high, 36 in rows and tables where `small`."""

    role = "plain"


class QuietButton(_Verb):
    """An act that should not call for attention."""

    role = "quiet"

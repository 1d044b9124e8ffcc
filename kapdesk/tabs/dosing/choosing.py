"""What is chosen and not recorded yet: kept like what is typed, through lock and crash."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox

from kapdesk.desk import Tab
from kapdesk.services.notes import Owner
from kapdesk.ui.controls import ChoiceBar

Choice = ChoiceBar | QComboBox


def chosen(choice: Choice) -> str:
    """Return the id of what is chosen; empty while nothing is."""
    value: object = choice.value() if isinstance(choice, ChoiceBar) else choice.currentData()
    return value if isinstance(value, str) else ""


class Choices(QObject):
    """Keeps the unrecorded choices of a session beside its unrecorded texts, in the same way."""

    def __init__(self, tab: Tab, owner: Owner, choices: Mapping[str, Choice]) -> None:
        """Take these choices into care, each by its name; nothing is kept before `restore`."""
        super().__init__(tab)
        self._tab, self._owner, self._choices = tab, owner, dict(choices)
        self._kept: dict[str, str] = {}
        self._ready = False
        for name, choice in self._choices.items():
            # Connect Signals
            if isinstance(choice, ChoiceBar):
                choice.chosen.connect(partial(self._changed, name))
            else:
                choice.currentIndexChanged.connect(partial(self._changed, name))

    def restore(self, stored: Callable[[str], str]) -> None:
        """Choose again what was chosen; once, for afterwards the hand leads."""
        if self._ready:
            return
        for name, choice in self._choices.items():
            self._kept[name] = stored(field(name))
            if isinstance(choice, ChoiceBar):
                choice.set_value(self._kept[name] or None)
            else:
                choice.setCurrentIndex(choice.findData(self._kept[name]) if self._kept[name] else -1)
        self._ready = True

    def look(self) -> None:
        """Keep what was emptied or filled in by the card itself."""
        for name in self._choices:
            self._changed(name)

    def _changed(self, name: str, _value: object = None) -> None:
        now = chosen(self._choices[name])
        if not self._ready or now == self._kept[name]:
            return
        self._kept[name] = now
        self._tab.autosave.touched((self._owner, field(name)), partial(self._kept.__getitem__, name))


def field(name: str) -> str:
    """Return under which name an unrecorded choice is kept."""
    return f"draft.{name}"

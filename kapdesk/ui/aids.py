"""What helps the hand that writes, the same for every note: short words, the time, and spelling."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.domain.stamps import Stamp


class Speller(Protocol):
    """Whoever knows how words are spelled."""

    def knows(self, word: str) -> bool:
        """Return whether a word is spelled right."""
        ...

    def near(self, word: str) -> tuple[str, ...]:
        """Return words like it, the likeliest first."""
        ...


@runtime_checkable
class Timekeeper(Protocol):
    """A screen that knows the time, and how long ago the dose was."""

    def moment(self) -> Stamp:
        """Return the present instant in words."""
        ...


class Aids(QObject):
    """Holds what is offered while the record is open; nothing of it stays when the record is closed."""

    spelling_changed = Signal()

    def __init__(self) -> None:
        """Begin with nothing to offer."""
        super().__init__()
        self.snippets: Mapping[str, str] = {}
        self.about: Mapping[str, str] = {}
        self.speller: Speller | None = None
        self.add_word: Callable[[str], object] | None = None
        self.clock: Callable[[], Stamp] | None = None

    def set_speller(self, speller: Speller | None) -> None:
        """Look at spelling with this from now on, or not at all."""
        if speller is not self.speller:
            self.speller = speller
            self.spelling_changed.emit()

    def rest(self) -> None:
        """Forget everything: the record is closed."""
        self.snippets, self.about = {}, {}
        self.clock = self.add_word = None
        self.set_speller(None)

    def moment(self, near: QWidget) -> Stamp | None:
        """Return the time as the screen around a widget tells it, or the desk where it stands on none."""
        above: QWidget | None = near
        while above is not None:
            if isinstance(above, Timekeeper):
                return above.moment()
            above = above.parentWidget()
        return None if self.clock is None else self.clock()


@cache
def aids() -> Aids:
    """Return the one set of aids of this program."""
    return Aids()

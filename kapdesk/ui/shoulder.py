"""Names for the eyes of the room: whole, or number and initials while somebody may look over a shoulder."""

from functools import cache

from PySide6.QtCore import QObject, Signal


class Shoulder(QObject):
    """Whether names are hidden on the screen now; tells everyone who shows one when that changes."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with whole names."""
        super().__init__()
        self._hidden = False

    @property
    def hides(self) -> bool:
        """Say whether names are hidden now."""
        return self._hidden

    def set_hidden(self, *, hidden: bool) -> None:
        """Hide names or show them, and say so where that is new."""
        if hidden != self._hidden:
            self._hidden = hidden
            self.changed.emit()


@cache
def shoulder() -> Shoulder:
    """Return the one answer for this program."""
    return Shoulder()


def name_of(name: str, code: str) -> str:
    """Return a client's name as it may be seen now: `MOR, Aster`, or `K-0142 · A. M.`."""
    if not shoulder().hides:
        return name
    return " · ".join(part for part in (code, initials(name)) if part)


def person(name: str) -> str:
    """Return the name of somebody around a client as it may be seen now: whole, or its initials."""
    return initials(name) if shoulder().hides else name


def aside(name: str) -> str:
    """Return a further name of a client, which is left away while names are hidden."""
    return "" if shoulder().hides else name


def hidden_or(name: str) -> str:
    """Return a further name of a client, or the word that it is hidden: it is recorded all the same."""
    return "hidden" if name and shoulder().hides else name


def initials(name: str) -> str:
    """Return `A. M.` for a name that is written `MOR, Aster (Dr)` or `Aster Mor`."""
    plain = name.partition("(")[0]
    family, comma, given = plain.partition(",")
    parts = [given, family] if comma else plain.split()
    return " ".join(f"{part.strip()[0].upper()}." for part in parts if part.strip())

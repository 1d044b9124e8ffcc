"""Which entry is being put right: kept in the record, so that it is still that one after a lock."""

from dataclasses import dataclass
from uuid import UUID

from kapdesk.services import notes
from kapdesk.services.notes import Owner
from kapdesk.tabs.dosing.part import Part

_NEW = "new"


@dataclass(frozen=True, slots=True)
class Stood:
    """What stood open: the fields for a new entry, or for the recorded one of that key."""

    key: UUID | None = None


class OpenForm:
    """Remembers whether fields stand open and for which entry; what is typed in them keeps itself."""

    def __init__(self, part: Part, owner: Owner, name: str) -> None:
        """Remember under `draft.<name>.open`."""
        self._part, self._owner, self._field = part, owner, f"draft.{name}.open"
        self._kept = ""
        self._restored = False

    def keep(self, *, open_: bool, key: UUID | None = None) -> None:
        """Write down what stands open now."""
        now = (key.hex if key is not None else _NEW) if open_ else ""
        if now == self._kept or not self._restored:
            return
        desk = self._part.desk
        if desk.do(self._part, notes.write, self._owner, self._field, now) is not None:
            self._kept = now

    def restore(self) -> Stood | None:
        """Return what stood open when the screen was last left; once, for afterwards the hand leads."""
        if self._restored:
            return None
        self._restored = True
        self._kept = self._part.desk.read(notes.text, self._owner, self._field)
        if not self._kept:
            return None
        try:
            return Stood(None if self._kept == _NEW else UUID(hex=self._kept))
        except ValueError:
            return None

"""One sheet of paper while it is taken over: what stands in its places, and its times as instants."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from kapdesk.domain.errors import Refused
from kapdesk.domain.transcriptions import Stood, parse_written
from kapdesk.services import sessions
from kapdesk.services.record import Record

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of a sheet as it was typed: its kind, and its places by id."""

    kind: str
    parts: Texts = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it was typed: which one, who had filled it in, on which day and at what time."""

    sheet: str
    by: str
    role: str
    day: date
    at: str = ""
    checked_by: str = ""
    parts: Texts = field(default_factory=dict[str, str])
    lines: tuple[Typed, ...] = ()


@dataclass(frozen=True, slots=True)
class Taking:
    """One sheet being taken over inside one transaction; `record` writes in the name of who filled it in."""

    record: Record
    db: Session
    client: UUID
    session: UUID
    filled: Filled

    def text(self, part: str) -> str:
        """Return what stands in a place of the sheet."""
        return self.filled.parts.get(part, "").strip()

    def when(self, text: str) -> datetime:
        """Return a clock time of the sheet as an instant; raises Refused for what is none."""
        if not text.strip():
            raise Refused(
                "A time is missing. Nothing was taken over. Write the time that stands on the sheet."
            )
        return parse_written(text, self.filled.day, self.record.zone, self.record.now())

    @property
    def at(self) -> datetime:
        """Return the one time of the sheet."""
        return self.when(self.filled.at)

    def lines(self, kind: str) -> list[Texts]:
        """Return the lines of one kind in the order in which they were typed."""
        return [one.parts for one in self.filled.lines if one.kind == kind]

    def course(self) -> tuple[Stood, ...]:
        """Return the states of the session as they happened."""
        steps = sessions.steps(self.record, self.session)
        return tuple(Stood(one.state, one.happened_at) for one in steps)


def yes(text: str) -> bool | None:
    """Return yes (True), no (False) or not answered (None)."""
    return {"yes": True, "no": False}.get(text)

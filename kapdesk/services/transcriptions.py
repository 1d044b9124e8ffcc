"""Sheets of paper taken over into the record: whole or not at all, with who had filled them in and when."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused
from kapdesk.domain.people import Person
from kapdesk.domain.transcriptions import FROM_PAPER, late_words
from kapdesk.services import notes, sessions
from kapdesk.services.notes import Owner
from kapdesk.services.paper_acts import ACTS
from kapdesk.services.paper_lines import Lines, PaperSheet, Part, sheet, sheets
from kapdesk.services.paper_marks import Mark, marks
from kapdesk.services.paper_taking import Filled, Taking, Typed
from kapdesk.services.record import Record, open_session
from kapdesk.services.vitals_asked import FORM as PINNED
from kapdesk.store import rows

if TYPE_CHECKING:
    from kapdesk.store.engine import Store

__all__ = ["Filled", "Lines", "Mark", "PaperSheet", "Part", "Typed", "marks", "sheet", "sheets"]

MARKED: tuple[type[Any], ...] = (
    rows.StateRow, rows.EscortRow, rows.RevisionRow, rows.AnswerRow, rows.DoseRow, rows.VitalRow,
    rows.TimelineRow, rows.ScreenRow, rows.SafetyPlanRow, rows.OverrideRow, rows.ClearanceRow,
    rows.DischargeRow, rows.AdverseEventRow, rows.EmbodimentRow,
)  # fmt: skip
"""Rows that are marked as taken over; what follows from them by itself (tasks, schedules) is not."""
_NAMES = {
    "session_state": ("state", "states"), "escort": ("escort", "escorts"), "revision": ("text", "texts"),
    "answer": ("answer", "answers"), "dose": ("dose", "doses"),
    "vital": ("set of vital signs", "sets of vital signs"),
    "timeline": ("moment", "moments"), "screen": ("screen", "screens"), "safety_plan": ("plan", "plans"),
    "override": ("override", "overrides"), "clearance": ("clearance", "clearances"),
    "discharge": ("outcome", "outcomes"), "adverse_event": ("adverse event", "adverse events"),
    "embodiment_step": ("step", "steps"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """One sheet that was taken over: which, by whom filled in, when, by whom typed, how many entries."""

    id: UUID
    title: str
    version: int
    filled_by: str
    filled_role: str
    note: str
    happened_at: datetime
    written_at: datetime
    typed_by: str
    entries: int


def take_over(
    record: Record, client_id: UUID, session_id: UUID, filled: Filled, *, draft: str = "", left: str = ""
) -> Change:
    """Take one sheet over in one transaction: every place of it, or nothing.

    `draft` names the note in which it was kept while it was typed, and `left` is what stays in it. The
    times on the sheet are when things happened; now is when they were written. Raises Refused, naming the
    line, for what cannot be read, for an order that cannot have been, and for a signed session.
    """
    paper = _checked(record, filled)
    with record.write() as db:
        if open_session(db, session_id).client_id != client_id:
            raise Refused("This session belongs to another client. Nothing was taken over.")
        made = _Made(filled)
        writer = Person(record.author.id, filled.by.strip(), FROM_PAPER, record.author.role)
        inside = replace(record, store=cast("Store", _Within(db, record.store.raw_key)), author=writer)
        with made.watching(db):
            ACTS[filled.sheet](Taking(inside, db, client_id, session_id, filled))
            db.flush()
        row = _put(db, record, client_id, session_id, paper, made)
        if draft:
            notes.put(db, record, Owner(client_id, session=session_id), draft, left)
        return Change(Topic.SESSION, session_id, row.id)


def of_session(record: Record, session_id: UUID) -> tuple[Taken, ...]:
    """Return every sheet that was taken over into a session, in the order of writing."""
    titles = {one.key: one.title for one in sheets(record)}
    count = select(func.count()).where(rows.TranscribedRow.transcription_id == rows.TranscriptionRow.id)
    query = select(rows.TranscriptionRow, rows.PersonRow.name, count.scalar_subquery())
    query = query.outerjoin(rows.PersonRow, rows.PersonRow.id == rows.TranscriptionRow.author_id)
    with record.read() as db:
        found = db.execute(
            query.where(rows.TranscriptionRow.session_id == session_id).order_by(
                rows.TranscriptionRow.written_at
            )
        )
        return tuple(
            Taken(
                row.id, titles.get(row.sheet, row.sheet), row.sheet_version, row.filled_by, row.filled_role,
                row.note, row.happened_at, row.written_at, name or "", entries,
            )
            for row, name, entries in found
        )  # fmt: skip


def is_signed(record: Record, session_id: UUID) -> bool:
    """Return whether a session is signed, so that nothing more is taken over."""
    return sessions.head(record, session_id).signed_at is not None


def summary(record: Record, session_id: UUID, transcription: UUID) -> str:
    """Return in a sentence what was taken over from one sheet."""
    one = next((each for each in of_session(record, session_id) if each.id == transcription), None)
    if one is None:
        return ""
    with record.read() as db:
        query = select(rows.TranscribedRow.of_id).where(rows.TranscribedRow.transcription_id == transcription)
        counts = _counts(db, set(db.scalars(query)))
    said = ", ".join(f"{many} {_NAMES[name][many != 1]}" for name, many in counts.items())
    note = f" {one.note}." if one.note else ""
    return f"Taken over from “{one.title}”: {said or 'nothing'}.{note}"


def _counts(db: Session, ids: set[UUID]) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in MARKED:
        many = db.scalar(select(func.count()).select_from(table).where(table.id.in_(ids))) or 0
        if many:
            found[table.__tablename__] = many
    return found


def _checked(record: Record, filled: Filled) -> PaperSheet:
    """Return the sheet; raise Refused where it, who filled it in, or a place of it cannot be read."""
    paper = sheet(record, filled.sheet)
    if paper is None:
        raise Refused("This sheet cannot be taken over. Nothing was taken over. Choose one of the list.")
    if not filled.by.strip():
        raise Refused("Who filled the sheet in is not said. Nothing was taken over. Write the name.")
    if paper.timed and not filled.at.strip():
        raise Refused(
            "The time of the sheet is missing. Nothing was taken over. Write when it was filled in."
        )
    _check_parts(paper.parts, filled.parts, "")
    kinds = {one.id: one for one in paper.lines}
    for number, line in enumerate(filled.lines, start=1):
        if line.kind not in kinds:
            raise Refused(
                f"Line {number} does not belong to this sheet. Nothing was taken over. Take it out."
            )
        _check_parts(kinds[line.kind].parts, line.parts, f"Line {number}: ")
    written = [*filled.parts.values(), *(text for one in filled.lines for text in one.parts.values())]
    if not any(text.strip() for text in written):
        raise Refused("Nothing was typed yet. Nothing was taken over. Type what stands on the sheet.")
    return paper


def _check_parts(parts: tuple[Part, ...], typed: Mapping[str, str], where: str) -> None:
    for part in parts:
        text = typed.get(part.id, "").strip()
        if not text:
            continue
        if part.choices and text not in {value for value, _ in part.choices}:
            raise Refused(
                f"{where}“{text}” is no answer to “{part.label}”. Nothing was taken over. Choose one."
            )
        if part.number and not _is_number(text):
            raise Refused(
                f"{where}“{text}” is no number for “{part.label}”. Nothing was taken over. Correct it."
            )


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _put(
    db: Session, record: Record, client_id: UUID, session_id: UUID, paper: PaperSheet, made: "_Made"
) -> rows.TranscriptionRow:
    """Write which sheet it was, and every entry that came from it."""
    now, filled = record.now(), made.filled
    happened = min(made.happened, default=now)
    row = rows.TranscriptionRow(id=uuid4(), client_id=client_id, session_id=session_id, sheet=paper.key)
    row.sheet_version, row.filled_by, row.filled_role = paper.version, filled.by.strip(), filled.role.strip()
    checked = f"checked by {filled.checked_by.strip()}" if filled.checked_by.strip() else ""
    row.note = "; ".join(part for part in (late_words(happened, now), checked) if part)
    row.happened_at, row.zone, row.written_at, row.author_id = happened, record.zone, now, record.author.id
    db.add(row)
    db.flush()
    for of_id in dict.fromkeys(made.ids):
        db.add(rows.TranscribedRow(id=uuid4(), transcription_id=row.id, session_id=session_id, of_id=of_id))
    return row


class _Within:
    """The store as seen from inside one open transaction: every read and write is part of it."""

    def __init__(self, db: Session, raw_key: bytes) -> None:
        self._db, self.raw_key = db, raw_key
        self.writes, self.closed, self.held = 0, False, False

    @contextmanager
    def read(self) -> Generator[Session]:
        """Give the open transaction, with everything written in it so far."""
        self._db.flush()
        yield self._db

    @contextmanager
    def write(self) -> Generator[Session]:
        """Give the open transaction; nothing is kept before the whole sheet is."""
        yield self._db
        self._db.flush()
        self.writes += 1


class _Made:
    """Everything that one sheet wrote, in the order of writing, and the role of who had filled it in."""

    def __init__(self, filled: Filled) -> None:
        self.filled = filled
        self.ids: list[UUID] = []
        self.happened: list[datetime] = []

    @contextmanager
    def watching(self, db: Session) -> Generator[None]:
        """Note what is written while the sheet is taken over."""
        event.listen(db, "before_flush", self._note)
        try:
            yield
        finally:
            event.remove(db, "before_flush", self._note)

    def _note(self, db: Session, _context: object, _instances: object) -> None:
        for row in [*db.new, *(one for one in db.dirty if isinstance(one, rows.EscortRow))]:
            if not isinstance(row, MARKED) or (isinstance(row, rows.AnswerRow) and row.form == PINNED):
                continue
            if isinstance(row, rows.AnswerRow | rows.VitalRow | rows.ScreenRow):
                row.observer_role = self.filled.role.strip()
            self.ids.append(row.id)
            at = getattr(row, "happened_at", None)
            if isinstance(at, datetime):
                self.happened.append(at)

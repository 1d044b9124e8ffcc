"""What the clock of the machine did while it was trusted: every jump is kept, and told where it mattered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Integer, func, literal_column, select
from sqlalchemy.orm import Session

from kapdesk.domain import clock_jumps
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock_jumps import Jump, JumpKind
from kapdesk.services import settings
from kapdesk.services.record import Record
from kapdesk.store.rows import (
    AnswerRow,
    ClockJumpRow,
    DoseRow,
    NoteRow,
    SessionRow,
    SettingRow,
    StateRow,
    TimelineRow,
    VitalRow,
)

MACHINE_ZONE = "desk.machine_zone"
"""Under which setting the zone of the machine is remembered, to notice when it changes."""
_WRITTEN = (
    *(table.written_at for table in (StateRow, TimelineRow, DoseRow, VitalRow, AnswerRow, NoteRow)),
    SettingRow.changed_at,
)

_WRITING_ORDER: ColumnElement[int] = literal_column("clock_jump.rowid", Integer)  # no clock can upset it


@dataclass(frozen=True, slots=True)
class ClockJump:
    """One jump as it is recorded: what the clock should have shown, what it showed, and in which zone."""

    id: UUID
    session: UUID | None
    kind: JumpKind
    expected_at: datetime
    found_at: datetime
    zone: str
    written_at: datetime

    def words(self, zone: str) -> str:
        """Write the jump in one line, its times in a zone."""
        return clock_jumps.words(self.kind, self.expected_at, self.found_at, self.zone, zone)


def write(record: Record, jump: Jump, *, zone: str = "") -> Change:
    """Keep a jump, with every session that is open now; `zone` is the machine's, where it is that."""
    with record.write() as db:
        return _keep(db, record, jump, zone)


def look_back(record: Record) -> Change | None:
    """Keep it where the clock shows less than what is written already: a jump nobody was there to see.

    The same jump is kept once, however often the record is opened before the clock is right again.
    """
    with record.write() as db:
        newest = max((at for column in _WRITTEN if (at := db.scalar(select(func.max(column))))), default=None)
        jump = clock_jumps.since_written(newest, record.now())
        known = select(ClockJumpRow.id).where(ClockJumpRow.expected_at == newest).limit(1)
        if jump is None or db.scalar(known) is not None:
            return None
        return _keep(db, record, jump, "")


def look_at_zone(record: Record, zone: str) -> Change | None:
    """Keep it where the machine's zone is another than at the last look, and remember it."""
    last = settings.get(record, MACHINE_ZONE)
    if zone == last:
        return None  # every minute but few; nothing is locked for writing
    with record.write() as db:
        settings.put_in(db, record, MACHINE_ZONE, zone)
        now = record.now()
        return _keep(db, record, Jump(JumpKind.ZONE, now, now), zone) if last else None


def of_session(record: Record, session_id: UUID) -> tuple[ClockJump, ...]:
    """Return every jump while a session was open, in the order of writing."""
    with record.read() as db:
        query = select(ClockJumpRow).where(ClockJumpRow.session_id == session_id)
        return tuple(_jump(row) for row in db.scalars(query.order_by(_WRITING_ORDER)))


def _keep(db: Session, record: Record, jump: Jump, zone: str) -> Change:
    """Add the jump to each open session, for each is printed alone; without one it stands for itself."""
    open_now = select(SessionRow.id).where(SessionRow.opened_at.is_not(None), SessionRow.ended_at.is_(None))
    sessions = list(db.scalars(open_now.order_by(SessionRow.opened_at)))
    change = Change(Topic.SESSION)
    for session in sessions or [None]:
        row = ClockJumpRow(id=uuid4(), session_id=session, kind=jump.kind.value, zone=zone or record.zone)
        row.expected_at, row.found_at = jump.expected_at, jump.found_at
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        change = Change(Topic.SESSION, session, row.id)
    return change


def _jump(row: ClockJumpRow) -> ClockJump:
    return ClockJump(
        row.id, row.session_id, JumpKind(row.kind), row.expected_at, row.found_at, row.zone, row.written_at
    )

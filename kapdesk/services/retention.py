"""Until when each record is kept: by the clinic's rule, longer by hand, and which ones are due."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain import retention as rules
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.retention import Due, Keeping, Rule
from kapdesk.services import settings
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, ContactRow, IntegrationNoteRow, SessionRow
from kapdesk.store.rows_trust import HoldRow

RULE = "clinic.retention"
LONGEST = 120  # years


def rule(record: Record) -> Rule:
    """Return the clinic's rule; the shipped one until it sets its own."""
    with record.read() as db:
        return _rule(db, record)


def set_rule(record: Record, wanted: Rule) -> Change:
    """Keep the clinic's own years; raises Refused for years that cannot be."""
    years = (wanted.after_service, wanted.majority, wanted.after_majority)
    if any(not 0 <= each <= LONGEST for each in years) or not wanted.after_service:
        raise Refused("These years cannot be. Nothing was changed. Write whole years, the first at least 1.")
    return settings.put(record, RULE, "/".join(str(each) for each in years))


def extend(record: Record, client_id: UUID, until: date | None) -> Change:
    """Keep one client's record longer than the rule asks; None goes back to the rule."""
    with record.write() as db:
        row = _client(db, client_id)
        if until is not None and until <= _by_rule(db, record, row)[0]:
            raise Refused("The rule keeps this record as long already. Nothing was changed.")
        row.retain_until = until
        return Change(Topic.CLIENT, client_id, client_id)


def of_client(record: Record, client_id: UUID) -> Keeping:
    """Return until when a client's record is kept and why; raises NotFound."""
    with record.read() as db:
        return keeping_in(db, record, client_id)


def keeping_in(db: Session, record: Record, client_id: UUID) -> Keeping:
    """Return the same inside a read that is already open."""
    row = _client(db, client_id)
    by_rule, last = _by_rule(db, record, row)
    until = max(by_rule, row.retain_until) if row.retain_until else by_rule
    standing = HoldRow.client_id == client_id, HoldRow.lifted_at.is_(None)
    holds = db.scalar(select(func.count()).select_from(HoldRow).where(*standing)) or 0
    return Keeping(until, last, by_rule, row.retain_until, row.born is not None, holds)


def due(record: Record) -> tuple[Due, ...]:
    """Return the records of clients whose work has ended and whose time is over, the longest over first."""
    today = local(record.now(), record.zone).date()
    found: list[Due] = []
    with record.read() as db:
        ended = select(ClientRow.id, ClientRow.code).where(ClientRow.ended_on.is_not(None))
        for client_id, code in db.execute(ended).all():
            keeping = keeping_in(db, record, client_id)
            if keeping.until < today:
                found.append(Due(client_id, code, keeping.until, held=keeping.holds > 0))
    return tuple(sorted(found, key=_longest_over))


def _longest_over(one: Due) -> tuple[date, str]:
    return one.until, one.code


def _rule(db: Session, record: Record) -> Rule:
    kept = settings.value(db, RULE).split("/")
    if len(kept) == len(("after", "majority", "after majority")) and all(part.isdecimal() for part in kept):
        return Rule(*(int(part) for part in kept))
    shipped = record.content.table("retention")
    years = (
        shipped.row(name).whole("years") or 0 for name in ("after-last-service", "majority", "after-majority")
    )
    return Rule(*years)


def _by_rule(db: Session, record: Record, row: ClientRow) -> tuple[date, date | None]:
    last = _last_service(db, record, row)
    begun = local(row.written_at, record.zone).date()
    return rules.keep_until(_rule(db, record), last or begun, row.born), last


def _last_service(db: Session, record: Record, row: ClientRow) -> date | None:
    """Return the day of the last session, integration session or contact, or of the end of the work."""
    columns = (
        (func.max(func.coalesce(SessionRow.ended_at, SessionRow.opened_at)), SessionRow),
        (func.max(IntegrationNoteRow.happened_at), IntegrationNoteRow),
        (func.max(ContactRow.happened_at), ContactRow),
    )
    days = [row.ended_on] if row.ended_on else []
    for newest, table in columns:
        at: datetime | None = db.scalar(select(newest).where(table.client_id == row.id))
        if at is not None:
            days.append(local(at, record.zone).date())
    return max(days, default=None)


def _client(db: Session, client_id: UUID) -> ClientRow:
    row = db.get(ClientRow, client_id)
    if row is None:
        raise NotFound("This client is not in the record. Nothing was changed. Look under Clients.")
    return row

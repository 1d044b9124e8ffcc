"""A line of the follow-up board is closed by hand: with a reason, for good or until a day to come."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.board import Closing, Line, LineKind, Written, check_closing
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import KapdeskError, NotFound
from kapdesk.services import diary
from kapdesk.services.record import Record
from kapdesk.services.unseen import in_parts
from kapdesk.store.rows import ClientRow
from kapdesk.store.rows_after import BoardClosedRow

TABLE = "board-reasons"


def reasons(record: Record) -> tuple[tuple[str, str], ...]:
    """Return the reasons that can be chosen, by id and words; none where the list cannot be read."""
    try:
        rows = record.content.table(TABLE).rows
    except KapdeskError:
        return ()
    return tuple((row.id, row.text("label")) for row in rows)


def close(
    record: Record, line: Line, code: str, words: str = "", *, look_again_on: date | None = None
) -> Change:
    """Close a line of the board for a reason, for good or until the morning of a day.

    Raises Refused without a reason of the list, without words for “another reason”, for a day that is past,
    and for a line that leaves only by the act it asks for.
    """
    until = None if look_again_on is None else diary.day_start(look_again_on, record.zone)
    known = dict(reasons(record))
    said = check_closing(line.kind, code, words, known, until, record.now())
    with record.write() as db:
        if db.get(ClientRow, line.client) is None:
            raise NotFound("This client is not in the record. Nothing was closed.")
        row = BoardClosedRow(id=uuid4(), client_id=line.client, line=line.kind.value, of_id=line.of)
        row.reason_code, row.reason, row.until = code, said, until
        row.happened_at, row.zone = record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.CONTACT, line.client, row.id)


def of_client(record: Record, client_id: UUID) -> tuple[Closing, ...]:
    """Return every line of a client that was closed by hand, the newest first."""
    kinds = [kind.value for kind in LineKind]
    query = select(BoardClosedRow).where(BoardClosedRow.client_id == client_id)
    query = query.where(BoardClosedRow.line.in_(kinds)).order_by(BoardClosedRow.written_at.desc())
    with record.read() as db:
        return tuple(_closing(row) for row in db.scalars(query))


def words_of(record: Record, one: Closing) -> str:
    """Return why a line was closed, as it is read: the words of the list, then one's own."""
    label = dict(reasons(record)).get(one.code, one.code.replace("-", " "))
    return ": ".join(part for part in (label, one.words) if part)


def held_back(db: Session, now: datetime, lines: Iterable[Line]) -> dict[tuple[str, UUID], datetime]:
    """Return by kind and id which of these lines are closed now, and when that was written last."""
    query = select(BoardClosedRow.line, BoardClosedRow.of_id, BoardClosedRow.written_at)
    query = query.where(BoardClosedRow.line.in_([kind.value for kind in LineKind]))
    query = query.where(BoardClosedRow.until.is_(None) | (BoardClosedRow.until > now))
    found: dict[tuple[str, UUID], datetime] = {}
    for part in in_parts({line.of for line in lines}):
        mine = query.where(BoardClosedRow.of_id.in_(part)).order_by(BoardClosedRow.written_at)
        for line, of_id, at in db.execute(mine):
            found[(line, of_id)] = at
    return found


def _closing(row: BoardClosedRow) -> Closing:
    done = Written(row.happened_at, row.written_at)
    return Closing(row.line, row.of_id, row.reason_code, row.reason, done, row.until, row.author_id)

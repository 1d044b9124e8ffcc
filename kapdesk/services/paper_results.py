"""Suicide instruments that were done on their own paper: no words of theirs, only what came of it."""

from uuid import UUID

from sqlalchemy import select

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused
from kapdesk.domain.paper_screens import OFFICIAL_ADDRESS, Category, KeptResult, PaperResult, check_result
from kapdesk.domain.screens import AsqResult, Context
from kapdesk.services import screens
from kapdesk.services.record import Record
from kapdesk.store.rows import ScreenRow

_LONGEST = 40
_TAKEN = frozenset({"asq", "asq-closing", "bssa"})


def keep(record: Record, client_id: UUID, result: PaperResult, session_id: UUID | None = None) -> Change:
    """Record that an instrument was done on paper, with the category its rater chose.

    A category of moderate or high stays open on every screen as a positive screen does, and makes the
    check-in call due. It does not stand for the ASQ before leaving. Raises Refused where a part is missing,
    for a time to come, and for a signed session.
    """
    category = check_result(result)
    name = result.instrument.strip()
    if name.lower() in _TAKEN or len(name) > _LONGEST:
        raise Refused(
            f"The name of the instrument is one that is asked here, or has more than {_LONGEST} characters. "
            "Nothing was recorded. Write its short name."
        )
    at = result.at or record.now()
    if at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    with record.write() as db:
        screens.check_owner(db, client_id, session_id)
        row = screens.put(db, record, client_id, session_id, name, at)
        row.instrument_version, row.context, row.result = 0, Context.CONTACT.value, category.value
        row.answers = {
            "version": result.version.strip(), "location": result.location.strip(),
            "note": result.note.strip(),
        }  # fmt: skip
        row.observer, row.observer_role = result.rater.strip(), ""
        if category.stays_open:
            screens.make_call_due(db, record, client_id, session_id, AsqResult.NON_ACUTE_POSITIVE, at)
        return Change(Topic.SCREEN, session_id or client_id, row.id)


def of_client(record: Record, client_id: UUID) -> tuple[KeptResult, ...]:
    """Return every result from paper of a client, the earliest first; struck ones are left out."""
    with record.read() as db:
        query = select(ScreenRow).where(ScreenRow.client_id == client_id, ScreenRow.struck_at.is_(None))
        rows = db.scalars(query.where(ScreenRow.instrument.not_in(_TAKEN)).order_by(ScreenRow.happened_at))
        return tuple(_kept(row) for row in rows)


def offered() -> tuple[str, ...]:
    """Return the instruments that are offered by name; another may be written."""
    return tuple(OFFICIAL_ADDRESS)


def _kept(row: ScreenRow) -> KeptResult:
    said = {name: str(row.answers.get(name) or "") for name in ("version", "location", "note")}
    return KeptResult(
        row.id, row.instrument, said["version"], row.observer, Category(row.result), said["location"],
        said["note"], row.happened_at, row.written_at, row.session_id,
    )  # fmt: skip

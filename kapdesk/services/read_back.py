"""What was said under the medicine, read back another day: kept, corrected or withdrawn by the client.

The original words are never changed. What the client says of them is a text of its own, beside the note it
was said in: `said.<insight>` holds the verdict, `words.<insight>` the client's words now. Its owner is the
integration note, or the later dosing session, in which it was read back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Insight, Kind, first_seen
from kapdesk.domain.integration import Verdict, check_verdict
from kapdesk.services import insights, notes
from kapdesk.services.notes import Owner
from kapdesk.services.record import SEALED, Record
from kapdesk.services.unseen import in_parts
from kapdesk.store.rows import DoseRow, InsightRow, IntegrationNoteRow, NoteRow, SessionRow
from kapdesk.store.written_out import begins_with

SAID, WORDS = "said.", "words."
"""What the names of the two texts begin with: the verdict, and the client's words now."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What was said in a dosing session, with what the client last said of it since.

    `said_in` is the integration note or the session it was said in; `words` are the client's words then,
    beside the original. `written_at` of the insight is when it was kept, `dosed_at` gives its T+.
    """

    insight: Insight
    session_number: int
    verdict: Verdict | None
    said_at: datetime | None
    said_in: UUID | None
    words: str = ""
    dosed_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Return whether it is still to be read back: nothing is taken for a fact before."""
        return self.insight.kind is Kind.READ_BACK and self.verdict is None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around one dosing session, by insight where it is about the session's own words.

    Phrases of earlier sessions to read back in it; what the client said of its own words since; and where
    the same words were kept first.
    """

    from_last_time: tuple[Carried, ...]
    since: Mapping[UUID, Carried]
    firsts: Mapping[UUID, Carried]


def say(record: Record, owner: Owner, insight_id: UUID, verdict: Verdict | None) -> Change:
    """Write what the client says today of something said before; None takes it back, and both are kept.

    `owner` is the integration note or the dosing session in which it is asked. Raises Refused for a signed
    one, for a session that is not later than the words, and for a verdict that does not belong to the kind.
    """
    with record.write() as db:
        return put(db, record, owner, insight_id, verdict)


def put(db: Session, record: Record, owner: Owner, insight_id: UUID, verdict: Verdict | None) -> Change:
    """Write a verdict inside a write that is already open."""
    insight = db.get(InsightRow, insight_id)
    if insight is None or insight.client_id != owner.client:
        raise NotFound("These words are not among this client's. Nothing was changed.")
    if owner.session is not None:
        _check_later(db, insight, owner.session)
    else:
        _check_note(db, owner)
    if verdict is not None:
        check_verdict(Kind(insight.kind), verdict)
    notes.put(db, record, owner, SAID + insight_id.hex, "" if verdict is None else verdict.value)
    topic = Topic.INSIGHT if owner.session else Topic.INTEGRATION
    return Change(topic, owner.session or owner.client, insight_id)


def carried(record: Record, client_id: UUID) -> tuple[Carried, ...]:
    """Return what this client said in dosing sessions, with what they last said of it, the oldest first.

    What they withdrew stays in the list with that word: it is not taken for a fact, and not hidden.
    """
    with record.read() as db:
        query = select(InsightRow, SessionRow.number).join(SessionRow, InsightRow.session_id == SessionRow.id)
        query = query.where(InsightRow.client_id == client_id, InsightRow.struck_at.is_(None))
        rows = db.execute(query.order_by(InsightRow.written_at, InsightRow.id)).all()
        said = last_said(db, {row.id: client_id for row, _ in rows})
        words = _words(db, client_id, said)
        doses = _first_doses(db, {row.session_id for row, _ in rows})
        return tuple(
            _carried(row, number, said.get(row.id), words.get(row.id, ""), doses.get(row.session_id))
            for row, number in rows
        )


def around(record: Record, client_id: UUID, session_id: UUID) -> Around:
    """Return what a session has to do with the others of this client, in one read."""
    every = carried(record, client_id)
    here = next((one.session_number for one in every if one.insight.session == session_id), None)
    if here is None:
        with record.read() as db:
            here = db.scalar(select(SessionRow.number).where(SessionRow.id == session_id)) or 0
    phrases = (one for one in every if one.insight.kind is Kind.READ_BACK and one.session_number < here)
    mine = [one for one in every if one.insight.session == session_id]
    by_id, firsts = {one.insight.id: one for one in every}, first_seen(one.insight for one in every)
    return Around(
        tuple(one for one in phrases if one.waits or one.said_in == session_id),
        {one.insight.id: one for one in mine if one.verdict is not None},
        {one.insight.id: by_id[firsts[one.insight.id].id] for one in mine if one.insight.id in firsts},
    )


def from_last_time(record: Record, client_id: UUID, session_id: UUID) -> tuple[Carried, ...]:
    """Return the phrases of earlier sessions that are to be read back in this one, or were in it."""
    return around(record, client_id, session_id).from_last_time


def last_said(db: Session, insights_of: Mapping[UUID, UUID]) -> dict[UUID, NoteRow]:
    """Return by insight what was last said of it; given is of each whose it is. Inside an open read."""
    fields = {SAID + id_.hex: id_ for id_ in insights_of}
    query = select(NoteRow).where(begins_with(NoteRow.field, SAID), NoteRow.text != "")
    found: dict[UUID, NoteRow] = {}
    for part in in_parts(set(insights_of.values())):
        for row in db.scalars(query.where(NoteRow.client_id.in_(part)).order_by(NoteRow.written_at)):
            if row.field in fields:
                found[fields[row.field]] = row
    return found


def _words(db: Session, client_id: UUID, said: dict[UUID, NoteRow]) -> dict[UUID, str]:
    """Return by insight the client's words that stand beside the last verdict."""
    if not said:
        return {}
    of = {(row.session_id, row.integration_id, WORDS + id_.hex): id_ for id_, row in said.items()}
    query = select(NoteRow).where(NoteRow.client_id == client_id, begins_with(NoteRow.field, WORDS))
    rows = ((of.get((row.session_id, row.integration_id, row.field)), row.text) for row in db.scalars(query))
    return {id_: text.strip() for id_, text in rows if id_ is not None}


def _first_doses(db: Session, sessions: set[UUID]) -> dict[UUID, datetime]:
    if not sessions:
        return {}
    query = select(DoseRow.session_id, DoseRow.happened_at)
    query = query.where(DoseRow.session_id.in_(sessions), DoseRow.struck_at.is_(None))
    return dict(db.execute(query.order_by(DoseRow.happened_at.desc())).all())


def _carried(
    row: InsightRow, number: int, said: NoteRow | None, words: str, dosed_at: datetime | None
) -> Carried:
    insight = insights.insight_of(row)
    if said is None:
        return Carried(insight, number, None, None, None, "", dosed_at)
    where = said.integration_id or said.session_id
    return Carried(insight, number, Verdict(said.text), said.written_at, where, words, dosed_at)


def _check_later(db: Session, insight: InsightRow, session_id: UUID) -> None:
    said_in, here = db.get(SessionRow, insight.session_id), db.get(SessionRow, session_id)
    if here is None or said_in is None:
        raise NotFound("This session is not in the record. Nothing was changed. Open the client again.")
    if here.number <= said_in.number:
        raise Refused("These words were said today. Nothing was changed. Read them back another day.")


def _check_note(db: Session, owner: Owner) -> None:
    note = db.get(IntegrationNoteRow, owner.integration) if owner.integration else None
    if note is None:
        raise NotFound("This integration note is not in the record. Nothing was changed.")
    if note.signed_at is not None:
        raise Refused(SEALED)

"""What the client asked to leave out of what is printed, and the clinic's rule for each of the two voices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.timeline import check_reason
from kapdesk.domain.withholding import VOICES, Category, Rule, Rules, Wish, check_wish
from kapdesk.services import sessions, settings, timeline
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import SessionRow, TimelineRow, WithheldRow

SETTING = "print."
"""The clinic's rule for a voice stands under `print.client-words` and `print.observer-words`."""
SHORT = "summary."
"""The therapist's own short telling of a part is the text `summary.<category>` of the session."""
CARE = frozenset({"adverse-event", timeline.CLEARANCE, timeline.ENDED})
"""Kinds of moment that say what care needs to know: they are never left out."""
ASKED_ANEW = "asked anew"


@dataclass(frozen=True, slots=True)
class Asked:
    """One wish as it was recorded; `moment` says a moment of the journey in its own words."""

    id: UUID
    category: Category
    rule: Rule
    asked_by: str
    reason: str
    at: datetime
    whole_course: bool
    moment: str = ""
    lifted_at: datetime | None = None
    lifted_reason: str = ""

    @property
    def stands(self) -> bool:
        """Return whether it was not lifted."""
        return self.lifted_at is None


@dataclass(frozen=True, slots=True)
class MomentOf:
    """One moment of the journey that may be left out: when, whose words, and its words."""

    id: UUID
    at: datetime
    voice: str
    words: str


@dataclass(frozen=True, slots=True)
class Withholding:
    """How it stands with what is left out: wishes, clinic's rules, moments to name, parts told in short."""

    asked: tuple[Asked, ...]
    clinic: Mapping[Category, Rule]
    moments: tuple[MomentOf, ...]
    in_short: tuple[Category, ...]
    signed: bool


def look(record: Record, client_id: UUID, session_id: UUID | None) -> Withholding:
    """Return how it stands for one chart."""
    standing = rules(record, client_id, session_id)
    signed, moments = False, ()
    if session_id is not None:
        head = sessions.head(record, session_id)
        signed, moments = head.signed_at is not None, _moments(record, session_id)
    return Withholding(
        of_client(record, client_id, session_id),
        {voice: clinic_rule(record, voice) for voice in VOICES},
        moments,
        tuple(one for one in Category if session_id and _is_in_short(standing, one)),
        signed,
    )


def _is_in_short(standing: Rules, one: Category) -> bool:
    """Return whether a part is told in short by a rule of its own, so that its own text may stand there."""
    return (one in VOICES or standing.is_asked(one)) and standing.of(one).rule is Rule.SUMMARISE


def _moments(record: Record, session_id: UUID) -> tuple[MomentOf, ...]:
    return tuple(
        MomentOf(one.id, one.happened_at, one.voice.value, one.text or one.label)
        for one in timeline.of_session(record, session_id)
        if not one.struck and one.kind not in CARE
    )


def ask(
    record: Record, client_id: UUID, session_id: UUID | None, category: Category, rule: Rule, *,
    asked_by: str, reason: str = "", of_id: UUID | None = None, at: datetime | None = None,
) -> Change:  # fmt: skip
    """Record what the client asks of one part; an earlier wish about it is lifted in the same write.

    Without a session it holds for every session of the client: so also for one that is signed. Raises Refused
    for a signed session, and where it is not said who asked.
    """
    check_wish(category, rule, of_id, asked_by)
    if at is not None and at > record.now():
        raise Refused("This time is still to come. Nothing was changed. Correct the time.")
    with record.write() as db:
        _check_place(db, client_id, session_id, of_id)
        for row in db.scalars(_same(client_id, session_id, category, of_id)):
            row.lifted_at, row.lifted_reason = record.now(), ASKED_ANEW
        row = WithheldRow(id=uuid4(), client_id=client_id, session_id=session_id, category=category.value)
        row.of_id, row.rule, row.pages = of_id, rule.value, ""
        row.asked_by, row.reason = asked_by.strip(), reason.strip()
        row.happened_at, row.zone, row.seq = at or record.now(), record.zone, _next(db, client_id)
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        return Change(Topic.NOTE, session_id or client_id, row.id)


def lift(record: Record, wish_id: UUID, reason: str) -> Change:
    """Say that a wish stands no longer, and why; it stays in the record."""
    with record.write() as db:
        row = db.get(WithheldRow, wish_id)
        if row is None:
            raise NotFound("This wish is not in the record. Nothing was changed.")
        if row.session_id is not None:
            open_session(db, row.session_id)
        if row.lifted_at is not None:
            raise Refused("This wish was lifted already. Nothing was changed.")
        row.lifted_at, row.lifted_reason = record.now(), check_reason(reason)
        return Change(Topic.NOTE, row.session_id or row.client_id, row.id)


def of_client(record: Record, client_id: UUID, session_id: UUID | None) -> tuple[Asked, ...]:
    """Return every wish that touches a session (or the client as such) in their order, lifted ones too."""
    with record.read() as db:
        rows = list(db.scalars(_touching(client_id, session_id)))
        return tuple(_asked(db, row) for row in rows if row.category in set(Category))


def rules(record: Record, client_id: UUID, session_id: UUID | None) -> Rules:
    """Return what decides about every printed part: the client's wishes, then the clinic's rules.

    A wish about the session comes after one about the whole course, and so outranks it.
    """
    with record.read() as db:
        rows = sorted(db.scalars(_touching(client_id, session_id)), key=_nearer)
        wishes = tuple(
            Wish(row.category, Rule(row.rule), row.of_id, lifted=row.lifted_at is not None) for row in rows
        )
    return Rules(wishes, *(clinic_rule(record, voice) for voice in VOICES))


def clinic_rule(record: Record, voice: Category) -> Rule:
    """Return the clinic's rule for one voice in the session summary: printed until another is chosen."""
    chosen = settings.get(record, SETTING + voice.value, Rule.PRINT.value)
    return Rule(chosen) if chosen in set(Rule) else Rule.PRINT


def choose_clinic_rule(record: Record, voice: Category, rule: Rule) -> Change:
    """Keep the clinic's rule for one voice; raises Refused for anything that is no voice."""
    if voice not in VOICES:
        raise Refused("The clinic has a rule for each of the two voices only. Nothing was changed.")
    return settings.put(record, SETTING + voice.value, rule.value)


def _nearer(row: WithheldRow) -> tuple[bool, int]:
    return row.session_id is not None, row.seq


def _check_place(db: Session, client_id: UUID, session_id: UUID | None, of_id: UUID | None) -> None:
    if session_id is not None and open_session(db, session_id).client_id != client_id:
        raise Refused("This session belongs to another client. Nothing was changed. Open the client again.")
    if of_id is None:
        return
    moment = db.get(TimelineRow, of_id)
    session = db.get(SessionRow, moment.session_id) if moment else None
    if session is None or session.client_id != client_id:
        raise NotFound("This moment is not among this client's. Nothing was changed.")


def _touching(client_id: UUID, session_id: UUID | None) -> Select[WithheldRow]:
    whole = WithheldRow.session_id.is_(None)
    belongs = or_(whole, WithheldRow.session_id == session_id) if session_id else whole
    query = select(WithheldRow).where(WithheldRow.client_id == client_id, belongs)
    return query.order_by(WithheldRow.seq)


def _same(
    client_id: UUID, session_id: UUID | None, category: Category, of_id: UUID | None
) -> Select[WithheldRow]:
    of: ColumnElement[bool] = WithheldRow.of_id == of_id if of_id else WithheldRow.of_id.is_(None)
    session = WithheldRow.session_id == session_id if session_id else WithheldRow.session_id.is_(None)
    return select(WithheldRow).where(
        WithheldRow.client_id == client_id, session, of, WithheldRow.category == category.value,
        WithheldRow.lifted_at.is_(None),
    )  # fmt: skip


def _next(db: Session, client_id: UUID) -> int:
    last = db.scalar(select(func.max(WithheldRow.seq)).where(WithheldRow.client_id == client_id))
    return 1 if last is None else last + 1


def _asked(db: Session, row: WithheldRow) -> Asked:
    moment = db.get(TimelineRow, row.of_id) if row.of_id else None
    return Asked(
        row.id, Category(row.category), Rule(row.rule), row.asked_by, row.reason, row.happened_at,
        row.session_id is None, (moment.text or moment.kind) if moment else "", row.lifted_at,
        row.lifted_reason or "",
    )  # fmt: skip

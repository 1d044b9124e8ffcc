"""The plan for the body on the days after: practices agreed with the client, each checked first."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain import somatic
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.somatic import Judged, Known, Level, Practice, Wish
from kapdesk.domain.tables import Row
from kapdesk.services import sessions
from kapdesk.services.record import Record, next_in, open_session
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import AdverseEventRow, AlertRow, SomaticPlanRow

TABLE = "somatic-practices"
FORM = "somatic-plan"
_ALLERGY = "allergy"


@dataclass(frozen=True, slots=True)
class Planned:
    """One practice as it was agreed, in the words of the rules it was checked by; a struck one stays."""

    id: UUID
    practice: str
    label: str
    plan: str
    from_day: int | None
    day: date | None
    level: Level
    caution: str
    note: str
    by_name: str
    by_role: str
    at: datetime
    written_at: datetime
    author: UUID | None
    struck_at: datetime | None = None
    struck_reason: str = ""

    @property
    def struck(self) -> bool:
        """Return whether it was struck through."""
        return self.struck_at is not None


@dataclass(frozen=True, slots=True)
class Somatic:
    """What may be proposed, what only the client may bring up (or a stop stands against), what is planned.

    `first_day` is the dosing day, from which days are counted; `today` the present one.
    """

    proposed: tuple[Practice, ...]
    others: tuple[Practice, ...]
    known: Known
    planned: tuple[Planned, ...]
    first_day: date
    today: date
    signed: bool

    def practice(self, practice_id: str) -> Practice:
        """Return the practice of that id; raises NotFound."""
        for one in (*self.proposed, *self.others):
            if one.id == practice_id:
                return one
        raise NotFound("This practice is not on the list. Nothing was recorded. Choose another.")

    @property
    def standing(self) -> tuple[Planned, ...]:
        """Return what is planned and not struck."""
        return tuple(one for one in self.planned if not one.struck)


def plan(record: Record, session_id: UUID, wish: Wish) -> Change:
    """Keep one practice for the days after, with the cautions that were shown and who answered for them.

    Raises Refused for what `somatic.check` refuses, for a day that has passed and for a signed session.
    """
    head = sessions.head(record, session_id)
    with record.write() as db:
        open_session(db, session_id)
        return Change(Topic.EMBODIMENT, session_id, _add(db, record, head, wish).id)


def correct(record: Record, session_id: UUID, plan_id: UUID, reason: str, wish: Wish) -> Change:
    """Strike a plan with a reason and keep the new one in its place, both or neither."""
    head = sessions.head(record, session_id)
    with record.write() as db:
        open_session(db, session_id)
        _strike(db, record, session_id, plan_id, reason)
        return Change(Topic.EMBODIMENT, session_id, _add(db, record, head, wish).id)


def strike(record: Record, session_id: UUID, plan_id: UUID, reason: str) -> Change:
    """Strike a plan through with a reason; it stays in the record."""
    with record.write() as db:
        open_session(db, session_id)
        _strike(db, record, session_id, plan_id, reason)
        return Change(Topic.EMBODIMENT, session_id, plan_id)


def look(record: Record, session_id: UUID) -> Somatic:
    """Return what may be planned for this client and what is planned; raises NotFound."""
    head = sessions.head(record, session_id)
    practices = tuple(_practice(row) for row in record.content.table(TABLE).rows)
    with record.read() as db:
        known = _known(db, record, head)
        query = select(SomaticPlanRow).where(SomaticPlanRow.session_id == session_id)
        first = _first_day(record, head)
        planned = tuple(
            _planned(record, row, first) for row in db.scalars(query.order_by(SomaticPlanRow.seq))
        )
    proposed = somatic.proposals(practices, known)
    others = tuple(one for one in practices if one not in proposed)
    signed = head.signed_at is not None
    return Somatic(proposed, others, known, planned, first, _today(record, head), signed)


def weigh(it: Somatic, wish: Wish) -> Judged:
    """Return what a wish asks for before it is written."""
    return somatic.judge(it.practice(wish.practice), it.known, wish)


def _add(db: Session, record: Record, head: SessionHead, wish: Wish) -> SomaticPlanRow:
    """Check and add, in one transaction: what stands against it cannot change in between."""
    table = record.content.table(TABLE)
    practice = _practice(table.row(wish.practice))
    judged = somatic.check(practice, _known(db, record, head), wish)
    first = _first_day(record, head)
    if wish.from_day is not None and first + timedelta(days=wish.from_day) < _today(record, head):
        raise Refused("This day has passed. Nothing was recorded. Choose a day to come.")
    row = SomaticPlanRow(id=uuid4(), client_id=head.client, session_id=head.id, practice=practice.id)
    row.rules_version, row.plan, row.from_day = table.version, wish.plan.strip(), wish.from_day
    row.level, row.caution, row.note = judged.level.value, judged.text, wish.note.strip()
    row.by_name, row.by_role = wish.by_name.strip(), wish.by_role.strip()
    row.seq = next_in(db, SomaticPlanRow, head.id)
    row.happened_at, row.zone = record.now(), record.zone
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    return row


def _strike(db: Session, record: Record, session_id: UUID, plan_id: UUID, reason: str) -> None:
    if not reason.strip():
        raise Refused("A plan is struck with a reason. Nothing was changed. Write what is different now.")
    row = db.get(SomaticPlanRow, plan_id)
    if row is None or row.session_id != session_id:
        raise NotFound("This plan is not in the record. Nothing was changed.")
    if row.struck_at is not None:
        raise Refused("This plan was struck already. Nothing was changed.")
    row.struck_at, row.struck_reason = record.now(), reason.strip()


def _known(db: Session, record: Record, head: SessionHead) -> Known:
    names = {row.id: row.text("label") for row in record.content.table("client-alerts").rows}
    ever = db.scalar(select(func.count()).select_from(AlertRow).where(AlertRow.client_id == head.client)) or 0
    query = select(AlertRow).where(AlertRow.client_id == head.client, AlertRow.ended_at.is_(None))
    alerts: dict[str, str] = {}
    own: list[str] = []
    for row in db.scalars(query.order_by(AlertRow.written_at, AlertRow.id)):
        words = names.get(row.kind, row.kind) + (f" ({row.text})" if row.text else "")
        if row.kind in names:
            alerts[row.kind] = words
        elif row.severity != "info":
            own.append(words)
    allergies = [words for kind, words in sorted(alerts.items()) if kind.startswith(_ALLERGY)]
    if allergies:
        alerts[_ALLERGY] = ", ".join(allergies)
    return Known(alerts, tuple(own), _events(db, record, head.id), recorded=bool(ever))


def _events(db: Session, record: Record, session_id: UUID) -> dict[str, str]:
    names = {row.id: row.text("label") for row in record.content.table("adverse-events").rows}
    query = select(AdverseEventRow.kind).where(
        AdverseEventRow.session_id == session_id, AdverseEventRow.struck_at.is_(None)
    )
    return {kind: names.get(kind, kind) for kind in db.scalars(query)}


def _practice(row: Row) -> Practice:
    return Practice(
        id=row.id, label=row.text("label"), capture=row.text("capture"), same_day=row.text("same_day"),
        may_suggest=row.flag("may_suggest") is True, capture_plain=row.text("capture_plain"),
        caution=row.texts("caution"), caution_text=row.text("caution_text"),
        stop=row.texts("stop"), stop_text=row.text("stop_text"),
        today_caution=row.texts("today_caution"), today_stop=row.texts("today_stop"),
        not_before=row.whole("not_before") or 0, care_before=row.whole("care_before") or 0,
        ask=row.text("ask"), yes_text=row.text("yes_text"), yes_stops_with=row.texts("yes_stops_with"),
    )  # fmt: skip


def _planned(record: Record, row: SomaticPlanRow, first: date) -> Planned:
    day = None if row.from_day is None else first + timedelta(days=row.from_day)
    return Planned(
        row.id, row.practice, _label(record, row), row.plan, row.from_day, day, Level(row.level), row.caution,
        row.note, row.by_name, row.by_role, row.happened_at, row.written_at, row.author_id, row.struck_at,
        row.struck_reason or "",
    )  # fmt: skip


def _label(record: Record, row: SomaticPlanRow) -> str:
    """Return a practice in the words of the rules it was checked by; its id where these are gone."""
    try:
        return record.content.table(TABLE, row.rules_version).row(row.practice).text("label")
    except NotFound:
        return row.practice


def _first_day(record: Record, head: SessionHead) -> date:
    """Return the dosing day; before a dose the day the client came, or today."""
    return local(head.dosed_at or head.opened_at or record.now(), head.zone).date()


def _today(record: Record, head: SessionHead) -> date:
    return local(record.now(), head.zone).date()

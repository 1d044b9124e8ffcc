"""The stay-safe plan: begun while the client is well, in their words, and frozen whenever it is reviewed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.dates import instant, parse_date
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.stay_safe import Altered, Telling, altered, check_review_day, telling
from kapdesk.domain.tasks import TaskKind
from kapdesk.services import tasks
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import ClientRow, DoseRow, NoteRow, SafetyPlanRow, SessionRow

FORM = "stay-safe-plan"
PREFIX = "plan."
ASIDE = frozenset({"kept-where", "likelihood", "barriers", "review-on"})
"""Fields about using the plan: they alone are no plan yet."""
_EVENING = time(18)


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """The plan as it stood when it was reviewed; `elements` are texts by the field ids of its form."""

    id: UUID
    number: int
    form_version: int
    happened_at: datetime
    written_at: datetime
    elements: Mapping[str, str] = field(default_factory=dict[str, str])
    copy_given: bool | None = None
    likelihood: int | None = None
    kept_where: str = ""
    observer: str = ""
    session: UUID | None = None

    def lines(self, field_id: str) -> tuple[str, ...]:
        """Return an element that is a list, one entry a line, without empty ones."""
        return tuple(line.strip() for line in self.elements.get(field_id, "").splitlines() if line.strip())


def owner(client_id: UUID) -> Owner:
    """Return whose texts the elements are: the client's, across sessions."""
    return Owner(client_id)


def element(field_id: str) -> str:
    """Return the name under which the text of a field of the form is kept."""
    return f"{PREFIX}{field_id}"


def texts(record: Record, client_id: UUID) -> dict[str, str]:
    """Return the plan as it stands now, by the field ids of the form; what was never written is absent."""
    with record.read() as db:
        return _texts(db, client_id)


def review(
    record: Record, client_id: UUID, *, copy_given: bool | None, session_id: UUID | None = None,
    likelihood: int | None = None, kept_where: str = "", observer: str = "", at: datetime | None = None,
) -> Change:  # fmt: skip
    """Freeze the plan as it stands under the next number, and say whether a copy is in hand.

    `likelihood` of using it runs from 0 to 10, by the client. The day to look at it again becomes a task, and
    the earlier one is done by this. Raises Refused while nothing is in the plan, and for a day to look again
    that cannot be read or has passed.
    """
    if likelihood is not None and not 0 <= likelihood <= 10:  # noqa: PLR2004 - the scale itself
        raise Refused("This scale runs from 0 to 10. Nothing was changed. Choose a number on it.")
    if at is not None and at > record.now():
        raise Refused("This time is still to come. Nothing was recorded. Correct the time.")
    with record.write() as db:
        if session_id is not None and open_session(db, session_id).client_id != client_id:
            raise Refused("This session belongs to another client. Nothing was recorded.")
        elements = _texts(db, client_id)
        if not any(text.strip() for id_, text in elements.items() if id_ not in ASIDE):
            raise Refused(
                "The stay-safe plan has nothing in it yet. Nothing was recorded. Write its first line, in "
                "the client's words."
            )
        again = _again(record, elements)
        row = SafetyPlanRow(id=uuid4(), client_id=client_id, session_id=session_id, elements=elements)
        row.number = 1 + _last_number(db, client_id)
        row.form_version = record.content.form(FORM).version
        row.copy_given, row.likelihood = copy_given, likelihood
        row.kept_where = kept_where.strip() or elements.get("kept-where", "").strip()
        row.observer = observer.strip() or record.author.signature
        row.happened_at, row.zone = at or record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        _look_again(db, record, client_id, row.number, again)
        return Change(Topic.SAFETY_PLAN, session_id or client_id, row.id)


def versions(record: Record, client_id: UUID) -> tuple[PlanVersion, ...]:
    """Return every reviewed version of a client's plan, the first one first."""
    with record.read() as db:
        query = select(SafetyPlanRow).where(SafetyPlanRow.client_id == client_id)
        return tuple(_version(row) for row in db.scalars(query.order_by(SafetyPlanRow.number)))


def latest(record: Record, client_id: UUID) -> PlanVersion | None:
    """Return the version that was reviewed last, or None while there is none."""
    return next(iter(reversed(versions(record, client_id))), None)


def changed_since_review(record: Record, client_id: UUID) -> bool:
    """Return whether the texts differ from the version that was reviewed last."""
    last = latest(record, client_id)
    now = {id_: text for id_, text in texts(record, client_id).items() if text.strip()}
    then = {} if last is None else {id_: text for id_, text in last.elements.items() if text.strip()}
    return now != then


def altered_since(record: Record, client_id: UUID, number: int) -> tuple[Altered, ...]:
    """Return what reads otherwise now than in an earlier version; raises NotFound."""
    then = next((one for one in versions(record, client_id) if one.number == number), None)
    if then is None:
        raise NotFound("This version of the plan is not in the record.")
    return altered(then.elements, texts(record, client_id))


def telling_words(record: Record, client_id: UUID) -> tuple[Telling, ...]:
    """Return which texts of the plan name a medicine (also one this client was given) or a diagnosis."""
    table = record.content.table("plan-words")
    words = [(row.text("word"), row.text("kind")) for row in table.rows]
    known = {word.casefold() for word, _ in words}
    with record.read() as db:
        given = select(DoseRow.drug).join(SessionRow, DoseRow.session_id == SessionRow.id)
        drugs = set(db.scalars(given.where(SessionRow.client_id == client_id)))
    words += [(drug, "medicine") for drug in sorted(drugs) if drug.casefold() not in known]
    return telling(texts(record, client_id), words)


def _again(record: Record, elements: Mapping[str, str]) -> date | None:
    """Return the day on which the plan is looked at again, or None; raises Refused for what is no day."""
    typed, today = elements.get("review-on", "").strip(), local(record.now(), record.zone).date()
    if not typed:
        return None
    day = parse_date(typed, today)
    check_review_day(day, today)
    return day


def _look_again(db: Session, record: Record, client_id: UUID, number: int, again: date | None) -> None:
    done = f"Reviewed as version {number}."
    tasks.close_all(db, record, client_id, TaskKind.PLAN_REVIEW, done, asked_at=record.now())
    if again is not None:
        text = f"Look at the stay-safe plan again (version {number})."
        due = instant(again, _EVENING, record.zone)
        tasks.put(db, record, client_id, text, due, kind=TaskKind.PLAN_REVIEW)


def _texts(db: Session, client_id: UUID) -> dict[str, str]:
    if db.get(ClientRow, client_id) is None:
        return {}
    query = select(NoteRow.field, NoteRow.text).where(
        NoteRow.client_id == client_id,
        NoteRow.session_id.is_(None),
        NoteRow.integration_id.is_(None),
        NoteRow.field.startswith(PREFIX, autoescape=True),
    )
    return {name.removeprefix(PREFIX): text for name, text in db.execute(query)}


def _last_number(db: Session, client_id: UUID) -> int:
    query = select(func.max(SafetyPlanRow.number)).where(SafetyPlanRow.client_id == client_id)
    return db.scalar(query) or 0


def _version(row: SafetyPlanRow) -> PlanVersion:
    return PlanVersion(
        row.id, row.number, row.form_version, row.happened_at, row.written_at,
        {id_: str(text) for id_, text in row.elements.items()}, row.copy_given, row.likelihood,
        row.kept_where, row.observer, row.session_id,
    )  # fmt: skip

"""The stay-safe plan: begun while the client is well, in their words, and frozen whenever it is reviewed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import ClientRow, NoteRow, SafetyPlanRow

FORM = "stay-safe-plan"
PREFIX = "plan."
ASIDE = frozenset({"kept-where", "likelihood", "barriers", "review-on"})
"""Fields about using the plan: they alone are no plan yet."""


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

    `likelihood` of using it runs from 0 to 10, by the client. Raises Refused while nothing is in the plan.
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
        row = SafetyPlanRow(id=uuid4(), client_id=client_id, session_id=session_id, elements=elements)
        row.number = 1 + _last_number(db, client_id)
        row.form_version = record.content.form(FORM).version
        row.copy_given, row.likelihood = copy_given, likelihood
        row.kept_where = kept_where.strip() or elements.get("kept-where", "").strip()
        row.observer = observer.strip() or record.author.signature
        row.happened_at, row.zone = at or record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
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

"""What stands on the crisis card beside the numbers, and the call that was made, written in one press."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import show_time
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.tasks import TaskKind
from kapdesk.domain.timeline import Voice
from kapdesk.services import clients, safety_plans, sessions, settings, timeline
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, TaskRow

SITE = "clinic.address"
_BEFORE = frozenset({SessionState.SCHEDULED})


@dataclass(frozen=True, slots=True)
class About:
    """Where we are, who is to be told, what the client wrote for such a moment, and when the dose was."""

    site: str = ""
    contact: str = ""
    contact_phone: str = ""
    plan_words: str = ""
    plan: tuple[tuple[str, tuple[str, ...]], ...] = ()
    dosed_at: datetime | None = None


def about(record: Record, client_id: UUID | None, session_id: UUID | None) -> About:
    """Return what the card says beside the numbers; without a client only the address of the site."""
    site = ", ".join(line.strip() for line in settings.get(record, SITE).splitlines() if line.strip())
    if client_id is None:
        return About(site)
    reach = clients.one(record, client_id).reach
    words, plan = _plan(record, client_id)
    head = sessions.head(record, session_id) if session_id else None
    who = ", ".join(part for part in (reach.emergency_name, reach.emergency_relation) if part.strip())
    dosed = head.dosed_at if head is not None and head.open else None
    return About(site, who, reach.emergency_phone.strip(), words, plan, dosed)


def called(record: Record, client_id: UUID, session_id: UUID | None, whom: str, number: str) -> Change:
    """Write that somebody was called, now: into the timeline while the client is here, else to the client.

    Raises Refused where nobody is named.
    """
    if not whom.strip():
        raise Refused("Nobody is named. Nothing was written. Write who was called in the timeline.")
    words = f"Called {whom.strip()}, {number.strip()}" if number.strip() else f"Called {whom.strip()}"
    head = sessions.head(record, session_id) if session_id else None
    if session_id is not None and head is not None and head.open and head.state not in _BEFORE:
        return timeline.stamp(record, session_id, voice=Voice.OBSERVER, text=f"{words}.")
    with record.write() as db:
        if db.get(ClientRow, client_id) is None:
            raise NotFound("This client is not in the record. Nothing was written.")
        now = record.now()
        row = TaskRow(id=uuid4(), client_id=client_id, session_id=None, kind=TaskKind.CRISIS_CALL.value)
        row.text, row.due_at, row.written_at, row.author_id = f"{words}.", now, now, record.author.id
        row.done_at, row.done_note = now, f"Called at {show_time(now, record.zone)}."
        db.add(row)
        return Change(Topic.TASK, client_id, row.id)


def _plan(record: Record, client_id: UUID) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the plan as it was reviewed last, or as it was begun; nothing where nobody began one."""
    last = safety_plans.latest(record, client_id)
    texts = dict(last.elements) if last else safety_plans.texts(record, client_id)
    form = record.content.form(safety_plans.FORM, last.form_version if last else None)
    found: list[tuple[str, tuple[str, ...]]] = []
    for section in form.sections:
        fields = [field for field in section.fields if field.id not in safety_plans.ASIDE]
        lines = [line.strip() for field in fields for line in texts.get(field.id, "").splitlines()]
        if any(lines):
            found.append((section.title, tuple(line for line in lines if line)))
    if not found:
        return "", ()
    return (f"version {last.number}" if last else "begun, not reviewed yet"), tuple(found)

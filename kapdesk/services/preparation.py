"""What was prepared with a client before a dose, and what may be taken over from the time before."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.definitions import Form
from kapdesk.domain.doses import Escort, escort_settled
from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.services import checklists, consents, escorts, notes, sessions
from kapdesk.services.checklists import Answer
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import EscortRow, NoteRow, SessionRow

FORM = "prepare"
PREFIX = "prepare."
CARRIED = "carried:"
ESCORT_PARTS = {"escort-name": "name", "escort-relation": "relation", "escort-phone": "phone"}
"""Fields of the form that are the escort's, and where they are kept."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice as it was answered: its value, and the words it had then."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Touch:
    """What touch was agreed before any medicine; an empty level says that nothing is recorded."""

    level: str = ""
    words: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything that was prepared for one session, by the ids of the form's fields.

    `carried` names, for each field taken over and not confirmed since, the session it came from.
    """

    session: UUID
    number: int
    day: date | None
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    choices: Mapping[str, Chosen] = field(default_factory=dict[str, Chosen])
    escort: Escort | None = None
    carried: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def source(self) -> str:
        """Return which session this is: `Dosing 2, 12-Nov-2026`."""
        return f"Dosing {self.number}" + (f", {show_date(self.day)}" if self.day else "")

    @property
    def is_empty(self) -> bool:
        """Return whether nothing at all was written."""
        return not self.choices and not any(text.strip() for text in self.texts.values())

    def text(self, field_id: str) -> str:
        """Return a text, or the words of a choice; empty where nothing is recorded."""
        chosen = self.choices.get(field_id)
        return chosen.label if chosen else self.texts.get(field_id, "")

    def lines(self, field_id: str) -> tuple[str, ...]:
        """Return a text that is a list, one entry a line, without empty ones."""
        return tuple(line.strip() for line in self.text(field_id).splitlines() if line.strip())


def of_session(record: Record, session_id: UUID) -> Preparation:
    """Return all that was prepared for a session; raises NotFound where there is no such session."""
    head = sessions.head(record, session_id)
    kept = notes.texts(record, Owner(head.client, session=session_id))
    texts = {name.removeprefix(PREFIX): note.text for name, note in kept.items() if name.startswith(PREFIX)}
    answers = checklists.standing(record, session_id, FORM)
    escort = escorts.of_session(record, session_id)
    texts = _escort_texts(escort) | {
        id_: text for id_, text in texts.items() if text or id_ not in ESCORT_PARTS
    }
    return Preparation(
        session=session_id,
        number=head.number,
        day=_day(record, head),
        texts=texts,
        choices=_choices(record, answers),
        escort=escort,
        carried=_carried(answers),
    )


def touch_agreement(record: Record, session_id: UUID) -> Touch:
    """Return what touch was agreed for a session; a no from before outranks a later yes."""
    ready = of_session(record, session_id)
    chosen = ready.choices.get("touch-level")
    limits = ready.texts.get("touch-limits", "")
    return Touch(chosen.value, chosen.label, limits) if chosen else Touch(limits=limits)


def touch_words(record: Record, session_id: UUID) -> str:
    """Return the touch agreement as it stands in the band: `hand only`; empty where none is recorded."""
    words = touch_agreement(record, session_id).words
    return words[:1].lower() + words[1:]


def previous(record: Record, session_id: UUID) -> Preparation | None:
    """Return what was prepared for the client's session before this one that holds anything, or None."""
    head = sessions.head(record, session_id)
    for earlier in sessions.of_client(record, head.client):
        if earlier.number < head.number:
            ready = of_session(record, earlier.id)
            if not ready.is_empty:
                return ready
    return None


def write_escort(record: Record, session_id: UUID, field_id: str, text: str) -> Change:
    """Keep one thing that is known of the planned escort, beside what is known already."""
    with record.write() as db:
        _put_escort(db, record, open_session(db, session_id), field_id, text)
        return Change(Topic.SESSION, session_id, session_id)


def say_adult(record: Record, session_id: UUID, *, adult: bool | None) -> Change:
    """Record whether the planned escort is an adult; None takes the answer back."""
    known = escorts.of_session(record, session_id) or Escort()
    return escorts.write(record, session_id, replace(known, adult=adult))


def choose(record: Record, session_id: UUID, field_id: str, value: str | None) -> Change:
    """Record a choice of the form; None takes it back. A choice made by hand is no longer carried."""
    form = record.content.form(FORM)
    with record.write() as db:
        open_session(db, session_id)
        row = checklists.put(db, record, session_id, FORM, form.version, field_id, value)
        db.flush()
        if f"{CARRIED}{field_id}" in checklists.standing(record, session_id, FORM):
            checklists.put(db, record, session_id, FORM, form.version, f"{CARRIED}{field_id}", None)
        return Change(Topic.ANSWER, session_id, row.id)


def use_again(record: Record, session_id: UUID, field_id: str) -> Change:
    """Take one field over from the session before, marked as taken from there until it is confirmed.

    Raises Refused where something is written already, or where there is nothing to take.
    """
    before, now = previous(record, session_id), of_session(record, session_id)
    if before is None or not before.text(field_id).strip():
        raise Refused("Nothing was written here the time before. Nothing was changed.")
    if now.text(field_id).strip():
        raise Refused("Something is written here already. Nothing was changed. Empty the field first.")
    version = record.content.form(FORM).version
    with record.write() as db:
        session = open_session(db, session_id)
        chosen = before.choices.get(field_id)
        if chosen is not None:
            checklists.put(db, record, session_id, FORM, version, field_id, chosen.value)
        elif field_id in ESCORT_PARTS:
            _put_escort(db, record, session, field_id, before.texts[field_id])
        else:
            owner = Owner(session.client_id, session=session_id)
            notes.put(db, record, owner, PREFIX + field_id, before.texts[field_id])
        db.flush()
        checklists.put(
            db, record, session_id, FORM, version, f"{CARRIED}{field_id}", before.source,
            note=before.session.hex,
        )  # fmt: skip
        return Change(Topic.NOTE, session_id)


def confirm(record: Record, session_id: UUID, field_id: str) -> Change:
    """Say that what was taken over from the time before holds today as well."""
    version = record.content.form(FORM).version
    return checklists.answer(
        record, session_id, FORM, version, f"{CARRIED}{field_id}", None, note="confirmed"
    )


def still_open(record: Record, session_id: UUID) -> tuple[str, ...]:
    """Return what is still open in the preparation of a session, in words; nothing of it blocks."""
    head, ready = sessions.head(record, session_id), of_session(record, session_id)
    found: list[str] = []
    if not ready.text("intention").strip():
        found.append("intention not recorded")
    if "touch-level" not in ready.choices:
        found.append("touch agreement not recorded")
    if not escort_settled(ready.escort, head.escort_exception):
        found.append("no escort named")
    unsigned = [state for state in consents.states(record, head.client) if state.is_open]
    if unsigned:
        found.append(f"{len(unsigned)} consent{'s' if len(unsigned) > 1 else ''} not signed")
    if ready.carried:
        found.append("taken over, not confirmed")
    return tuple(found)


def _put_escort(db: Session, record: Record, session: SessionRow, field_id: str, text: str) -> None:
    """Write one part of the escort, and empty the text it was sealed in when the disk was full, if any."""
    row = db.scalar(select(EscortRow).where(EscortRow.session_id == session.id))
    if row is None:
        row = EscortRow(session_id=session.id)
        db.add(row)
    setattr(row, ESCORT_PARTS[field_id], text.strip())
    row.written_at, row.author_id = record.now(), record.author.id
    draft = NoteRow.session_id == session.id, NoteRow.field == PREFIX + field_id, NoteRow.text != ""
    if db.scalar(select(NoteRow.id).where(*draft)) is not None:
        notes.put(db, record, Owner(session.client_id, session=session.id), PREFIX + field_id, "")


def _escort_texts(escort: Escort | None) -> dict[str, str]:
    known = escort or Escort()
    return {id_: str(getattr(known, part)) for id_, part in ESCORT_PARTS.items()}


def _choices(record: Record, answers: Mapping[str, Answer]) -> dict[str, Chosen]:
    return {
        item: Chosen(answer.value, _words(record, answer))
        for item, answer in answers.items()
        if not item.startswith(CARRIED) and answer.value is not None
    }


def _carried(answers: Mapping[str, Answer]) -> dict[str, str]:
    return {
        item.removeprefix(CARRIED): answer.value
        for item, answer in answers.items()
        if item.startswith(CARRIED) and answer.value is not None
    }


def _words(record: Record, answer: Answer) -> str:
    """Return a choice in the words of the version it was asked in; its value where that is gone."""
    value = answer.value or ""
    try:
        form: Form = record.content.form(FORM, answer.form_version)
        offered = form.field(answer.item).choices
    except KapdeskError:
        return value
    return next((choice.label for choice in offered if str(choice.value) == value), value)


def _day(record: Record, head: sessions.SessionHead) -> date | None:
    at = head.dosed_at or head.opened_at or head.planned_for
    return None if at is None else local(at, record.zone).date()

"""The nine goals and eight aims of a client over all integration sessions, one line each."""

from uuid import UUID

from sqlalchemy import or_, select

from kapdesk.domain.clock import local
from kapdesk.domain.integration import AIM, GOAL, GOAL_STEPS
from kapdesk.domain.profiles import Line, Profile, Rated, line
from kapdesk.services.record import Record
from kapdesk.store.rows import IntegrationNoteRow, NoteRow

GOAL_NOTE, AIM_SAID, AIM_NOTE, AIM_STEP = "goal-note.", "aim-said.", "aim-note.", "aim-step."
"""What the names of the texts beside a rating begin with; the id of the goal or aim follows."""
_BESIDE = {GOAL: (GOAL_NOTE,), AIM: (AIM_SAID, AIM_NOTE, AIM_STEP)}
_SCALES = {GOAL: (0, len(GOAL_STEPS) - 1), AIM: (0, 10)}


def goals(record: Record, client_id: UUID) -> Profile:
    """Return the nine goals, 0 to 4 each, over all integration sessions; never summed."""
    return _profile(record, client_id, "goals", GOAL)


def aims(record: Record, client_id: UUID) -> Profile:
    """Return the eight aims, 0 to 10 each by the client, over all integration sessions; never summed."""
    return _profile(record, client_id, "aims", AIM)


def _profile(record: Record, client_id: UUID, prompts: str, of: str) -> Profile:
    asked, given = record.content.prompts(prompts), _given(record, client_id, of)
    steps = GOAL_STEPS if of == GOAL else ()
    lines: tuple[Line, ...] = tuple(
        line(prompt.id, prompt.label, _SCALES[of], given.get(prompt.id, ()), steps)
        for prompt in asked.prompts
    )
    return Profile(asked.title, lines)


def _given(record: Record, client_id: UUID, of: str) -> dict[str, list[Rated]]:
    """Return by goal or aim what was rated, with the words beside it, each on the day of its session."""
    names = (of, *_BESIDE[of])
    with record.read() as db:
        query = select(IntegrationNoteRow.id, IntegrationNoteRow.happened_at, NoteRow.field, NoteRow.text)
        query = query.join(NoteRow, NoteRow.integration_id == IntegrationNoteRow.id)
        query = query.where(IntegrationNoteRow.client_id == client_id, NoteRow.text != "")
        query = query.where(or_(*(NoteRow.field.startswith(name, autoescape=True) for name in names)))
        rows = db.execute(query.order_by(IntegrationNoteRow.happened_at)).all()
    texts = {(note, field): text.strip() for note, _at, field, text in rows}
    found: dict[str, list[Rated]] = {}
    for note, at, field, text in rows:
        id_ = field.removeprefix(of)
        if field.startswith(of):
            beside = (texts.get((note, name + id_), "") for name in _BESIDE[of])
            rated = Rated(
                local(at, record.zone).date(), int(text), " · ".join(words for words in beside if words)
            )
            found.setdefault(id_, []).append(rated)
    return found

"""The work in its movements, and insights with where they came from and what was said since, as printed."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from kapdesk.domain.clock import local as there
from kapdesk.domain.clock import show_date, show_moment
from kapdesk.domain.insights import Level
from kapdesk.services.printed_words import Names, struck
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import (
    InsightRow,
    NoteRow,
    SessionRow,
    TimelineRow,
    WorkItemRow,
    WorkLookRow,
)

if TYPE_CHECKING:
    from kapdesk.reports import room_facts, telling_facts

SAID, WORDS = "said.", "words."
"""What the texts begin with that hold a verdict on earlier words, and the client's words since."""
TIMELINE = "timeline"
_INSIGHT = "insight"


def work(record: Record, head: SessionHead, names: Names) -> "tuple[room_facts.Work, ...]":
    """Return every piece of work named in a session with every look at it, struck ones too."""
    from kapdesk.reports.room_facts import Work

    with record.read() as db:
        query = select(WorkItemRow).where(WorkItemRow.session_id == head.id)
        return tuple(
            Work(
                ": ".join(part for part in (row.movement, row.subtype.replace("-", " ")) if part),
                row.statement, tuple(level_words(level) for level in row.levels), row.last_lived,
                _grew_from(db, row), _looks(db, row, head, names), names.of(row.author_id), row.written_at,
                struck(row.struck_at, row.struck_reason),
            )
            for row in db.scalars(query.order_by(WorkItemRow.written_at, WorkItemRow.id))
        )  # fmt: skip


def _grew_from(db: Session, row: WorkItemRow) -> str:
    found = db.get(InsightRow, row.insight_id) if row.insight_id else None
    if found is None or found.text == row.statement:
        return f"the {found.kind} of these words" if found else ""
    return f"the {found.kind} “{found.text}”"


def _looks(
    db: Session, row: WorkItemRow, head: SessionHead, names: Names
) -> "tuple[room_facts.WorkLook, ...]":
    from kapdesk.reports.room_facts import WorkLook

    query = select(WorkLookRow).where(WorkLookRow.work_item_id == row.id)
    return tuple(
        WorkLook(
            look.status, look.next_step, names.of(look.author_id), look.happened_at, look.written_at,
            _occasion(db, look, head),
        )
        for look in db.scalars(query.order_by(WorkLookRow.written_at, WorkLookRow.seq))
    )  # fmt: skip


def _occasion(db: Session, look: WorkLookRow, head: SessionHead) -> str:
    """Return where a look was made, where that was not this session."""
    if look.integration_id:
        return "integration"
    if look.session_id is None or look.session_id == head.id:
        return ""
    return f"dosing {db.get_one(SessionRow, look.session_id).number}"


def level_words(level: str) -> str:
    """Return a level as it is read, under the one it belongs to."""
    one = Level(level)
    return one.value if one.under is one else f"{one.under.value}: {one.value}"


def insights(record: Record, head: SessionHead, names: Names) -> "tuple[telling_facts.Insight, ...]":
    """Return what was kept of the client's words, each with its origin and what was said of it since."""
    from kapdesk.reports.telling_facts import Insight

    with record.read() as db:
        query = select(InsightRow).where(InsightRow.session_id == head.id)
        return tuple(
            Insight(
                row.text, tuple(level_words(level) for level in row.levels), row.movement,
                "" if row.kind == _INSIGHT else row.kind, row.confidence,
                struck(row.struck_at, row.struck_reason), _taken_from(db, row, head), row.revisit_on,
                names.of(row.author_id), row.written_at, _since(db, row, head.zone), row.taken_from_id,
            )
            for row in db.scalars(query.order_by(InsightRow.written_at, InsightRow.id))
        )  # fmt: skip


def _taken_from(db: Session, row: InsightRow, head: SessionHead) -> str:
    """Return where the words stood first: a moment of the journey with its time, or a text of the session."""
    if not row.taken_from:
        return ""
    if row.taken_from == TIMELINE and row.taken_from_id:
        moment = db.get(TimelineRow, row.taken_from_id)
        return f"taken from the timeline, {show_moment(moment.happened_at, head.zone)}" if moment else ""
    form, _, item = row.taken_from.partition(".")
    return f"taken from the {form}" + (f": {item.replace('-', ' ')}" if item else "")


def _since(db: Session, row: InsightRow, zone: str) -> tuple[str, ...]:
    """Return what the client said of some words later, each time in a line, the oldest first."""
    verdicts = [note for note in _about(db, row.id) if note.field == SAID + row.id.hex and note.text.strip()]
    verdicts.sort(key=_written)
    return tuple(f"{show_date(there(note.written_at, zone).date())}: {note.text}" for note in verdicts)


def _written(note: NoteRow) -> float:
    return note.written_at.timestamp()


def _about(db: Session, insight: UUID) -> list[NoteRow]:
    """Return every text about some words, verdicts and the client's words since."""
    fields = (SAID + insight.hex, WORDS + insight.hex, f"{SAID}{insight.hex}.words")
    return list(db.scalars(select(NoteRow).where(NoteRow.field.in_(fields))))


def looked_again(record: Record, head: SessionHead, names: Names) -> "tuple[room_facts.LookedAgain, ...]":
    """Return what of earlier sessions was read back in this one, with what the client says now."""
    from kapdesk.reports.room_facts import LookedAgain

    with record.read() as db:
        found: list[LookedAgain] = []
        for row, verdict, words in read_back(db, NoteRow.session_id == head.id):
            number = db.get_one(SessionRow, row.session_id).number
            written = verdict or words
            found.append(
                LookedAgain(
                    row.text, verdict.text if verdict else "", words.text if words else "",
                    f"dosing {number}", names.of(written.author_id) if written else "",
                    written.written_at if written else None,
                )
            )  # fmt: skip
        return tuple(found)


def read_back(
    db: Session, belongs: ColumnElement[bool]
) -> list[tuple[InsightRow, NoteRow | None, NoteRow | None]]:
    """Return the words that were looked at again, each with its verdict and the client's words since."""
    query = select(NoteRow).where(or_(NoteRow.field.startswith(SAID), NoteRow.field.startswith(WORDS)))
    verdicts: dict[UUID, NoteRow] = {}
    words: dict[UUID, NoteRow] = {}
    for note in db.scalars(query.where(belongs)):
        part, _, rest = note.field.partition(".")
        name, _, tail = rest.partition(".")
        if not note.text.strip():
            continue
        (words if tail or part == "words" else verdicts)[UUID(name)] = note
    found: list[tuple[InsightRow, NoteRow | None, NoteRow | None]] = []
    for insight_id in dict.fromkeys((*verdicts, *words)):
        row = db.get(InsightRow, insight_id)
        if row is not None:
            found.append((row, verdicts.get(insight_id), words.get(insight_id)))
    return sorted(found, key=_kept_at)


def _kept_at(one: tuple[InsightRow, NoteRow | None, NoteRow | None]) -> float:
    return one[0].written_at.timestamp()


def is_about_earlier(field: str) -> bool:
    """Return whether a text is a verdict on earlier words, or the client's words since."""
    return field.startswith((SAID, WORDS))

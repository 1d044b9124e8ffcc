"""The body map of a debrief: where the client points, what they feel there, and what changed.

Every mark is an answer of the form `body-map` (its version is that of the table of regions), only ever added
to: the item is `<side>.<region>` such as `front.left-shoulder`, the value the sensation in the client's words
(empty where they only pointed, None where it was taken back), the note what changed there. The levels a place
was given beside the body are answers of the form `body-map-levels` to the same item, as `personal,symbolic`.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.body_map import Mark, Region, Side, check_words, find_region, region_of
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Level
from kapdesk.services import checklists, notes
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record, open_session
from kapdesk.store.rows import AnswerRow, NoteRow

FORM, LEVELS, REGIONS = "body-map", "body-map-levels", "body-regions"
DRAFT, DRAFT_CHANGE = "draft.body.", "draft.body-change."
"""What the names of the two unfinished lines of a place begin with; the item follows."""


def regions(record: Record) -> tuple[Region, ...]:
    """Return every region that is drawn, front first, from the head down."""
    return tuple(region_of(row) for row in record.content.table(REGIONS).rows)


def mark(record: Record, session_id: UUID, item: str, sensation: str = "", change: str = "") -> Change:
    """Write what the client feels in one region; both lines may be empty where they only point there.

    Said again, the last one stands and the earlier ones are kept; the unfinished lines are emptied in the
    same write. Saying the same again adds nothing. Raises NotFound for a region that is not drawn.
    """
    find_region(regions(record), item)
    words, changed = check_words(sensation), check_words(change)
    with record.write() as db:
        session = open_session(db, session_id)
        last = _last(db, session_id, FORM, item)
        if last is None or (last.value, last.note) != (words, changed):
            last = _put(db, record, session_id, FORM, item, words, note=changed)
        _empty_drafts(db, record, Owner(session.client_id, session=session_id), item)
        return Change(Topic.ANSWER, session_id, last.id)


def take_back(record: Record, session_id: UUID, item: str) -> Change:
    """Take a mark back; what was said there stays to be read, and so does when it was taken back."""
    with record.write() as db:
        session = open_session(db, session_id)
        last = _last(db, session_id, FORM, item)
        if last is None or last.value is None:
            raise Refused("Nothing is marked in this place. Nothing was changed.")
        row = _put(db, record, session_id, FORM, item, None)
        _empty_drafts(db, record, Owner(session.client_id, session=session_id), item)
        return Change(Topic.ANSWER, session_id, row.id)


def sort(record: Record, session_id: UUID, item: str, levels: Iterable[Level]) -> Change:
    """Say which levels a place touches beside the body itself; none takes them back."""
    chosen = set(levels) - {Level.SOMATIC}
    with record.write() as db:
        open_session(db, session_id)
        last = _last(db, session_id, FORM, item)
        if last is None or last.value is None:
            raise Refused("Nothing is marked in this place. Nothing was changed.")
        value = ",".join(level.value for level in Level if level in chosen) or None
        return Change(Topic.ANSWER, session_id, _put(db, record, session_id, LEVELS, item, value).id)


def marks(record: Record, session_id: UUID) -> tuple[Mark, ...]:
    """Return the places of a session in the order they were first marked, those taken back included."""
    given: dict[str, list[checklists.Answer]] = {}
    for answer in checklists.history(record, session_id, FORM):
        given.setdefault(answer.item, []).append(answer)
    if not given:
        return ()
    drawn = regions(record)
    levels = checklists.standing(record, session_id, LEVELS)
    found: list[Mark] = []
    for item, answers in given.items():
        said = [answer for answer in answers if answer.value is not None]
        try:
            region = find_region(drawn, item)
        except NotFound:
            region = _unknown(item)
        more = levels[item].value or "" if item in levels else ""
        last, over = said[-1], answers[-1].value is None
        found.append(
            Mark(
                region, last.value or "", last.note,
                (Level.SOMATIC, *(Level(level) for level in more.split(",") if level)),
                answers[0].happened_at, last.happened_at, answers[-1].happened_at if over else None,
            )
        )  # fmt: skip
    return tuple(found)


def _unknown(item: str) -> Region:
    """Return a region that an earlier table drew and this one does not, so that its mark is still listed."""
    side, _, name = item.partition(".")
    return Region(Side(side), name, name.replace("-", " ").capitalize(), 0, 0, 0, 0)


def _last(db: Session, session_id: UUID, form: str, item: str) -> AnswerRow | None:
    query = select(AnswerRow).where(AnswerRow.session_id == session_id, AnswerRow.form == form)
    return db.scalar(query.where(AnswerRow.item == item).order_by(AnswerRow.seq.desc()).limit(1))


def _put(
    db: Session, record: Record, session_id: UUID, form: str, item: str, value: str | None, *, note: str = ""
) -> AnswerRow:
    version = record.content.table(REGIONS).version
    return checklists.put(db, record, session_id, form, version, item, value, note=note)


def _empty_drafts(db: Session, record: Record, owner: Owner, item: str) -> None:
    for field in (DRAFT + item, DRAFT_CHANGE + item):
        if _has_note(db, owner, field):
            notes.put(db, record, owner, field, "")


def _has_note(db: Session, owner: Owner, field: str) -> bool:
    query = select(NoteRow.id).where(NoteRow.session_id == owner.session, NoteRow.field == field)
    return db.scalar(query) is not None

"""What was offered and what came of it: rows of the record, each answer put together with its effect."""

from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.embodiment import Step, StepAnswer, is_effect_of
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import offers
from kapdesk.services.offers import OWN, Given, Offer
from kapdesk.services.record import Record, next_in
from kapdesk.store.rows import EmbodimentRow

TAKEN_BACK = "taken back"


def history(record: Record, session_id: UUID) -> tuple[Given, ...]:
    """Return every answer of a session in the order of writing, each with what it did; struck ones too."""
    with record.read() as db:
        rows = [_given(record, row) for row in _rows(db, session_id)]
    return _with_effects(rows)


def _rows(db: Session, session_id: UUID) -> list[EmbodimentRow]:
    query = select(EmbodimentRow).where(EmbodimentRow.session_id == session_id)
    return list(db.scalars(query.order_by(EmbodimentRow.seq)))


def rows_of(db: Session, record: Record, session_id: UUID, given_id: UUID) -> list[EmbodimentRow]:
    """Return the rows one answer is made of, where it stands; raises NotFound and Refused."""
    whole = _with_effects([_given(record, row) for row in _rows(db, session_id)])
    found = next((one for one in whole if given_id in one.rows), None)
    if found is None:
        raise NotFound("This answer is not in this session. Nothing was changed. Open the session again.")
    if found.struck_reason:
        raise Refused("This answer was taken back. Nothing was changed.")
    return [db.get_one(EmbodimentRow, id_) for id_ in found.rows]


def _with_effects(rows: list[Given]) -> tuple[Given, ...]:
    """Put what was said of an effect together with its answer: one answer, one entry."""
    whole: list[Given] = []
    last: dict[str, int] = {}
    for row in rows:
        place = last.get(row.key)
        if place is not None and _belongs(row, whole[place]):
            whole[place] = _joined(whole[place], row)
        else:
            last[row.key] = len(whole)
            whole.append(row)
    return tuple(whole)


def _belongs(row: Given, earlier: Given) -> bool:
    return row.struck_reason == earlier.struck_reason and is_effect_of(row.step, earlier.step)


def _joined(earlier: Given, row: Given) -> Given:
    step = replace(earlier.step, effect=row.step.effect)
    return replace(earlier, id=row.id, step=step, author=row.author, rows=(*earlier.rows, row.id))


def add(db: Session, record: Record, session_id: UUID, offer: Offer, step: Step) -> EmbodimentRow:
    """Add one row inside a write that is already open."""
    row = EmbodimentRow(id=uuid4(), session_id=session_id, checklist=offer.checklist, item=offer.item)
    row.checklist_version, row.answer, row.effect = offer.version, step.answer.value, step.effect
    row.caution, row.note = step.caution, step.note
    row.seq = next_in(db, EmbodimentRow, session_id)
    row.happened_at, row.zone = step.at, record.zone
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)
    return row


def _given(record: Record, row: EmbodimentRow) -> Given:
    step = Step(row.item, StepAnswer(row.answer), row.happened_at, row.effect, row.caution, row.note)
    struck = (row.struck_reason or TAKEN_BACK) if row.struck_at else ""
    key, label = offers.key_of(row.checklist, row.item), _label(record, row)
    return Given(row.id, key, label, step, row.written_at, row.author_id, struck, (row.id,))


def _label(record: Record, row: EmbodimentRow) -> str:
    """Return a step in the words of the version it was offered in; its id where that is gone."""
    if row.checklist == OWN:
        return row.item.partition("/")[2]
    try:
        return record.content.checklist(row.checklist, row.checklist_version).item(row.item).label
    except NotFound:
        return row.item

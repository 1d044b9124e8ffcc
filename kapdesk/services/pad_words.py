"""What the moments of a session are called: by the words that were on the key when it was pressed."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.pad import label_in
from kapdesk.domain.tables import Table
from kapdesk.services import checklists
from kapdesk.services.record import Record
from kapdesk.store.rows import AnswerRow, TimelineRow

PAD = "timeline-keys"
"""The file of the keys, and the form under which a session keeps the words its moments were stamped with."""

CLEARANCE = "clearance"
"""The kind of the moment that says why a client was cleared although something stood open."""
ENDED = "ended"
"""The kind of the moment that says why a day ended without a dose."""
_OWN = {CLEARANCE: "Cleared to dose", ENDED: "Ended without a dose"}


class Labels:
    """The words of every kind of moment of one session."""

    def __init__(self, db: Session, record: Record, session_id: UUID) -> None:
        """Read what is kept with the session, inside a read that is already open."""
        query = select(AnswerRow).where(AnswerRow.session_id == session_id, AnswerRow.form == PAD)
        self._kept: dict[str, list[tuple[int, str]]] = {}
        for row in db.scalars(query.order_by(AnswerRow.seq)):
            self._kept.setdefault(row.item, []).append((int(row.note), row.value or ""))
        content = record.content
        self._maps = [content.table(PAD, version) for version in content.versions(Table, PAD)]

    def of(self, row: TimelineRow) -> str:
        """Return the words of a moment; one from before they were kept has those of the oldest map."""
        if row.kind in _OWN:
            return _OWN[row.kind]
        stamped = [label for since, label in self._kept.get(row.kind, []) if since <= row.seq]
        return stamped[-1] if stamped else label_in(self._maps, row.kind) or row.kind


def keep_label(db: Session, record: Record, row: TimelineRow) -> None:
    """Keep the words on the key with the session, once for as long as they stay the same."""
    table = record.content.table(PAD)
    label = label_in((table,), row.kind)
    query = select(AnswerRow.value).where(
        AnswerRow.session_id == row.session_id, AnswerRow.form == PAD, AnswerRow.item == row.kind
    )
    if label and db.scalar(query.order_by(AnswerRow.seq.desc()).limit(1)) != label:
        checklists.put(db, record, row.session_id, PAD, table.version, row.kind, label, note=str(row.seq))

"""Which entries of a session came from paper, and who had filled the sheet in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from kapdesk.domain.transcriptions import FROM_PAPER, from_paper
from kapdesk.services.record import Record
from kapdesk.store.rows import TranscribedRow, TranscriptionRow


@dataclass(frozen=True, slots=True)
class Mark:
    """That an entry came from paper: who had filled the sheet in, in which role, and when."""

    filled_by: str
    role: str
    at: datetime

    @property
    def words(self) -> str:
        """Return it as it stands beside the entry."""
        who = ", ".join(part for part in (self.filled_by, self.role) if part)
        return f"transcribed {FROM_PAPER}, filled in by {who}"

    @property
    def name(self) -> str:
        """Return it as it stands in the place of a name: `N. Rowe, RN, from paper`."""
        return from_paper(self.filled_by)


def marks(record: Record, session_id: UUID) -> Mapping[UUID, Mark]:
    """Return the mark of every entry of a session that came from paper, by the entry's id."""
    query = select(TranscribedRow.of_id, TranscriptionRow).join(
        TranscriptionRow, TranscriptionRow.id == TranscribedRow.transcription_id
    )
    with record.read() as db:
        found = db.execute(query.where(TranscriptionRow.session_id == session_id))
        return {of_id: Mark(row.filled_by, row.filled_role, row.happened_at) for of_id, row in found}

"""At the door: the person who takes the client home is seen, and who is there tonight is written down."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.doses import Escort
from kapdesk.domain.errors import Refused
from kapdesk.services import checklists, escorts
from kapdesk.services.readiness_facts import FORM
from kapdesk.services.record import Record
from kapdesk.store.rows import EscortRow

__all__ = ["Escort", "see_escort"]


def see_escort(
    record: Record, session_id: UUID, escort: Escort, *, client_drives: bool | None,
    at: datetime | None = None,
) -> Change:  # fmt: skip
    """Record what was seen of the escort and whether the client drives, in one write.

    Who is there tonight is confirmed by being named here; left empty, a name from before is still only
    offered. Raises Refused where an arrival is still to come. What is not known stays not recorded.
    """
    now = record.now()
    if escort.arrived_at is not None and escort.arrived_at > now:
        raise Refused("This arrival is still to come. Nothing was recorded. Correct the time.")
    said = {"tonight": escort.tonight.strip()} if escort.tonight.strip() else {}
    if client_drives is not None:
        said["client-drives"] = "yes" if client_drives else "no"
    version = record.content.checklist(FORM).version
    with record.write() as db:
        before = escorts.standing(db, session_id)
        tonight = said.get("tonight") or (before.tonight if before else "")
        row: EscortRow = escorts.put(db, record, session_id, replace(escort, tonight=tonight))
        for item, value in said.items():
            checklists.put(db, record, session_id, FORM, version, item, value, at=at)
            db.flush()
        return Change(Topic.SESSION, session_id, row.id)

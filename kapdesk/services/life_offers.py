"""Practices that were planned for the body and may be carried on through the weeks."""

from uuid import UUID

from sqlalchemy import select

from kapdesk.services import life
from kapdesk.services.record import Record
from kapdesk.services.somatic import TABLE
from kapdesk.store.rows import SomaticPlanRow

PRACTICE, FROM = "practice", "from-plan"


def planned(record: Record, client_id: UUID) -> tuple[str, ...]:
    """Return the standing lines of a client's body plans that are not carried on yet, the newest first."""
    taken = {item.facts.get(FROM) for item in life.of_client(record, client_id, PRACTICE) if item.stands}
    rows = {row.id: row.text("label") for row in record.content.table(TABLE).rows}
    with record.read() as db:
        query = select(SomaticPlanRow.practice, SomaticPlanRow.plan).where(
            SomaticPlanRow.client_id == client_id, SomaticPlanRow.struck_at.is_(None)
        )
        found = [
            f"{rows.get(practice, practice)}: {plan}" if plan else rows.get(practice, practice)
            for practice, plan in db.execute(query.order_by(SomaticPlanRow.happened_at.desc()))
        ]
    return tuple(dict.fromkeys(words for words in found if words not in taken))

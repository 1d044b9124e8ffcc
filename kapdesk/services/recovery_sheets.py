"""The recovery sheet on paper: made in memory from the code that is shown this once, and kept nowhere."""

from kapdesk import __version__
from kapdesk.domain.clock import local
from kapdesk.reports.paper import Paper, Stamp, Status
from kapdesk.services import settings
from kapdesk.services.record import Record
from kapdesk.store import recovery

PAPER = "paper"


def recovery_sheet(record: Record, vault_id: str, code: str, *, paper: Paper | None = None) -> bytes:
    """Return the sheet of one page with a recovery code; raises Refused for a code that cannot be right."""
    from kapdesk.reports import recovery_sheet as report

    recovery.read(code)
    now = record.now()
    facts = report.SheetFacts(
        vault=vault_id,
        made_on=local(now, record.zone).date(),
        groups=tuple(recovery.groups_of(code)),
        clinic=settings.get(record, "clinic"),
    )
    stamp = Stamp(now, record.author.signature, record.zone, Status.PLAIN, "", record.rehearsal, __version__)
    chosen = settings.get(record, PAPER, Paper.A4.value)
    return report.render(facts, paper=paper or Paper(chosen), stamp=stamp)

"""The log of disclosures of one client as pages."""

from typing import TYPE_CHECKING
from uuid import UUID

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change
from kapdesk.domain.clock import show_date, show_moment
from kapdesk.domain.disclosures import Disclosure
from kapdesk.services import audit, disclosures, documents, printed_home, sealed_pages
from kapdesk.services.record import Record

if TYPE_CHECKING:
    from kapdesk.reports.disclosure_log import Left


def log(record: Record, client_id: UUID) -> bytes:
    """Return the log of one client as a PDF; raises NotFound."""
    from kapdesk.reports import disclosure_log as report

    lines = [_line(one) for one in disclosures.of_client(record, client_id)]
    facts = report.LogFacts(printed_home.identity(record, client_id), lines)
    stamp = sealed_pages.plain(record, client_id)
    return report.render(facts, paper=documents.paper(record), stamp=stamp)


def printed(record: Record, client_id: UUID, pages: int) -> Change:
    """Write that the log was printed."""
    return audit.log(record, Action.PRINTED, "disclosure", client_id, client_id, pages)


def _line(one: Disclosure) -> "Left":
    from kapdesk.reports import disclosure_log as report

    said = one.leaving
    days = [f"signed {show_date(said.authorised_on)}" if said.authorised_on else ""]
    days.append(f"valid until {show_date(said.expires_on)}" if said.expires_on else "")
    days.append("under 42 CFR Part 2" if one.part2 else "")
    pages = f"{one.pages} page(s)" if one.pages else ""
    return report.Left(
        f"{show_moment(one.at, one.zone)} ({one.zone})",
        said.recipient,
        ", ".join(part for part in (said.document, one.way, pages) if part),
        said.purpose,
        ", ".join(part for part in (one.ground_words, *days) if part),
        f"{one.by}, {show_moment(one.written_at, one.zone)}",
        said.note,
    )

"""The audit trail on paper: the lines that were sifted, and the attestation of where it stood."""

from sqlalchemy import select

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change
from kapdesk.domain.clock import show_date, show_moment
from kapdesk.domain.errors import Refused
from kapdesk.domain.steps import Step, no_step
from kapdesk.services import anchors, audit, documents, sealed_pages, settings, trail
from kapdesk.services.record import Record
from kapdesk.services.trail import Sieve
from kapdesk.store.rows import VaultIdentityRow


def listed(record: Record, sieve: Sieve, limit: int, *, step: Step = no_step) -> bytes:
    """Return the newest lines that were sifted, as a PDF; raises Refused where there is none.

    `step` hears each page and may raise to stop.
    """
    from kapdesk.reports import attestation as report

    found = trail.entries(record, sieve, limit=limit)
    if not found:
        raise Refused("There is no line to print. Sift by less.")
    lines = [
        (show_moment(entry.at, record.zone), entry.who, entry.did, f"{entry.what} {entry.code}".strip())
        for entry in found
    ]
    facts = report.TrailFacts(_sifted(sieve, len(found)), lines)
    paper, stamp = documents.paper(record), sealed_pages.plain(record)
    return report.render_lines(facts, paper=paper, stamp=stamp, step=step)


def attestation(record: Record, *, step: Step = no_step) -> bytes:
    """Check the trail and return the page that says where it stands; raises Refused for an empty one.

    `step` hears how far the check is and may raise to stop.
    """
    from kapdesk.reports import attestation as report

    found = audit.verify(record.store, step=step)
    end = audit.anchor(record.store)
    if end is None:
        raise Refused("Nothing was written into the trail yet. There is nothing to attest.")
    with record.read() as db:
        vault = db.scalar(select(VaultIdentityRow.vault_id)) or ""
    facts = report.AttestationFacts(
        vault, settings.get(record, "clinic"), anchors.short(end), end.at, anchors.sentence(found),
        record.zone,
    )  # fmt: skip
    return report.render(facts, paper=documents.paper(record), stamp=sealed_pages.plain(record))


def printed(record: Record, pages: int) -> Change:
    """Write that the trail, or an attestation of it, was printed."""
    return audit.log(record, Action.ATTESTED, count=pages)


def _sifted(sieve: Sieve, lines: int) -> str:
    parts = [f"{lines} lines, the newest first"]
    if sieve.action:
        parts.append(f"only “{sieve.action}”")
    if sieve.first:
        parts.append(f"from {show_date(sieve.first)}")
    if sieve.last:
        parts.append(f"to {show_date(sieve.last)}")
    return ", ".join(parts) + "."

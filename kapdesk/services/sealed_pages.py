"""What stands on the pages of something signed: by whom, whether that holds, addenda, a code a page."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from kapdesk import __version__
from kapdesk.domain.addenda import AddendumKind
from kapdesk.domain.clock import show_moment
from kapdesk.domain.signing import Addition, Of, Standing, Verdict
from kapdesk.reports.paper import Stamp, Status
from kapdesk.reports.pdf import inspect
from kapdesk.reports.proof import Added, Seal
from kapdesk.services import anchors, audit, disclosures, page_codes, retractions, signatures
from kapdesk.services.record import Record
from kapdesk.store.rows import IntegrationNoteRow, SessionRow

NO_STORY = frozenset({"going-home", "escort"})
"""Pages that are handed over and hold nothing of what was told: an addendum is named there, never quoted."""
UNMARKED = NO_STORY
"""Pages that carry no notice of Part 2: they tell of no treatment, and the notice alone would tell of it."""
_SHORT = {
    Verdict.CHANGED: "THE TEXT WAS CHANGED",
    Verdict.UNKNOWN_KEY: "KEY NOT KNOWN",
    Verdict.NO_SIGNATURE: "",
    Verdict.VALID: "",
}


def plain(record: Record, client_id: UUID | None = None) -> Stamp:
    """Return when and by whom a page is printed that nobody signs, with the notice of a client's record."""
    notice = disclosures.notice(record, client_id) if client_id else ""
    return Stamp(
        record.now(), record.author.signature, record.zone, Status.PLAIN, "", record.rehearsal, __version__,
        notice=notice,
    )  # fmt: skip


def made(record: Record, of: Of, of_id: UUID, document: str, render: Callable[[Stamp], bytes]) -> bytes:
    """Make the pages of a session or an integration note: a draft, or signed with a code on each page.

    Raises Refused where it was retracted.
    """
    retractions.refuse_pages(record, of_id)
    stands = signatures.standing(record, of, of_id)
    bare = plain(record, None if document in UNMARKED else _client(record, of, of_id))
    if stands is None:
        return render(replace(bare, status=Status.DRAFT))
    seal = _anchored(record, _seal(stands, document))
    stamp = replace(bare, status=Status.SIGNED, signature=_signature(stands), seal=seal)
    pdf = render(stamp)
    if stamp.seal is None or not stamp.seal.coded:
        return pdf
    what = page_codes.Made(document, of, of_id, stands.client, stands.content_hash)
    codes = page_codes.mark(record, what, inspect(pdf).texts)
    return render(replace(stamp, seal=replace(stamp.seal, codes=codes)))


def _client(record: Record, of: Of, of_id: UUID) -> UUID | None:
    with record.read() as db:
        row = db.get(SessionRow if of is Of.SESSION else IntegrationNoteRow, of_id)
        return row.client_id if row is not None else None


def _anchored(record: Record, seal: Seal) -> Seal:
    """Name the end of the audit trail at the foot: paper that is out of reach of whoever has the keys."""
    end = audit.anchor(record.store)
    return seal if end is None else replace(seal, lines=(*seal.lines, f"Audit trail {anchors.short(end)}."))


def _signature(stands: Standing) -> str:
    who = stands.by or "a name that is not recorded"
    return f"Signed by {who}, {show_moment(stands.signed_at, stands.zone)}"


def _seal(stands: Standing, document: str) -> Seal:
    handed = document in NO_STORY
    lines = [f"Co-signed by {one.who}, {show_moment(one.signed_at, one.zone)}" for one in stands.co_signers]
    lines += [f"Awaits co-signature of {stands.awaits}"] if stands.awaits else []
    if handed and stands.additions:
        last = show_moment(stands.additions[-1].written_at, stands.additions[-1].zone)
        lines += [f"Something was added to this record on {last}; ask the clinic."]
    added = () if handed else tuple(_added(one) for one in stands.additions)
    coded = stands.verdict in {Verdict.VALID, Verdict.UNKNOWN_KEY}
    return Seal(
        stands.prefix, stands.late, _SHORT[stands.verdict], stands.verdict.sentence, tuple(lines), added,
        coded=coded,
    )  # fmt: skip


def _added(one: Addition) -> Added:
    kind = "LATE ENTRY" if one.kind == AddendumKind.LATE_ENTRY else one.kind.capitalize()
    about = "" if one.happened_at == one.written_at else show_moment(one.happened_at, one.zone)
    warning = "" if one.valid else "THE SIGNATURE UNDER THIS ADDENDUM DOES NOT HOLD."
    return Added(kind, one.by, show_moment(one.written_at, one.zone), one.reason, one.text, about, warning)

"""Everything the record holds of one client, gathered for one document, without anybody's process notes."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select

from kapdesk.domain.clock import local, show_date, show_moment
from kapdesk.domain.signing import Addition, Of, Standing, Verdict
from kapdesk.domain.steps import Step, no_step
from kapdesk.services import (
    clients,
    integration,
    printed_carried,
    printed_home,
    printed_integration,
    printed_measures,
    printed_session,
    printed_whole_lists,
    safety_plans,
    sessions,
    signatures,
)
from kapdesk.services.printed_after import DRAFT, label, parted
from kapdesk.services.printed_words import YES_NO, names
from kapdesk.services.record import Record
from kapdesk.store.rows import NoteRow
from kapdesk.store.rows_trust import ProcessNoteRow, RetractionRow

if TYPE_CHECKING:
    from kapdesk.reports.whole_record import DosingPart, IntegrationPart, Signed, WholeFacts

PRIVATE_NOTES = "private notes of a therapist: they are kept apart and leave by an authorisation of their own"
ASKED_ALONE = "answers the client gave alone with the therapist"
EARLIER = "earlier wordings of texts, answers that were changed or taken back, and lines never entered"
_PLAN = "plan."


def facts(record: Record, client_id: UUID, *, step: Step = no_step) -> "WholeFacts":
    """Return everything of one client with their wishes applied; raises NotFound.

    `step` hears each session and may raise to stop.
    """
    from kapdesk.reports.whole_record import WholeFacts

    known = names(record)
    with record.read() as db:
        gone = frozenset(db.scalars(select(RetractionRow.of_id).where(RetractionRow.client_id == client_id)))
    parts = _parts(record, client_id, gone, step)
    measured = printed_measures.latest(record, client_id) is not None
    return WholeFacts(
        identity=printed_home.identity(record, client_id),
        zone=record.zone,
        about=_about(record, client_id),
        before=printed_whole_lists.before(record, client_id, known),
        plans=_plans(record, client_id),
        texts=_texts(record, client_id),
        parts=parts,
        measures=printed_measures.facts(record, client_id) if measured else None,
        carried=printed_carried.of_client(record, client_id, known),
        after=printed_whole_lists.after(record, client_id, known),
        left_out=_left_out(record, client_id, len(gone)),
        unsigned=sum(not part.signed.is_signed for part in parts),
    )


def _about(record: Record, client_id: UUID) -> tuple[tuple[str, str], ...]:
    """Return who the client is and how they may be reached; what is not known is said to be so."""
    from kapdesk.reports.wording import said

    it = clients.one(record, client_id)
    with record.read() as db:
        row = printed_whole_lists.client_row(db, client_id)
        more = (
            ("Title", row.title), ("Prescriber", row.prescriber), ("Allergies", row.allergies),
            ("Under 42 CFR Part 2", YES_NO[row.part2]),
            ("Kept at least until", show_date(row.retain_until) if row.retain_until else ""),
            ("Care ended", show_date(row.ended_on) if row.ended_on else ""), ("Why", row.ended_reason),
        )  # fmt: skip
        emergency = (row.emergency_name, row.emergency_relation, row.emergency_phone)
        told = (
            ("Name", f"{row.given_name} {row.family_name}".strip()), ("Called", row.preferred_name),
            ("Gender, pronouns", ", ".join(part for part in (row.gender, row.pronouns) if part)),
            ("Born", show_date(row.born) if row.born else ""), ("Code", row.code),
            ("Language", row.language), ("Telephone", row.phone), ("E-mail", row.email),
            ("Address", row.address), ("How to reach", it.contact.words),
            ("In an emergency", ", ".join(part for part in emergency if part)), *more,
        )  # fmt: skip
    return tuple((label_, said(words)) for label_, words in told)


def _parts(
    record: Record, client_id: UUID, gone: frozenset[UUID], step: Step
) -> "tuple[DosingPart | IntegrationPart, ...]":
    """Return every session in the order in which it took place; what was retracted is not among them."""
    from kapdesk.reports.whole_record import DosingPart, IntegrationPart

    found: list[tuple[float, DosingPart | IntegrationPart]] = []
    heads = sessions.of_client(record, client_id)
    for number, head in enumerate(heads):
        step(number, len(heads))
        at = head.opened_at or head.planned_for
        if head.id not in gone:
            day = f", {show_date(local(at, head.zone).date())}" if at else ""
            stands = signatures.standing(record, Of.SESSION, head.id)
            told = replace(printed_session.facts(record, head), withheld=())  # said once, at the end
            part = DosingPart(f"Dosing session {head.number}{day}", told, _signed(stands))
            found.append((at.timestamp() if at else 0.0, part))
    for note in integration.of_client(record, client_id):
        if note.id not in gone:
            met = printed_integration.facts(record, note.id)
            stands = signatures.standing(record, Of.INTEGRATION, note.id)
            title = f"Integration session, {show_date(local(note.at, met.zone).date())}"
            found.append((note.at.timestamp(), IntegrationPart(title, met, _signed(stands))))
    return tuple(part for _, part in sorted(found, key=_first))


def _first(one: tuple[float, object]) -> float:
    return one[0]


def _signed(stands: Standing | None) -> "Signed":
    """Return how something stands: a draft, or by whom signed and whether that still holds."""
    from kapdesk.reports.whole_record import Signed

    if stands is None:
        return Signed(("DRAFT - not signed",), is_signed=False)
    who = stands.by or "a name that is not recorded"
    lines = [f"Signed by {who}, {show_moment(stands.signed_at, stands.zone)}"]
    lines += ["LATE ENTRY"] if stands.late else []
    lines += [stands.verdict.sentence] if stands.verdict is Verdict.VALID else []
    lines += [f"Content {stands.prefix}"] if stands.content_hash else []
    lines += [f"Co-signed by {one.who}, {show_moment(one.signed_at, one.zone)}" for one in stands.co_signers]
    lines += [f"Awaits co-signature of {stands.awaits}"] if stands.awaits else []
    added = tuple((_added(one), one.reason, one.text) for one in stands.additions)
    warning = "" if stands.verdict is Verdict.VALID else stands.verdict.sentence
    return Signed(tuple(lines), added, warning)


def _added(one: Addition) -> str:
    """Return which addendum it is, by whom and when, and about when."""
    about = "" if one.happened_at == one.written_at else f"about {show_moment(one.happened_at, one.zone)}"
    broken = "" if one.valid else "THE SIGNATURE UNDER THIS ADDENDUM DOES NOT HOLD."
    head = f"{one.kind}, {one.by}, {show_moment(one.written_at, one.zone)}"
    return "\n".join(part for part in (head, about, broken) if part)


def _plans(record: Record, client_id: UUID) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return every version of the stay-safe plan, in the words it was asked in."""
    found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for one in safety_plans.versions(record, client_id):
        form = record.content.form(safety_plans.FORM, one.form_version)
        at = show_moment(one.happened_at, record.zone)
        lines = [(field.label, one.elements.get(field.id, "")) for field in form.fields]
        lines += [("Kept where", one.kept_where), ("With", one.observer)]
        lines += [("A copy was given", YES_NO[one.copy_given])]
        lines += [("Likelihood of use", "" if one.likelihood is None else f"{one.likelihood} of 10")]
        told = tuple((asked, words) for asked, words in lines if words.strip())
        found.append((f"Stay-safe plan, version {one.number}, {at}", told))
    return tuple(found)


def _texts(record: Record, client_id: UUID) -> tuple[tuple[str, str], ...]:
    """Return what was written of the client outside any session; unfinished lines are not among it.

    The stay-safe plan has its versions; what was changed since the last of them stands here.
    """
    asides = (DRAFT,) if safety_plans.changed_since_review(record, client_id) else (DRAFT, _PLAN)
    with record.read() as db:
        query = select(NoteRow.field, NoteRow.text, NoteRow.written_at).where(
            NoteRow.client_id == client_id, NoteRow.session_id.is_(None), NoteRow.integration_id.is_(None)
        )
        rows = db.execute(query.order_by(NoteRow.field)).all()
    return tuple(
        (label(record, *parted(field), at), text)
        for field, text, at in rows
        if text.strip() and not field.startswith(asides)
    )


def _left_out(record: Record, client_id: UUID, retracted: int) -> tuple[str, ...]:
    """Return what this copy leaves out on purpose, in words."""
    with record.read() as db:
        query = select(func.count()).select_from(ProcessNoteRow).where(ProcessNoteRow.client_id == client_id)
        private = db.scalar(query) or 0
    lines = [f"Not on this copy: {ASKED_ALONE}.", f"Not on this copy: {EARLIER}."]
    lines += [f"Not on this copy: {PRIVATE_NOTES}."] if private else []
    if retracted:
        what = "1 entry" if retracted == 1 else f"{retracted} entries"
        lines.append(f"{what} filed under the wrong client: kept as signed, listed above, not printed.")
    return tuple(lines)

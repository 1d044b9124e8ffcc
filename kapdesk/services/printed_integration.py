"""Everything the record holds of one integration session, gathered for its own page."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.clock import local, show_moment
from kapdesk.domain.errors import NotFound
from kapdesk.domain.integration import ChangeKind, Setting
from kapdesk.domain.withholding import Category, Decision, Rule, Rules
from kapdesk.services import (
    challenges,
    integration,
    integration_words,
    measures,
    notes,
    printed_carried,
    printed_home,
    printed_weeks,
    withholding,
)
from kapdesk.services.notes import Owner
from kapdesk.services.printed_words import Names, names, struck
from kapdesk.services.printed_work import read_back
from kapdesk.services.record import Record
from kapdesk.store.rows import (
    AppointmentRow,
    ChangeItemRow,
    ContactRow,
    IntegrationNoteRow,
    NoteRow,
    SessionRow,
)
from kapdesk.store.rows_after import LifeItemRow, LifeLookRow

if TYPE_CHECKING:
    from kapdesk.reports.carried_facts import Answered
    from kapdesk.reports.integration_record import Asked, IntegrationFacts, Noticed
    from kapdesk.reports.leaving_facts import Booking, Contact, ReadBack

WANTED = {True: "wanted", False: "not wanted", None: ""}
_SIDES = {ChangeKind.CHANGED: "Changed", ChangeKind.NOT_YET: "Not changed yet", ChangeKind.UNSURE: "Not sure"}


def latest(record: Record, client_id: UUID) -> UUID | None:
    """Return the last integration note of a client, or None where there is none."""
    from kapdesk.services import retractions

    gone = retractions.of_client(record, client_id)
    found = [one for one in integration.of_client(record, client_id) if one.id not in gone]
    return max(found, key=_when).id if found else None


def facts(record: Record, note_id: UUID) -> "IntegrationFacts":
    """Return one integration session as it is printed, with the client's wishes applied; raises NotFound."""
    whole = everything(record, note_id)
    with record.read() as db:
        row = db.get_one(IntegrationNoteRow, note_id)
        client, session = row.client_id, row.session_id
    return _applied(record, whole, withholding.rules(record, client, session), client, session)


def everything(record: Record, note_id: UUID) -> "IntegrationFacts":
    """Return everything recorded in one integration session, with nothing left out; raises NotFound."""
    from kapdesk.reports.integration_record import IntegrationFacts

    known = names(record)
    with record.read() as db:
        row = db.get(IntegrationNoteRow, note_id)
        if row is None:
            raise NotFound("This integration note is not in the record. Nothing was made. Open it again.")
        aside = {*integration.NOTHING.values()}
        written = list(db.scalars(select(NoteRow).where(NoteRow.integration_id == note_id)))
        lines = integration_words.lines(record, row, [one for one in written if one.field not in aside])
        found = IntegrationFacts(
            printed_home.identity(record, row.client_id), row.zone, row.happened_at, _head(db, row, known),
            lines, _ledger(db, row, known), _nothing(written), _read_back(db, row),
            contacts=_contacts(db, row, known), bookings=_bookings(record, db, row, known),
            recorded_by=_recorded_by(db, row, known),
        )  # fmt: skip
        client, at = row.client_id, row.happened_at
    return replace(
        found,
        carried=printed_carried.of_note(record, note_id, known),
        measures=_measures(record, client, at),
        answered=_answered(record, client, at, known),
    )


def _when(one: integration.IntegrationNote) -> datetime:
    return one.at


def _head(db: Session, row: IntegrationNoteRow, known: Names) -> tuple[tuple[str, str], ...]:
    """Return when, in which company, after which dosing session and by whom it was held."""
    from kapdesk.reports.wording import NOT_RECORDED, said, same_minute

    number = db.get_one(SessionRow, row.session_id).number if row.session_id else None
    ended = show_moment(row.ended_at, row.zone) if row.ended_at else NOT_RECORDED
    setting = Setting(row.setting).label if row.setting else ""
    late = not same_minute(row.happened_at, row.written_at)
    return (
        ("Began", show_moment(row.happened_at, row.zone)), ("Ended", ended),
        *((("Written", show_moment(row.written_at, row.zone)),) if late else ()),
        ("Kind", row.kind), ("Setting", said(setting)), ("Who was there", said(row.with_whom or "")),
        ("Therapist", said(known.of(row.author_id))),
        ("After", f"dosing session {number}" if number is not None else NOT_RECORDED),
    )  # fmt: skip


def _ledger(db: Session, row: IntegrationNoteRow, known: Names) -> "tuple[Noticed, ...]":
    from kapdesk.reports.integration_record import Noticed

    query = select(ChangeItemRow).where(ChangeItemRow.integration_id == row.id)
    return tuple(
        Noticed(
            _SIDES[ChangeKind(one.kind)], one.text, one.domain, f"since {one.since}" if one.since else "",
            one.evidence, WANTED[one.wanted], known.of(one.author_id), one.written_at,
            struck(one.struck_at, one.struck_reason),
        )
        for one in db.scalars(query.order_by(ChangeItemRow.kind, ChangeItemRow.written_at))
    )  # fmt: skip


def _nothing(written: list[NoteRow]) -> tuple[str, ...]:
    """Return which side was looked at with nothing noted."""
    said = {one.field: one.text.strip() for one in written}
    return tuple(
        f"{_SIDES[kind]}: {said[field]}" for kind, field in integration.NOTHING.items() if said.get(field)
    )


def _read_back(db: Session, row: IntegrationNoteRow) -> "tuple[ReadBack, ...]":
    from kapdesk.reports.leaving_facts import ReadBack

    return tuple(
        ReadBack(phrase.text, verdict.text if verdict else "", words.text if words else "")
        for phrase, verdict, words in read_back(db, NoteRow.integration_id == row.id)
    )


def _contacts(db: Session, row: IntegrationNoteRow, known: Names) -> "tuple[Contact, ...]":
    """Return each try to reach the client since the integration session before this one."""
    earlier = select(func.max(IntegrationNoteRow.happened_at)).where(
        IntegrationNoteRow.client_id == row.client_id, IntegrationNoteRow.happened_at < row.happened_at
    )
    query = select(ContactRow).where(
        ContactRow.client_id == row.client_id, ContactRow.happened_at <= row.happened_at
    )
    before = db.scalar(earlier)
    if before is not None:
        query = query.where(ContactRow.happened_at > before)
    rows = db.scalars(query.order_by(ContactRow.happened_at))
    return tuple(printed_weeks.contact(one, row.zone, known) for one in rows)


def _bookings(record: Record, db: Session, row: IntegrationNoteRow, known: Names) -> "tuple[Booking, ...]":
    query = select(AppointmentRow).where(AppointmentRow.client_id == row.client_id)
    rows = db.scalars(
        query.where(AppointmentRow.starts_at > row.happened_at).order_by(AppointmentRow.starts_at)
    )
    return tuple(printed_weeks.booking(record, one, known) for one in rows)


def _measures(record: Record, client: UUID, at: datetime) -> "tuple[Asked, ...]":
    """Return the questionnaires that were filled on the day of the session."""
    from kapdesk.reports.integration_record import Asked

    day = local(at, record.zone).date()
    return tuple(
        Asked(one.name, one.words, one.observer, one.happened_at, one.struck_reason)
        for one in measures.of_client(record, client)
        if local(one.happened_at, record.zone).date() == day
    )


def _answered(record: Record, client: UUID, at: datetime, known: Names) -> "tuple[Answered, ...]":
    """Return what was done about a challenge on the day of the session."""
    from kapdesk.reports.carried_facts import Answered

    day, table = local(at, record.zone).date(), record.content.table(challenges.TEXTS)
    return tuple(
        Answered(table.row(one.challenge.value).text("label"), one.words, known.of(one.author), one.at)
        for one in challenges.answers(record, client)
        if local(one.at, record.zone).date() == day
    )


def _recorded_by(db: Session, row: IntegrationNoteRow, known: Names) -> tuple[str, ...]:
    """Return everybody who wrote in this session, each once, in the order of their first entry."""
    found: list[tuple[datetime, str]] = [(row.written_at, known.of(row.author_id))]
    for table in (NoteRow, ChangeItemRow, LifeItemRow, LifeLookRow):
        query = select(table.written_at, table.author_id).where(table.integration_id == row.id)
        found += [(at, known.of(author)) for at, author in db.execute(query)]
    return tuple(dict.fromkeys(name for _, name in sorted(found) if name))


def _applied(
    record: Record, whole: "IntegrationFacts", rules: Rules, client: UUID, session: UUID | None
) -> "IntegrationFacts":
    """Leave out what the client or the clinic wants left out; visits, measures and contacts always print."""
    from kapdesk.reports.carried_facts import CarriedFacts

    decision = rules.of(Category.INTEGRATION)
    if decision.rule is Rule.PRINT:
        if rules.of(Category.INSIGHTS).rule is Rule.PRINT:
            return whole
        return replace(whole, read_back=())
    left = _sentence(record, whole, decision, client, session)
    return replace(
        whole, lines=(), noticed=(), nothing=(), read_back=(), answered=(), carried=CarriedFacts(),
        left_out=left,
    )  # fmt: skip


def _sentence(
    record: Record, whole: "IntegrationFacts", decision: Decision, client: UUID, session: UUID | None
) -> tuple[str, ...]:
    from kapdesk.reports.leaving_out import sentences
    from kapdesk.reports.room_facts import LeftOut

    told = decision.rule is Rule.SUMMARISE
    name = withholding.SHORT + Category.INTEGRATION.value
    owner = Owner(client, session=session)
    own = notes.texts(record, owner).get(name) if told else None
    line = LeftOut(
        Category.INTEGRATION.label, decision.asked, told, own.text.strip() if own else "", len(whole.lines),
        "text", "texts",
    )  # fmt: skip
    return sentences((line,), whole.wall)

"""What is carried through the weeks, as printed: all of it with its looks; the client's plan."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from kapdesk.domain.clock import local, show_date
from kapdesk.domain.life import LifeItem, LifeLook, due_of
from kapdesk.domain.registers import DAY, RATING, Entry, Facts, Holds, Register
from kapdesk.services import challenges, life, life_rows, meanings, relapse_signs
from kapdesk.services.printed_words import Names, struck
from kapdesk.services.record import Record
from kapdesk.store.rows import InsightRow, IntegrationNoteRow, SessionRow
from kapdesk.store.rows_after import LifeItemRow, LifeLookRow

if TYPE_CHECKING:
    from kapdesk.reports import carried_facts

TAKEN_BACK, DOSE = "taken back", "dose-question"


def of_session(record: Record, session_id: UUID, names: Names) -> "carried_facts.CarriedFacts":
    """Return what was named or looked at in a dosing session and the integration notes that follow it.

    Each with every look at it, and the meanings of the session.
    """
    with record.read() as db:
        client = db.get_one(SessionRow, session_id).client_id
    notes = select(IntegrationNoteRow.id).where(IntegrationNoteRow.session_id == session_id)
    here = or_(LifeLookRow.session_id == session_id, LifeLookRow.integration_id.in_(notes))
    looked = select(LifeLookRow.item_id).where(here)
    named = or_(LifeItemRow.session_id == session_id, LifeItemRow.integration_id.in_(notes))
    which = or_(named, LifeItemRow.id.in_(looked))
    return _facts(record, client, which, names, session_id=session_id)


def of_note(record: Record, note_id: UUID, names: Names) -> "carried_facts.CarriedFacts":
    """Return what was named or looked at in an integration note, with every look at it, and its meanings."""
    with record.read() as db:
        client = db.get_one(IntegrationNoteRow, note_id).client_id
    looked = select(LifeLookRow.item_id).where(LifeLookRow.integration_id == note_id)
    which = or_(LifeItemRow.integration_id == note_id, LifeItemRow.id.in_(looked))
    return _facts(record, client, which, names, note_id=note_id)


def of_client(record: Record, client_id: UUID, names: Names) -> "carried_facts.CarriedFacts":
    """Return everything a client carries and carried, for the whole record."""
    return _facts(record, client_id, LifeItemRow.client_id == client_id, names)


def plan(record: Record, client_id: UUID) -> "tuple[carried_facts.PlanPart, ...]":
    """Return what stands on the client's own plan: active ones of the registers that may, nothing else.

    No rating, no history, no word of anybody but the client; nothing of harm, beliefs or decisions.
    """
    from kapdesk.reports.carried_facts import PlanLine, PlanPart

    parts: list[PlanPart] = []
    for register, items in _by_register(record, life.of_client(record, client_id)):
        lines = tuple(
            PlanLine(item.text, _answers(register.entries, item.facts), due_of(item, register))
            for item in items
            if item.stands and not register.closes(item.status)
        )
        if register.plan and lines:
            parts.append(PlanPart(register.title, lines))
    return tuple(parts)


def for_prescriber(record: Record, client_id: UUID) -> "tuple[carried_facts.PlanLine, ...]":
    """Return the client's open questions about the dose, in their words, for a note to the prescriber.

    Nothing else of the record is among them, and no opinion of anybody.
    """
    from kapdesk.reports.carried_facts import PlanLine

    return tuple(
        PlanLine(item.text)
        for item in life.of_client(record, client_id, DOSE)
        if item.stands and not life.register_of(record, item).closes(item.status)
    )


def _facts(
    record: Record, client_id: UUID, which: ColumnElement[bool], names: Names, *,
    session_id: UUID | None = None, note_id: UUID | None = None,
) -> "carried_facts.CarriedFacts":  # fmt: skip
    from kapdesk.reports.carried_facts import CarriedFacts, CarriedRegister

    whole = session_id is None and note_id is None
    with record.read() as db:
        items = life_rows.several(db, record, which)
    where = _Where(record, client_id)
    registers = tuple(
        CarriedRegister(register.title, tuple(_item(register, item, names, where) for item in of))
        for register, of in _by_register(record, items)
    )
    return CarriedFacts(
        registers, _meanings(record, client_id, names, where, session_id, note_id),
        _signs(record, client_id, names) if whole else (),
        _answered(record, client_id, names) if whole else (),
    )  # fmt: skip


class _Where:
    """In which session or visit something was said, in words."""

    def __init__(self, record: Record, client_id: UUID) -> None:
        with record.read() as db:
            sessions = select(SessionRow.id, SessionRow.number).where(SessionRow.client_id == client_id)
            visits = select(IntegrationNoteRow.id, IntegrationNoteRow.happened_at, IntegrationNoteRow.zone)
            visits = visits.where(IntegrationNoteRow.client_id == client_id)
            insights = select(InsightRow.id, InsightRow.text).where(InsightRow.client_id == client_id)
            self._words = {id_: f"dosing session {number}" for id_, number in db.execute(sessions)}
            self._words |= {
                id_: f"integration on {show_date(local(at, zone).date())}"
                for id_, at, zone in db.execute(visits)
            }
            self._insights = {row.id: row.text for row in db.execute(insights)}

    def said(self, one: "LifeItem | LifeLook | meanings.Meaning") -> str:
        """Return the session or visit something was said in; empty for neither."""
        of = one.integration or one.session
        return self._words.get(of, "") if of else ""

    def insight(self, insight_id: UUID | None) -> str:
        """Return the words of an insight."""
        return self._insights.get(insight_id, "") if insight_id else ""


def _by_register(record: Record, items: Iterable[LifeItem]) -> list[tuple[Register, list[LifeItem]]]:
    """Return the items under their register, in the order of the page; each version stands by itself."""
    found: dict[tuple[int, str, int], tuple[Register, list[LifeItem]]] = {}
    for item in items:
        register = life.register_of(record, item)
        key = (register.place, register.id, register.version)
        found.setdefault(key, (register, []))[1].append(item)
    return [found[key] for key in sorted(found)]


def _item(register: Register, item: LifeItem, names: Names, where: _Where) -> "carried_facts.CarriedItem":
    from kapdesk.reports.carried_facts import CarriedItem

    return CarriedItem(
        words=item.text, standing=register.label_of(item.status), reported=register.reported,
        answers=_answers(register.entries, item.named), until=_until(register, item.named_due),
        grew_from=where.insight(item.insight), looks=_looks(register, item, names, where),
        by=names.of(item.author), at=item.happened_at, written_at=item.written_at,
        occasion=where.said(item), struck=struck(item.struck_at, item.struck_reason),
    )  # fmt: skip


def _looks(
    register: Register, item: LifeItem, names: Names, where: _Where
) -> "tuple[carried_facts.CarriedLook, ...]":
    from kapdesk.reports.carried_facts import CarriedLook

    found: list[CarriedLook] = []
    before = item.first_status
    for look in item.looks:
        moved = register.label_of(look.status) if look.status != before else ""
        found.append(
            CarriedLook(
                moved, _rating(register, look), look.text,
                _answers((*register.look, *register.entries), look.facts), _look_until(register, look),
                names.of(look.author), look.happened_at, look.written_at, where.said(look),
            )
        )  # fmt: skip
        before = look.status
    return tuple(found)


def _rating(register: Register, look: LifeLook) -> str:
    label = register.rating.label if register.rating else ""
    if look.rating is not None:
        return f"{label}: {look.rating} of 10"
    return f"{label}: {TAKEN_BACK}" if RATING in look.taken_back else ""


def _look_until(register: Register, look: LifeLook) -> str:
    label = register.day.label if register.day else ""
    return f"{label}: {TAKEN_BACK}" if DAY in look.taken_back else _until(register, look.due_on)


def _until(register: Register, day: date | None) -> str:
    return f"{register.day.label} {show_date(day)}" if register.day and day else ""


def _answers(entries: Iterable[Entry], facts: Facts) -> "tuple[carried_facts.Said, ...]":
    """Return each answer in the words of its question; one that was taken back says so."""
    from kapdesk.reports.carried_facts import Said

    return tuple(
        Said(entry.label, TAKEN_BACK if facts[entry.id] is None else _words(entry, facts), entry.private)
        for entry in entries
        if entry.id in facts
    )


def _words(entry: Entry, facts: Facts) -> str:
    value = facts[entry.id]
    if entry.holds is Holds.DATE and isinstance(value, str):
        return show_date(date.fromisoformat(value))
    return entry.words(value)


def _meanings(
    record: Record,
    client_id: UUID,
    names: Names,
    where: _Where,
    session_id: UUID | None,
    note_id: UUID | None,
) -> "tuple[carried_facts.SaidMeaning, ...]":
    from kapdesk.reports.carried_facts import SaidMeaning

    mine = session_id or note_id
    return tuple(
        SaidMeaning(
            each.words, where.insight(each.insight), names.of(each.author), each.happened_at, each.written_at,
            where.said(each),
        )
        for each in meanings.of_client(record, client_id)
        if mine is None or mine in (each.session, each.integration)
    )  # fmt: skip


def _signs(record: Record, client_id: UUID, names: Names) -> "tuple[carried_facts.WarningSign, ...]":
    from kapdesk.reports.carried_facts import WarningSign

    table = record.content.table("relapse-patterns")
    found: list[WarningSign] = []
    for sign in relapse_signs.of_client(record, client_id):
        row = table.row(sign.pattern or "own-words")
        number = f"{sign.limit} {row.text('unit')}" if sign.limit is not None else ""
        watches = ", ".join(part for part in (row.text("label"), number) if part)
        line = struck(sign.struck_at, sign.struck_reason)
        found.append(
            WarningSign(sign.words, watches, names.of(sign.author), sign.happened_at, sign.written_at, line)
        )
    return tuple(found)


def _answered(record: Record, client_id: UUID, names: Names) -> "tuple[carried_facts.Answered, ...]":
    from kapdesk.reports.carried_facts import Answered

    table = record.content.table(challenges.TEXTS)
    return tuple(
        Answered(table.row(each.challenge.value).text("label"), each.words, names.of(each.author), each.at)
        for each in challenges.answers(record, client_id)
    )

"""What the client takes home after an integration session: own words, steps, practices, visits, numbers."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from kapdesk.domain.clock import local, show_long_date
from kapdesk.domain.errors import Refused
from kapdesk.domain.integration import ChangeKind, LifeDomain
from kapdesk.domain.withholding import Category, Rule, Rules
from kapdesk.services import (
    integration,
    meanings,
    printed_carried,
    printed_home,
    sessions,
    settings,
    somatic,
    withholding,
)
from kapdesk.services.printed_withheld import AS_ASKED
from kapdesk.services.printed_words import names
from kapdesk.services.record import Record
from kapdesk.store.rows import NoteRow, SomaticPlanRow
from kapdesk.store.rows_trust import RetractionRow

if TYPE_CHECKING:
    from kapdesk.domain.letters import Letter
    from kapdesk.reports.client_facts import Advice
    from kapdesk.reports.integration_plan import AgreedPractice, PlanFacts

LETTER = "integration-plan"
INTENTION = "prepare.intention"
_PLACED = {"about", "go-slowly", "call-us-if", "emergency"}
_PRACTICE = "practice-"
_OWN = (Category.PREPARATION, Category.INTEGRATION, Category.VISITS)


def wanted(record: Record, client_id: UUID) -> "PlanFacts":
    """Return the client's plan; raises Refused where nothing of theirs would stand on it."""
    found = facts(record, client_id)
    if not found.holds:
        raise Refused(
            "Nothing of the client's own stands on this page yet: no intention, no change, no step, no "
            "practice, or they asked to have it left out. It was not made; nothing was changed. Name a step "
            "in Integration first."
        )
    return found


def facts(record: Record, client_id: UUID) -> "PlanFacts":
    """Return what may stand on the client's page, with their wishes applied."""
    from kapdesk.reports.integration_plan import PlanFacts

    letter = record.content.letter(LETTER)
    last = _last_session(record, client_id)
    rules = withholding.rules(record, client_id, last)
    ordinary, urgent = printed_home.numbers(record)
    is_open = rules.of(Category.INTEGRATION).rule is Rule.PRINT
    prepared = rules.of(Category.PREPARATION).rule is Rule.PRINT
    no_visits = rules.of(Category.VISITS).rule is Rule.WITHHOLD
    return PlanFacts(
        identity=printed_home.identity(record, client_id),
        clinic=settings.get(record, "clinic"),
        intention=_intention(record, client_id) if prepared else "",
        changed=_changed(record, client_id) if is_open else (),
        meanings=_meanings(record, client_id) if is_open else (),
        parts=printed_carried.plan(record, client_id) if is_open else (),
        practices=_practices(record, client_id, letter),
        visits=() if no_visits else printed_home.visits(record, client_id, names(record)),
        numbers=ordinary,
        emergency=urgent,
        about=_advice(letter, "about"),
        go_slowly=_advice(letter, "go-slowly"),
        call_if=_advice(letter, "call-us-if"),
        emergency_if=_advice(letter, "emergency"),
        more=_more(letter),
        withheld=_asked(rules),
        no_visits=AS_ASKED if no_visits else "",
    )


def _asked(rules: Rules) -> tuple[str, ...]:
    """Return what the client asked to have left out of this page."""
    return tuple(
        one.label for one in _OWN if rules.of(one).rule is not Rule.PRINT and rules.of(one).asked
    )  # fmt: skip


def _last_session(record: Record, client_id: UUID) -> UUID | None:
    """Return the session that the last integration session belongs to, else the client's last one."""
    noted = [one for one in integration.of_client(record, client_id) if one.session]
    if noted:
        return max(noted, key=_when).session
    found = sessions.of_client(record, client_id)
    return max(found, key=_number).id if found else None


def _when(one: integration.IntegrationNote) -> float:
    return one.at.timestamp()


def _number(one: sessions.SessionHead) -> int:
    return one.number


def _intention(record: Record, client_id: UUID) -> str:
    """Return the intention that was written last, in the client's words."""
    with record.read() as db:
        gone = select(RetractionRow.of_id)
        query = select(NoteRow.text).where(
            NoteRow.client_id == client_id, NoteRow.field == INTENTION, NoteRow.session_id.not_in(gone)
        )
        texts = [text.strip() for text in db.scalars(query.order_by(NoteRow.written_at.desc()))]
    return next((text for text in texts if text), "")


def _changed(record: Record, client_id: UUID) -> tuple[str, ...]:
    """Return what changed and is wanted, each once, the newest first; nothing about other people."""
    items = integration.items_of_client(record, client_id)
    found = [
        one
        for note in integration.of_client(record, client_id)
        for one in items.get(note.id, ())
        if one.stands and one.kind is ChangeKind.CHANGED and one.wanted is not False
    ]
    own = [one.text.strip() for one in found if one.domain != LifeDomain.RELATIONSHIPS]
    return tuple(dict.fromkeys(own))


def _meanings(record: Record, client_id: UUID) -> tuple[str, ...]:
    """Return what it means to the client now: the last words of each thread."""
    last = {one.insight: one.words.strip() for one in meanings.of_client(record, client_id)}
    return tuple(dict.fromkeys(last.values()))


def _practices(record: Record, client_id: UUID, letter: "Letter") -> "tuple[AgreedPractice, ...]":
    """Return the practices agreed after the last dosing day, with what to heed in plain words."""
    from kapdesk.reports.integration_plan import AgreedPractice

    labels = {row.id: row.text("label") for row in record.content.table(somatic.TABLE).rows}
    with record.read() as db:
        query = select(SomaticPlanRow).where(
            SomaticPlanRow.client_id == client_id, SomaticPlanRow.struck_at.is_(None)
        )
        rows = list(db.scalars(query.order_by(SomaticPlanRow.happened_at.desc(), SomaticPlanRow.id)))
    newest = rows[0].session_id if rows else None
    return tuple(
        AgreedPractice(
            labels.get(row.practice, row.practice), row.plan, _from(record, row),
            _advice(letter, _PRACTICE + row.practice).points,
        )
        for row in rows
        if row.session_id == newest
    )  # fmt: skip


def _from(record: Record, row: SomaticPlanRow) -> str:
    """Return from which day on, where that was said."""
    if row.from_day is None:
        return ""
    head = sessions.head(record, row.session_id)
    at = head.opened_at or head.planned_for
    if at is None:
        return ""
    return f"From {show_long_date(local(at, head.zone).date() + timedelta(days=row.from_day))}"


def _advice(letter: "Letter", block_id: str) -> "Advice":
    from kapdesk.reports.client_facts import Advice

    origin = f"{letter.title}, version {letter.version}", letter.source
    for block in letter.blocks:
        if block.id == block_id:
            return Advice((*block.paragraphs, *block.bullets), *origin)
    return Advice((), *origin)


def _more(letter: "Letter") -> "tuple[tuple[str, Advice], ...]":
    """Return the blocks that a clinic added, under their own headings."""
    return tuple(
        (block.heading, _advice(letter, block.id))
        for block in letter.blocks
        if block.id not in _PLACED and not block.id.startswith(_PRACTICE)
    )

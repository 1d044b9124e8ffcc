"""Taking over a sheet of paper: each place of it goes the way it would have gone on the screen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select

from kapdesk.domain.clock import show_time
from kapdesk.domain.doses import DoseEvent, DoseUnit, Escort
from kapdesk.domain.errors import Refused
from kapdesk.domain.insights import Tone, follow_up_due
from kapdesk.domain.routes import Route
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.tasks import TaskKind
from kapdesk.domain.timeline import Voice
from kapdesk.domain.transcriptions import (
    check_dose_after_clearance,
    check_escort_first,
    check_step,
    from_paper,
)
from kapdesk.domain.vital_line import parse_line
from kapdesk.services import (
    arrivals,
    checklists,
    debrief,
    doses,
    escorts,
    notes,
    paper_events,
    paper_leaving,
    tasks,
    timeline,
    vitals,
)
from kapdesk.services.notes import Owner
from kapdesk.services.paper_lines import OUTCOMES
from kapdesk.services.paper_taking import Taking, Texts, yes
from kapdesk.store.rows import EscortRow, TranscribedRow, TranscriptionRow


def _arrival(it: Taking) -> None:
    if it.text("arrived-at"):
        at = it.when(it.text("arrived-at"))
        check_step(it.course(), SessionState.ARRIVED, at, it.record.zone)
        arrivals.arrive(it.record, it.session, at)
    known = escorts.of_session(it.record, it.session) or Escort()
    said = {name: text for name in ("name", "relation", "phone") if (text := it.text(f"escort-{name}"))}
    adult = yes(it.text("escort-adult"))
    if said or adult is not None:
        escort = replace(known, **said, adult=known.adult if adult is None else adult)
        escorts.write(it.record, it.session, escort)
    if it.text("escort-exception"):
        escorts.write_exception(it.record, it.session, it.text("escort-exception"))
    for item in it.record.content.checklist(arrivals.FORM).items:
        if it.text(item.id):
            arrivals.answer(it.record, it.session, item.id, it.text(item.id), at=it.at)


def _doses(it: Taking) -> None:
    for line in it.lines("vitals"):
        by = line.get("by", "").strip()
        vitals.take(
            it.record, it.session, parse_line(line.get("values", "")), at=it.when(line.get("taken-at", "")),
            observer=from_paper(by) if by else "",
        )  # fmt: skip
    for line in it.lines("missed"):
        at = it.when(line.get("taken-at", ""))
        status = vitals.Status(line.get("which") or "missed")
        vitals.not_taken(it.record, it.session, status, line.get("reason", ""), due_at=at, at=at)
    if it.text("cleared-at"):
        _clear(it, it.when(it.text("cleared-at")))
    for line in sorted(it.lines("dose"), key=lambda one: it.when(one.get("given-at", ""))):
        _dose(it, line)


def _clear(it: Taking, at: datetime) -> None:
    check_step(it.course(), SessionState.CLEARED_TO_DOSE, at, it.record.zone)
    check_escort_first(_escort_named_at(it), at, it.record.zone)
    arrivals.clear(it.record, it.session, reason=it.text("cleared-open"), at=at)


def _escort_named_at(it: Taking) -> datetime | None:
    """Return when the escort was named: as the sheet says that named them, else when it was written."""
    row = it.db.scalar(select(EscortRow).where(EscortRow.session_id == it.session))
    if row is None:
        return None
    query = select(func.min(TranscriptionRow.happened_at)).join(
        TranscribedRow, TranscribedRow.transcription_id == TranscriptionRow.id
    )
    on_paper = it.db.scalar(query.where(TranscribedRow.of_id == row.id))
    return row.written_at if on_paper is None else min(on_paper, row.written_at)


def _dose(it: Taking, line: Texts) -> None:
    at = it.when(line.get("given-at", ""))
    if not line.get("route") or not line.get("unit"):
        raise Refused(
            "A dose has a route and a unit. Nothing was taken over. Choose what stands on the sheet."
        )
    then = check_dose_after_clearance(it.course(), at, it.record.zone)
    earlier = [one for one in doses.of_session(it.record, it.session) if not one.struck]
    dose = DoseEvent(
        line.get("drug", "").strip(), Route(line["route"]), Decimal(line.get("amount") or "0"),
        DoseUnit(line["unit"]), at, line.get("given-by", "").strip(), line.get("lot", "").strip(),
        line.get("checked-by", "").strip(), is_booster=bool(earlier),
    )  # fmt: skip
    doses.give(it.record, it.session, dose, as_of=then)


def _timeline(it: Taking) -> None:
    for line in it.lines("moment"):
        if not line.get("voice"):
            raise Refused(
                "Whose words these are is not said. Nothing was taken over. Choose client or observer."
            )
        at, words = it.when(line.get("at", "")), line.get("words", "")
        timeline.write(it.record, it.session, Voice(line["voice"]), words, at=at)


def _debrief(it: Taking) -> None:
    form = it.record.content.form(debrief.FORM)
    at, owner = it.at, Owner(it.client, session=it.session)
    for one in form.fields:
        text = it.text(one.id)
        if text and (one.choices or one.answer != "text"):
            checklists.answer(it.record, it.session, debrief.FORM, form.version, one.id, text, at=at)
        elif text:
            name = "debrief.words" if one.id == "their-words" else f"debrief.{one.id}"
            _append(it, owner, name, text, at)
    tone = it.text(debrief.TONE)
    due = follow_up_due(Tone(tone), at) if tone else None
    if due is not None:
        kind = TaskKind.DEBRIEF_FOLLOW_UP
        tasks.put(it.db, it.record, it.client, debrief.FOLLOW_UP, due, kind=kind, session_id=it.session)


def _append(it: Taking, owner: Owner, name: str, text: str, at: datetime) -> None:
    """Put words below what is written already, with who had written them on paper and when."""
    there = notes.text(it.record, owner, name).rstrip()
    mark = f"[{from_paper(it.filled.by)}, {show_time(at, it.record.zone)}] {text}"
    notes.write(it.record, owner, name, f"{there}\n\n{mark}" if there else mark)


ACTS: dict[str, Callable[[Taking], None]] = {
    "arrival": _arrival,
    "asq": paper_leaving.asq,
    "doses": _doses,
    "timeline": _timeline,
    "debrief": _debrief,
    "adverse-event": paper_events.adverse_event,
    "embodiment": paper_events.steps,
    "esketamine": paper_events.esketamine,
    "gate": paper_leaving.gate,
    "bssa": paper_leaving.bssa,
    "plan": paper_leaving.plan,
    **dict.fromkeys(OUTCOMES, paper_leaving.ended),
}
"""What each sheet writes."""

"""What a progress note of a dosing session is made from: the facts that print, each with its place."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kapdesk.domain.clock import local as there
from kapdesk.domain.clock import show_date, show_moment, show_weekday_date
from kapdesk.domain.insights import Tone
from kapdesk.domain.progress_notes import Fact, Line
from kapdesk.reports.day_facts import AdverseEvent, Check, Dose, Reading, Score, Screen, Vitals
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.services import printed_session, sessions
from kapdesk.services.record import Record

_ACCOUNT = (
    ("words", "In the client's words"), ("images", "Images"), ("body", "Body"), ("emotions", "Emotions"),
    ("most_alive", "Most alive"), ("hardest", "Hardest"), ("unfinished", "Unfinished"),
)  # fmt: skip
_BEFORE_AFTER = (("arousal", "Arousal, 0 to 10"), ("presence", "Presence in the body, 0 to 10"))


def facts(record: Record, session_id: UUID) -> dict[str, Fact]:
    """Return by name every fact of a dosing session; what the client wants left out is not among them."""
    head = sessions.head(record, session_id)
    told = printed_session.facts(record, head)
    debrief = told.debrief
    return {
        "intention": Fact("Intention", _text(told.preparation.intention, "Prepare")),
        "account": Fact("Account", tuple(_account(told))),
        "insights": Fact("Insights", tuple(_insights(told))),
        "intention-revisited": Fact(
            "Intention revisited", _text(debrief.intention_revisited, "Debrief")
        ),
        "observed": Fact("Observed", (*_text(debrief.observed, "Debrief"), *_seen(told))),
        "tone": Fact("Tone of the journey, by the client", tuple(_tone(told))),
        "dose": Fact("Given", tuple(_dose(one, told.zone) for one in told.doses if one.struck is None)),
        "vitals": Fact("Vital signs", tuple(_vitals(told))),
        "adverse-events": Fact(
            "Adverse events", tuple(_event(one, told.zone) for one in told.adverse_events if not one.struck)
        ),
        "scores": Fact("Recovery scores", tuple(_scores(told, measures=False))),
        "measures": Fact("Questionnaires", tuple(_scores(told, measures=True))),
        "risk": Fact(
            "Suicide screens", tuple(_screen(one, told.zone) for one in told.screens if not one.struck)
        ),
        "embodiment": Fact("Coming back into the body", tuple(_steps(told))),
        "response": Fact("Before and after", tuple(_response(told))),
        "readiness": Fact("Readiness to leave", _text(told.readiness, "Stabilization")),
        "outcome": Fact("How the session ended", tuple(_outcome(told))),
        "practices": Fact("Practices agreed", tuple(_practices(told))),
        "bookings": Fact("Appointments", tuple(_bookings(told))),
        "tasks": Fact("To be done", tuple(_tasks(told))),
        "left-out": Fact("Left out", tuple(_left_out(told))),
    }  # fmt: skip


def _text(text: str, source: str) -> tuple[Line, ...]:
    return (Line(text.strip(), source),) if text.strip() else ()


def _account(told: SessionFacts) -> Iterable[Line]:
    for name, label in _ACCOUNT:
        text = str(getattr(told.debrief, name)).strip()
        if text:
            yield Line(f"{label}: {text}", "Debrief")


def _tone(told: SessionFacts) -> Iterable[Line]:
    """Yield the tone as it was last named by the client."""
    named = [one for one in told.debrief.rated if _names_tone(one)]
    text = told.debrief.tone.strip() or (named[-1].answer if named else "")
    if text:
        yield Line(text, "Debrief")


def _names_tone(one: Check) -> bool:
    return one.answer.casefold() in set(Tone)


def _insights(told: SessionFacts) -> Iterable[Line]:
    for one in told.debrief.insights:
        if one.struck is None:
            kind = f" ({one.kind})" if one.kind else ""
            yield Line(f"“{one.words.strip('“”')}”{kind}", "Debrief")


def _seen(told: SessionFacts) -> Iterable[Line]:
    """Yield what the observer wrote at a moment of the journey; a stamp without words says nothing here."""
    for one in told.timeline:
        if one.struck is None and one.text.strip() and one.voice.value.casefold() == "observer" and one.at:
            yield Line(f"{_clock(one.at, told.zone)} {one.text.strip()}", "Dosing, timeline")


def _dose(one: Dose, zone: str) -> Line:
    what = " ".join(part for part in (one.drug, one.amount, one.unit, one.route) if part)
    booster = ", booster" if one.is_booster else ""
    by = f", given by {one.given_by}" if one.given_by else ""
    return Line(f"{what} at {_moment(one.at, zone)}{booster}{by}".replace("\n", " "), "Dosing, doses")


def _vitals(told: SessionFacts) -> Iterable[Line]:
    for one in told.vitals:
        if one.struck is None:
            yield Line(_look(one, told.zone), "Dosing, vital signs")


def _look(one: Vitals, zone: str) -> str:
    values = " · ".join(_reading(each) for each in one.readings if each.value)
    baseline = " (baseline)" if one.baseline else ""
    said = values or one.taken.value
    return f"{_clock(one.at or one.due_at, zone)}{baseline} {said}".strip()


def _reading(one: Reading) -> str:
    """Return one sign with its unit beside the number: `SpO2 98 % air`, `Nausea 0 (0 to 3)`."""
    if " to " in one.unit:
        return f"{one.name} {one.value} ({one.unit})"
    number, _, beside = one.value.partition(" ")
    return " ".join(part for part in (one.name, number, one.unit, beside) if part)


def _event(one: AdverseEvent, zone: str) -> Line:
    parts = (one.severity, f"serious: {one.serious}" if one.serious else "", one.action, one.outcome)
    more = "; ".join(part for part in parts if part)
    return Line(f"{one.name}, {_moment(one.onset, zone)}" + (f": {more}" if more else ""), "Dosing")


def _scores(told: SessionFacts, *, measures: bool) -> Iterable[Line]:
    recovery = ("aldrete", "padss")
    for one in told.scores:
        if one.struck is None and measures is not any(name in one.name.casefold() for name in recovery):
            yield Line(_score(one, told.zone), "Measures" if measures else "Stabilization")


def _score(one: Score, zone: str) -> str:
    if one.total is None:
        value = f"incomplete ({one.missing} missing)" if one.missing else "not recorded"
    else:
        value = f"{one.total} of {one.highest}" if one.highest is not None else str(one.total)
    return ", ".join(part for part in (f"{one.name} {value}", one.meaning, _moment(one.at, zone)) if part)


def _screen(one: Screen, zone: str) -> Line:
    parts = (one.result, one.disposition, one.judgement, one.action)
    said = "; ".join(part for part in parts if part.strip())
    head = " ".join(part for part in (one.instrument, one.occasion, _moment(one.at, zone)) if part)
    return Line(f"{head}: {said}" if said else head, "Stabilization, suicide screens")


def _steps(told: SessionFacts) -> Iterable[Line]:
    for one in told.embodiment.steps:
        if one.struck is None and one.answer:
            effect = "" if one.effect is None else f", effect {one.effect:+d}"
            yield Line(f"{one.name}: {one.answer}{effect}", "Embodiment")


def _response(told: SessionFacts) -> Iterable[Line]:
    body = told.embodiment
    for name, label in _BEFORE_AFTER:
        before, after = getattr(body, f"{name}_before"), getattr(body, f"{name}_after")
        if before is not None or after is not None:
            yield Line(f"{label}: {_number(before)} before, {_number(after)} after", "Embodiment")
    for one in told.debrief.rated:
        if one.answer and not _names_tone(one):
            yield Line(f"{one.question}: {one.answer}", "Debrief")


def _outcome(told: SessionFacts) -> Iterable[Line]:
    if told.outcome is not None:
        yield Line(f"{told.outcome.name}, {_moment(told.outcome.at, told.zone)}", "Stabilization")


def _practices(told: SessionFacts) -> Iterable[Line]:
    for one in told.practices:
        if one.struck is None:
            more = ", ".join(part for part in (one.plan, one.from_day) if part)
            yield Line(f"{one.name}: {more}" if more else one.name, "Embodiment, the days after")


def _bookings(told: SessionFacts) -> Iterable[Line]:
    for one in told.bookings:
        at = there(one.at, one.zone)
        when = f"{show_weekday_date(at.date())} {at:%H:%M}"
        yield Line(
            ", ".join(part for part in (when, one.kind, one.state) if part), "Integration, appointments"
        )


def _tasks(told: SessionFacts) -> Iterable[Line]:
    for one in told.tasks:
        by = f" by {_moment(one.due_at, told.zone)}" if one.due_at else ""
        done = f"; done {show_date(there(one.done_at, told.zone).date())}: {one.done}" if one.done_at else ""
        yield Line(f"{one.what}{by}{done}", "Integration, to be done")


def _left_out(told: SessionFacts) -> Iterable[Line]:
    for _section, one in told.left_out:
        yield Line(one.instead.strip() or one.what, "Documents, what is left out")


def _number(value: int | None) -> str:
    return "not recorded" if value is None else str(value)


def _moment(at: datetime | None, zone: str) -> str:
    return "time not recorded" if at is None else show_moment(at, zone)


def _clock(at: datetime | None, zone: str) -> str:
    return "" if at is None else f"{there(at, zone):%H:%M}"

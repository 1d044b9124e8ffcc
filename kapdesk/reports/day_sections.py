"""The session summary from arrival to coming back: checks, doses, timeline, debrief, body."""

from kapdesk.domain import clock
from kapdesk.reports.day_facts import (
    AdverseEvent,
    Debrief,
    Dose,
    Embodiment,
    Event,
    Insight,
    Preparation,
    Step,
    Visit,
    Voice,
)
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Cell, Sheet
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.text import Span
from kapdesk.reports.wording import (
    NOT_RECORDED,
    Wall,
    entry,
    listed,
    number,
    said,
    same_minute,
    with_units,
)


def opened(sheet: Sheet, title: str, *, empty: bool) -> bool:
    """Set a section's heading; say `not recorded` and return False where there is nothing in it."""
    sheet.heading(title)
    if empty:
        sheet.text(NOT_RECORDED)
    return not empty


def visit(sheet: Sheet, facts: SessionFacts) -> None:
    """Set what session this is and who was there."""
    it = facts.visit
    if not opened(sheet, "Session", empty=it == Visit() and not facts.alerts):
        return
    sheet.facts(
        (
            ("Session", number(it.number)),
            ("Date", clock.show_weekday_date(it.day) if it.day else NOT_RECORDED),
            ("Setting", said(it.setting)),
            ("Room", said(it.room)),
            ("Therapist", said(it.therapist)),
            ("Medical professional", said(it.medical)),
            *_planned(it, facts.wall),
            ("Began", facts.wall.moment(it.began_at)),
            ("Ended", facts.wall.moment(it.ended_at)),
            ("Client alerts", listed(facts.alerts)),
        )
    )


def _planned(it: Visit, wall: Wall) -> tuple[tuple[str, str], ...]:
    """Return what was planned, only where it was."""
    when = (("Planned for", wall.moment(it.planned_for)),) if it.planned_for else ()
    return (*when, *((("Planned route", it.planned_route),) if it.planned_route else ()))


def preparation(sheet: Sheet, facts: SessionFacts) -> None:
    """Set what was agreed before."""
    it = facts.preparation
    if not opened(sheet, "Preparation", empty=it == Preparation()):
        return
    sheet.facts(
        (
            ("Intention", said(it.intention)),
            ("Touch agreement", said(it.touch_agreement)),
            ("Scents liked", listed(it.scents_liked)),
            ("Scents to avoid", listed(it.scents_to_avoid)),
            ("Grounding object", said(it.grounding_object)),
            ("Escort planned", said(it.escort_planned)),
            *it.rest,
        )
    )


def arrival(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the arrival check, question by question."""
    if not opened(sheet, "Arrival check", empty=not facts.arrival):
        return
    sheet.table(
        ("Asked", "Answer", "By, at"),
        [
            (
                said(check.question),
                said(check.answer) + (f"\n{check.note}" if check.note else ""),
                facts.wall.attributed(check.by, check.at),
            )
            for check in facts.arrival
        ],
        (0.4, 0.34, 0.26),
    )


def doses(sheet: Sheet, facts: SessionFacts) -> None:
    """Set every dose as it was given."""
    if opened(sheet, "Doses", empty=not facts.doses):
        head = ("Given at", "Drug and route", "Amount", "Lot", "Given by", "Checked by")
        rows = [_dose(dose, facts.wall) for dose in facts.doses]
        sheet.table(head, rows, (0.16, 0.24, 0.12, 0.14, 0.17, 0.17))


def _dose(dose: Dose, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one dose."""
    drug = f"{said(dose.drug)}, {said(dose.route)}" + (", booster" if dose.is_booster else "")
    amount = with_units(f"{dose.amount} {dose.unit}".strip()) if dose.amount.strip() else NOT_RECORDED
    is_struck = dose.struck is not None
    return (
        Cell(wall.happened(dose.at, dose.written_at)),
        Cell(entry(drug, dose.struck, wall)),
        Cell(Span(amount, struck=is_struck)),
        Cell(Span(said(dose.lot), struck=is_struck)),
        Cell(said(dose.given_by)),
        Cell(said(dose.checked_by)),
    )


def timeline(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the timeline in its two voices: the client's in italics beside a line, the observer's upright."""
    if opened(sheet, "Timeline", empty=not facts.timeline):
        rows = [_event(event, facts.wall) for event in facts.timeline]
        sheet.table(("At", "Voice", "Words", "By"), rows, (0.16, 0.13, 0.55, 0.16))


def _event(event: Event, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one entry of the timeline."""
    is_client = event.voice is Voice.CLIENT
    words = entry(event.text, event.struck, wall, style=Style.ITALIC if is_client else Style.REGULAR)
    is_struck = event.struck is not None
    kind = (Span(f"{event.kind}\n", Style.BOLD, struck=is_struck),) if event.kind else ()
    return (
        Cell(wall.happened(event.at, event.written_at)),
        Cell(Span(event.voice.value, Style.BOLD if is_client else Style.REGULAR)),
        Cell((*kind, *words), bar=is_client),
        Cell(said(event.by)),
    )


def adverse_events(sheet: Sheet, facts: SessionFacts) -> None:
    """Set each adverse event with what was done about it."""
    if opened(sheet, "Adverse events", empty=not facts.adverse_events):
        for event in facts.adverse_events:
            sheet.heading(said(event.name), 3)
            if event.struck:
                sheet.text(entry(event.name, event.struck, facts.wall), holds=True)
            sheet.facts(_adverse(event, facts.wall))


def _adverse(event: AdverseEvent, wall: Wall) -> tuple[tuple[str, str], ...]:
    """Return the facts of one adverse event."""
    return (
        ("Began", wall.moment(event.onset)),
        ("Ended", wall.moment(event.ended)),
        ("Severity", said(event.severity)),
        ("Serious", said(event.serious)),
        ("Action", said(event.action)),
        ("Outcome", said(event.outcome)),
        ("Reported to", wall.attributed(event.reported_to, event.reported_at)),
        *((("Note", event.note),) if event.note else ()),
        ("Recorded by, at", wall.attributed(event.by, event.written_at)),
    )


def debrief(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the client's own words first, then what was asked after them."""
    it = facts.debrief
    if not opened(sheet, "Debrief", empty=it == Debrief()):
        return
    sheet.heading("In the client's own words", 3)
    if it.words.strip():
        sheet.quote(it.words)
    else:
        sheet.text(NOT_RECORDED)
    sheet.gap(sheet.scale.lead / 2)
    sheet.facts(
        (
            ("Ready to talk", said(it.readiness)),
            ("Tone", said(it.tone)),
            ("Images", said(it.images)),
            ("Body", said(it.body)),
            ("Emotions", said(it.emotions)),
            ("Most alive moment", said(it.most_alive)),
            ("Hardest moment", said(it.hardest)),
            ("Unfinished", said(it.unfinished)),
            ("Message to self", said(it.message_to_self)),
            ("Intention revisited", said(it.intention_revisited)),
            ("Levels covered", listed(it.coverage)),
            *it.rest,
        )
    )
    if it.observed.strip():
        sheet.heading("What the observer saw", 3)
        sheet.text(it.observed)
    _insights(sheet, it, facts.wall)


def _insights(sheet: Sheet, it: Debrief, wall: Wall) -> None:
    """Set the insights with their levels."""
    sheet.heading("Insights", 3)
    if not it.insights:
        sheet.text(NOT_RECORDED)
        return
    rows = [_insight(one, wall) for one in it.insights]
    sheet.table(("In the client's words", "Levels", "Movement"), rows, (0.56, 0.26, 0.18))


def _insight(one: Insight, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one insight, theme, held question or phrase."""
    kind = (Span(f"{one.kind}\n", Style.BOLD),) if one.kind else ()
    sure = f"\nsure {one.sure} of 10" if one.sure is not None else ""
    return (
        Cell((*kind, *entry(one.words, one.struck, wall, style=Style.ITALIC))),
        Cell(listed(one.levels)),
        Cell(said(one.movement) + sure),
    )


def embodiment(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the steps of coming back into the body."""
    it = facts.embodiment
    if not opened(sheet, "Embodiment", empty=it == Embodiment()):
        return
    sheet.facts(
        (
            ("Arousal, 0 to 10", _before_after(it.arousal_before, it.arousal_after)),
            ("Presence in body, 0 to 10", _before_after(it.presence_before, it.presence_after)),
            *it.rest,
        )
    )
    if not it.steps:
        sheet.text(f"Steps {NOT_RECORDED}")
        return
    sheet.gap(sheet.scale.lead / 2)
    rows = [_step(step, facts.wall) for step in it.steps]
    sheet.table(("Step", "Answer", "Effect, -2 to +2", "By, at"), rows, (0.26, 0.32, 0.17, 0.25))


def _before_after(before: int | None, after: int | None) -> str:
    """Return two ratings in a line."""
    if before is None and after is None:
        return NOT_RECORDED
    return f"before {number(before)}, after {number(after)}"


def _step(step: Step, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one step; an effect keeps its sign."""
    effect = NOT_RECORDED if step.effect is None else f"{step.effect:+d}" if step.effect else "0"
    notes = "".join(f"\n{part}" for part in (step.caution, step.note) if part)
    who = wall.attributed(step.by, step.at)
    late = step.written_at is not None and step.at is not None and not same_minute(step.at, step.written_at)
    return (
        Cell(entry(step.name, step.struck, wall)),
        Cell(said(step.answer) + notes),
        Cell(effect),
        Cell(f"{who}\nwritten {wall.hour(step.written_at)}" if late and step.written_at else who),
    )

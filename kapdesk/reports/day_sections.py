"""The session summary from arrival to coming back: checks, doses, timeline, debrief, body."""

from collections.abc import Mapping, Sequence
from functools import partial

from kapdesk.domain import clock
from kapdesk.reports.day_facts import (
    AdverseEvent,
    Before,
    Dose,
    Event,
    Preparation,
    Visit,
    Voice,
)
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Cell, Sheet
from kapdesk.reports.leaving_out import left_out
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.text import Span
from kapdesk.reports.wording import (
    NOT_RECORDED,
    Wall,
    entry,
    listed,
    number,
    said,
    with_units,
)


def opened(sheet: Sheet, title: str, *, empty: bool, left: Sequence[str] = ()) -> bool:
    """Set a section's heading; say `not recorded` and return False where there is nothing in it.

    What is `left` out on purpose is said in its place: that is not the same as not recorded.
    """
    sheet.heading(title)
    for line in left:
        sheet.text(line, holds=not empty)
    if left and not empty:
        sheet.gap(sheet.scale.lead / 4)
    if empty and not left:
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
    it, left = facts.preparation, left_out(facts, "preparation")
    if not opened(sheet, "Preparation", empty=it == Preparation(), left=left):
        return
    words = partial(named, it.asked)
    intention = () if left and not it.intention.strip() else ((words("Intention"), said(it.intention)),)
    sheet.facts(
        (
            *intention,
            (words("Touch agreement"), said(it.touch_agreement)),
            (words("Scents liked"), listed(it.scents_liked)),
            (words("Scents to avoid"), listed(it.scents_to_avoid)),
            (words("Grounding object"), said(it.grounding_object)),
            (words("Escort planned"), said(it.escort_planned)),
            *it.rest,
        )
    )


def named(asked: Mapping[str, str], label: str) -> str:
    """Return the words something was asked in, or its own name where those are not known."""
    return asked.get(label) or label


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
                facts.wall.noted(check.by, check.at, check.written_at),
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
    if opened(sheet, "Timeline", empty=not facts.timeline, left=left_out(facts, "timeline")):
        rows = [_event(event, facts.wall) for event in facts.timeline]
        sheet.table(("At", "Voice", "Words", "By"), rows, (0.16, 0.13, 0.55, 0.16))


def _event(event: Event, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one entry of the timeline."""
    is_client = event.voice is Voice.CLIENT
    words = entry(event.text, event.struck, wall, style=Style.ITALIC if is_client else Style.REGULAR)
    is_struck = event.struck is not None
    kind = (Span(f"{event.kind}\n", Style.BOLD, struck=is_struck),) if event.kind else ()
    return (
        Cell("\n".join((wall.happened(event.at, event.written_at), *_times_before(event.before, wall)))),
        Cell(
            (
                Span(event.voice.value, Style.BOLD if is_client else Style.REGULAR),
                *_voices_before(event.before, wall),
            )
        ),
        Cell((*kind, *words), bar=is_client),
        Cell(said(event.by)),
    )


def _times_before(before: Sequence[Before], wall: Wall) -> tuple[str, ...]:
    """Return each time an entry was said to have happened before, until when, and who put it right."""
    return tuple(f"was {wall.hour(one.at)} until {_put_right(one, wall)}" for one in before if one.at)


def _voices_before(before: Sequence[Before], wall: Wall) -> tuple[Span, ...]:
    """Return whose words an entry was said to hold before, until when, and who put it right."""
    return tuple(
        Span(f"\nwas {one.voice.value.lower()}’s until {_put_right(one, wall)}")
        for one in before
        if one.voice
    )


def _put_right(one: Before, wall: Wall) -> str:
    return wall.hour(one.until) + (f", {one.by}" if one.by else "")


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

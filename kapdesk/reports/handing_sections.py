"""Sections of the pages that go to another professional: short, clinical, and only what stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kapdesk.reports import day_sections, leaving_sections
from kapdesk.reports.client_facts import Number
from kapdesk.reports.day_facts import AdverseEvent, Criterion, Score, Screen, Standing
from kapdesk.reports.day_sections import opened
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Cell, Sheet
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.text import Span
from kapdesk.reports.vitals_table import vitals as vitals_table
from kapdesk.reports.wording import NOT_RECORDED, Wall, said, with_units

LAST_LOOKS = 6
"""As many sets of vital signs as are recent; the baseline always stands beside them."""

LABELS = 0.36
"""How much of the width the names of facts take."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One fact that somebody wrote down: what was asked, the words, who and when."""

    label: str
    words: str = ""
    by: str = ""
    at: datetime | None = None


def noted(sheet: Sheet, title: str, rows: Sequence[Noted], wall: Wall) -> None:
    """Set facts with who wrote them and when; what is not recorded is named in a line of its own."""
    known = [one for one in rows if one.words.strip()]
    missing = [one.label for one in rows if not one.words.strip()]
    if not opened(sheet, title, empty=not rows):
        return
    if known:
        sheet.facts([(one.label, _noted(one, wall)) for one in known], share=LABELS)
    if missing:
        sheet.gap(sheet.scale.lead / 4)
        sheet.facts(((NOT_RECORDED.capitalize(), "; ".join(missing)),), share=LABELS)


def _noted(one: Noted, wall: Wall) -> str:
    """Return the words of a fact and, after them, who wrote it when."""
    by = wall.attributed(one.by, one.at)
    return one.words if by == NOT_RECORDED else f"{one.words} ({by})"


def alerts(sheet: Sheet, facts: SessionFacts, allergies: str) -> None:
    """Set what anybody who treats the client has to know first."""
    sheet.heading("Alerts and allergies")
    sheet.text(Span(said(allergies), Style.BOLD))
    if facts.alerts:
        sheet.bullets(facts.alerts)
    else:
        sheet.text(f"Alerts {NOT_RECORDED}")


def standing_doses(sheet: Sheet, facts: SessionFacts) -> None:
    """Set every dose that stands: drug, route, amount, time."""
    day_sections.doses(sheet, replace(facts, doses=tuple(one for one in facts.doses if one.struck is None)))


def recent_vitals(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the baseline and the last looks, in a table without a drawing."""
    sets = [one for one in facts.vitals if one.struck is None]
    last = sets[-LAST_LOOKS:]
    kept = (*(one for one in sets if one.baseline and one not in last), *last)
    vitals_table(sheet, replace(facts, vitals=kept, plotted=()))
    if len(sets) > len(kept):
        sheet.gap(sheet.scale.lead / 4)
        sheet.text(f"The baseline and the last {len(last)} of {len(sets)} looks.")


def vitals_in_rows(sheet: Sheet, facts: SessionFacts) -> None:
    """Set every look that stands, in a table without a drawing."""
    all_vitals(sheet, replace(facts, plotted=()))


def all_vitals(sheet: Sheet, facts: SessionFacts) -> None:
    """Set every look that stands, with the drawing of their course."""
    vitals_table(sheet, replace(facts, vitals=tuple(one for one in facts.vitals if one.struck is None)))


def standing_events(sheet: Sheet, facts: SessionFacts) -> None:
    """Set each adverse event that stands, in a row."""
    kept = [one for one in facts.adverse_events if one.struck is None]
    if opened(sheet, "Adverse events", empty=not kept):
        rows = [_event(one, facts.wall) for one in kept]
        sheet.table(("Event", "Began, ended", "What was done", "Told to; by"), rows, (0.26, 0.22, 0.28, 0.24))


def _event(one: AdverseEvent, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one adverse event."""
    name = (Span(said(one.name), Style.BOLD), Span(f"\n{said(one.severity)}; serious: {said(one.serious)}"))
    ended = wall.hour(one.ended) if one.ended else f"end {NOT_RECORDED}"
    began = wall.hour(one.onset) if one.onset else f"begin {NOT_RECORDED}"
    done = "\n".join(part for part in (one.action, one.outcome, one.note) if part)
    told = wall.attributed(one.reported_to, one.reported_at)
    return (
        Cell(name),
        Cell(f"{began}\n{ended}"),
        Cell(said(done)),
        Cell(f"{told}\nby {wall.attributed(one.by, one.written_at)}"),
    )


def risk(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the result of each suicide screen and assessment, the newest first, without its answers."""
    kept = [one for one in reversed(facts.screens) if one.struck is None]
    if opened(sheet, "Suicide screens: results and dispositions", empty=not kept):
        rows = [_screen(one, facts.wall) for one in kept]
        sheet.table(
            ("Screen", "Result", "Disposition, what was done", "By, at"), rows, (0.24, 0.22, 0.32, 0.22)
        )


def _screen(one: Screen, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one screen."""
    name = ", ".join(part for part in (one.instrument, one.version, one.occasion) if part)
    done = "\n".join(
        part
        for part in (one.disposition, one.action, f"Judgement: {one.judgement}" if one.judgement else "")
        if part
    )
    return (
        Cell(said(name)),
        Cell(Span(said(one.result), Style.BOLD)),
        Cell(said(done)),
        Cell(wall.noted(one.by, one.at, one.written_at)),
    )


def scores(sheet: Sheet, facts: SessionFacts) -> None:
    """Set each score as a total with its meaning; none while a part of it is missing."""
    kept = [one for one in facts.scores if one.struck is None]
    if opened(sheet, "Scores", empty=not kept):
        rows = [_score(one, facts.wall) for one in kept]
        sheet.table(("Score", "Total", "By, at"), rows, (0.4, 0.36, 0.24))


def _score(one: Score, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one score."""
    name = f"{said(one.name)}\n{one.version}" if one.version else said(one.name)
    total = "\n".join((leaving_sections.total(one), *one.alarms))
    return (Cell(name), Cell(Span(total, Style.BOLD)), Cell(wall.noted(one.by, one.at, one.written_at)))


def open_criteria(sheet: Sheet, facts: SessionFacts) -> None:
    """Set how the criteria for leaving stood, and each one that was not met or was overridden."""
    if not opened(sheet, "Criteria for leaving", empty=not (facts.criteria or facts.readiness)):
        return
    sheet.text(Span(said(facts.readiness), Style.BOLD))
    away = [one for one in facts.criteria if one.standing not in {Standing.MET, Standing.NOT_APPLICABLE}]
    if away:
        sheet.gap(sheet.scale.lead / 4)
        rows = [_criterion(one, facts.wall) for one in away]
        sheet.table(("Criterion", "Recorded", "Standing", "By, at"), rows, (0.28, 0.32, 0.17, 0.23))


def _criterion(one: Criterion, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one criterion that is not met."""
    recorded = [Span(with_units(said(one.value)))]
    if one.override:
        by = wall.noted_in_line(one.override.by, one.override.at, one.override.written_at)
        recorded.append(Span(f"\nOverridden by {by}: {said(one.override.reason)}", Style.BOLD))
    return (
        Cell(said(one.title)),
        Cell(recorded),
        Cell(Span(one.standing.value, Style.BOLD)),
        Cell(wall.attributed(one.by, one.at)),
    )


def cleared(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the clearances that stand."""
    kept = tuple(one for one in facts.clearances if one.struck is None)
    leaving_sections.clearances(sheet, replace(facts, clearances=kept))


def plan(sheet: Sheet, facts: SessionFacts) -> None:
    """Set how the stay-safe plan stands; its words stay the client's."""
    if opened(sheet, "Stay-safe plan", empty=not facts.plans):
        last = facts.plans[-1]
        looked = facts.wall.noted_in_line(last.by, last.at, last.written_at)
        copy = f"copy in the client’s hands: {said(last.copy_given)}"
        sheet.text(f"Version {last.number}, looked at together: {looked}; {copy}")


def means(sheet: Sheet, facts: SessionFacts) -> None:
    """Set what was agreed about means, as far as it stands."""
    kept = [one for one in facts.means if one.struck is None]
    if opened(sheet, "Means: what was agreed", empty=not kept):
        rows = [
            (
                one.what + (f"\n{one.note}" if one.note else ""),
                said(one.status),
                said(one.responsible),
                facts.wall.noted(one.by, one.at, one.written_at),
            )
            for one in kept
        ]
        sheet.table(("What", "Status", "Who helps", "By, at"), rows, (0.38, 0.16, 0.2, 0.26))


def pending(sheet: Sheet, facts: SessionFacts) -> None:
    """Set what is still to be done."""
    waiting = [one for one in facts.tasks if one.done_at is None]
    if opened(sheet, "Still to be done", empty=not waiting):
        sheet.table(
            ("What", "By"), [(said(one.what), facts.wall.moment(one.due_at)) for one in waiting], (0.7, 0.3)
        )


def reached(sheet: Sheet, facts: SessionFacts) -> None:
    """Set each try to reach the client, without what was said."""
    if facts.contacts:
        sheet.heading("Contacts since")
        rows = [
            (facts.wall.moment(one.at), said(one.channel), said(one.outcome), said(one.by))
            for one in facts.contacts
        ]
        sheet.table(("At", "How", "What came of it", "By"), rows, (0.26, 0.16, 0.36, 0.22))


def numbers(sheet: Sheet, title: str, some: Sequence[Number]) -> None:
    """Set the numbers that the clinic has tried."""
    known = [one for one in some if one.number.strip()]
    if opened(sheet, title, empty=not known):
        sheet.facts(
            [
                (one.whose, Span(one.number + (f" ({one.when})" if one.when else ""), Style.BOLD))
                for one in known
            ]
        )

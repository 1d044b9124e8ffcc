"""The session summary of the telling and of coming back into the body: debrief, insights, steps, ratings."""

from collections.abc import Sequence
from dataclasses import replace

from kapdesk.domain import clock
from kapdesk.reports.day_facts import Check
from kapdesk.reports.day_sections import named, opened
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Cell, Sheet
from kapdesk.reports.leaving_out import left_out
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.telling_facts import Debrief, Embodiment, Insight, Step
from kapdesk.reports.text import Span
from kapdesk.reports.wording import NOT_RECORDED, Wall, entry, listed, number, said, same_minute


def debrief(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the client's own words first, then what was asked after them."""
    it, left = facts.debrief, left_out(facts, "debrief")
    about_insights = left_out(facts, "insights")
    is_bare = replace(it, insights=()) == Debrief()
    if not opened(sheet, "Debrief", empty=is_bare, left=left) and not (it.insights or about_insights):
        return
    if not is_bare:
        _told(sheet, it, facts.wall, is_whole=not left, has_levels=not about_insights)
    _insights(sheet, it, facts.wall, about_insights)


def _ratings(sheet: Sheet, rated: Sequence[Check], wall: Wall) -> None:
    """Set every answer that was given in figures or by choosing, in the words it was asked in."""
    if not rated:
        return
    sheet.gap(sheet.scale.lead / 2)
    rows = [
        (
            said(one.question),
            said(one.answer) + (f"\n{one.note}" if one.note else ""),
            wall.noted(one.by, one.at, one.written_at),
        )
        for one in rated
    ]
    sheet.table(("Asked", "Answer", "By, at"), rows, (0.4, 0.34, 0.26))


def _told(sheet: Sheet, it: Debrief, wall: Wall, *, is_whole: bool, has_levels: bool) -> None:
    """Set what was told; where a part is left out on purpose, only what stands is named."""
    if it.words.strip() or is_whole:
        sheet.heading(named(it.asked, "In the client's own words"), 3)
    if it.words.strip():
        sheet.quote(it.words)
    elif is_whole:
        sheet.text(NOT_RECORDED)
    sheet.gap(sheet.scale.lead / 2)
    rows = (
        ("Ready to talk", it.readiness),
        ("Tone", it.tone),
        ("Images", it.images),
        ("Body", it.body),
        ("Emotions", it.emotions),
        ("Most alive moment", it.most_alive),
        ("Hardest moment", it.hardest),
        ("Unfinished", it.unfinished),
        ("Message to self", it.message_to_self),
        ("Intention revisited", it.intention_revisited),
        ("Levels covered", "; ".join(it.coverage)),
    )
    aside = {"Ready to talk", "Tone"} if it.rated else set[str]()
    aside |= set[str]() if has_levels else {"Levels covered"}
    shown = [
        (named(it.asked, label), said(words))
        for label, words in rows
        if (is_whole and label not in aside) or words.strip()
    ]
    if shown or it.rest:
        sheet.facts((*shown, *it.rest))
    _ratings(sheet, it.rated, wall)
    if it.observed.strip():
        sheet.heading(named(it.asked, "What the observer saw"), 3)
        sheet.text(it.observed)


def _insights(sheet: Sheet, it: Debrief, wall: Wall, left: Sequence[str]) -> None:
    """Set the insights with their levels."""
    sheet.heading("Insights", 3)
    for line in left:
        sheet.text(line)
    if not it.insights:
        if not left:
            sheet.text(NOT_RECORDED)
        return
    rows = [_insight(one, wall) for one in it.insights]
    sheet.table(("In the client's words", "Levels", "Movement"), rows, (0.56, 0.26, 0.18))


def _insight(one: Insight, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one insight, theme, held question or phrase, with what was said of it since."""
    kind = (Span(f"{one.kind}\n", Style.BOLD),) if one.kind else ()
    sure = f"\nsure {one.sure} of 10" if one.sure is not None else ""
    again = f"look again on {clock.show_date(one.revisit_on)}" if one.revisit_on else ""
    written = wall.attributed(one.by, one.at) if one.at else ""
    more = [line for line in (one.taken_from, again, *one.later, written) if line]
    below = (Span("\n" + "\n".join(more)),) if more else ()
    return (
        Cell((*kind, *entry(one.words, one.struck, wall, style=Style.ITALIC), *below)),
        Cell(listed(one.levels)),
        Cell(said(one.movement) + sure),
    )


def embodiment(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the steps of coming back into the body."""
    it = facts.embodiment
    if not opened(sheet, "Embodiment", empty=it == Embodiment()):
        return
    if it.rated:
        _ratings(sheet, it.rated, facts.wall)
    else:
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

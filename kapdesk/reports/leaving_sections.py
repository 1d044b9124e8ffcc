"""The session summary from the suicide screens to the days after: readiness, leaving, integration."""

from kapdesk.domain import clock
from kapdesk.reports.day_facts import Criterion, Item, Score, Screen, Standing
from kapdesk.reports.day_sections import opened
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Cell, Sheet
from kapdesk.reports.leaving_facts import Booking, Clearance, Escort, IntegrationNote, ReadBack
from kapdesk.reports.leaving_out import left_out
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.text import Span
from kapdesk.reports.wording import NOT_RECORDED, Wall, entry, listed, said, same_minute, with_units

WHOLE_SCORE = 12  # as many lines of a score stay on one page


def screens(sheet: Sheet, facts: SessionFacts) -> None:
    """Set each suicide screen: every item as asked, its answer, and the result."""
    if opened(sheet, "Suicide screens", empty=not facts.screens):
        for screen in facts.screens:
            _screen(sheet, screen, facts.wall)


def _screen(sheet: Sheet, screen: Screen, wall: Wall) -> None:
    """Set one screen."""
    title = ", ".join(part for part in (screen.instrument, screen.version, screen.occasion) if part)
    sheet.heading(said(title), 3)
    if screen.struck:
        sheet.text(entry(title, screen.struck, wall), holds=True)
    if screen.items:
        rows = [(item.number, said(item.question), _answer(item)) for item in screen.items]
        sheet.table(("Item", "As asked", "Answer"), rows, (0.08, 0.62, 0.3), holds=True)
        sheet.gap(sheet.scale.lead / 4)
    else:
        sheet.text(f"Answers {NOT_RECORDED}")
    sheet.facts(
        (
            (f"Result, {screen.occasion}".removesuffix(", "), Span(said(screen.result), Style.BOLD)),
            ("Disposition", said(screen.disposition)),
            ("What was done", said(screen.action)),
            *((("Clinical judgement", screen.judgement),) if screen.judgement else ()),
            ("Asked by, at", _asked(screen, wall)),
        )
    )


def _asked(screen: Screen, wall: Wall) -> str:
    """Return who asked and when, and when it was written where that is another minute."""
    who = wall.attributed(screen.by, screen.at)
    if screen.at is None or screen.written_at is None or same_minute(screen.at, screen.written_at):
        return who
    return f"{who} (written {wall.hour(screen.written_at)})"


def _answer(item: Item) -> str:
    """Return an answer with its detail; an item that was not asked says so."""
    answer = said(item.answer) if item.asked else "not asked"
    return f"{answer}\n{item.detail}" if item.detail else answer


def scores(sheet: Sheet, facts: SessionFacts) -> None:
    """Set each score with its parts."""
    if opened(sheet, "Scores", empty=not facts.scores):
        for score in facts.scores:
            sheet.heading(said(score.name), 3)
            if score.struck:
                sheet.text(entry(score.name, score.struck, facts.wall), holds=True)
            rows = [(label, said(value)) for label, value in score.parts]
            summed = ("Total", Span(total(score), Style.BOLD))
            alarms = (("Asks for an act", "\n".join(score.alarms)),) if score.alarms else ()
            sheet.facts((*rows, summed, *alarms, _by(score, facts.wall)), short=WHOLE_SCORE)


def total(score: Score) -> str:
    """Return a total with its range and meaning; none while a part is missing."""
    if score.missing or score.total is None:
        counted = f"{score.missing} of {len(score.parts)} missing" if score.missing else "no total"
        return f"incomplete ({counted})"
    highest = f" of {score.highest}" if score.highest is not None else ""
    return f"{score.total}{highest}" + (f", {score.meaning}" if score.meaning else "")


def _by(score: Score, wall: Wall) -> tuple[str, str]:
    """Return who scored, when, and by which version of the rule."""
    version = f" ({score.version})" if score.version else ""
    first, *rest = wall.noted(score.by, score.at, score.written_at).split("\n")
    return ("Scored by, at", "\n".join((first + version, *rest)))


def readiness(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the criteria of readiness with every override and its reason."""
    if not opened(sheet, "Before leaving", empty=not (facts.criteria or facts.readiness)):
        return
    sheet.text(Span(said(facts.readiness), Style.BOLD), holds=bool(facts.criteria))
    if facts.criteria:
        sheet.gap(sheet.scale.lead / 4)
        rows = [_criterion(one, facts.wall) for one in facts.criteria]
        sheet.table(
            ("", "Criterion", "Recorded", "Standing", "By, at"), rows, (0.065, 0.235, 0.325, 0.155, 0.22)
        )


def _criterion(one: Criterion, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one criterion."""
    recorded = [Span(with_units(said(one.value)))]
    if one.override:
        by = wall.noted_in_line(one.override.by, one.override.at, one.override.written_at)
        recorded.append(Span(f"\nOverridden by {by}: {said(one.override.reason)}", Style.BOLD))
    for old in one.struck:
        by = wall.noted_in_line(old.by, old.at, old.written_at)
        words = f"Overridden by {by}: {said(old.reason)}"
        recorded += [Span("\n"), *entry(words, old.struck, wall)]
    is_open = one.standing not in {Standing.MET, Standing.NOT_APPLICABLE}
    return (
        Cell(one.id),
        Cell(said(one.title) + (f" ({one.kind})" if one.kind else "")),
        Cell(recorded),
        Cell(Span(one.standing.value, Style.BOLD if is_open else Style.REGULAR)),
        Cell(wall.attributed(one.by, one.at)),
    )


def clearances(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the two clearances."""
    if opened(sheet, "Clearances", empty=not facts.clearances):
        sheet.facts([(said(one.kind), _clearance(one, facts.wall)) for one in facts.clearances])


def _clearance(one: Clearance, wall: Wall) -> tuple[Span, ...]:
    """Return who cleared, in which role, how and when."""
    who = ", ".join(part for part in (one.by, one.role, one.how) if part)
    entered = f"entered by {one.entered_by}" if one.entered_by else ""
    more = "".join(f"\n{line}" for line in (entered, one.note, one.stood) if line)
    return entry(wall.noted(who, one.at, one.written_at) + more, one.struck, wall)


def escort(sheet: Sheet, facts: SessionFacts) -> None:
    """Set who takes the client home."""
    it = facts.escort
    if opened(sheet, "Escort", empty=it is None) and it is not None:
        sheet.facts(
            (
                ("Name", said(it.name)),
                ("Relation", said(it.relation)),
                ("Phone", said(it.phone)),
                ("Recognised", said(it.recognised)),
                ("Arrived", facts.wall.moment(it.arrived_at)),
                ("Stays tonight", said(it.stays_tonight)),
                *_more_of(it),
            )
        )


def _more_of(it: Escort) -> tuple[tuple[str, str], ...]:
    """Return what else is known of the escort, only where it was recorded."""
    more = (
        ("Adult", it.adult),
        ("Goes home by", it.drives),
        ("Page for the escort", it.sheet_consent),
        ("Exception", it.exception),
    )
    return tuple((label, words) for label, words in more if words)


def instructions(sheet: Sheet, facts: SessionFacts) -> None:
    """Set what was given in writing and what was said back."""
    back = facts.teach_back
    if not opened(sheet, "Instructions", empty=not facts.instructions and back is None):
        return
    rows = [
        (
            said(one.title),
            ", ".join(part for part in (one.version, one.source) if part) or NOT_RECORDED,
            facts.wall.attributed(one.by, one.at),
        )
        for one in facts.instructions
    ]
    if rows:
        sheet.table(("Given in writing", "Version, source", "By, at"), rows, (0.36, 0.38, 0.26))
        sheet.gap(sheet.scale.lead / 4)
    words = said(back.words) if back else NOT_RECORDED
    sheet.facts((("Said back", words),))
    if back:
        sheet.facts((("Heard by, at", facts.wall.attributed(back.by, back.at)),))


def outcome(sheet: Sheet, facts: SessionFacts) -> None:
    """Set how the session ended."""
    it = facts.outcome
    opened(sheet, "Outcome", empty=it is None)
    for one in (*facts.earlier_outcomes, *((it,) if it else ())):
        if one is not it:
            sheet.heading("Before that", 3)
        rows = [(label, said(value)) for label, value in one.facts]
        decided = ("Decided by, at", facts.wall.noted(one.by, one.at, one.written_at))
        name = (Span(said(one.name), Style.BOLD),)
        shown = entry(one.name, one.struck, facts.wall) if one.struck else name
        sheet.facts((("Outcome", shown), *rows, decided))


def bookings(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the appointments that are booked."""
    if opened(sheet, "Appointments booked", empty=not facts.bookings):
        rows = [_booking(one) for one in facts.bookings]
        sheet.table(("When", "Kind", "Where", "With", "State"), rows, (0.3, 0.17, 0.2, 0.18, 0.15))


def _booking(one: Booking) -> tuple[str, ...]:
    """Return the cells of one appointment."""
    there = clock.local(one.at, one.zone)
    when = f"{clock.show_weekday_date(there.date())} {there:%H:%M}\n({one.zone})"
    return (when, said(one.kind), said(one.place), said(one.with_whom), said(one.state))


def integration(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the integration notes, what has changed beside what has not yet."""
    left = left_out(facts, "integration")
    if opened(sheet, "Integration", empty=not facts.integration, left=left):
        for note in facts.integration:
            _note(sheet, note, facts.wall)


def _note(sheet: Sheet, note: IntegrationNote, wall: Wall) -> None:
    """Set one integration note."""
    sheet.heading(Wall(wall.zone).attributed(note.by, note.at), 3)
    sheet.text(said(note.text))
    sheet.gap(sheet.scale.lead / 4)
    sides = ("\n".join(note.changed), "\n".join(note.not_changed))
    sheet.table(("Changed", "Not changed yet"), [tuple(said(side) for side in sides)], (0.5, 0.5))
    if note.read_back:
        sheet.gap(sheet.scale.lead / 4)
        rows = [_read_back(one) for one in note.read_back]
        sheet.table(("Read back", "The client's answer"), rows, (0.6, 0.4))


def _read_back(one: ReadBack) -> tuple[Cell, ...]:
    """Return the cells of one phrase read back; the client's new words stand beside the old ones."""
    now = (Span(f"\n{one.own_words}", Style.ITALIC),) if one.own_words else ()
    return (Cell(Span(said(one.phrase), Style.ITALIC)), Cell((Span(said(one.verdict)), *now)))


def closing(sheet: Sheet, facts: SessionFacts) -> None:
    """Set addenda in order, who recorded, and what this document leaves out."""
    if facts.addenda:
        sheet.heading("Addenda")
        for one in facts.addenda:
            sheet.heading(Wall(facts.zone).attributed(one.by, one.at), 3)
            sheet.facts((("Reason", said(one.reason)), ("Added", said(one.text))))
    sheet.heading("Record")
    sheet.facts((("Recorded by", listed(facts.recorded_by)), ("Times shown in", facts.zone)))
    if facts.withheld:
        sheet.facts((("Not printed here", listed(facts.withheld)),))

"""The session summary's sections about the room: choices, the work, the body, the clock, sheets of paper."""

from kapdesk.reports.carried_sections import carried as carried_on
from kapdesk.reports.day_sections import opened
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Cell, Sheet
from kapdesk.reports.leaving_out import left_out
from kapdesk.reports.room_facts import (
    BodyMark,
    Choice,
    Jump,
    LookedAgain,
    PaperSheet,
    Practice,
    Work,
    WorkLook,
)
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.text import Span
from kapdesk.reports.wording import Wall, entry, said


def _opened(sheet: Sheet, title: str, facts: SessionFacts, part: str, *, empty: bool) -> bool:
    """Set a heading where something stands below it or is left out on purpose; return whether rows follow."""
    left = left_out(facts, part)
    return opened(sheet, title, empty=empty, left=left) if left or not empty else False


def looked_again(sheet: Sheet, facts: SessionFacts) -> None:
    """Set what was said in an earlier session and what the client says of it in this one."""
    title = "Looked at again from earlier sessions"
    if _opened(sheet, title, facts, "looked again", empty=not facts.looked_again):
        rows = [_again(one, facts.wall) for one in facts.looked_again]
        sheet.table(("Said then", "The client's answer", "By, at"), rows, (0.44, 0.34, 0.22))


def _again(one: LookedAgain, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one phrase: the client's new words stand beside the old ones."""
    where = (Span(f"\n{one.said_in}"),) if one.said_in else ()
    now = (Span(f"\n{one.own_words}", Style.ITALIC),) if one.own_words else ()
    return (
        Cell((Span(said(one.phrase), Style.ITALIC), *where)),
        Cell((Span(said(one.verdict)), *now)),
        Cell(wall.attributed(one.by, one.at)),
    )


def choices(sheet: Sheet, facts: SessionFacts) -> None:
    """Set what the client was asked in the room, what they answered, and what they withdrew."""
    if facts.choices:
        sheet.heading("Choices asked in the room")
        rows = [_choice(one, facts.wall) for one in facts.choices]
        sheet.table(("Asked about", "Answer", "Asked by, at"), rows, (0.26, 0.46, 0.28))


def _choice(one: Choice, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one choice."""
    scope = f": {one.scope}" if one.scope else ""
    parts = list(entry(f"{said(one.answer)}{scope}", one.struck, wall))
    if one.withdrawn_at is not None:
        words = f": {one.withdrawn}" if one.withdrawn else ""
        parts.append(Span(f"\nwithdrawn {wall.hour(one.withdrawn_at)}{words}", Style.BOLD))
    asked = one.asked_by or one.by
    return (Cell(said(one.what)), Cell(parts), Cell(wall.noted(asked, one.at, one.written_at)))


def carried(sheet: Sheet, facts: SessionFacts) -> None:
    """Set what was named or looked at in this session to be carried on, with every look at it."""
    if _opened(sheet, "Carried on from this session", facts, "carried", empty=facts.carried.empty):
        carried_on(sheet, facts.carried, facts.wall)


def work(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the work in its movements, each piece with every look at it."""
    if _opened(sheet, "The work", facts, "work", empty=not facts.work):
        rows = [_work(one, facts.wall) for one in facts.work]
        sheet.table(("Movement", "What", "Looks"), rows, (0.16, 0.42, 0.42))


def _work(one: Work, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one piece of work."""
    parts = list(entry(one.statement, one.struck, wall, style=Style.ITALIC))
    more = (
        ("levels: ", "; ".join(one.levels)),
        ("last lived: ", one.last_lived),
        ("from: ", one.grew_from),
        ("named by ", wall.attributed(one.by, one.at) if one.by or one.at else ""),
    )
    parts += [Span(f"\n{label}{words}") for label, words in more if words]
    looks = "\n".join(_look(each, wall) for each in one.looks)
    return (Cell(Span(said(one.movement), Style.BOLD)), Cell(parts), Cell(said(looks)))


def _look(one: WorkLook, wall: Wall) -> str:
    """Return one look at a piece of work in lines."""
    step = f"; next: {one.next_step}" if one.next_step else ""
    occasion = f" ({one.occasion})" if one.occasion else ""
    return f"{one.status}{step}{occasion}\n{wall.noted(one.by, one.at, one.written_at)}"


def body_map(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the places of the body and what was felt there."""
    if _opened(sheet, "Body map", facts, "body map", empty=not facts.body_map):
        rows = [_mark(one, facts.wall) for one in facts.body_map]
        sheet.table(("Place", "In the client's words", "By, at"), rows, (0.26, 0.48, 0.26))


def _mark(one: BodyMark, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one place."""
    words = [Span("taken back")] if one.taken_back else [Span(one.words, Style.ITALIC)] if one.words else []
    if one.note:
        words.append(Span(f"\n{one.note}" if words else one.note))
    felt = words or [Span("pointed at, no words")]
    return (Cell(said(one.place)), Cell(felt), Cell(wall.noted(one.by, one.at, one.written_at)))


def practices(sheet: Sheet, facts: SessionFacts) -> None:
    """Set what was agreed for the body in the days after, each caution with who answered for it."""
    if facts.practices:
        sheet.heading("For the body in the days after")
        rows = [_practice(one, facts.wall) for one in facts.practices]
        sheet.table(("Practice", "Plan", "By, at"), rows, (0.22, 0.52, 0.26))


def _practice(one: Practice, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one practice."""
    parts = list(entry(one.plan, one.struck, wall))
    for label, words in (
        ("from: ", one.from_day),
        ("", one.caution),
        ("note: ", one.note),
        ("answered for by ", one.answered_by),
    ):
        if words:
            parts.append(Span(f"\n{label}{words}"))
    return (Cell(said(one.name)), Cell(parts), Cell(wall.noted(one.by, one.at, one.written_at)))


def clock(sheet: Sheet, facts: SessionFacts) -> None:
    """Set where the machine's clock jumped in the session; T+ counts from the stored dose time throughout."""
    if facts.jumps:
        sheet.heading("The clock")
        rows = [_jump(one, facts.wall) for one in facts.jumps]
        sheet.table(("What", "Expected", "Found"), rows, (0.3, 0.35, 0.35))


def _jump(one: Jump, wall: Wall) -> tuple[str, ...]:
    """Return the cells of one jump, to the second, in the zone it was found in."""
    zone = f"\n({one.zone})" if one.zone != wall.zone else ""
    return (one.kind, wall.second(one.expected), wall.second(one.found) + zone)


def sheets(sheet: Sheet, facts: SessionFacts) -> None:
    """Set which sheets of paper were taken over into the record, and who had filled them in."""
    if facts.sheets:
        sheet.heading("Transcribed from paper")
        rows = [_sheet(one, facts.wall) for one in facts.sheets]
        sheet.table(("Sheet", "Filled in by", "Transcribed by, at"), rows, (0.4, 0.3, 0.3))


def _sheet(one: PaperSheet, wall: Wall) -> tuple[str, ...]:
    """Return the cells of one sheet."""
    entries = f"\n{one.entries} {'entry' if one.entries == 1 else 'entries'}" if one.entries else ""
    note = f"\n{one.note}" if one.note else ""
    return (
        said(one.sheet) + entries + note,
        wall.attributed(one.filled_by, one.at),
        wall.attributed(one.by, one.written_at),
    )

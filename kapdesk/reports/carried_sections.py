"""What is carried through the weeks, set on pages: each thing with every look at it, meanings, signs."""

from collections.abc import Sequence

from kapdesk.reports.carried_facts import (
    CarriedFacts,
    CarriedItem,
    CarriedLook,
    CarriedRegister,
    Said,
    SaidMeaning,
    WarningSign,
)
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import Cell, Sheet
from kapdesk.reports.text import Span
from kapdesk.reports.wording import Wall, entry, said

ASKED_ALONE = "answered alone with the therapist; kept in the record, not on this copy"


def carried(sheet: Sheet, facts: CarriedFacts, wall: Wall, *, leaves: bool = False, level: int = 3) -> None:
    """Set everything that is carried; a copy that `leaves` the clinic does without what was asked alone."""
    for register in facts.registers:
        _register(sheet, register, wall, leaves=leaves, level=level)
    if facts.meanings:
        sheet.heading("What it means to the client", level)
        rows = [_meaning(one, wall) for one in facts.meanings]
        sheet.table(("In the client's words", "By, at"), rows, (0.7, 0.3))
    if facts.signs:
        sheet.heading("How a slide begins", level)
        rows = [_sign(one, wall) for one in facts.signs]
        sheet.table(("In the client's words", "The record watches for", "By, at"), rows, (0.42, 0.32, 0.26))
    if facts.answered:
        sheet.heading("Challenges and what was done", level)
        answers = [
            (said(one.challenge), said(one.words), wall.attributed(one.by, one.at)) for one in facts.answered
        ]
        sheet.table(("Challenge", "What was done", "By, at"), answers, (0.3, 0.44, 0.26))


def _register(sheet: Sheet, register: CarriedRegister, wall: Wall, *, leaves: bool, level: int) -> None:
    sheet.heading(register.title, level)
    rows = [_item(one, wall, leaves=leaves) for one in register.items]
    sheet.table(("What is carried", "Looked at again"), rows, (0.54, 0.46))


def _item(one: CarriedItem, wall: Wall, *, leaves: bool) -> tuple[Cell, ...]:
    """Return the cells of one thing: its words and answers, and beside them each look at it."""
    parts = list(entry(one.words, one.struck, wall, style=Style.ITALIC))
    lines = (
        one.standing, one.reported, *_answers(one.answers, leaves=leaves), one.until,
        f"grew from: {one.grew_from}" if one.grew_from else "",
        f"named by {_noted(one.by, wall, one)}",
    )  # fmt: skip
    parts += [Span(f"\n{line}") for line in lines if line]
    looks = "\n".join(_look(each, wall, leaves=leaves) for each in one.looks)
    return (Cell(parts), Cell(looks or "not looked at again"))


def _look(one: CarriedLook, wall: Wall, *, leaves: bool) -> str:
    told = (one.standing, one.rating, one.words, *_answers(one.answers, leaves=leaves), one.until)
    lines = [line for line in told if line]
    return "\n".join((*lines, f"   {_noted(one.by, wall, one)}"))


def _noted(by: str, wall: Wall, one: CarriedItem | CarriedLook) -> str:
    """Return who and when, and in which session or visit."""
    noted = wall.noted_in_line(by, one.at, one.written_at)
    return f"{noted}, {one.occasion}" if one.occasion else noted


def _answers(answers: Sequence[Said], *, leaves: bool) -> list[str]:
    """Return each answer under its question; of what was asked alone a leaving copy says only that."""
    return [
        f"{one.asked} {ASKED_ALONE if one.private and leaves else said(one.answer)}"
        if one.asked.endswith("?")
        else f"{one.asked}: {ASKED_ALONE if one.private and leaves else said(one.answer)}"
        for one in answers
    ]


def _meaning(one: SaidMeaning, wall: Wall) -> tuple[Cell, ...]:
    of = (Span(f"\nof: {one.of_insight}"),) if one.of_insight else ()
    noted = wall.noted(one.by, one.at, one.written_at)
    where = f"\n{one.occasion}" if one.occasion else ""
    return (Cell((Span(said(one.words), Style.ITALIC), *of)), Cell(noted + where))


def _sign(one: WarningSign, wall: Wall) -> tuple[Cell, ...]:
    words = entry(one.words, one.struck, wall, style=Style.ITALIC)
    return (Cell(words), Cell(said(one.watches)), Cell(wall.noted(one.by, one.at, one.written_at)))

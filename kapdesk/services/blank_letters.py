"""The pages that go home, before anybody wrote on them: the advice of the clinic, lines for the rest."""

from typing import TYPE_CHECKING

from kapdesk.domain.letters import Letter, places_in
from kapdesk.services.printed_home import DISCHARGE, ESCORT, numbers
from kapdesk.services.record import Record

if TYPE_CHECKING:
    from kapdesk.reports.blank_facts import Piece, Section
    from kapdesk.reports.client_facts import Number

FREE_NUMBERS = 2
_OWN = {"what-helps", "your-next-visit", "thank-you"}
_GOING_HOME = ("tonight", "please-do-not", "what-you-may-notice", "call-us-if", "call-emergency-help-if")
_ESCORT = ("please", "call-us-if", "emergency")


def letter(record: Record, name: str) -> "tuple[Section, ...]":
    """Return a page that goes home, under the headings of the filled one and in its order."""
    one = record.content.letter(name)
    made = {DISCHARGE: _going_home, ESCORT: _escort}
    return made[name](record, one)


def _going_home(record: Record, one: Letter) -> "tuple[Section, ...]":
    from kapdesk.reports.blank_facts import Section

    ordinary, urgent = numbers(record)
    company = (_line("Takes you home", "With you tonight"),)
    return (
        Section("", (_line("Day", "You came", "You left"),)),
        Section("Tonight", (*_points(one, "tonight"), *company)),
        Section("Please do not", _points(one, "please-do-not")),
        Section("What you may notice", _points(one, "what-you-may-notice")),
        *_more(one, _GOING_HOME),
        Section("Call us if", _points(one, "call-us-if")),
        Section("Who to call", _numbers(ordinary)),
        Section(
            "Get emergency help at once if",
            (*_numbers(urgent, free=1), *_points(one, "call-emergency-help-if")),
        ),
        Section("Your plan", (_line("Where it is kept", "What helps you"),)),
        Section("Your next visit", (_line("Day", "Time", "With"),)),
    )  # fmt: skip


def _escort(record: Record, one: Letter) -> "tuple[Section, ...]":
    from kapdesk.reports.blank_facts import Section

    ordinary, urgent = numbers(record)
    return (
        Section("For", (_line("Name", "You left at"),)),
        Section("Tonight", _points(one, "please")),
        *_more(one, _ESCORT),
        Section("Call us if", _points(one, "call-us-if")),
        Section("Who to call", _numbers(ordinary)),
        Section("Get emergency help at once if", (*_numbers(urgent, free=1), *_points(one, "emergency"))),
    )


def _line(*labels: str) -> "Piece":
    from kapdesk.reports.blank_facts import Line, Place

    return Line(tuple(Place(label, 1 / len(labels)) for label in labels))


def _points(one: Letter, block_id: str) -> "tuple[Piece, ...]":
    """Return the sentences of one block that need nothing filled in."""
    from kapdesk.reports.blank_facts import Points

    said = [
        text for block in one.blocks if block.id == block_id for text in (*block.paragraphs, *block.bullets)
    ]
    whole = tuple(text for text in said if not places_in(text))
    return (Points(whole),) if whole else ()


def _more(one: Letter, placed: tuple[str, ...]) -> "list[Section]":
    """Return the blocks that a clinic added, under their own headings."""
    from kapdesk.reports.blank_facts import Section

    return [
        Section(block.heading, _points(one, block.id))
        for block in one.blocks
        if block.id not in placed and block.id not in _OWN
    ]


def _numbers(known: "tuple[Number, ...]", free: int = FREE_NUMBERS) -> "tuple[Piece, ...]":
    """Return the numbers that the clinic has confirmed; lines to write on where there are none."""
    from kapdesk.reports.blank_facts import Words

    if not known:
        return tuple(_line("Number", "Whose") for _ in range(free))
    said = [f"{one.number}   {one.whose}" + (f" ({one.when})" if one.when else "") for one in known]
    return tuple(Words(text, strong=True) for text in said)

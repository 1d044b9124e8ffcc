"""The tables of the blank forms: criteria, looks at their due times, checklists, the screen, the endings."""

from typing import TYPE_CHECKING

from kapdesk.domain.definitions import Checklist, Item
from kapdesk.domain.instruments import Instrument, InstrumentItem
from kapdesk.domain.outcomes import REQUIRED, Answer, Fact, Outcome
from kapdesk.domain.routes import Route
from kapdesk.services import practice_limits
from kapdesk.services.blank_parts import answers_of, of_form
from kapdesk.services.record import Record

if TYPE_CHECKING:
    from kapdesk.reports.blank_facts import Piece, Section

LEVELS = frozenset({"moaas", "dissociation-observer", "nausea"})
"""Checklists whose levels are read, for the number is written in the table of vital signs."""
TWICE = frozenset({"readiness-facts", "aldrete", "modified-padss", "padss"})
"""Checklists with a place for the first look and one for the second."""
STEPS, SAID_BACK = "embodiment-", "teach-back"
WHOLE = frozenset({"reason", "advised", "description"})
"""Facts of an outcome that take more than a line."""
FREE_LOOKS = 6
NO_ROUTE = 12
_THREE = (0.4, 0.36, 0.24)
_TWO_LOOKS = (0.34, 0.33, 0.33)
_GATE = (0.36, 0.32, 0.32)


def doses(record: Record, route: Route | None) -> "tuple[Section, ...]":
    """Return the form of doses and vital signs, with the times at which looks are due after this route."""
    first = ["Before the dose"]
    if route is None:
        first += [""] * NO_ROUTE
    else:
        profile = practice_limits.profile(record, route)
        first += [f"T+{_clock(minute)}" for minute in profile.vitals_schedule_min]
        first += [f"booster +{minute} min" for minute in profile.after_booster_min]
        first += [""] * FREE_LOOKS
    return of_form(record.content.form("blank-doses"), {"vitals": tuple(first)})


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def gate(checklist: Checklist) -> "tuple[Section, ...]":
    """Return every criterion with what it asks and what passes, and a place for each of two looks."""
    from kapdesk.reports.blank_facts import Grid, Section

    return tuple(
        Section(
            group.title,
            (
                Grid(
                    ("Criterion", "First look", "Second look"), _GATE,
                    tuple((_criterion(item), "", "") for item in group.items), 2,
                ),
            ),
            group.hint or (checklist.note if group is checklist.groups[0] else ""),
        )
        for group in checklist.groups
    )  # fmt: skip


def _criterion(item: Item) -> str:
    it = item.criterion
    if it is None:
        return item.label
    kind = it.weight.value if not it.hard_when else f"{it.weight.value}; hard when {it.hard_when}"
    return f"{item.id}  {item.label} ({kind})\n{it.passes}"


def checklist(one: Checklist) -> "tuple[Section, ...]":
    """Return a checklist: its levels to read, two looks side by side, steps, or line by line."""
    if one.id in LEVELS:
        return (_levels(one),)
    if one.id.startswith(STEPS):
        return (_steps(one),)
    return tuple(_looks(one)) if one.id in TWICE else tuple(_asked(one))


def _levels(one: Checklist) -> "Section":
    from kapdesk.reports.blank_facts import Points, Section

    said = [f"{choice.label}  {choice.text}" for item in one.items for choice in item.choices]
    return Section(one.title, (Points(tuple(said)),), one.note)


def _looks(one: Checklist) -> "list[Section]":
    from kapdesk.reports.blank_facts import Grid, Section

    heads = ("Looked at", "First look", "Second look")
    found: list[Section] = []
    for group in one.groups:
        rows = tuple((_label(item), answers_of(item), answers_of(item)) for item in group.items)
        is_only = len(one.groups) == 1
        title = (
            one.title
            if is_only
            else f"{group.id}  {group.title}"
            if group.id.startswith("D")
            else group.title
        )
        hint = one.note if is_only else group.hint
        found.append(Section(title, (Grid(heads, _TWO_LOOKS, rows),), hint))
    return found


def _asked(one: Checklist) -> "list[Section]":
    from kapdesk.reports.blank_facts import Grid, Section

    head = "Client's words" if one.id == SAID_BACK else "Answer"
    return [
        Section(
            group.title,
            (
                Grid(
                    ("Asked", head, "Note, time, by"), _THREE,
                    tuple((_label(item), _answer(item), "") for item in group.items),
                ),
            ),
            group.hint or (one.note if group is one.groups[0] else ""),
        )
        for group in one.groups
    ]  # fmt: skip


def _answer(item: Item) -> str:
    return answers_of(item) or (f"\n{'_' * 10} {item.unit}" if item.unit else "\n")


def _label(item: Item) -> str:
    return f"{item.label}\n{item.hint}" if item.hint else item.label


def _steps(one: Checklist) -> "Section":
    from kapdesk.reports.blank_facts import BOX, NO_BREAK, Grid, Section

    answers = "  ".join(f"{BOX}{NO_BREAK}{word}" for word in ("offered", "accepted", "helped", "declined"))
    rows = tuple((item.label, "", answers, "−2  −1  0  +1  +2") for item in one.items)
    return Section(
        one.title,
        (Grid(("Step", "Time", "What came of it", "Effect, by the client"), (0.36, 0.1, 0.29, 0.25), rows),),
    )


def asked(one: Instrument) -> "tuple[Section, ...]":
    """Return the screen word for word, and when on the day it was asked."""
    from kapdesk.domain.screens import Context
    from kapdesk.reports.blank_facts import Section, Words, Write, boxes

    days = boxes(tuple(context.value.capitalize() for context in Context))
    pieces: list[Piece] = [
        Write("Asked", "", days, 0),
        Words(one.opening_note),
        Words(one.instruction, strong=True),
    ]
    for number, item in enumerate(one.items, start=1):
        pieces += _item(one, number, item)
    declined = Write(
        "Declined",
        "Not a negative result: the clinician's judgement, and what it rests on.",
        boxes(("Declined",)),
        2,
    )
    return (Section("", (*pieces, declined, Words(one.note), Words(one.attribution))),)


def _item(one: Instrument, number: int, item: InstrumentItem) -> "list[Piece]":
    from kapdesk.reports.blank_facts import Write, boxes

    answers = boxes(tuple(option.label for option in one.options_of(item)))
    lines = 2 if item.follow_up else 0
    prompt = "  ".join(part for part in (item.asked_when, item.follow_up) if part)
    return [Write(f"{number}  {item.text}", prompt, answers, lines)]


def ended(outcome: str) -> "tuple[Section, ...]":
    """Return what an outcome must carry, each with room to write it."""
    from kapdesk.reports.blank_facts import Section

    return (Section("", tuple(_fact(fact) for fact in REQUIRED[Outcome(outcome)])),)


def _fact(fact: Fact) -> "Piece":
    from kapdesk.reports.blank_facts import Write, boxes

    if fact.answer is Answer.YES_NO:
        return Write(fact.label, "", boxes(("Yes", "No")), 0)
    return Write(fact.label, "", "", 2 if fact.key in WHOLE else 1)

"""Forms of the practice as they stand on blank paper: the same words, with room for a hand."""

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from kapdesk.domain.definitions import AnswerType, Choice, Field, Form, Item
from kapdesk.domain.definitions import Section as Part
from kapdesk.domain.definitions import Size as Room

if TYPE_CHECKING:
    from kapdesk.reports.blank_facts import Grid, Piece, Section

LINES = {Room.SMALL: 1, Room.LINE: 1, Room.LARGE: 3}
MANY_LINES = 3
WIDTHS = {Room.SMALL: 1.0, Room.LINE: 1.45, Room.LARGE: 5.0}
ROWS = {"dose": 6, "moment": 22, "override": 4, "given": 3, "lately": 3}
HIGH = {"dose": 2, "moment": 2, "override": 2}
SHORT = frozenset({Room.SMALL, Room.LINE})
_WEIGHT = {Room.SMALL: 1.0, Room.LINE: 1.5}
_FULL = 3.6
_LONG = 14  # letters; longer answers stand one below the other


def of_form(form: Form, first: Mapping[str, tuple[str, ...]] | None = None) -> "tuple[Section, ...]":
    """Return a form's sections; `first` is what stands in the first column of a section's table."""
    return tuple(of_section(one, (first or {}).get(one.id, ())) for one in form.sections)


def of_section(part: Part, first: tuple[str, ...] = ()) -> "Section":
    """Return one section: a table where every field is a list, else places to write in."""
    from kapdesk.reports.blank_facts import Section

    if len(part.fields) > 1 and all(one.many for one in part.fields):
        return Section(part.title, (table(part, first),), part.hint)
    pieces: list[Piece] = []
    for is_short, some in groupby(part.fields, key=_is_short):
        fields = list(some)
        pieces += _lines(fields) if is_short else [_place(one) for one in fields]
    return Section(part.title, tuple(pieces), part.hint)


def table(part: Part, first: tuple[str, ...] = ()) -> "Grid":
    """Return a section as a table with a column for each field; choices stand in every row."""
    from kapdesk.reports.blank_facts import BOX, NO_BREAK, Grid

    whole = sum(WIDTHS[one.size] for one in part.fields)
    given = ["\n".join(f"{BOX}{NO_BREAK}{one.label}" for one in field.choices) for field in part.fields[1:]]
    firsts = first or ("",) * ROWS.get(part.id, 4)
    return Grid(
        tuple(one.label for one in part.fields),
        tuple(WIDTHS[one.size] / whole for one in part.fields),
        tuple((text, *given) for text in firsts),
        HIGH.get(part.id, 1),
    )


def _is_short(field: Field) -> bool:
    is_plain = not (field.many or field.prompt or field.choices)
    return is_plain and field.size in SHORT and field.answer is not AnswerType.SCALE


def _lines(fields: list[Field]) -> "list[Piece]":
    """Put short places beside each other, as many as have room."""
    from kapdesk.reports.blank_facts import Line, Place

    rows: list[list[Field]] = [[]]
    for one in fields:
        if rows[-1] and sum(_weight(field) for field in (*rows[-1], one)) > _FULL:
            rows.append([])
        rows[-1].append(one)
    return [
        Line(tuple(Place(one.label, _weight(one) / sum(_weight(each) for each in row)) for one in row))
        for row in rows
        if row
    ]


def _weight(field: Field) -> float:
    """Return how much room a short place takes: a long label takes more."""
    return max(_WEIGHT[field.size], len(field.label) / 18)


def _place(field: Field) -> "Piece":
    from kapdesk.reports.blank_facts import Write

    answers = answers_of(field)
    lines = 0 if answers else MANY_LINES if field.many else LINES[field.size]
    return Write(field.label, field.prompt, answers, lines)


def answers_of(one: Field | Item) -> str:
    """Return what is ticked or circled to answer; empty where one writes."""
    from kapdesk.reports.blank_facts import BOX, NO_BREAK, boxes, circles

    if one.choices and any(choice.text for choice in one.choices):
        return "\n".join(f"{BOX}{NO_BREAK}{_said(choice)}" for choice in one.choices)
    if one.choices:
        labels = tuple(choice.label for choice in one.choices)
        narrow = isinstance(one, Item) and max(map(len, labels)) > _LONG
        return "\n".join(boxes((label,)) for label in labels) if narrow else boxes(labels)
    if one.answer is AnswerType.TICK:
        return BOX
    if one.answer is AnswerType.SCALE:
        return circles(int(one.minimum or 0), int(one.maximum or 10))
    return ""


def _said(choice: Choice) -> str:
    return f"{choice.label}  {choice.text}" if choice.text else choice.label

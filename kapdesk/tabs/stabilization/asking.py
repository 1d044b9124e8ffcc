"""Which questions stand behind each criterion: lines of the content files, in their words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kapdesk.content import Content
from kapdesk.domain.definitions import AnswerType, Checklist, Field, Form, Item, Size
from kapdesk.domain.definitions import Voice as Whose
from kapdesk.domain.errors import Refused
from kapdesk.domain.readings import Reading
from kapdesk.domain.typed_vitals import parse_typed
from kapdesk.tabs.stabilization.editor import OBSERVER, WHEN
from kapdesk.ui import form as ui
from kapdesk.ui.controls import Option
from kapdesk.ui.note import Voice

FACTS = "readiness-facts"
LINE = "vitals.line"
SIGNS = {"moaas": "moaas", "dissociation-observer": "dissociation", "nausea": "nausea"}
"""Checklists whose answer is a vital sign, and which one."""
_WITH_SIGNS = frozenset({"D04", "D08"})  # rated here too, so their hints do not send anybody to Vitals
_CLIENTS_WORDS = frozenset({"back-to-usual-words", "back-to-usual"})
_VITALS = ui.Field(
    LINE, "Vital signs",
    prompt="128/82 76 97 ra: blood pressure, pulse, saturation, room air (ra) or oxygen (o2). x: not taken.",
)  # fmt: skip


def fields(content: Content, criterion: str) -> tuple[ui.Field, ...]:
    """Return what is asked for a criterion, in order; none for a criterion with an editor of its own."""
    match criterion:
        case "D02" | "D05" | "D06":
            return (_VITALS, *_whole(content.checklist("moaas")))
        case "D04":
            own = content.checklist("readiness-questions").groups[0]
            return (
                *_whole(content.checklist("dissociation-observer")), *_group(content, criterion),
                *(of_item("readiness-questions", item) for item in own.items),
            )  # fmt: skip
        case "D08":
            return (*_whole(content.checklist("nausea")), *_group(content, criterion))
        case "D09":
            return (
                *_some(content.checklist("aldrete"), ("activity", "respiration", "consciousness")),
                *_some(content.checklist("modified-padss"), ("ambulation", "nausea-vomiting", "pain")),
            )  # fmt: skip
        case "D16":
            return (*_group(content, criterion), *_whole(content.checklist("teach-back")))
        case "D03" | "D07" | "D13":
            return _group(content, criterion)
        case _:
            return ()


def of_item(checklist: str, item: Item) -> ui.Field:
    """Return one line of a checklist as a field; its id names both."""
    voice = Voice.CLIENT if item.id in _CLIENTS_WORDS or checklist == "teach-back" else Voice.NONE
    kind = {AnswerType.CHOICE: ui.Kind.CHOICE, AnswerType.SCALE: ui.Kind.SCALE}.get(item.answer, ui.Kind.TEXT)
    options = tuple(Option(choice.value, choice.label) for choice in item.choices)
    steps = [f"{choice.label}  {choice.text}" for choice in item.choices if choice.text]
    prompt = "\n".join(part for part in (item.hint, *steps) if part)
    low, high = int(item.minimum or 0), int(item.maximum or 10)
    return ui.Field(
        f"{checklist}/{item.id}", item.label, kind, prompt=prompt, options=options, voice=voice,
        low=low, high=high,
    )  # fmt: skip


def of_form(form: Form) -> tuple[ui.Field, ...]:
    """Return every field of a form, each part led in by where it stands and its title."""
    of = len(form.sections)
    return tuple(
        replace(of_field(field), section=f"{at} of {of} · {part.title}" if field is part.fields[0] else "")
        for at, part in enumerate(form.sections, start=1)
        for field in part.fields
    )


def of_field(field: Field) -> ui.Field:
    """Return one field of a form of the content files as a field of the screen."""
    kind = {AnswerType.CHOICE: ui.Kind.CHOICE, AnswerType.SCALE: ui.Kind.SCALE}.get(
        field.answer, ui.Kind.LARGE if field.size is Size.LARGE or field.many else ui.Kind.TEXT
    )
    options = tuple(Option(choice.value, choice.label) for choice in field.choices)
    steps = [f"{choice.label}: {choice.text}" for choice in field.choices if choice.text]
    many = "One on each line." if field.many else ""
    prompt = "\n".join(part for part in (f"{field.prompt} {many}".strip(), *steps) if part)
    voice = Voice.NONE if field.voice is Whose.NONE else Voice(field.voice.value)
    low, high = int(field.minimum or 0), int(field.maximum or 10)
    return ui.Field(
        field.id, field.label, kind, prompt=prompt, options=options, voice=voice, low=low, high=high
    )


def answers(values: Mapping[str, str]) -> dict[str, dict[str, str | None]]:
    """Return by checklist what was answered; vital signs and the lines about observing are left out."""
    found: dict[str, dict[str, str | None]] = {}
    for id_, value in values.items():
        checklist, slash, item = id_.partition("/")
        if slash and checklist not in SIGNS and id_ not in {OBSERVER, WHEN}:
            found.setdefault(checklist, {})[item] = value
    return found


def reading(content: Content, values: Mapping[str, str]) -> Reading | None:
    """Return the vital signs among the answers, or None; raises Refused for a line that cannot be read."""
    beside: dict[str, str] = {}
    for checklist, sign in SIGNS.items():
        value = values.get(f"{checklist}/{sign}")
        if value is not None:
            beside[sign] = str(_score(content.checklist(checklist).item(sign), value))
    line = values.get(LINE, "")
    return parse_typed(line, beside) if line.strip() or beside else None


def _score(item: Item, value: str) -> int:
    for choice in item.choices:
        if choice.value == value and choice.score is not None:
            return choice.score
    raise Refused(f"“{value}” is no answer to “{item.label}”. Nothing was recorded.")


def _group(content: Content, criterion: str) -> tuple[ui.Field, ...]:
    groups = content.checklist(FACTS).groups
    return tuple(of_item(FACTS, item) for group in groups if group.id == criterion for item in group.items)


def hint(content: Content, criterion: str) -> str:
    """Return the line that stands under the title of a criterion's editor."""
    gate = content.checklist("readiness").item(criterion)
    if criterion in _WITH_SIGNS and gate.criterion is not None:
        return gate.criterion.record
    own = next((group for group in content.checklist(FACTS).groups if group.id == criterion), None)
    return own.hint if own is not None else gate.hint


def _whole(checklist: Checklist) -> tuple[ui.Field, ...]:
    return tuple(of_item(checklist.id, item) for item in checklist.items)


def _some(checklist: Checklist, ids: Sequence[str]) -> tuple[ui.Field, ...]:
    return tuple(of_item(checklist.id, checklist.item(id_)) for id_ in ids)

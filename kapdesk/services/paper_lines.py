"""What can be taken over from each sheet of paper: its places, and the lines it can have many of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kapdesk.domain.adverse_events import AdverseEventKind
from kapdesk.domain.definitions import AnswerType, Checklist, Field, Form, Group, Item
from kapdesk.domain.doses import DoseUnit
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.outcomes import REQUIRED, Answer, Fact, Outcome
from kapdesk.domain.routes import Route
from kapdesk.domain.screens import Context
from kapdesk.services import blank_sheets, offers
from kapdesk.services.record import Record

YES_NO = (("yes", "Yes"), ("no", "No"))
OUTCOMES = {
    "released": Outcome.RELEASED,
    "transfer": Outcome.MEDICAL_TRANSFER,
    "emergency": Outcome.EMERGENCY_EVALUATION,
    "against-advice": Outcome.AGAINST_ADVICE,
    "other": Outcome.OTHER,
}
"""Which outcome each sheet about the end of the day is; extended observation looks ahead, so it has none."""
LOOKED = ("readiness-facts", "second-look", "aldrete", "modified-padss", "padss", "teach-back")
"""Checklists that one look before leaving answers."""
STEPS = tuple(f"embodiment-{part}" for part in ("orienting", "anchoring", "movement", "smell", "needs"))
"""Checklists whose steps are offered to come back into the body."""
ASQ_WORDS = ("asq4", "asq5")


@dataclass(frozen=True, slots=True)
class Part:
    """One place on a sheet: its words, and what may stand there."""

    id: str
    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    time: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """A kind of line a sheet can have many of: a dose, a moment, a look."""

    id: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One sheet that can be taken over; `timed` says that it has one time for all its places."""

    key: str
    title: str
    version: int
    parts: tuple[Part, ...] = ()
    lines: tuple[Lines, ...] = ()
    timed: bool = True


def sheets(record: Record) -> tuple[PaperSheet, ...]:
    """Return every sheet that can be taken over, in the order of the day."""
    known = {one.key: one for one in blank_sheets.shelf(record)}
    made = (
        ("arrival", _arrival(record), (), True),
        ("asq", _asq(record), (), True),
        ("doses", _cleared(record), (_dose(record), _vitals(), _missed()), False),
        ("timeline", (), (_moment(),), False),
        ("adverse-event", _event(record), (), False),
        ("debrief", _of_form(record.content.form("debrief")), (), True),
        ("embodiment", _of_form(record.content.form("embodiment")), (_step(record),), True),
        ("gate", (), (_look(record), _escort(record), _override(), _clearance()), False),
        ("bssa", _of_form(record.content.form("bssa")), (), True),
        ("plan", _plan(record), (), True),
        *((key, _outcome(outcome), (), True) for key, outcome in OUTCOMES.items()),
        ("esketamine", _of_form(record.content.form("esketamine-monitoring")), (), True),
    )
    return tuple(
        PaperSheet(key, known[key].title, known[key].version, parts, lines, timed)
        for key, parts, lines, timed in made
    )


def sheet(record: Record, key: str) -> PaperSheet | None:
    """Return one sheet, or None where it cannot be taken over."""
    return next((one for one in sheets(record) if one.key == key), None)


def _of_field(one: Field | Item) -> Part:
    choices = tuple((choice.value, _said(choice.label, choice.text)) for choice in one.choices)
    hint = one.prompt if isinstance(one, Field) else one.hint
    if one.answer is AnswerType.TICK:
        choices = YES_NO[:1]
    if one.answer is AnswerType.SCALE:
        lowest, highest = int(one.minimum or 0), int(one.maximum or 10)
        choices = tuple((str(number), str(number)) for number in range(lowest, highest + 1))
    is_number = one.answer is AnswerType.NUMBER
    return Part(one.id, one.label, hint, choices, one.answer is AnswerType.TIME, is_number)


def _said(label: str, text: str) -> str:
    return f"{label}  {text}" if text and label.isdigit() else label


def _of_form(form: Form, only: Iterable[str] = ()) -> tuple[Part, ...]:
    wanted = frozenset(only)
    return tuple(_of_field(one) for one in form.fields if not wanted or one.id in wanted)


def _of_checklist(one: Checklist) -> tuple[Part, ...]:
    return tuple(_of_field(item) for item in one.items)


def _arrival(record: Record) -> tuple[Part, ...]:
    form = record.content.form("blank-arrival")
    places = (
        "arrived-at",
        "escort-name",
        "escort-relation",
        "escort-phone",
        "escort-adult",
        "escort-exception",
    )
    return _of_form(form, places) + _of_checklist(record.content.checklist("arrival"))


def _asq(record: Record) -> tuple[Part, ...]:
    one = record.content.instrument("asq")
    context = Part(
        "context", "Asked", choices=tuple((each.value, each.value.capitalize()) for each in Context)
    )
    found = [context]
    for number, item in enumerate(one.items, start=1):
        found.append(Part(item.id, f"{number}  {item.text}", item.asked_when, YES_NO))
        if item.follow_up:
            found.append(Part(f"{item.id}-words", f"{number}  {item.follow_up}"))
    declined = Part("declined", "Declined", choices=YES_NO[:1])
    return (*found, declined, Part("judgement", "Clinical judgement, and what it rests on"))


def _cleared(record: Record) -> tuple[Part, ...]:
    return _of_form(record.content.form("blank-doses"), ("cleared-at", "cleared-open"))


def _dose(record: Record) -> Lines:
    form = record.content.form("blank-doses")
    at, lot, by, checked = _of_form(form, ("given-at", "lot", "given-by", "checked-by"))
    routes = tuple((one.value, one.label) for one in Route)
    units = tuple((one.value, one.value) for one in DoseUnit)
    parts = (
        at, Part("drug", "Drug"), Part("route", "Route", choices=routes),
        Part("amount", "Amount", number=True), Part("unit", "Unit", choices=units),
        lot, by, checked,
    )  # fmt: skip
    return Lines("dose", "Dose", parts)


def _vitals() -> Lines:
    parts = (
        Part("taken-at", "Taken at", time=True),
        Part("values", "Values", "128/82 76 97 ra 16 a5 d0 n0"),
        Part("by", "By", "where it was somebody else"),
    )
    return Lines("vitals", "Vital signs", parts)


def _missed() -> Lines:
    which = Part("which", "What became of it", choices=(("missed", "Missed"), ("declined", "Declined")))
    return Lines(
        "missed", "Look not taken", (Part("taken-at", "Due at", time=True), which, Part("reason", "Why"))
    )


def _moment() -> Lines:
    voice = Part("voice", "Voice", choices=(("client", "Client"), ("observer", "Observer")))
    return Lines("moment", "Moment", (Part("at", "Time", time=True), voice, Part("words", "Words")))


def _event(record: Record) -> tuple[Part, ...]:
    kinds = tuple((one.value, one.label.capitalize()) for one in AdverseEventKind)
    return (Part("kind", "What happened", choices=kinds), *_of_form(record.content.form("adverse-event")))


def _step(record: Record) -> Lines:
    """Return a line for one step: the steps of every checklist, in the words they are offered in now."""
    names = tuple(
        (offers.key_of(name, item.id), f"{one.title}: {item.label}")
        for name in STEPS
        for one in (record.content.checklist(name),)
        for item in one.items
    )
    answers = tuple((one.value, one.value.capitalize()) for one in StepAnswer)
    effects = tuple((str(number), f"{number:+d}") for number in range(-2, 3))
    parts = (
        Part("at", "Time", time=True), Part("step", "Step", choices=names),
        Part("answer", "What came of it", choices=answers), Part("effect", "Effect", choices=effects),
        Part("note", "Note"),
    )  # fmt: skip
    return Lines("step", "Step", parts)


def _look(record: Record) -> Lines:
    head = (
        Part("at", "Time", time=True), Part("by", "By", "where it was somebody else"),
        Part("values", "Vital signs of this look", "128/82 76 97 ra 16 a5 d0 n0"),
    )  # fmt: skip
    asked = tuple(
        replace(_of_field(item), id=f"{form}.{item.id}", label=f"{_heading(one, group)}: {item.label}")
        for form in LOOKED
        for one in (record.content.checklist(form),)
        for group in one.groups
        for item in group.items
    )
    return Lines("look", "Look", head + asked)


def _heading(one: Checklist, group: Group) -> str:
    """Return under which heading of the sheet an item stands: its criterion, or the checklist itself."""
    return group.id if group.id.startswith("D") else one.title


def _escort(record: Record) -> Lines:
    names = ("name", "relation", "phone", "arrived-at", "recognised", "adult", "drives")
    return Lines(
        "escort", "Escort at the door",
        _of_form(record.content.form("blank-leaving"), [f"escort-{name}" for name in names]),
    )  # fmt: skip


def _override() -> Lines:
    parts = (
        Part("criterion", "Criterion", "D05"), Part("name", "Name"), Part("role", "Role"),
        Part("reason", "Reason"), Part("at", "Time", time=True),
    )  # fmt: skip
    return Lines("override", "Criterion set aside", parts)


def _clearance() -> Lines:
    parts = (
        Part("which", "Clearance", choices=(("medical", "Medical"), ("therapist", "Therapist"))),
        Part("name", "Name"), Part("role", "Role"),
        Part("presence", "Given", choices=(("on site", "On site"), ("remote", "Remotely"))),
        Part("at", "Time", time=True),
    )  # fmt: skip
    return Lines("clearance", "Clearance", parts)


def _plan(record: Record) -> tuple[Part, ...]:
    copy = _of_form(record.content.form("blank-plan"), ("copy-given",))
    return _of_form(record.content.form("stay-safe-plan")) + copy


def _outcome(outcome: Outcome) -> tuple[Part, ...]:
    return tuple(_of_fact(fact) for fact in REQUIRED[outcome])


def _of_fact(fact: Fact) -> Part:
    choices = YES_NO if fact.answer is Answer.YES_NO else ()
    return Part(fact.key, fact.label, choices=choices, time=fact.answer is Answer.TIME)

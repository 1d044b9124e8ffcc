"""A page of its own for each way a day can end: what whoever takes over has to know, nothing made up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kapdesk.domain.outcomes import Outcome
from kapdesk.reports import handing_sections as hand
from kapdesk.reports import leaving_sections as leaving
from kapdesk.reports.client_facts import Number
from kapdesk.reports.fonts import Style
from kapdesk.reports.handing_sections import Noted
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.leaving_facts import Outcome as Ended
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Paper, Stamp
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.text import Span
from kapdesk.reports.wording import NOT_RECORDED, Wall, said

TITLES = {
    Outcome.MEDICAL_TRANSFER: "Medical transfer",
    Outcome.EMERGENCY_EVALUATION: "Emergency psychiatric evaluation",
    Outcome.AGAINST_ADVICE: "Left against advice",
    Outcome.EXTENDED: "Extended observation",
    Outcome.OTHER: "How the session ended",
}
SCALE = replace(CLINIC, lead=13.5)
NOT_YET = "The outcome is not recorded yet; this page says what is recorded so far."
LABELS = 0.36

Section = Callable[[Sheet, SessionFacts], None]


@dataclass(frozen=True, slots=True)
class _Part:
    """A section that is left to one line at the end where nothing of it is recorded."""

    name: str
    field: str
    section: Section

    def has(self, facts: SessionFacts) -> bool:
        """Return whether anything of it stands."""
        rows: Sequence[object] = getattr(facts, self.field)
        return any(getattr(row, "struck", None) is None for row in rows)


_EVENTS = _Part("adverse events", "adverse_events", hand.standing_events)
_FIRST = (hand.standing_doses, hand.recent_vitals, _EVENTS)
_MIND = (hand.risk, _Part("stay-safe plan", "plans", hand.plan), _Part("means", "means", hand.means))
_CLEARED = _Part("clearances", "clearances", hand.cleared)
_TASKS = _Part("anything still to be done", "tasks", hand.pending)
_SECTIONS: dict[Outcome, tuple[Section | _Part, ...]] = {
    Outcome.MEDICAL_TRANSFER: (*_FIRST, *_MIND, _CLEARED),
    Outcome.EMERGENCY_EVALUATION: (*_MIND, *_FIRST, _CLEARED),
    Outcome.AGAINST_ADVICE: (
        hand.open_criteria, *_MIND, *_FIRST, _CLEARED,
        _Part("instructions in writing", "instructions", leaving.instructions),
        _Part("appointments", "bookings", leaving.bookings), _TASKS,
    ),
    Outcome.EXTENDED: (hand.open_criteria, *_FIRST, *_MIND, _CLEARED),
    Outcome.OTHER: (hand.open_criteria, *_FIRST, *_MIND, _CLEARED, _TASKS),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """What the page of one outcome says.

    `ended` are the outcomes of this kind that stand, in the order of writing; none while it is not recorded.
    `asked` are the labels of the facts such an outcome must carry. `people` are those to call, `body` what
    was asked at arrival about the body, each with who wrote it.
    """

    outcome: Outcome
    day: SessionFacts
    ended: tuple[Ended, ...] = ()
    asked: tuple[str, ...] = ()
    clinic: str = ""
    numbers: tuple[Number, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    allergies: str = ""
    body: tuple[Noted, ...] = ()


def render(data: OutcomeFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the page of one outcome as a tagged PDF."""
    frame = Frame(paper.size, MARGIN)
    title, day = TITLES[data.outcome], data.day
    sheet = Sheet(title, frame.width, SCALE)
    sheet.heading(title, 1)
    _ended(sheet, data, day.wall)
    hand.alerts(sheet, day, data.allergies)
    hand.noted(sheet, "Asked at arrival", data.body, day.wall)
    missing = _sections(sheet, data)
    hand.noted(sheet, "People", [Noted(label, words) for label, words in data.people], day.wall)
    hand.numbers(sheet, "The clinic’s numbers", data.numbers)
    sheet.gap(sheet.scale.lead / 2)
    nothing = (("Nothing recorded of", "; ".join(missing)),) if missing else ()
    recorded = ("Recorded by", said("; ".join(day.recorded_by)))
    sheet.facts((*nothing, recorded, ("Times", said(day.zone))), share=LABELS)
    return finish(sheet, day.identity, stamp, frame)


def _sections(sheet: Sheet, data: OutcomeFacts) -> list[str]:
    """Set every section of which something is recorded, and return the names of the others."""
    missing: list[str] = []
    for one in _SECTIONS[data.outcome]:
        if not isinstance(one, _Part):
            one(sheet, data.day)
        elif one.has(data.day):
            one.section(sheet, data.day)
        else:
            missing.append(one.name)
    return missing


def _ended(sheet: Sheet, data: OutcomeFacts, wall: Wall) -> None:
    """Set every fact the outcome must carry; before it is recorded each one says so."""
    it = data.day.visit
    sheet.facts(
        (("Clinic", said(data.clinic)), ("Session", _session(data)), ("Began", wall.moment(it.began_at)))
    )
    sheet.gap(sheet.scale.lead / 2)
    if not data.ended:
        sheet.text(Span(NOT_YET, Style.BOLD))
        sheet.facts([(label, NOT_RECORDED) for label in data.asked], share=LABELS)
    for one in data.ended:
        rows = [(label, Span(said(words), Style.BOLD)) for label, words in one.facts]
        sheet.facts(
            (*rows, ("Recorded by, at", wall.noted(one.by, one.at, one.written_at))), share=LABELS, short=9
        )
        sheet.gap(sheet.scale.lead / 2)


def _session(data: OutcomeFacts) -> str:
    """Return which session this is and who had it in hand."""
    it = data.day.visit
    number = f"dosing session {it.number}" if it.number is not None else ""
    return said("; ".join(part for part in (number, it.therapist, it.medical) if part))

"""The client's own page after an integration session: what they take with them, in large type."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kapdesk.domain import clock
from kapdesk.reports.carried_facts import PlanLine, PlanPart, Said
from kapdesk.reports.client_facts import (
    Advice,
    NextVisit,
    Number,
    origins,
    set_advice,
    set_numbers,
    set_urgent,
    set_visits,
)
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLIENT, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.text import Span
from kapdesk.reports.wording import NOT_RECORDED

TITLE = "My plan for the weeks ahead"
_ABOUT_THEM = frozenset({"they", "their", "them", "client", "client’s", "client's"})
SCALE = replace(CLIENT, body=13, lead=17.5, heading=15)


@dataclass(frozen=True, slots=True)
class AgreedPractice:
    """One practice of the body that was agreed: its name, the client's plan, from when, and its caution."""

    name: str
    plan: str = ""
    from_day: str = ""
    caution: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What may stand on the client's page: own words, steps, practices, visits, numbers, nothing else.

    There is no place here for a score, a drug, a note of the therapist or another person. `withheld` are the
    kinds of things that the client asked to have left out.
    """

    identity: Identity
    clinic: str = ""
    intention: str = ""
    changed: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    parts: tuple[PlanPart, ...] = ()
    practices: tuple[AgreedPractice, ...] = ()
    visits: tuple[NextVisit, ...] = ()
    numbers: tuple[Number, ...] = ()
    emergency: tuple[Number, ...] = ()
    about: Advice = field(default_factory=Advice)
    go_slowly: Advice = field(default_factory=Advice)
    call_if: Advice = field(default_factory=Advice)
    emergency_if: Advice = field(default_factory=Advice)
    more: tuple[tuple[str, Advice], ...] = ()
    withheld: tuple[str, ...] = ()
    no_visits: str = ""

    @property
    def holds(self) -> bool:
        """Return whether anything of the client's own stands on it."""
        return bool(self.intention or self.changed or self.meanings or self.parts or self.practices)


def render(data: PlanFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the client's plan as a tagged PDF, in large type; it may take two pages."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, SCALE)
    sheet.heading(TITLE, 1)
    for line in (data.clinic, *data.about.points):
        if line.strip():
            sheet.text(line)
    _own_words(sheet, data)
    for part in data.parts:
        _part(sheet, part)
    _practices(sheet, data.practices)
    set_advice(sheet, "Go slowly", data.go_slowly)
    for heading, advice in data.more:
        set_advice(sheet, heading, advice)
    _visits(sheet, data)
    set_advice(sheet, "Call us if", data.call_if)
    set_numbers(sheet, "Who to call", data.numbers)
    set_urgent(sheet, "Get help at once if", data.emergency_if, data.emergency)
    _foot(sheet, data)
    return finish(sheet, data.identity, stamp, frame)


def _own_words(sheet: Sheet, data: PlanFacts) -> None:
    """Set intention, what changed and what it means, each only where it was said."""
    if data.intention:
        sheet.heading("What I came for")
        sheet.quote(data.intention)
    if data.changed:
        sheet.heading("What has changed")
        sheet.bullets(data.changed)
    if data.meanings:
        sheet.heading("What it means to me")
        for words in data.meanings:
            sheet.quote(words)
            sheet.gap(sheet.scale.lead / 4)


def _part(sheet: Sheet, part: PlanPart) -> None:
    """Set one list of the plan: a step, when and after which cue, and the day to look at it again."""
    sheet.heading(part.title)
    sheet.bullets([_line(one) for one in part.lines])


def _line(one: PlanLine) -> tuple[Span, ...]:
    details = "".join(f"\n{each.asked}: {each.answer}" for each in one.details if _is_own(each, one.words))
    again = f"\nWe look at it again: {clock.show_long_date(one.look_again)}" if one.look_again else ""
    return (Span(one.words, Style.BOLD), Span(details + again))


def _is_own(one: Said, words: str) -> bool:
    """Return whether an answer belongs on the client's page: asked in words that are no talk about them."""
    about_them = _ABOUT_THEM & set(one.asked.casefold().replace("?", "").split())
    return bool(one.answer.strip()) and not (one.private or about_them or one.answer.strip() == words.strip())


def _practices(sheet: Sheet, practices: Sequence[AgreedPractice]) -> None:
    """Set the practices of the body, each with what to heed."""
    if not practices:
        return
    sheet.heading("For my body")
    sheet.bullets([_practice(one) for one in practices])


def _practice(one: AgreedPractice) -> tuple[Span, ...]:
    rest = "".join(f"\n{line}" for line in (one.plan, one.from_day, *one.caution) if line.strip())
    return (Span(one.name, Style.BOLD), Span(rest))


def _visits(sheet: Sheet, data: PlanFacts) -> None:
    if data.no_visits:
        sheet.heading("When we meet again")
        sheet.text(data.no_visits)
    elif data.visits:
        set_visits(sheet, "When we meet again", data.visits)
    else:
        sheet.heading("When we meet again")
        sheet.text(f"A next day is {NOT_RECORDED}. Please ask the clinic.")


def _foot(sheet: Sheet, data: PlanFacts) -> None:
    """Set what was left out because the client asked, and where the texts come from."""
    said = [f"Left out because you asked: {'; '.join(data.withheld)}."] if data.withheld else []
    where = origins((data.about, data.go_slowly, data.call_if, data.emergency_if))
    said += [f"Advice on this page: {where}."] if where else []
    if said:
        sheet.gap(sheet.scale.lead / 2)
        sheet.text(" ".join(said))

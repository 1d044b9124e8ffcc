"""What a page says once the client's wishes and the clinic's rules were applied to everything recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from kapdesk.domain.withholding import FOR_THE_CLIENT, Category, Decision, Rule, Rules
from kapdesk.reports.carried_facts import CarriedFacts
from kapdesk.reports.day_facts import Event, Voice
from kapdesk.reports.room_facts import LeftOut, Work
from kapdesk.services import notes, withholding
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead

if TYPE_CHECKING:
    from kapdesk.reports.discharge_summary import DischargeFacts
    from kapdesk.reports.session_facts import SessionFacts

Left = tuple[str, LeftOut]
_TEXTS = (
    "words", "images", "body", "emotions", "most_alive", "hardest", "unfinished", "message_to_self",
    "intention_revisited",
)  # fmt: skip
AS_ASKED = "left out because you asked"
_VOICES = {Voice.CLIENT: Category.CLIENT_WORDS, Voice.OBSERVER: Category.OBSERVER_WORDS}


def summary(record: Record, head: SessionHead, facts: "SessionFacts", hand_over: str) -> "SessionFacts":
    """Return the facts of a session summary as they are printed; `hand_over` is the title of its form."""
    rules = withholding.rules(record, head.client, head.id)
    texts = notes.texts(record, Owner(head.client, session=head.id))
    own = {name: note.text.strip() for name, note in texts.items() if name.startswith(withholding.SHORT)}
    return applied(facts, rules, own, hand_over)


def applied(
    facts: "SessionFacts", rules: Rules, own: Mapping[str, str], hand_over: str = ""
) -> "SessionFacts":
    """Return facts without what is withheld or told in short, each with the line that stands in its place."""
    left: list[Left] = []
    facts = _timeline(facts, rules, own, left)
    facts = _preparation(facts, rules, own, left)
    facts = _debrief(facts, rules, own, left)
    facts = _insights(facts, rules, own, left)
    facts = _lists(facts, rules, own, left)
    facts = _integration(facts, rules, own, left)
    facts = _carried(facts, rules, own, left)
    facts = _hand_over(facts, rules, own, left, hand_over)
    return replace(facts, left_out=tuple(left))


def _line(
    category: Category, decision: Decision, own: Mapping[str, str], times: Iterable[datetime | None],
    one: str = "entry", many: str = "entries",
) -> LeftOut:  # fmt: skip
    """Return what stands in the place of a part: only its name where it is withheld."""
    if decision.rule is Rule.WITHHOLD:
        return LeftOut(category.label, decision.asked)
    known = list(times)
    there = [at for at in known if at is not None]
    return LeftOut(
        category.label, decision.asked, told=True, instead=own.get(withholding.SHORT + category.value, ""),
        count=len(known), one=one, many=many, first=min(there, default=None), last=max(there, default=None),
    )  # fmt: skip


def _timeline(
    facts: "SessionFacts", rules: Rules, own: Mapping[str, str], left: list[Left]
) -> "SessionFacts":
    """Leave out moments by themselves, or a whole voice; the moments that care needs stay."""
    kept: list[Event] = []
    gone: dict[Category, list[Event]] = {}
    single = 0
    for event in facts.timeline:
        voice = _VOICES[event.voice]
        decision = rules.of_moment(event.id, voice, is_care=event.is_care)
        if decision.rule is Rule.PRINT:
            kept.append(event)
        elif decision == rules.of(voice):
            gone.setdefault(voice, []).append(event)
        else:
            single += 1
    for voice, events in gone.items():
        spoken = ("moment", "moments") if voice is Category.CLIENT_WORDS else ("observation", "observations")
        line = _line(voice, rules.of(voice), own, (event.at for event in events), *spoken)
        left.append(("timeline", line))
    if single:
        words = Category.MOMENT.label if single == 1 else f"{single} moments of the journey"
        left.append(("timeline", LeftOut(words, asked=True)))
    return replace(facts, timeline=tuple(kept))


def _preparation(
    facts: "SessionFacts", rules: Rules, own: Mapping[str, str], left: list[Left]
) -> "SessionFacts":
    """Leave out the intention and what else was told; touch, scents and escort are care and stay."""
    it, decision = facts.preparation, rules.of(Category.PREPARATION)
    texts = [text for text in (it.intention, *(text for _, text in it.rest)) if text.strip()]
    if decision.rule is Rule.PRINT or not texts:
        return facts
    left.append(
        ("preparation", _line(Category.PREPARATION, decision, own, [None] * len(texts), "text", "texts"))
    )
    return replace(facts, preparation=replace(it, intention="", rest=()))


def _debrief(facts: "SessionFacts", rules: Rules, own: Mapping[str, str], left: list[Left]) -> "SessionFacts":
    """Leave out what the client told, and what the observer saw, each by its own rule.

    A wish about the debrief means both voices in it. How distressed the client was stays: that is care.
    """
    it, told = facts.debrief, rules.of(Category.DEBRIEF)
    seen = told if rules.is_asked(Category.DEBRIEF) else rules.of(Category.OBSERVER_WORDS)
    texts = [getattr(it, name) for name in _TEXTS] + [text for _, text in it.rest]
    count = sum(bool(text.strip()) for text in texts)
    if told.rule is not Rule.PRINT and (count or it.rated):
        left.append(("debrief", _line(Category.DEBRIEF, told, own, [None] * count, "text", "texts")))
        figures = tuple(one for one in it.rated if one.answer.isdigit())
        it = replace(it, rest=(), rated=figures, readiness="", tone="", **dict.fromkeys(_TEXTS, ""))
    if it.observed.strip() and seen.rule is not Rule.PRINT:
        left.append(("debrief", _line(Category.OBSERVER_WORDS, seen, own, [None], "text", "texts")))
        it = replace(it, observed="")
    return replace(facts, debrief=it)


def _insights(
    facts: "SessionFacts", rules: Rules, own: Mapping[str, str], left: list[Left]
) -> "SessionFacts":
    """Leave out what was kept of the client's words, also words of a moment that is left out by itself."""
    it, decision = facts.debrief, rules.of(Category.INSIGHTS)
    if decision.rule is Rule.PRINT:
        gone = [one for one in it.insights if one.from_id and rules.is_withheld_moment(one.from_id)]
        decision = Decision(Rule.WITHHOLD, asked=True)
    else:
        gone = list(it.insights)
    if not gone:
        return facts
    left.append(("insights", _line(Category.INSIGHTS, decision, own, [one.at for one in gone])))
    kept = tuple(one for one in it.insights if one not in gone)
    words = {one.words for one in gone}
    work = tuple(one for one in facts.work if not _repeats(one, words))
    if rules.of(Category.WORK).rule is not Rule.PRINT:
        work = facts.work  # it is left out as a whole, and said to be so
    if len(work) < len(facts.work):
        times = [one.at for one in facts.work if one not in work]
        left.append(("work", _line(Category.WORK, decision, {}, times, "piece", "pieces")))
    coverage = it.coverage if kept else ()
    return replace(facts, debrief=replace(it, insights=kept, coverage=coverage), work=work)


def _repeats(one: Work, words: set[str]) -> bool:
    """Return whether a piece of work says again what is left out."""
    return one.statement in words or any(word in one.grew_from for word in words)


def _lists(facts: "SessionFacts", rules: Rules, own: Mapping[str, str], left: list[Left]) -> "SessionFacts":
    """Leave out the work, the body map, and what was read back from earlier sessions."""
    for section, category, name in (
        ("work", Category.WORK, "work"),
        ("body map", Category.BODY_MAP, "body_map"),
        ("looked again", Category.INSIGHTS, "looked_again"),
    ):
        rows: Sequence[object] = getattr(facts, name)
        decision = rules.of(category)
        if rows and decision.rule is not Rule.PRINT:
            left.append((section, _line(category, decision, own, [getattr(row, "at", None) for row in rows])))
            facts = replace(facts, **{name: ()})
    return facts


def _integration(
    facts: "SessionFacts", rules: Rules, own: Mapping[str, str], left: list[Left]
) -> "SessionFacts":
    """Leave out the integration notes."""
    decision = rules.of(Category.INTEGRATION)
    if decision.rule is Rule.PRINT:
        if rules.of(Category.INSIGHTS).rule is Rule.PRINT:
            return facts
        bare = tuple(replace(note, read_back=()) for note in facts.integration)
        return replace(facts, integration=bare)
    if not facts.integration:
        return facts
    times = [note.at for note in facts.integration]
    left.append(("integration", _line(Category.INTEGRATION, decision, own, times, "note", "notes")))
    return replace(facts, integration=())


def _carried(facts: "SessionFacts", rules: Rules, own: Mapping[str, str], left: list[Left]) -> "SessionFacts":
    """Leave out what is carried on; it follows what is asked about the integration notes."""
    decision, it = rules.of(Category.INTEGRATION), facts.carried
    if decision.rule is Rule.PRINT or it.empty:
        return facts
    times = [one.at for register in it.registers for one in register.items] + [one.at for one in it.meanings]
    left.append(("carried", _line(Category.INTEGRATION, decision, own, times)))
    return replace(facts, carried=CarriedFacts())


def _hand_over(
    facts: "SessionFacts", rules: Rules, own: Mapping[str, str], left: list[Left], title: str
) -> "SessionFacts":
    """Leave out what the client answered on the screen."""
    decision = rules.of(Category.HAND_OVER)
    mine = [one for one in facts.checks if title and one.title.startswith(title)]
    if decision.rule is Rule.PRINT or not mine:
        return facts
    times = [check.at for one in mine for check in one.checks]
    left.append(("hand-over", _line(Category.HAND_OVER, decision, own, times, "answer", "answers")))
    return replace(facts, checks=tuple(one for one in facts.checks if one not in mine))


def discharge(record: Record, head: SessionHead, facts: "DischargeFacts") -> "DischargeFacts":
    """Return the facts of the client's page as they are to be printed."""
    rules = withholding.rules(record, head.client, head.id)
    gone = [one for one in FOR_THE_CLIENT if rules.of(one).rule is Rule.WITHHOLD]
    if Category.HELPED in gone:
        facts = replace(facts, helps=())
    if Category.VISITS in gone:
        facts = replace(facts, visits=(), no_visits=AS_ASKED)
    if Category.AT_HOME in gone:
        facts = replace(facts, escort=AS_ASKED, escort_relation="", tonight_with=AS_ASKED)
    return replace(facts, withheld=(*facts.withheld, *(one.label for one in gone)))

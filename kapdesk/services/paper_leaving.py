"""Taking over the sheets about leaving: looks, clearances, screens, the plan, how the day ended."""

from dataclasses import replace
from datetime import datetime

from kapdesk.domain.clock import SetClock
from kapdesk.domain.doses import Escort
from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_body import oriented_at
from kapdesk.domain.gate_facts import Presence
from kapdesk.domain.outcomes import REQUIRED, Answer
from kapdesk.domain.readiness import Signature, check_may_clear, check_outcome
from kapdesk.domain.screens import AsqAnswers, Context
from kapdesk.domain.transcriptions import check_second_screen, check_step, from_paper
from kapdesk.domain.vital_line import parse_line
from kapdesk.services import (
    assessments,
    clearances,
    escorts,
    leaving,
    notes,
    outcomes,
    readiness,
    safety_plans,
    screens,
)
from kapdesk.services.paper_lines import ASQ_WORDS, LOOKED, OUTCOMES
from kapdesk.services.paper_taking import Taking, Texts, yes


def gate(it: Taking) -> None:
    """Take over looks, the escort at the door, criteria set aside, and clearances."""
    for line in it.lines("look"):
        _look(it, line)
    for line in it.lines("escort"):
        _escort_seen(it, line)
    for line in it.lines("override"):
        at = it.when(line.get("at", ""))
        said = [line.get(part, "") for part in ("criterion", "name", "role", "reason")]
        readiness.override(it.record, it.session, said[0].strip().upper(), *said[1:], at=at)
    for line in it.lines("clearance"):
        _clearance(it, line)


def _look(it: Taking, line: Texts) -> None:
    answers: dict[str, dict[str, str | None]] = {}
    for form in LOOKED:
        given = {
            id_.partition(".")[2]: text.strip() for id_, text in line.items() if id_.startswith(f"{form}.")
        }
        answers[form] = {item: text or None for item, text in given.items() if text}
    by, values = line.get("by", "").strip(), line.get("values", "").strip()
    seen = readiness.Observation(
        answers, parse_line(values) if values else None, from_paper(by) if by else "",
        at=it.when(line.get("at", "")),
    )  # fmt: skip
    readiness.observe(it.record, it.session, seen)


def _escort_seen(it: Taking, line: Texts) -> None:
    known = escorts.of_session(it.record, it.session) or Escort()
    names = ("name", "relation", "phone", "recognised", "drives")
    said = {name: text for name in names if (text := line.get(f"escort-{name}", "").strip())}
    adult = yes(line.get("escort-adult", ""))
    seen = replace(
        known, **said, adult=known.adult if adult is None else adult,
        arrived_at=it.when(line.get("escort-arrived-at", "")),
    )  # fmt: skip
    leaving.see_escort(it.record, it.session, seen, client_drives=None)


def _as_of(it: Taking, at: datetime) -> readiness.Readiness:
    """Return how the session stood at an instant on paper: judged by the clock of the sheet."""
    return readiness.of_session(replace(it.record, clock=SetClock(at)), it.session)


def _clearance(it: Taking, line: Texts) -> None:
    if not line.get("which"):
        raise Refused("Which clearance this is, is not said. Nothing was taken over. Choose one.")
    signature, at = Signature(line["which"]), it.when(line.get("at", ""))
    check_may_clear(signature, _as_of(it, at).criteria)
    presence = Presence(line["presence"]) if line.get("presence") else None
    clearances.sign(
        it.record, it.session, signature, name=line.get("name", ""), role=line.get("role", ""),
        presence=presence, statement=from_paper(it.filled.by), at=at,
    )  # fmt: skip


def asq(it: Taking) -> None:
    """Take over a suicide screen; the second one counts only after orientation, by its own time."""
    if not it.text("context"):
        raise Refused("When on the day this was asked is not said. Nothing was taken over. Choose it.")
    context, at = Context(it.text("context")), it.at
    if context is Context.PRE_DISCHARGE:
        facts = readiness.gather(it.record, it.session)
        check_second_screen(at, oriented_at(facts), orientation_written=bool(facts.orientation))
    heard = [yes(it.text(item)) for item in screens.ITEMS]
    answers = AsqAnswers(*heard, refused=it.text("declined") == "yes")
    words = {item: it.text(f"{item}-words") for item in ASQ_WORDS}
    asked = screens.Asked(context, answers, words, it.text("judgement"), at=at)
    screens.ask(it.record, it.client, asked, it.session)


def bssa(it: Taking) -> None:
    """Take over a brief safety assessment with its one disposition."""
    answers = {id_: text for id_, text in it.filled.parts.items() if text.strip()}
    disposition = assessments.OF_CHOICE.get(answers.pop("disposition", ""))
    assessments.assess(it.record, it.client, assessments.Talk(disposition, answers, at=it.at), it.session)


def plan(it: Taking) -> None:
    """Take over the stay-safe plan as it was reviewed on paper."""
    owner = safety_plans.owner(it.client)
    for one in it.record.content.form(safety_plans.FORM).fields:
        if it.text(one.id):
            notes.write(it.record, owner, safety_plans.element(one.id), it.text(one.id))
    likelihood = it.text("likelihood")
    safety_plans.review(
        it.record, it.client, copy_given=yes(it.text("copy-given")), session_id=it.session,
        likelihood=int(likelihood) if likelihood else None, kept_where=it.text("kept-where"), at=it.at,
    )  # fmt: skip


def ended(it: Taking) -> None:
    """Take over how the day ended, judged as things stood at that time."""
    outcome = OUTCOMES[it.filled.sheet]
    told: dict[str, str | bool | datetime | None] = {}
    for fact in REQUIRED[outcome]:
        text = it.text(fact.key)
        if text:
            timed = fact.answer is Answer.TIME
            told[fact.key] = it.when(text) if timed else yes(text) if fact.answer is Answer.YES_NO else text
    left = told.get("left_at")
    at = left if isinstance(left, datetime) else it.at
    if outcome.ends_as is not None:
        check_step(it.course(), outcome.ends_as, at, it.record.zone)
    then = _as_of(it, at)
    check_outcome(outcome, then.facts, then.criteria)
    outcomes.end(it.record, it.session, outcome, told)

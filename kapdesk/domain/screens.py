"""The suicide screen (ASQ) as spoken by the clinician: what it came to and what must happen next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kapdesk.domain.errors import Refused
from kapdesk.domain.questionnaires import Answers, Score

ASQ_RULE = "asq-nimh-2017.1"

REASON_LENGTH = 10
"""Characters of a reason or a judgement at least, without white space around."""

ATTEMPT_ITEM_EXPLANATION = (
    "Item 4 asks about a whole lifetime. A past attempt makes every screen at least non-acute positive, so a "
    "brief suicide safety assessment is expected on every dosing day. Ask what changed since the last one."
)


class Context(StrEnum):
    """When on the day, or after it, the screen was asked."""

    ARRIVAL = "arrival"
    PRE_DISCHARGE = "before leaving"
    CONTACT = "follow-up contact"


class AsqResult(StrEnum):
    """What a screen came to; a refusal and a gap are results of their own, never negative."""

    NEGATIVE = "negative"
    NON_ACUTE_POSITIVE = "non-acute positive"
    ACUTE_POSITIVE = "acute positive"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"

    @property
    def positive(self) -> bool:
        """Return whether this is one of the two positive results."""
        return self in {AsqResult.NON_ACUTE_POSITIVE, AsqResult.ACUTE_POSITIVE}

    @property
    def scored(self) -> bool:
        """Return whether the answers came to a result: a refusal and a gap did not."""
        return self not in {AsqResult.INCOMPLETE, AsqResult.REFUSED}


@dataclass(frozen=True, slots=True)
class AsqAnswers:
    """Yes (True), no (False) or not answered (None) to items 1 to 5; item 5 stays None when not asked."""

    wished_dead: bool | None = None
    better_off_dead: bool | None = None
    thoughts_of_killing: bool | None = None
    ever_tried: bool | None = None
    thoughts_now: bool | None = None
    refused: bool = False

    @property
    def first_four(self) -> tuple[bool | None, bool | None, bool | None, bool | None]:
        """Return items 1 to 4 in the order they are asked."""
        return (self.wished_dead, self.better_off_dead, self.thoughts_of_killing, self.ever_tried)

    @property
    def now_is_due(self) -> bool:
        """Return whether item 5 is to be asked: any of items 1 to 4 is yes."""
        return any(self.first_four)

    @property
    def attempt_alone(self) -> bool:
        """Return whether only the lifetime question makes the screen positive: item 4 yes, the rest no."""
        rest = (self.wished_dead, self.better_off_dead, self.thoughts_of_killing, self.thoughts_now)
        return self.ever_tried is True and rest == (False, False, False, False) and not self.refused


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the result asks for; `holds_discharge` stands until the step is recorded."""

    words: str
    bssa_required: bool
    holds_discharge: bool
    judgement_required: bool = False


_NEXT_STEPS = {
    AsqResult.NEGATIVE: NextStep(
        "No further action is required by the screen. Clinical judgement can always override it.",
        bssa_required=False,
        holds_discharge=False,
    ),
    AsqResult.NON_ACUTE_POSITIVE: NextStep(
        "A brief suicide safety assessment is needed before the client leaves. The client stays until it is "
        "done. Tell the responsible clinician.",
        bssa_required=True,
        holds_discharge=True,
    ),
    AsqResult.ACUTE_POSITIVE: NextStep(
        "A full mental health safety evaluation is needed now. Keep the client in sight, remove dangerous "
        "objects, tell the responsible clinician. The client stays until evaluated.",
        bssa_required=True,
        holds_discharge=True,
    ),
    AsqResult.INCOMPLETE: NextStep(
        "The screen has no result while a required answer is missing. Ask the open items.",
        bssa_required=False,
        holds_discharge=True,
    ),
    AsqResult.REFUSED: NextStep(
        "The client declined the screen. This is not a negative result: write your clinical judgement and "
        "what it rests on. The client stays until then.",
        bssa_required=False,
        holds_discharge=True,
        judgement_required=True,
    ),
}


def asq_result(answers: AsqAnswers) -> AsqResult:
    """Return what the answers come to; raises Refused for a yes to item 5 after four times no.

    Any yes in items 1 to 4 asks item 5; with it no the screen is non-acute positive, with it yes acute
    positive, with it missing incomplete. Four times no is negative and item 5 is absent. A gap in items 1 to
    4 is incomplete even where item 5 is known, but a yes to item 5 beside a yes is acute positive whatever
    else is missing, for it cannot become less. Source: NIMH ASQ toolkit.
    """
    if answers.refused:
        return AsqResult.REFUSED
    gap = None in answers.first_four
    if answers.thoughts_now is not None and not gap and not answers.now_is_due:
        _refuse_item_five()
    if answers.now_is_due and answers.thoughts_now:
        return AsqResult.ACUTE_POSITIVE
    if gap or (answers.now_is_due and answers.thoughts_now is None):
        return AsqResult.INCOMPLETE
    return AsqResult.NON_ACUTE_POSITIVE if answers.now_is_due else AsqResult.NEGATIVE


def explanation(answers: AsqAnswers) -> str:
    """Return why a screen is positive where only item 4 makes it so; empty otherwise.

    It explains and clears nothing: the assessment is expected all the same. Source: NIMH ASQ toolkit.
    """
    return ATTEMPT_ITEM_EXPLANATION if answers.attempt_alone else ""


def check_reason(reason: str, after: str) -> None:
    """Raise Refused for a reason that is too short; `after` says what happened to the data and what to do."""
    if len(reason.strip()) < REASON_LENGTH:
        raise Refused(f"The reason has {REASON_LENGTH} characters or more. {after}")


def refusal_answered(result: AsqResult, judgement: str) -> bool:
    """Return whether a screen that was declined has the clinician's judgement in writing."""
    return result is AsqResult.REFUSED and len(judgement.strip()) >= REASON_LENGTH


def _refuse_item_five() -> None:
    raise Refused(
        "Items 1 to 4 are all no, so item 5 is not asked, and an answer to it was entered. The answers are "
        "kept and no result was made; ask items 1 to 5 again."
    )


def next_step(result: AsqResult) -> NextStep:
    """Return what a result asks for, in words. Source: NIMH ASQ toolkit, adult clinical pathway."""
    return _NEXT_STEPS[result]


def check_may_score(context: Context, oriented_at: datetime | None, asked_at: datetime) -> None:
    """Raise Refused for the screen before leaving while orientation is not recorded, or was so only later.

    Answers given while dissociated cannot be read. The screen at arrival and at a later contact is free of
    this rule.
    """
    if context is not Context.PRE_DISCHARGE:
        return
    if oriented_at is None:
        raise Refused(
            "Orientation to person, place, time and situation is not recorded yet, so this screen cannot be "
            "scored. The answers are kept; record orientation and ask again."
        )
    if asked_at < oriented_at:
        raise Refused(
            "This screen was asked before orientation was recorded, so it cannot be scored. The answers are "
            "kept; ask again."
        )


def asq(answers: Answers) -> Score:
    """Score ASQ items 1 to 5 given as 1 yes, 0 no, None not answered; no total, the band is the result.

    Four answers without item 5 are accepted. An acute positive result needs no further item to be complete.
    Raises Refused for another count, another number, or a yes to
    item 5 after four times no. Source: NIMH ASQ toolkit.
    """
    if len(answers) not in {4, 5} or any(answer not in {0, 1, None} for answer in answers):
        raise Refused(
            "The ASQ has five items of yes or no. No result was made; answer each item that was asked."
        )
    heard = [None if answer is None else bool(answer) for answer in (*answers, None)[:5]]
    spoken = AsqAnswers(heard[0], heard[1], heard[2], heard[3], heard[4])
    result = asq_result(spoken)
    asked = heard if spoken.now_is_due else heard[:4]
    answered = sum(answer is not None for answer in asked)
    return Score(
        measure="ASQ",
        rule_version=ASQ_RULE,
        answered=answered,
        of=len(asked) if result is AsqResult.INCOMPLETE else answered,
        band=result.value,
    )


class Disposition(StrEnum):
    """How a brief suicide safety assessment ended: exactly one of these."""

    EMERGENCY = "emergency psychiatric evaluation"
    FURTHER_EVALUATION = "further evaluation of risk needed"
    NON_URGENT = "non-urgent mental health follow-up"
    NO_FURTHER = "no further intervention now"


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from a disposition; the times are the latest ones."""

    words: str
    locks_emergency_outcome: bool
    safety_plan_required: bool
    referral_required: bool
    referral_within: timedelta | None
    booked_date_required: bool


CALL_WITHIN = timedelta(hours=48)
"""How soon after any positive screen the check-in call is planned at the latest (NIMH BSSA)."""

REFERRAL_SEEN_TO = timedelta(hours=72)
"""When somebody sees at the latest that a referral was made, where its disposition names no time."""

_CONSEQUENCES = {
    Disposition.EMERGENCY: Consequences(
        "Do not leave the client alone; record the transport. Only emergency evaluation can be the outcome.",
        locks_emergency_outcome=True,
        safety_plan_required=False,
        referral_required=True,
        referral_within=timedelta(0),
        booked_date_required=False,
    ),
    Disposition.FURTHER_EVALUATION: Consequences(
        "Make the safety plan and refer for evaluation, within 72 hours where possible: book the date.",
        locks_emergency_outcome=False,
        safety_plan_required=True,
        referral_required=True,
        referral_within=timedelta(hours=72),
        booked_date_required=True,
    ),
    Disposition.NON_URGENT: Consequences(
        "Make the safety plan and refer for mental health follow-up.",
        locks_emergency_outcome=False,
        safety_plan_required=True,
        referral_required=True,
        referral_within=None,
        booked_date_required=False,
    ),
    Disposition.NO_FURTHER: Consequences(
        "Follow up at the next appointment.",
        locks_emergency_outcome=False,
        safety_plan_required=False,
        referral_required=False,
        referral_within=None,
        booked_date_required=False,
    ),
}


def consequences(disposition: Disposition) -> Consequences:
    """Return what follows from a disposition. Source: NIMH brief suicide safety assessment."""
    return _CONSEQUENCES[disposition]


def call_due(result: AsqResult, screened_at: datetime) -> datetime | None:
    """Return when the check-in call is due at the latest: 48 hours after a positive screen, else None."""
    return screened_at + CALL_WITHIN if result.positive else None

"""Coming back into the body: steps offered, how they were answered, and what to ask before touch or scent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from kapdesk.domain.errors import Refused

EFFECT_WORDS = {-2: "much worse", -1: "worse", 0: "no change", 1: "better", 2: "much better"}
"""What a step did, from -2 to +2; it is not summed."""


class StepAnswer(StrEnum):
    """How an offered step was answered; one that was never offered has no answer at all."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    HELPED = "helped"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it was answered, with its effect where one was named and the caution that was shown."""

    item: str
    answer: StepAnswer
    at: datetime
    effect: int | None = None
    caution: str = ""
    note: str = ""


def check_step(step: Step) -> None:
    """Raise Refused for an effect outside -2 to +2, or an effect of a step that was not taken."""
    if step.effect is None:
        return
    if step.effect not in EFFECT_WORDS:
        raise Refused(
            f"The effect of a step goes from -2 to +2, and {step.effect} was entered. Nothing was recorded."
        )
    if step.answer in {StepAnswer.OFFERED, StepAnswer.DECLINED}:
        raise Refused(
            f"A step that was {step.answer} has no effect. Nothing was recorded; correct one of the two."
        )


def is_effect_of(later: Step, earlier: Step) -> bool:
    """Return whether a later row says what an earlier answer did, and is not another answer.

    It keeps the time of the answer; records written before that rule have the effect at its own time.
    """
    if later.answer is not earlier.answer or later.note or later.effect == earlier.effect:
        return False
    return later.at == earlier.at or earlier.effect is None


_HOW_FAR = {StepAnswer.OFFERED: 0, StepAnswer.ACCEPTED: 1, StepAnswer.DECLINED: 1, StepAnswer.HELPED: 2}


def rounds(answers: Sequence[StepAnswer]) -> int:
    """Return how often a step was gone through: offered, accepted and helped is once."""
    return bool(answers) + sum(_HOW_FAR[later] <= _HOW_FAR[earlier] for earlier, later in pairwise(answers))


class TouchLevel(StrEnum):
    """What was agreed about touch before any medicine."""

    NOT_DISCUSSED = "not discussed"
    NOT_AGREED = "not agreed"
    NO_TOUCH = "no touch"
    ASKED_EACH_TIME = "asked each time"
    WITH_LIMITS = "agreed with limits"


@dataclass(frozen=True, slots=True)
class TouchAgreement:
    """The level that was agreed, and its limits in the client's words: `hand only`."""

    level: TouchLevel = TouchLevel.NOT_DISCUSSED
    words: str = ""


def touch_level(choice: str | None) -> TouchLevel:
    """Return the level of a choice made in preparation: a level by its own name, `none`, or a named limit.

    Nothing chosen is not discussed; any limit that is named (`hand`, `as written`) is agreed with limits.
    """
    chosen = (choice or "").strip().casefold()
    if not chosen:
        return TouchLevel.NOT_DISCUSSED
    if chosen == "none":
        return TouchLevel.NO_TOUCH
    return next((level for level in TouchLevel if level.value == chosen), TouchLevel.WITH_LIMITS)


def touch_caution(agreement: TouchAgreement | None, *, touch: bool) -> str | None:
    """Return what to know before a step with touch, or None for a step without; it never blocks.

    A no given before the medicine outranks a yes given under it.
    """
    if not touch:
        return None
    level = agreement.level if agreement else TouchLevel.NOT_DISCUSSED
    words = agreement.words.strip().rstrip(".") if agreement else ""
    said = f" In the client's words: {words}." if words else ""
    return {
        TouchLevel.NOT_DISCUSSED: "No touch agreement is recorded. Offer this step without touch.",
        TouchLevel.NOT_AGREED: f"Touch was discussed and not agreed. Offer this step without touch.{said}",
        TouchLevel.NO_TOUCH: (
            f"The client said no touch, and that stands whatever is said now. Offer it without touch.{said}"
        ),
        TouchLevel.ASKED_EACH_TIME: f"Touch is asked each time. Ask now, and wait for the answer.{said}",
        TouchLevel.WITH_LIMITS: f"Touch is agreed with limits; ask again now.{said}",
    }[level]


def alert_caution(cautions: Sequence[str], alerts: Mapping[str, str], text: str = "") -> str | None:
    """Return what a step's own cautions say against this client's alerts (kind to words), or None."""
    named = [alerts[kind] for kind in cautions if kind in alerts]
    if not named:
        return None
    return f"Client alert: {', '.join(named)}. {text}".strip()


def joined_caution(*cautions: str | None) -> str | None:
    """Join what several checks say into one sentence to show, or None where none said anything."""
    said = [caution for caution in cautions if caution]
    return " ".join(dict.fromkeys(said)) or None

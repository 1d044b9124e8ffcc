"""The plan for the body on the days after: what a practice asks for, given what is known of this client."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kapdesk.domain.errors import Refused
from kapdesk.domain.gate_people import is_medical
from kapdesk.domain.people import Role

NO_NUMBERS = "eating-disorder"
"""The alert with which nothing is counted: no numbers, no weights, no amounts."""
LAST_DAY = 60
NOT_RECORDED = (
    "No alert is recorded for this client, so nothing could be checked: that is not the same as none."
)


class Level(StrEnum):
    """What a practice asks for: nothing more, a note, or a medical professional by name."""

    PLAIN = ""
    CAUTION = "caution"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One practice and its rules.

    `caution` and `stop` are kinds of client alert, `today_caution` and `today_stop` kinds of adverse event of
    this session. `not_before` is the first day on which it may be planned (0 is the dosing day); before
    `care_before` it asks for a note. `ask` is what must be asked first: a yes is a stop with one of
    `yes_stops_with`, or always where that is empty.
    """

    id: str
    label: str
    capture: str
    same_day: str
    may_suggest: bool
    capture_plain: str = ""
    caution: tuple[str, ...] = ()
    caution_text: str = ""
    stop: tuple[str, ...] = ()
    stop_text: str = ""
    today_caution: tuple[str, ...] = ()
    today_stop: tuple[str, ...] = ()
    not_before: int = 0
    care_before: int = 0
    ask: str = ""
    yes_text: str = ""
    yes_stops_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the client: alerts that stand (kind to words), those in own words, events of the day.

    `recorded` says whether any alert was ever recorded; without one nothing was checked.
    """

    alerts: Mapping[str, str] = field(default_factory=dict[str, str])
    own: tuple[str, ...] = ()
    today: Mapping[str, str] = field(default_factory=dict[str, str])
    recorded: bool = True

    @property
    def counts(self) -> bool:
        """Return whether numbers and amounts may be asked for."""
        return NO_NUMBERS not in self.alerts


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be planned; `answer` is what was said to the practice's own question, None for not asked."""

    practice: str
    plan: str
    from_day: int | None = None
    answer: bool | None = None
    brought_up: bool = False
    note: str = ""
    by_name: str = ""
    by_role: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a practice asks for, and the sentences to show and to keep with the plan."""

    level: Level
    sentences: tuple[str, ...]
    needs_note: bool = False

    @property
    def text(self) -> str:
        """Return everything that was said, as it is kept."""
        return " ".join(self.sentences)


_Said = tuple[Level, str]


def judge(practice: Practice, known: Known, wish: Wish) -> Judged:
    """Return how far a practice goes with this client; the order in which alerts stand does not matter.

    Source: common contraindication lists for fasting, heat and neck manipulation, to be confirmed by the
    clinic's medical director; ketamine raises blood pressure and pulse (SPRAVATO prescribing information).
    """
    said = [*_alerts(practice, known), *_today(practice, known), *_asked(practice, known, wish)]
    if not known.recorded:
        said.append((Level.CAUTION, NOT_RECORDED))
    said += _day(practice, wish.from_day)
    if not practice.may_suggest:
        said.append((Level.PLAIN, "Brought up by the client; it is not proposed."))
    levels = {level for level, _ in said}
    level = next((one for one in (Level.STOP, Level.CAUTION) if one in levels), Level.PLAIN)
    return Judged(level, tuple(sentence for _, sentence in said), Level.CAUTION in levels)


def proposals(practices: Iterable[Practice], known: Known) -> tuple[Practice, ...]:
    """Return what may be offered: never what only the client may bring up, nor what a stop stands against."""
    return tuple(
        one
        for one in practices
        if one.may_suggest and judge(one, known, Wish(one.id, "")).level != Level.STOP
    )


def check(practice: Practice, known: Known, wish: Wish) -> Judged:
    """Return what is kept with a plan; raises Refused, with what is missing, for one that may not be written.

    Fasting and heat are planned only where the client brought them up, and never for the days their rule
    leaves out; a caution needs a note and a stop a medical professional by name and role.
    """
    if not wish.plan.strip():
        raise _refuse("A plan says what will be done.", "Write it in the client's words.")
    if not practice.may_suggest and not wish.brought_up:
        raise _refuse(f"{practice.label} is not proposed.", "Say so if the client brought it up.")
    _check_day(practice, wish.from_day)
    if not known.counts and has_amount(wish.plan):
        raise _refuse(
            "An eating disorder stands among the alerts: no weights or amounts.", "Say it in words."
        )
    judged = judge(practice, known, wish)
    if judged.level is Level.STOP and not (wish.by_name.strip() and is_medical(wish.by_role)):
        raise _refuse(
            f"A stop stands against this. {judged.text}",
            "Ask the medical professional, and write their name and role.",
        )
    if judged.needs_note and not wish.note.strip():
        raise _refuse(f"A caution stands against this. {judged.text}", "Write a note on how it is met.")
    return judged


def as_medical(words: str) -> str:
    """Return a profession as the role it is kept in: `medical professional, anaesthetist`; "" for none."""
    plain = words.strip()
    return plain if not plain or is_medical(plain) else f"{Role.MEDICAL.value}, {plain}"


_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:k?cal(?:orie)?s?|kilocalories|k?joules?|kj|kg|kilo(?:gram)?s?|grams?|g|mg|lbs?|pounds?|"
    r"oz|ounces?|stones?|litres?|liters?|ml|l)\b|\d[\d.,]*\s*%|\bbmi\b\D{0,12}\d",
    re.IGNORECASE,
)


def has_amount(words: str) -> bool:
    """Return whether a text holds a weight or an amount: a number with a unit, or a BMI."""
    return _AMOUNT.search(words) is not None


def _alerts(practice: Practice, known: Known) -> list[_Said]:
    said = [
        (level, f"{level.value.capitalize()}, client alert: {', '.join(named)}. {text}".strip())
        for level, kinds, text in (
            (Level.STOP, practice.stop, practice.stop_text),
            (Level.CAUTION, practice.caution, practice.caution_text),
        )
        if (named := _named(kinds, known.alerts))
    ]
    if known.own:
        others = "; ".join(sorted(known.own))
        said.append(
            (Level.CAUTION, f"Alert in own words, which no rule knows: {others}. Does it speak against?")
        )
    return said


def _today(practice: Practice, known: Known) -> list[_Said]:
    return [
        (level, f"{level.value.capitalize()}, recorded today: {', '.join(named)}.")
        for level, kinds in ((Level.STOP, practice.today_stop), (Level.CAUTION, practice.today_caution))
        if (named := _named(kinds, known.today))
    ]


def _asked(practice: Practice, known: Known, wish: Wish) -> list[_Said]:
    if not practice.ask:
        return []
    if wish.answer is None:
        return [(Level.CAUTION, f"{practice.ask} Not asked.")]
    if not wish.answer:
        return [(Level.PLAIN, f"{practice.ask} No.")]
    unknown = not known.recorded or not practice.yes_stops_with
    stops = unknown or bool(_named(practice.yes_stops_with, known.alerts))
    return [(Level.STOP if stops else Level.CAUTION, f"{practice.ask} Yes. {practice.yes_text}")]


def _day(practice: Practice, day: int | None) -> list[_Said]:
    if day is None or day >= max(practice.care_before, 1):
        return []
    level = Level.CAUTION if day < practice.care_before else Level.PLAIN
    return [(level, f"On the dosing day: {practice.same_day}")]


def _check_day(practice: Practice, day: int | None) -> None:
    if day is not None and not 0 <= day <= LAST_DAY:
        raise _refuse(f"A plan begins within {LAST_DAY} days.", "Choose another day.")
    if not practice.not_before:
        return
    if day is None:
        raise _refuse(f"{practice.label}: {practice.same_day}", "Say from which day.")
    if day < practice.not_before:
        raise _refuse(f"{practice.label}: {practice.same_day}", "Choose a later day.")


def _named(kinds: Sequence[str], words: Mapping[str, str]) -> list[str]:
    """Return in words those of the kinds that stand, in the order of the rule."""
    return [words[kind] for kind in kinds if kind in words]


def _refuse(what: str, do: str) -> Refused:
    return Refused(f"{what} Nothing was recorded; your words are still here. {do}")

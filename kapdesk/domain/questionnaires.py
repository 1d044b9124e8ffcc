"""What the client's own answers add up to: PHQ-9, GAD-7, PCL-5 and WHO-5; nothing while one is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kapdesk.domain.errors import Refused

PHQ9_RULE = "phq9-2001.1"
GAD7_RULE = "gad7-2006.1"
PCL5_RULE = "pcl5-2013.1"
WHO5_RULE = "who5-2024.1"

SCREENING_CUT_OFF = 10
"""Points from which PHQ-9 and GAD-7 ask for a closer look (Kroenke 2001, Spitzer 2006)."""
PCL5_CUT_OFF = 33
"""Points from which the PCL-5 total rule is met; published range 31 to 33 (National Center for PTSD)."""
WHO5_LOW = 50
WHO5_VERY_LOW = 28

_PCL5_CLUSTERS = (("B", 0, 5, 1), ("C", 5, 7, 1), ("D", 7, 14, 2), ("E", 14, 20, 2))
_PCL5_SYMPTOM = 2
_PCL5_RISK_ITEM = 16
_PCL5_RISK_FROM = 3
_PHQ9_SUICIDE_ITEM = 9

Answers = Sequence[int | None]
"""One number per item in printed order; None where nothing was answered."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One answer that must be acted on by itself, whatever the total; `item` counts from 1."""

    code: str
    item: int
    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Check:
    """A published rule beside the total; `met` is None while an item is missing."""

    name: str
    met: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Score:
    """A scored form: `total` and `band` are None while any of the `of` items is missing."""

    measure: str
    rule_version: str
    answered: int
    of: int
    total: int | None = None
    band: str | None = None
    unit: str = "points"
    checks: tuple[Check, ...] = ()
    alarms: tuple[Alarm, ...] = ()

    @property
    def complete(self) -> bool:
        """Return whether every item was answered."""
        return self.answered == self.of

    @property
    def words(self) -> str:
        """Return the result as it is read: `10 points, moderate` or `incomplete (2 of 9 missing)`."""
        if not self.complete:
            return f"incomplete ({self.of - self.answered} of {self.of} missing)"
        parts = [] if self.total is None else [f"{self.total} {self.unit}"]
        return ", ".join(parts + ([self.band] if self.band else []))


Scorer = Callable[[Answers], Score]


def _complete(measure: str, answers: Answers, *, items: int, highest: int) -> tuple[int, ...] | None:
    if len(answers) != items:
        raise Refused(
            f"{measure} has {items} items and {len(answers)} answers came. No score was made; "
            f"give one answer per item."
        )
    for number, answer in enumerate(answers, start=1):
        if answer is not None and not 0 <= answer <= highest:
            raise Refused(
                f"{measure} item {number} is {answer}, and answers go from 0 to {highest}. "
                f"No score was made; answer item {number} again."
            )
    given = tuple(answer for answer in answers if answer is not None)
    return given if len(given) == items else None


def _answered(answers: Answers) -> int:
    return sum(answer is not None for answer in answers)


def _band(total: int, bands: tuple[tuple[int, str], ...]) -> str:
    return next(name for lowest, name in reversed(bands) if total >= lowest)


_PHQ9_BANDS = ((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately severe"), (20, "severe"))
_GAD7_BANDS = ((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe"))


def _cut_off_check(total: int | None) -> Check:
    met = None if total is None else total >= SCREENING_CUT_OFF
    return Check("screening cut-off", met, f"{SCREENING_CUT_OFF} points or more")


def phq9(answers: Answers) -> Score:
    """Score the PHQ-9: nine items of 0 to 3, total 0 to 27 points, five bands.

    Item 9 above 0 raises its own alarm, on a partial form too, and is never weighed against the total.
    The tenth question (difficulty) is not scored and is not passed. No proration: a missing item means no
    total. Raises Refused for a wrong count or a number outside 0 to 3. Source: Kroenke, Spitzer and
    Williams 2001.
    """
    given = _complete("PHQ-9", answers, items=9, highest=3)
    total = None if given is None else sum(given)
    return Score(
        measure="PHQ-9",
        rule_version=PHQ9_RULE,
        answered=_answered(answers),
        of=9,
        total=total,
        band=None if total is None else _band(total, _PHQ9_BANDS),
        checks=(_cut_off_check(total),),
        alarms=_phq9_alarms(answers),
    )


def _phq9_alarms(answers: Answers) -> tuple[Alarm, ...]:
    value = answers[_PHQ9_SUICIDE_ITEM - 1]
    if not value:
        return ()
    words = f"PHQ-9 item 9 was answered {value}: a full suicide screen is due the same day."
    return (Alarm("phq9-item-9", _PHQ9_SUICIDE_ITEM, value, words),)


def gad7(answers: Answers) -> Score:
    """Score the GAD-7: seven items of 0 to 3, total 0 to 21 points, four bands.

    Raises Refused for a wrong count or a number outside 0 to 3. Source: Spitzer, Kroenke, Williams and
    Löwe 2006.
    """
    given = _complete("GAD-7", answers, items=7, highest=3)
    total = None if given is None else sum(given)
    return Score(
        measure="GAD-7",
        rule_version=GAD7_RULE,
        answered=_answered(answers),
        of=7,
        total=total,
        band=None if total is None else _band(total, _GAD7_BANDS),
        checks=(_cut_off_check(total),),
    )


def pcl5(answers: Answers, *, cut_off: int = PCL5_CUT_OFF) -> Score:
    """Score the PCL-5: twenty items of 0 to 4, total 0 to 80 points, no severity bands.

    Two provisional rules stand side by side: the total (`cut_off`, 31 to 33) and the symptom rule, items
    of 2 or more in the clusters B (1-5) at least 1, C (6-7) 1, D (8-14) 2, E (15-20) 2. Item 16 (risk
    taking) of 3 or more asks for review. Raises Refused for a wrong count or a number outside 0 to 4.
    Source: Weathers 2013; National Center for PTSD.
    """
    given = _complete("PCL-5", answers, items=20, highest=4)
    total = None if given is None else sum(given)
    return Score(
        measure="PCL-5",
        rule_version=PCL5_RULE,
        answered=_answered(answers),
        of=20,
        total=total,
        checks=(
            Check("total rule", None if total is None else total >= cut_off, f"{cut_off} points or more"),
            Check(
                "symptom rule",
                None if given is None else _pcl5_symptoms(given),
                "items of 2 or more: B at least 1, C at least 1, D at least 2, E at least 2",
            ),
        ),
        alarms=_pcl5_alarms(answers),
    )


def _pcl5_symptoms(given: tuple[int, ...]) -> bool:
    return all(
        sum(answer >= _PCL5_SYMPTOM for answer in given[first:end]) >= least
        for _, first, end, least in _PCL5_CLUSTERS
    )


def _pcl5_alarms(answers: Answers) -> tuple[Alarm, ...]:
    value = answers[_PCL5_RISK_ITEM - 1]
    if value is None or value < _PCL5_RISK_FROM:
        return ()
    words = f"PCL-5 item 16 (taking risks) was answered {value}: talk it through with the client."
    return (Alarm("pcl5-item-16", _PCL5_RISK_ITEM, value, words),)


def who5(answers: Answers) -> Score:
    """Score the WHO-5: five items of 0 to 5, the sum times 4, 0 to 100 percent; higher is better.

    50 or less is low well-being; 28 or less is named beside it. Raises Refused for a wrong count or a
    number outside 0 to 5. Source: World Health Organization 2024; Topp 2015.
    """
    given = _complete("WHO-5", answers, items=5, highest=5)
    total = None if given is None else 4 * sum(given)
    band = None if total is None else ("low well-being" if total <= WHO5_LOW else "not low")
    very_low = None if total is None else total <= WHO5_VERY_LOW
    return Score(
        measure="WHO-5",
        rule_version=WHO5_RULE,
        answered=_answered(answers),
        of=5,
        total=total,
        band=band,
        unit="%",
        checks=(
            Check("low well-being", None if total is None else total <= WHO5_LOW, f"{WHO5_LOW}% or less"),
            Check("very low well-being", very_low, f"{WHO5_VERY_LOW}% or less"),
        ),
    )

"""Whether two scores of one client differ by more than the measure's own noise, and in which direction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeRules:
    """The thresholds of one measure, in its own points; a clinic may change them.

    `response_percent` from a baseline of at least `response_from`; `remission_to` is the last value inside
    the remission range (the first one where higher is better); `reliable` is the smallest change that counts;
    `version` names the table the numbers stand in, `basis` where they come from.
    """

    measure: str
    reliable: int
    response_percent: int | None = None
    response_from: int = 1
    remission_to: int | None = None
    remission_name: str = "remission"
    remission_needs_reliable: bool = False
    higher_is_better: bool = False
    version: str = ""
    basis: str = ""

    @property
    def words(self) -> str:
        """Return the rule as it stands under the curve."""
        found = [f"Reliable change: {self.reliable} points or more, for worse as for better."]
        if self.response_percent is not None:
            start = f" of {self.response_from} or more" if self.response_from > 1 else ""
            found.append(f"Response: {self.response_percent}% down from a baseline{start}.")
        if self.remission_to is not None:
            side = "or above" if self.higher_is_better else "or below"
            also = ", and a reliable change" if self.remission_needs_reliable else ""
            name = self.remission_name[:1].upper() + self.remission_name[1:]
            found.append(f"{name}: {self.remission_to} {side}{also}.")
        found.append("Compared with the last whole form before the first dose of the series.")
        return " ".join(found + ([f"Rule: {self.version}."] if self.version else []))


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A change from baseline; `gain` is in points with better as plus, `percent` is None at a baseline of 0.

    `response` is None where the rule does not apply to this baseline or measure.
    """

    rules: ChangeRules
    baseline: int
    now: int
    gain: int
    percent: int | None
    response: bool | None
    remission: bool
    reliable: bool
    deterioration: bool

    @property
    def words(self) -> str:
        """Return one line, deterioration first: `PHQ-9 12 to 17: deterioration (5 points worse)`."""
        findings = [f"deterioration ({-self.gain} points worse)"] if self.deterioration else []
        findings += [f"reliable improvement ({self.gain} points)"] if self.reliable else []
        findings += [f"response ({self.percent}% better)"] if self.response else []
        findings += (
            [self.rules.remission_name if self._from_cut_off else "remission range"] if self.remission else []
        )
        said = "; ".join(findings) or "no reliable change"
        return f"{self.rules.measure} {self.baseline} to {self.now}: {said}"

    @property
    def _from_cut_off(self) -> bool:
        return self.rules.response_percent is None or self.baseline >= self.rules.response_from


def compare(baseline: int, now: int, rules: ChangeRules) -> ScoreChange:
    """Compare a complete total with the complete baseline total of the same measure, in its own points.

    Deterioration uses the same threshold the other way. The sources of the numbers stand with the rules.
    """
    gain = now - baseline if rules.higher_is_better else baseline - now
    reliable = gain >= rules.reliable
    return ScoreChange(
        rules=rules,
        baseline=baseline,
        now=now,
        gain=gain,
        percent=round(100 * gain / baseline) if baseline else None,
        response=_response(gain, baseline, rules),
        remission=_in_remission_range(now, rules) and (reliable or not rules.remission_needs_reliable),
        reliable=reliable,
        deterioration=-gain >= rules.reliable,
    )


def _response(gain: int, baseline: int, rules: ChangeRules) -> bool | None:
    if rules.response_percent is None or baseline < max(1, rules.response_from):
        return None
    return gain * 100 >= rules.response_percent * baseline


def _in_remission_range(now: int, rules: ChangeRules) -> bool:
    if rules.remission_to is None:
        return False
    return now >= rules.remission_to if rules.higher_is_better else now <= rules.remission_to

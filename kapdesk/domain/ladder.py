"""The way back into the body, rung by rung: which step is gentle enough to be suggested next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.errors import Refused

RUNGS = 9
"""How many rungs there are, from orienting (1) to walking (9)."""
UNKNOWN_GENTLENESS = 6
"""The rung of a step whose file does not say: small movement."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step that could be suggested.

    `gentle` runs from 1 (orienting) to 9 (walking); `own` is an anchor the client named; `cautioned` says
    that something is to be thought of first, `refused` that a consent it needs does not stand.
    """

    key: str
    gentle: int | None = None
    own: bool = False
    tried: bool = False
    cautioned: bool = False
    refused: bool = False

    @property
    def set_aside(self) -> bool:
        """Return whether something speaks against suggesting it."""
        return self.cautioned or self.refused


@dataclass(frozen=True, slots=True)
class Proposal:
    """The step that could come next, and why it is this one."""

    key: str
    why: str


def suggestion(rungs: Iterable[Rung]) -> str | None:
    """Return the key of the gentlest step not tried yet: the client's own first, nothing that is set aside.

    It is a suggestion; any order and leaving out are as good. None where nothing is left to suggest.
    """
    left = [rung for rung in rungs if not rung.tried and not rung.set_aside]
    return min(left, key=_gentlest_first).key if left else None


def proposal(rungs: Sequence[Rung], names: Sequence[str]) -> Proposal | None:
    """Return what could come next with its reason in words; `names` are those of the rungs, from 1 on."""
    key = suggestion(rungs)
    if key is None:
        return None
    chosen = next(rung for rung in rungs if rung.key == key)
    if chosen.own:
        return Proposal(key, "their own anchor, not tried yet")
    grade = chosen.gentle or UNKNOWN_GENTLENESS
    name = f": {names[grade - 1]}" if grade <= len(names) else ""
    passed = sum(not rung.tried and rung.set_aside and _is_gentler(rung, chosen) for rung in rungs)
    aside = f"; {passed} passed over, something speaks against {_them(passed)}" if passed else ""
    return Proposal(key, f"the gentlest not tried yet{name}{aside}")


def check_note(caution: str, answer: StepAnswer, note: str) -> None:
    """Raise Refused when a step that asks for a second thought is taken without a word about why."""
    taken = answer in {StepAnswer.ACCEPTED, StepAnswer.HELPED}
    if caution and taken and not note.strip():
        raise Refused(
            f"{caution} Nothing was recorded yet. Write a note on why it is offered, or leave it out."
        )


def _is_gentler(rung: Rung, than: Rung) -> bool:
    return rung.own or (rung.gentle or UNKNOWN_GENTLENESS) < (than.gentle or UNKNOWN_GENTLENESS)


def _them(count: int) -> str:
    return "it" if count == 1 else "them"


def _gentlest_first(rung: Rung) -> tuple[bool, int]:
    return not rung.own, rung.gentle or UNKNOWN_GENTLENESS

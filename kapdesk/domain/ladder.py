"""The way back into the body, rung by rung: which step is gentle enough to be suggested next."""

from collections.abc import Iterable
from dataclasses import dataclass

from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.errors import Refused

UNKNOWN_GENTLENESS = 2
"""How gentle a step counts whose file does not say: between lying still (1) and standing (3)."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step that could be suggested.

    `gentle` runs from 1 (lying or sitting still) to 3 (on one's feet); `own` is an anchor the client named;
    `cautioned` says that something is to be thought of first.
    """

    key: str
    gentle: int | None = None
    own: bool = False
    tried: bool = False
    cautioned: bool = False


def suggestion(rungs: Iterable[Rung]) -> str | None:
    """Return the key of the gentlest step not tried yet: the client's own first, never one with a caution.

    It is a suggestion; any order and leaving out are as good. None where nothing is left to suggest.
    """
    left = [rung for rung in rungs if not rung.tried and not rung.cautioned]
    return min(left, key=_gentlest_first).key if left else None


def check_note(caution: str, answer: StepAnswer, note: str) -> None:
    """Raise Refused when a scent with a caution is taken without a word about why."""
    taken = answer in {StepAnswer.ACCEPTED, StepAnswer.HELPED}
    if caution and taken and not note.strip():
        raise Refused(
            f"{caution} Nothing was recorded yet. Write a note on why it is offered, or leave it out."
        )


def _gentlest_first(rung: Rung) -> tuple[bool, int]:
    return not rung.own, rung.gentle or UNKNOWN_GENTLENESS

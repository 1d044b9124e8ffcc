"""Whether a passphrase protects: long enough, and not one that is guessed first."""

from collections.abc import Sequence
from dataclasses import dataclass

from kapdesk.domain.errors import Refused

SHORTEST = 12
ENOUGH = 3
_MOST_JUDGED = 128  # the judge is slow on long texts, and what follows can only make it better
_BESIDE_NAMES = 8
_SENTENCES = (
    "Guessed at once. Use four or more words that have nothing to do with each other.",
    "Guessed within minutes. Add words that have nothing to do with each other.",
    "Guessed within days. Add one or two more words.",
    "Strong enough.",
    "Very strong.",
)


@dataclass(frozen=True, slots=True)
class Strength:
    """How well a passphrase protects: a score from 0 to 4 (3 is enough) and a sentence to show."""

    score: int
    sentence: str

    @property
    def enough(self) -> bool:
        """Say whether a record may be protected with it."""
        return self.score >= ENOUGH


def judge(passphrase: str, inputs: Sequence[str] = ()) -> Strength:
    """Estimate how hard a passphrase is to guess; `inputs` are names that a guesser would try first.

    The estimate is zxcvbn's (Wheeler 2016); as in NIST SP 800-63B, only length is asked for.
    """
    if len(passphrase) < SHORTEST:
        return Strength(0, f"Too short: {SHORTEST} letters at least. Four unrelated words are easy to keep.")
    from zxcvbn import zxcvbn

    names = ["kapdesk", *(part for given in inputs for part in (given, *given.split()) if part)]
    if len(_without(passphrase, names)) < _BESIDE_NAMES:
        return Strength(1, "It is little more than names that a guesser tries first. Add unrelated words.")
    said = zxcvbn(passphrase[:_MOST_JUDGED], user_inputs=names, max_length=_MOST_JUDGED)
    score = int(said["score"])
    return Strength(score, _SENTENCES[score])


def refuse_weak(passphrase: str, inputs: Sequence[str] = ()) -> None:
    """Raise Refused for a passphrase that would not protect a record."""
    strength = judge(passphrase, inputs)
    if not strength.enough:
        raise Refused(f"This passphrase is not strong enough, so nothing was changed. {strength.sentence}")


def _without(passphrase: str, names: Sequence[str]) -> str:
    """Return what is left of a passphrase when the names and all but letters are taken out."""
    left = passphrase.casefold()
    for name in sorted(names, key=len, reverse=True):
        left = left.replace(name.casefold(), " ")
    return "".join(sign for sign in left if sign.isalpha())

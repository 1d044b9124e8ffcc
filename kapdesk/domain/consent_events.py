"""What was asked in the room and what stands: a no from before the medicine outranks a yes under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kapdesk.domain.embodiment import TouchAgreement, TouchLevel


class ConsentKind(StrEnum):
    """What a client can be asked in the room."""

    TOUCH = "touch"
    EYE_MASK = "eye-mask"
    MUSIC = "music"
    MOVEMENT = "movement"
    SCENT = "scent"
    RECORDING = "recording"
    FAMILY_CONTACT = "family contact"
    HOMEWORK = "homework"


class ConsentAnswer(StrEnum):
    """How it was answered; not now is not yes."""

    YES = "yes"
    NO = "no"
    NOT_NOW = "not now"


class Stand(StrEnum):
    """How it stands with one kind of consent."""

    NOT_ASKED = "not asked"
    YES = "yes"
    NO = "no"
    NOT_NOW = "not now"
    WITHDRAWN = "withdrawn"

    @property
    def asks_again(self) -> bool:
        """Return whether a step of this kind is not simply recorded as taken: the client said otherwise."""
        return self in {Stand.NO, Stand.NOT_NOW, Stand.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """One question and its answer: how far it goes in words, and when it was taken back, if it was.

    `seq` is the order of writing, for two answers of the same instant; `of_preparation` says that it is the
    touch agreement.
    """

    kind: ConsentKind
    answer: ConsentAnswer
    at: datetime
    seq: int = 0
    scope: str = ""
    withdrawn_at: datetime | None = None
    of_preparation: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands, by which event, and whether the yes was given under the medicine only."""

    kind: ConsentKind
    stand: Stand = Stand.NOT_ASKED
    at: datetime | None = None
    scope: str = ""
    before_dose: bool = False
    of_preparation: bool = False


def standing(events: Iterable[ConsentEvent], kind: ConsentKind, dosed_at: datetime | None) -> Standing:
    """Return how one kind stands, whatever order the events come in.

    Before the dose the last word stands, and a no (or a yes taken back) of then outranks every yes given
    under the medicine. A withdrawal under the medicine outranks every yes, earlier and later. Otherwise the
    last answer stands. Without a dose every answer was given before it.
    """
    words = sorted(_words(events, kind), key=_in_time)
    before = [word for word in words if dosed_at is None or word.at < dosed_at]
    under = [word for word in words if word not in before]
    clear = before[-1] if before else None
    if clear is not None and clear.stand in {Stand.NO, Stand.WITHDRAWN}:
        return _standing(kind, clear, before_dose=True)
    taken_back = [word for word in under if word.stand is Stand.WITHDRAWN]
    if taken_back:
        return _standing(kind, taken_back[-1], before_dose=False)
    if under:
        return _standing(kind, under[-1], before_dose=False)
    return Standing(kind) if clear is None else _standing(kind, clear, before_dose=True)


def of_agreement(
    agreement: TouchAgreement, at: datetime | None, dosed_at: datetime | None
) -> ConsentEvent | None:
    """Return the touch agreement of the preparation as an answer from before the dose; None without one.

    One that was written down late still counts as given before.
    """
    if agreement.level is TouchLevel.NOT_DISCUSSED or at is None:
        return None
    refused = agreement.level in {TouchLevel.NO_TOUCH, TouchLevel.NOT_AGREED}
    given = at if dosed_at is None or at < dosed_at else datetime.min.replace(tzinfo=at.tzinfo)
    answer = ConsentAnswer.NO if refused else ConsentAnswer.YES
    return ConsentEvent(ConsentKind.TOUCH, answer, given, -1, agreement.words, of_preparation=True)


def consent_caution(now: Standing, name: str) -> str | None:
    """Return what to know of a consent before a step of its kind, or None where nothing speaks against it."""
    scope = now.scope.strip().rstrip(".")
    if now.stand is Stand.YES:
        return f"{name} was agreed to only so far: {scope}. Keep the step within it." if scope else None
    if now.stand is Stand.NOT_NOW:
        return f"{name}: the client said not now, which is not yes. Ask again first."
    if now.stand is Stand.WITHDRAWN:
        return f"{name}: the client took the consent back, and that stands. Leave it out."
    if now.stand is Stand.NO:
        stands = " before the dose, and that stands whatever is said now" if now.before_dose else ""
        return f"{name}: the client said no{stands}. Leave it out."
    return None


@dataclass(frozen=True, slots=True)
class _Word:
    stand: Stand
    at: datetime
    event: ConsentEvent


def _words(events: Iterable[ConsentEvent], kind: ConsentKind) -> list[_Word]:
    """Return every word on one kind: each answer when it was given, each withdrawal when it was made."""
    found: list[_Word] = []
    for event in events:
        if event.kind is not kind:
            continue
        found.append(_Word(Stand(event.answer.value), event.at, event))
        if event.withdrawn_at is not None:
            found.append(_Word(Stand.WITHDRAWN, max(event.withdrawn_at, event.at), event))
    return found


def _in_time(word: _Word) -> tuple[datetime, bool, int]:
    return word.at, word.stand is Stand.WITHDRAWN, word.event.seq


def _standing(kind: ConsentKind, word: _Word, *, before_dose: bool) -> Standing:
    event = word.event
    return Standing(kind, word.stand, word.at, event.scope, before_dose, event.of_preparation)

"""How long this client took before, from the dose to each rung and to ready: history, not a promise."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kapdesk.domain.routes import Route

PROMISE = "History, not a promise."
_IN_SENTENCE = 2  # rungs that the sentence names: the furthest two that were reached


class Basis(StrEnum):
    """What says that the client was ready: the nearest to the question first."""

    ANSWERED = "as answered on the form"
    MET = "all criteria met"
    LEFT = "on leaving"


@dataclass(frozen=True, slots=True)
class PastSession:
    """What one past session recorded, in minutes from its first dose; None where nothing was recorded.

    `steps` holds the first step that was taken on each rung. `answered` is the answer to when the client
    would have been ready without a minimum time (SPRAVATO REMS monitoring form); `met` is when a clearance
    was signed with every other criterion met; `left` when the client left with an escort.
    """

    route: Route
    steps: Mapping[int, int]
    answered: int | None = None
    met: int | None = None
    left: int | None = None
    boosted: bool = False

    @property
    def ready(self) -> tuple[int, Basis] | None:
        """Return the minutes to ready and what says so; None where nothing recorded does."""
        said = ((self.answered, Basis.ANSWERED), (self.met, Basis.MET), (self.left, Basis.LEFT))
        return next(((minutes, basis) for minutes, basis in said if minutes is not None), None)


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most minutes of so many sessions."""

    least: int
    most: int
    sessions: int

    @property
    def words(self) -> str:
        """Return the range in words: `70–95 min`, or `70 min` where there is but one number."""
        return f"{self.least} min" if self.least == self.most else f"{self.least}–{self.most} min"


@dataclass(frozen=True, slots=True)
class RouteHistory:
    """The past sessions by one route: the range of each rung that was reached, and of being ready."""

    route: Route
    sessions: int
    steps: Mapping[int, Range]
    ready: Range | None
    basis: Mapping[Basis, int]
    boosted: int

    @property
    def said(self) -> bool:
        """Return whether anything at all was recorded to tell of."""
        return bool(self.steps) or self.ready is not None


def minutes_since(dosed_at: datetime, at: datetime | None) -> int | None:
    """Return whole minutes from the dose; None for a moment before it, or none at all."""
    if at is None or at < dosed_at:
        return None
    return int((at - dosed_at).total_seconds() // 60)


def by_route(past: Iterable[PastSession], route: Route | None = None) -> tuple[RouteHistory, ...]:
    """Return the history of each route, or of one, in the order of the routes; only what was recorded."""
    sessions = tuple(past)
    wanted = (route,) if route is not None else tuple(Route)
    told = (_history(one, [each for each in sessions if each.route is one]) for one in wanted)
    return tuple(one for one in told if one.said)


def sentence(history: RouteHistory, rungs: Sequence[str]) -> str:
    """Say a history in one sentence; `rungs` names each rung as a noun, from 1 on."""
    furthest = sorted(grade for grade in history.steps if 0 < grade <= len(rungs))[-_IN_SENTENCE:]
    parts = [f"{rungs[grade - 1]} after {_told(history.steps[grade], history)}" for grade in furthest]
    if history.ready is not None:
        parts.append(f"ready after {_told(history.ready, history)} ({_basis(history)})")
    many = "session" if history.sessions == 1 else "sessions"
    booster = f", {history.boosted} with a booster" if history.boosted else ""
    said = "; ".join(parts)
    return f"In {history.sessions} past {history.route.short} {many}{booster}: {said}. {PROMISE}"


def _history(route: Route, past: list[PastSession]) -> RouteHistory:
    ready = [one.ready for one in past if one.ready is not None]
    grades = sorted({grade for one in past for grade in one.steps})
    steps = {grade: _range([one.steps[grade] for one in past if grade in one.steps]) for grade in grades}
    return RouteHistory(
        route=route,
        sessions=len(past),
        steps={grade: found for grade, found in steps.items() if found is not None},
        ready=_range([minutes for minutes, _ in ready]),
        basis=Counter(basis for _, basis in ready),
        boosted=sum(one.boosted for one in past),
    )


def _range(minutes: Sequence[int]) -> Range | None:
    return Range(min(minutes), max(minutes), len(minutes)) if minutes else None


def _told(found: Range, history: RouteHistory) -> str:
    """Say a range, and in how many sessions where it was not recorded in all."""
    return found.words if found.sessions == history.sessions else f"{found.words} (in {found.sessions})"


def _basis(history: RouteHistory) -> str:
    if len(history.basis) == 1:
        return next(iter(history.basis)).value
    return ", ".join(
        f"{basis.value} in {history.basis[basis]}" for basis in Basis if history.basis.get(basis)
    )

"""The work that follows a journey: release, process, reclaim, restore, and where each piece of it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused
from kapdesk.domain.insights import Level, Movement, same_words


class Subtype(StrEnum):
    """What is reclaimed: a self from before, or a role that is lived again."""

    OLD_SELF = "old-self"
    ROLE = "re-inhabited-role"


class WorkStatus(StrEnum):
    """Where a piece of work stands; any of them may follow any other."""

    NAMED = "named"
    IN_PROGRESS = "in progress"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Look:
    """Where a piece of work stood when it was looked at, and the next small step."""

    id: UUID
    status: WorkStatus
    next_step: str
    happened_at: datetime
    session: UUID | None
    integration: UUID | None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One piece of the work in the client's words, with every look at it in the order of writing."""

    id: UUID
    client: UUID
    session: UUID
    movement: Movement
    subtype: Subtype | None
    statement: str
    levels: tuple[Level, ...]
    last_lived: str
    insight: UUID | None
    written_at: datetime
    looks: tuple[Look, ...]
    struck_reason: str | None = None

    @property
    def stands(self) -> bool:
        """Return whether it was not struck through."""
        return self.struck_reason is None

    @property
    def status(self) -> WorkStatus:
        """Return where it stood at the last look; a piece never looked at is named."""
        return self.looks[-1].status if self.looks else WorkStatus.NAMED

    @property
    def next_step(self) -> str:
        """Return the next small step of the last look; empty where none was said."""
        return self.looks[-1].next_step if self.looks else ""

    @property
    def open(self) -> bool:
        """Return whether it still asks for something."""
        return self.stands and self.status is not WorkStatus.SETTLED


def check_statement(text: str, movement: Movement, standing: Iterable[WorkItem]) -> str:
    """Return the words without white space around; raises Refused for none, or the same piece twice."""
    words = text.strip()
    if not words:
        raise Refused("There are no words for this piece of work. Nothing was added. Write some first.")
    if any(one.stands and one.movement is movement and same_words(one.statement, words) for one in standing):
        raise Refused("This stands among the work already. Nothing was added. Look at that one again.")
    return words


def check_subtype(movement: Movement, subtype: Subtype | None, last_lived: str) -> str:
    """Return when it was last lived, without white space around.

    Raises Refused where what belongs to reclaiming is said of another movement.
    """
    lived = last_lived.strip()
    if movement is not Movement.RECLAIM and (subtype is not None or lived):
        raise Refused("Only what is reclaimed was lived before. Nothing was changed. Choose “Reclaim” first.")
    return lived


def check_look(last: Look | None, status: WorkStatus, next_step: str) -> str:
    """Return the next small step, trimmed; raises Refused for a look that says nothing new."""
    step = next_step.strip()
    if last is not None and (last.status, last.next_step) == (status, step):
        raise Refused("This is how it stood at the last look. Nothing was added. Say what is different.")
    return step

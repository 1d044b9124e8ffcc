"""What must be done by a time, and stays on the list until somebody says what was done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused


class TaskKind(StrEnum):
    """Why something must be done."""

    DEBRIEF_FOLLOW_UP = "debrief follow-up"
    CHECK_IN_CALL = "check-in call"
    REFERRAL = "referral"
    SCREEN_TODAY = "suicide screen today"
    PLAN_REVIEW = "stay-safe plan review"
    CRISIS_CALL = "crisis call"
    LOOK_AGAIN = "look again"
    OTHER = "other"


ACTION_LENGTH = 10
"""Characters at least of what was done instead of a suicide screen that was due."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do for a client by a time; `done_at` is empty until somebody says what was done."""

    id: UUID
    client: UUID
    session: UUID | None
    kind: str
    text: str
    due_at: datetime
    written_at: datetime
    done_at: datetime | None = None
    done_note: str = ""

    @property
    def open(self) -> bool:
        """Return whether it is still to be done."""
        return self.done_at is None

    def overdue(self, now: datetime) -> bool:
        """Return whether its time has passed and nobody said what was done."""
        return self.open and now > self.due_at


def check_done_note(note: str, kind: str = TaskKind.OTHER) -> str:
    """Return what was done, without white space around; raises Refused where nothing is said.

    A suicide screen that is due is not dismissed by one word: what was done instead is written out.
    """
    words = note.strip()
    if not words:
        raise Refused("Nothing is said about what was done. The task stays open. Write a word about it.")
    if kind == TaskKind.SCREEN_TODAY and len(words) < ACTION_LENGTH:
        raise Refused(
            f"What was done about item 9 has {ACTION_LENGTH} characters or more. The task stays open. Ask "
            "the screen, or write what was done and by whom."
        )
    return words

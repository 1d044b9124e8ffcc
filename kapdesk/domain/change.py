"""What a write returns: which part of the record is different now."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Topic(StrEnum):
    """A part of the record that a screen may be showing."""

    CLIENT = "client"
    ALERT = "alert"
    CONSENT = "consent"
    SESSION = "session"
    NOTE = "note"
    ANSWER = "answer"
    DOSE = "dose"
    VITAL = "vital"
    TIMELINE = "timeline"
    ADVERSE_EVENT = "adverse event"
    INSIGHT = "insight"
    EMBODIMENT = "embodiment"
    SCREEN = "screen"
    SAFETY_PLAN = "safety plan"
    READINESS = "readiness"
    DISCHARGE = "discharge"
    APPOINTMENT = "appointment"
    CONTACT = "contact"
    TASK = "task"
    INTEGRATION = "integration"
    MEASURE = "measure"
    SETTING = "setting"
    PERSON = "person"
    BACKUP = "backup"
    AUDIT = "audit"
    SIGNATURE = "signature"
    LIFE = "life"
    PROCESS = "process note"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was written: its topic, whose it is, and which one.

    `subject` is the session (or the client, where there is no session); `item` is the row that was written.
    """

    topic: Topic
    subject: UUID | None = None
    item: UUID | None = None

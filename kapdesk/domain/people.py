"""Who works here, and in which role they observe, decide and sign."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """The role in which somebody opened the record."""

    OWNER = "owner"
    CLINICIAN = "clinician"
    MEDICAL = "medical professional"
    SUPERVISOR = "supervisor"
    ASSISTANT = "assistant"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the clinic, as shown and printed: `J. Adler, LMFT`."""

    id: UUID
    name: str
    credential: str
    role: Role

    @property
    def signature(self) -> str:
        """Return name and credential as they stand on paper."""
        return f"{self.name}, {self.credential}" if self.credential else self.name

"""Means safety: what could be used, what was agreed about it, who helps, and whether it is done."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused


class Method(StrEnum):
    """What could be used. Vocabulary after SPiER (CC0); lozenges to take home are a means of this work."""

    FIREARM = "firearm"
    MEDICATION = "medication"
    LOZENGES = "take-home lozenges"
    SHARPS = "sharps"
    LIGATURE = "ligature"
    POISON = "household poison"
    OTHER = "other"


class Agreed(StrEnum):
    """What was agreed about it; declining is an answer too."""

    REMOVED = "removed from home"
    LOCKED = "locked and secured"
    TRANSFERRED = "transferred to trusted party"
    DISPOSED = "safely disposed"
    NO_ACCESS = "no access confirmed"
    DECLINED = "declined / not yet"


class MeansStatus(StrEnum):
    """Whether what was agreed is planned or done."""

    PLANNED = "planned"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class MeansStep:
    """One agreed step to make the client's space safer, struck ones too."""

    id: UUID
    method: Method
    agreed: Agreed
    responsible: str
    status: MeansStatus
    note: str
    happened_at: datetime
    by: str = ""
    session: UUID | None = None
    struck_reason: str | None = None

    @property
    def words(self) -> str:
        """Return the step in one line: `medication: locked and secured, Ivo Mor (planned)`."""
        who = f", {self.responsible}" if self.responsible else ""
        stands = "" if self.agreed is Agreed.DECLINED else f" ({self.status})"
        return f"{self.method}: {self.agreed}{who}{stands}"


def check_step(method: Method, agreed: Agreed, responsible: str, note: str) -> None:
    """Raise Refused where nobody is named for what is to be done, or a means of another kind has no words."""
    if agreed not in {Agreed.NO_ACCESS, Agreed.DECLINED} and not responsible.strip():
        raise Refused("What was agreed has nobody who does it. Nothing was recorded. Write who.")
    if method is Method.OTHER and not note.strip():
        raise Refused("A means of another kind needs a word. Nothing was recorded. Write what it is.")

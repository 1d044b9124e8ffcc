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


def stands(agreed: Agreed, status: MeansStatus | None) -> MeansStatus:
    """Return whether a step is planned or done; one that was declined, or needs nothing, is not asked.

    Raises Refused where something is to be done and neither was chosen.
    """
    if agreed is Agreed.DECLINED:
        return MeansStatus.PLANNED
    if agreed is Agreed.NO_ACCESS:
        return MeansStatus.DONE
    if status is None:
        raise Refused("Planned or done is not chosen. Nothing was recorded. Choose one.")
    return status


def described(quantity: str, kept: str, by_when: str, note: str) -> str:
    """Return what is at home, where it is kept and by when in one line of words."""
    parts = (("At home", quantity), ("Kept", kept), ("By", by_when), ("", note))
    said = [f"{name}: {text.strip()}" if name else text.strip() for name, text in parts if text.strip()]
    return "; ".join(said)


def check_at_home(method: Method, agreed: Agreed, quantity: str, kept: str) -> None:
    """Raise Refused for take-home lozenges without the quantity at home and where they are kept."""
    if method is not Method.LOZENGES or agreed is Agreed.NO_ACCESS:
        return
    if not quantity.strip() or not kept.strip():
        raise Refused(
            "For take-home lozenges the quantity at home and where they are kept are written down. Nothing "
            "was recorded. Write both; “not known” is an answer."
        )


def check_step(method: Method, agreed: Agreed, responsible: str, note: str) -> None:
    """Raise Refused where nobody is named for what is to be done, or a means of another kind has no words."""
    if agreed not in {Agreed.NO_ACCESS, Agreed.DECLINED} and not responsible.strip():
        raise Refused("What was agreed has nobody who does it. Nothing was recorded. Write who.")
    if method is Method.OTHER and not note.strip():
        raise Refused("A means of another kind needs a word. Nothing was recorded. Write what it is.")

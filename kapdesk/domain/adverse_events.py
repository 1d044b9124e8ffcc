"""Untoward things of a dosing day: what they are called and what has to be written about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kapdesk.domain.errors import Refused


class AdverseEventKind(StrEnum):
    """What happened."""

    DISSOCIATION_EXPECTED = "dissociation_expected"
    DISSOCIATION_DISTRESSING = "dissociation_distressing"
    ANXIETY_PANIC = "anxiety_panic"
    AGITATION = "agitation"
    DYSPHORIA_CRYING = "dysphoria_crying"
    PSYCHOTIC_SYMPTOM = "psychotic_symptom"
    NAUSEA = "nausea"
    VOMITING = "vomiting"
    DIZZINESS_VERTIGO = "dizziness_vertigo"
    HEADACHE = "headache"
    BLURRED_OR_DOUBLE_VISION = "blurred_or_double_vision"
    NYSTAGMUS = "nystagmus"
    UNSTEADY_GAIT = "unsteady_gait"
    FALL = "fall"
    SEDATION_EXCESS = "sedation_excess"
    RESPIRATORY_DEPRESSION = "respiratory_depression"
    DESATURATION = "desaturation"
    BP_HIGH = "bp_high"
    BP_LOW_SYNCOPE = "bp_low_syncope"
    TACHYCARDIA = "tachycardia"
    CHEST_PAIN = "chest_pain"
    URINARY_URGENCY = "urinary_urgency"
    URINARY_SYMPTOM_PERSISTENT = "urinary_symptom_persistent"
    HYPERSALIVATION = "hypersalivation"
    INJECTION_SITE = "injection_site"
    ALLERGIC = "allergic"
    REEMERGENT_TRAUMA_MEMORY = "reemergent_trauma_memory"
    SUICIDAL_IDEATION_NEW_OR_WORSE = "suicidal_ideation_new_or_worse"
    PROLONGED_RECOVERY = "prolonged_recovery"
    MANIC_SWITCH_SYMPTOM = "manic_switch_symptom"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the kind as it is read."""
        return _LABELS.get(self, self.value.replace("_", " "))


_LABELS = {
    AdverseEventKind.DISSOCIATION_EXPECTED: "dissociation, as expected",
    AdverseEventKind.DISSOCIATION_DISTRESSING: "dissociation, distressing",
    AdverseEventKind.ANXIETY_PANIC: "anxiety or panic",
    AdverseEventKind.DYSPHORIA_CRYING: "low mood or crying",
    AdverseEventKind.DIZZINESS_VERTIGO: "dizziness or vertigo",
    AdverseEventKind.SEDATION_EXCESS: "too much sedation",
    AdverseEventKind.BP_HIGH: "high blood pressure",
    AdverseEventKind.BP_LOW_SYNCOPE: "low blood pressure or fainting",
    AdverseEventKind.URINARY_SYMPTOM_PERSISTENT: "lasting urinary symptom",
    AdverseEventKind.INJECTION_SITE: "injection site reaction",
    AdverseEventKind.ALLERGIC: "allergic reaction",
    AdverseEventKind.REEMERGENT_TRAUMA_MEMORY: "trauma memory that came back",
    AdverseEventKind.SUICIDAL_IDEATION_NEW_OR_WORSE: "suicidal thoughts, new or worse",
    AdverseEventKind.MANIC_SWITCH_SYMPTOM: "sign of a manic switch",
}


class Severity(StrEnum):
    """How bad it was."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    SERIOUS = "serious"
    NOT_RECORDED = ""  # what happened is written first, how bad it was when there is time


@dataclass(frozen=True, slots=True)
class AdverseEvent:
    """One untoward thing; what was not written is empty or None."""

    kind: AdverseEventKind
    severity: Severity
    onset: datetime
    end: datetime | None = None
    action: str = ""
    outcome: str = ""
    reported_to: str = ""
    reported_at: datetime | None = None
    serious: bool | None = None
    note: str = ""

    @property
    def must_be_reported(self) -> bool:
        """Return whether a medical professional still has to be told: serious or severe, and nobody named."""
        grave = self.serious is True or self.severity in {Severity.SEVERE, Severity.SERIOUS}
        return grave and not self.reported_to.strip()


def still_open(event: AdverseEvent, *, tell: bool = False) -> tuple[str, ...]:
    """Return in words what is not recorded yet of an event; `tell` is for kinds that are told at once."""
    needs = (
        ("how severe", event.severity is not Severity.NOT_RECORDED),
        ("its end", event.end is not None),
        ("who was told", bool(event.reported_to.strip()) or not (tell or event.must_be_reported)),
    )
    return tuple(words for words, there in needs if not there)


def told_words(name: str, role: str) -> str:
    """Write who was told with their role: `Dr N. Rowe (anaesthetist)`."""
    name, role = name.strip(), role.strip()
    return f"{name} ({role})" if name and role else name or role


def told_parts(told: str) -> tuple[str, str]:
    """Return the name and the role of who was told, as `told_words` wrote them."""
    name, opened, role = told.rpartition(" (")
    return (name, role[:-1]) if opened and role.endswith(")") else (told, "")


def check_adverse_event(event: AdverseEvent) -> None:
    """Raise Refused when the times run backwards, `other` says nothing, or serious and severity disagree."""
    if event.end is not None and event.end < event.onset:
        _refuse("The event ends before it begins.", "Correct one of the two times.")
    if event.reported_at is not None and event.reported_at < event.onset:
        _refuse("The event was reported before it began.", "Correct one of the two times.")
    if event.kind is AdverseEventKind.OTHER and not event.note.strip():
        _refuse("“Other” says nothing by itself.", "Write in the note what happened.")
    if event.severity is Severity.SERIOUS and event.serious is False:
        _refuse("The severity is serious and “serious” is answered no.", "Correct one of the two.")


def _refuse(what: str, do: str) -> None:
    raise Refused(f"{what} Nothing was recorded. {do}")

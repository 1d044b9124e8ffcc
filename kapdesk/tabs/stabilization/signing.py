"""Signing: the two clearances by name, and a criterion set aside by a medical professional with a reason."""

from collections.abc import Sequence

from kapdesk.domain.gate_facts import Criterion, Presence, State
from kapdesk.domain.readiness import Signature
from kapdesk.domain.two_people import same_person
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.lines import plain, say
from kapdesk.tabs.stabilization.words import SIGNATURES
from kapdesk.ui.controls import Option, PlainButton
from kapdesk.ui.form import Field
from kapdesk.ui.form import Kind as Asks
from kapdesk.ui.note import Voice

NAME, ROLE, PRESENCE, STATEMENT = "name", "role", "presence", "statement"
AS_MEDICAL, AS_THERAPIST, SIGNED_AT = "as-medical", "as-therapist", "signed-at"
CRITERION, REASON = "criterion", "reason"
KEYS = {Signature.MEDICAL: "D18", Signature.THERAPIST: "D19"}
_ROLES = (
    Option("medical professional", "Medical professional"),
    Option("medical professional, physician", "Physician"),
    Option("medical professional, nurse", "Nurse"),
)
_PRESENCES = (Option("on site", "On site"), Option("remote", "Remote"))


class SignatureEditor(Editor):
    """One clearance: who signs, in which role, and for the medical one from where."""

    def __init__(self, signature: Signature) -> None:
        """Ask for the signature; what was planned for today is offered, and may be changed."""
        self.signature, self._other = signature, ""
        medical = signature is Signature.MEDICAL
        fields = [Field(NAME, "Name", required=True)]
        if medical:
            fields.append(Field(ROLE, "Role", Asks.CHOICE, options=_ROLES, required=True))
            fields.append(Field(PRESENCE, "From where", Asks.CHOICE, options=_PRESENCES, required=True))
        else:
            fields.append(Field(ROLE, "Role", required=True))
        fields.append(Field(SIGNED_AT, "When", prompt="Empty: now; −5, or 11:58, as by telephone."))
        fields.append(Field(STATEMENT, "Remark", prompt="It prints with the signature."))
        both = "One person signs both clearances: both qualifications print."
        fields.append(Field(AS_MEDICAL, "Qualified as medical professional", prompt=both))
        fields.append(Field(AS_THERAPIST, "Qualified as therapist", prompt=both))
        super().__init__(
            KEYS[signature], f"{signature.value.capitalize()} clearance",
            "The name as planned for today; whoever signs confirms it.", act="Sign", fields=fields,
            observed=False,
        )  # fmt: skip
        self.adapt()

    def show_other(self, name: str) -> None:
        """Take in who signed the other clearance; both qualifications are asked where it is one person."""
        self._other = name
        self.adapt()

    def adapt(self) -> None:
        """Ask for both qualifications only where one person signs both."""
        both = same_person(self.form.text(NAME), self._other)
        for field in (AS_MEDICAL, AS_THERAPIST):
            self.form.put_away(field, away=not both)

    def _touch(self) -> None:
        self.adapt()
        super()._touch()

    def presence(self) -> Presence | None:
        """Return from where it is given, as chosen."""
        value = self.values().get(PRESENCE)
        return None if value is None else Presence(value)


class OverrideEditor(Editor):
    """A hard criterion set aside, or taken back; the name, the role and the reason print."""

    def __init__(self) -> None:
        """Ask for criterion, name, role and reason."""
        self._set_aside = plain("", "value")
        self.withdraw = PlainButton("Withdraw override")
        self._criteria: tuple[Criterion, ...] = ()
        super().__init__(
            "override", "Override a criterion",
            "Only by a medical professional, by name. The reason has 10 characters or more and prints.",
            act="Record override", fields=_override_fields(()), observed=False,
        )  # fmt: skip

    def build(self) -> None:
        """Put what is set aside already over the questions."""
        self.add(self._set_aside)
        super().build()
        self.add(self.withdraw)

    def show_criteria(self, criteria: Sequence[Criterion]) -> None:
        """Offer the hard ones that stand open, and those that are overridden, to be taken back."""
        offered = tuple(one for one in criteria if _may_be_chosen(one))
        overridden = [one for one in offered if one.state is State.OVERRIDDEN]
        say(self._set_aside, "\n".join(f"{one.id} {one.title}: overridden" for one in overridden))
        self.withdraw.setVisible(bool(overridden))
        if [one.id for one in offered] == [one.id for one in self._criteria]:
            return
        self._criteria = offered
        kept = self.values()
        self.replace_form(_override_fields(offered))
        self.put(kept)


def _may_be_chosen(one: Criterion) -> bool:
    if one.id in SIGNATURES:
        return False
    return one.stops_leaving or one.state is State.OVERRIDDEN


def _override_fields(criteria: Sequence[Criterion]) -> tuple[Field, ...]:
    options = tuple(Option(one.id, one.title) for one in criteria)
    return (
        Field(CRITERION, "Criterion", Asks.CHOICE, options=options, required=True),
        Field(NAME, "Medical professional", required=True),
        Field(ROLE, "Role", Asks.CHOICE, options=_ROLES, required=True),
        Field(REASON, "Reason", Asks.LARGE, voice=Voice.OBSERVER, required=True),
    )

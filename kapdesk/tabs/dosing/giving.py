"""What the dose card asks for, done in the record."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from kapdesk.desk import Tab
from kapdesk.domain.clock import show_time, since_dose
from kapdesk.domain.doses import DoseEvent, DoseUnit
from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.domain.routes import Route
from kapdesk.domain.sessions import SessionState
from kapdesk.services import doses
from kapdesk.services.doses import Given
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.dosing.dose import DoseCard, ShownDose, TypedDose
from kapdesk.tabs.dosing.part import Part
from kapdesk.tabs.dosing.putting_right import OpenForm
from kapdesk.tabs.dosing.words import read_back
from kapdesk.ui.appearing import appear

_BEFORE = (SessionState.SCHEDULED, SessionState.ARRIVED)


class DosePart(Part):
    """A dose is read back as it will stand, and recorded by the second step alone."""

    def __init__(self, tab: Tab, session: UUID) -> None:
        """Bring the card."""
        super().__init__(tab, session)
        self.card = DoseCard()
        self._read: tuple[DoseEvent, TypedDose] | None = None
        self._given: dict[UUID, Given] = {}
        self._form = OpenForm(self, tab.chart.owner, "dose")
        # Connect Signals
        self.card.read_back_asked.connect(self._read_back)
        self.card.confirmed.connect(self._record)
        self.card.strike_asked.connect(self._strike)
        self.card.correct_asked.connect(self._correct)
        self.card.turned.connect(self._keep_form)

    def load(self, head: SessionHead) -> None:
        """Show what was given; the fields stand open once the client is cleared."""
        given = self.desk.read(doses.of_session, self.session)
        self._given = {one.id: one for one in given}
        may_dose = head.state not in _BEFORE and not head.state.terminal and head.signed_at is None
        standing = any(not one.struck for one in given)
        self.card.show_doses([self._shown(one, head) for one in given], given=standing, may_dose=may_dose)
        self.card.set_read_only(read_only=not may_dose)
        appear(self.card, shown=may_dose or bool(given))
        if may_dose:
            self._resume(given=standing)

    def _resume(self, *, given: bool) -> None:
        """Open again what stood open when the screen was left: a booster, or a dose being put right."""
        stood = self._form.restore()
        if stood is None or not given:
            return
        key = stood.key
        if key is None or (key in self._given and not self._given[key].struck):
            self.card.resume(key)
        else:
            self._form.keep(open_=False)

    def _keep_form(self) -> None:
        self._form.keep(open_=self.card.is_open, key=self.card.wrong)

    def _shown(self, given: Given, head: SessionHead) -> ShownDose:
        dose, zone = given.dose, self.desk.record.zone
        clock = show_time(dose.given_at, zone)
        since = since_dose(dose.given_at, head.dosed_at) if head.dosed_at and not given.struck else ""
        second = [
            since,
            f"given by {dose.given_by}",
            f"checked by {dose.checked_by}" if dose.checked_by else "second check not recorded",
            f"lot {dose.lot}" if dose.lot else "lot not recorded",
        ]
        if given.struck:
            second = [f"struck through: {given.struck_reason}"]
        words = f"{'Booster: ' if dose.is_booster else ''}{dose.words} at {clock}"
        return ShownDose(given.id, words, " · ".join(part for part in second if part), given.struck)

    def _read_back(self) -> None:
        typed = self.card.typed()
        try:
            at = self._unmoved(typed) or self.when(typed.at, self.card.sentence)
            if at is None:
                return
            dose = _understood(typed, at)
            if typed.instead_of is None:
                self.desk.read(doses.check, self.session, dose)
        except KapdeskError as error:
            self.card.refuse(error.sentence)
            return
        self._read = dose, typed
        words = read_back(dose, self.desk.now(), self.desk.record.zone)
        self.card.show_read_back(f"{words} The one that was wrong is struck." if typed.instead_of else words)

    def _unmoved(self, typed: TypedDose) -> datetime | None:
        """Return the recorded time of a dose being put right while it reads the same, with its seconds."""
        given = self._given.get(typed.instead_of) if typed.instead_of is not None else None
        at = given.dose.given_at if given is not None else None
        return at if at is not None and typed.at == show_time(at, self.desk.record.zone) else None

    def _record(self) -> None:
        if self._read is None:
            return
        (dose, typed), beside = self._read, self.card.sentence
        if typed.instead_of is None:
            written = self.do(beside, doses.give, self.session, dose)
        else:
            written = self.do(beside, doses.correct, self.session, typed.instead_of, dose, typed.reason)
        if written is None:
            self.card.refuse(beside.text())
            return
        self._read = None
        self.card.taken()

    def _strike(self, key: object, reason: str) -> None:
        if isinstance(key, UUID) and self.do(self.card.sentence, doses.strike, self.session, key, reason):
            self.card.taken()

    def _correct(self, key: object) -> None:
        given = self._given.get(key) if isinstance(key, UUID) else None
        if given is None:
            return
        dose = given.dose
        values = {
            "drug": dose.drug, "amount": f"{dose.amount:f}", "lot": dose.lot, "given-by": dose.given_by,
            "checked-by": dose.checked_by, "at": show_time(dose.given_at, self.desk.record.zone),
        }  # fmt: skip
        self.card.correct(given.id, values, dose.route.value, dose.unit.value)


def _understood(typed: TypedDose, at: datetime) -> DoseEvent:
    """Return what was typed as a dose; raises Refused where a part of it is missing or no number."""
    if not typed.route:
        raise Refused("The dose has no route. Nothing was recorded. Choose how it was given.")
    if not typed.unit:
        raise Refused("The amount has no unit. Nothing was recorded. Choose the unit.")
    try:
        amount = Decimal(typed.amount.replace(",", "."))
    except InvalidOperation:
        raise Refused(
            f"“{typed.amount}” is not an amount. Nothing was recorded. Write a number above 0."
        ) from None
    return DoseEvent(
        drug=typed.drug, route=Route(typed.route), amount=amount, unit=DoseUnit(typed.unit), given_at=at,
        given_by=typed.given_by, lot=typed.lot, checked_by=typed.checked_by, is_booster=typed.is_booster,
    )  # fmt: skip

"""The cards beside the list: two signatures, who the client leaves with, and what they take home."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal

from kapdesk.domain.clock import show_time
from kapdesk.domain.doses import Escort
from kapdesk.services.readiness import Readiness
from kapdesk.services.safety_plans import PlanVersion
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton, Sign, SignLabel

_PAGES: dict[str, str] = {
    "discharge": "Discharge safety summary",
    "escort": "For the escort",
    "plan": "Stay-safe plan",
    "card": "Appointment card",
}


class LeavesWithCard(Card):
    """Who takes the client home, and whether they are here."""

    opened = Signal()

    def __init__(self) -> None:
        """Lay out one line."""
        super().__init__("Leaves with")
        self._row = Row(" ", " ")
        self._mark = SignLabel(Sign.NOT_YET)
        self.button = PlainButton("Record arrival", small=True)
        self._row.add(self._mark)
        self.add(self._row)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        # Connect Signals
        self.button.clicked.connect(self._open)

    def show_escort(self, escort: Escort | None, exception: str, zone: str, *, read_only: bool) -> None:
        """Show the escort as recorded; nothing where nothing is."""
        named = escort is not None and bool(escort.name)
        name = f"{escort.name}, {escort.relation}".rstrip(", ") if escort and named else "nobody named yet"
        parts = [escort.phone, escort.recognised] if escort else []
        if escort and escort.tonight:
            parts.append(f"tonight: {escort.tonight}")
        if not named and exception:
            parts.append(f"exception: {exception}")
        self._row.set_texts(name, " · ".join(part for part in parts if part))
        if escort is not None and escort.arrived_at is not None:
            self._mark.set_sign(Sign.RECORDED, f"arrived {show_time(escort.arrived_at, zone)}")
        else:
            self._mark.set_sign(Sign.NOT_YET, "not here yet")
        self.button.setVisible(not read_only and (escort is None or escort.arrived_at is None))

    def _open(self) -> None:
        self.opened.emit()


class TakeHomeCard(Card):
    """What people take home; each leads to its page, previewed before it prints."""

    asked = Signal(str)  # discharge, escort, plan or card

    def __init__(self) -> None:
        """Lay out four lines."""
        super().__init__("To take home")
        self._lines: dict[str, Row] = {}
        self.buttons: dict[str, PlainButton] = {}
        rows = Rows()
        for id_, name in _PAGES.items():
            row, button = Row(name, " "), PlainButton("Preview")
            button.setAccessibleName(f"Preview: {name}")
            button.clicked.connect(partial(self._ask, id_))
            row.add(button)
            self._lines[id_], self.buttons[id_] = row, button
        rows.show_rows(list(self._lines.values()))
        self.add(rows)

    def show_facts(
        self, stands: Readiness, plan: PlanVersion | None, *, signed: bool, gone: str = ""
    ) -> None:
        """Say of each page what stands behind it; `gone` is how the session was retracted, in words."""
        booked = stands.facts.booked
        consent = stands.facts.escort.value.sheet_consent if stands.facts.escort else None
        second: Mapping[str, str] = {
            "discharge": "1 page" if signed else "1 page · draft until signed",
            "escort": _CONSENT[consent],
            "plan": f"version {plan.number}" if plan else "not reviewed yet",
            "card": "nothing booked" if booked is None else "as booked",
        }
        if gone:
            second = {**second, **dict.fromkeys(("discharge", "escort"), gone)}
        for id_, row in self._lines.items():
            row.set_texts(_PAGES[id_], second[id_])

    def _ask(self, id_: str) -> None:
        self.asked.emit(id_)


_CONSENT = {
    True: "half a page · with consent",
    False: "half a page · the client does not want it given",
    None: "half a page · consent not recorded",
}

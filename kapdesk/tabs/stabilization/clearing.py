"""Two people, two signatures, and the second look: who signed, what is still open, and the way there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.domain.clock import show_time
from kapdesk.domain.gate_facts import Clearance, Criterion, Seen, State
from kapdesk.domain.readiness import Signature, missing_for_clearance
from kapdesk.domain.second_look import counts_from, rule_words, second_look
from kapdesk.services.readiness import Readiness
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.stabilization.lines import flowing, plain, say
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton, QuietButton, Sign, SignLabel

_CRITERION = {Signature.MEDICAL: "D18", Signature.THERAPIST: "D19"}


class JumpList(QWidget):
    """What stands in the way of a signature, each with a press that leads to it."""

    asked = Signal(str)  # id of the criterion

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self._said = plain("", "danger")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._said)
        self.buttons: dict[str, PlainButton] = {}
        self.hide()

    def show_open(self, before: str, criteria: Sequence[Criterion]) -> None:
        """Show what is still open before a signature; hide where nothing is."""
        say(self._said, f"Open before the {before} clearance; each leads there:" if criteria else "")
        wanted = [one.id for one in criteria]
        for id_ in [id_ for id_ in self.buttons if id_ not in wanted]:
            button = self.buttons.pop(id_)
            button.hide()
            button.deleteLater()
        for one in criteria:
            if one.id not in self.buttons:
                self._add(one.id)
            self.buttons[one.id].say(f"{one.title}: {one.state.value}")
        self.setVisible(bool(criteria))

    def focus_first(self) -> None:
        """Put the keyboard on the first."""
        first = next(iter(self.buttons.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, id_: str) -> None:
        button = PlainButton("", small=True)
        button.clicked.connect(partial(self._ask, id_))
        self.buttons[id_] = button
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask(self, id_: str) -> None:
        self.asked.emit(id_)


class ClearancesCard(Card):
    """Two signatures and a second look; a signature before its conditions shows the way to each of them."""

    asked = Signal(object)  # Signature
    withdraw_asked = Signal(object)  # Signature
    override_asked = Signal()
    second_asked = Signal()
    jump_asked = Signal(str)  # id of a criterion
    looks_asked = Signal(str)  # id of a clearance

    def __init__(self) -> None:
        """Lay out the lines."""
        super().__init__("Clearances", "two people, two signatures")
        self.buttons: dict[Signature, PlainButton] = {}
        self._rows: dict[Signature, Row] = {}
        self._marks: dict[Signature, SignLabel] = {}
        self._stands: Readiness | None = None
        self._wanted: Signature | None = None
        self.second, self._second_mark = PlainButton("Record"), SignLabel(Sign.NOT_YET)
        self._second = Row("Second look", " ", strong=True)
        self._rule = plain("", "hint")
        self.override, self.jumps = QuietButton("Override a criterion"), JumpList()
        self._lay_out()
        # Connect Signals
        self.override.clicked.connect(self._override)
        self.second.clicked.connect(self._look_again)
        self.jumps.asked.connect(self._jump)

    def show_readiness(self, stands: Readiness, head: SessionHead, *, read_only: bool) -> None:
        """Show who signed, what fell, or how many criteria still stand open before that."""
        self._stands = stands
        planned = {
            Signature.MEDICAL: who(head.medical_name, head.medical_role, head.medical_presence),
            Signature.THERAPIST: head.therapist_name,
        }
        given = {
            Signature.MEDICAL: stands.facts.medical_clearance,
            Signature.THERAPIST: stands.facts.therapist_clearance,
        }
        for signature, seen in given.items():
            self._show(
                signature, seen, planned[signature] or "nobody named for today yet", read_only=read_only
            )
        self._show_second(stands, read_only=read_only)
        self.override.setEnabled(not read_only)
        if self._wanted is not None:
            missing = missing_for_clearance(self._wanted, stands.criteria)
            self.jumps.show_open(self._wanted.value, () if read_only else missing)

    def _lay_out(self) -> None:
        self._second.add(self._second_mark)
        self._second.add(self.second)
        self.second.setAccessibleName("Second look: record")
        for signature in Signature:
            self._add(signature)
        rows = Rows()
        rows.show_rows([self._second, *self._rows.values()])
        self.add(rows)
        self.add(self.jumps)
        self.add(self._rule)
        self.add(
            plain(
                "An unmet criterion can be overridden only by the medical professional, with a reason that "
                "prints.",
                "hint",
            )
        )
        self.add(flowing(self.override))

    def _add(self, signature: Signature) -> None:
        row = Row(signature.value.capitalize(), " ", strong=True)
        mark, button = SignLabel(Sign.RECORDED), PlainButton("Sign")
        row.add(mark)
        row.add(button)
        self._rows[signature], self._marks[signature], self.buttons[signature] = row, mark, button
        button.clicked.connect(partial(self._ask, signature))

    def _show(
        self, signature: Signature, seen: Seen[Clearance] | None, planned: str, *, read_only: bool
    ) -> None:
        if self._stands is None:
            return
        missing = len(missing_for_clearance(signature, self._stands.criteria))
        stands = self._is_signed(signature)
        fell = seen is not None and not stands
        button, mark = self.buttons[signature], self._marks[signature]
        mark.setVisible(seen is not None)
        button.setVisible(not stands or not read_only)
        second = planned
        if seen is not None:
            at = show_time(seen.at, self._stands.facts.zone)
            presence = seen.value.presence.value if seen.value.presence else ""
            why = self._stands.criterion(_CRITERION[signature]).verdict.why if fell else ""
            second = who(seen.value.name, seen.value.role, presence, why)
            mark.set_sign(*((Sign.MISSING, f"{at}, fell") if fell else (Sign.RECORDED, f"signed {at}")))
        self._rows[signature].set_texts(signature.value.capitalize(), second)
        offered = "Sign again" if fell else "Sign"
        button.say("Withdraw" if stands else f"{missing} still open" if missing else offered)
        button.setEnabled(not read_only)
        button.setAccessibleName(f"{signature.value.capitalize()} clearance: {button.text()}")

    def _show_second(self, stands: Readiness, *, read_only: bool) -> None:
        verdict, zone = second_look(stands.facts, stands.limits), stands.facts.zone
        due = counts_from(stands.facts, stands.limits)
        if verdict.at is not None:
            sign = Sign.RECORDED if verdict.state is State.MET else Sign.MISSING
            said = who(verdict.by, verdict.role, verdict.value, verdict.why)
            self._second_mark.set_sign(sign, show_time(verdict.at, zone))
        else:
            later = due is not None and due > stands.facts.now
            said = verdict.why if due is None else f"from {show_time(due, zone)}, best by somebody else"
            self._second_mark.set_sign(
                Sign.NOT_YET if later or due is None else Sign.DUE,
                "not yet" if later or due is None else "due",
            )
        self._second.set_texts("Second look", said)
        self.second.say("Record" if verdict.at is None else "Again")
        self.second.setVisible(not read_only)
        say(self._rule, rule_words(stands.limits))

    def _is_signed(self, signature: Signature) -> bool:
        return self._stands is not None and self._stands.criterion(_CRITERION[signature]).state is State.MET

    def _ask(self, signature: Signature) -> None:
        if self._is_signed(signature):
            self.withdraw_asked.emit(signature)
            return
        missing = missing_for_clearance(signature, self._stands.criteria) if self._stands else ()
        self._wanted = signature
        self.jumps.show_open(signature.value, missing)
        if missing:
            self.jumps.focus_first()
        else:
            self.asked.emit(signature)

    def _jump(self, criterion: str) -> None:
        if criterion == "D18":
            self._ask(Signature.MEDICAL)
        else:
            self.jump_asked.emit(criterion)

    def _look_again(self) -> None:
        self.second_asked.emit()

    def _override(self) -> None:
        self.override_asked.emit()


def who(*parts: str) -> str:
    """Join what is known of somebody, leaving out what is not."""
    return " · ".join(part for part in parts if part)

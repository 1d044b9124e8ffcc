"""Proof on paper: the code at the foot of a signed page, typed in, says what became of that record since."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from kapdesk.desk import Desk
from kapdesk.domain.clock import show_moment
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.page_codes import Match, Proof
from kapdesk.services import page_codes
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.theme import give_role, px

TITLES = {
    "summary": "Session summary", "going-home": "Discharge safety summary", "escort": "For the escort",
    "copy": "Provider summary", "sheet": "Sheet of an outcome", "fields": "Esketamine monitoring fields",
}  # fmt: skip
_SIGNS = {
    Match.MATCHES: Sign.RECORDED, Match.EARLIER: Sign.DUE, Match.RETRACTED: Sign.MISSING,
    Match.CHANGED: Sign.MISSING, Match.NOT_OURS: Sign.MISSING, Match.MISTYPED: Sign.CAUTION,
}  # fmt: skip


class ProofCard(Card):
    """A line to type a code into, and what it proves; nothing leaves this machine."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Proof on paper", "the code at the foot of a signed page", parent=parent)
        self._desk = desk
        self.code, self.check = QLineEdit(), PlainButton("Check")
        self.said, self.facts = Said(), QLabel()
        label = QLabel("Code")
        give_role(label, "muted")
        label.setBuddy(self.code)
        self.code.setAccessibleName("Code")
        self.code.setPlaceholderText("two groups of six")
        self.code.setMinimumHeight(px(36))
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        give_role(self.facts, "value")
        self.facts.hide()
        line = QHBoxLayout()
        line.addWidget(self.code, 1)
        line.addWidget(self.check)
        self.add(label)
        self.body.addLayout(line)
        self.add(self.said)
        self.add(self.facts)
        # Connect Signals
        self.code.returnPressed.connect(self._check)
        self.check.clicked.connect(self._check)
        self.code.textEdited.connect(self._forget)

    def show_proof(self, proof: Proof) -> None:
        """Say what a code proves, and which page it belongs to."""
        self.said.say(proof.sentence, _SIGNS[proof.match])
        facts = _facts(proof, self._desk.record.zone)
        self.facts.setText("\n".join(facts))
        self.facts.setVisible(bool(facts))

    def _check(self) -> None:
        try:
            proof = self._desk.read(page_codes.check, self.code.text())
        except KapdeskError as error:
            self.said.say(error.sentence, Sign.MISSING)
            return
        self.show_proof(proof)

    def _forget(self) -> None:
        self.said.say("")
        self.facts.hide()


def _facts(proof: Proof, zone: str) -> list[str]:
    if proof.printed_at is None:
        return []
    title = TITLES.get(proof.document, proof.document)
    return [
        f"{title}, page {proof.page} of {proof.pages}",
        proof.about,
        f"Made {show_moment(proof.printed_at, zone)} by {proof.printed_by or 'not recorded'}",
        *(f"Since then: {one}" for one in proof.added),
    ]

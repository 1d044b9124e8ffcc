"""What the clinic decides about leaving: the score that counts, the second look, the device counted from."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.desk import Place
from kapdesk.domain.gate_facts import GateLimits
from kapdesk.domain.recovery_scores import Padss
from kapdesk.domain.routes import Anchor
from kapdesk.domain.second_look import rule_words
from kapdesk.services import gate_settings
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, Option
from kapdesk.ui.theme import give_role

_CHOICES: dict[str, tuple[str, tuple[Option, ...]]] = {
    gate_settings.PADSS: (
        "Which PADSS counts as a recovery score",
        (Option(Padss.MODIFIED.value, "Modified"), Option(Padss.ORIGINAL.value, "Original")),
    ),
    gate_settings.SECOND_LOOK: (
        "Second look before leaving",
        (Option(gate_settings.ASKED, "Asked"), Option(gate_settings.REQUIRED, "Required")),
    ),
    gate_settings.ANCHOR: (
        "Two hours after esketamine count from",
        (Option(Anchor.FIRST.value, "First device"), Option(Anchor.LAST.value, "Last device")),
    ),
}


class GateCard(Card):
    """Three choices, and the rule of the two looks as it reads with them."""

    chosen = Signal(str, str)  # setting, value

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask each choice under its name."""
        super().__init__("Before leaving", parent=parent)
        self.bars: dict[str, ChoiceBar] = {}
        for key, (label, options) in _CHOICES.items():
            name, bar = QLabel(label), ChoiceBar(options, label, small=True)
            name.setWordWrap(True)
            name.setBuddy(bar)
            bar.chosen.connect(partial(self._choose, key))
            self.bars[key] = bar
            self.add(name)
            self.add(bar)
        self.rule = QLabel()
        self.rule.setWordWrap(True)
        give_role(self.rule, "hint")
        self.add(self.rule)

    def show_values(self, values: Mapping[str, str], rule: str) -> None:
        """Show what counts now; nothing is announced."""
        for key, bar in self.bars.items():
            bar.set_value(values[key])
        self.rule.setText(rule)

    def _choose(self, key: str, value: object) -> None:
        self.chosen.emit(key, "" if value is None else str(value))


class GatePart(QObject):
    """What the card asks for, done in the record; a choice that is taken back stays as it was."""

    def __init__(self, place: Place) -> None:
        """Bring the card."""
        super().__init__(place)
        self._place, self.card = place, GateCard()
        # Connect Signals
        self.card.chosen.connect(self._choose)

    def load(self) -> None:
        """Show what counts now."""
        read = self._place.desk.read
        required = read(gate_settings.second_look_required)
        values = {
            gate_settings.PADSS: read(gate_settings.padss).value,
            gate_settings.SECOND_LOOK: gate_settings.REQUIRED if required else gate_settings.ASKED,
            gate_settings.ANCHOR: read(gate_settings.esketamine_anchor).value,
        }
        self.card.show_values(values, rule_words(GateLimits(second_look_required=required)))

    def _choose(self, key: str, value: str) -> None:
        do = self._place.desk.do
        if key == gate_settings.PADSS and value:
            do(self, gate_settings.choose_padss, Padss(value))
        elif key == gate_settings.SECOND_LOOK and value:
            do(self, gate_settings.ask_second_look, required=value == gate_settings.REQUIRED)
        elif value:
            do(self, gate_settings.count_esketamine_from, Anchor(value))
        self.load()

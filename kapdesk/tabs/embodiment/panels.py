"""Beside the steps: what was agreed about touch, how it is before and after, what was offered so far."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kapdesk.domain.clock import show_time
from kapdesk.domain.definitions import Form
from kapdesk.domain.embodiment import TouchLevel
from kapdesk.services.checklists import Answer
from kapdesk.services.embodiment import Embodiment
from kapdesk.services.offers import Given
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import ScaleBar, Sign, SignLabel
from kapdesk.ui.theme import give_role

SHOWN_OF_HISTORY = 12


class TouchCard(Card):
    """What was agreed about touch before any medicine, or that nothing was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__("Touch agreement", parent=parent)
        self._level = QLabel()
        self._level.setWordWrap(True)
        self._missing = SignLabel(Sign.CAUTION, "No touch agreement is recorded.", wraps=True)
        self._more = QLabel()
        self._more.setWordWrap(True)
        give_role(self._more, "muted")
        for widget in (self._level, self._missing, self._more):
            self.add(widget)

    def show_touch(self, it: Embodiment) -> None:
        """Show what was agreed for today; an earlier agreement is named and does not count."""
        agreed = it.touch.level is not TouchLevel.NOT_DISCUSSED
        self._level.setText(it.touch_words)
        give_role(self._level, "strong")
        self._level.setVisible(agreed)
        self._missing.setVisible(not agreed)
        earlier = f"Earlier, not for today: {it.touch_earlier}" if it.touch_earlier and not agreed else ""
        limits = it.touch.words.removeprefix(it.touch_words).lstrip("; ") if agreed else ""
        self._more.setText("\n".join(part for part in (limits, earlier) if part))
        self._more.setVisible(bool(self._more.text()))

    def text(self) -> str:
        """Return what is shown, in one line."""
        level = self._missing.text() if self._level.isHidden() else self._level.text()
        return " ".join(part for part in (level, self._more.text()) if part)


class RatingsCard(Card):
    """Arousal and presence in the body, before and after; empty until somebody asks."""

    chosen = Signal(str, object)  # item, 0 to 10 or None

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        """Offer the four scales of the form."""
        super().__init__(form.title, "0 to 10, as they say", parent=parent)
        self.scales: dict[str, ScaleBar] = {}
        self._when: dict[str, QLabel] = {}
        for field in form.fields:
            scale = ScaleBar(int(field.minimum or 0), int(field.maximum or 10), field.label)
            scale.setToolTip(field.prompt)
            self.scales[field.id] = scale
            self._add(field.id, field.label, scale)
            scale.chosen.connect(partial(self._choose, field.id))

    def show_ratings(self, ratings: Mapping[str, Answer], zone: str, *, read_only: bool) -> None:
        """Show what is recorded; nothing is announced."""
        for item, scale in self.scales.items():
            given = ratings.get(item)
            scale.set_value(int(given.value) if given and given.value is not None else None)
            scale.setEnabled(not read_only)
            self._when[item].setText(f"at {show_time(given.happened_at, zone)}" if given else "")

    def _add(self, item: str, label: str, scale: ScaleBar) -> None:
        name, when = QLabel(label), QLabel()
        name.setBuddy(scale)
        give_role(when, "muted")
        self._when[item] = when
        top = QHBoxLayout()
        top.addWidget(name)
        top.addStretch(1)
        top.addWidget(when)
        self.body.addLayout(top)
        self.add(scale)

    def _choose(self, item: str, value: object) -> None:
        self.chosen.emit(item, value)


class HistoryCard(Card):
    """What was offered so far and what came of it, the newest first; what was taken back stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__("Offered so far", parent=parent)
        self._rows = Rows()
        self._shown: tuple[Given, ...] = ()
        self._empty = QLabel("What is offered stands here, with its time and what came of it.")
        self._empty.setWordWrap(True)
        give_role(self._empty, "muted")
        self.add(self._empty)
        self.add(self._rows)

    def show_history(self, history: Sequence[Given], zone: str) -> None:
        """Show the newest answers."""
        self._empty.setVisible(not history)
        newest = tuple(reversed(history))[:SHOWN_OF_HISTORY]
        if newest == self._shown:
            return
        self._shown = newest
        self.set_subtitle(str(len(history)) if history else "")
        self._rows.show_rows([Row(given.label, _line(given, zone)) for given in newest])


def _line(given: Given, zone: str) -> str:
    effect = "" if given.step.effect is None else f"effect {_signed(given.step.effect)}"
    struck = f"struck through: {given.struck_reason}" if given.struck_reason else ""
    said = (show_time(given.step.at, zone), given.step.answer.value, effect, given.step.note, struck)
    return " · ".join(part for part in said if part)


def _signed(effect: int) -> str:
    return "0" if effect == 0 else f"+{effect}" if effect > 0 else f"−{-effect}"

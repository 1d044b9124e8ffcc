"""The parts of an integration session: each folds to one line with its count; a row of words leads to it."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.ui.card import Card
from kapdesk.ui.controls import Flow, PlainButton, QuietButton
from kapdesk.ui.reading_order import stops

NEXT_KEY, LAST_KEY = "F8", "F7"


class FoldCard(Card):
    """A card that folds to its title and how much stands in it; what is inside keeps what was typed."""

    turned = Signal(bool)  # opened or folded by a hand

    def __init__(self, name: str, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        """Start folded and empty; `name` is under what it is remembered."""
        super().__init__(title, subtitle, parent=parent)
        self.name, self.title, self._about = name, title, subtitle
        self.count = ""
        self.button = PlainButton("Open", small=True)
        self.button.setCheckable(True)
        self.head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.inside = QWidget()
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.add(self.inside)
        self.inside.hide()
        self._say_button()
        # Connect Signals
        self.button.toggled.connect(self._toggle)

    def put(self, widget: QWidget) -> None:
        """Put a widget under the others, inside the fold."""
        self.column.addWidget(widget)

    def is_open(self) -> bool:
        """Say whether what is inside is shown."""
        return self.button.isChecked()

    def set_open(self, *, is_open: bool) -> None:
        """Open or fold without a word to anybody."""
        blocked = self.button.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.button.setChecked(is_open)
        self.button.blockSignals(blocked)
        self._show()

    def say_count(self, count: str) -> None:
        """Say beside the title how much stands inside; while it is empty, what the part is about."""
        self.count = count
        self.set_subtitle(count or self._about)
        self._say_button()

    def unfold(self) -> None:
        """Open as by hand."""
        self.button.setChecked(True)

    def first(self) -> QWidget:
        """Return where the keyboard goes when the part is gone to."""
        return next(iter(stops(self.inside)), self.button)

    def built(self) -> None:
        """Make what is inside, where it is made only when it is wanted; called before it is shown."""

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._show()
        self.turned.emit(on)

    def _show(self) -> None:
        if self.is_open():
            self.built()
        self.inside.setVisible(self.is_open())
        self._say_button()

    def _say_button(self) -> None:
        verb = "Fold" if self.button.isChecked() else "Open"
        self.button.say(verb)
        self.button.setAccessibleName(": ".join(part for part in (verb, self.title, self.count) if part))


class Contents(QWidget):
    """One quiet word for each part, with its count: pressed, the part opens and the keyboard goes there."""

    wanted = Signal(str)  # the name of a part

    def __init__(self, parts: Sequence[FoldCard], parent: QWidget | None = None) -> None:
        """Offer these parts in this order."""
        super().__init__(parent)
        self.buttons: dict[str, QuietButton] = {}
        self._flow = Flow(self, gap=4)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(
            f"Parts of the session; {LAST_KEY} and {NEXT_KEY} go to the part before and after"
        )
        self.offer(parts)

    def offer(self, parts: Sequence[FoldCard]) -> None:
        """Offer these parts in place of the ones before."""
        while self._flow.count():
            self._flow.takeAt(0)
        for old in self.buttons.values():
            old.hide()
            old.deleteLater()
        self.buttons = {}
        for part in parts:
            button = self.buttons[part.name] = QuietButton(part.title, small=True)
            button.setToolTip(f"{LAST_KEY} and {NEXT_KEY} go from part to part")
            button.clicked.connect(partial(self._want, part.name))
            self._flow.addWidget(button)

    def show_counts(self, parts: Sequence[FoldCard]) -> None:
        """Say beside each word how much stands in its part."""
        for part in parts:
            self.buttons[part.name].say(f"{part.title} · {part.count}" if part.count else part.title)
            self.buttons[part.name].setVisible(not part.isHidden())

    def _want(self, name: str) -> None:
        self.wanted.emit(name)


def part_of(focus: QWidget | None, parts: Sequence[FoldCard]) -> int | None:
    """Return the place of the part in which the keyboard is, or None where it is in none."""
    if focus is None:
        return None
    return next((at for at, part in enumerate(parts) if part.isAncestorOf(focus)), None)


def written(texts: Iterable[str]) -> str:
    """Return how many of these texts have words in them, in words; empty for none."""
    count = sum(bool(text.strip()) for text in texts)
    return f"{count} written" if count else ""

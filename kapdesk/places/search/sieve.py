"""What narrows a search, in one line: this client, what kind, whose words, which days, in which order."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from kapdesk.services.search import Kind, Sieve
from kapdesk.ui.controls import DateField, Flow
from kapdesk.ui.note_words import Voice
from kapdesk.ui.theme import give_role, look, px

ONLY_THIS = "F4"
EVERY_KIND, EVERY_VOICE, NEWEST, BEST = "Every kind", "Everybody’s words", "Newest first", "Best match first"


class SieveBar(QWidget):
    """The line under the field; nothing in it is chosen until somebody chooses it."""

    sifted = Signal()

    def __init__(self, parse: Callable[[str], date | str], parent: QWidget | None = None) -> None:
        """Offer everything; days are read with `parse`."""
        super().__init__(parent)
        self._client: UUID | None = None
        self.mine = QCheckBox("This client only")
        self.mine.setAccessibleDescription(f"Key {ONLY_THIS}")
        self.kind, self.voice, self.order = QComboBox(), QComboBox(), QComboBox()
        self.first = DateField("From", parse, hint="")
        self.last = DateField("To", parse, hint="")
        self._fill()
        self._lay_out()
        only = QShortcut(QKeySequence(ONLY_THIS), self)
        # Connect Signals
        only.activated.connect(self._turn)
        look().changed.connect(self._dress)
        self.mine.toggled.connect(self._sift)
        for box in (self.kind, self.voice, self.order):
            box.currentIndexChanged.connect(self._sift)
        for day in (self.first, self.last):
            day.entered.connect(self._sift)

    def offer_client(self, client: UUID | None, name: str) -> None:
        """Offer to search one chart only, by the name as it may be seen now; None offers nobody."""
        if client != self._client:
            blocked = self.mine.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.mine.setChecked(False)
            self.mine.blockSignals(blocked)
        self._client = client
        self.mine.setText(f"Only {name}".replace("&", "&&"))
        self.mine.setVisible(client is not None)

    def sieve(self, words: str) -> Sieve:
        """Return what is looked for: these words, narrowed as this line says."""
        kind, voice = self.kind.currentData(), self.voice.currentData()
        return Sieve(
            words,
            client=self._client if self.mine.isChecked() else None,
            kinds=frozenset() if kind is None else frozenset({Kind(kind)}),
            voice=voice or "",
            first=_day(self.first),
            last=_day(self.last),
        )

    def best_first(self) -> bool:
        """Say whether the best match is asked for first, instead of the newest."""
        return bool(self.order.currentData())

    def is_readable(self) -> bool:
        """Say whether both days can be read."""
        return not (self.first.is_stopped() or self.last.is_stopped())

    def open_wide(self) -> None:
        """Leave nothing narrowed, without a word to anybody."""
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.mine.setChecked(False)
        for box in (self.kind, self.voice, self.order):
            box.setCurrentIndex(0)
        for day in (self.first, self.last):
            day.set_value(None)
        self.blockSignals(blocked)

    def _fill(self) -> None:
        self.kind.addItem(EVERY_KIND, None)
        for kind in Kind:
            self.kind.addItem(kind.label, kind.value)
        self.voice.addItem(EVERY_VOICE, None)
        for voice in (Voice.CLIENT, Voice.OBSERVER):
            self.voice.addItem(voice.label, voice.value)
        self.order.addItem(NEWEST, False)  # noqa: FBT003 - Qt's own signature
        self.order.addItem(BEST, True)  # noqa: FBT003 - Qt's own signature

    def _lay_out(self) -> None:
        flow = Flow(self, gap=12)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow.addWidget(self.mine)
        names = ("Kind of text", "Whose words", "Order")
        for name, box in zip(names, (self.kind, self.voice, self.order), strict=True):
            box.setAccessibleName(name)
            flow.addWidget(box)
        flow.addWidget(_days(self.first, self.last))
        self._dress()

    def _dress(self) -> None:
        for part in (self.mine, self.kind, self.voice, self.order):
            part.setMinimumHeight(px(36))
        for day in (self.first, self.last):
            day.line.setFixedWidth(px(126))

    def _turn(self) -> None:
        if self._client is not None:
            self.mine.toggle()

    def _sift(self, _changed: object) -> None:
        self.sifted.emit()

    def minimumSizeHint(self) -> QSize:
        """Need the room of the widest part."""
        layout = self.layout()
        return QSize() if layout is None else layout.minimumSize()


def _days(first: DateField, last: DateField) -> QWidget:
    """Keep both days together, whatever line they come to stand on."""
    pair = QWidget()
    line = QHBoxLayout(pair)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for words, field in (("From", first), ("to", last)):
        label = QLabel(words)
        label.setBuddy(field)
        give_role(label, "muted")
        line.addWidget(label)
        line.addWidget(field)
    return pair


def _day(field: DateField) -> date | None:
    value = field.value()
    return value if isinstance(value, date) else None

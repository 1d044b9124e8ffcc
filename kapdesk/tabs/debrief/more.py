"""What may be asked further, the same for every journey; put away until wanted, all of it may stay empty."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain import definitions
from kapdesk.domain.definitions import Form
from kapdesk.services.debrief import DISTRESS, MOOD
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton, QuietButton, ScaleBar
from kapdesk.ui.note import NoteEdit, NoteField, Voice
from kapdesk.ui.theme import give_role


class AskedScale(QWidget):
    """A scale that can be asked again: empty once more, with what was said before beside its name."""

    chosen = Signal(object)  # int or None

    def __init__(self, form: Form, id_: str, parent: QWidget | None = None) -> None:
        """Offer the steps, none of them chosen."""
        super().__init__(parent)
        field = form.field(id_)
        words = [part.strip(" .") for part in field.prompt.split(",")]
        ends = (words[0], words[-1]) if len(words) == 2 else ("", "")  # noqa: PLR2004 - both ends
        low, high = int(field.minimum or 0), int(field.maximum or 10)
        self.scale = ScaleBar(low, high, field.label, low_word=ends[0], high_word=ends[1])
        self.again = QuietButton("Ask again", small=True)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self._asking = False
        self._said: tuple[int | None, str, str] = (None, "", "")
        self._lay_out(field.label)
        # Connect Signals
        self.scale.chosen.connect(self._choose)
        self.again.clicked.connect(self.ask)

    def show_said(self, value: int | None, at: str, before: str) -> None:
        """Show what stands and when it was said, and what was said before; nothing is announced.

        While it is being asked again the steps stay empty.
        """
        self._said = (value, at, before)
        self._show()

    def value(self) -> int | None:
        """Return the step that is shown, or None while there is none."""
        return self.scale.value()

    def ask(self) -> None:
        """Empty the steps for another answer, with the keyboard on them; what was said is kept."""
        self._asking = True
        self._show()
        self.scale.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read and not be answered, as after signing."""
        self.scale.setEnabled(not read_only)
        self.again.setEnabled(not read_only)

    def _show(self) -> None:
        value, at, before = self._said
        asking = self._asking and value is not None
        self.scale.set_value(None if asking else value)
        now = f"{value} {at}" if asking else at
        earlier = "; ".join(part for part in (before, now if asking else "") if part)
        parts = (f"before: {earlier}" if earlier else "", "" if asking else now)
        self.hint.setText(" · ".join(part for part in parts if part))
        self.hint.setVisible(bool(self.hint.text()))
        self.again.setVisible(value is not None and not asking)

    def _choose(self, value: int | None) -> None:
        self._asking = False
        self.chosen.emit(value)

    def _lay_out(self, title: str) -> None:
        name = QLabel(title)
        name.setBuddy(self.scale)
        give_role(name, "strong")
        give_role(self.hint, "muted")
        self.hint.hide()
        self.again.hide()
        top = QHBoxLayout()
        top.addWidget(name)
        top.addWidget(self.hint, 1)
        top.addStretch(0)
        top.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.scale)


class MoreCard(Card):
    """How it is now, and the prompts; they are made when they are first wanted."""

    distress_chosen = Signal(object)
    mood_chosen = Signal(object)
    made = Signal()  # the prompts are there now and want their texts
    ORDER = (
        "themes", "images", "emotions", "body", "most-alive", "hardest", "unfinished", "message-to-self",
        "belief-frame", "intention-revisited",
    )  # fmt: skip

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        """Stand put away."""
        super().__init__("When they want to say more", parent=parent)
        self._form = form
        self.button = PlainButton("Open", small=True)
        self.button.setCheckable(True)
        self.button.setAccessibleName(f"Open: {self.accessibleName()}")
        self.head.addWidget(self.button)
        self.scales: dict[str, AskedScale] = {}
        self._said: dict[str, tuple[int | None, str, str]] = {}
        self._read_only = False
        self.built: dict[str, NoteEdit] = {}
        self._intention = QLabel()
        self._intention.setWordWrap(True)
        self._intention.setTextFormat(Qt.TextFormat.PlainText)
        give_role(self._intention, "client")
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self.add(self._inside)
        self._inside.hide()
        # Connect Signals
        self.button.toggled.connect(self._toggle)

    @property
    def distress(self) -> AskedScale:
        """Return the scale of distress; it is made now where it was not."""
        self._build()
        return self.scales[DISTRESS]

    @property
    def mood(self) -> AskedScale:
        """Return the scale of mood; it is made now where it was not."""
        self._build()
        return self.scales[MOOD]

    @property
    def notes(self) -> dict[str, NoteEdit]:
        """Return every prompt by its id; they are made now where they were not."""
        self._build()
        return self.built

    def open(self) -> None:
        """Bring out what may be asked further."""
        self.button.setChecked(True)

    def show_scale(self, item: str, value: int | None, at: str, before: str) -> None:
        """Show what stands on a scale and what was said before, now or when it is made."""
        self._said[item] = (value, at, before)
        if item in self.scales:
            self.scales[item].show_said(value, at, before)

    def show_intention(self, text: str, when: str) -> None:
        """Show the intention from Prepare with when it was written, to be read only."""
        self._intention.setText(f"“{text}”  {when}" if text else "No intention is recorded in Prepare.")
        give_role(self._intention, "client" if text else "muted")

    def intention(self) -> str:
        """Return the intention as it is shown."""
        return self._intention.text()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read and not be changed, as after signing."""
        self._read_only = read_only
        for note in self.built.values():
            note.setReadOnly(read_only)
        for scale in self.scales.values():
            scale.set_read_only(read_only=read_only)

    def summarise(self, said: Sequence[str]) -> None:
        """Say beside the title what is recorded inside, while it is put away."""
        self.set_subtitle(" · ".join(said) or "the same prompts for every journey; all may stay empty")

    def _build(self) -> None:
        if self.built:
            return
        for item, chosen in ((DISTRESS, self.distress_chosen), (MOOD, self.mood_chosen)):
            scale = self.scales[item] = AskedScale(self._form, item)
            self._column.addWidget(scale)
            scale.chosen.connect(chosen)
            if item in self._said:
                scale.show_said(*self._said[item])
        for id_ in self.ORDER:
            field = self._form.field(id_)
            note = self.built[id_] = NoteEdit(lines=2, grows=True)
            if id_ == "intention-revisited":
                self._column.addWidget(self._intention)
            self._column.addWidget(NoteField(field.label, field.prompt, voice=_voice(field), note=note))
        self.set_read_only(read_only=self._read_only)
        self.made.emit()

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        if on:
            self._build()
        self._inside.setVisible(on)
        self.button.say("Put away" if on else "Open")
        self.button.setAccessibleName(f"{self.button.text()}: {self.accessibleName()}")


def _voice(field: definitions.Field) -> Voice:
    return Voice(field.voice.value) if field.voice is not definitions.Voice.NONE else Voice.NONE

"""A card in which one criterion is looked at, asked and recorded; what stands in it survives until then."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kapdesk.tabs.stabilization.lines import Sentence, flowing, plain, say
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, NumberField, PrimaryButton, QuietButton, ScaleBar
from kapdesk.ui.form import Field, Form
from kapdesk.ui.note import LineNote, NoteField

OBSERVER, OBSERVER_ROLE, WHEN = "observer", "observer-role", "when"


class Editor(Card):
    """Questions without a default, who observed, when, and one verb; nothing counts before it is recorded."""

    edited = Signal(str)  # key of the editor whose draft is different now
    recorded = Signal(str)  # key of the editor whose verb was pressed
    left = Signal(str)

    def __init__(
        self, key: str, title: str, hint: str = "", *, act: str = "Record", fields: Sequence[Field] = (),
        observed: bool = True, emphasis: bool = True, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Ask these fields; `observed` adds who saw it and when, `emphasis` the border of what is open."""
        super().__init__(title, emphasis=emphasis, parent=parent)
        self.key = key
        self.form = Form(fields, small=False)
        self.observer = LineNote("Observed by", "who saw it, where it is not you")
        self.role = LineNote("Role", "therapist, nurse, physician; empty is yours")
        self.when = LineNote("When", "empty is now; −5 for minutes ago, or 11:58")
        self.sentence = Sentence()
        self.act, self.back = PrimaryButton(act), QuietButton("Close")
        self._hint = plain(hint, "hint")
        self._observed = observed
        self.add(self._hint)
        self.build()
        # Connect Signals
        self._listen()
        for line in (self.observer, self.role, self.when):
            line.edited.connect(self._touch)
            line.entered.connect(self._record)
        self.act.clicked.connect(self._record)
        self.back.clicked.connect(self._leave)

    def replace_form(self, fields: Sequence[Field]) -> None:
        """Ask other fields at the same place."""
        old, self.form = self.form, Form(fields, small=False)
        self.body.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()
        self._listen()

    def build(self) -> None:
        """Lay out the fields; an editor with more than a form lays out its own."""
        self.add(self.form)
        self.close_up()

    def close_up(self) -> None:
        """Put observer, time, the sentence and the buttons under what is asked."""
        if self._observed:
            line = QHBoxLayout()
            line.setSpacing(12)
            top = Qt.AlignmentFlag.AlignTop
            line.addWidget(NoteField("Observed by", "empty: you", note=self.observer), 3, top)
            line.addWidget(NoteField("Role", "empty: yours", note=self.role), 3, top)
            line.addWidget(NoteField("When", "empty: now", note=self.when), 2, top)
            self.body.addLayout(line)
        self.add(self.sentence)
        self.add(flowing(self.act, self.back))

    def show_hint(self, hint: str) -> None:
        """Say another line under the title."""
        say(self._hint, hint)

    def values(self) -> dict[str, str]:
        """Return what stands in the editor, by field; what is empty is absent."""
        found = {id_: note.text().strip() for id_, note in self.form.notes.items()}
        for id_, control in self.form.controls.items():
            value = control.value() if isinstance(control, ChoiceBar | ScaleBar | NumberField) else None
            found[id_] = "" if value is None else str(value)
        found |= {OBSERVER: self.observer.text().strip(), WHEN: self.when.text().strip()}
        found[OBSERVER_ROLE] = self.role.text().strip()
        return {id_: value for id_, value in found.items() if value}

    def put(self, values: Mapping[str, str]) -> None:
        """Show what was typed and chosen before; nothing is announced."""
        shown: dict[str, object | None] = dict(values)
        for id_, control in self.form.controls.items():
            if isinstance(control, ScaleBar) and id_ in values:
                shown[id_] = int(values[id_])
        self.form.show_values(shown)
        self.observer.load(values.get(OBSERVER, ""))
        self.role.load(values.get(OBSERVER_ROLE, ""))
        self.when.load(values.get(WHEN, ""))
        self.adapt()

    def adapt(self) -> None:
        """Show or hide what depends on other answers; nothing does in a plain editor."""

    def draft(self) -> str:
        """Return what is not recorded yet as one text that is kept like a note."""
        values = self.values()
        return json.dumps(values, ensure_ascii=False) if values else ""

    def show_draft(self, text: str) -> None:
        """Put a kept draft back; a text that is none is left out."""
        try:
            kept: object = json.loads(text) if text else {}
        except ValueError:
            kept = {}
        values = cast("dict[object, object]", kept) if isinstance(kept, dict) else {}
        self.put({str(id_): str(value) for id_, value in values.items()})

    def clear(self) -> None:
        """Empty the editor: what stood in it is in the record now."""
        self.put({})
        self.sentence.say("")

    def focus_first(self) -> None:
        """Put the keyboard into the first question."""
        first = next((id_ for id_ in self.form.order if not self.form.is_put_away(id_)), None)
        if first is None:
            self.act.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.go_to(first)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it be read and not be recorded, as after signing."""
        self.act.setEnabled(not read_only)
        self.form.set_read_only(read_only=read_only)
        for line in (self.observer, self.role, self.when):
            line.setReadOnly(read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape; what was typed stays for the next time."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit(self.key)
            return
        super().keyPressEvent(event)

    def _listen(self) -> None:
        # Connect Signals
        self.form.answered.connect(self._answered)
        self.form.edited.connect(self._typed)

    def _answered(self, _field: str, _value: object) -> None:
        self.adapt()
        self._touch()

    def _typed(self, _field: str) -> None:
        self._touch()

    def _touch(self) -> None:
        self.edited.emit(self.key)

    def _record(self) -> None:
        self.recorded.emit(self.key)

    def _leave(self) -> None:
        self.left.emit(self.key)

"""The texts of an integration session: fields of the form, in a part that folds."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kapdesk.domain import definitions
from kapdesk.domain.definitions import Form
from kapdesk.tabs.integration.folds import FoldCard, written
from kapdesk.ui.note import NoteEdit, NoteField, Voice


class TextsCard(FoldCard):
    """Some fields of the form, made when the part is opened; beside its title how many are written."""

    made = Signal()  # the pages to write on are there

    def __init__(
        self, name: str, form: Form, ids: Sequence[str], title: str, subtitle: str = "",
        parent: QWidget | None = None, *, once: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Keep it empty until it is wanted.

        Those of `once` have another place by now; they are seen only in a note that has words in them.
        """
        super().__init__(name, title, subtitle, parent=parent)
        self.ids, self._form, self._seldom = (*ids, *once), form, frozenset(once)
        self.notes: dict[str, NoteEdit] = {}
        self._once: dict[str, NoteField] = {}
        self._stored: dict[str, str] = {}

    def built(self) -> None:
        """Make a page to write on for each field, the first time."""
        if self.notes:
            return
        for id_ in self.ids:
            field = self._form.field(id_)
            note = self.notes[id_] = NoteEdit(lines=2, grows=True)
            place = NoteField(field.label, field.prompt, voice=_voice(field), note=note)
            self.put(place)
            if id_ in self._seldom:
                self._once[id_] = place
                place.hide()
        self.made.emit()

    def show_stored(self, texts: dict[str, str]) -> None:
        """Show what is recorded: how many fields have words, and the seldom ones that have."""
        self._stored = texts
        for id_, place in self._once.items():
            place.setVisible(bool(texts[id_].strip()) or self.notes[id_].hasFocus())

    def count_written(self) -> None:
        """Say how many fields have words in them."""
        now = {id_: note.text() for id_, note in self.notes.items()}
        self.say_count(written((self._stored | now).values()))


def _voice(field: definitions.Field) -> Voice:
    return Voice(field.voice.value) if field.voice is not definitions.Voice.NONE else Voice.NONE

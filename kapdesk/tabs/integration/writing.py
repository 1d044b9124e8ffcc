"""The texts of an integration session: fields of the form, in a part that folds."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kapdesk.domain import definitions
from kapdesk.domain.definitions import Form
from kapdesk.tabs.integration.folds import FoldCard, written
from kapdesk.ui.note import NoteEdit, NoteField, Voice


class TextsCard(FoldCard):
    """Some fields of the form, with how many of them are written beside the title."""

    def __init__(
        self, name: str, form: Form, ids: Sequence[str], title: str, subtitle: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Lay out a page to write on for each field."""
        super().__init__(name, title, subtitle, parent=parent)
        self.notes: dict[str, NoteEdit] = {}
        for id_ in ids:
            field = form.field(id_)
            note = self.notes[id_] = NoteEdit(lines=2, grows=True)
            self.put(NoteField(field.label, field.prompt, voice=_voice(field), note=note))

    def count_written(self) -> None:
        """Say how many fields have words in them."""
        self.say_count(written(list(self.notes.values())))


def _voice(field: definitions.Field) -> Voice:
    return Voice(field.voice.value) if field.voice is not definitions.Voice.NONE else Voice.NONE

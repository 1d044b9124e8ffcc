"""What it means to the client, in their words; every earlier meaning stays in sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.domain.clock import local, show_date
from kapdesk.domain.definitions import Field
from kapdesk.services import meanings
from kapdesk.tabs.integration.carried_writing import Writing
from kapdesk.tabs.integration.folds import FoldCard
from kapdesk.ui.note import Composer, NoteField, Voice
from kapdesk.ui.said import Said
from kapdesk.ui.theme import give_role

DRAFT = "draft.meaning"


class MeaningCard(FoldCard):
    """Meanings one under the other, the newest first, and a line for the one of today."""

    def __init__(self, asked: Field, parent: QWidget | None = None) -> None:
        """Lay out the list and the line."""
        super().__init__("meaning", asked.label, parent=parent)
        self._writing: Writing | None = None
        self._list = QLabel()
        self._list.setWordWrap(True)
        self._list.setTextFormat(Qt.TextFormat.PlainText)
        self._list.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        give_role(self._list, "value")
        self.composer = Composer(asked.label, asked.prompt, voice=Voice.CLIENT)
        self.said = Said()
        prompt = f"{asked.prompt} Enter keeps it.".strip()
        for widget in (
            self._list, NoteField(asked.label, prompt, voice=Voice.CLIENT, note=self.composer), self.said,
        ):  # fmt: skip
            self.put(widget)
        # Connect Signals
        self.composer.composed.connect(self._add)

    def load(self, writing: Writing) -> None:
        """Show every meaning with its day."""
        self._writing = writing
        found = writing.desk.read(meanings.of_client, writing.client)
        lines = [f"{show_date(local(each.happened_at, each.zone).date())}   “{each.words}”" for each in found]
        self._list.setText("\n".join(reversed(lines)))
        self._list.setVisible(bool(lines))
        self.say_count(str(len(found)) if found else "")
        writing.keep(DRAFT, self.composer)

    def _add(self, words: str) -> None:
        writing = self._writing
        if writing is not None and writing.do(
            self.said, meanings.add, writing.client, words, integration_id=writing.note, draft=DRAFT
        ):
            self.composer.taken()

"""The progress note of an integration session: made from what is recorded, edited by hand, not signed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.domain.progress_notes import PREFIX, Format
from kapdesk.services import progress_notes
from kapdesk.services.notes import Owner
from kapdesk.tabs.integration.acts import Acts
from kapdesk.tabs.integration.folds import FoldCard
from kapdesk.ui.progress_note import ProgressView


class ProgressCard(FoldCard):
    """The part that holds the progress note; made when it is opened."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Keep it empty until it is wanted."""
        super().__init__("progress", "Progress note", "from what is recorded here", parent=parent)
        self.view: ProgressView | None = None

    def built(self) -> None:
        """Ask for the sections: they are made from what is recorded now."""
        if self.view is None:
            self.view = ProgressView()
            self.put(self.view)
        self.wanted.emit()


class Progressing(QObject):
    """Stands between the progress note on screen and the record, for one tab."""

    def __init__(self, acts: Acts, card: ProgressCard) -> None:
        """Bind to one tab for life."""
        super().__init__(acts)
        self._acts, self._tab, self._card = acts, acts.tab, card
        self._owner: Owner | None = None
        self._connected = False
        # Connect Signals
        card.wanted.connect(self._again)

    def show(self, owner: Owner) -> None:
        """Show the sections as they stand, where the part is open; the texts keep themselves from then on."""
        self._owner = owner
        view = self._card.view
        if view is None or not self._card.is_open():
            return
        if not self._connected:
            self._connected = True
            view.chosen.connect(self._choose)
            view.compare_asked.connect(self._compare)
            view.taken.connect(self._take)
        tab = self._tab
        format_ = tab.desk.read(progress_notes.chosen)
        sections = tab.desk.read(progress_notes.sections, owner, format_)
        view.show_sections(format_, sections)
        for one in sections:
            tab.keep(owner, progress_notes.field_of(format_, one.id), view.sections[one.id].note, one.text)
        edited = sum(one.edited for one in sections)
        self._card.say_count(f"{format_} · {edited} edited" if edited else format_.value)

    def _choose(self, format_: Format) -> None:
        self._tab.autosave.flush()
        self._let_go()
        self._acts.do(progress_notes.choose, format_)
        self._again()

    def _compare(self, section: str) -> None:
        view, owner = self._card.view, self._owner
        if view is not None and owner is not None and self._tab.autosave.flush():
            format_ = self._tab.desk.read(progress_notes.chosen)
            told = self._tab.desk.read(progress_notes.would_change, owner, format_, section)
            view.sections[section].show_changes(told)

    def _take(self, section: str) -> None:
        if self._owner is None or self._card.view is None:
            return
        format_ = self._tab.desk.read(progress_notes.chosen)
        self._acts.do_at(self._card.view.said, progress_notes.render_again, self._owner, format_, section)
        self._again()

    def _let_go(self) -> None:
        """Forget the editors of a format before they go."""
        for field in [name for name in self._tab.notes if name.startswith(PREFIX)]:
            self._tab.let_go(field)

    def _again(self) -> None:
        if self._owner is not None:
            self.show(self._owner)

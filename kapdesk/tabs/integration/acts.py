"""How the parts of an integration session write: into the note that is shown, a refusal said beside it."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Tab
from kapdesk.domain.change import Change
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.ui.note import NoteEdit
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign

P = ParamSpec("P")


class Acts(QObject):
    """What the parts share: the tab, the note that is shown, and where a refusal is said."""

    changed = Signal()  # another note is to be shown, or a refused act taken back on the screen

    def __init__(self, tab: Tab, beside: Said) -> None:
        """Bind to one tab for life; refusals are said at `beside` unless a part has a place of its own."""
        super().__init__(tab)
        self.tab, self.desk, self.client = tab, tab.desk, tab.chart.client
        self.note: UUID | None = None
        self._home = self._beside = beside
        # Connect Signals
        self.desk.refused.connect(self._refused)

    def owner(self, note: UUID) -> Owner:
        """Return whose texts are those of a note."""
        return Owner(self.client, integration=note)

    def do(
        self, verb: Callable[Concatenate[Record, P], Change], *args: P.args, **kwargs: P.kwargs
    ) -> Change | None:
        """Write, once what was typed is written; return None where it was refused, and say why."""
        return self.do_at(self._home, verb, *args, **kwargs)

    def do_at(
        self, beside: Said, verb: Callable[Concatenate[Record, P], Change], *args: P.args, **kwargs: P.kwargs
    ) -> Change | None:
        """Write as `do` does, and say a refusal at this place."""
        self._beside = beside
        beside.say("")
        if not self.tab.autosave.flush():
            return None
        change = self.desk.do(self, verb, *args, **kwargs)
        if change is None:
            self.changed.emit()
        return change

    def keep(self, field: str, edit: NoteEdit, text: str) -> None:
        """Bind a line to its place in the note that is shown."""
        if self.note is not None:
            self.tab.keep(self.owner(self.note), field, edit, text)

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self._beside.say(sentence, Sign.MISSING)

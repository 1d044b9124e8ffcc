"""The acts of the body map: a place is pointed at, said in words, sorted, taken back; nothing is lost."""

from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from kapdesk.desk import Tab
from kapdesk.domain.body_map import Mark
from kapdesk.domain.insights import Level
from kapdesk.services import body_map, notes
from kapdesk.services.body_map import DRAFT, DRAFT_CHANGE
from kapdesk.tabs.debrief.body import BodyCard, MarkRow
from kapdesk.ui.signs import Sign


class Pointing(QObject):
    """Between the card of the body map and the record."""

    changed = Signal()

    def __init__(self, tab: Tab, card: BodyCard, session: UUID) -> None:
        """Stand ready for one session."""
        super().__init__(tab)
        self._tab, self._desk, self._card, self._session = tab, tab.desk, card, session
        self._texts: dict[str, notes.Note] = {}
        self.marks: tuple[Mark, ...] = ()
        # Connect Signals
        card.opened.connect(self._open)
        card.pressed.connect(self._press)
        card.said.connect(self._say)
        card.take_back_asked.connect(self._take_back)
        card.sorted.connect(self._sort)
        card.made.connect(self._keep)
        self._desk.refused.connect(self._refused)

    def show(self, zone: str, *, read_only: bool) -> None:
        """Show every place as recorded; a line in use is left alone."""
        self.marks = self._desk.read(body_map.marks, self._session)
        self._texts = self._desk.read(notes.texts, self._tab_owner()) if self.marks else {}
        self._zone, self._read_only = zone, read_only
        self._card.show_marks(self.marks, zone, read_only=read_only)

    def settle(self) -> None:
        """Write what stands in lines that were not left yet."""
        for item, row in self._card.rows.items():
            if row.waits():
                self._write(item, row)

    def _open(self) -> None:
        self.show(self._zone, read_only=self._read_only)
        if self._card.map is not None:
            self._card.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self, item: str) -> None:
        """Mark a place at the first press; at any press the keyboard goes to its words."""
        self._card.refusal.say("")
        if not any(mark.region.item == item and mark.stands for mark in self.marks):
            if self._desk.do(self, body_map.mark, self._session, item) is None:
                return
            self.changed.emit()
        self._card.go_to(item)

    def _say(self, item: str) -> None:
        row = self._card.rows.get(item)
        if row is not None and row.waits():
            self._write(item, row)
            self.changed.emit()

    def _write(self, item: str, row: MarkRow) -> None:
        self._card.refusal.say("")
        sensation, change = row.words()
        if self._tab.autosave.flush():
            self._desk.do(self, body_map.mark, self._session, item, sensation, change)

    def _take_back(self, item: str) -> None:
        self._card.refusal.say("")
        row = self._card.rows.get(item)
        if row is not None and row.waits():
            self._write(item, row)  # what was typed stands in the record before it is taken back
        if self._desk.do(self, body_map.take_back, self._session, item) is None:
            return
        self.changed.emit()
        if self._card.map is not None:
            self._card.map.spots[item].setFocus(Qt.FocusReason.OtherFocusReason)

    def _sort(self, item: str, levels: tuple[Level, ...]) -> None:
        self._card.refusal.say("")
        self._desk.do(self, body_map.sort, self._session, item, levels)
        self.changed.emit()

    def _keep(self, item: str, row: MarkRow) -> None:
        """Keep both lines while they are typed; what was begun and not recorded comes back."""
        owner, mark = self._tab_owner(), row.mark
        for prefix, line, stored in (
            (DRAFT, row.sensation, mark.sensation),
            (DRAFT_CHANGE, row.change, mark.change),
        ):
            begun = self._texts.get(prefix + item)
            self._tab.keep(owner, prefix + item, line, begun.text if begun and begun.text else stored)

    def _tab_owner(self) -> notes.Owner:
        return self._tab.chart.owner

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self._card.refusal.say(sentence, Sign.MISSING)

"""Process notes about one client: closed until their author opens them, and again when the author leaves."""

from collections.abc import Hashable
from typing import cast
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from kapdesk.desk import Chart, Desk, Tab
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.process_notes import ProcessNote, search
from kapdesk.services import people, process_drafts, process_notes, process_release
from kapdesk.services.compartments import Compartment
from kapdesk.services.process_release import LETTER
from kapdesk.tabs.process.closed import ClosedPage
from kapdesk.tabs.process.opened import OpenPage
from kapdesk.tabs.process.others import Others
from kapdesk.tabs.process.past import Written
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.versions import Past

LASTS = 5 * 60 * 1000
"""Milliseconds without a key after which the notes close by themselves."""
EARLIER = (
    "{count} of your notes about this client are sealed to an earlier key of yours. The recovery sheet opens "
    "them."
)
COPIED = "Copied into the record."


class ProcessTab(Tab):
    """Two pages: the closed one, and the open one that holds the only readable copy."""

    name = "process"
    title = "Process notes"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Bind to one chart; nothing is read before the passphrase."""
        super().__init__(desk, chart, parent)
        self.room: Compartment | None = None
        self._notes: tuple[ProcessNote, ...] = ()
        self._current: UUID | None = None
        self._jobs = Jobs(1, self)
        letter = desk.record.content.letter(LETTER)
        self.closed = ClosedPage(letter, rehearsal=desk.record.rehearsal)
        self.open = OpenPage(letter)
        self.others = Others(self)
        self.open.add_context(self.others.sharing)
        self.open.add_context(self.others.release)
        self.open.add_context(self.open.reminder())
        self.open.context.addStretch(1)
        self._pages = QStackedLayout(self)
        for page in (self.closed, self.open):
            self._pages.addWidget(page)
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.setInterval(LASTS)
        self.setFocusProxy(self.closed)
        self._connect()

    def _connect(self) -> None:
        # Connect Signals
        self.closed.entered.connect(self._enter)
        self.open.chosen.connect(self._choose)
        self.open.add_asked.connect(self._add)
        self.open.close_asked.connect(self.shut)
        self.open.searched.connect(self._search)
        self.open.copied.connect(self._copy)
        self.open.discard_asked.connect(self._discard)
        self.open.note.edited.connect(self._typed)
        self.open.note.versions_asked.connect(self._show_versions)
        self.others.changed.connect(self._read)
        self.idle.timeout.connect(self.shut)
        self.desk.refused.connect(self._refused)

    def leave(self) -> bool:
        """Write what waits and close the notes; a page that cannot write is not left."""
        if not self.autosave.flush():
            return False
        self._forget()
        return True

    def waiting(self) -> dict[Hashable, str]:
        """Return what is not in the record yet, sealed to its author alone."""
        if self.room is None or not self.room.open:
            return {}
        texts = {cast("UUID", key): text for key, text in self.autosave.pending().items()}
        return {**process_drafts.sealed(self.room, self.chart.client, texts)}

    def close_down(self) -> None:
        """Go for good: no key and no word is held."""
        self._forget()
        self._jobs.close()
        super().close_down()

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the notes when the page is covered or left."""
        super().hideEvent(event)
        if self.room is not None and self.autosave.flush():
            self._forget()

    def shut(self) -> None:
        """Close the notes, unless a word of them is not written yet."""
        if self.autosave.flush():
            self._forget()
            self.closed.setFocus()

    # ------------------------------------------------------------------ opening

    def _enter(self, passphrase: str) -> None:
        self.closed.entry.set_busy(busy=True)
        record = self.desk.record

        def work(_job: Job) -> object:
            room = process_notes.enter(record, passphrase)
            process_drafts.take_in(record, room)
            return room

        self._jobs.run(work, self._entered, self._not_entered)

    def _entered(self, room: Compartment) -> None:
        self.closed.entry.clear()
        if not self.isVisible():
            room.let_go()
            return
        self.room = room
        self._pages.setCurrentWidget(self.open)
        self.idle.start()
        self._read()
        sealed = self.desk.read(process_notes.sealed_away, room, self.chart.client)
        self.open.say(EARLIER.format(count=sealed) if sealed else "")
        (self.open.note if self._notes else self.open.add).setFocus()

    def _not_entered(self, error: BaseException) -> None:
        if not isinstance(error, KapdeskError):
            raise error
        self.closed.entry.refuse(error.sentence)

    def _forget(self) -> None:
        """Let go of the key, the texts and the page that showed them."""
        self.idle.stop()
        if self.room is not None:
            self.room.let_go()
        self.room, self._notes, self._current = None, (), None
        self.open.note.load("")
        self.open.search.clear()
        self.open.risk.clear()
        self.open.show_list((), None, self.desk.record.zone)
        self.others.release.fold()
        self.closed.entry.clear()
        self._pages.setCurrentWidget(self.closed)

    # ------------------------------------------------------------------ one note

    def _read(self) -> None:
        if self.room is None:
            return
        self._notes = self.desk.read(process_notes.of_client, self.room, self.chart.client)
        if self._current not in {note.id for note in self._notes}:
            self._current = self._notes[0].id if self._notes else None
            self._load_note()
        self._search(self.open.search.text())
        self._show_note()

    def _note(self) -> ProcessNote | None:
        return next((note for note in self._notes if note.id == self._current), None)

    def _load_note(self) -> None:
        note = self._note()
        self.open.note.has_versions = note is not None
        self._reader = self.open.note.load(note.text if note else "")

    def _show_note(self) -> None:
        note, zone = self._note(), self.desk.record.zone
        mine = note is not None and self.room is not None and note.owner == self.room.person
        known = self.desk.read(people.everyone) if note and note.shared_with else ()
        others = [person for person in known if note and person.id in note.shared_with]
        shared = "Shared with " + ", ".join(person.signature for person in others) if others else ""
        self.open.show_note(note, zone, shared, mine=mine)
        self.others.show_note(self.room, note if mine else None)

    def _choose(self, note: UUID) -> None:
        if self.autosave.flush():
            self.others.release.fold()
            self._current = note
            self._notes = (
                self.desk.read(process_notes.of_client, self.room, self.chart.client) if self.room else ()
            )
            self._load_note()
            self._show_note()

    def _search(self, words: str) -> None:
        self.open.show_list(search(self._notes, words), self._current, self.desk.record.zone)

    def _typed(self) -> None:
        self.idle.start()
        if self._current is not None:
            self.autosave.touched(self._current, self._reader)

    def _save(self, key: Hashable, text: str, revision: UUID) -> bool:
        if self.room is None:
            return False
        return (
            self.desk.do(self, process_notes.write, self.room, cast("UUID", key), text, revision) is not None
        )

    def _show_versions(self) -> None:
        note = self._note()
        if note is None or self.room is None:
            return
        self.autosave.flush()
        kept = Written.of(self.desk.read(process_notes.versions, self.room, note.id), self.desk.record.author)
        self.show_versions(Past(len(kept), kept.__getitem__), self.open.note)

    # ------------------------------------------------------------------ acts

    def _add(self) -> None:
        if self.room is None or not self.autosave.flush():
            return
        made = self.desk.do(self, process_notes.add, self.room, self.chart.client, self.chart.session)
        if made is not None:
            self._current = made.item
            self._notes = self.desk.read(process_notes.of_client, self.room, self.chart.client)
            self._load_note()
            self._read()
            self.open.note.setFocus()

    def _discard(self) -> None:
        if self.room is not None and self._current is not None and self.autosave.flush():
            self.desk.do(self, process_notes.discard, self.room, self._current)
            self._current = None
            self._read()

    def _copy(self, line: str) -> None:
        done = self.desk.do(self, process_release.copy_risk, self.chart.client, self.chart.session, line)
        if done is not None:
            self.open.risk.clear()
            self.open.say(COPIED)

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self.open.say(sentence)

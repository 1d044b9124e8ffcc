"""What the page does so that others read a note: share it with a co-therapist, release it alone."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Tab
from kapdesk.domain.clock import local
from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.process_notes import ProcessNote, Release
from kapdesk.services import documents, people, process_notes, process_release
from kapdesk.services.compartments import Compartment
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.tabs.process.leaving import ReleaseCard, SharingCard

ASK = "Your passphrase, before a process note leaves."


class Others(QObject):
    """Two cards about the note that is open, and their acts."""

    changed = Signal()  # somebody was let in or taken out

    def __init__(self, tab: Tab) -> None:
        """Bind to the tab; both cards stand empty."""
        super().__init__(tab)
        self._tab = tab
        self._room: Compartment | None = None
        self._note: ProcessNote | None = None
        self.sharing, self.release = SharingCard(), ReleaseCard(self._parse)
        self._ground: Release | None = None
        # Connect Signals
        self.sharing.shared.connect(self._share)
        self.sharing.unshared.connect(self._unshare)
        self.release.asked.connect(self._ask)

    def show_note(self, room: Compartment | None, note: ProcessNote | None) -> None:
        """Show both cards for a note of the person who reads it, neither for another."""
        self._room, self._note = room, note
        for card in (self.sharing, self.release):
            card.setVisible(note is not None)
        if room is not None and note is not None:
            able = [
                person
                for person in self._tab.desk.read(people.everyone)
                if person.id in room.seals.people and person.id != room.person
            ]
            self.sharing.show_people(able, note.shared_with)

    def _share(self, person: UUID) -> None:
        if self._room is not None and self._note is not None:
            self._tab.desk.do(self._tab, process_notes.share, self._room, self._note.id, person)
            self.changed.emit()

    def _unshare(self, person: UUID) -> None:
        if self._room is not None and self._note is not None:
            self._tab.desk.do(self._tab, process_notes.unshare, self._room, self._note.id, person)
            self.changed.emit()

    def _ask(self, ground: Release) -> None:
        if self._tab.autosave.flush():
            self._ground = ground
            self._tab.desk.confirm(Purpose.PROCESS, ASK, self._release)

    def _release(self, said: Confirmation) -> None:
        if self._room is None or self._note is None or self._ground is None:
            return
        record = self._tab.desk.record
        try:
            pdf = process_release.release(
                record, self._room, said, self._note.id, self._ground, paper=documents.paper(record)
            )
        except KapdeskError as error:
            self.release.refuse(error.sentence)
            return
        self.release.show_page(pdf)

    def _parse(self, text: str) -> date | str:
        try:
            return parse_date(text, local(self._tab.desk.now(), self._tab.desk.record.zone).date())
        except KapdeskError as error:
            return error.sentence

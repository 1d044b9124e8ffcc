"""Writing an integration session from the tab: begun, held in a company, written, ended."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.domain.integration import IntegrationNote, Setting
from kapdesk.services import integration, integration_settings, notes, retractions
from kapdesk.services.diary import Booked
from kapdesk.services.notes import Note
from kapdesk.services.retractions import Gone
from kapdesk.tabs.integration.acts import Acts
from kapdesk.tabs.integration.folding import Folding
from kapdesk.tabs.integration.guests import Guests
from kapdesk.tabs.integration.page import IntegrationPage
from kapdesk.tabs.integration.progress import Progressing
from kapdesk.tabs.integration.siding import Siding
from kapdesk.tabs.integration.weighing import Weighing

TEXT, WITH_WHOM = "integration.", "draft.with-whom"


class Noting(QObject):
    """Stands between the note on screen and the record, for one client; its parts write for themselves."""

    def __init__(self, acts: Acts, page: IntegrationPage) -> None:
        """Bind to one tab for life."""
        super().__init__(acts)
        self._acts, self._page = acts, page
        self._siding, self._weighing = Siding(acts, page), Weighing(acts, page)
        self._guests = Guests(acts, page)
        self._progressing = Progressing(acts, page.progress)
        self._folding = Folding(acts, page)
        self._let_be = False
        # Connect Signals
        page.session.start_asked.connect(self._start)
        page.session.group_asked.connect(self._start_together)
        page.session.end_asked.connect(self._end)
        page.session.close_asked.connect(self._close)
        page.session.company.held.connect(self._hold)
        page.session.company.agreed.connect(self._agree)
        page.note_asked.connect(self.open)
        self._guests.came.connect(self._folding.watch)
        for card in page.text_cards():
            card.made.connect(self._keep_texts)

    def open(self, note: UUID) -> None:
        """Show another note."""
        self._acts.note, self._let_be = note, False
        self._acts.changed.emit()

    def settle(self) -> None:
        """Take over what stands in lines that were not left yet."""
        if self._acts.note is not None:
            self._siding.settle()
            self._page.session.company.settle()
            self._guests.settle()

    def show(self, today: Booked | None, zone: str, on: date) -> None:
        """Show the note under way, the one that was opened, or where to begin."""
        page = self._page
        all_notes = self._acts.desk.read(integration.of_client, self._acts.client)
        shown = self._chosen(all_notes)
        gone = self._acts.desk.read(retractions.of_client, self._acts.client)
        page.show_earlier(all_notes, zone, self._acts.note, gone)
        if shown is None:
            page.show_writing(shown=False)
            group: dict[UUID, UUID] = {}
            if today is not None:
                group = self._acts.desk.read(integration_settings.group_at, today.appointment.id)
            page.session.show_none(today, len(group))
            return
        if page.progress.isHidden():
            page.show_writing(shown=True)
        self._fill(shown, zone, on, gone.get(shown.id))

    def _chosen(self, all_notes: tuple[IntegrationNote, ...]) -> IntegrationNote | None:
        under_way = next((each for each in all_notes if each.open), None)
        asked = next((each for each in all_notes if each.id == self._acts.note), None)
        chosen = asked or (None if self._let_be else under_way)
        self._acts.note = None if chosen is None else chosen.id
        return chosen

    def _fill(self, shown: IntegrationNote, zone: str, on: date, gone: Gone | None) -> None:
        page, acts = self._page, self._acts
        texts = acts.desk.read(notes.texts, acts.owner(shown.id))
        self._show_texts(texts)
        with_whom = text_in(texts, WITH_WHOM) or shown.with_whom
        acts.keep(WITH_WHOM, page.session.company.with_whom, with_whom)
        self._siding.show(texts)
        self._weighing.show(texts, zone, on)
        self._guests.load(shown.id)
        agreed = text_in(texts, integration_settings.AGREED)
        missing = page.changes.not_looked_at()
        page.session.show_note(shown, zone, agreed=agreed, missing=missing, gone=gone)
        self._folding.show(shown.id)
        self._progressing.show(acts.owner(shown.id))
        page.close_to_writing(closed=shown.signed_at is not None)
        page.say_counts()

    def go_to_text(self, field: str) -> bool:
        """Open the part that holds a text of the form and go there; say whether there is one."""
        id_ = field.removeprefix(TEXT)
        part = next((card for card in self._page.text_cards() if id_ in card.ids), None)
        if part is None or not field.startswith(TEXT) or self._acts.note is None:
            return False
        self._folding.go_to(part.name)
        part.notes[id_].setFocus()
        return True

    def _show_texts(self, texts: Mapping[str, Note]) -> None:
        for card in self._page.text_cards():
            card.show_stored({id_: text_in(texts, TEXT + id_) for id_ in card.ids})
            for id_, edit in card.notes.items():
                self._acts.keep(TEXT + id_, edit, text_in(texts, TEXT + id_))

    def _keep_texts(self) -> None:
        if self._acts.note is not None:
            self._show_texts(self._acts.desk.read(notes.texts, self._acts.owner(self._acts.note)))

    def _start(self, appointment: UUID | None) -> None:
        self._let_be = False
        change = self._acts.do(integration.start, self._acts.client, appointment_id=appointment)
        if change is not None and change.item is not None:
            if self._acts.note != change.item:
                self.open(change.item)
            self._folding.go_to("read-back" if self._page.phrases.asks else "week")

    def _start_together(self, appointment: UUID) -> None:
        """Begin a note for each client of the group; the one whose chart is open is shown."""
        members = self._acts.desk.read(integration_settings.group_at, appointment)
        group = self._acts.do(integration_settings.begin_together, members)
        if group is not None:
            self._let_be = False
            self._acts.changed.emit()
            self._folding.go_to("read-back" if self._page.phrases.asks else "week")

    def _end(self) -> None:
        if self._acts.note is None or not self._acts.tab.autosave.flush():
            return
        self.settle()
        self._acts.do(integration.end, self._acts.note)

    def _close(self) -> None:
        self._acts.note, self._let_be = None, True
        self._acts.changed.emit()

    def _hold(self, setting: Setting | None, with_whom: str) -> None:
        if self._acts.note is not None:
            self._acts.do(integration_settings.hold, self._acts.note, setting, with_whom)

    def _agree(self, answer: str | None) -> None:
        if self._acts.note is not None:
            self._acts.do(integration_settings.say_agreed, self._acts.note, answer)


def text_in(texts: Mapping[str, Note], field: str) -> str:
    """Return a text of the note that is shown, empty where nothing was written."""
    return texts[field].text if field in texts else ""

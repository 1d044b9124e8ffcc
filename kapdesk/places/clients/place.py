"""Clients: everybody found by any part of what is known, written down once, told apart, and opened."""

from contextlib import suppress
from datetime import date, time
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QStyle, QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Place
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import local
from kapdesk.domain.dates import parse_date, parse_time
from kapdesk.domain.errors import KapdeskError
from kapdesk.places.clients.browse import BrowseCard
from kapdesk.places.clients.facts import client_of, texts_of
from kapdesk.places.clients.form import ClientForm
from kapdesk.places.clients.one import OneClient
from kapdesk.services import client_list, clients, notes, settings
from kapdesk.services.client_list import ClientLine
from kapdesk.services.clients import EDIT_DRAFT, NEW_DRAFT
from kapdesk.services.notes import Owner
from kapdesk.ui.card import GAP, Columns
from kapdesk.ui.shoulder import name_of

PAUSE = 120  # milliseconds the caret rests on a client before that one is shown
_MINE = {Topic.CLIENT, Topic.ALERT, Topic.CONSENT, Topic.SESSION, Topic.DISCHARGE, Topic.DOSE}


class ClientsPlace(Place):
    """The list with one client beside it, and the form for a new client or a correction."""

    name = "clients"
    title = "Clients"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand ready; nothing is read before `load`."""
        super().__init__(desk, parent)
        self.pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._base: Client | None = None  # whom the form is about
        self._is_new = True
        self._others: set[tuple[UUID, tuple[str, ...]]] = set()  # answered: another person
        self._asked: dict[UUID, tuple[str, ...]] = {}
        self._built = False

    def load(self) -> None:
        """Build on first call; read the list on every call. A half-filled form is shown as it was left."""
        if not self._built:
            self._build()
            if self.desk.read(settings.get, NEW_DRAFT):
                self.begin_new()
        self.browse.refresh()
        self.one.refresh()

    def heard(self, change: Change) -> None:
        """Show anew what another screen changed of the clients."""
        if self._built and self.isVisible() and change.topic in _MINE:
            self.browse.refresh()
            self.one.refresh()

    def arrive(self) -> None:
        """Put the caret where one finds, or where one writes."""
        if self.pages.currentWidget() is self.form:
            self.form.arrive()
        else:
            self.browse.box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.browse.box.selectAll()

    def show_client(self, client_id: UUID) -> None:
        """Show one client beside the list, as when asked from their chart."""
        if self.pages.currentWidget() is self.form and not self._leave_form():
            return
        if not self.browse.select(client_id):
            self.browse.box.clear()
            self.browse.select(client_id)
        self._pause.stop()
        self.one.show_client(client_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the list have the room there is."""
        super().resizeEvent(event)
        if self._built:
            self._fit()

    def close_down(self) -> None:
        """Go for good, with nothing left to show."""
        if self._built:
            self._pause.stop()
            self.one.kept.rest()
        super().close_down()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._built = True
        self.browse = BrowseCard(self._fetch)
        self.one = OneClient(self, self.parse_day, self.parse_clock)
        self.form = ClientForm(self.parse_day)
        columns = Columns()
        columns.add_work(self.browse, 1)
        columns.add_context(self.one)
        columns.context.addStretch(1)
        self._fit()
        self.pages.addWidget(columns)
        self.pages.addWidget(self.form)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        # Connect Signals
        self._pause.timeout.connect(self._show_current)
        self.desk.refused.connect(self._refused)
        self.browse.shown.connect(self._show)
        self.browse.opened.connect(self.open_chart)
        self.browse.search_asked.connect(self._search)
        self.browse.new_asked.connect(self.begin_new)
        self.one.edit_asked.connect(self.begin_edit)
        self.one.changed.connect(self.browse.refresh)
        self.form.save_asked.connect(self._save_form)
        self.form.left.connect(self._leave_form)
        self.form.dropped.connect(self._drop)
        self.form.edited.connect(self._form_edited)
        self.form.alike.another.connect(self._another)
        self.form.alike.open_asked.connect(self.open_chart)

    def _fit(self) -> None:
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.browse.fit(self.size() - QSize(2 * GAP + bar, 2 * GAP))

    def _fetch(self, query: str, start: int, count: int) -> tuple[ClientLine, ...]:
        return self.desk.read(client_list.lines, query, start, count)

    def _show(self, _key: object) -> None:
        """Show the client the caret is on, once it rests: typing stays quick."""
        self._pause.start()

    def _show_current(self) -> None:
        key = self.browse.table.key()
        with suppress(KapdeskError):  # the record may have been locked while the caret rested
            self.one.show_client(key if isinstance(key, UUID) else None)

    def _search(self, words: str) -> None:
        self.desk.go(Go(place="search", words=words))

    def open_chart(self, client_id: UUID) -> None:
        """Open a client's chart: with the open session, else the newest one, else with none."""
        session = self.desk.read(client_list.session_to_open, client_id)
        tab = self.one.tab_of(session) if session is not None else "prepare"
        self.desk.go(Go(chart=Chart(client_id, session), tab=tab))

    # ------------------------------------------------------------------ the form

    def begin_new(self) -> None:
        """Show the form for a new client, with what was typed on it before."""
        draft = self.desk.read(settings.get, NEW_DRAFT)
        self._begin(self.desk.read(clients.blank), draft, "New client", is_new=True)

    def begin_edit(self, client_id: UUID) -> None:
        """Show the form for what is known of a client, with a correction that was half made before."""
        draft = self.desk.read(notes.text, Owner(client_id), EDIT_DRAFT)
        self._begin(self.desk.read(clients.one, client_id), draft, "What is known", is_new=False)

    def _begin(self, base: Client, draft: str, title: str, *, is_new: bool) -> None:
        self.autosave.flush()
        self._base, self._is_new = base, is_new
        self._others.clear()
        known = texts_of(base)
        self.form.begin(title if is_new else f"{title}: {name_of(base.display_name, base.code)}", known)
        self.form.restore(draft, known)
        self.form.drop.say("Empty this form" if is_new else "Undo these changes")
        self.pages.setCurrentWidget(self.form)
        self.form.arrive()

    def _form_edited(self) -> None:
        self.autosave.touched(self._draft_key(), partial(str, self._draft()))

    def _draft(self) -> str:
        draft = self.form.draft()
        same = self._base is not None and self.form.texts() == texts_of(self._base)
        return "" if same else draft

    def _draft_key(self) -> tuple[Owner, str]:
        if self._is_new or self._base is None:
            return settings.OWNER, NEW_DRAFT
        return Owner(self._base.id), EDIT_DRAFT

    def _save_form(self) -> None:
        """Keep the client, unless somebody who may be the same was not answered yet."""
        self.form.refuse("")
        if self._base is None or not self.form.is_readable():
            return
        client = client_of(self.form.texts(), self.form.born(), self._base)
        if self._ask_alike(client):
            return
        self.autosave.flush()
        verb = clients.add if self._is_new else clients.edit
        if self.desk.do(self, verb, client) is not None:
            self._to_list(client.id)

    def _refused(self, sentence: str, source: object) -> None:
        """Say a refusal beside the button that was pressed."""
        if source is self:
            self.form.refuse(sentence)

    def _ask_alike(self, client: Client) -> bool:
        """Show who may be the same and was not answered; say whether there is somebody."""
        if not self._is_new and self._base is not None and _same_person(client, self._base):
            return False
        found = self.desk.read(clients.alike, client)
        self._asked = {likeness.card.id: likeness.reasons for likeness in found}
        waiting = [likeness for likeness in found if (likeness.card.id, likeness.reasons) not in self._others]
        self.form.alike.show_alike(waiting)
        return bool(waiting)

    def _another(self, client_id: UUID) -> None:
        self._others.add((client_id, self._asked[client_id]))
        if self._base is not None:
            self._ask_alike(client_of(self.form.texts(), self.form.born(), self._base))
        self.form.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_form(self) -> bool:
        if not self.leave():
            return False
        self.pages.setCurrentIndex(0)
        self._say_draft()
        self.browse.refresh()
        return True

    def _drop(self) -> None:
        """Empty the form on purpose: its draft goes with it."""
        self.autosave.release(self._draft_key())
        owner, field = self._draft_key()
        if self._save((owner, field), "", uuid4()):
            self._to_list(None if self._is_new or self._base is None else self._base.id)

    def _to_list(self, client_id: UUID | None) -> None:
        self._base = None
        self.pages.setCurrentIndex(0)
        self._say_draft()
        self.browse.box.clear()
        self.browse.refresh()
        if client_id is not None:
            self.show_client(client_id)
        self.arrive()

    def _say_draft(self) -> None:
        kept = bool(self.desk.read(settings.get, NEW_DRAFT))
        self.browse.new.say("Go on with the new client" if kept else "New client")

    # ------------------------------------------------------------------ reading what is typed

    def parse_day(self, text: str) -> date | str:
        """Read a typed day; return the sentence where it cannot be read."""
        try:
            return parse_date(text, local(self.desk.now(), self.desk.record.zone).date())
        except KapdeskError as error:
            return error.sentence

    def parse_clock(self, text: str) -> time | str:
        """Read a typed time of day; return the sentence where it cannot be read."""
        try:
            return parse_time(text)
        except KapdeskError as error:
            return error.sentence


def _same_person(client: Client, before: Client) -> bool:
    """Return whether a correction left name and birth date as they were: nothing new to compare."""
    names = (client.family_name, client.given_name, client.born)
    return names == (before.family_name, before.given_name, before.born)

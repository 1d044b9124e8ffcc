"""Search: one field, every text of the record, and the way to where each stands; nothing of it is kept."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Place
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import KapdeskError, NotWritten
from kapdesk.places.search.asking import Asking, Question
from kapdesk.places.search.field import SearchField
from kapdesk.places.search.showing import HINT, counted, result_of, way_to
from kapdesk.places.search.sieve import SieveBar
from kapdesk.services import client_list, clients, search
from kapdesk.services.search import Found, Hit, Where
from kapdesk.ui.announce import announce
from kapdesk.ui.card import GAP, Card
from kapdesk.ui.found import Page
from kapdesk.ui.results import ResultList
from kapdesk.ui.shoulder import name_of
from kapdesk.ui.theme import give_role

PAUSE = 150  # milliseconds after the last key until it is searched
AGAIN = 3_000  # milliseconds after which what was not searched yet is looked for again


class SearchPlace(Place):
    """The field, what narrows it, and what was found; the query lives in the field alone."""

    name = "search"
    title = "Search"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand ready; nothing is read before `load`."""
        super().__init__(desk, parent)
        self._chart: Chart | None = None
        self._hits: dict[object, Hit] = {}
        self._found: Found | None = None
        self._shown: Question | None = None
        self._last: object | None = None  # what was opened
        self._told = False  # that somebody searched, once for each visit
        self.field = SearchField()
        self.sieve = SieveBar(self._parse)
        self.asking = Asking(desk, self)
        self.list = ResultList("What was found")
        self.said, self.hint = QLabel(), QLabel(HINT)
        self._pause, self._again = QTimer(self), QTimer(self)
        for timer, wait in ((self._pause, PAUSE), (self._again, AGAIN)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
        self._lay_out()
        # Connect Signals
        self._pause.timeout.connect(self._search)
        self.asking.answered.connect(self._answered)
        self.asking.refused.connect(self._show_words)
        self._again.timeout.connect(self._look_again)
        self.field.textChanged.connect(self._typed)
        self.field.went_down.connect(self._to_list)
        self.field.returnPressed.connect(self._open_current)
        self.field.left.connect(self._go_back)
        self.sieve.sifted.connect(self.refresh)
        self.list.opened.connect(self.open)
        self.list.went_up.connect(self.begin)
        self.list.left.connect(self.begin)
        self.list.rows.grown.connect(self._say)

    def load(self) -> None:
        """Search anew what stands in the field; the caret stays on the same text."""
        self._offer_client()
        self.refresh()

    def heard(self, change: Change) -> None:
        """Let go of the words of a client who was deleted, also while the page stands behind."""
        if change.topic is Topic.ERASED:
            self.refresh()

    def arrive(self) -> None:
        """Put the keyboard where it was: in the list of what was found, or in the field."""
        if not self.isAncestorOf(self.focusWidget() or self):
            self.begin()
        super().arrive()

    def begin(self) -> None:
        """Put the caret into the field, over what stands there."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def look_for(self, words: str) -> None:
        """Search these words, wherever they stand."""
        self.sieve.open_wide()
        self.field.setText(words)
        self.refresh()

    def set_chart(self, chart: Chart | None) -> None:
        """Know whose chart is open: only that one can be searched by one key."""
        self._chart = chart
        if self.isVisible():
            self._offer_client()

    def leave(self) -> bool:
        """Rest; the next visit is one of its own in the trail."""
        self._pause.stop()
        self._again.stop()
        self._told = False
        return super().leave()

    def close_down(self) -> None:
        """Go for good: nothing that was looked for or found is left."""
        self.leave()
        self.asking.rest()
        self.field.forget()
        self._show_nothing()
        super().close_down()

    def refresh(self) -> None:
        """Search what stands in the field now; whatever was found for other words goes."""
        self._pause.stop()
        self._again.stop()
        if not self.field.text().strip():
            self._show_nothing()
            return
        try:
            found = self.asking.now(self._question())
        except KapdeskError as error:
            self._show_nothing(error.sentence)
            return
        self._tell()
        self._show(found)
        if found.waiting:
            self._again.start()

    def open(self, key: object) -> None:
        """Open where a text stands, with the match shown."""
        hit = self._hits.get(key)
        if hit is None:
            return
        try:
            where = self.desk.read(search.where, hit, self.sieve.sieve(self.field.text()))
            session = self._session_of(where)
        except KapdeskError as error:
            self._show_words(error.sentence)
            return
        self._last = key
        self.desk.go(way_to(hit, where, session))

    def step(self, by: int) -> None:
        """Open the text after or before the one that was opened, from anywhere; the first where none was."""
        here = self.list.key()
        key = self.list.step(by) if here == self._last else here
        if key is not None:
            self.open(key)

    def _session_of(self, where: Where) -> UUID | None:
        """Return the session to open: that of the text, else the one that stands open or would be opened."""
        if where.session is not None:
            return where.session
        if self._chart is not None and self._chart.client == where.client:
            return self._chart.session
        return self.desk.read(client_list.session_to_open, where.client)

    def _question(self) -> Question:
        return Question(self.sieve.sieve(self.field.text()), self.sieve.best_first())

    def _search(self) -> None:
        """Search what was typed, behind the window where that takes long."""
        if self.asking.is_slow and self.field.text().strip():
            self.asking.behind(self._question())
        else:
            self.refresh()

    def _answered(self, question: Question, found: Found) -> None:
        """Show what came home, unless something else is asked by now; the same again stays as it is."""
        if question != self._question():
            return
        self._tell()
        if self._shown != question or self._found is None or found.waiting != self._found.waiting:
            self._show(found)
        if found.waiting:
            self._again.start()

    def _next(self, last: object | None) -> Page:
        with suppress(KapdeskError):
            return self._page(self.asking.now(self._question(), last if isinstance(last, int) else None))
        return Page((), more=False)

    def _show(self, found: Found) -> None:
        """Show what was found; the caret stays on the text it was on, as far as that was read before."""
        keep, read = self.list.key(), len(self.list.rows.results)
        self._shown = self._question()
        self._hits.clear()
        self.list.begin(self._page(found), None if found.ranked else self._next, keep=keep)
        if keep is not None:
            self.list.read_on(keep, read)

    def _page(self, found: Found) -> Page:
        self._found = found
        self._hits |= {hit.place: hit for hit in found.hits}
        zone = self.desk.record.zone
        return Page(tuple(result_of(hit, zone) for hit in found.hits), more=found.more)

    def _tell(self) -> None:
        """Write once for each visit that somebody searched; never what for."""
        if self._told:
            return
        self._told = True
        with suppress(NotWritten):  # a full disk keeps nobody from reading
            search.visited(self.desk.record, self.sieve.sieve("").client)

    def _say(self) -> None:
        if self._found is not None:
            rows = self.list.rows
            asked = self.sieve.best_first()
            self._show_words(counted(self._found, len(rows.results), more=rows.more, best_asked=asked))

    def _show_words(self, words: str) -> None:
        self.hint.setVisible(not self.list.rows.results)  # how to search, until something is found
        changed = words != self.said.text()
        self.said.setText(words)
        self.said.setAccessibleName(words)
        if words and changed:
            announce(self.said, words)

    def _show_nothing(self, words: str = "") -> None:
        self._found = self._shown = None
        self._last = None
        self._hits.clear()
        self.list.begin(Page((), more=False))
        self._show_words(words)

    def _look_again(self) -> None:
        """Search once more for what was not searched yet."""
        if self.isVisible() and self._found is not None:
            self.asking.behind(self._question())

    def _typed(self) -> None:
        self._pause.start()

    def _to_list(self) -> None:
        if self._pause.isActive():
            self.refresh()
        if self.list.rows.results:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_current(self) -> None:
        if self._pause.isActive():
            self.refresh()
        self.open(self.list.key())

    def _go_back(self) -> None:
        self.desk.go(Go(place="today" if self._chart is None else "session"))

    def _offer_client(self) -> None:
        client, name = None if self._chart is None else self._chart.client, ""
        with suppress(KapdeskError):
            one = None if client is None else self.desk.read(clients.one, client)
            name = "" if one is None else name_of(one.display_name, one.code)
        self.sieve.offer_client(client if name else None, name)

    def _parse(self, text: str) -> date | str:
        try:
            return parse_date(text, local(self.desk.now(), self.desk.record.zone).date())
        except KapdeskError as error:
            return error.sentence

    def _lay_out(self) -> None:
        card = Card()
        label = QLabel("Search every text of the record")
        label.setBuddy(self.field)
        for words in (label, self.hint, self.said):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            give_role(words, "muted")
        for part in (label, self.field, self.hint, self.sieve, self.said):
            card.add(part)
        card.add(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.addWidget(card)

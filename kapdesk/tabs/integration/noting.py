"""Writing an integration session from the tab: begun, written, judged by the client, ended."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Desk, Tab
from kapdesk.domain.change import Change
from kapdesk.domain.integration import AIM, GOAL, ChangeKind, IntegrationNote, Verdict
from kapdesk.services import integration, notes, read_back
from kapdesk.services.diary import Booked
from kapdesk.services.integration import draft_of
from kapdesk.services.notes import Note, Owner
from kapdesk.services.record import Record
from kapdesk.tabs.integration.page import IntegrationPage
from kapdesk.tabs.integration.spoken import SpokenRow
from kapdesk.ui.note import Composer
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign

P = ParamSpec("P")
TEXT, WORDS, STRIKE = "integration.", "words.", "draft.strike."


class Noting(QObject):
    """Stands between the note on screen and the record, for one client."""

    changed = Signal()  # something was written: show it

    def __init__(self, tab: Tab, page: IntegrationPage) -> None:
        """Bind to one tab for life."""
        super().__init__(tab)
        self._tab, self._page = tab, page
        self._desk: Desk = tab.desk
        self._client = tab.chart.client
        self.note: UUID | None = None
        self._let_be = False
        self._beside: Said = page.session.said
        self._connect()

    def _connect(self) -> None:
        # Connect Signals
        page = self._page
        page.session.start_asked.connect(self._start)
        page.session.end_asked.connect(self._end)
        page.session.close_asked.connect(self._close)
        page.note_asked.connect(self.open)
        page.changes.added.connect(self._add)
        for side in page.changes.sides.values():
            side.detailed.connect(self._detail)
            side.struck.connect(self._strike)
            side.reason_line.connect(self._keep_reason)
        for card in page.spoken():
            card.judged.connect(self._judge)
            card.made.connect(self._keep_words)
        page.ratings.rated.connect(self._rate)
        self._desk.refused.connect(self._refused)

    def open(self, note: UUID) -> None:
        """Show another note."""
        self.note, self._let_be = note, False
        self.changed.emit()

    def settle(self) -> None:
        """Take over what stands in lines that were not left yet."""
        for side in self._page.changes.sides.values():
            for row in side.rows.values():
                row.settle()

    def show(self, today: Booked | None, zone: str) -> None:
        """Show the note under way, the one that was opened, or where to begin."""
        page = self._page
        all_notes = self._desk.read(integration.of_client, self._client)
        page.show_earlier(all_notes, zone, self.note)
        shown = self._chosen(all_notes)
        page.show_earlier(all_notes, zone, self.note)
        page.show_writing(shown=shown is not None)
        if shown is None:
            page.session.show_none(today)
            return
        page.session.show_note(shown, zone, others=True)
        self._fill(shown, zone)

    def _chosen(self, all_notes: tuple[IntegrationNote, ...]) -> IntegrationNote | None:
        under_way = next((each for each in all_notes if each.open), None)
        asked = next((each for each in all_notes if each.id == self.note), None)
        chosen = asked or (None if self._let_be else under_way)
        self.note = None if chosen is None else chosen.id
        return chosen

    def _fill(self, shown: IntegrationNote, zone: str) -> None:
        page, owner = self._page, self._owner(shown.id)
        texts = self._desk.read(notes.texts, owner)
        for id_, edit in page.texts().items():
            self._tab.keep(owner, TEXT + id_, edit, _text(texts, TEXT + id_))
        for kind, composer in page.changes.drafts().items():
            self._tab.keep(owner, draft_of(kind), composer, _text(texts, draft_of(kind)))
        page.changes.show_items(self._desk.read(integration.items, shown.id))
        carried = self._desk.read(read_back.carried, self._client)
        for card in page.spoken():
            card.show_all(carried, shown.id, zone)
            for insight, row in card.rows.items():
                self._tab.keep(owner, WORDS + insight.hex, row.words, _text(texts, WORDS + insight.hex))
        rated = {
            field: int(each.text)
            for field, each in texts.items()
            if field.startswith((GOAL, AIM)) and each.text
        }
        page.ratings.show_ratings(rated)

    def _start(self, appointment: UUID | None) -> None:
        change = self._do(
            self._page.session.said, integration.start, self._client, appointment_id=appointment
        )
        if change is not None and change.item is not None:
            self.open(change.item)
            self._page.week.notes["week"].setFocus()

    def _end(self) -> None:
        if self.note is None or not self._tab.autosave.flush():
            return
        self.settle()
        if self._do(self._page.session.said, integration.end, self.note) is not None:
            self.changed.emit()

    def _close(self) -> None:
        self.note, self._let_be = None, True
        self.changed.emit()

    def _add(self, kind: ChangeKind, words: str) -> None:
        if self.note is None or not self._tab.autosave.flush():
            return
        if self._do(self._page.session.said, integration.add_item, self.note, kind, words) is not None:
            self._page.changes.drafts()[kind].taken()
            self.changed.emit()

    def _detail(self, item: UUID, domain: str, evidence: str, since: str, wanted: bool | None) -> None:  # noqa: FBT001 - a signal's slot
        self._do(
            self._page.session.said,
            integration.detail_item,
            item,
            domain=domain,
            evidence=evidence,
            since=since,
            wanted=wanted,
        )
        self.changed.emit()

    def _strike(self, item: UUID, reason: str) -> None:
        if self._do(self._page.session.said, integration.strike_item, item, reason) is not None:
            line = self._tab.notes.get(STRIKE + item.hex)
            if isinstance(line, Composer):
                line.taken()
            self._tab.let_go(STRIKE + item.hex)
        self.changed.emit()

    def _judge(self, insight: UUID, verdict: Verdict | None) -> None:
        if self.note is not None:
            self._do(self._page.session.said, integration.say, self.note, insight, verdict)
            self.changed.emit()

    def _rate(self, name: str, value: int | None) -> None:
        if self.note is not None:
            self._do(self._page.session.said, integration.rate, self.note, name, value)
            self.changed.emit()

    def _keep_reason(self, item: UUID, line: Composer) -> None:
        if self.note is not None:
            owner, field = self._owner(self.note), STRIKE + item.hex
            self._tab.keep(owner, field, line, self._desk.read(notes.text, owner, field))

    def _keep_words(self, insight: UUID, row: SpokenRow) -> None:
        if self.note is not None:
            owner, field = self._owner(self.note), WORDS + insight.hex
            self._tab.keep(owner, field, row.words, self._desk.read(notes.text, owner, field))

    def _owner(self, note: UUID) -> Owner:
        return Owner(self._client, integration=note)

    def _do(
        self, beside: Said, verb: Callable[Concatenate[Record, P], Change], *args: P.args, **kwargs: P.kwargs
    ) -> Change | None:
        beside.say("")
        self._beside = beside
        return self._desk.do(self, verb, *args, **kwargs)

    def _refused(self, sentence: str, source: object) -> None:
        if source is self:
            self._beside.say(sentence, Sign.MISSING)


def _text(texts: dict[str, Note], field: str) -> str:
    return texts[field].text if field in texts else ""

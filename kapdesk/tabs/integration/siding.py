"""Both sides of change, from the tab: written with Enter, sorted, struck through, or nothing noted."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.domain.integration import ChangeKind
from kapdesk.services import integration, notes
from kapdesk.services.integration import NOTHING, draft_of
from kapdesk.services.notes import Note
from kapdesk.tabs.integration.acts import Acts
from kapdesk.tabs.integration.page import IntegrationPage
from kapdesk.ui.note import Composer

STRIKE = "draft.strike."


class Siding(QObject):
    """Stands between the lines of change on screen and the record."""

    def __init__(self, acts: Acts, page: IntegrationPage) -> None:
        """Bind to one tab for life."""
        super().__init__(acts)
        self._acts, self._card = acts, page.changes
        # Connect Signals
        self._card.added.connect(self._add)
        self._card.nothing_said.connect(self._say_nothing)
        for side in self._card.sides.values():
            side.detailed.connect(self._detail)
            side.struck.connect(self._strike)
            side.reason_line.connect(self._keep_reason)

    def show(self, texts: Mapping[str, Note]) -> None:
        """Show every line, what is being written, and where nothing was noted."""
        if self._acts.note is None:
            return
        for kind, composer in self._card.drafts().items():
            field = draft_of(kind)
            self._acts.keep(field, composer, texts[field].text if field in texts else "")
        nothing = frozenset(kind for kind, field in NOTHING.items() if field in texts and texts[field].text)
        self._card.show_items(self._acts.desk.read(integration.items, self._acts.note), nothing)

    def settle(self) -> None:
        """Take over what stands in lines that were not left yet."""
        for side in self._card.sides.values():
            for row in side.rows.values():
                row.settle()

    def _add(self, kind: ChangeKind, words: str) -> None:
        if self._acts.note is None:
            return
        if self._acts.do(integration.add_item, self._acts.note, kind, words) is not None:
            self._card.drafts()[kind].taken()

    def _say_nothing(self, kind: ChangeKind, on: bool) -> None:  # noqa: FBT001 - a signal's slot
        if self._acts.note is not None:
            self._acts.do(integration.say_nothing, self._acts.note, kind, noted=on)

    def _detail(self, item: UUID, domain: str, evidence: str, since: str, wanted: bool | None) -> None:  # noqa: FBT001 - a signal's slot
        self._acts.do(
            integration.detail_item, item, domain=domain, evidence=evidence, since=since, wanted=wanted
        )

    def _strike(self, item: UUID, reason: str) -> None:
        if self._acts.do(integration.strike_item, item, reason) is not None:
            line = self._acts.tab.notes.get(STRIKE + item.hex)
            if isinstance(line, Composer):
                line.taken()
            self._acts.tab.let_go(STRIKE + item.hex)

    def _keep_reason(self, item: UUID, line: Composer) -> None:
        if self._acts.note is not None:
            field = STRIKE + item.hex
            text = self._acts.desk.read(notes.text, self._acts.owner(self._acts.note), field)
            self._acts.keep(field, line, text)

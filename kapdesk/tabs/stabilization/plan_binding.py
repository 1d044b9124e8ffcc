"""The plan on screen and in the record: its texts kept as they are written, its versions compared."""

from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.desk import Tab
from kapdesk.services import safety_plans
from kapdesk.tabs.stabilization.plan import PlanEditor


class PlanBinding(QObject):
    """Binds one plan editor to the client's plan for as long as the editor stands."""

    def __init__(self, tab: Tab, client: UUID, editor: PlanEditor) -> None:
        """Keep every text of the plan, and show an earlier version where one is chosen."""
        super().__init__(editor)
        self._tab, self._client, self._editor = tab, client, editor
        # Connect Signals
        editor.version_asked.connect(self._show_then)
        for note in editor.texts().values():
            note.left.connect(self._look_at_words)

    def refresh(self) -> None:
        """Show the texts as they are kept, and say which version was reviewed last."""
        read, client = self._tab.desk.read, self._client
        stored = read(safety_plans.texts, client)
        for id_, note in self._editor.texts().items():
            self._tab.keep(safety_plans.owner(client), safety_plans.element(id_), note, stored.get(id_, ""))
        found = read(safety_plans.versions, client)
        changed = read(safety_plans.changed_since_review, client)
        words = f"Version {found[-1].number} was reviewed last." if found else "Not reviewed yet."
        self._editor.show_version(f"{words} Changed since." if found and changed else words)
        self._editor.show_versions(found, self._tab.desk.record.zone)
        self._look_at_words()

    def _look_at_words(self) -> None:
        self._editor.show_telling(self._tab.desk.read(safety_plans.telling_words, self._client))

    def _show_then(self, number: int) -> None:
        read, client = self._tab.desk.read, self._client
        if not self._tab.autosave.flush():
            return
        version = next((one for one in read(safety_plans.versions, client) if one.number == number), None)
        found = read(safety_plans.altered_since, client, number) if version else ()
        self._editor.show_then(version, found)

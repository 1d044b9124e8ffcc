"""What a place or a tab is given: the open record, one door to write through, and word of what changed."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.sighting import Sighting
from kapdesk.domain.snippets import Passage
from kapdesk.domain.stamps import Stamp, stamp
from kapdesk.services import notes, sessions, settings, snippets, spelling
from kapdesk.services.notes import Owner
from kapdesk.services.reauthentication import Confirmation, Purpose, Question
from kapdesk.services.record import Record
from kapdesk.services.whereabouts import Chart, Go
from kapdesk.ui.aids import aids
from kapdesk.ui.autosave import Autosave
from kapdesk.ui.note import NoteEdit
from kapdesk.ui.versions import Past, VersionsSheet

__all__ = ["Chart", "Desk", "Go", "Place", "Screen", "Tab"]

P = ParamSpec("P")
T = TypeVar("T")
_Key = tuple[Owner, str]


class Desk(QObject):
    """The one door between the screens and the record."""

    changed = Signal(object, object)  # Change, the screen that made it
    refused = Signal(str, object)  # the sentence, the screen it belongs to
    written = Signal(object)  # the instant (datetime, UTC) after a commit returned
    failed = Signal(object)  # the Autosave that holds a text the disk did not take
    asked = Signal(object)  # Go
    confirmation_asked = Signal(object)  # Question

    def __init__(self, record: Record, parent: QObject | None = None) -> None:
        """Open the desk on a record."""
        super().__init__(parent)
        self.record = record
        aids().add_word = partial(self.do, self, spelling.add_word)
        self._offer_short_words()

    def do(
        self,
        source: QObject,
        verb: Callable[Concatenate[Record, P], Change],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Change | None:
        """Write through a service and tell everyone but the source; None where it was `refused`."""
        try:
            change = verb(self.record, *args, **kwargs)
        except KapdeskError as error:
            self.refused.emit(error.sentence, source)
            return None
        self.written.emit(self.record.now())
        if change.topic is Topic.SETTING:
            self._offer_short_words()
        self.changed.emit(change, source)
        return change

    def read(self, query: Callable[Concatenate[Record, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Read through a service; raises its KapdeskError."""
        return query(self.record, *args, **kwargs)

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return self.record.now()

    def go(self, wish: Go) -> None:
        """Ask to be taken somewhere."""
        self.asked.emit(wish)

    def confirm(self, purpose: Purpose, words: str, then: Callable[[Confirmation], None]) -> None:
        """Ask for the passphrase again before something; `then` hears a right one only."""
        self.confirmation_asked.emit(Question(purpose, words, then))

    def rest(self) -> None:
        """Offer nothing more of this record to the hand that writes: it is closed."""
        aids().rest()

    def _offer_short_words(self) -> None:
        used = [each for each in self.read(snippets.everyone) if not each.off]
        aids().snippets = {each.word: each.text for each in used}
        aids().about = {each.word: each.about for each in used if each.about and not each.own}


class Screen(QWidget):
    """What places and tabs share: texts that keep themselves, and word of changes made elsewhere."""

    name: ClassVar[str]
    title: ClassVar[str]

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand ready; nothing is read before `load`."""
        super().__init__(parent)
        self.desk = desk
        self.notes: dict[str, NoteEdit] = {}
        self._kept: dict[NoteEdit, tuple[_Key, Callable[[], str]] | None] = {}
        self._histories: dict[NoteEdit, tuple[Callable[[], Sequence[UUID]], Callable[[], Sequence[str]]]] = {}
        self._unconfirmed: dict[Owner, dict[str, tuple[Passage, ...]]] = {}
        self.autosave = Autosave(self._save, clock=desk.record.clock, held=desk.record.is_held, parent=self)
        # Connect Signals
        self.autosave.failed.connect(self._failed)
        desk.changed.connect(self._heard)

    def load(self) -> None:
        """Read what is shown from the record; called when the screen is opened and after `heard`."""

    def heard(self, change: Change) -> None:
        """Take in a change that another screen made."""

    def arrive(self) -> None:
        """Stand in front now: put the keyboard where work goes on, if it is nowhere in here yet."""
        within = self.focusWidget()
        (within or self).setFocus()

    def close_down(self) -> None:
        """Go for good: hear nothing more, hold no text."""
        self.desk.changed.disconnect(self._heard)
        self.notes.clear()
        self._histories.clear()
        self.deleteLater()

    def leave(self) -> bool:
        """Write what is waiting; a screen that says no is not left."""
        return self.autosave.flush()

    def waiting(self) -> dict[Hashable, str]:
        """Return what is not in the record yet and may be sealed for everybody who opens it."""
        return self.autosave.pending()

    def keep(self, owner: Owner, field: str, edit: NoteEdit, text: str) -> None:
        """Bind a note to its place in the record: from now on what is typed there keeps itself.

        Bound to the same place again, it takes the stored text, unless it waits to be written or is in use.
        """
        key, bound = (owner, field), self._kept.get(edit)
        if edit not in self._kept:
            edit.edited.connect(partial(self._edited, edit))
            edit.versions_asked.connect(partial(self._look_back, edit))
            edit.has_versions = owner != settings.OWNER
        elif bound is not None and bound[0] == key and self._is_in_use(key, edit, text):
            return
        self.notes[field] = edit
        self._kept[edit] = (key, edit.load(text))
        edit.show_unconfirmed(self._marks_of(owner).get(field, ()))

    def keep_history(
        self, edit: NoteEdit, versions: Callable[[], Sequence[UUID]], besides: Callable[[], Sequence[str]]
    ) -> None:
        """Let F3 in a kept note show what is put right in it: its versions, and what else was different."""
        self._histories[edit] = (versions, besides)

    def let_go(self, field: str) -> None:
        """Write what waits in a note and forget it, before its editor goes."""
        if (edit := self.notes.pop(field, None)) is not None:
            self.autosave.flush()
            self._kept[edit] = None

    def stamp(self) -> None:
        """Put the time into the text the caret stands in; T+ beside it where a dose is recent."""
        edit = QApplication.focusWidget()
        if isinstance(edit, NoteEdit) and self.isAncestorOf(edit):
            edit.stamp()

    def moment(self) -> Stamp:
        """Return the present instant in words, as it is stamped into a text."""
        return stamp(self.desk.now(), self.desk.record.zone)

    def show_versions(self, past: Past, edit: NoteEdit, name: str = "") -> VersionsSheet:
        """Lay the earlier versions of what stands in a note over this screen; no window opens."""
        sheet = VersionsSheet(
            self, name or edit.accessibleName(), past, edit.text(),
            zone=self.desk.record.zone, today=self.desk.now(), writable=not edit.isReadOnly(),
        )  # fmt: skip
        sheet.put_back.connect(edit.replace_all)
        sheet.closed.connect(partial(edit.setFocus, Qt.FocusReason.OtherFocusReason))
        sheet.open_over()
        return sheet

    def caret(self) -> tuple[str, int]:
        """Return in which text the caret stands and where; empty where it stands in none."""
        for field, edit in self.notes.items():
            if edit.hasFocus():
                return field, edit.caret()
        return "", 0

    def set_caret(self, field: str, position: int) -> None:
        """Put the caret back where it stood."""
        if (edit := self.notes.get(field)) is not None:
            edit.setFocus()
            edit.set_caret(position)

    def _is_in_use(self, key: _Key, edit: NoteEdit, text: str) -> bool:
        return edit.text() == text or edit.hasFocus() or key in self.autosave.pending()

    def _edited(self, edit: NoteEdit) -> None:
        bound = self._kept.get(edit)
        if bound is not None:
            self.autosave.touched(*bound)

    def _save(self, key: Hashable, text: str, revision: UUID) -> bool:
        owner, field = cast("_Key", key)
        here = (edit for edit, bound in self._kept.items() if bound is not None and bound[0] == key)
        shown = next(here, None)
        marks = None if shown is None else shown.passages.stored()
        if owner == settings.OWNER:
            done = self.desk.do(self, settings.write, field, text, marks)
        else:
            done = self.desk.do(self, notes.write, owner, field, text, revision, marks)
        if done is None:
            return False
        if marks is not None:
            self._marks_of(owner)[field] = marks
        return True

    def _marks_of(self, owner: Owner) -> dict[str, tuple[Passage, ...]]:
        """Return which words of an owner's texts nobody has confirmed, read once for each screen."""
        if owner not in self._unconfirmed:
            self._unconfirmed[owner] = self.desk.read(notes.unconfirmed, owner)
        return self._unconfirmed[owner]

    def _look_back(self, edit: NoteEdit) -> None:
        """Show every kept version of a note; what is typed just now is written first."""
        bound = self._kept.get(edit)
        if bound is None:
            return
        self.autosave.flush()
        others = self._histories.get(edit)
        kept = others[0]() if others is not None else self.desk.read(notes.history, *bound[0])
        besides = others[1]() if others is not None else ()
        self.show_versions(Past(len(kept), partial(self._version, kept), besides), edit)

    def _version(self, kept: Sequence[UUID], number: int) -> notes.Wording:
        before = kept[number - 1] if number else None
        return self.desk.read(notes.wording, kept[number], before)

    def _failed(self, _key: object) -> None:
        self.desk.failed.emit(self.autosave)

    def _heard(self, change: Change, source: QObject) -> None:
        if source is not self:
            self.heard(change)


class Tab(Screen):
    """One tab of one chart."""

    counted = Signal(str)  # the quiet count beside the tab's name; empty for none

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Bind the tab to one chart for life."""
        super().__init__(desk, parent)
        self.chart = chart

    def moment(self) -> Stamp:
        """Return the present instant in words, with T+ where a dose of this session is recent."""
        if self.chart.session is None:
            return super().moment()
        head = self.desk.read(sessions.head, self.chart.session)
        return stamp(self.desk.now(), head.zone, head.dosed_at)

    def open_count(self) -> str:
        """Return what is still open in this tab, in a word or number; empty for nothing."""
        return ""

    def turn_to(self, sighting: Sighting) -> None:
        """Show the note or the page in which something that was found stands."""

    def open_more(self, sighting: Sighting) -> None:
        """Bring out what may hold something that was found and is not seen yet."""


class Place(Screen):
    """One place of the rail."""

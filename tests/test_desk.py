"""The path of a sentence: from the key to the encrypted file, and what happens when it cannot get there."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.change import Change, Topic
from kapdesk.services import notes, sessions, settings
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, SessionRow
from kapdesk.ui.autosave import Autosave
from kapdesk.ui.note import NoteEdit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

WORDS, OBSERVED = "debrief.words", "debrief.observed"


class Page(Tab):
    """A tab with the client's words and the observer's, and a memory of what it heard."""

    name = "page"
    title = "Page"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(desk, chart, parent)
        self.heard_of: list[Change] = []
        self.words, self.observed = NoteEdit("In their words"), NoteEdit("What was observed")
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.observed)

    def load(self) -> None:
        texts = self.desk.read(notes.texts, self.chart.owner)
        for field, edit in ((WORDS, self.words), (OBSERVED, self.observed)):
            self.keep(self.chart.owner, field, edit, texts[field].text if field in texts else "")

    def heard(self, change: Change) -> None:
        self.heard_of.append(change)


def a_chart(record: Record, code: str) -> Chart:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code=code, family_name="Mor", given_name="Aster")
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
    session = sessions.plan(record, row.id).item
    return Chart(row.id, session)


def sign(record: Record, session: UUID | None) -> None:
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at, row.signed_at = record.now(), record.now(), record.now()


@contextmanager
def a_full_disk(record: Record) -> Iterator[None]:
    """Let no file of this program grow beyond the journal as it is, as on a volume without room."""
    journal = record.store.path.with_name(f"{record.store.path.name}-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def desk(record: Record, qapp: object) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.deleteLater()


@pytest.fixture
def chart(record: Record) -> Chart:
    return a_chart(record, "K-0142")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, chart: Chart) -> Page:
    made = Page(desk, chart)
    qtbot.addWidget(made)
    made.show()
    made.load()
    return made


def stored(record: Record, chart: Chart, field: str = WORDS) -> str:
    return notes.text(record, chart.owner, field)


def test_a_typed_sentence_is_in_the_record_after_a_pause(
    qtbot: QtBot, record: Record, desk: Desk, chart: Chart, page: Page
) -> None:
    with qtbot.waitSignal(desk.written, timeout=2000):
        qtbot.keyClicks(page.words, "I can put it down.")
        assert stored(record, chart) == ""
    assert stored(record, chart) == "I can put it down."


def test_no_clear_word_stands_in_the_file(qtbot: QtBot, record: Record, page: Page) -> None:
    qtbot.keyClicks(page.words, "grandmother-in-the-hallway")
    assert page.leave()
    for file in record.store.path.parent.iterdir():
        assert b"grandmother" not in file.read_bytes()


def test_a_sentence_is_kept_when_the_tab_is_left_mid_typing(
    qtbot: QtBot, record: Record, chart: Chart, page: Page
) -> None:
    qtbot.keyClicks(page.words, "I wanted her to be")
    assert page.leave()
    assert stored(record, chart) == "I wanted her to be"
    assert page.autosave.pending() == {}


def test_every_save_is_a_version_from_the_first_letter(
    qtbot: QtBot, record: Record, chart: Chart, page: Page
) -> None:
    for letter in "sea":
        qtbot.keyClicks(page.words, letter)
        page.leave()
    kept = notes.revisions(record, chart.owner, WORDS)
    assert [each.text for each in kept] == ["s", "se", "sea"]


def test_written_is_said_only_after_the_commit_returned(
    qtbot: QtBot, record: Record, desk: Desk, chart: Chart, page: Page
) -> None:
    seen: list[str] = []

    def look_into_the_record() -> None:
        seen.append(stored(record, chart))

    desk.written.connect(look_into_the_record)
    qtbot.keyClicks(page.words, "warm")
    page.leave()
    assert seen == ["warm"]


def test_a_signed_session_keeps_the_text_on_the_screen_and_waiting(
    qtbot: QtBot, record: Record, desk: Desk, chart: Chart, page: Page
) -> None:
    sign(record, chart.session)
    qtbot.keyClicks(page.words, "one more thing")
    with qtbot.waitSignals([desk.refused, desk.failed]), qtbot.assertNotEmitted(desk.written):
        assert not page.leave()
    assert page.words.text() == "one more thing"
    assert list(page.autosave.pending().values()) == ["one more thing"]
    assert stored(record, chart) == ""


def test_a_failing_disk_keeps_the_text_and_says_nothing_of_written(
    qtbot: QtBot, record: Record, desk: Desk, chart: Chart, page: Page
) -> None:
    qtbot.keyClicks(page.words, "before. ")
    assert page.leave()
    page.words.insert_as_one("after " * 4000)
    held: list[Autosave] = []
    desk.failed.connect(held.append)
    with a_full_disk(record), qtbot.assertNotEmitted(desk.written), qtbot.waitSignal(desk.refused):
        assert not page.leave()
    assert held == [page.autosave]
    assert page.words.text() == "before. " + "after " * 4000
    assert stored(record, chart) == "before. "
    assert page.leave()
    assert stored(record, chart) == "before. " + "after " * 4000
    assert len(notes.revisions(record, chart.owner, WORDS)) == 2


def test_undo_never_reaches_into_another_note(qtbot: QtBot, record: Record, chart: Chart, page: Page) -> None:
    qtbot.keyClicks(page.words, "hers")
    page.observed.setFocus()
    qtbot.keyClicks(page.observed, "mine")
    for _ in range(20):
        page.words.undo()
    page.leave()
    assert (page.words.text(), page.observed.text()) == ("", "mine")
    assert (stored(record, chart), stored(record, chart, OBSERVED)) == ("", "mine")


def test_what_was_loaded_cannot_be_undone_away(
    qtbot: QtBot, record: Record, chart: Chart, page: Page
) -> None:
    notes.write(record, chart.owner, WORDS, "from before")
    page.load()
    for _ in range(5):
        page.words.undo()
    page.leave()
    assert stored(record, chart) == "from before"


def test_a_text_typed_for_another_clients_session_is_not_written(
    qtbot: QtBot, record: Record, desk: Desk, chart: Chart
) -> None:
    other = a_chart(record, "K-0143")
    crossed = Page(desk, Chart(other.client, chart.session))
    qtbot.addWidget(crossed)
    crossed.load()
    qtbot.keyClicks(crossed.words, "whose words?")
    with qtbot.waitSignal(desk.refused) as said:
        assert not crossed.leave()
    assert said.args is not None
    assert "another client" in said.args[0]
    assert stored(record, chart) == ""
    assert crossed.words.text() == "whose words?"


def test_loading_again_never_disturbs_what_waits_to_be_written(
    qtbot: QtBot, record: Record, chart: Chart, page: Page
) -> None:
    qtbot.keyClicks(page.words, "half a sen")
    page.load()
    qtbot.keyClicks(page.words, "tence")
    page.leave()
    assert stored(record, chart) == "half a sentence"


def test_loading_again_takes_what_was_written_elsewhere_into_a_note_at_rest(
    record: Record, chart: Chart, page: Page
) -> None:
    notes.write(record, chart.owner, OBSERVED, "written in another place")
    page.observed.clearFocus()
    page.load()
    assert page.observed.text() == "written in another place"


def test_a_note_loaded_many_times_is_written_once(
    qtbot: QtBot, record: Record, chart: Chart, page: Page
) -> None:
    for n in range(5):
        notes.write(record, chart.owner, OBSERVED, f"version {n}")
        page.load()
    page.observed.set_caret(99)
    qtbot.keyClicks(page.observed, "!")
    page.leave()
    assert stored(record, chart, OBSERVED) == "version 4!"
    assert len(notes.revisions(record, chart.owner, OBSERVED)) == 6


def test_a_note_that_goes_is_written_first(qtbot: QtBot, record: Record, chart: Chart, page: Page) -> None:
    qtbot.keyClicks(page.words, "last words")
    page.let_go(WORDS)
    assert stored(record, chart) == "last words"
    assert WORDS not in page.notes


def test_a_note_that_was_forgotten_is_not_written_any_more_and_can_be_kept_again(
    qtbot: QtBot, record: Record, chart: Chart, page: Page
) -> None:
    qtbot.keyClicks(page.words, "kept")
    page.let_go(WORDS)
    qtbot.keyClicks(page.words, " lost on purpose")
    assert page.autosave.pending() == {}
    page.keep(chart.owner, OBSERVED, page.words, "")
    qtbot.keyClicks(page.words, "elsewhere now")
    assert page.leave()
    assert (stored(record, chart), stored(record, chart, OBSERVED)) == ("kept", "elsewhere now")


def test_a_change_is_told_to_everyone_but_the_one_who_made_it(
    qtbot: QtBot, desk: Desk, chart: Chart, page: Page
) -> None:
    second = Page(desk, chart)
    qtbot.addWidget(second)
    change = desk.do(page, notes.write, chart.owner, WORDS, "a")
    assert second.heard_of == [change]
    assert page.heard_of == []


def test_a_refusal_is_a_sentence_and_no_change(
    qtbot: QtBot, record: Record, desk: Desk, chart: Chart
) -> None:
    sign(record, chart.session)
    source = QObject()
    with qtbot.waitSignal(desk.refused) as said, qtbot.assertNotEmitted(desk.changed):
        assert desk.do(source, notes.write, chart.owner, WORDS, "late") is None
    assert said.args is not None
    assert "signed" in said.args[0]
    assert said.args[1] is source


def test_a_fault_of_the_program_is_not_told_as_a_refusal(desk: Desk) -> None:
    def broken(record: Record) -> Change:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        desk.do(desk, broken)


def test_the_caret_is_told_and_put_back(qtbot: QtBot, page: Page) -> None:
    qtbot.keyClicks(page.words, "the red door")
    page.activateWindow()
    page.set_caret(WORDS, 4)
    assert page.caret() == (WORDS, 4)
    page.set_caret(OBSERVED, 0)
    assert page.caret() == (OBSERVED, 0)


def test_a_wish_to_go_somewhere_is_passed_on(qtbot: QtBot, desk: Desk, chart: Chart) -> None:
    wish = Go(chart=chart, tab="embodiment")
    with qtbot.waitSignal(desk.asked) as told:
        desk.go(wish)
    assert told.args == [wish]


def test_a_setting_is_written_through_the_same_door(record: Record, desk: Desk) -> None:
    change = desk.do(desk, settings.put, "desk.theme", "ember")
    assert change is not None
    assert change.topic is Topic.SETTING
    assert settings.get(record, "desk.theme") == "ember"


def test_a_screen_that_went_hears_nothing_more(qtbot: QtBot, desk: Desk, chart: Chart) -> None:
    gone = Page(desk, chart)
    with qtbot.waitSignal(gone.destroyed):
        gone.close_down()
    desk.do(desk, notes.write, chart.owner, WORDS, "a")
    assert gone.heard_of == []


def test_only_one_owner_is_named_for_a_chart_without_a_session() -> None:
    client = uuid4()
    assert Chart(client).owner == notes.Owner(client)

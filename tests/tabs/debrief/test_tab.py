"""The debrief: free text first, one key to keep what was said, and a hard journey that asks again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.domain.insights import Insight, Kind, Level, Movement, Tone
from kapdesk.services import debrief, insights, notes, sessions, tasks
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, DoseRow, SessionRow
from kapdesk.tabs.debrief.levels import levels_line
from kapdesk.tabs.debrief.page import DebriefPage
from kapdesk.tabs.debrief.sorter import Sorter
from kapdesk.tabs.debrief.tab import DebriefTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

ZONE = "America/New_York"
TOLD = "It was the hallway.\nI can put it down.\n"


@dataclass
class Bench:
    """One tab over one record, shown."""

    record: Record
    desk: Desk
    chart: Chart
    tab: DebriefTab

    @property
    def page(self) -> DebriefPage:
        assert self.tab.page is not None
        return self.tab.page

    @property
    def session(self) -> UUID:
        assert self.chart.session is not None
        return self.chart.session

    def kept(self) -> tuple[Insight, ...]:
        return insights.of_session(self.record, self.session)


def a_chart(record: Record) -> Chart:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code=uuid4().hex[:8], family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    return Chart(row.id, sessions.plan(record, row.id).item)


def sign(record: Record, session: UUID) -> None:
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at, row.signed_at = record.now(), record.now(), record.now()


@pytest.fixture
def desk(record: Record, qapp: object) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.deleteLater()


@pytest.fixture
def bench(qtbot: QtBot, record: Record, desk: Desk) -> Bench:
    chart = a_chart(record)
    tab = DebriefTab(desk, chart)
    qtbot.addWidget(tab)
    tab.resize(1148, 690)
    tab.load()
    with qtbot.waitExposed(tab):
        tab.show()
    tab.activateWindow()
    tab.setFocus()
    return Bench(record, desk, chart, tab)


def tell(qtbot: QtBot, bench: Bench, text: str = TOLD) -> None:
    bench.page.words.setFocus()
    for number, line in enumerate(text.split("\n")):
        if number:
            qtbot.keyClick(bench.page.words, Qt.Key.Key_Return)
        qtbot.keyClicks(bench.page.words, line)


def mark(bench: Bench, words: str) -> None:
    cursor = bench.page.words.textCursor()
    start = bench.page.words.text().index(words)
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    bench.page.words.setTextCursor(cursor)


def press(bench: Bench, button: str) -> None:
    bench.page.tone.bar.segments.buttons[button].click()


def sorter(bench: Bench) -> Sorter:
    row = next(iter(bench.page.kept.rows.values()))
    row.button.setChecked(True)
    assert row.sorter is not None
    return row.sorter


def test_the_caret_stands_in_their_words_when_the_tab_is_opened(bench: Bench) -> None:
    assert bench.page.words.hasFocus()


def test_nothing_is_chosen_before_somebody_chooses(bench: Bench) -> None:
    page = bench.page
    assert (page.tone.bar.value(), page.more.distress.value(), page.more.mood.value()) == (None, None, None)
    assert page.telling.not_ready.value() is None
    assert not any(note.isVisible() for note in page.more.notes.values())
    assert bench.tab.open_count() == ""


def test_what_is_told_is_in_the_record_when_the_tab_is_left(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    assert bench.tab.leave()
    assert notes.text(bench.record, bench.chart.owner, "debrief.words") == TOLD


def test_f6_keeps_the_marked_words_and_the_caret_stays(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    mark(bench, "put it down")
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    (one,) = bench.kept()
    assert (one.text, one.kind, one.levels) == ("put it down", Kind.INSIGHT, ())
    assert bench.page.words.hasFocus()
    assert bench.page.words.text() == TOLD
    assert bench.page.telling.said() == "Kept as an insight, 09:00"


def test_f6_without_a_mark_keeps_the_line_of_the_caret(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    assert bench.kept()[0].text == "I can put it down."


def test_marked_words_are_the_marked_ones_behind_any_sign(qtbot: QtBot, bench: Bench) -> None:
    bench.page.words.insert_as_one("🌊🌊 the sea 🌊 and I can put it down 🌊")
    assert bench.page.words.find("put it down", QTextDocument.FindFlag.FindBackward)
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    assert bench.kept()[0].text == "put it down"


def test_f7_holds_a_question_and_f8_marks_for_reading_back(
    qtbot: QtBot, bench: Bench, clock: SetClock
) -> None:
    tell(qtbot, bench, "Was she there?")
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F7)
    clock.move(minutes=1)
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F8)
    assert [one.kind for one in bench.kept()] == [Kind.HELD_QUESTION, Kind.READ_BACK]
    assert len(bench.page.held.rows) == len(bench.page.phrases.rows) == 1
    assert bench.page.kept.rows == {}


def test_a_pressed_button_keeps_the_same_and_leaves_the_caret(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    qtbot.mouseClick(bench.page.telling.keep, Qt.MouseButton.LeftButton)
    assert bench.kept()[0].text == "I can put it down."
    assert bench.page.words.hasFocus()


def test_the_same_words_pressed_twice_are_kept_once_and_it_is_said(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    for _ in range(3):
        qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    assert len(bench.kept()) == 1
    assert "kept already" in bench.page.telling.said()


def test_nothing_is_kept_of_an_empty_page(qtbot: QtBot, bench: Bench) -> None:
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    assert bench.kept() == ()
    assert "no words" in bench.page.telling.said()


def test_the_observers_words_are_kept_as_a_theme_and_never_read_back_as_the_clients(
    qtbot: QtBot, bench: Bench
) -> None:
    bench.page.observed.setFocus()
    qtbot.keyClicks(bench.page.observed, "shoulders down")
    qtbot.keyClick(bench.page.observed, Qt.Key.Key_F8)
    assert bench.kept() == ()
    qtbot.keyClick(bench.page.observed, Qt.Key.Key_F6)
    assert [(one.kind, one.text) for one in bench.kept()] == [(Kind.THEME, "shoulders down")]


def test_words_of_a_prompt_are_kept_from_there(qtbot: QtBot, bench: Bench) -> None:
    bench.page.more.open()
    hardest = bench.page.more.notes["hardest"]
    hardest.setFocus()
    qtbot.keyClicks(hardest, "the door opened")
    qtbot.keyClick(hardest, Qt.Key.Key_F6)
    assert bench.kept()[0].text == "the door opened"
    bench.tab.leave()
    assert notes.text(bench.record, bench.chart.owner, "debrief.hardest") == "the door opened"


def test_an_insight_is_sorted_where_it_stands_and_the_counts_follow(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    it = sorter(bench)
    for level in ("somatic", "symbolic"):
        it.levels.segments.buttons[level].click()
    it.movement.segments.buttons["release"].click()
    it.confidence.bar.segments.buttons["8"].click()
    (one,) = bench.kept()
    assert (one.levels, one.movement, one.confidence) == (
        (Level.SOMATIC, Level.SYMBOLIC), Movement.RELEASE, 8,
    )  # fmt: skip
    assert bench.page.touched._counts["somatic"].text() == "1"
    said = bench.page.touched._counts["transpersonal"].text()
    assert said.replace("\u00a0", " ") == "symbolic 1 · spiritual 0 · family line 0"
    assert sorter(bench) is it


def test_an_insight_is_struck_with_a_reason_and_stays_to_be_read(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    it = sorter(bench)
    it.strike.click()
    qtbot.keyClicks(it.reason, "misheard")
    qtbot.keyClick(it.reason, Qt.Key.Key_Return)
    (one,) = bench.kept()
    assert one.struck_reason == "misheard"
    row = bench.page.kept.rows[one.id]
    assert row.button.isHidden()
    assert row.row._second.text() == "struck through: misheard"
    assert notes.text(bench.record, bench.chart.owner, f"draft.strike.{one.id.hex}") == ""


def test_an_unfinished_reason_survives_as_a_draft(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    it = sorter(bench)
    it.strike.click()
    qtbot.keyClicks(it.reason, "mishe")
    bench.tab.leave()
    (one,) = bench.kept()
    assert notes.text(bench.record, bench.chart.owner, f"draft.strike.{one.id.hex}") == "mishe"
    assert one.struck_reason is None


def test_a_hard_journey_shows_its_follow_up_and_a_not_yet_sign(qtbot: QtBot, bench: Bench) -> None:
    with qtbot.waitSignal(bench.tab.counted) as counted:
        press(bench, "challenging")
    assert counted.args == ["1"]
    assert bench.page.tone.asks_again()
    assert bench.page.tone.follow_up() == "Follow-up by 25-Nov-2026 09:00"
    assert bench.tab.open_count() == "1"
    assert len(tasks.open_now(bench.record)) == 1


def test_distress_is_asked_again_on_an_empty_scale_with_the_earlier_one_beside(
    qtbot: QtBot, bench: Bench
) -> None:
    bench.page.more.distress.scale.bar.segments.buttons["7"].click()
    press(bench, "challenging")
    assert bench.page.more.distress.value() is None
    assert bench.page.more.distress.hint.text() == "before: 7, at 09:00"
    bench.page.tone.ask.click()
    qtbot.waitUntil(bench.page.more.distress.isVisible)
    bench.page.more.distress.scale.bar.segments.buttons["7"].click()
    assert not bench.page.tone.asks_again()
    assert bench.page.more.distress.value() == 7
    assert bench.tab.open_count() == ""


def test_a_pressed_tone_can_be_taken_back(bench: Bench) -> None:
    press(bench, "challenging")
    press(bench, "challenging")
    it = debrief.look(bench.record, bench.session)
    assert (it.tone, it.follow_up) == (None, None)
    assert not bench.page.tone.asks_again()


def test_every_tone_has_the_same_prompts(bench: Bench) -> None:
    shown: list[tuple[str, ...]] = []
    for tone in Tone:
        press(bench, tone.value)
        shown.append(tuple(bench.page.more.notes))
    assert len(set(shown)) == 1
    assert {"most-alive", "hardest"} <= set(shown[0])


def test_not_ready_to_talk_is_an_answer_with_its_time_and_can_be_taken_back(bench: Bench) -> None:
    button = bench.page.telling.not_ready.segments.buttons["yes"]
    button.click()
    assert debrief.look(bench.record, bench.session).not_ready is not None
    assert bench.page.telling._answered.text() == "Not ready to talk, answered at 09:00"
    button.click()
    assert debrief.look(bench.record, bench.session).not_ready is None


def test_the_intention_from_prepare_is_shown_with_when_it_was_written(bench: Bench, clock: SetClock) -> None:
    assert bench.page.more.intention() == "No intention is recorded in Prepare."
    notes.write(bench.record, bench.chart.owner, debrief.INTENTION, "to stop bracing")
    clock.move(hours=2)
    bench.tab.load()
    said = bench.page.more.intention()
    assert said == "“to stop bracing”  written 22-Nov-2026 09:00, for session 1"


def test_a_signed_session_is_read_and_not_written(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    bench.tab.leave()
    sign(bench.record, bench.session)
    bench.tab.load()
    assert bench.page.words.isReadOnly()
    assert not bench.page.telling.keep.isEnabled()
    assert all(row.button.isHidden() for row in bench.page.kept.rows.values())
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F7)
    assert len(bench.kept()) == 1
    assert "signed" in bench.page.telling.said()


def test_a_refused_tone_goes_back_to_what_is_stored(bench: Bench) -> None:
    press(bench, "neutral")
    sign(bench.record, bench.session)
    press(bench, "mixed")
    assert bench.page.tone.bar.value() == "neutral"


def test_what_another_screen_wrote_is_taken_in_without_disturbing_the_text(
    qtbot: QtBot, bench: Bench
) -> None:
    tell(qtbot, bench, "half a sen")
    bench.desk.do(bench.desk, insights.add, bench.session, "kept elsewhere")
    assert len(bench.page.kept.rows) == 1
    qtbot.keyClicks(bench.page.words, "tence")
    bench.tab.leave()
    assert notes.text(bench.record, bench.chart.owner, "debrief.words") == "half a sentence"


def test_what_was_kept_comes_back_when_the_chart_is_opened_again(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    press(bench, "mixed")
    bench.tab.leave()
    again = DebriefTab(bench.desk, bench.chart)
    qtbot.addWidget(again)
    again.load()
    assert again.page is not None
    assert again.page.words.text() == TOLD
    assert again.page.words.textCursor().atEnd()
    assert again.page.tone.bar.value() == "mixed"
    assert len(again.page.kept.rows) == 1


def test_the_caret_goes_back_into_a_prompt_that_was_put_away(qtbot: QtBot, bench: Bench) -> None:
    bench.tab.set_caret("debrief.body", 0)
    assert bench.page.more.notes["body"].hasFocus()
    assert bench.tab.caret() == ("debrief.body", 0)


def test_without_a_session_the_one_next_act_is_offered(qtbot: QtBot, bench: Bench) -> None:
    tab = DebriefTab(bench.desk, Chart(bench.chart.client))
    qtbot.addWidget(tab)
    for _ in range(2):
        tab.load()
    assert tab.page is None
    assert tab.open_count() == ""
    assert tab._column.count() == 1


def test_levels_are_written_as_they_are_spoken_of(record: Record) -> None:
    prompts = record.content.prompts("levels")
    assert levels_line((Level.PERSONAL, Level.SOMATIC), prompts) == "personal · somatic"
    assert levels_line((Level.TRANSPERSONAL,), prompts) == "transpersonal"
    line = levels_line((Level.TRANSPERSONAL, Level.SYMBOLIC, Level.TRANSGENERATIONAL), prompts)
    assert line == "transpersonal: symbolic, family line"


def test_the_stamp_of_the_window_goes_where_the_caret_is_with_t_plus(bench: Bench, clock: SetClock) -> None:
    with bench.record.write() as db:
        dose = DoseRow(id=uuid4(), session_id=bench.session, drug="ketamine", route="im", amount="50")
        dose.unit, dose.given_by, dose.seq, dose.zone = "mg", "R. Sato, RN", 1, ZONE
        dose.happened_at, dose.written_at = bench.record.now(), bench.record.now()
        db.add(dose)
    clock.move(minutes=84)
    bench.tab.load()
    bench.page.words.setFocus()
    bench.tab.stamp()
    assert bench.page.words.text() == "10:24 T+01:24 "


def test_ctrl_t_puts_the_time_into_the_text(qtbot: QtBot, bench: Bench) -> None:
    qtbot.keyClick(bench.page.words, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert bench.page.words.text() == "09:00 "


def test_a_scale_is_asked_again_and_every_answer_keeps_its_time(bench: Bench, clock: SetClock) -> None:
    mood = bench.page.more.mood
    mood.scale.bar.segments.buttons["4"].click()
    assert mood.hint.text() == "at 09:00"
    clock.move(minutes=30)
    mood.again.click()
    assert mood.value() is None
    assert mood.hint.text() == "before: 4 at 09:00"
    mood.scale.bar.segments.buttons["4"].click()  # the same number, said again
    assert mood.value() == 4
    assert mood.hint.text() == "before: 4, at 09:00 · at 09:30"
    said = debrief.look(bench.record, bench.session).said["mood-now"]
    assert [(one.value, (one.happened_at - said[0].happened_at).seconds) for one in said] == [
        ("4", 0), ("4", 1800),
    ]  # fmt: skip


def test_themes_and_the_frame_of_belief_are_in_the_clients_words(qtbot: QtBot, bench: Bench) -> None:
    for id_, words in (("themes", "doors"), ("belief-frame", "the sea is the sea")):
        note = bench.page.more.notes[id_]
        bench.page.more.open()
        note.setFocus()
        qtbot.keyClicks(note, words)
    assert bench.tab.leave()
    assert notes.text(bench.record, bench.chart.owner, "debrief.belief-frame") == "the sea is the sea"
    assert bench.page.more._subtitle.text() == "the same prompts for every journey; all may stay empty"
    bench.tab.load()
    assert bench.page.more._subtitle.text() == "2 written"


def test_a_held_question_gets_the_day_it_is_asked_again(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench, "Was she there?")
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F7)
    row = next(iter(bench.page.held.rows.values()))
    assert row.row._second.text() == "revisit at the first integration session"
    row.button.setChecked(True)
    assert row.sorter is not None
    row.sorter.revisit.line.setFocus()
    qtbot.keyClicks(row.sorter.revisit.line, "20 12 2026")
    qtbot.keyClick(row.sorter.revisit.line, Qt.Key.Key_Return)
    assert bench.kept()[0].revisit_on == date(2026, 12, 20)
    assert row.row._second.text() == "look at it again on 20-Dec-2026"


def test_words_are_kept_with_the_text_they_stand_in(qtbot: QtBot, bench: Bench) -> None:
    tell(qtbot, bench)
    qtbot.keyClick(bench.page.words, Qt.Key.Key_F6)
    (one,) = bench.kept()
    assert (one.taken_from, one.taken_from_id is not None) == ("debrief.words", True)


def test_a_page_nobody_sees_is_not_filled_until_it_is_opened(bench: Bench) -> None:
    bench.tab.hide()
    bench.desk.do(bench.desk, insights.add, bench.session, "kept elsewhere")
    assert bench.page.kept.rows == {}
    bench.tab.load()
    assert len(bench.page.kept.rows) == 1


def test_a_page_nobody_sees_still_counts_what_is_open(qtbot: QtBot, bench: Bench) -> None:
    bench.tab.hide()
    with qtbot.waitSignal(bench.tab.counted) as counted:
        bench.desk.do(bench.desk, debrief.name_tone, bench.session, Tone.CHALLENGING)
    assert counted.args == ["1"]


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.CHALLENGING])
def test_only_a_hard_journey_asks_again_and_makes_a_follow_up(bench: Bench, tone: Tone) -> None:
    press(bench, tone.value)
    assert tasks.open_now(bench.record) == ()
    assert not bench.page.tone.asks_again()

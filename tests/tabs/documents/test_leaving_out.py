"""What the client asked to leave out is recorded by keys, seen in the preview, and lifted with a reason."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.domain.withholding import Category, Rule
from kapdesk.reports.pdf import inspect
from kapdesk.services import notes, withholding
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.tabs.documents.tab import DRAFT, DocumentsTab
from kapdesk.ui import theme
from kapdesk.ui.theme import Theme
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import TOLD, a_day, lead_home

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = a_day(record, clock)
    lead_home(made)
    return made


@pytest.fixture
def tab(day: LeavingDay, qtbot: QtBot) -> Iterator[DocumentsTab]:
    made = a_tab(day, qtbot)
    yield made
    made.close_down()
    made.desk.deleteLater()


def a_tab(day: LeavingDay, qtbot: QtBot) -> DocumentsTab:
    made = DocumentsTab(Desk(day.record), Chart(day.client, day.session))
    qtbot.addWidget(made)
    made.resize(1148, 690)
    made.load()
    made.show()
    return made


def page(tab: DocumentsTab, qtbot: QtBot) -> str:
    """Return the words of the page that is looked at, once it is made."""
    qtbot.waitUntil(lambda: tab._made is not None, timeout=20_000)  # pyright: ignore[reportPrivateUsage]
    made = tab._made  # pyright: ignore[reportPrivateUsage]
    assert made is not None
    return " ".join(inspect(made.pdf).texts)


def ask_by_keys(tab: DocumentsTab, qtbot: QtBot, part: str, rule: Rule, by: str = "the client") -> None:
    card = tab.leaving_out
    line = card.part.lineEdit()
    assert line is not None
    line.clear()
    qtbot.keyClicks(line, part)
    button = card.rule.segments.buttons[rule.value]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClicks(card.by, by)
    card.record.setFocus()
    qtbot.keyClick(card.record, Qt.Key.Key_Return)


def test_a_wish_is_recorded_by_keys_and_the_preview_shows_it_at_once(tab: DocumentsTab, qtbot: QtBot) -> None:
    tab.open_document("summary")
    assert TOLD["words"] in page(tab, qtbot)
    ask_by_keys(tab, qtbot, "The debrief", Rule.WITHHOLD)
    text = page(tab, qtbot)
    assert TOLD["words"] not in text
    assert "Withheld at the client's request: the debrief" in text
    assert tab.leaving_out.what.text("part") == ""
    assert len(tab.leaving_out.lifts) == 1


def test_a_wish_about_the_clients_page_shows_that_page(tab: DocumentsTab, qtbot: QtBot) -> None:
    ask_by_keys(tab, qtbot, "What helped today", Rule.WITHHOLD)
    assert "walnut" not in page(tab, qtbot)
    assert tab.caret()[0] == "discharge"


def test_a_wish_without_who_asked_is_refused_there_and_nothing_typed_is_lost(
    tab: DocumentsTab, qtbot: QtBot
) -> None:
    ask_by_keys(tab, qtbot, "The debrief", Rule.WITHHOLD, by="")
    assert "who asked" in tab.leaving_out.said.text()
    assert tab.leaving_out.what.text("part") == "The debrief"
    tab.leaving_out.what.clear()
    ask_by_keys(tab, qtbot, "something else", Rule.WITHHOLD, by="the client")
    assert "what is meant" in tab.leaving_out.said.text()
    assert tab.leaving_out.lifts == {}


def test_a_wish_is_lifted_with_a_reason(day: LeavingDay, tab: DocumentsTab, qtbot: QtBot) -> None:
    ask_by_keys(tab, qtbot, "The debrief", Rule.WITHHOLD)
    page(tab, qtbot)
    ((wish, button),) = tab.leaving_out.lifts.items()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(tab.leaving_out.why, Qt.Key.Key_Return)
    assert "reason" in tab.leaving_out.said.text()
    qtbot.keyClicks(tab.leaving_out.why, "said so at the door")
    qtbot.keyClick(tab.leaving_out.why, Qt.Key.Key_Return)
    assert TOLD["words"] in page(tab, qtbot)
    assert tab.leaving_out.lifts == {}
    (kept,) = withholding.of_client(day.record, day.client, day.session)
    assert (kept.id, kept.lifted_reason) == (wish, "said so at the door")


def test_one_moment_is_named_by_its_words(tab: DocumentsTab, qtbot: QtBot) -> None:
    card = tab.leaving_out
    assert not card.which.isVisible()
    card.part.setEditText("A moment of the journey")
    assert card.which.isVisible()
    assert not card.rule.segments.buttons[Rule.SUMMARISE.value].isEnabled()
    offered = [card.moment.itemText(place) for place in range(card.moment.count())]
    (named,) = [one for one in offered if "very large blue room" in one]
    assert not [one for one in offered if "Transcribed from the paper form" in one]  # care is not offered
    card.moment.setEditText(named)
    qtbot.mouseClick(card.rule.segments.buttons[Rule.WITHHOLD.value], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(card.by, "the client")
    qtbot.mouseClick(card.record, Qt.MouseButton.LeftButton)
    assert "very large blue room" not in page(tab, qtbot)


def test_the_clinics_rule_is_chosen_beside_the_preview(
    day: LeavingDay, tab: DocumentsTab, qtbot: QtBot
) -> None:
    bar = tab.leaving_out.rules[Category.OBSERVER_WORDS]
    qtbot.mouseClick(bar.segments.buttons[Rule.SUMMARISE.value], Qt.MouseButton.LeftButton)
    assert "by the clinic's rule" in page(tab, qtbot)
    assert withholding.clinic_rule(day.record, Category.OBSERVER_WORDS) is Rule.SUMMARISE


def test_what_is_told_in_short_has_a_text_of_the_therapists_own(
    day: LeavingDay, tab: DocumentsTab, qtbot: QtBot
) -> None:
    ask_by_keys(tab, qtbot, "The debrief", Rule.SUMMARISE)
    assert set(tab.leaving_out.short) == {Category.DEBRIEF}
    qtbot.keyClicks(tab.leaving_out.short[Category.DEBRIEF].note, "told calmly")
    assert tab.leave()
    owner = Owner(day.client, session=day.session)
    assert notes.text(day.record, owner, "summary.debrief") == "told calmly"
    tab.open_document("summary")
    assert "told calmly" in page(tab, qtbot)


def test_a_slip_that_was_begun_is_there_again(day: LeavingDay, tab: DocumentsTab, qtbot: QtBot) -> None:
    qtbot.keyClicks(tab.leaving_out.reason, "the sister reads")
    assert tab.leave()
    assert "the sister reads" in notes.text(day.record, Owner(day.client), DRAFT)
    again = a_tab(day, qtbot)
    assert again.leaving_out.reason.text() == "the sister reads"
    again.close_down()
    again.desk.deleteLater()


def test_a_signed_session_still_takes_a_wish_for_the_client(
    day: LeavingDay, tab: DocumentsTab, qtbot: QtBot
) -> None:
    day.seal()
    tab.load()
    ask_by_keys(tab, qtbot, "The debrief", Rule.WITHHOLD)
    assert "Withheld at the client's request: the debrief" in page(tab, qtbot)
    (kept,) = withholding.of_client(day.record, day.client, day.session)
    assert kept.whole_course


def test_a_caret_for_leaving_out_stands_in_the_slip(tab: DocumentsTab) -> None:
    tab.set_caret("leaving-out", 0)
    assert tab.leaving_out.part.hasFocus() or tab.leaving_out.part.isAncestorOf(tab.focusWidget())


@pytest.mark.parametrize(("width", "height", "percent"), [(1096, 560, 100), (1148, 690, 150)])
def test_nothing_of_the_card_is_cut_off_at_its_side(
    day: LeavingDay, qtbot: QtBot, width: int, height: int, percent: int
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, Theme.load("paper"), percent)
    tab = a_tab(day, qtbot)
    tab.resize(width, height)
    card = tab.leaving_out
    for part in (card.part, card.by, card.reason, card.record, *card.rules.values()):
        right = part.mapTo(card, QPoint(part.width(), 0)).x()
        assert right <= card.width()
        assert card.mapTo(tab, QPoint(card.width(), 0)).x() <= tab.width()
    tab.close_down()
    tab.desk.deleteLater()

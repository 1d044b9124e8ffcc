"""Documents are looked at from memory, by keys too; a file is written only on purpose."""

import builtins
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk
from kapdesk.domain.clock import SetClock
from kapdesk.domain.steps import Step
from kapdesk.reports.pdf import inspect
from kapdesk.services import documents, escorts, notes
from kapdesk.services.documents import Paper
from kapdesk.services.record import Record
from kapdesk.tabs.documents.panels import CLOSED, OPEN
from kapdesk.tabs.documents.tab import DocumentsTab
from kapdesk.ui.signs import SignLabel
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import a_client, a_day, lead_home

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = a_day(record, clock)
    lead_home(made)
    return made


@pytest.fixture
def tab(day: LeavingDay, qtbot: QtBot) -> Iterator[DocumentsTab]:
    desk = Desk(day.record)
    made = DocumentsTab(desk, Chart(day.client, day.session))
    qtbot.addWidget(made)
    made.resize(1148, 690)
    made.load()
    made.show()
    yield made
    made.close_down()
    desk.deleteLater()


def has_pages(tab: DocumentsTab) -> bool:
    return tab.shown.preview.print_button.isEnabled()


def open_page(tab: DocumentsTab, key: str, qtbot: QtBot) -> None:
    tab.open_document(key)
    qtbot.waitUntil(lambda: has_pages(tab), timeout=10_000)


def test_each_document_opens_by_key(tab: DocumentsTab, qtbot: QtBot) -> None:
    for key in ("discharge", "escort", "plan", "card", "summary"):
        button = tab.shelf.buttons[key]
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: has_pages(tab), timeout=10_000)
        assert tab.caret()[0] == key
        assert "Shown" in tab.shelf.buttons[key].text()


def test_a_wish_to_go_to_a_document_opens_it_directly(tab: DocumentsTab, qtbot: QtBot) -> None:
    tab.set_caret("discharge", 0)
    qtbot.waitUntil(lambda: has_pages(tab), timeout=10_000)
    assert tab.caret() == ("discharge", 0)


def test_a_preview_writes_no_file(tab: DocumentsTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    opened, low = builtins.open, os.open

    def watched(file: object, mode: str = "r", *rest: object, **named: object) -> object:
        if set(mode) & set("wax+"):
            written.append(str(file))
        return opened(file, mode, *rest, **named)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType, reportUnknownVariableType] - passed through as it came

    def watched_low(path: object, flags: int, *rest: object, **named: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            written.append(str(path))
        return low(path, flags, *rest, **named)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] - passed through

    monkeypatch.setattr(builtins, "open", watched)
    monkeypatch.setattr(os, "open", watched_low)
    open_page(tab, "summary", qtbot)
    assert [path for path in written if not path.startswith(("/dev/", "/proc/"))] == []


def test_what_is_not_ready_says_why_and_cannot_be_opened(day: LeavingDay, tab: DocumentsTab) -> None:
    known = escorts.of_session(day.record, day.session)
    assert known is not None
    escorts.write(day.record, day.session, replace(known, sheet_consent=None))
    tab.load()
    assert not tab.shelf.buttons["escort"].isEnabled()
    assert "not recorded" in tab.shelf.buttons["escort"].toolTip()


def test_the_paper_is_chosen_once_and_the_page_made_anew(tab: DocumentsTab, qtbot: QtBot) -> None:
    open_page(tab, "card", qtbot)
    qtbot.mouseClick(tab.shelf.paper.segments.buttons["Letter"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: has_pages(tab), timeout=10_000)
    assert documents.paper(tab.desk.record) is Paper.LETTER
    assert tab.shelf.paper.value() == "Letter"


def test_a_page_whose_facts_changed_is_made_anew_on_coming_back(
    day: LeavingDay, tab: DocumentsTab, qtbot: QtBot
) -> None:
    open_page(tab, "summary", qtbot)
    tab.desk.do(tab.desk, notes.write, Chart(day.client, day.session).owner, "debrief.body", "warm hands")
    tab.load()
    assert not has_pages(tab)
    qtbot.waitUntil(lambda: has_pages(tab), timeout=10_000)


def test_saving_asks_how_and_waits_until_that_is_said(tab: DocumentsTab, qtbot: QtBot) -> None:
    open_page(tab, "discharge", qtbot)
    qtbot.mouseClick(tab.shown.preview.save_button, Qt.MouseButton.LeftButton)
    sheet = tab.sheet
    assert sheet is not None
    assert not sheet.act.isEnabled()
    qtbot.mouseClick(sheet.how.segments.buttons[OPEN], Qt.MouseButton.LeftButton)
    assert not sheet.act.isEnabled()
    qtbot.mouseClick(sheet.accept_risk.segments.buttons["yes"], Qt.MouseButton.LeftButton)
    assert sheet.act.isEnabled()
    qtbot.mouseClick(sheet.how.segments.buttons[CLOSED], Qt.MouseButton.LeftButton)
    assert sheet.act.isEnabled()
    assert len(sheet.password.text()) > 20
    sheet.password.clear()
    assert not sheet.act.isEnabled()
    sheet.reject()


@pytest.mark.parametrize("password", ["", "lemona-tirusa-bevodi-kanuro"])
def test_a_page_is_saved_as_asked(tab: DocumentsTab, qtbot: QtBot, tmp_path: Path, password: str) -> None:
    open_page(tab, "discharge", qtbot)
    target = tmp_path / "kapdesk-2026-11-22-going-home.pdf"
    tab.save(password, target)
    qtbot.waitUntil(lambda: not tab._work.saving)
    assert PdfReader(target).is_encrypted is bool(password)
    if not password:
        assert "Going home" in inspect(target.read_bytes()).texts[0]


def test_a_chart_without_a_session_still_has_its_plan_and_card(record: Record, qtbot: QtBot) -> None:
    desk = Desk(record)
    tab = DocumentsTab(desk, Chart(a_client(record)))
    qtbot.addWidget(tab)
    tab.load()
    assert set(tab.shelf.buttons) == set(documents.KEYS)
    assert [key for key, button in tab.shelf.buttons.items() if button.isEnabled()] == ["whole"]
    for key in set(documents.KEYS) - {"plan", "card", "measures", "weeks", "met", "met-progress", "whole"}:
        assert "none is open" in tab.shelf.buttons[key].accessibleDescription()
    assert tab.releasing.isHidden()
    tab.close_down()
    desk.deleteLater()


def test_a_page_that_is_refused_says_its_sentence(day: LeavingDay, tab: DocumentsTab, qtbot: QtBot) -> None:
    known = escorts.of_session(day.record, day.session)
    assert known is not None
    escorts.write(day.record, day.session, replace(known, sheet_consent=False))
    with qtbot.waitSignal(tab.refused_here, timeout=10_000):
        tab.open_document("escort")
    assert not has_pages(tab)


def test_a_page_asked_for_twice_says_no_error(tab: DocumentsTab, qtbot: QtBot) -> None:
    told: list[str] = []
    tab.refused_here.connect(told.append)
    for _ in range(3):
        tab.open_document("summary")
    qtbot.waitUntil(lambda: has_pages(tab), timeout=20_000)
    assert told == []


def test_before_a_document_is_chosen_one_quiet_line_says_so(tab: DocumentsTab, qtbot: QtBot) -> None:
    assert tab.shown.empty.isVisible()
    assert not tab.shown.preview.isVisible()
    assert [sign for sign in tab.shown.findChildren(SignLabel) if sign.isVisible()] == []
    open_page(tab, "card", qtbot)
    assert not tab.shown.empty.isVisible()


def test_a_decision_is_written_and_the_copy_shown(day: LeavingDay, tab: DocumentsTab, qtbot: QtBot) -> None:
    assert not tab.shelf.buttons["provider"].isEnabled()
    tab.set_caret("releasing", 0)
    qtbot.keyClicks(tab.releasing.by, "Dr N. Okafor, physician")
    qtbot.mouseClick(tab.releasing.record, Qt.MouseButton.LeftButton)
    assert "10 characters or more" in tab.releasing.said.text()
    assert tab.releasing.by.text() == "Dr N. Okafor, physician"
    qtbot.keyClicks(tab.releasing.why, "The ward asked for it at once")
    qtbot.mouseClick(tab.releasing.record, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: has_pages(tab), timeout=10_000)
    assert tab.caret()[0] == "provider"
    assert tab.shelf.buttons["provider"].isEnabled()
    assert "Decided by Dr N. Okafor" in tab.releasing.stands.text()
    assert tab.releasing.by.text() == ""
    assert tab.autosave.flush()
    kept = notes.texts(day.record, notes.Owner(day.client))
    assert not any(one.text for field, one in kept.items() if field.startswith("draft.release"))


def test_half_a_decision_survives_going_away(tab: DocumentsTab, qtbot: QtBot) -> None:
    qtbot.keyClicks(tab.releasing.why, "The ward asked for")
    assert tab.autosave.flush()
    again = DocumentsTab(tab.desk, tab.chart)
    qtbot.addWidget(again)
    again.load()
    assert again.releasing.why.text() == "The ward asked for"
    again.close_down()


def test_the_arrows_lead_from_document_to_document(tab: DocumentsTab, qtbot: QtBot) -> None:
    tab.shelf.buttons["discharge"].setFocus()
    for key, before in (
        ("escort", "discharge"), ("plan", "escort"), ("card", "plan"), ("weeks", "card"),
        ("summary", "weeks"),
    ):  # fmt: skip
        qtbot.keyClick(tab.shelf.buttons[before], Qt.Key.Key_Down)
        assert tab.focusWidget() is tab.shelf.buttons[key]


def test_a_page_of_many_steps_shows_how_far_it_is_and_can_be_stopped(
    tab: DocumentsTab, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def one_step(step: Step, number: int, of: int) -> None:
        step(number, of + 1)
        reached.set()
        go_on.wait(20)

    monkeypatch.setattr(
        "kapdesk.services.printed_course.within", lambda step, _part, _of: partial(one_step, step)
    )
    tab.open_document("whole")
    progress = tab.shown.progress
    qtbot.waitUntil(lambda: reached.is_set() and progress.isVisibleTo(tab), timeout=20_000)
    progress.stop.click()
    go_on.set()
    qtbot.waitUntil(lambda: not progress.isVisibleTo(tab), timeout=20_000)
    assert tab._made is None
    open_page(tab, "discharge", qtbot)

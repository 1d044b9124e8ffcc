"""Heard, and by keyboard alone: every control has a name and a role, and Tab goes as one reads."""

from collections.abc import Callable, Iterator
from datetime import date, time
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from app_practice import CTRL, enter, key, open_chart, walk
from app_stage import Stage
from pypdf import PdfWriter
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

from kapdesk.app.crisis_card import CrisisCard
from kapdesk.app.papers import PaperDialog
from kapdesk.places.week.place import WeekPlace
from kapdesk.places.week.sheets import BookingSheet, StatusSheet
from kapdesk.tabs.documents.panels import RiskSheet, SaveSheet
from kapdesk.ui import errors
from kapdesk.ui.dialog import ReasonSheet, Sheet
from kapdesk.ui.first_start import FirstStart
from kapdesk.ui.hand_over import HandOver
from kapdesk.ui.identity import Fact
from kapdesk.ui.printing import PrintSheet
from kapdesk.ui.segments import Option
from kapdesk.ui.shortcuts import ShortcutSheet
from kapdesk.ui.versions import VersionsSheet

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.timeout(300)]

FITTING = {  # roles under which something can be used; anything else is a thing without a meaning
    QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox, QAccessible.Role.EditableText, QAccessible.Role.SpinBox,
    QAccessible.Role.Table, QAccessible.Role.List,
    QAccessible.Role.Slider, QAccessible.Role.Tree, QAccessible.Role.PageTab, QAccessible.Role.ButtonMenu,
}  # fmt: skip
READ = {QAccessible.Role.StaticText}  # facts that can be reached and copied
SAME_LINE = 0.5
MOST_STOPS = 400


def test_every_control_of_every_screen_has_a_name_a_role_and_its_state(
    start: Callable[..., Stage], tmp_path: Path
) -> None:
    stage = enter(start, tmp_path, "paper")
    window = stage.program.window
    faults: list[str] = []
    for name, screen in walk(stage):
        for control in controls(window):
            faults += [f"{name}: {fault}" for fault in faults_of(control)]
        faults += [f"{name}: {fault}" for fault in unlabelled(screen)]
        faults += [f"{name}: {fault}" for fault in faults_of_ring(window)]
    assert sorted(set(faults)) == []


def test_every_dialog_has_names_and_a_ring_of_its_own(start: Callable[..., Stage]) -> None:
    window = start(theme="paper").program.window
    dialogs = (
        Sheet("One question", "Why it is asked.", act="Record", parent=window),
        ReasonSheet("A reason", "It prints.", parent=window),
        PrintSheet(("Desk",), "Desk", 3, window),
        errors.TroubleDialog(errors.unexpected(ValueError()), parent=window),
    )
    faults: list[str] = []
    for dialog in dialogs:
        shown(dialog)
        for control in controls(dialog):
            faults += [f"{type(dialog).__name__}: {fault}" for fault in faults_of(control)]
        stops, back = ring(dialog)
        if back is not stops[0]:
            faults.append(f"{type(dialog).__name__}: a trap at {told(back)}")
        dialog.reject()
        dialog.deleteLater()
    assert faults == []


def test_every_sheet_of_the_program_has_names_and_a_ring_of_its_own(
    start: Callable[..., Stage], tmp_path: Path
) -> None:
    stage = enter(start, tmp_path, "paper")
    window, week = stage.program.window, week_of(stage)
    opened: list[tuple[type[QDialog], Callable[[], object]]] = [
        (SaveSheet, SaveSheet("An open file can be read by anybody.", "lantern-field", window).ask),
        (RiskSheet, RiskSheet("This folder is copied elsewhere.", Path("/elsewhere"), window).ask),
        (BookingSheet, partial(week.booking.ask_new, date(2026, 11, 24), time(10), "")),
        (StatusSheet, partial(week.status.ask_about, "Tue 24-Nov-2026 10:00")),
        (CrisisCard, partial(window.act, "crisis")),
        (ShortcutSheet, partial(window.act, "keys")),
        (PaperDialog, PaperDialog(white_page(), window).open),
    ]
    faults: list[str] = []
    for kind, open_it in opened:
        open_it()
        QApplication.processEvents()
        dialog = next(
            each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()
        )
        faults += [f"{kind.__name__}: {fault}" for fault in faults_within(dialog)]
        dialog.reject()
        QApplication.processEvents()
    assert faults == []


def test_the_earlier_versions_and_the_page_in_the_clients_hands_are_heard_and_have_a_ring(
    start: Callable[..., Stage], tmp_path: Path
) -> None:
    stage = enter(start, tmp_path, "paper")
    window = stage.program.window
    open_chart(stage)
    key(stage, Qt.Key.Key_3, CTRL)
    words = stage.house.tabs["debrief"].notes["debrief.words"]
    words.setFocus()
    QTest.keyClick(words, Qt.Key.Key_F3)
    (sheet,) = stage.house.tabs["debrief"].findChildren(VersionsSheet)
    faults = [f"versions: {fault}" for fault in faults_within(sheet)]
    sheet.put_away()
    page = HandOver(window)
    answers = [Option("0", "Not at all"), Option("1", "A little"), Option("2", "Much")]
    page.show_question("How is your body now?", "As it is now.", answers, "In your own words", is_first=False)
    window.show_whole(page)
    QApplication.processEvents()
    page.buttons["0"].setFocus()
    faults += [f"hand-over: {fault}" for fault in faults_within(page)]
    page.ask_secret("Passphrase", "Come back", needs_words=True)
    QApplication.processEvents()
    faults += [f"coming back: {fault}" for control in controls(page) for fault in faults_of(control)]
    page.leave_secret()
    window.show_desk()
    window.drop_whole(page)
    assert faults == []


def week_of(stage: Stage) -> WeekPlace:
    stage.house.show_place("week")
    place = stage.house.places["week"]
    assert isinstance(place, WeekPlace)
    return place


def faults_within(page: QWidget) -> list[str]:
    """Return what a screen reader would miss, what Tab misses, and where it is trapped."""
    found = [fault for control in controls(page) for fault in faults_of(control)] + unlabelled(page)
    stops, back = ring(page)
    found += [] if back is stops[0] else [f"a trap at {told(back)}"]
    by_tab = [
        one for one in controls(page) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()
    ]
    return found + [f"Tab never reaches {told(one)}" for one in by_tab if one not in stops]


def white_page() -> bytes:
    """Return a document with nothing on it."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def test_every_step_of_the_first_start_has_names(start: Callable[..., Stage], tmp_path: Path) -> None:
    stage = start(tmp_path / "nothing-yet", theme="paper")
    page = stage.program.window.findChild(FirstStart)
    assert isinstance(page, FirstStart)
    faults: list[str] = []
    for place in range(len(page.steps)):
        page.go(place)
        QApplication.processEvents()
        for control in controls(page):
            faults += [f"step {place}: {fault}" for fault in faults_of(control)]
    assert faults == []


def shown(dialog: QDialog) -> None:
    dialog.open()
    QApplication.processEvents()


def controls(window: QWidget) -> Iterator[QWidget]:
    """Return everything in sight that can have the keyboard."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not proxied(widget):
            yield widget


def proxied(widget: QWidget) -> bool:
    proxy: QWidget | None = widget.focusProxy()
    return proxy is not None


def faults_of(control: QWidget) -> list[str]:
    """Return what a screen reader would miss."""
    heard = QAccessible.queryAccessibleInterface(control)
    if heard is None:
        return [f"{told(control)} cannot be heard"]
    found: list[str] = []
    if not heard.text(QAccessible.Text.Name).strip():
        found.append(f"{told(control)} has no name")
    drawn = heard.role() is QAccessible.Role.Client and bool(heard.text(QAccessible.Text.Description).strip())
    fits = heard.role() in (FITTING | READ if isinstance(control, QLabel) else FITTING)
    if not (fits or drawn):  # what is drawn has no role of its own in Qt: it is told in a sentence
        found.append(f"{told(control)} has the role {heard.role().name}")
    if isinstance(control, QAbstractButton) and control.isCheckable():
        state = heard.state()
        if bool(state.checked) is not control.isChecked():  # pyright: ignore[reportAttributeAccessIssue]
            found.append(f"{told(control)} does not tell whether it is on")
    return found


def unlabelled(screen: QWidget) -> list[str]:
    """Return the labels in sight that name something by its value, or by nothing."""
    found: list[str] = []
    for label in screen.findChildren(QLabel):
        named: QWidget | None = label.buddy()
        if named is not None and label.isVisible() and not named.accessibleName().strip():
            heard = QAccessible.queryAccessibleInterface(named)
            words = label.text().replace("&", "").strip()
            if heard is None or words.casefold() not in heard.text(QAccessible.Text.Name).casefold():
                found.append(f"the label “{words}” does not name {told(named)}")
    return found


def ring(window: QWidget) -> tuple[list[QWidget], QWidget]:
    """Press Tab until something is reached again; return every stop, and what was reached again."""
    stops: list[QWidget] = []
    held = QApplication.focusWidget()
    assert held is not None
    for _ in range(MOST_STOPS):
        QTest.keyClick(held, Qt.Key.Key_Tab)
        held = QApplication.focusWidget()
        assert held is not None, "Tab led nowhere"
        assert window.isAncestorOf(held), "Tab left the window"
        if held in stops:
            return stops, held
        stops.append(held)
    raise AssertionError("Tab never came round")


def faults_of_ring(window: QWidget) -> list[str]:
    """Return what Tab misses, where it is trapped, and where it jumps back up the page."""
    stops, back = ring(window)
    found = [] if back is stops[0] else [f"a trap: from {told(stops[-1])} back to {told(back)}"]
    by_tab = {
        one for one in controls(window) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()
    }
    found += [f"Tab never reaches {told(one)}" for one in by_tab - set(stops)]
    first = next((place for place, one in enumerate(stops) if isinstance(one, Fact)), 0)
    in_order = [*stops[first:], *stops[:first]]
    found += [
        f"Tab goes from {told(one)} up to {told(other)}"
        for one, other in pairwise(in_order)
        if jumps(one, other)
    ]
    return found


def jumps(one: QWidget, other: QWidget) -> bool:
    """Say whether the second stands before the first, as one reads."""
    here, there = ancestry(one), ancestry(other)
    shared = next(each for each in here if each in there)
    if shared in (one, other):
        return False
    upper, lower = place(here[here.index(shared) - 1]), place(there[there.index(shared) - 1])
    common = min(upper.bottom(), lower.bottom()) - max(upper.top(), lower.top())
    if common > SAME_LINE * min(upper.height(), lower.height()):
        return lower.left() < upper.left()
    return lower.top() < upper.top()


def ancestry(widget: QWidget) -> list[QWidget]:
    line = [widget]
    while not line[-1].isWindow():
        line.append(line[-1].parentWidget())
    return line


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def told(widget: QWidget) -> str:
    """Return which control it is, for the person who mends it."""
    names = [each.accessibleName() for each in ancestry(widget) if each.accessibleName()][:2]
    return f"{type(widget).__name__} ({' in '.join(names)})"

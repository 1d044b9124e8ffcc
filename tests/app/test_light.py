"""Every window of the program is filmed in the two dim looks: no frame of any of them is bright."""

from collections.abc import Callable, Iterator
from datetime import date, time
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from app_practice import enter, walk
from app_stage import WAIT, Stage
from film import NEVER, OPENERS, Camera, Frame, openers, own_windows
from pypdf import PdfWriter
from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot
from ui_light import BRIGHT

from kapdesk.app.crisis_card import CrisisCard
from kapdesk.app.greeting import Greeting
from kapdesk.app.papers import PaperDialog
from kapdesk.desk import Go
from kapdesk.places.clients.keeping import CopySheet, DeleteSheet
from kapdesk.places.search.place import SearchPlace
from kapdesk.places.week.place import WeekPlace
from kapdesk.services.reauthentication import Purpose
from kapdesk.tabs.documents.leaving import LeavingSheet
from kapdesk.tabs.documents.panels import RiskSheet, SaveSheet
from kapdesk.tabs.documents.tab import DocumentsTab
from kapdesk.ui import errors, theme
from kapdesk.ui.dialog import ReasonSheet, Sheet
from kapdesk.ui.first_start import FirstStart
from kapdesk.ui.first_steps import chooser
from kapdesk.ui.hand_over import HandOver
from kapdesk.ui.note import NoteEdit
from kapdesk.ui.preview import ask_where
from kapdesk.ui.printing import PrintSheet
from kapdesk.ui.segments import Option
from kapdesk.ui.slip import Picker
from kapdesk.ui.timeline import Timeline

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.timeout(300)]

MOST_BRIGHT = 0.02
"""The share of a frame that may be bright: the night has no bright colour at all, ember a few words."""
MEAN = {"ember": 0.12, "night": 0.06}
"""The mean luminance a frame may have. A window in the light look has about 0.8. In ember nothing passes 0.05
but a dialog full of a white page that is shown as on paper, dimmed (0.1); the night bears half of that."""


@pytest.fixture(autouse=True)
def own_notes(tmp_path: Path) -> None:
    """Let the file dialogs of Qt note what they note in a folder of this test."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))


@pytest.mark.parametrize("look", ["ember", pytest.param("night", marks=pytest.mark.slow)])
def test_no_frame_of_any_window_is_bright(start: Callable[..., Stage], tmp_path: Path, look: str) -> None:
    camera = Camera()
    with camera.rolling():
        camera.take("unlock")
        stage = enter(start, tmp_path, look)
        for name, _screen in walk(stage):
            camera.take(name)
            for act in everything_that_opens(stage.program.window):
                act()
                put_away()
        for scene in SCENES:
            camera.take(scene.__name__)
            scene(stage)
            put_away()
        camera.take("lock")
        stage.program.window.lock_asked.emit()
        stage.qtbot.waitUntil(lambda: not stage.is_open(), timeout=WAIT)
        camera.take("end")
    assert too_bright(camera.frames, look) == []
    assert len(camera.frames) > len(SCENES)
    unseen = {name: path for name, path in own_windows().items() if name not in camera.windows}
    assert unseen == {}, "these windows have no scene in this film"
    expected = {OPENERS[name] for name in openers()} - {""}
    assert expected - camera.windows == set()


@pytest.mark.parametrize("look", ["ember", "night"])
def test_no_step_of_the_first_start_is_bright(start: Callable[..., Stage], tmp_path: Path, look: str) -> None:
    camera = Camera()
    with camera.rolling():
        camera.take("first start")
        stage = start(tmp_path / "nothing-yet", theme=look)
        page = stage.program.window.findChild(FirstStart)
        assert isinstance(page, FirstStart)
        for place in range(len(page.steps)):
            page.go(place)
            camera.take(f"step {place}")
        for act in everything_that_opens(stage.program.window):
            act()
            put_away()
    assert too_bright(camera.frames, look) == []


def test_the_camera_sees_a_light_frame_and_the_first_one(start: Callable[..., Stage]) -> None:
    camera = Camera()
    with camera.rolling():
        start(theme="paper")
        camera.take("end")
    assert camera.frames[0].mean > 0.5
    assert too_bright(camera.frames, "ember") != []


def test_a_bright_window_that_is_hidden_at_once_is_still_on_film(qtbot: QtBot) -> None:
    theme.change("ember", 100)
    camera, flash = Camera(), QWidget()
    with camera.rolling():
        flash.setStyleSheet("background: white")
        flash.resize(200, 100)
        with qtbot.waitExposed(flash):
            flash.show()
        flash.hide()
    assert [frame.bright > BRIGHT for frame in camera.frames][:1] == [True]
    flash.deleteLater()


def test_no_part_of_the_program_opens_a_window_of_the_system_kind() -> None:
    assert {name: files for name, files in openers().items() if name in NEVER} == {}


def too_bright(frames: list[Frame], look: str) -> list[Frame]:
    """Return the frames that are over a limit, the brightest first."""
    over = [frame for frame in frames if frame.mean > MEAN[look] or frame.bright > MOST_BRIGHT]
    return sorted(over, key=_brightness, reverse=True)


def _brightness(frame: Frame) -> float:
    return frame.mean


def everything_that_opens(window: QWidget) -> Iterator[Callable[[], object]]:
    """Return how each list, completion and menu of the screen in front is opened, one of each kind."""
    for box in window.findChildren(QComboBox)[:4]:
        if box.isVisible() and box.isEnabled():
            yield box.showPopup
            if isinstance(box, Picker):
                yield partial(complete, box)
    for kind in (NoteEdit, Timeline):
        shown = next((each for each in window.findChildren(kind) if each.isVisible()), None)
        if shown is not None:
            yield partial(popup, shown.menu(), window)
    tipped = next(
        (each for each in window.findChildren(QWidget) if each.isVisible() and each.toolTip()), None
    )
    if tipped is not None:
        yield partial(QToolTip.showText, tipped.mapToGlobal(QPoint(2, 2)), tipped.toolTip(), tipped)


def complete(box: Picker) -> None:
    """Open the completion of a long list."""
    box.setFocus()
    box.completer().setCompletionPrefix("")
    box.completer().complete()


def popup(menu: QMenu, window: QWidget) -> None:
    """Open a menu over the window."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(window.mapToGlobal(window.rect().center()))


def put_away() -> None:
    """Let what stands above the window be seen, then close it."""
    QApplication.processEvents()
    QToolTip.hideText()
    while (above := QApplication.activePopupWidget()) is not None:
        above.close()
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            dialog.reject()
    QApplication.processEvents()


# ---------------------------------------------------------------- the scenes, one for each kind of window


def menus(stage: Stage) -> None:
    stage.program.window.act("menu")
    bar = stage.program.window.menuBar()
    for action in bar.actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.popup(bar.mapToGlobal(QPoint(0, bar.height())))
        QApplication.processEvents()
        menu.close()
    stage.program.window.act("menu")


def keys(stage: Stage) -> None:
    stage.program.window.act("keys")


def crisis_card(stage: Stage) -> None:
    stage.program.window.act("crisis")
    assert any(isinstance(each, CrisisCard) for each in QApplication.topLevelWidgets())


def trouble(stage: Stage) -> None:
    errors.TroubleDialog(errors.unexpected(ValueError()), parent=stage.program.window).open()


def sheets(stage: Stage) -> None:
    window = stage.program.window
    Sheet("One question", "And a sentence under it.", act="Record", parent=window).ask()
    put_away()
    ReasonSheet("A reason", "It prints.", parent=window).ask()
    put_away()
    SaveSheet("An open file can be read by anybody.", "lantern-field-quiet", window).ask()
    put_away()
    RiskSheet("This folder is copied to other machines.", Path("/elsewhere"), window).ask()
    put_away()
    PrintSheet(("Desk", "Front"), "Front", 3, window).ask()
    put_away()
    LeavingSheet((), str, window).ask()
    put_away()
    CopySheet("lantern-field-quiet", window).ask()
    put_away()
    DeleteSheet("It is kept until 22-Nov-2033.", "", two=True, parent=window).ask()


def week_sheets(stage: Stage) -> None:
    stage.house.show_place("week")
    place = stage.house.places["week"]
    assert isinstance(place, WeekPlace)
    place.booking.ask_new(date(2026, 11, 24), time(10), "")
    QApplication.processEvents()
    for act in everything_that_opens(place.booking.sheet):
        act()
        QApplication.processEvents()
        while (above := QApplication.activePopupWidget()) is not None:
            above.close()
    put_away()
    place.status.ask_about("Tue 24-Nov-2026 10:00")
    place.status.ask()
    put_away()
    place.prints.click()
    QApplication.processEvents()
    put_away()
    place.leaves.click()


def found(stage: Stage) -> None:
    """Search, look at what was found, and open each of the first few where it stands."""
    before = stage.house.chart
    stage.house.show_place("search")
    place = stage.house.places["search"]
    assert isinstance(place, SearchPlace)
    place.look_for("she")
    QApplication.processEvents()
    for _ in range(4):
        stage.program.window.act("next match")
        QApplication.processEvents()
    stage.house.desk.go(Go(chart=before, tab="debrief"))


def files(stage: Stage) -> None:
    ask_where(stage.program.window, "kapdesk-document")
    put_away()
    chooser(stage.program.window).open()


def page(stage: Stage) -> None:
    """Look at a page, as on paper too, ask the printer for it, and open it in a dialog of its own."""
    stage.house.desk.go(Go(chart=stage.house.chart, tab="documents", field="summary"))
    tab = stage.house.tabs["documents"]
    assert isinstance(tab, DocumentsTab)
    preview = tab.shown.preview
    stage.qtbot.waitUntil(preview.print_button.isEnabled, timeout=WAIT)
    preview._paper_button.click()
    QApplication.processEvents()
    preview.ask_printer()
    put_away()
    sheet = PaperDialog(white_page(), stage.program.window)
    sheet.open()
    sheet.preview._paper_button.click()


def white_page() -> bytes:
    """Return a document with nothing on it: the brightest there can be."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def hand_over(stage: Stage) -> None:
    """Show a question over the whole window, the same answered, the way back, and the end."""
    window, page = stage.program.window, HandOver(stage.program.window)
    answers = [Option(str(number), words) for number, words in enumerate(("Not at all", "A little", "Much"))]
    page.show_question("How is your body now?", "As it is now.", answers, "In your own words", is_first=False)
    window.show_whole(page)
    QApplication.processEvents()
    page.mark("1")
    QApplication.processEvents()
    assert {each.isVisible() for each in (page.question, page.line, *page.buttons.values())} == {True}
    page.ask_secret("Passphrase", "Come back", needs_words=True)
    QApplication.processEvents()
    page.leave_secret()
    page.show_end()
    QApplication.processEvents()
    window.show_desk()
    window.drop_whole(page)


def cover(stage: Stage) -> None:
    stage.program.window.cover()
    QApplication.processEvents()
    stage.program.window.uncover()


def confirming(stage: Stage) -> None:
    stage.house.desk.confirm(Purpose.KEYS, "Give the record a new key", seen)


def custody_sheets(stage: Stage) -> None:
    stage.program.window.findChildren(Greeting)[0].ask_sheets()


def seen(_said: object) -> None:
    """Hear that the passphrase was confirmed; here nobody types it."""


SCENES = (
    menus,
    keys,
    confirming,
    custody_sheets,
    crisis_card,
    trouble,
    sheets,
    week_sheets,
    found,
    files,
    page,
    hand_over,
    cover,
)

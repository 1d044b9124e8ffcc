"""Which call each system would be given for every window; the systems themselves are not run here."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.ui.capture import (
    EXCLUDE_FROM_CAPTURE,
    MONITOR_ONLY,
    NONE,
    SHARING_NONE,
    SHARING_READ_ONLY,
    Affinity,
    CaptureGuard,
    Sharing,
    shield_of,
)


class Noted:
    """A shield that writes down what it was told."""

    def __init__(self) -> None:
        self.told: dict[int, bool] = {}

    def __call__(self, window: int, *, barred: bool) -> bool:
        self.told[window] = barred
        return True


def test_windows_is_asked_to_leave_the_window_out() -> None:
    calls: list[tuple[int, int]] = []

    def call(window: int, affinity: int) -> int:
        calls.append((window, affinity))
        return 1

    assert Affinity(call)(7, barred=True)
    assert Affinity(call)(7, barred=False)
    assert calls == [(7, EXCLUDE_FROM_CAPTURE), (7, NONE)]


def test_an_older_windows_shows_the_window_black_instead() -> None:
    calls: list[int] = []

    def call(_window: int, affinity: int) -> int:
        calls.append(affinity)
        return int(affinity != EXCLUDE_FROM_CAPTURE)

    assert Affinity(call)(7, barred=True)
    assert calls == [EXCLUDE_FROM_CAPTURE, MONITOR_ONLY]


def test_a_windows_that_obeys_neither_is_not_believed() -> None:
    assert not Affinity(lambda _window, _affinity: 0)(7, barred=True)


def test_macos_is_told_through_the_window_of_the_view() -> None:
    sent: list[tuple[int, bytes, int | None]] = []

    def send(to: int, message: bytes, number: int | None) -> int:
        sent.append((to, message, number))
        return 99 if message == b"window" else 0

    assert Sharing(send)(7, barred=True)
    assert Sharing(send)(7, barred=False)
    sharing = [one for one in sent if one[1] == b"setSharingType:"]
    assert sharing == [(99, b"setSharingType:", SHARING_NONE), (99, b"setSharingType:", SHARING_READ_ONLY)]


def test_a_view_without_a_window_is_not_told_anything() -> None:
    assert not Sharing(lambda _to, _message, _number: 0)(7, barred=True)


def test_systems_that_offer_nothing_are_named_as_such() -> None:
    assert shield_of("linux", "xcb") is None
    assert shield_of("linux", "wayland") is None
    assert shield_of("linux", "offscreen") is None
    assert shield_of("win32", "offscreen") is None
    assert isinstance(shield_of("win32", "windows"), Affinity)


def test_every_window_is_barred_when_it_is_shown_dialogs_and_menus_too(qtbot: QtBot) -> None:
    before, noted = QWidget(), Noted()
    qtbot.addWidget(before)
    with qtbot.waitExposed(before):
        before.show()
    guard = CaptureGuard(noted, before)
    dialog, menu = QDialog(before), QMenu(before)
    menu.addAction("Copy")
    dialog.open()
    menu.popup(QPoint(5, 5))
    for window in (before, dialog, menu):
        assert noted.told[int(window.winId())] is True
    guard.bar(barred=False)
    assert set(noted.told.values()) == {False}
    menu.close()
    dialog.reject()


def test_a_system_without_an_offer_is_not_watched(qtbot: QtBot) -> None:
    guard = CaptureGuard(shield_of("linux", "xcb"))
    assert not guard.is_offered
    guard.bar(barred=False)

"""Opening every dialog of a screen: each button is pressed once, and what it brings up is looked at."""

import re
from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from kapdesk.app.house import House
from kapdesk.tour.album import Album, open_dialogs
from kapdesk.tour.waiting import settle
from kapdesk.ui.notices import NoticeBar

LEFT_ALONE = ("lock", "quit", "print", "save", "back up", "choose")
"""Buttons that are not pressed: they leave the program or look into the folders of this machine."""


def press_all(album: Album, house: House, show: Callable[[], object], name: str) -> None:
    """Press one button of each name on a screen, but none that stays down; keep what each brings up.

    A dialog is looked at and closed, what opens in the page is looked at where it stands, and a button that
    leads elsewhere is left at once.
    """
    show()
    settle()
    for said in dict.fromkeys(_words(button) for button in _buttons(house)):
        show()
        settle()
        button = next((each for each in _buttons(house) if _words(each) == said), None)
        if button is None:
            continue
        _press(album, house, button, f"{name}-{{}}-{_slug(said)}", said)


def _press(album: Album, house: House, button: QPushButton, name: str, said: str) -> None:
    window = button.window()
    there, before = _where(house), window.grab().toImage()
    button.click()
    settle()
    dialogs = open_dialogs()
    for dialog in dialogs:
        album.picture(window, name.format("dialog"), f"After “{said}”")
        dialog.reject()
        settle()
    if not dialogs and _where(house) == there and window.grab().toImage() != before:
        album.picture(window, name.format("after"), f"After “{said}”")
    for bar in window.findChildren(NoticeBar):
        bar.put_away()


def _slug(said: str) -> str:
    """Return words as they may stand in a file name on every system."""
    return re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-")[:40]


def _where(house: House) -> tuple[object, ...]:
    now = house.whereabouts()
    return (now.place, now.client, now.session, now.tab)


def _buttons(house: House) -> list[QPushButton]:
    screens = [screen for screen in house.screens() if screen.isVisible()]
    found: list[QPushButton] = []
    for screen in screens:
        found += [button for button in screen.findChildren(QPushButton) if _pressable(button, screen)]
    return found


def _pressable(button: QPushButton, screen: QWidget) -> bool:
    said = _words(button).lower()
    free = button.isVisibleTo(screen) and button.isEnabled() and not button.isCheckable()
    return free and bool(said) and not said.startswith(LEFT_ALONE)


def _words(button: QPushButton) -> str:
    return (button.text() or button.accessibleName()).replace("&", "").replace("/", " ").strip()

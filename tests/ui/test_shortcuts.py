"""The keys: one table, no key twice, none that a keyboard layout needs for a letter."""

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.ui.pad_card import PadCard, PadKey
from kapdesk.ui.shortcuts import IN_A_TAB, IN_A_TEXT, OVER_DIALOGS, SHORTCUTS, ShortcutSheet


def test_no_key_does_two_things() -> None:
    keys = Counter(QKeySequence(key).toString() for shortcut in SHORTCUTS for key in shortcut.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    assert "" not in keys


def test_no_key_of_a_tab_does_two_things_in_it_or_is_one_of_the_window() -> None:
    taken = {key for shortcut in SHORTCUTS for key in shortcut.keys}
    for menu in {shortcut.menu for shortcut in IN_A_TAB}:
        keys = [key for shortcut in IN_A_TAB if shortcut.menu == menu for key in shortcut.keys]
        assert len(set(keys)) == len(keys), menu
        assert not taken & set(keys), menu


def test_the_sheet_names_the_tab_of_keys_that_hold_in_it_only(qtbot: QtBot, dressed: QApplication) -> None:
    sheet = ShortcutSheet()
    qtbot.addWidget(sheet)
    shown = [label.text() for label in sheet.findChildren(QLabel)]
    debrief, embodiment = shown.index("In Debrief"), shown.index("In Embodiment")
    assert [word for word in shown[debrief:embodiment] if word in {"F5", "F6", "F7", "F8"}] == [
        "F5", "F6", "F7", "F8",
    ]  # fmt: skip
    assert {"F7", "F8"} <= set(shown[embodiment:])


def test_no_key_is_a_bare_letter_or_takes_a_character_of_altgr() -> None:
    for shortcut in SHORTCUTS:
        for key in shortcut.keys:
            assert len(key) > 1
            assert not ("Ctrl" in key and "Alt" in key)


def test_every_word_in_a_menu_has_a_letter_of_its_own() -> None:
    for menu in {shortcut.menu for shortcut in SHORTCUTS}:
        words = [shortcut.words for shortcut in SHORTCUTS if shortcut.menu == menu]
        letters = [word[word.index("&") + 1].lower() for word in words]
        assert len(set(letters)) == len(letters), (menu, letters)
    menus = [menu[menu.index("&") + 1] for menu in {shortcut.menu for shortcut in SHORTCUTS}]
    assert len(set(menus)) == len(menus)


def test_the_sheet_shows_every_key(qtbot: QtBot, dressed: QApplication) -> None:
    sheet = ShortcutSheet()
    qtbot.addWidget(sheet)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    for shortcut in (*SHORTCUTS, *IN_A_TEXT, *IN_A_TAB):
        if shortcut.keys:
            assert shortcut.words.replace("&", "") in shown
            assert " or ".join(shortcut.keys) in shown


PAD = (PadKey("7", "Music"), PadKey("8", "Movement"), PadKey("4", "Touch offered"), PadKey("Enter", "Write"))


def test_the_sheet_shows_the_pad_as_it_lies_on_the_keyboard(qtbot: QtBot, dressed: QApplication) -> None:
    window = QWidget()
    window.resize(1280, 800)
    qtbot.addWidget(window)
    sheet = ShortcutSheet(window, PAD)
    with qtbot.waitExposed(sheet):
        sheet.show()
    (pad,) = sheet.findChildren(PadCard)
    cells = {cell.accessibleName(): cell for cell in pad.findChildren(QFrame) if cell.accessibleName()}
    seven, eight, four = (cells[f"Key {words}"] for words in ("7: Music", "8: Movement", "4: Touch offered"))
    assert seven.x() < eight.x()
    assert seven.y() == eight.y() < four.y()
    assert seven.x() == four.x()
    assert cells["Key 3: nothing"].isVisible()
    keys = next(label for label in sheet.findChildren(QLabel) if label.text() == "Ctrl+T")
    assert keys.mapTo(sheet, keys.rect().topLeft()).x() > pad.mapTo(sheet, pad.rect().topRight()).x()
    sheet.close()


def test_without_a_pad_the_sheet_is_the_keys_alone(qtbot: QtBot, dressed: QApplication) -> None:
    sheet = ShortcutSheet()
    qtbot.addWidget(sheet)
    assert sheet.findChildren(PadCard) == []


def test_the_cover_the_lock_the_night_and_the_crisis_card_are_in_reach_over_a_dialog() -> None:
    assert set(OVER_DIALOGS.values()) == {"cover", "lock", "night", "crisis"}
    keys = {QKeySequence(key).toString() for key in OVER_DIALOGS}
    named = {shortcut.act: set(shortcut.keys) for shortcut in SHORTCUTS}
    assert all(keys & named[act] for act in OVER_DIALOGS.values())

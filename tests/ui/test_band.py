"""The band: whose chart it is, the time since the dose, and what is on disk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.domain.clock import SetClock
from kapdesk.ui import theme
from kapdesk.ui.band import Band, BandFacts
from kapdesk.ui.icons import Mark, MarkShape
from kapdesk.ui.identity import Flag, Severity

ZONE = "America/New_York"
FACTS = BandFacts(
    name="MOR, Aster",
    born="Born 14-Mar-1986 (40y)",
    code="K-0142",
    mark=Mark(MarkShape.DIAMOND, 0),
    flags=(Flag(Severity.ALERT, "Allergy: latex"), Flag(Severity.NOTE, "Earlier attempt")),
    session="Dosing session 3",
    touch="hand only",
    more=(("escort", "Ivo Mor, brother, arrived 12:05"),),
)


@pytest.fixture
def band(qtbot: QtBot, dressed: QApplication, clock: SetClock) -> Iterator[Band]:
    made = Band(clock, ZONE)
    qtbot.addWidget(made)
    made.resize(1280, 64)
    made.show()
    return made


def test_without_a_client_it_shows_the_day(band: Band) -> None:
    band.set_header("Hollow Oak Clinic · J. Adler, LMFT", "Backup checked 21-Nov-2026 18:40")
    assert band.names.name.text() == "Sunday 22-Nov-2026"
    assert band.names.born.text() == "Hollow Oak Clinic · J. Adler, LMFT"
    assert band.time.text() == "09:00"
    assert band.state.text() == "Backup checked 21-Nov-2026 18:40"


def test_the_day_turns_at_midnight(band: Band, clock: SetClock) -> None:
    clock.move(hours=15)
    band.tick()
    assert band.names.name.text() == "Monday 23-Nov-2026"
    assert band.time.text() == "00:00"


def test_with_a_client_it_shows_who_and_what_was_given(band: Band, clock: SetClock) -> None:
    band.show_facts(replace(FACTS, dose="IM 50 mg", dose_at=clock.now(), preferred="Ash"))
    clock.move(minutes=128)
    band.tick()
    assert band.names.name.text() == "MOR, Aster"
    assert band.names.code.text() == "K-0142"
    assert band.time.text() == "T+02:08"
    assert band.state.text() == "11:08"
    line = band.names.line.text()
    for words in ("Ash", "Dosing session 3", "IM 50 mg", "at 09:00", "hand only", "Ivo Mor"):
        assert words in line


def test_time_since_the_dose_goes_on_through_a_change_to_winter_time(band: Band, clock: SetClock) -> None:
    clock.at = clock.at.replace(
        month=11, day=1, hour=5, minute=30
    )  # 01:30 in summer time, an hour before the change
    band.show_facts(replace(FACTS, dose="IM 50 mg", dose_at=clock.now()))
    clock.move(hours=1)
    band.tick()
    assert band.time.text() == "T+01:00"
    assert band.state.text() == "01:30"


def test_what_is_written_is_said_with_its_second(band: Band, clock: SetClock) -> None:
    band.show_facts(FACTS)
    band.writing()
    assert band.state.text() == "Writing"
    band.written(clock.now() + timedelta(seconds=7))
    assert band.state.text() == "Written 09:00:07"


def test_what_is_not_written_is_loud_until_it_is(band: Band, clock: SetClock) -> None:
    band.not_written("disk is full")
    assert band.state.text() == "Not written: disk is full"
    assert theme.role_of(band.state) == "danger"
    band.written(clock.now())
    assert theme.role_of(band.state) == "muted"


def test_changing_text_is_not_hidden_from_a_screen_reader_by_a_fixed_name(band: Band) -> None:
    for label in (band.time, band.state, band.names.name, band.names.line):
        assert label.accessibleName() == ""


def test_a_hostile_name_is_shown_as_it_is(band: Band) -> None:
    band.show_facts(replace(FACTS, name="<b>MOR</b>, Aster", more=(("escort", "<img src=x>"),)))
    assert band.names.name.text() == "<b>MOR</b>, Aster"
    assert "<img" not in band.names.line.text()
    assert "&lt;img src=x&gt;" in band.names.line.text()


def test_flags_without_room_are_counted_and_told(band: Band) -> None:
    flags = tuple(Flag(Severity.ALERT, f"Alert number {n}") for n in range(12))
    band.show_facts(replace(FACTS, flags=flags))
    shown = [chip for chip in band.names._chips if not chip.isHidden()]
    assert 0 < len(shown) < 12
    assert band.names._rest.text() == f"+{12 - len(shown)}"
    assert "Alert number 11" in band.names._rest.toolTip()
    assert all(chip.geometry().right() <= band.names.width() for chip in shown)


@pytest.mark.parametrize(("width", "scale"), [(1280, 100), (1024, 100), (1280, 150), (1024, 150)])
def test_a_grave_flag_is_seen_before_number_and_birth(
    band: Band, dressed: QApplication, width: int, scale: int
) -> None:
    theme.apply(dressed, theme.Theme.load("paper"), scale)
    flags = (Flag(Severity.DANGER, "Positive screen"), *FACTS.flags, *FACTS.flags)
    band.resize(width, band.height())
    band.show_facts(replace(FACTS, name="REYES-CALLOWAY, Imogen", flags=flags, dose="IM 45 mg ketamine"))
    QApplication.processEvents()
    shown = [chip for chip in band.names._chips if not chip.isHidden()]
    assert [chip.words.text() for chip in shown][:1] == ["Positive screen"]
    assert all(chip.geometry().right() <= band.names.width() for chip in shown)
    assert band.names.name.text().startswith("REYES")
    told = (band.names.code.text(), band.names.name.toolTip())
    assert not band.names.code.isHidden() or FACTS.code in told[1]


def test_a_long_name_is_told_in_full(band: Band) -> None:
    name = "WOLFESCHLEGELSTEINHAUSENBERGERDORFF-MONTGOMERY, Bartholomew Maximilian Alexander"
    band.resize(700, 64)
    band.show_facts(replace(FACTS, name=name))
    QApplication.processEvents()
    assert band.names.name.text().endswith("…")
    assert band.names.name.toolTip() == name


def test_every_fact_is_reached_by_tab_and_can_be_copied(qtbot: QtBot, band: Band) -> None:
    band.show_facts(FACTS)
    band.activateWindow()
    band.lock.setFocus()
    band.names.name.setFocus()
    copied: list[str] = []
    for _ in range(8):
        widget = QApplication.focusWidget()
        qtbot.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        copied.append(QApplication.clipboard().text())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert copied[:5] == [
        "MOR, Aster",
        "Born 14-Mar-1986 (40y)",
        "K-0142",
        "Allergy: latex",
        "Earlier attempt",
    ]
    assert copied[5].startswith("Dosing session 3")


def test_it_asks_to_lock(qtbot: QtBot, band: Band) -> None:
    with qtbot.waitSignal(band.lock_asked):
        band.lock.click()


def test_it_grows_with_the_text(band: Band, dressed: QApplication) -> None:
    theme.apply(dressed, theme.Theme.load("paper"), 150)
    assert band.height() == 96
    theme.apply(dressed, theme.Theme.load("paper"))
    assert band.size() == QSize(1280, 64)


def test_a_booster_counts_beside_the_dose(band: Band, clock: SetClock) -> None:
    dose = clock.now()
    band.show_facts(replace(FACTS, dose="IM 50 mg", dose_at=dose, booster_at=dose + timedelta(minutes=30)))
    clock.move(minutes=42)
    band.tick()
    assert band.time.text() == "T+00:42"
    assert band.state.text() == "09:42   Booster T+00:12"


def test_a_clock_behind_the_dose_says_so_and_does_not_count_backwards(band: Band, clock: SetClock) -> None:
    band.show_facts(replace(FACTS, dose="IM 50 mg", dose_at=clock.now()))
    clock.at -= timedelta(minutes=35)
    band.tick()
    assert band.time.text() == "T+ –"
    assert band.state.text() == "08:25   clock is earlier than the dose"


def test_a_jump_of_the_clock_stands_in_the_line_also_in_a_small_window(band: Band, clock: SetClock) -> None:
    jump = ("Clock moved by +01:00 at 10:44", "T+ counts from the stored dose time")
    band.show_facts(replace(FACTS, dose="IM 50 mg ketamine", dose_at=clock.now(), clock=jump))
    assert "Clock moved by +01:00 at 10:44" in band.names.line.text()
    assert jump[1] in band.names.line.text()
    band.resize(1024, 64)
    band.names.fit()
    assert jump[0] in band.names.line.text()

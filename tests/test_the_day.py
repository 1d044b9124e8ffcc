"""One whole dosing day by hand, from an empty folder to the papers: all that was recorded, nothing else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from app_stage import Stage, stage, start
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.day import afternoon, midday, morning
from tests.day.facts import APART, HOME, NOT_HOME, ONCE, SEVERAL
from tests.day.papers import look_at, pages_of, words_of
from tests.day.person import Person

__all__ = ["stage", "start"]

EMPTY = {"Session summary": 8, "Discharge safety summary": 5}
FRAME = (
    r"K-\d{4}",
    r"Printed .*? by J. Adler, LMFT",
    r"Version \d+\.\d+\.\d+",
    r"Page \d+ of \d+",
    r"Session \d+ Date",
    r"scheduled (\d\d-\w{3}-\d{4} )?\d\d:\d\d",  # when it was planned, and by whom
    r"for 24 hours",
    r"version 1, kapdesk",
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def day(start: Callable[..., Stage], tmp_path: Path, qtbot: QtBot) -> tuple[Stage, Person]:
    """The program on an empty folder, and a person before it."""
    stage = start(tmp_path / "clinic" / "kapdesk")
    return stage, Person(stage.program.window, qtbot, stage.clock)


def live_through(stage: Stage, person: Person, tmp_path: Path) -> None:
    """Go through the day from the first start to the client's leaving."""
    morning.begin_a_record(person, tmp_path / "kept")
    person.until(stage.is_open)
    morning.write_down_a_client(person)
    morning.write_down_an_alert(person)
    morning.prepare(person)
    person.stay(105)
    morning.receive(person)
    morning.take_the_baseline(person)
    morning.give_the_dose(person)
    morning.go_with_them(person)
    person.stay(30)
    midday.hear_them_out(person)
    person.stay(6)
    midday.come_back_into_the_body(person)
    person.stay(14)
    afternoon.look_at_everything(person)
    afternoon.review_the_plan(person)
    person.stay(5)
    afternoon.see_the_escort(person)
    afternoon.book(person)
    person.stay(2)
    afternoon.sign(person)
    person.stay(3)
    afternoon.release(person)


def test_a_whole_day_by_hand_is_found_on_paper_and_nothing_else(
    day: tuple[Stage, Person], tmp_path: Path
) -> None:
    stage, person = day
    live_through(stage, person, tmp_path)
    home = look_at(stage, person, "Discharge safety summary")
    person.stay(20)
    afternoon.log_a_contact(person)
    person.press("Lock")
    person.until(lambda: not stage.is_open())
    stage.clock.move(hours=22)
    stage.unlock(morning.PHRASE)
    afternoon.meet_again(person)
    summary = look_at(stage, person, "Session summary")
    check_the_summary(words_of(summary))
    check_the_page_for_home(words_of(home))
    for paper in (summary, home):
        check_every_page(pages_of(paper))


@pytest.mark.parametrize("title", ["Session summary", "Discharge safety summary"])
def test_a_day_of_which_nothing_was_recorded_prints_nothing(stage: Stage, qtbot: QtBot, title: str) -> None:
    person = Person(stage.program.window, qtbot, stage.clock)
    person.key(Qt.Key.Key_3, morning.ALT)
    person.press("New client")
    person.write("Family name", "Vandermolen")
    person.press("Save client")
    person.press("Plan a session")
    person.press("Plan this session")
    person.press("Open dosing 1")
    pages = pages_of(look_at(stage, person, title))
    words = " ".join(pages)
    assert words.count("not recorded") >= EMPTY[title]
    assert no_tick(words)
    assert re.search(r"ketamine|\bmg\b|Aldrete total|: yes", words, re.IGNORECASE) is None
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    assert re.findall(r".{0,30}\d+.{0,9}", without_frame(words)) == []


def without_frame(words: str) -> str:
    """Return the words without identity, printed-at and the texts that were not written that day."""
    for known in FRAME:
        words = re.sub(known, " ", words)
    return words


def check_the_summary(words: str) -> None:
    """Every fact is on paper, a single one once; what is kept apart is not."""
    counted = {fact: words.count(fact) for fact in ONCE}
    assert {fact: count for fact, count in counted.items() if count != 1} == {}
    assert [fact for fact in SEVERAL if fact not in words] == []
    assert [fact for fact in APART if fact in words] == []
    assert re.search(r"Given by .{0,40}not recorded", words) is None
    assert "never entered" not in words  # every line that was begun was entered
    assert no_tick(words)


def check_the_page_for_home(words: str) -> None:
    """The client's page holds what they need at home, and nothing of the session."""
    assert [fact for fact in HOME if fact not in words] == [], words
    # these few are meant for home: where the plan is kept, who stays, which rooms
    meant = {"inside the bread tin", "Larch room", "Sorrel room"}
    assert [fact for fact in NOT_HOME if fact in words and fact not in meant] == []
    assert re.findall(r"\d{3}[ -]\d{3,4}|\d{6,}", words) == []
    assert no_tick(words)


def no_tick(words: str) -> bool:
    """Return whether there is no mark that looks like a tick."""
    return not set(words) & set("☐☑☒✓✔✗✘■□")


def check_every_page(pages: list[str]) -> None:
    """Whose page it is, which of how many, when it was printed, and that it is a draft."""
    for number, page in enumerate(pages, 1):
        assert "VANDERMOLEN, Isolde Born 14-Mar-1986 K-0001" in page
        assert "DRAFT" in page
        assert f"Page {number} of {len(pages)}" in page
        assert re.search(r"Printed .{0,12}2\d[- ]Nov", page)
        assert "by J. Adler, LMFT" in page

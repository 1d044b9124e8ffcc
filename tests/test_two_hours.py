"""Two hours beside a client, by keys only: every press and every word is kept, at its time, in its voice.

Half an hour of them each time the tests run; the whole two hours with the slow proofs.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import cycle
from uuid import UUID

import pytest
from app_stage import Stage, stage, start
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kapdesk.domain.clock import since_dose
from kapdesk.domain.doses import DoseEvent, DoseUnit, Escort
from kapdesk.domain.pad import Act, Whose
from kapdesk.domain.readings import Reading
from kapdesk.domain.routes import Route
from kapdesk.domain.screens import AsqAnswers, Context
from kapdesk.domain.timeline import Voice
from kapdesk.domain.withholding import Category, Rule
from kapdesk.services import (
    arrivals,
    clock_jumps,
    doses,
    escorts,
    screens,
    timeline,
    vitals,
    withholding,
)
from kapdesk.services.screens import Asked
from tests.day.papers import look_at, words_of
from tests.day.person import Person

__all__ = ["stage", "start"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CTRL, PAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier
STAMPS, LOOKS, PARAGRAPHS = 200, 12, 40
STEP = 28.0  # seconds between two acts: 252 of them are two hours, and the desk never looks empty
QUARTER = 4  # a quarter of the acts: half an hour
SLEPT, MOVED = 11.0, 60.0  # minutes: the machine sleeps at half time; later somebody moves its clock
SIGNS = {
    "/": Qt.Key.Key_Slash,
    "*": Qt.Key.Key_Asterisk,
    "-": Qt.Key.Key_Minus,
    "+": Qt.Key.Key_Plus,
    ".": Qt.Key.Key_Period,
    "Enter": Qt.Key.Key_Enter,
} | {str(number): Qt.Key(Qt.Key.Key_0 + number) for number in range(10)}
HEARD = ("the stairs go down into", "my hands are made of", "somebody is humming", "it smells of")
THINGS = ("green glass", "warm bread", "wet slate", "an old violin", "ash and plums")
NO = AsqAnswers(wished_dead=False, better_off_dead=False, thoughts_of_killing=False, ever_tried=False)


@dataclass(frozen=True, slots=True)
class Line:
    """What one act should have left in the timeline."""

    at: datetime
    voice: Voice
    kind: str = ""
    text: str = ""
    struck: bool = False


@dataclass(slots=True)
class Script:
    """What is done, in a shuffled order that is the same each time, and what it should have left."""

    part: int = 1
    lines: list[Line] = field(default_factory=list[Line])
    looks: list[tuple[datetime, int, int]] = field(default_factory=list[tuple[datetime, int, int]])

    def acts(self) -> list[str]:
        order = ["stamp"] * (STAMPS // self.part) + ["paragraph"] * (PARAGRAPHS // self.part)
        looks = LOOKS // self.part
        random.Random(7).shuffle(order)
        for number in range(looks):
            order.insert(number * (len(order) // looks), "look")
        return order

    @property
    def struck(self) -> int:
        """Return how many presses were wrong."""
        return STAMPS // self.part // 40


def receive_and_dose(stage: Stage) -> tuple[UUID, datetime]:
    """Bring a client to the dose, all on the record; from here on only keys are used."""
    record, chart = stage.house.desk.record, stage.client_here()
    assert chart.session is not None
    escorts.write(record, chart.session, Escort("Ivo Mor", "brother", "555 0134", adult=True))
    vitals.take(record, chart.session, Reading(sbp=122, dbp=78, hr=72, spo2=98, on_oxygen=False, rr=14))
    screens.ask(record, chart.client, Asked(Context.ARRIVAL, NO), chart.session)
    arrivals.clear(record, chart.session, reason="All was looked at on paper this morning")
    given = DoseEvent("ketamine", Route.IM, Decimal(50), DoseUnit.MG, stage.clock.now(), "R. Sole, RN")
    doses.give(record, chart.session, given)
    stage.go(chart, "dosing")
    return chart.session, given.given_at


class Hands:
    """Eight fingers and the numeric pad; nothing of the program is called."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self.stage, self.script = stage, script
        self.person = Person(stage.program.window, stage.qtbot, stage.clock)
        record = stage.house.desk.record
        self.by_act = {key.act: key for key in timeline.keys(record)}
        kinds = [key for key in timeline.keys(record) if key.act in {Act.STAMP, Act.ENTRY, Act.TOUCH}]
        self.kinds = cycle(kinds)
        self.voice = Voice.OBSERVER
        self.written = 0
        self.stamped = 0

    def pad(self, sign: str) -> None:
        QTest.keyClick(self.person.focus(), SIGNS[sign], PAD)
        QApplication.processEvents()

    def do(self, act: str) -> None:
        self.stage.clock.move(minutes=STEP / 60)
        {"stamp": self.stamp, "paragraph": self.paragraph, "look": self.look}[act]()

    def stamp(self) -> None:
        key = next(self.kinds)
        self.pad(key.key)
        self.stamped += 1
        voice = self.voice if key.whose is Whose.WRITING else Voice(key.whose.value)
        wrong = self.stamped % 40 == 0
        if wrong:
            self.pad(self.by_act[Act.STRIKE].key)
        self.script.lines.append(Line(self.now, voice, key.kind, "", struck=wrong))

    def paragraph(self) -> None:
        self.written += 1
        words = (
            f"{HEARD[self.written % len(HEARD)]} {THINGS[self.written % len(THINGS)]}, {self.written} times"
        )
        self.pad(self.by_act[Act.WRITE].key)
        wanted = Voice.CLIENT if self.written % 2 else Voice.OBSERVER
        if wanted is not self.voice:
            self.person.key(Qt.Key.Key_F4)
            self.voice = wanted
        self.person.type(words)
        self.finish(words)

    def finish(self, words: str) -> None:
        self.person.key(Qt.Key.Key_Return)
        self.script.lines.append(Line(self.now, self.voice, "", words))
        self.person.key(Qt.Key.Key_Escape)

    def look(self) -> None:
        number = len(self.script.looks)
        self.pad(self.by_act[Act.VITALS].key)
        self.script.lines.append(Line(self.now, Voice.OBSERVER, self.by_act[Act.VITALS].kind))
        self.person.type(f"{120 + number}/{76 + number} 7{number % 10} 97 16")
        self.person.key(Qt.Key.Key_Return)
        self.script.looks.append((self.now, 120 + number, 76 + number))
        self.person.key(Qt.Key.Key_Escape)

    def sleep_in_the_middle_of_a_word(self) -> None:
        """Close the lid over a half-written line; after the passphrase it is gone on with."""
        self.pad(self.by_act[Act.WRITE].key)
        self.person.type("the water is co")
        self.stage.clock.sleep(minutes=SLEPT)
        self.stage.qtbot.waitUntil(lambda: not self.stage.is_open(), timeout=30_000)
        self.stage.unlock()
        self.person.type("ming up")
        self.finish("the water is coming up")

    @property
    def now(self) -> datetime:
        return self.stage.house.desk.now()


@pytest.fixture(params=[QUARTER, pytest.param(1, marks=pytest.mark.slow)], ids=["half an hour", "two hours"])
def journey(stage: Stage, request: pytest.FixtureRequest) -> tuple[Stage, UUID, datetime, Script]:
    """Two hours of it, with sleep at half time and a clock that is moved at three quarters."""
    session, dosed_at = receive_and_dose(stage)
    script = Script(request.param)
    hands = Hands(stage, script)
    acts = script.acts()
    for number, act in enumerate(acts):
        if number == len(acts) // 2:
            hands.sleep_in_the_middle_of_a_word()
        if number == 3 * len(acts) // 4:
            stage.clock.set_wrong(minutes=MOVED)
        hands.do(act)
    return stage, session, dosed_at, script


def test_every_press_and_word_of_two_hours_is_kept_at_its_time_in_its_voice(
    journey: tuple[Stage, UUID, datetime, Script],
) -> None:
    stage, session, dosed_at, script = journey
    record = stage.house.desk.record
    found = [
        Line(one.happened_at, one.voice, one.kind, one.text, one.struck)
        for one in timeline.of_session(record, session)
        if one.happened_at > dosed_at
    ]
    assert found == script.lines
    assert len(found) == len(script.acts()) + 1
    assert sum(line.struck for line in found) == script.struck
    taken = [one for one in vitals.of_session(record, session) if not one.baseline]
    assert [(one.happened_at, one.reading.sbp, one.reading.dbp) for one in taken] == script.looks
    lasted = timedelta(seconds=STEP * len(script.acts())) + timedelta(minutes=SLEPT)
    assert script.lines[-1].at - dosed_at == lasted
    band = stage.program.window.band
    assert since_dose(script.lines[-1].at, dosed_at) in Person(band, stage.qtbot, stage.clock).words()
    jumps = [
        (one.kind.value, one.found_at - one.expected_at) for one in clock_jumps.of_session(record, session)
    ]
    assert jumps == [("sleep", timedelta(minutes=SLEPT)), ("clock", timedelta(minutes=MOVED))]
    check_the_paper(stage, script)


def check_the_paper(stage: Stage, script: Script) -> None:
    """Every paragraph, look and struck press is printed, each voice under its name, as the client wishes."""
    words = printed(stage)
    for line in script.lines:
        if line.text:
            assert f"{line.voice.value.capitalize()} {line.text}" in words
    for _at, high, low in script.looks:
        assert f"{high}/{low}" in words
    assert words.count("Struck out: wrong press") == script.struck
    chart = stage.house.chart
    assert chart is not None
    client, session = chart.client, chart.session
    record, part = stage.house.desk.record, Category.CLIENT_WORDS
    look_at(stage, Person(stage.program.window, stage.qtbot, stage.clock), "Discharge safety summary")
    withholding.ask(record, client, session, part, Rule.WITHHOLD, asked_by="Aster Mor")
    words = printed(stage)
    assert "Withheld at the client's request: the client's words" in words
    for line in script.lines:
        if line.text:
            assert (line.text in words) is (line.voice is Voice.OBSERVER)


def printed(stage: Stage) -> str:
    """Return the words of the session summary as it is shown in Documents."""
    return words_of(look_at(stage, Person(stage.program.window, stage.qtbot, stage.clock), "Session summary"))

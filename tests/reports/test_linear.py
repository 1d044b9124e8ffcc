"""A page costs the same in a long document as in a short one, and nothing of a finished one stays behind."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from kapdesk.domain.steps import within
from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.pdf import inspect

SHORT, LONG, MORE = 10, 60, 1.2
FRAME = Frame(Paper.A4.size, MARGIN)


class Stopped(Exception):
    """The work is to end."""


def sheet(parts: int) -> Sheet:
    """Set headings, paragraphs and tables enough for about as many pages as parts."""
    made = Sheet("Many pages", FRAME.width, CLINIC)
    for part in range(parts):
        made.heading(f"Part {part + 1}")
        made.text("The staircase goes into the sea, and down. " * 25)
        made.table(("When", "What"), [(f"{row}:00", "a few words of it") for row in range(14)], (0.3, 0.7))
    return made


@contextmanager
def counted() -> Iterator[list[int]]:
    """Count the calls of a block, which a loaded machine makes as often as an idle one."""
    calls = [0]

    def note(_frame: FrameType, event: str, _arg: object) -> None:
        if event == "call":
            calls[0] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(before)


@pytest.fixture
def warm(identity: Identity, stamp: Stamp) -> None:
    finish(sheet(1), identity, stamp, FRAME)


@pytest.mark.usefixtures("warm")
def test_a_page_takes_as_many_calls_in_a_long_document_as_in_a_short_one(
    identity: Identity, stamp: Stamp
) -> None:
    each: list[float] = []
    for parts in (SHORT, LONG):
        with counted() as calls:
            facts = inspect(finish(sheet(parts), identity, stamp, FRAME))
        assert facts.good
        assert facts.pages >= parts / 2
        each.append(calls[0] / facts.pages)
    assert each[1] <= MORE * each[0]


@pytest.mark.usefixtures("warm")
def test_nothing_of_a_finished_document_waits_for_the_collector(identity: Identity, stamp: Stamp) -> None:
    gc.collect()
    gc.disable()
    try:
        finish(sheet(SHORT), identity, stamp, FRAME)
        left = gc.collect()
    finally:
        gc.enable()
    assert left < 50


def test_a_document_tells_each_page_and_ends_where_it_is_stopped(identity: Identity, stamp: Stamp) -> None:
    told: list[tuple[int, int]] = []

    def hear(number: int, of: int) -> None:
        told.append((number, of))
        if len(told) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        finish(sheet(SHORT), identity, stamp, FRAME, within(hear, 1, 2))
    assert [number for number, _ in told] == sorted(number for number, _ in told)
    assert all(of / 2 < number <= of for number, of in told)

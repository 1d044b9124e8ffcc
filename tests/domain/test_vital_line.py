"""A line typed blind is read as written, or refused; nothing in it is guessed."""

import random
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.readings import SIGNS
from kapdesk.domain.vital_line import parse_line, so_far, with_air, with_value, write_line
from kapdesk.domain.vitals import Reading


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("128/82 76 97 16", Reading(128, 82, 76, 97, rr=16)),
        ("128/82, 76, 97, 16", Reading(128, 82, 76, 97, rr=16)),
        ("128 / 82 mmHg 76 bpm 97% 16/min", Reading(128, 82, 76, 97, rr=16)),
        ("128/82mmHg 76bpm 97 % 16 /min", Reading(128, 82, 76, 97, rr=16)),
        ("128/82", Reading(128, 82)),
        ("x 76", Reading(hr=76)),
        ("x x 97 ra", Reading(spo2=97, on_oxygen=False)),
        ("X X 97 O2 16", Reading(spo2=97, on_oxygen=True, rr=16)),
        ("128/82 x 97", Reading(128, 82, spo2=97)),
        ("128/82 76 97 room air 16", Reading(128, 82, 76, 97, on_oxygen=False, rr=16)),
        ("pulse 76", Reading(hr=76)),
        ("bp 128/82 sat 97 rr 14", Reading(128, 82, spo2=97, rr=14)),
        ("BP: 128/82; HR: 76", Reading(128, 82, 76)),
        ("  128/82   76  ", Reading(128, 82, 76)),
        ("97% 76 128/82 16", Reading(128, 82, 76, 97, rr=16)),
        ("76 97 128/82", Reading(128, 82, 76, 97)),
        ("rr16 hr 76 128/82 spo2 97 o2", Reading(128, 82, 76, 97, on_oxygen=True, rr=16)),
        ("128/82 rr 16 76 97", Reading(128, 82, 76, 97, rr=16)),
        ("hr 76 97 16", Reading(hr=76, spo2=97, rr=16)),
        ("p76 SpO₂ 97 % ra", Reading(hr=76, spo2=97, on_oxygen=False)),
        ("spo297 76bpm", Reading(hr=76, spo2=97)),
        ("T 36.8", Reading(temp=Decimal("36.8"))),
        ("t36,8 128/82", Reading(128, 82, temp=Decimal("36.8"))),
        ("36.8 °C", Reading(temp=Decimal("36.8"))),
        ("128/82 76 97 36.8", Reading(128, 82, 76, 97, temp=Decimal("36.8"))),
        ("a5 d0 n1 p3 f4", Reading(moaas=5, dissociation=0, nausea=1, pain=3, anxiety=4)),
        (
            "alert 4 diss 2 nausea 0 pain 3/10 anxiety 10",
            Reading(moaas=4, dissociation=2, nausea=0, pain=3, anxiety=10),
        ),
        ("128/82 a5 76 97", Reading(128, 82, 76, 97, moaas=5)),
    ],
)
def test_a_line_is_read_as_written(line: str, reading: Reading) -> None:
    assert parse_line(line) == reading


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "Nothing was read"),
        ("x x x x", "Nothing was read"),
        ("128 82 76 97", "two numbers"),
        ("128/ 76 97", "Blood pressure 128/76|stands where"),
        ("128/x 76", "two numbers"),
        ("128/82 seventy", "one whole number"),
        ("128/82 76.5", "one whole number"),
        ("128/82 76 97 16 5", "one value too many"),
        ("128/82 97% 45", "could be two signs"),
        ("76 97", "two numbers"),
        ("128/82 76 o2", "no saturation"),
        ("a6", "cannot be"),
        ("t 44", "cannot be"),
        ("t warm", "one number"),
        ("a5 a4", "twice"),
        ("128/82 76 97 o2 ra", "Both o2 and ra"),
        ("82/128 76", "higher one"),
        ("128/82 300", "cannot be"),
        ("128/82 76 101", "cannot be"),
        ("pulse", "no number"),
        ("pulse rr 16", "no number"),
        ("128/82 76 pulse 77", "twice"),
        ("128/82 -76", "one whole number"),
        ("128/82 ٧٦", "one whole number"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(line: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refusal:
        parse_line(line)
    assert "Nothing was recorded" in refusal.value.sentence


def test_room_air_is_not_assumed() -> None:
    assert parse_line("128/82 76 97 16").on_oxygen is None


@given(
    st.integers(51, 260),
    st.integers(30, 160),
    st.none() | st.integers(25, 220),
    st.none() | st.integers(50, 100),
    st.none() | st.integers(4, 60),
    st.sampled_from([" ", ", ", "  ", ","]),
)
def test_every_possible_line_comes_back_as_it_was_meant(
    sbp: int, dbp: int, hr: int | None, spo2: int | None, rr: int | None, gap: str
) -> None:
    if sbp <= dbp:
        return
    parts = [f"{sbp}/{dbp}", *("x" if value is None else str(value) for value in (hr, spo2, rr))]
    assert parse_line(gap.join(parts)) == Reading(sbp, dbp, hr, spo2, rr=rr)


LEVELS = {
    "moaas": st.none() | st.integers(0, 5),
    "dissociation": st.none() | st.integers(0, 4),
    "nausea": st.none() | st.integers(0, 3),
    "pain": st.none() | st.integers(0, 10),
    "anxiety": st.none() | st.integers(0, 10),
    "temp": st.none() | st.decimals(30, 43, places=1),
}


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    dbp = draw(st.none() | st.integers(30, 160))
    sbp = None if dbp is None else draw(st.integers(max(dbp + 1, 50), 260))
    spo2 = draw(st.none() | st.integers(50, 100))
    air = None if spo2 is None else draw(st.none() | st.booleans())
    hr, rr = draw(st.none() | st.integers(25, 220)), draw(st.none() | st.integers(4, 60))
    rest = {field: draw(values) for field, values in LEVELS.items()}
    return Reading(sbp, dbp, hr, spo2, air, rr, **rest)


@given(readings().filter(lambda reading: not reading.empty), st.randoms(use_true_random=False))
def test_a_reading_that_is_written_in_any_order_is_read_again(
    reading: Reading, chance: random.Random
) -> None:
    line = write_line(reading)
    assert parse_line(line) == reading
    words = re.findall(r"spo2 \d+|\S+", line)
    chance.shuffle(words)
    assert parse_line(" ".join(words)) == reading


@given(readings(), st.sampled_from(["moaas", "dissociation", "nausea", "pain", "anxiety"]), st.integers(0, 3))
def test_a_level_said_by_a_press_is_said_once_and_changes_nothing_else(
    reading: Reading, field: str, level: int
) -> None:
    line = with_value(write_line(reading), field, level)
    assert parse_line(line) == replace(reading, **{field: level})
    again = with_value(line, field, None)
    assert (parse_line(again) if again else Reading()) == replace(reading, **{field: None})


def test_air_said_by_a_press_is_said_once() -> None:
    line = with_air("128/82 76 97 room air", on_oxygen=True)
    assert parse_line(line).on_oxygen is True
    assert parse_line(with_air(line, on_oxygen=None)).on_oxygen is None


def test_what_is_read_so_far_needs_no_finished_line() -> None:
    assert so_far("128/82 7") == Reading(128, 82)
    assert so_far("128/82 76") == Reading(128, 82, 76)
    assert so_far("128/") is None
    assert so_far("") is None


@given(st.text(alphabet="0123456789 /.,%xpatdnrhosc-", max_size=24))
def test_any_line_of_the_keys_in_use_is_read_or_refused_and_nothing_is_made_up(line: str) -> None:
    try:
        reading = parse_line(line)
    except Refused:
        return
    assert not reading.empty
    shown = line.replace(",", ".")
    for sign in SIGNS:
        value = getattr(reading, sign.field)
        assert (
            value is None
            or f"{value:f}".rstrip("0").rstrip(".") in shown
            or str(value) in shown
            or value == 0
        )


@given(st.text(max_size=30))
def test_any_line_is_either_read_or_refused(line: str) -> None:
    try:
        reading = parse_line(line)
    except Refused:
        return
    assert not reading.empty

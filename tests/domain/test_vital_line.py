"""A line typed blind is read as written, or refused; nothing in it is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.vitals import Reading, parse_line


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


@given(st.text(max_size=30))
def test_any_line_is_either_read_or_refused(line: str) -> None:
    try:
        reading = parse_line(line)
    except Refused:
        return
    assert not reading.empty

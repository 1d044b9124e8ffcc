"""A typed date has one reading or is refused with all of them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.clock import show_date, show_long_date
from kapdesk.domain.dates import instant, parse_date, parse_time
from kapdesk.domain.errors import Refused

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("22-Nov-2026", date(2026, 11, 22)),
        ("14 mar 1986", date(1986, 3, 14)),
        ("14mar1986", date(1986, 3, 14)),
        ("14. March 1986", date(1986, 3, 14)),
        ("March 14, 1986", date(1986, 3, 14)),
        ("mar 14th 1986", date(1986, 3, 14)),
        ("14 sept 1986", date(1986, 9, 14)),
        ("14-MAR-86", date(1986, 3, 14)),
        ("14.3.1986", date(1986, 3, 14)),
        ("14/03/86", date(1986, 3, 14)),
        ("3/14/1986", date(1986, 3, 14)),
        ("04/04/26", date(2026, 4, 4)),
        ("1986-03-04", date(1986, 3, 4)),
        ("1986/3/4", date(1986, 3, 4)),
        ("19860314", date(1986, 3, 14)),
        ("14031986", date(1986, 3, 14)),
        ("29.2.2024", date(2024, 2, 29)),
        ("14/03/45", date(2045, 3, 14)),
        ("14/03/46", date(1946, 3, 14)),
        (" today ", TODAY),
        ("Tomorrow", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 21)),
        ("+3d", date(2026, 11, 25)),
        ("+ 2w", date(2026, 12, 6)),
        ("-1d", date(2026, 11, 21)),
    ],
)
def test_common_forms_are_read(typed: str, day: date) -> None:
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "one", "other"),
    [
        ("03/04/26", "04-Mar-2026", "03-Apr-2026"),
        ("3.4.2026", "04-Mar-2026", "03-Apr-2026"),
        ("01022026", "02-Jan-2026", "01-Feb-2026"),
        ("12-11-1980", "12-Nov-1980", "11-Dec-1980"),
    ],
)
def test_a_date_of_two_readings_is_refused_with_both(typed: str, one: str, other: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_date(typed, TODAY)
    assert one in refusal.value.sentence
    assert other in refusal.value.sentence


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "soon",
        "31.2.2026",
        "32 mar 1986",
        "14 foo 1986",
        "14 mar",
        "29.2.2023",
        "14/3",
        "1/2/3/4",
        "0.0.2000",
        "²²²²²²²²",
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Refused, match="Write it as 22-Nov-2026"):
        parse_date(typed, TODAY)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_the_canonical_form_comes_back_as_itself(day: date) -> None:
    assert parse_date(show_date(day), TODAY) == day
    assert parse_date(show_date(day).upper(), TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day
    assert parse_date(show_long_date(day).split(" ", 1)[1], TODAY) == day


@given(st.dates(date(1950, 1, 1), date(2040, 1, 1)), st.sampled_from("./- "))
def test_numbers_are_read_only_when_there_is_one_reading(day: date, mark: str) -> None:
    typed = mark.join((str(day.day), str(day.month), str(day.year)))
    if day.day <= 12 and day.day != day.month:
        with pytest.raises(Refused, match="can be"):
            parse_date(typed, TODAY)
    else:
        assert parse_date(typed, TODAY) == day


@given(st.text(max_size=16))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        day = parse_date(typed, TODAY)
    except Refused:
        return
    assert abs(day - TODAY) < timedelta(days=366 * 200)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("14:05", time(14, 5)),
        ("1405", time(14, 5)),
        ("905", time(9, 5)),
        ("0905", time(9, 5)),
        ("2:30", time(2, 30)),
        ("14.05", time(14, 5)),
        ("14h05", time(14, 5)),
        ("2pm", time(14)),
        ("2 p.m.", time(14)),
        ("2:30 pm", time(14, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("14", time(14)),
        ("0", time(0)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("٢pm", time(14)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_common_times_are_read(typed: str, moment: time) -> None:
    assert parse_time(typed) == moment


@pytest.mark.parametrize(
    "typed", ["", "24:00", "14:60", "13pm", "0pm", "2p", "25", "14:5", "late", "-3", "1 4:05", "²pm"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="not a time"):
        parse_time(typed)


@pytest.mark.parametrize(("typed", "both"), [("9", ("09:00", "21:00")), ("12", ("00:00", "12:00"))])
def test_a_bare_hour_offers_both_readings(typed: str, both: tuple[str, str]) -> None:
    with pytest.raises(Refused) as refusal:
        parse_time(typed)
    assert all(reading in refusal.value.sentence for reading in both)


@given(st.times())
def test_a_shown_time_comes_back_as_itself(moment: time) -> None:
    assert parse_time(f"{moment:%H:%M}") == moment.replace(second=0, microsecond=0)
    assert parse_time(f"{moment:%I:%M %p}") == moment.replace(second=0, microsecond=0)


def test_a_wall_time_becomes_the_instant_of_its_zone() -> None:
    assert instant(date(2026, 11, 24), time(9, 30), "America/New_York") == datetime(
        2026, 11, 24, 14, 30, tzinfo=UTC
    )


def test_a_time_the_clocks_leave_out_or_bring_twice_is_refused() -> None:
    with pytest.raises(Refused, match="go forward"):
        instant(date(2026, 3, 8), time(2, 30), "America/New_York")
    with pytest.raises(Refused, match="go back"):
        instant(date(2026, 11, 1), time(1, 30), "America/New_York")

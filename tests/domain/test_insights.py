"""What was said keeps its words and levels, a hard journey asks again, marked words are what was marked."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.insights import (
    Insight,
    Kind,
    Level,
    Movement,
    Tone,
    asks_distress_again,
    check_confidence,
    check_new,
    check_revisit,
    check_text,
    coverage,
    first_seen,
    follow_up_due,
    marked,
    untouched,
)

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def an_insight(*levels: Level, text: str = "I can put it down.", struck: str | None = None) -> Insight:
    return Insight(
        uuid4(), uuid4(), Kind.INSIGHT, text, levels, Movement.RELEASE, None, NOON, struck_reason=struck
    )


def test_a_kind_of_the_transpersonal_counts_for_both() -> None:
    counted = coverage([an_insight(Level.PERSONAL, Level.SOMATIC), an_insight(Level.SYMBOLIC)])
    assert counted[Level.PERSONAL] == counted[Level.SOMATIC] == 1
    assert counted[Level.SYMBOLIC] == counted[Level.TRANSPERSONAL] == 1
    assert counted[Level.SPIRITUAL] == counted[Level.TRANSGENERATIONAL] == 0


def test_one_insight_counts_once_for_the_transpersonal_however_many_kinds_it_has() -> None:
    counted = coverage([an_insight(Level.TRANSPERSONAL, Level.SYMBOLIC, Level.SPIRITUAL)])
    assert counted[Level.TRANSPERSONAL] == 1


def test_struck_words_touch_no_level() -> None:
    assert coverage([an_insight(Level.SOMATIC, struck="misheard")])[Level.SOMATIC] == 0


@given(st.lists(st.lists(st.sampled_from(Level), unique=True), max_size=6))
def test_no_level_is_touched_more_often_than_there_are_insights(chosen: list[list[Level]]) -> None:
    counted = coverage(an_insight(*levels) for levels in chosen)
    assert set(counted) == set(Level)
    assert all(0 <= count <= len(chosen) for count in counted.values())
    for kind in (Level.SYMBOLIC, Level.SPIRITUAL, Level.TRANSGENERATIONAL):
        assert counted[Level.TRANSPERSONAL] >= counted[kind]


def test_words_are_kept_without_the_white_space_around_them() -> None:
    assert check_text("  I can put it down. \n") == "I can put it down."
    with pytest.raises(Refused, match="no words"):
        check_text(" \n ")


def test_the_same_words_are_kept_once_of_a_kind() -> None:
    kept = [an_insight()]
    with pytest.raises(Refused, match="kept already"):
        check_new(Kind.INSIGHT, "I can put it down.", kept)
    check_new(Kind.READ_BACK, "I can put it down.", kept)
    check_new(Kind.INSIGHT, "I can put it down.", [an_insight(struck="misheard")])


@pytest.mark.parametrize("given", [None, 0, 10])
def test_confidence_runs_from_0_to_10_or_is_not_given(given: int | None) -> None:
    assert check_confidence(given) == given


@pytest.mark.parametrize("given", [-1, 11])
def test_confidence_off_the_scale_is_refused(given: int) -> None:
    with pytest.raises(Refused, match="0 to 10"):
        check_confidence(given)


def test_only_a_hard_journey_asks_for_a_follow_up_within_72_hours() -> None:
    assert follow_up_due(Tone.CHALLENGING, NOON) == NOON + timedelta(hours=72)
    for tone in (None, Tone.ENHANCED, Tone.ENJOYABLE, Tone.NEUTRAL, Tone.MIXED):
        assert follow_up_due(tone, NOON) is None


def asked(*answers: tuple[str, str | None]) -> bool:
    return asks_distress_again(answers, tone="tone", distress="distress")


def test_a_hard_journey_asks_distress_again_until_it_is_answered() -> None:
    assert not asked()
    assert not asked(("distress", "7"))
    assert asked(("distress", "7"), ("tone", "challenging"))
    assert not asked(("distress", "7"), ("tone", "challenging"), ("distress", "4"))
    assert asked(("tone", "challenging"), ("distress", None))
    assert not asked(("tone", "challenging"), ("tone", "mixed"))
    assert not asked(("tone", "challenging"), ("tone", None))


answers = st.lists(
    st.one_of(
        st.tuples(st.just("tone"), st.sampled_from([None, *(tone.value for tone in Tone)])),
        st.tuples(st.just("distress"), st.sampled_from([None, "0", "7"])),
        st.tuples(st.just("mood"), st.just("3")),
    )
)


@given(answers)
def test_an_answer_to_distress_always_settles_it(before: list[tuple[str, str | None]]) -> None:
    assert not asked(*before, ("distress", "5"))


@given(answers)
def test_naming_the_journey_hard_always_asks(before: list[tuple[str, str | None]]) -> None:
    assert asked(*before, ("tone", "challenging"))


def test_marked_words_are_taken_as_they_are_marked_from_either_end() -> None:
    text = "It was warm. I can put it down. Yes."
    assert marked(text, 13, 31) == marked(text, 31, 13) == "I can put it down."


def test_without_a_mark_the_line_of_the_caret_is_taken() -> None:
    text = "first line\nI can put it down.\n\nlast"
    assert marked(text, 0, 0) == "first line"
    assert marked(text, 15, 15) == "I can put it down."
    assert marked(text, len(text), len(text)) == "last"


def test_on_an_empty_line_the_last_line_above_with_words_is_taken() -> None:
    text = "I can put it down.\n\n"
    assert marked(text, len(text), len(text)) == "I can put it down."
    assert marked("", 0, 0) == ""
    assert marked("\n\nbelow", 0, 0) == ""


@given(st.text(alphabet="ab \n", max_size=60), st.data())
def test_what_is_taken_always_stands_in_the_text(text: str, data: st.DataObject) -> None:
    start, end = (data.draw(st.integers(0, len(text))) for _ in range(2))
    taken = marked(text, start, end)
    assert taken in text
    assert taken == taken.strip()


def a_saying(text: str, *, session: UUID, minute: int = 0, struck: str | None = None) -> Insight:
    at = datetime(2026, 11, 22, 15, minute, tzinfo=UTC)
    return Insight(uuid4(), session, Kind.INSIGHT, text, (), None, None, at, struck)


def test_the_same_words_are_linked_to_where_they_were_said_first() -> None:
    one, two, three = uuid4(), uuid4(), uuid4()
    first = a_saying("I can put it down.", session=one)
    again = a_saying("“I can put it down”", session=two, minute=5)
    later = a_saying("i can  put it down!", session=three, minute=9)
    other = a_saying("I can pick it up.", session=three, minute=9)
    found = first_seen([later, other, again, first])
    assert found == {again.id: first, later.id: first}


def test_words_that_were_struck_through_are_nobodys_first() -> None:
    one, two = uuid4(), uuid4()
    struck = a_saying("the sea", session=one, struck="misheard")
    assert first_seen([struck, a_saying("the sea", session=two, minute=1)]) == {}


def test_words_kept_twice_in_one_session_are_not_their_own_first() -> None:
    here = uuid4()
    assert first_seen([a_saying("the sea", session=here), a_saying("the sea", session=here, minute=1)]) == {}


@given(st.lists(st.sampled_from(list(Level)), max_size=6), st.lists(st.sampled_from(list(Level)), max_size=6))
def test_a_level_is_untouched_exactly_where_nothing_counts_for_it(one: list[Level], two: list[Level]) -> None:
    counts = coverage([], [one, two])
    touched = {level.under for level in (*one, *two)}
    assert set(untouched(counts)) == {Level.PERSONAL, Level.SOMATIC, Level.TRANSPERSONAL} - touched


def test_a_question_is_not_asked_again_on_a_day_that_is_past() -> None:
    today = date(2026, 11, 22)
    assert check_revisit(None, today) is None
    assert check_revisit(today, today) == today
    with pytest.raises(Refused, match="past"):
        check_revisit(date(2026, 11, 21), today)

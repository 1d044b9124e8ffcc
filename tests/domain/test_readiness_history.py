"""Past times are told as they were recorded: nothing below, nothing above, nothing where nothing was."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.readiness_history import (
    PROMISE,
    Basis,
    PastSession,
    Range,
    by_route,
    minutes_since,
    sentence,
)
from kapdesk.domain.routes import Route

NOUNS = (
    "orienting",
    "a breath",
    "contact",
    "a scent",
    "a sip",
    "movement",
    "sitting",
    "standing",
    "walking",
)
DOSE = datetime(2026, 11, 22, 15, tzinfo=UTC)
minutes = st.integers(0, 400)
sessions = st.lists(
    st.builds(
        PastSession,
        route=st.sampled_from(Route),
        steps=st.dictionaries(st.integers(1, 9), minutes, max_size=4),
        answered=st.none() | minutes,
        met=st.none() | minutes,
        left=st.none() | minutes,
        boosted=st.booleans(),
    ),
    max_size=6,
)


def test_three_past_sessions_are_told_in_one_sentence() -> None:
    past = [
        PastSession(Route.IM, {3: 40, 8: 70}, met=105),
        PastSession(Route.IM, {8: 95}, met=130),
        PastSession(Route.IM, {8: 80}, met=110),
        PastSession(Route.ORAL, {8: 200}),
    ]
    (history,) = by_route(past, Route.IM)
    assert sentence(history, NOUNS) == (
        "In 3 past IM sessions: contact after 40 min (in 1); standing after 70–95 min; "
        "ready after 105–130 min (all criteria met). History, not a promise."
    )


def test_one_past_session_has_one_number_and_no_range() -> None:
    (history,) = by_route([PastSession(Route.ESKETAMINE, {}, answered=90, left=125)])
    assert sentence(history, NOUNS) == (
        "In 1 past esketamine session: ready after 90 min (as answered on the form). History, not a promise."
    )


def test_what_says_ready_is_named_where_sessions_differ_and_so_is_a_booster() -> None:
    past = [PastSession(Route.IM, {}, answered=90), PastSession(Route.IM, {}, left=140, boosted=True)]
    (history,) = by_route(past)
    said = sentence(history, NOUNS)
    assert "In 2 past IM sessions, 1 with a booster: ready after 90–140 min" in said
    assert "(as answered on the form in 1, on leaving in 1)" in said


def test_the_answer_to_the_question_stands_before_what_is_inferred() -> None:
    assert PastSession(Route.IM, {}, answered=90, met=100, left=130).ready == (90, Basis.ANSWERED)
    assert PastSession(Route.IM, {}, met=100, left=130).ready == (100, Basis.MET)
    assert PastSession(Route.IM, {}, left=130).ready == (130, Basis.LEFT)
    assert PastSession(Route.IM, {}).ready is None


def test_where_nothing_was_recorded_nothing_is_told() -> None:
    assert by_route([]) == ()
    assert by_route([PastSession(Route.IM, {})]) == ()
    assert by_route([PastSession(Route.IM, {8: 70})], Route.IV) == ()


def test_a_moment_before_the_dose_has_no_minutes() -> None:
    assert minutes_since(DOSE, DOSE - timedelta(seconds=1)) is None
    assert minutes_since(DOSE, None) is None
    assert minutes_since(DOSE, DOSE + timedelta(seconds=119)) == 1


@given(sessions, st.none() | st.sampled_from(Route))
def test_every_range_is_of_recorded_minutes_of_that_route(
    past: list[PastSession], route: Route | None
) -> None:
    for history in by_route(past, route):
        of_route = [one for one in past if one.route is history.route]
        assert route in {None, history.route}
        assert history.sessions == len(of_route)
        for grade, found in history.steps.items():
            recorded = [one.steps[grade] for one in of_route if grade in one.steps]
            assert found == Range(min(recorded), max(recorded), len(recorded))
        ready = [one.ready[0] for one in of_route if one.ready is not None]
        assert history.ready == (Range(min(ready), max(ready), len(ready)) if ready else None)
        assert sentence(history, NOUNS).endswith(PROMISE)


@given(sessions, st.randoms(use_true_random=False))
def test_the_order_of_the_sessions_is_of_no_matter(past: list[PastSession], random: "object") -> None:
    mixed = list(past)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert by_route(mixed) == by_route(past)

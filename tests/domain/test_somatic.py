"""What a practice for the days after asks for: nothing, a note, or a medical professional by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.somatic import (
    Judged,
    Known,
    Level,
    Practice,
    Wish,
    as_medical,
    check,
    has_amount,
    judge,
    proposals,
)

KINDS = ("pregnancy", "lithium", "panic", "eating-disorder", "asthma", "diabetes")
EVENTS = ("chest_pain", "bp_high", "fall")
ROLE = "medical professional, physician"

SAUNA = Practice(
    id="sweating",
    label="Sweating",
    capture="Minutes.",
    same_day="Not on the dosing day or the day after.",
    may_suggest=False,
    caution=("asthma",),
    caution_text="Short.",
    stop=("pregnancy", "lithium"),
    stop_text="Heat can do harm here.",
    today_stop=("bp_high",),
    not_before=2,
)
SLEEP = Practice(
    id="sleep",
    label="Sleep",
    capture="Hours.",
    same_day="Driving waits.",
    may_suggest=True,
    caution=("mania-spectrum",),
    ask="Much less sleep, without being tired?",
    yes_text="Contact the prescriber now.",
    yes_stops_with=("mania-spectrum",),
)
EXERCISE = Practice(
    id="exercise",
    label="Exercise",
    capture="Kind.",
    same_day="Nothing strenuous.",
    may_suggest=True,
    care_before=1,
)

kinds = st.sets(st.sampled_from(KINDS))
practices = st.builds(
    Practice,
    id=st.just("any"),
    label=st.just("Any"),
    capture=st.just("What."),
    same_day=st.just("Not today."),
    may_suggest=st.booleans(),
    caution=kinds.map(tuple),
    caution_text=st.just("Why."),
    stop=kinds.map(tuple),
    stop_text=st.just("Harm."),
    today_caution=st.sets(st.sampled_from(EVENTS)).map(tuple),
    today_stop=st.sets(st.sampled_from(EVENTS)).map(tuple),
    not_before=st.integers(0, 2),
    care_before=st.integers(0, 2),
    ask=st.sampled_from(["", "Asked?"]),
    yes_text=st.just("Now."),
    yes_stops_with=kinds.map(tuple),
)
known = st.builds(
    Known,
    alerts=kinds.map(lambda some: {kind: kind.title() for kind in some}),
    own=st.sets(st.sampled_from(("own one", "own two"))).map(tuple),
    today=st.sets(st.sampled_from(EVENTS)).map(lambda some: {kind: kind for kind in some}),
    recorded=st.booleans(),
)
words = st.sampled_from(["", "  ", "a walk", "rest"])
wishes = st.builds(
    Wish,
    practice=st.just("any"),
    plan=words,
    from_day=st.none() | st.integers(-1, 9),
    answer=st.none() | st.booleans(),
    brought_up=st.booleans(),
    note=words,
    by_name=words,
    by_role=st.sampled_from(["", "therapist", ROLE]),
)


@settings(max_examples=300)
@given(practices, known, wishes)
def test_nothing_passes_with_a_stop_without_a_name_or_a_caution_without_a_note(
    practice: Practice, what: Known, wish: Wish
) -> None:
    try:
        judged = check(practice, what, wish)
    except Refused:
        return
    assert wish.plan.strip()
    assert practice.may_suggest or wish.brought_up
    if judged.level is Level.STOP:
        assert wish.by_name.strip()
        assert wish.by_role == ROLE
    if judged.level is Level.CAUTION or judged.needs_note:
        assert wish.note.strip()
    if practice.not_before:
        assert wish.from_day is not None
        assert wish.from_day >= practice.not_before
    assert (judged.level is Level.PLAIN) or judged.text


@given(practices, known, wishes, st.randoms(use_true_random=False))
def test_the_order_in_which_alerts_stand_does_not_matter(practice, what, wish, chance) -> None:  # pyright: ignore[reportUnknownParameterType, reportMissingParameterType]
    alerts, today, own = list(what.alerts.items()), list(what.today.items()), list(what.own)
    for part in (alerts, today, own):
        chance.shuffle(part)
    mixed = Known(dict(alerts), tuple(own), dict(today), recorded=what.recorded)
    assert judge(practice, mixed, wish) == judge(practice, what, wish)


@given(st.lists(practices, max_size=6), known)
def test_what_only_the_client_may_bring_up_is_never_proposed(some: list[Practice], what: Known) -> None:
    offered = proposals(some, what)
    assert all(one.may_suggest for one in offered)
    assert all(not set(one.stop) & set(what.alerts) for one in offered)


@given(practices, known, wishes, st.sampled_from(KINDS))
def test_one_more_alert_never_makes_a_practice_milder(
    practice: Practice, what: Known, wish: Wish, kind: str
) -> None:
    order = list(Level)
    more = Known({**what.alerts, kind: kind}, what.own, what.today, recorded=what.recorded)
    assert order.index(judge(practice, more, wish).level) >= order.index(judge(practice, what, wish).level)


def test_alerts_that_nobody_recorded_are_not_the_same_as_none() -> None:
    judged = judge(EXERCISE, Known(recorded=False), Wish("exercise", "swim", 1))
    assert judged.level is Level.CAUTION
    assert "not the same as none" in judged.text
    assert judge(EXERCISE, Known(), Wish("exercise", "swim", 1)) == Judged(Level.PLAIN, ())


def test_heat_is_refused_today_and_tomorrow_even_with_a_name() -> None:
    for day in (0, 1):
        wish = Wish("sweating", "sauna", day, brought_up=True, by_name="Dr Rowe", by_role=ROLE)
        with pytest.raises(Refused, match="Not on the dosing day or the day after"):
            check(SAUNA, Known(), wish)
    with pytest.raises(Refused, match="Say from which day"):
        check(SAUNA, Known(), Wish("sweating", "sauna", None, brought_up=True))
    with pytest.raises(Refused, match="is not proposed"):
        check(SAUNA, Known(), Wish("sweating", "sauna", 3))
    assert check(SAUNA, Known(), Wish("sweating", "sauna", 3, brought_up=True)).level is Level.PLAIN


def test_a_stop_says_why_and_asks_for_the_medical_professional_by_name_and_role() -> None:
    what = Known({"pregnancy": "Pregnancy (22 weeks)", "asthma": "Asthma"})
    wish = Wish("sweating", "sauna", 3, brought_up=True, note="cool room", by_name="Dr Rowe")
    with pytest.raises(Refused, match=r"Pregnancy \(22 weeks\).*Heat can do harm"):
        check(SAUNA, what, wish)
    with pytest.raises(Refused, match="name and role"):
        check(SAUNA, what, Wish("sweating", "sauna", 3, None, True, "cool room", "J. Adler", "therapist"))
    kept = check(SAUNA, what, Wish("sweating", "sauna", 3, None, True, "cool room", "Dr Rowe", ROLE))
    assert kept.level is Level.STOP
    assert "Caution, client alert: Asthma. Short." in kept.text


def test_little_sleep_with_a_mania_alert_is_urgent_and_without_it_a_caution() -> None:
    mania = Known({"mania-spectrum": "Bipolar"})
    assert judge(SLEEP, mania, Wish("sleep", "rest", 0, answer=True)).level is Level.STOP
    assert "Contact the prescriber now" in judge(SLEEP, mania, Wish("sleep", "rest", answer=True)).text
    assert judge(SLEEP, Known(), Wish("sleep", "rest", 0, answer=True)).level is Level.CAUTION
    assert judge(SLEEP, Known(recorded=False), Wish("sleep", "rest", 0, answer=True)).level is Level.STOP
    assert judge(SLEEP, Known(), Wish("sleep", "rest", 1, answer=False)).level is Level.PLAIN
    assert "Not asked" in judge(SLEEP, Known(), Wish("sleep", "rest", 1)).text


def test_exercise_on_the_dosing_day_asks_for_a_note() -> None:
    assert judge(EXERCISE, Known(), Wish("exercise", "walk", 0)).level is Level.CAUTION
    assert judge(EXERCISE, Known(), Wish("exercise", "walk", 1)).level is Level.PLAIN


def test_an_alert_in_own_words_is_said_because_no_rule_knows_it() -> None:
    judged = judge(EXERCISE, Known(own=("Shunt since 2019",)), Wish("exercise", "walk", 1))
    assert judged.level is Level.CAUTION
    assert "Shunt since 2019" in judged.text


@pytest.mark.parametrize(
    "said", ["1200 kcal a day", "lose 2 kg", "80g rice", "BMI of 19", "half, 50 %", "3 lbs"]
)
def test_with_an_eating_disorder_no_amount_is_written(said: str) -> None:
    assert has_amount(said)
    with pytest.raises(Refused, match="no weights or amounts"):
        check(EXERCISE, Known({"eating-disorder": "Eating disorder"}), Wish("exercise", said, 1))


@pytest.mark.parametrize("said", ["breakfast at 8 with Ana", "one good thing", "2 lovely meals", "3 grapes"])
def test_a_plan_without_an_amount_may_hold_a_figure(said: str) -> None:
    assert not has_amount(said)


def test_a_profession_is_kept_as_a_medical_role_and_nothing_stays_nothing() -> None:
    assert as_medical(" physician ") == "medical professional, physician"
    assert as_medical("Medical professional") == "Medical professional"
    assert as_medical("  ") == ""

"""A sign written while well is matched by its own rule, only by what came after it, and never by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.relapse import Pattern, RelapseSign, Seen, check_sign, matches
from tests.conftest import shipped

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def sign(pattern: Pattern | None, limit: int | None = None) -> RelapseSign:
    written = ago(60)
    return RelapseSign(
        uuid4(), uuid4(), "I stop answering Ana", pattern, limit, written, written, "UTC", None
    )


def seen_by(one: RelapseSign, seen: Seen) -> str:
    return next((match.seen for match in matches([one], seen, NOW)), "")


def test_a_missed_visit_of_the_last_two_weeks_matches_until_one_is_attended() -> None:
    one = sign(Pattern.MISSED)
    assert seen_by(one, Seen(missed=(ago(3),))) == "did not attend on 19-Nov-2026"
    assert seen_by(one, Seen(missed=(ago(3),), attended=(ago(1),))) == ""
    assert seen_by(one, Seen(missed=(ago(20),))) == ""
    assert seen_by(one, Seen(missed=(ago(70),))) == ""


def test_two_tries_without_an_answer_match_and_an_answer_ends_it() -> None:
    one = sign(Pattern.NO_ANSWER)
    assert seen_by(one, Seen(tries=((ago(2), False),))) == ""
    assert "not reached 2 times" in seen_by(one, Seen(tries=((ago(3), False), (ago(2), False))))
    assert seen_by(one, Seen(tries=((ago(3), False), (ago(2), False), (ago(1), True)))) == ""


def test_a_rise_counts_from_when_it_was_written() -> None:
    one = sign(Pattern.PHQ9_UP)
    assert seen_by(one, Seen(phq9=((ago(61), 5), (ago(2), 9)))) == ""
    assert (
        seen_by(one, Seen(phq9=((ago(61), 5), (ago(2), 10))))
        == "PHQ-9 5 when this was written, 10 on 20-Nov-2026"
    )
    assert seen_by(replace(one, limit=8), Seen(phq9=((ago(61), 5), (ago(2), 10)))) == ""
    assert seen_by(one, Seen(phq9=((ago(61), 5),))) == ""
    assert seen_by(one, Seen(phq9=((ago(70), 25), (ago(61), 5), (ago(5), 12), (ago(2), 6)))) == ""


def test_short_nights_match_below_their_number() -> None:
    one = sign(Pattern.SLEEP_UNDER, 6)
    assert "5 h" in seen_by(one, Seen(sleep=((ago(2), 5),)))
    assert seen_by(one, Seen(sleep=((ago(2), 6),))) == ""
    assert seen_by(one, Seen(sleep=((ago(20), 3),))) == ""


def test_words_alone_and_struck_signs_are_never_matched() -> None:
    everything = Seen((ago(1),), (), ((ago(2), False), (ago(1), False)), ((ago(1), 27),), ((ago(1), 0),))
    assert matches([sign(None)], everything, NOW) == ()
    struck = replace(sign(Pattern.MISSED), struck_reason="not theirs")
    assert matches([struck], everything, NOW) == ()


def test_a_sign_needs_words_and_a_number_that_its_pattern_allows() -> None:
    assert check_sign(" I stop answering ", None, None, ()) == "I stop answering"
    with pytest.raises(Refused, match="no words"):
        check_sign(" ", None, None, ())
    with pytest.raises(Refused, match="1 to 27"):
        check_sign("x", Pattern.PHQ9_UP, 0, ())
    with pytest.raises(Refused, match="already"):
        check_sign("i stop answering ana", None, None, [sign(None)])


def test_every_pattern_has_its_words() -> None:
    rows = {row.id for row in shipped().table("relapse-patterns").rows}
    assert rows == {"own-words", *(pattern.value for pattern in Pattern)}


@given(st.sampled_from(list(Pattern)), st.lists(st.tuples(st.integers(61, 400), st.integers(0, 27))))
def test_what_was_before_the_sign_never_matches(pattern: Pattern, old: list[tuple[int, int]]) -> None:
    at = [ago(days) for days, _ in sorted(old, reverse=True)]
    past = Seen(
        tuple(at), (), tuple((each, False) for each in at),
        tuple((each, total) for each, (_, total) in zip(at, old, strict=True)),
        tuple((each, 0) for each in at),
    )  # fmt: skip
    assert matches([sign(pattern)], past, NOW) == ()

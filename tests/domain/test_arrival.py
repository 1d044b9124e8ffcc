"""What has to be known before a dose is named in words, and an escort is never left open."""

from dataclasses import replace

import pytest

from kapdesk.domain.arrival import Arrival, check_clearance, missing_before_dose
from kapdesk.domain.errors import Refused

ANSWERS = {
    "identity": "other-two",
    "hours-since-food": "5",
    "hours-since-drink": "2",
    "medicines-today": "none",
    "still-wants": "yes",
}
WHOLE = Arrival(ANSWERS, escort_settled=True, baseline_taken=True, screened=True)


def test_a_whole_arrival_misses_nothing() -> None:
    assert missing_before_dose(WHOLE) == ()
    assert check_clearance(WHOLE, "") == ()


@pytest.mark.parametrize("item", sorted(ANSWERS))
def test_each_question_counts_and_a_blank_is_no_answer(item: str) -> None:
    for answers in ({**ANSWERS, item: "  "}, {key: ANSWERS[key] for key in ANSWERS if key != item}):
        (words,) = missing_before_dose(replace(WHOLE, answers=answers))
        with pytest.raises(Refused, match=words):
            check_clearance(replace(WHOLE, answers=answers), "too short")


def test_a_reason_lets_the_rest_stand_open_and_names_it() -> None:
    empty = Arrival({}, escort_settled=True, baseline_taken=False, screened=False)
    assert len(check_clearance(empty, "Transcribed from paper")) == 7


def test_no_reason_stands_in_for_an_escort() -> None:
    with pytest.raises(Refused, match="No escort is named"):
        check_clearance(replace(WHOLE, escort_settled=False), "A very good reason indeed")

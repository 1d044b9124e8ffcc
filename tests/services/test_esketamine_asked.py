"""What the esketamine form asks for is asked of a person: empty until then, unknown is an answer."""

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import KapdeskError, NotFound, Refused
from kapdesk.domain.routes import Route
from kapdesk.services import checklists, doses, esketamine_asked
from kapdesk.services.esketamine_asked import FORM
from kapdesk.services.record import Record
from tests.services.leaving_day import LeavingDay, plan_leaving_day


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = plan_leaving_day(record, clock)
    made.dose(Route.ESKETAMINE)
    return made


def test_every_question_of_the_form_is_empty_until_it_was_asked(day: LeavingDay) -> None:
    asked = esketamine_asked.look(day.record, day.session)
    assert [one.id for one in asked.questions] == [
        "first-treatment", "enrolled", "benzodiazepines", "sedative-hypnotics", "psychostimulants", "maois",
        "respiratory", "range-before", "range-completion",
    ]  # fmt: skip
    assert {(one.value, one.words, one.by, one.at) for one in asked.questions} == {(None, "", "", None)}
    assert all(
        [choice.value for choice in one.choices] == ["yes", "no", "unknown"] for one in asked.questions
    )


def test_an_answer_stands_with_its_time_and_author_and_the_earlier_one_is_kept(day: LeavingDay) -> None:
    record, session = day.record, day.session
    esketamine_asked.answer(record, session, "maois", "no")
    day.clock.move(minutes=3)
    esketamine_asked.answer(record, session, "maois", "unknown")
    (one,) = [one for one in esketamine_asked.look(record, session).questions if one.value is not None]
    assert (one.id, one.value, one.words) == ("maois", "unknown", "Unknown")
    assert (one.by, one.at) == (record.author.signature, record.now())
    assert [given.value for given in checklists.history(record, session, FORM)] == ["no", "unknown"]
    esketamine_asked.answer(record, session, "maois", None)
    assert all(one.value is None for one in esketamine_asked.look(record, session).questions)
    assert len(checklists.history(record, session, FORM)) == 3


@pytest.mark.parametrize(
    ("item", "value", "error"), [("maois", "maybe", Refused), ("weight", "yes", NotFound)]
)
def test_what_was_not_offered_is_refused(
    day: LeavingDay, item: str, value: str, error: type[KapdeskError]
) -> None:
    with pytest.raises(error):
        esketamine_asked.answer(day.record, day.session, item, value)
    assert checklists.history(day.record, day.session, FORM) == ()


def test_a_signed_session_is_answered_no_more(day: LeavingDay) -> None:
    esketamine_asked.answer(day.record, day.session, "enrolled", "yes")
    day.seal()
    with pytest.raises(Refused):
        esketamine_asked.answer(day.record, day.session, "enrolled", "no")
    asked = esketamine_asked.look(day.record, day.session)
    assert asked.signed
    assert next(one for one in asked.questions if one.id == "enrolled").value == "yes"


def test_it_is_asked_in_an_esketamine_session_alone(record: Record, clock: SetClock) -> None:
    day = plan_leaving_day(record, clock)
    assert not esketamine_asked.concerns(record, day.session)
    day.dose(Route.ESKETAMINE)
    assert esketamine_asked.concerns(record, day.session)
    doses.strike(record, day.session, doses.of_session(record, day.session)[0].id, "never given")
    assert not esketamine_asked.concerns(record, day.session)

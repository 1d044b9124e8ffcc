"""What the client answers on the screen is kept as theirs, in the words it was asked in."""

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import checklists, hand_over, notes
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record


def test_an_answer_names_the_client_the_version_and_the_time(record: Record, day, clock: SetClock) -> None:
    clock.move(minutes=7)
    hand_over.answer(record, day.session, "sit-up", "with-help")
    (given,) = checklists.history(record, day.session, hand_over.FORM)
    assert (given.observer, given.observer_role) == ("client", "client")
    assert (given.form_version, given.value, given.happened_at) == (1, "with-help", record.now())
    assert given.author_id == record.author.id
    (said,) = hand_over.look(record, day.session).said
    assert (said.question, said.words) == ("Ready to sit up?", "With help")


def test_the_same_question_asked_again_keeps_both_answers_the_newest_first(
    record: Record, day, clock: SetClock
) -> None:
    hand_over.answer(record, day.session, "where", "no")
    clock.move(minutes=10)
    hand_over.answer(record, day.session, "where", "yes")
    assert [one.words for one in hand_over.look(record, day.session).said] == ["Yes", "No"]


@pytest.mark.parametrize(("item", "words"), [("where", "perhaps"), ("where", ""), ("collecting", "   ")])
def test_nothing_but_what_is_offered_or_written_is_kept(record: Record, day, item: str, words: str) -> None:
    with pytest.raises(Refused):
        hand_over.answer(record, day.session, item, words)
    with pytest.raises(NotFound):
        hand_over.answer(record, day.session, "how-guilty", "yes")
    assert hand_over.look(record, day.session).said == ()


def test_a_line_that_is_sent_empties_its_draft_in_the_same_write(record: Record, day) -> None:
    owner = Owner(day.client, session=day.session)
    notes.write(record, owner, hand_over.draft_of("collecting"), "my sis")
    assert [one.words for one in hand_over.look(record, day.session).unsent] == ["my sis"]
    hand_over.answer(record, day.session, "collecting", "my sister")
    it = hand_over.look(record, day.session)
    assert ([one.words for one in it.said], it.unsent) == (["my sister"], ())


def test_the_choice_of_questions_is_of_one_session_alone(record: Record, day, another_day) -> None:
    hand_over.choose(record, day.session, ("collecting", "where"))
    assert [one.id for one in hand_over.look(record, day.session).chosen] == ["where", "collecting"]
    other = hand_over.look(record, another_day.session)
    assert other.chosen == other.every
    hand_over.choose(record, day.session, ())
    assert hand_over.look(record, day.session).chosen == other.every
    with pytest.raises(NotFound):
        hand_over.choose(record, day.session, ("no-such-question",))


def test_a_signed_session_takes_no_answer(record: Record, day) -> None:
    hand_over.answer(record, day.session, "where", "yes")
    day.sign()
    with pytest.raises(Refused):
        hand_over.answer(record, day.session, "where", "no")
    with pytest.raises(Refused):
        hand_over.check_may_begin(record, day.session)
    assert hand_over.look(record, day.session).signed

"""What the client asks to leave out is left out of the page and kept in the record; care is not left out."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any
from uuid import UUID

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.timeline import Voice
from kapdesk.domain.withholding import VOICES, Category, Rule
from kapdesk.reports.leaving_out import sentences
from kapdesk.reports.pdf import inspect
from kapdesk.services import documents, insights, notes, printed_session, timeline, withholding
from kapdesk.services.documents import Paper
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import InsightRow, WithheldRow
from tests.services.full_day import a_full_day
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import TOLD, a_client

SPACE = re.compile(r"\s+")
CARE = (
    "ketamine", "50 mg", "122/78", "126/80", "Dizziness or vertigo", "stayed seated",
    "In the past few weeks, have you wished you were dead?", "Result, arrival negative",
    "all recorded criteria met", "Earlier attempt: 2009 (caution)", "R. Sole", "Ivo Mor",
)  # fmt: skip
SPOKEN = {
    Category.PREPARATION: "To be gentle with the boy I was",
    Category.DEBRIEF: TOLD["words"],
    Category.INSIGHTS: "I was guarding an empty house",
    Category.WORK: "the grey coat",
    Category.BODY_MAP: "a bird under the ribs",
    Category.HAND_OVER: "Not quite yet",
    Category.INTEGRATION: "a week of rain and bread",
    Category.CLIENT_WORDS: "I am a very large blue room",
    Category.OBSERVER_WORDS: "quiet tears",
}


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    return a_full_day(record, clock)


def words(day: LeavingDay, key: str = "summary") -> str:
    printed = documents.make(day.record, key, day.client, day.session, paper=Paper.A4)
    return SPACE.sub(" ", " ".join(inspect(printed.pdf).texts))


def wish(day: LeavingDay, category: Category, rule: Rule = Rule.WITHHOLD, of_id: UUID | None = None) -> UUID:
    made = withholding.ask(
        day.record, day.client, day.session, category, rule, asked_by="the client", of_id=of_id,
        reason="a reason nobody else reads",
    ).item  # fmt: skip
    assert made is not None
    return made


def leaves(value: Any) -> Iterator[str]:
    """Yield every text in a tree of facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:  # pyright: ignore[reportUnknownVariableType]  (facts of any kind)
            yield from leaves(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name))


def told(day: LeavingDay) -> str:
    """Return what goes into the summary, without setting it on pages."""
    facts = printed_session.facts(day.record, day.head())
    lines = sentences([one for _, one in facts.left_out], facts.wall)
    return "\n".join((*leaves(replace(facts, left_out=())), *lines))


def test_what_the_client_asks_to_leave_out_is_named_and_not_printed(day: LeavingDay) -> None:
    for category, fact in SPOKEN.items():
        assert fact in told(day)
        made = wish(day, category)
        text = told(day)
        assert fact not in text
        assert f"Withheld at the client's request: {category.label}" in text
        assert "a reason nobody else reads" not in text
        withholding.lift(day.record, made, "said so at the door")
        assert fact in told(day)


def test_with_everything_withheld_all_that_care_depends_on_is_printed(day: LeavingDay) -> None:
    for category in SPOKEN:
        wish(day, category)
    text = words(day)
    assert [fact for fact in CARE if fact not in text] == []
    left = [
        fact for fact in (*SPOKEN.values(), "My hands know", "whistle", "door that would") if fact in text
    ]
    assert left == []


def test_told_in_short_is_a_count_and_times_and_never_a_paraphrase(day: LeavingDay) -> None:
    timeline.write(day.record, day.session, Voice.CLIENT, "the sea has a floor")
    wish(day, Category.CLIENT_WORDS, Rule.SUMMARISE)
    text = words(day)
    assert "Told in short at the client's request: the client's words: 2 moments between T+00:18 and " in text
    assert "the words are in the record" in text
    assert "the sea has a floor" not in text


def test_the_therapists_own_short_telling_stands_where_one_was_written(day: LeavingDay) -> None:
    wish(day, Category.DEBRIEF, Rule.SUMMARISE)
    owner = Owner(day.client, session=day.session)
    notes.write(day.record, owner, "summary.debrief", "A journey by the water, told calmly.")
    text = words(day)
    assert text.count("A journey by the water, told calmly.") == 1
    assert TOLD["words"] not in text
    assert TOLD["observed"] not in text


def test_the_clinics_rule_holds_for_one_voice_and_says_that_it_is_the_clinics(day: LeavingDay) -> None:
    client, observer = VOICES
    withholding.choose_clinic_rule(day.record, client, Rule.WITHHOLD)
    text = told(day)
    assert "Withheld by the clinic's rule: the client's words" in text
    assert "I am a very large blue room" not in text
    assert "quiet tears" in text
    withholding.choose_clinic_rule(day.record, observer, Rule.SUMMARISE)
    text = told(day)
    assert "Told in short by the clinic's rule: the observer's words: 2 observations between" in text
    wish(day, Category.CLIENT_WORDS, Rule.PRINT)
    assert "I am a very large blue room" in told(day)
    with pytest.raises(Refused):
        withholding.choose_clinic_rule(day.record, Category.DEBRIEF, Rule.WITHHOLD)


def test_a_piece_of_work_goes_with_the_words_it_grew_from_and_is_said_once(day: LeavingDay) -> None:
    wish(day, Category.INSIGHTS)
    wish(day, Category.WORK, Rule.PRINT)
    text = told(day)
    assert "the boy who whistled" not in text
    assert "the grey coat" in text
    wish(day, Category.WORK)
    assert told(day).count("request: the work") == 1


def test_one_moment_is_left_out_by_itself_with_what_was_kept_of_it(day: LeavingDay) -> None:
    moment = timeline.write(day.record, day.session, Voice.CLIENT, "my uncle's name").item
    assert moment is not None
    kept = insights.add(day.record, day.session, "my uncle's name").item
    with day.record.write() as db:
        db.get_one(InsightRow, kept).taken_from_id = moment
    assert told(day).count("my uncle's name") == 2
    wish(day, Category.MOMENT, of_id=moment)
    text = told(day)
    assert "my uncle's name" not in text
    assert "I am a very large blue room" in text
    assert "Withheld at the client's request: a moment of the journey" in text


def test_a_moment_that_care_needs_is_not_left_out(day: LeavingDay) -> None:
    wish(day, Category.OBSERVER_WORDS)
    text = told(day)
    assert "Transcribed from the paper form of today" in text  # why the client was cleared
    assert "quiet tears" not in text


def test_the_clients_page_leaves_out_what_they_asked(day: LeavingDay) -> None:
    assert "grandfather's walnut" in words(day, "discharge")
    for category in (Category.HELPED, Category.VISITS, Category.AT_HOME):
        wish(day, category)
    text = words(day, "discharge")
    assert "walnut" not in text
    assert "Ivo Mor" not in text
    assert text.count("left out because you asked") == 3
    assert "Left out because you asked: what helped today; the next visits; who is there tonight." in text
    assert "555 0100" in text


def test_asking_anew_lifts_the_earlier_wish_and_keeps_both(day: LeavingDay) -> None:
    wish(day, Category.DEBRIEF)
    wish(day, Category.DEBRIEF, Rule.SUMMARISE)
    found = withholding.of_client(day.record, day.client, day.session)
    mine = [one for one in found if one.category is Category.DEBRIEF]
    assert [(one.rule, one.stands) for one in mine] == [(Rule.WITHHOLD, False), (Rule.SUMMARISE, True)]
    assert mine[0].lifted_reason == "asked anew"


def test_a_signed_session_takes_no_wish_but_the_client_still_does(day: LeavingDay) -> None:
    day.seal()
    with pytest.raises(Refused):
        wish(day, Category.DEBRIEF)
    withholding.ask(
        day.record, day.client, None, Category.DEBRIEF, Rule.WITHHOLD, asked_by="the client, by phone"
    )
    text = told(day)
    assert TOLD["words"] not in text
    assert "Withheld at the client's request: the debrief" in text
    found = withholding.of_client(day.record, day.client, None)
    assert [one.whole_course for one in found] == [True]


def test_a_wish_is_lifted_once_with_a_reason(day: LeavingDay) -> None:
    made = wish(day, Category.DEBRIEF)
    with pytest.raises(Refused):
        withholding.lift(day.record, made, " ")
    withholding.lift(day.record, made, "changed their mind")
    with pytest.raises(Refused):
        withholding.lift(day.record, made, "again")
    with pytest.raises(NotFound):
        withholding.lift(day.record, UUID(int=3), "not there")
    with day.record.read() as db:
        row = db.get_one(WithheldRow, made)
        assert (row.lifted_reason, row.asked_by) == ("changed their mind", "the client")


def test_a_wish_about_another_clients_moment_or_session_is_refused(day: LeavingDay) -> None:
    other = a_client(day.record, "Other", "One")
    with pytest.raises(Refused):
        withholding.ask(
            day.record, other, day.session, Category.DEBRIEF, Rule.WITHHOLD, asked_by="the client"
        )
    moment = timeline.of_session(day.record, day.session)[0].id
    with pytest.raises(NotFound):
        withholding.ask(
            day.record, other, None, Category.MOMENT, Rule.WITHHOLD, asked_by="the client", of_id=moment
        )

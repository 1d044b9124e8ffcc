"""An old answer prints, and stands on the screen, in the words it was asked in; a new one takes new words."""

import difflib
import re
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from kapdesk import content
from kapdesk.content import KINDS
from kapdesk.domain.clock import SetClock
from kapdesk.domain.definitions import Form
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.errors import NotFound
from kapdesk.domain.timeline import Voice
from kapdesk.reports.pdf import inspect
from kapdesk.services import (
    arrivals,
    checklists,
    documents,
    embodiment,
    measures,
    notes,
    preparation,
    readiness,
    screens,
    timeline,
    wordings,
)
from kapdesk.services.documents import Paper
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from tests.services.full_day import a_full_day
from tests.services.later_content import LATER, NEW, later_content
from tests.services.leaving_day import LeavingDay
from tests.services.reads import listening
from tests.services.whole_day import a_client

SPACE = re.compile(r"\s+")
FURNITURE = re.compile(r"Printed \d\d-\w+-\d{4} \d\d:\d\d.*?Page \d+ of \d+")


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    wordings.remember(record)
    clock.move(minutes=1)
    made = a_full_day(record, clock)
    phq = record.content.instrument("phq9")
    answers = {item.id: 1 for item in measures.scored(phq)}
    measures.administer(record, made.client, "phq9", phq.version, answers, session_id=made.session)
    clock.move(days=30)
    return made


@pytest.fixture
def later(day: LeavingDay) -> Record:
    """The same record a month later, with every text of the practice in a newer version."""
    record = replace(day.record, content=later_content(day.record.content))
    assert wordings.remember(record) > 30
    day.clock.move(minutes=1)
    return record


def printed(record: Record, day: LeavingDay, key: str) -> list[str]:
    pages = inspect(documents.make(record, key, day.client, day.session, paper=Paper.A4).pdf).texts
    return FURNITURE.sub("", SPACE.sub(" ", " ".join(pages))).split(" ")


@pytest.mark.parametrize("key", ["summary", "plan"])
def test_what_was_asked_prints_word_for_word_as_before(day: LeavingDay, later: Record, key: str) -> None:
    before, after = printed(day.record, day, key), printed(later, day, key)
    changes = [line for line in difflib.ndiff(before, after) if line[:1] in "+-"]
    assert changes == []


def test_every_kind_of_text_has_a_newer_version_in_that_test(day: LeavingDay, later: Record) -> None:
    for kind in KINDS:
        for one in later.content.all(kind):
            assert one.version == LATER
            assert one.title.startswith(NEW)
            assert len(later.content.versions(kind, one.id)) > 1


def on_screen(record: Record, day: LeavingDay) -> dict[str, object]:
    """Return what the services show of everything that was answered."""
    ready, gate = preparation.of_session(record, day.session), readiness.of_session(record, day.session)
    filled = measures.of_client(record, day.client)
    return {
        "choices": {id_: one.label for id_, one in ready.choices.items()},
        "moments": [one.label for one in timeline.of_session(record, day.session)],
        "steps": [one.label for one in embodiment.look(record, day.session).history],
        "criteria": [(one.id, one.state, one.verdict.value) for one in gate.criteria],
        "arrival": {
            item: (one.value, one.form_version)
            for item, one in checklists.standing(record, day.session, "arrival").items()
        },
        "measures": [(one.name, one.total, one.band, one.alarms) for one in filled],
        "screens": screens.of_session(record, day.session),
    }  # fmt: skip


def test_what_was_answered_stands_on_the_screen_as_before(day: LeavingDay, later: Record) -> None:
    before, after = on_screen(day.record, day), on_screen(later, day)
    assert {name: after[name] for name in before if before[name] != after[name]} == {}


def test_a_new_answer_takes_the_new_words(day: LeavingDay, later: Record) -> None:
    arrivals.answer(later, day.session, "identity", "name-and-birth-date")
    key = next(one for one in timeline.keys(later) if one.kind == "water")
    timeline.stamp(later, day.session, key.kind, Voice.OBSERVER)
    notes.write(later, Owner(day.client, session=day.session), "debrief.images", "a second staircase")
    text = " ".join(printed(later, day, "summary"))
    for words in (
        f"{NEW} Identity confirmed",
        f"{NEW} Name and date of birth",
        f"{NEW} Images a second staircase",
    ):
        assert words in text
    assert timeline.of_session(later, day.session)[-1].label.startswith(NEW)


def test_a_step_taken_under_new_words_says_them_and_the_old_one_says_the_old(
    day: LeavingDay, later: Record
) -> None:
    offer = next(
        one for part in embodiment.look(later, day.session).sections for one in part.offers
        if one.label.startswith(NEW) and not one.cautions
    )  # fmt: skip
    embodiment.answer(later, day.session, offer.key, StepAnswer.OFFERED)
    labels = [one.label for one in embodiment.look(later, day.session).history]
    assert labels[0] == "grandfather's walnut"
    assert labels[-1] == offer.label


def test_the_clinics_own_file_shadows_the_shipped_one_and_old_answers_keep_its_words(
    record: Record, clock: SetClock, tmp_path: Path
) -> None:
    wordings.remember(record)
    clock.move(minutes=1)
    day = a_full_day(record, clock)
    arrivals.answer(record, day.session, "identity", "name-and-birth-date")
    clock.move(days=1)
    shipped = Path(content.__file__).parents[2] / "resources" / "content"
    for name in ("checklists/arrival", "forms/debrief", "forms/prepare"):
        text = (shipped / f"{name}.toml").read_text(encoding="utf-8")
        text = re.sub(r"^version = \d+", "version = 1001", text, count=1, flags=re.MULTILINE)
        text = re.sub(r'^(label = ")(.*)"$', r'\1Ours: \2"', text, flags=re.MULTILINE)
        (tmp_path / Path(f"{name}.toml").name).write_text(text, encoding="utf-8")
    loaded = content.load(tmp_path)
    assert loaded.faults == ()
    own = replace(record, content=loaded)
    wordings.remember(own)
    before, after = printed(record, day, "summary"), printed(own, day, "summary")
    assert before == after
    clock.move(minutes=1)
    arrivals.answer(own, day.session, "still-wants", "yes")
    assert "Ours:" in " ".join(printed(own, day, "summary"))


# Which version was in use when


def of(record: Record, clock: SetClock) -> int:
    return wordings.version_at(record, Form, "debrief", clock.now())


def test_a_version_is_in_use_from_when_it_was_first_seen(record: Record, clock: SetClock) -> None:
    first = record.content.form("debrief").version
    wordings.remember(record)
    then = clock.now()
    clock.move(days=3)
    later = replace(record, content=later_content(record.content))
    assert wordings.remember(later) > 0
    assert wordings.remember(later) == 0
    clock.move(days=1)
    assert of(later, clock) == LATER
    assert wordings.version_at(later, Form, "debrief", then) == first


def test_words_from_before_anything_was_remembered_were_asked_in_the_version_before(
    record: Record, clock: SetClock
) -> None:
    later = replace(record, content=later_content(record.content))
    then = clock.now()
    clock.move(days=3)
    wordings.remember(later)
    newest = record.content.form("debrief").version
    assert wordings.version_at(later, Form, "debrief", then) == newest


def test_without_any_memory_the_newest_is_said(record: Record, clock: SetClock) -> None:
    assert of(record, clock) == record.content.form("debrief").version
    with pytest.raises(NotFound):
        wordings.version_at(record, Form, "no-such-form", clock.now())


def test_a_version_that_is_taken_away_is_not_said(record: Record, clock: SetClock) -> None:
    later = replace(record, content=later_content(record.content))
    wordings.remember(record)
    clock.move(days=1)
    wordings.remember(later)
    clock.move(days=1)
    assert of(later, clock) == LATER
    assert of(record, clock) == record.content.form("debrief").version


def test_a_client_without_answers_is_asked_in_the_new_words(later: Record) -> None:
    client: UUID = a_client(later, "New", "One")
    assert client
    assert later.content.checklist("arrival").items[0].label.startswith(NEW)


# What is in use is read once, and never stands longer than it is true


def test_many_questions_between_two_writes_are_one_reading(record: Record, clock: SetClock) -> None:
    wordings.remember(record)
    with listening(record) as asked:
        for form in record.content.all(Form):
            wordings.version_at(record, Form, form.id, clock.now())
            wordings.version_at(record, Form, form.id, clock.now())
    assert len(asked.statements) == 1


def test_a_version_that_another_hold_on_the_record_brings_is_known_at_once(
    record: Record, clock: SetClock
) -> None:
    wordings.remember(record)
    clock.move(days=1)
    reader = replace(record, content=later_content(record.content))
    assert of(reader, clock) == record.content.form("debrief").version
    wordings.remember(replace(reader))
    assert of(reader, clock) == LATER

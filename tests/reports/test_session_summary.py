"""The session summary prints every fact that was recorded, once, and nothing that was not."""

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

import pdfplumber
import pytest

from kapdesk.reports import session_summary
from kapdesk.reports.day_facts import Event, Item, Preparation, Screen, Taken, Vitals, Voice
from kapdesk.reports.leaving_facts import IntegrationNote
from kapdesk.reports.paper import Identity, Paper, Stamp, Status
from kapdesk.reports.pdf import inspect
from kapdesk.reports.session_facts import SessionFacts

SPACE = re.compile(r"\s+")
FOOT = re.compile(r"Printed 22-Nov-2026.*?Page \d+ of \d+")
BAND = re.compile(r"MOR, Aster (Born 14-Mar-1986|Birth date not known) K-?[0-9]* Signed")


def printed(facts: SessionFacts, stamp: Stamp) -> str:
    """Return the words of a summary in a line, without what stands on every page."""
    signed = replace(stamp, status=Status.SIGNED)
    texts = inspect(session_summary.render(facts, paper=Paper.A4, stamp=signed)).texts
    whole = " ".join(SPACE.sub(" ", text) for text in texts)
    return SPACE.sub(" ", BAND.sub(" ", FOOT.sub(" ", whole)))


def leaves(value: Any) -> Iterator[str]:
    """Yield every text in a tree of facts."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:  # pyright: ignore[reportUnknownVariableType]  # tuples of facts of any kind
            yield from leaves(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name))


def test_every_recorded_text_is_on_the_page(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    for recorded in leaves(replace(full_session, identity=Identity("", "", None, ""))):
        for line in recorded.split("\n"):
            assert line in text


def test_every_recorded_sentence_is_there_as_often_as_it_was_recorded(
    full_session: SessionFacts, stamp: Stamp
) -> None:
    text = printed(full_session, stamp)
    recorded = [part for leaf in leaves(full_session) for part in leaf.split("\n")]
    sentences = {part for part in recorded if len(part) > 16}
    assert len(sentences) > 30
    for sentence in sentences:
        assert text.count(sentence) == sum(part.count(sentence) for part in recorded), sentence


def test_every_recorded_instant_is_on_the_page(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    times = (
        "22-Nov-2026 09:00", "22-Nov-2026 12:40", "09:02", "10:02", "10:16", "T+00:00", "T+00:14", "T-00:21",
        "09:41", "10:17", "11:03", "written 11:16", "10:20", "written 10:54", "22-Nov-2026 11:12", "11:37",
        "11:14", "11:22", "09:12", "11:59", "11:57", "12:03", "12:07", "12:08", "22-Nov-2026 12:05", "12:06",
        "12:09", "Tue 24-Nov-2026 15:00", "24-Nov-2026 15:10", "25-Nov-2026 09:00",
    )  # fmt: skip
    assert [time for time in times if time not in text] == []


def test_a_day_of_which_nothing_was_recorded_prints_no_number_no_tick_and_no_verdict(
    empty_session: SessionFacts, stamp: Stamp
) -> None:
    texts = inspect(session_summary.render(empty_session, paper=Paper.A4, stamp=stamp)).texts
    text = FOOT.sub(" ", " ".join(SPACE.sub(" ", page) for page in texts))
    assert not re.search(r"\d", text)
    assert not re.search("[\u2713\u2714\u2611\u2612\u2610\u2717]", text)
    assert not re.search(r"\b(yes|no|none|met|negative|safe|all recorded criteria)\b", text.lower())
    always = [section for section in session_summary.SECTIONS if "kept" not in section.__module__]
    assert text.count("not recorded") >= len(always)


def test_a_section_of_which_nothing_was_recorded_says_so_in_one_line(
    full_session: SessionFacts, stamp: Stamp
) -> None:
    text = printed(replace(full_session, doses=(), timeline=(), preparation=Preparation()), stamp)
    for heading, following in (
        ("Doses", "Vital signs"),
        ("Timeline", "Adverse events"),
        ("Preparation", "Arrival"),
    ):
        assert f"{heading} not recorded {following}" in text


def test_missed_and_declined_vital_signs_are_rows(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    assert "10:17 missed client moving" in text
    assert "10:32 declined" in text


def test_a_reading_shows_its_change_from_baseline_and_its_flag(
    full_session: SessionFacts, stamp: Stamp
) -> None:
    text = printed(full_session, stamp)
    assert "158/96 +36 / +18 +30% / +23% – 97 air -1 4 -1 BP: urgent" in text
    assert "Below a value change from baseline in the same unit; for BP in percent too" in text


def test_the_two_voices_are_told_apart_by_word_and_by_shape(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    assert "Client Words I am a very large blue room" in text
    assert "Observer Posture lies back" in text


def test_a_struck_entry_stays_readable_and_says_who_when_and_why(
    full_session: SessionFacts, stamp: Stamp
) -> None:
    text = printed(full_session, stamp)
    assert "vomited Struck out: wrong key, it was a cough (J. Adler, LMFT, 10:32)" in text


def test_the_written_time_prints_only_where_it_is_another_minute(
    stamp: Stamp, empty_session: SessionFacts
) -> None:
    happened = datetime(2026, 11, 22, 9, 20, 10, tzinfo=UTC)
    events = tuple(
        Event(happened, Voice.OBSERVER, "", f"entry {late}", "", happened + timedelta(seconds=late))
        for late in (0, 20, 600)
    )
    visit = replace(empty_session.visit, day=date(2026, 11, 22))
    text = printed(replace(empty_session, visit=visit, timeline=events), stamp)
    assert text.count("written") == 1
    assert "10:20 written 10:30" in text


def test_a_fifth_question_that_was_not_asked_is_not_a_no(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    assert text.count("Are you having thoughts of killing yourself right now? not asked") == 2


def test_a_result_says_which_screen_it_belongs_to(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    assert "Result, arrival negative" in text
    assert "Result, before leaving negative" in text


def test_an_asked_question_without_an_answer_is_not_a_no(empty_session: SessionFacts, stamp: Stamp) -> None:
    screen = Screen("ASQ", "version 1", "arrival", (Item("1", "As asked?"),))
    assert "As asked? not recorded" in printed(replace(empty_session, screens=(screen,)), stamp)


def test_no_total_is_printed_while_a_part_is_missing(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    assert "Total incomplete (1 of 2 missing)" in text
    assert "Total 10 of 10, 9 or more" in text


def test_an_override_prints_with_who_and_why(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    assert "Overridden by Dr N. Okafor, MD, 12:03: falling on three readings; usual for this client" in text
    assert "D12 Means safety talked through (hard) not recorded not recorded not recorded" in text


def test_changed_and_not_changed_stand_side_by_side(full_session: SessionFacts, stamp: Stamp) -> None:
    assert "Changed Not changed yet slept through called the sister still avoids the cellar" in printed(
        full_session, stamp
    )


def test_an_integration_note_with_one_side_says_the_other_is_not_recorded(
    empty_session: SessionFacts, stamp: Stamp
) -> None:
    note = IntegrationNote(None, text="Came.", changed=("slept",))
    text = printed(replace(empty_session, integration=(note,)), stamp)
    assert "Changed Not changed yet slept not recorded" in text


def test_addenda_print_in_order_with_author_time_and_reason(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    assert "J. Adler, LMFT, 25-Nov-2026 09:00 Reason found later Added The walnut was returned." in text


def test_a_zero_is_a_number_and_nothing_is_not(full_session: SessionFacts, stamp: Stamp) -> None:
    text = printed(full_session, stamp)
    assert "Orange peel accepted 0" in text
    assert "Hand on the shoulder declined not recorded" in text


def test_a_vital_sign_taken_without_a_time_says_so(empty_session: SessionFacts, stamp: Stamp) -> None:
    row = Vitals(None, None, Taken.DONE)
    assert "time not recorded" in printed(replace(empty_session, vitals=(row,)), stamp)


@pytest.mark.parametrize("paper", [Paper.A4, pytest.param(Paper.LETTER, marks=pytest.mark.slow)])
def test_thirty_thousand_words_of_debrief_print_whole(
    full_session: SessionFacts, stamp: Stamp, paper: Paper
) -> None:
    words = replace(full_session.debrief, words="seashore " * 30_000, hardest="gate " * 3_000)
    facts = inspect(session_summary.render(replace(full_session, debrief=words), paper=paper, stamp=stamp))
    assert facts.good
    assert sum(text.count("seashore") for text in facts.texts) == 30_000
    assert sum(text.count("gate") for text in facts.texts) == 3_000


def test_no_type_is_smaller_than_ten_points(full_session: SessionFacts, stamp: Stamp) -> None:
    pdf = session_summary.render(full_session, paper=Paper.LETTER, stamp=stamp)
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        sizes = [round(char["size"], 3) for page in opened.pages for char in page.chars]
    assert min(sizes) >= 10

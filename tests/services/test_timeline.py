"""One press is one moment; words stand in one place at every instant; nothing is ever removed."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kapdesk import content
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.sessions import SessionState
from kapdesk.domain.timeline import Voice
from kapdesk.services import notes, timeline
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import AnswerRow, TimelineRow

DRAFT = "draft.timeline"
CLINIC_PAD = """kind = "table"
id = "timeline-keys"
version = 1001
title = "Our pad"
note = "As we work."
source = "Hollow Oak Clinic"
licence = "own"
columns = [
  {{ id = "key", holds = "text", label = "Key" }},
  {{ id = "label", holds = "text", label = "Moment" }},
  {{ id = "act", holds = "text", label = "What it does" }},
  {{ id = "voice", holds = "text", label = "Whose words", required = false }},
]
rows = [{rows}]
"""


def moments(record: Record, day: Any) -> tuple[timeline.Moment, ...]:
    return timeline.of_session(record, day.session)


def made(change: Any) -> Any:
    assert change.item is not None
    return change.item


def test_one_press_is_one_row_with_its_time(day: Any, record: Record) -> None:
    timeline.stamp(record, day.session, "tears")
    (moment,) = moments(record, day)
    assert (moment.kind, moment.label, moment.text) == ("tears", "Tears", "")
    assert moment.voice is Voice.OBSERVER
    assert (moment.happened_at, moment.written_at) == (day.now, day.now)


def test_the_pad_is_read_from_content(record: Record) -> None:
    pad = {key.key: key.kind for key in timeline.keys(record)}
    assert pad["0"] == "stamp"
    assert pad["."] == "voice"
    assert pad["*"] == "vital-due"
    assert len(pad) == 16


def test_two_voices_stay_apart(day: Any, record: Record) -> None:
    timeline.write(record, day.session, Voice.CLIENT, "It is the hallway.")
    timeline.write(record, day.session, Voice.OBSERVER, "Jaw lets go.")
    assert [(one.voice, one.text) for one in moments(record, day)] == [
        (Voice.CLIENT, "It is the hallway."),
        (Voice.OBSERVER, "Jaw lets go."),
    ]


def test_the_draft_is_emptied_in_the_write_that_takes_its_words(day: Any, record: Record) -> None:
    owner = Owner(day.client, session=day.session)
    notes.write(record, owner, DRAFT, "Then the sea comes in")
    timeline.write(record, day.session, Voice.CLIENT, "Then the sea comes in", drafts=(DRAFT,))
    assert notes.text(record, owner, DRAFT) == ""
    assert len(moments(record, day)) == 1


def test_a_refused_line_stays_a_draft(day: Any, record: Record) -> None:
    owner = Owner(day.client, session=day.session)
    notes.write(record, owner, DRAFT, "Then the sea comes in")
    to_come = day.now + timedelta(minutes=1)
    with pytest.raises(Refused, match="still to come"):
        timeline.write(
            record, day.session, Voice.CLIENT, "Then the sea comes in", drafts=(DRAFT,), at=to_come
        )
    assert notes.text(record, owner, DRAFT) == "Then the sea comes in"
    assert moments(record, day) == ()


def test_a_moment_set_back_stands_where_it_happened_with_both_times(day: Any, record: Record) -> None:
    timeline.stamp(record, day.session, "music")
    then = day.now - timedelta(minutes=9)
    timeline.write(record, day.session, Voice.OBSERVER, "Left hand opens.", at=then)
    first, second = moments(record, day)
    assert (first.text, first.happened_at, first.written_at) == ("Left hand opens.", then, day.now)
    earlier = then - timedelta(minutes=5)
    timeline.set_time(record, day.session, second.id, earlier)
    assert moments(record, day)[0].id == second.id
    assert moments(record, day)[0].written_at == day.now


def test_every_wording_of_a_changed_moment_is_kept(day: Any, record: Record) -> None:
    moment = made(timeline.write(record, day.session, Voice.CLIENT, "the red dor"))
    assert timeline.wordings(record, day.session, moment) == ()
    for words in ("the red door", "the red door, open"):
        day.clock.move(minutes=1)
        timeline.edit(record, day.session, moment, words)
    timeline.edit(record, day.session, moment, "the red door, open")
    assert [one.text for one in timeline.wordings(record, day.session, moment)] == [
        "the red dor",
        "the red door",
        "the red door, open",
    ]
    (shown,) = moments(record, day)
    assert (shown.text, shown.edits) == ("the red door, open", 2)
    assert shown.happened_at < shown.written_at


def test_a_stamp_takes_words_later_but_words_are_not_wiped_away(day: Any, record: Record) -> None:
    stamp = made(timeline.stamp(record, day.session, "tears"))
    timeline.edit(record, day.session, stamp, "No distress in the face.")
    assert moments(record, day)[0].text == "No distress in the face."
    words = made(timeline.write(record, day.session, Voice.CLIENT, "I can put it down."))
    with pytest.raises(Refused, match="Strike it instead"):
        timeline.edit(record, day.session, words, "  ")


def test_a_struck_moment_remains_with_its_reason(day: Any, record: Record) -> None:
    moment = made(timeline.stamp(record, day.session, "laughter"))
    timeline.strike(record, day.session, moment, "it was a cough")
    (shown,) = moments(record, day)
    assert (shown.struck, shown.struck_reason) == (True, "it was a cough")
    for verb, args in (
        (timeline.edit, ("words",)),
        (timeline.strike, ("again",)),
        (timeline.set_voice, (Voice.CLIENT,)),
        (timeline.set_time, (day.now,)),
    ):
        with pytest.raises(Refused, match="struck through"):
            verb(record, day.session, moment, *args)


def test_strike_takes_the_moment_written_last_that_still_stands(day: Any, record: Record) -> None:
    first = made(timeline.stamp(record, day.session, "music"))
    late = made(timeline.stamp(record, day.session, "water", at=day.now - timedelta(minutes=30)))
    assert timeline.strike_last(record, day.session).item == late
    assert timeline.strike_last(record, day.session).item == first
    with pytest.raises(Refused, match="no moment"):
        timeline.strike_last(record, day.session)
    assert day.count(TimelineRow) == 2


def test_the_voice_of_a_moment_can_be_put_right(day: Any, record: Record) -> None:
    moment = made(timeline.stamp(record, day.session, "speech"))
    timeline.set_voice(record, day.session, moment, Voice.CLIENT)
    assert moments(record, day)[0].voice is Voice.CLIENT


def test_every_earlier_time_and_voice_of_a_moment_is_kept_with_who_put_it_right(
    day: Any, record: Record
) -> None:
    moment = made(timeline.write(record, day.session, Voice.OBSERVER, "It is the hallway."))
    first = day.now
    day.clock.move(minutes=5)
    timeline.set_voice(record, day.session, moment, Voice.CLIENT)
    timeline.set_voice(record, day.session, moment, Voice.CLIENT)
    day.clock.move(minutes=1)
    timeline.set_time(record, day.session, moment, first - timedelta(minutes=3))
    day.clock.move(minutes=1)
    timeline.put_right(record, day.session, moment, "It is the hall.", first - timedelta(minutes=4))
    (shown,) = moments(record, day)
    assert timeline.one(record, day.session, moment) == shown
    assert [(turn.voice, turn.happened_at) for turn in shown.turns] == [
        (Voice.OBSERVER, None),
        (None, first),
        (None, first - timedelta(minutes=3)),
    ]
    assert [turn.until - first for turn in shown.turns] == [timedelta(minutes=after) for after in (5, 6, 7)]
    assert {turn.by for turn in shown.turns} == {record.author.id}
    assert day.count(AnswerRow) == 3


def test_moments_are_read_by_their_session_alone(day: Any, another_day: Any, record: Record) -> None:
    moment = made(timeline.stamp(record, day.session, "tears"))
    assert moments(record, another_day) == ()
    with pytest.raises(NotFound):
        timeline.strike(record, another_day.session, moment)
    assert not moments(record, day)[0].struck


def test_an_empty_line_is_no_moment(day: Any, record: Record) -> None:
    with pytest.raises(Refused, match="no words"):
        timeline.write(record, day.session, Voice.CLIENT, "   ")


def test_a_signed_session_takes_no_moment(day: Any, record: Record) -> None:
    moment = made(timeline.stamp(record, day.session, "tears"))
    day.sign()
    for verb, args in (
        (timeline.stamp, ("tears",)),
        (timeline.write, (Voice.CLIENT, "after the end")),
        (timeline.edit, (moment, "after the end")),
        (timeline.strike, (moment,)),
        (timeline.strike_last, ()),
        (timeline.set_time, (moment, day.now)),
        (timeline.set_voice, (moment, Voice.CLIENT)),
    ):
        with pytest.raises(Refused, match="signed"):
            verb(record, day.session, *args)
    assert day.count(TimelineRow) == 1


def with_keys(record: Record, folder: Path, rows: str) -> Record:
    """Return the record as it is when the clinic has put a pad of its own beside it."""
    (folder / "timeline-keys.v1001.toml").write_text(CLINIC_PAD.format(rows=rows), encoding="utf-8")
    own = content.load(folder)
    assert own.faults == ()
    return replace(record, content=own)


def test_a_clinic_has_a_pad_of_its_own_and_old_moments_keep_their_words(
    day: Any, record: Record, tmp_path: Path
) -> None:
    timeline.stamp(record, day.session, "tears")
    timeline.stamp(record, day.session, "movement")
    theirs = with_keys(
        record,
        tmp_path,
        """{ id = "tears", key = "7", label = "Crying", act = "entry" },
        { id = "singing", key = "8", label = "Singing", act = "entry", voice = "client" },""",
    )
    pad = {key.kind: key for key in timeline.keys(theirs)}
    assert (pad["tears"].key, pad["singing"].label, pad["stamp"].key) == ("7", "Singing", "")
    day.clock.move(minutes=1)
    timeline.stamp(theirs, day.session, "tears")
    timeline.stamp(theirs, day.session, "singing")
    words = ["Tears", "Movement", "Crying", "Singing"]
    assert [one.label for one in timeline.of_session(theirs, day.session)] == words
    assert [one.label for one in timeline.of_session(record, day.session)] == words


def test_the_words_of_a_key_are_kept_once_while_they_stay_the_same(day: Any, record: Record) -> None:
    for _ in range(3):
        timeline.stamp(record, day.session, "tears")
    timeline.stamp(record, day.session, "water")
    assert day.count(AnswerRow) == 2


def test_a_moment_from_before_the_words_were_kept_has_those_of_the_oldest_map(
    day: Any, record: Record, tmp_path: Path
) -> None:
    with record.write() as db:
        row = TimelineRow(id=uuid4(), session_id=day.session, voice="observer", kind="tears", text="")
        row.happened_at = row.written_at = day.now
        row.zone, row.seq, row.author_id = record.zone, 1, record.author.id
        db.add(row)
    theirs = with_keys(record, tmp_path, """{ id = "tears", key = "7", label = "Crying", act = "entry" },""")
    assert [one.label for one in timeline.of_session(theirs, day.session)] == ["Tears"]


def test_what_a_correction_was_typed_into_is_emptied_in_the_write_that_takes_it(
    day: Any, record: Record
) -> None:
    owner = Owner(day.client, session=day.session)
    moment = made(timeline.write(record, day.session, Voice.CLIENT, "the red dor"))
    for field in ("draft.timeline.strip", "draft.timeline.strip.words"):
        notes.write(record, owner, field, "typed")
    drafts = ("draft.timeline.strip", "draft.timeline.strip.words", "draft.timeline.strip.reason")
    timeline.put_right(record, day.session, moment, "the red door", None, drafts=drafts)
    assert {one.text for one in notes.texts(record, owner).values()} == {""}
    assert "draft.timeline.strip.reason" not in notes.texts(record, owner)
    notes.write(record, owner, "draft.timeline.strip", "typed")
    timeline.strike(record, day.session, moment, "misheard", drafts=drafts)
    assert notes.text(record, owner, "draft.timeline.strip") == ""


def test_after_the_clock_was_moved_back_nothing_that_was_typed_is_refused(day: Any, record: Record) -> None:
    day.dose()
    first = made(timeline.stamp(record, day.session, "tears"))
    was = day.now
    day.clock.at -= timedelta(hours=1)
    timeline.stamp(record, day.session, "music")
    timeline.write(record, day.session, Voice.CLIENT, "It is warm.", at=was - timedelta(minutes=0))
    timeline.set_time(record, day.session, first, was)
    day.lead(SessionState.JOURNEY)
    assert len(moments(record, day)) == 3
    with pytest.raises(Refused, match="still to come"):
        timeline.stamp(record, day.session, "music", at=was + timedelta(minutes=1))


def test_a_wrong_press_of_strike_never_reaches_why_the_client_was_cleared(day: Any, record: Record) -> None:
    with record.write() as db:
        timeline.add(db, record, day.session, Voice.OBSERVER, "from the paper form", timeline.CLEARANCE, None)
    with pytest.raises(Refused, match="no moment"):
        timeline.strike_last(record, day.session)
    assert not moments(record, day)[0].struck

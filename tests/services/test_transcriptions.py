"""A day that was written on paper, taken over later: its own times, who wrote it, whole or not at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.readiness import Signature
from kapdesk.domain.screens import AsqResult
from kapdesk.domain.sessions import SessionState
from kapdesk.services import (
    adverse_events,
    arrivals,
    clearances,
    doses,
    embodiment,
    escorts,
    esketamine_asked,
    outcomes,
    readiness,
    safety_plans,
    screens,
    sessions,
    timeline,
    transcriptions,
    vitals,
)
from kapdesk.services.record import Record
from kapdesk.services.transcriptions import Filled, Typed
from kapdesk.store.rows import AnswerRow, StateRow, TranscribedRow, TranscriptionRow
from tests.services.conftest import DosingDay

DAY = date(2026, 11, 22)
EVENING = timedelta(hours=10)
ARRIVAL = {
    "arrived-at": "9:00", "escort-name": "Ivo Mor", "escort-relation": "brother", "escort-phone": "555 0134",
    "escort-adult": "yes", "identity": "name-and-birth-date", "hours-since-food": "5",
    "hours-since-drink": "2", "medicines-today": "none", "still-wants": "yes",
}  # fmt: skip
NO = {"asq1": "no", "asq2": "no", "asq3": "no", "asq4": "no"}
DOSE = {
    "given-at": "10:02", "drug": "ketamine", "route": "im", "amount": "50", "unit": "mg", "lot": "K44",
    "given-by": "R. Sole, RN",
}  # fmt: skip
ORIENTED = {f"readiness-facts.oriented-{part}": "yes" for part in ("person", "place", "time", "situation")}


def filled(sheet: str, at: str = "", lines: tuple[Typed, ...] = (), **parts: str) -> Filled:
    named = {key.replace("_", "-"): text for key, text in parts.items()}
    return Filled(sheet, "N. Rowe, RN", "nurse", DAY, at, parts=named, lines=lines)


def sheet(kind: str, parts: dict[str, str], at: str = "", lines: tuple[Typed, ...] = ()) -> Filled:
    return Filled(kind, "N. Rowe, RN", "nurse", DAY, at, parts=parts, lines=lines)


def vital(at: str, values: str = "122/78 72 98 ra 14 a5 d0 n0") -> Typed:
    return Typed("vitals", {"taken-at": at, "values": values})


def morning() -> tuple[Filled, ...]:
    return (
        sheet("arrival", ARRIVAL, "9:10"),
        sheet("asq", {"context": "arrival", **NO}, "9:20"),
        sheet("doses", {"cleared-at": "9:50"}, lines=(Typed("dose", DOSE), vital("9:30"), vital("10:32"))),
    )


def looks() -> Filled:
    return sheet("gate", {}, lines=(Typed("look", {"at": "11:30", **ORIENTED}),))


@pytest.fixture
def paper(day: DosingDay, clock: SetClock) -> DosingDay:
    clock.at += EVENING
    return day


def take(day: DosingDay, *some: Filled) -> None:
    for one in some:
        transcriptions.take_over(day.record, day.client, day.session, one)


def count(record: Record) -> int:
    with record.read() as db:
        return len(list(db.scalars(select(TranscribedRow))))


def test_a_morning_on_paper_stands_in_the_record_with_its_own_times(paper: DosingDay) -> None:
    take(paper, *morning())
    head = sessions.head(paper.record, paper.session)
    assert head.state is SessionState.DOSING
    assert head.opened_at == datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
    assert head.dosed_at == datetime(2026, 11, 22, 15, 2, tzinfo=UTC)
    (given,) = doses.of_session(paper.record, paper.session)
    assert given.dose.given_by == "R. Sole, RN"
    assert given.written_at == paper.record.now()
    taken = vitals.of_session(paper.record, paper.session)
    assert [one.observer for one in taken] == ["N. Rowe, RN, from paper"] * 2
    assert taken[0].observer_role == "nurse"
    assert vitals.baseline(paper.record, paper.session) == taken[0]


def test_every_entry_is_marked_and_the_sheet_says_who_and_when(paper: DosingDay) -> None:
    take(paper, *morning())
    first, _asq, dosing = transcriptions.of_session(paper.record, paper.session)
    assert (first.title, first.filled_by, first.filled_role) == ("Arrival check", "N. Rowe, RN", "nurse")
    assert first.typed_by == "J. Adler"
    assert first.happened_at == datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
    assert first.entries == 7  # arrived, the escort, five answers
    assert dosing.entries == 5  # two readings, cleared, the dose, dosing
    (given,) = doses.of_session(paper.record, paper.session)
    mark = transcriptions.marks(paper.record, paper.session)[given.id]
    assert mark.words == "transcribed from paper, filled in by N. Rowe, RN, nurse"
    said = transcriptions.summary(paper.record, paper.session, dosing.id)
    assert "1 dose" in said
    assert "2 sets of vital signs" in said


def test_one_wrong_line_takes_over_nothing(paper: DosingDay) -> None:
    take(paper, *morning()[:2])
    before = count(paper.record)
    wrong = (Typed("dose", DOSE), vital("9:30"), vital("23:30"))
    with pytest.raises(Refused, match="still to come"):
        take(paper, sheet("doses", {"cleared-at": "9:50"}, lines=wrong))
    assert count(paper.record) == before
    assert doses.of_session(paper.record, paper.session) == ()
    assert vitals.of_session(paper.record, paper.session) == ()
    assert sessions.head(paper.record, paper.session).state is SessionState.ARRIVED


def test_a_dose_before_its_clearance_on_the_sheet_is_refused(paper: DosingDay) -> None:
    take(paper, *morning()[:2])
    early = Typed("dose", {**DOSE, "given-at": "9:40"})
    with pytest.raises(Refused, match="not cleared"):
        take(paper, sheet("doses", {"cleared-at": "9:50"}, lines=(early, vital("9:30"))))


def test_an_escort_named_after_the_clearance_on_the_sheet_is_refused(paper: DosingDay) -> None:
    bare = {key: text for key, text in ARRIVAL.items() if not key.startswith("escort")}
    take(paper, sheet("arrival", bare, "9:10"), morning()[1])
    late = {key: text for key, text in ARRIVAL.items() if key.startswith("escort")}
    take(paper, sheet("arrival", late, "10:30"))
    with pytest.raises(Refused, match="escort was named at"):
        take(paper, morning()[2])


def test_no_escort_and_no_exception_is_no_clearance(paper: DosingDay) -> None:
    bare = {key: text for key, text in ARRIVAL.items() if not key.startswith("escort")}
    take(paper, sheet("arrival", bare, "9:10"), morning()[1])
    with pytest.raises(Refused, match="No escort is named"):
        take(paper, morning()[2])


def test_a_booster_is_taken_over_after_the_session_was_ended_on_the_screen(paper: DosingDay) -> None:
    take(paper, *morning())
    sessions.move(paper.record, paper.session, SessionState.RECOVERY)
    booster = Typed("dose", {**DOSE, "given-at": "10:20", "amount": "25"})
    take(paper, sheet("doses", {}, lines=(booster,)))
    assert [one.dose.is_booster for one in doses.of_session(paper.record, paper.session)] == [False, True]


def test_the_second_screen_needs_orientation_by_its_own_time(paper: DosingDay) -> None:
    take(paper, *morning())
    second = {"context": "before leaving", **NO}
    with pytest.raises(Refused, match="Before leaving"):
        take(paper, sheet("asq", second, "12:00"))
    take(paper, looks(), sheet("asq", second, "11:29"), sheet("asq", second, "11:30"))
    early, right = screens.of_session(paper.record, paper.session)[1:]
    assert early.result is None
    assert right.result is AsqResult.NEGATIVE
    assert right.observer == "N. Rowe, RN, from paper"


def test_a_clearance_is_judged_as_things_stood_at_its_time_on_the_sheet(paper: DosingDay) -> None:
    take(paper, *morning(), looks())
    line = {
        "which": "medical",
        "name": "Dr K. Okoye",
        "role": "physician",
        "presence": "remote",
        "at": "11:31",
    }
    with pytest.raises(Refused):
        take(paper, sheet("gate", {}, lines=(Typed("clearance", line),)))
    assert clearances.of_session(paper.record, paper.session) == ()
    assert not readiness.of_session(paper.record, paper.session).may_release


def test_leaving_against_advice_ends_the_day_at_the_time_on_the_sheet(paper: DosingDay) -> None:
    take(paper, *morning())
    facts = {
        "advised": "to stay until the second look", "advised_by": "J. Adler, therapist",
        "contact_called": "Ivo Mor, told at 11:00", "left_at": "11:05", "emergency_services": "no",
        "client_drove": "no",
    }  # fmt: skip
    wanted = {fact.id for fact in transcriptions.sheet(paper.record, "against-advice").parts}  # pyright: ignore[reportOptionalMemberAccess] - the sheet is there
    facts |= dict.fromkeys(wanted - set(facts), "not known")
    take(paper, sheet("against-advice", facts, "11:05"))
    head = sessions.head(paper.record, paper.session)
    assert head.state is SessionState.LEFT_AGAINST_ADVICE
    assert head.ended_at == datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
    assert outcomes.of_session(paper.record, paper.session)[0].facts["client_drove"] is False


def test_an_outcome_before_the_dose_is_refused(paper: DosingDay) -> None:
    take(paper, *morning())
    facts = {part.id: "x" for part in transcriptions.sheet(paper.record, "other").parts if not part.choices}  # pyright: ignore[reportOptionalMemberAccess] - the sheet is there
    with pytest.raises(Refused):
        take(paper, sheet("other", {**facts, "left_at": "9:55"}, "9:55"))
    assert sessions.head(paper.record, paper.session).ended_at is None


def test_moments_keep_their_voice_and_time_and_the_words_as_they_were(paper: DosingDay) -> None:
    words = "  es war so still  "
    moments = (
        Typed("moment", {"at": "10:31", "voice": "client", "words": words}),
        Typed("moment", {"at": "10:20", "voice": "observer", "words": "tears"}),
    )
    take(paper, sheet("timeline", {}, lines=moments))
    seen = timeline.of_session(paper.record, paper.session)
    assert [(one.voice.value, one.text) for one in seen] == [
        ("observer", "tears"),
        ("client", "es war so still"),
    ]
    assert all(one.written_later for one in seen)
    assert all(one.id in transcriptions.marks(paper.record, paper.session) for one in seen)


def test_the_plan_on_paper_is_reviewed_at_its_own_time(paper: DosingDay) -> None:
    take(
        paper,
        sheet("plan", {"noticing": "I stop answering", "copy-given": "yes", "likelihood": "7"}, "12:10"),
    )
    last = safety_plans.latest(paper.record, paper.client)
    assert last is not None
    assert (last.copy_given, last.likelihood) == (True, 7)
    assert last.happened_at == datetime(2026, 11, 22, 17, 10, tzinfo=UTC)
    assert last.observer == "N. Rowe, RN, from paper"


def test_words_of_the_debrief_stand_below_what_is_there(paper: DosingDay) -> None:
    from kapdesk.services import notes
    from kapdesk.services.notes import Owner

    owner = Owner(paper.client, session=paper.session)
    notes.write(paper.record, owner, "debrief.words", "There was a staircase.")
    take(paper, sheet("debrief", {"their-words": "And a sea.", "tone": "mixed"}, "12:40"))
    text = notes.text(paper.record, owner, "debrief.words")
    assert text == "There was a staircase.\n\n[N. Rowe, RN, from paper, 12:40] And a sea."


def test_an_assessment_on_paper_makes_its_call_due(paper: DosingDay) -> None:
    from kapdesk.services import assessments

    take(paper, *morning())
    parts = {"acknowledged": "thanked", "disposition": "non-urgent", "plan-made": "made-today"}
    take(paper, sheet("bssa", parts, "11:50"))
    (one,) = assessments.of_session(paper.record, paper.session)
    assert one.answers["acknowledged"] == "thanked"
    assert one.happened_at == datetime(2026, 11, 22, 16, 50, tzinfo=UTC)


def test_a_late_entry_and_a_second_person_stand_in_the_note(paper: DosingDay, clock: SetClock) -> None:
    clock.at += timedelta(hours=20)
    one = sheet(
        "timeline", {}, lines=(Typed("moment", {"at": "10:20", "voice": "observer", "words": "tears"}),)
    )
    take(paper, Filled(one.sheet, one.by, one.role, one.day, lines=one.lines, checked_by="K. Okoye, RN"))
    (taken,) = transcriptions.of_session(paper.record, paper.session)
    assert taken.note == "late entry: written 28 h after; checked by K. Okoye, RN"


def test_a_signed_session_takes_nothing_over(paper: DosingDay) -> None:
    take(paper, *morning())
    paper.sign()
    with pytest.raises(Refused, match="signed"):
        take(
            paper,
            sheet("timeline", {}, lines=(Typed("moment", {"at": "10:20", "voice": "client", "words": "x"}),)),
        )


def test_an_ended_session_still_takes_over_what_was_on_paper(paper: DosingDay) -> None:
    take(paper, *morning())
    with paper.record.write() as db:
        from kapdesk.store.rows import SessionRow

        db.get_one(SessionRow, paper.session).ended_at = paper.now
    take(paper, sheet("doses", {}, lines=(vital("11:00"),)))
    assert len(vitals.of_session(paper.record, paper.session)) == 3


def test_another_clients_session_takes_nothing_over(paper: DosingDay, another_day: DosingDay) -> None:
    with pytest.raises(Refused, match="another client"):
        transcriptions.take_over(paper.record, another_day.client, paper.session, morning()[0])
    assert count(paper.record) == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (Filled("arrival", "", "", DAY, "9:10", parts=ARRIVAL), "Who filled"),
        (Filled("arrival", "N. Rowe", "", DAY, "", parts=ARRIVAL), "time of the sheet"),
        (Filled("arrival", "N. Rowe", "", DAY, "9:10"), "Nothing was typed"),
        (Filled("arrival", "N. Rowe", "", DAY, "9:10", parts={"identity": "maybe"}), "no answer"),
        (Filled("arrival", "N. Rowe", "", DAY, "9:10", parts={"hours-since-food": "many"}), "no number"),
        (Filled("letter", "N. Rowe", "", DAY, "9:10", parts={"x": "y"}), "cannot be taken over"),
        (Filled("timeline", "N. Rowe", "", DAY, lines=(Typed("dose", DOSE),)), "Line 1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(paper: DosingDay, wrong: Filled, words: str) -> None:
    with pytest.raises(Refused, match=words):
        take(paper, wrong)
    assert count(paper.record) == 0


def test_what_was_taken_over_is_never_changed_or_removed(paper: DosingDay) -> None:
    take(paper, morning()[0])
    with pytest.raises(Refused), paper.record.write() as db:
        db.scalars(select(TranscriptionRow)).one().filled_by = "somebody else"


def test_answers_and_states_are_among_what_is_marked(paper: DosingDay) -> None:
    take(paper, morning()[0])
    marks = transcriptions.marks(paper.record, paper.session)
    with paper.record.read() as db:
        answers = list(db.scalars(select(AnswerRow)))
        states = [row for row in db.scalars(select(StateRow)) if row.state == "arrived"]
    assert {row.id for row in (*answers, *states)} <= set(marks)
    assert {row.observer for row in answers} == {"N. Rowe, RN, from paper"}
    assert escorts.of_session(paper.record, paper.session) is not None
    assert arrivals.of_session(paper.record, paper.session).missing


def test_every_sheet_can_be_asked_for_by_its_key(record: Record) -> None:
    found = transcriptions.sheets(record)
    assert {one.key for one in found} >= {
        "arrival",
        "asq",
        "doses",
        "timeline",
        "gate",
        "bssa",
        "plan",
        "released",
    }
    for one in found:
        ids = [part.id for part in one.parts]
        assert len(ids) == len(set(ids)), one.key
        for kind in one.lines:
            inner = [part.id for part in kind.parts]
            assert len(inner) == len(set(inner)), kind.id
    assert Signature.MEDICAL.value == "medical"


def test_every_entry_from_paper_says_so_on_paper(paper: DosingDay) -> None:
    from kapdesk.services import printed_session

    take(paper, *morning())
    moments = (Typed("moment", {"at": "10:31", "voice": "client", "words": "so quiet"}),)
    take(paper, sheet("timeline", {}, lines=moments))
    timeline.write(paper.record, paper.session, timeline.Voice.OBSERVER, "typed here")
    facts = printed_session.facts(paper.record, sessions.head(paper.record, paper.session))
    name = "N. Rowe, RN, from paper"
    assert facts.doses[0].given_by == f"R. Sole, RN\n({name})"
    assert {one.by for one in facts.vitals} == {name}
    assert [one.by for one in facts.timeline] == [name, "J. Adler, LMFT"]
    assert {check.by for check in facts.arrival if check.answer} == {name}
    assert {step.by for step in facts.passed if step.state in {"arrived", "cleared to dose", "dosing"}} == {
        name
    }
    assert [one.entries for one in facts.sheets] == [7, 1, 5, 1]
    assert all(one.written_at != one.at for one in facts.doses)


WELL = {
    **ORIENTED, "readiness-facts.back-to-usual": "yes", "readiness-facts.back-to-usual-words": "It is me",
    "readiness-facts.walks": "yes", "readiness-facts.turns": "yes", "readiness-facts.keeps-fluid": "yes",
    "readiness-facts.ideation-in-history": "no", "readiness-facts.debrief-offered": "yes",
    "readiness-facts.distress-now": "1", "readiness-facts.client-drives": "no",
    "readiness-facts.instructions-in-writing": "yes", "readiness-facts.instructions-said-back": "yes",
    "values": "124/80 74 98 ra 14 a5 d0 n0",
}  # fmt: skip
DOOR = {"escort-arrived-at": "12:08", "escort-recognised": "known to the client", "escort-drives": "car"}
MEDICAL = {
    "which": "medical", "name": "R. Sole", "role": "medical professional, RN", "presence": "on site",
    "at": "12:15",
}  # fmt: skip
THERAPIST = {"which": "therapist", "name": "J. Adler", "role": "therapist", "at": "12:16"}


def whole_day() -> tuple[Filled, ...]:
    looks = (
        Typed("look", {"at": "11:40", **WELL}),
        Typed("look", {"at": "12:00", "by": "J. Adler, LMFT", **WELL}),
        Typed("escort", DOOR),
    )  # fmt: skip
    return (
        *morning(),
        sheet("gate", {}, lines=looks),
        sheet("asq", {"context": "before leaving", **NO}, "12:05"),
        sheet("gate", {}, lines=(Typed("clearance", MEDICAL), Typed("clearance", THERAPIST))),
        sheet("released", {"left_with": "Ivo Mor, brother", "left_at": "12:20"}, "12:20"),
    )


def test_a_whole_day_on_paper_ends_released_at_its_own_time(paper: DosingDay) -> None:
    take(paper, *whole_day())
    head = sessions.head(paper.record, paper.session)
    assert head.state is SessionState.DISCHARGED
    assert head.ended_at == datetime(2026, 11, 22, 17, 20, tzinfo=UTC)
    signed = clearances.of_session(paper.record, paper.session)
    assert [one.signature for one in signed] == [Signature.MEDICAL, Signature.THERAPIST]
    assert all(one.statement == "N. Rowe, RN, from paper" for one in signed)
    assert readiness.of_session(paper.record, paper.session).may_release


EARLY = {
    "11:40": "10:40", "12:00": "10:58", "12:05": "11:00", "12:08": "11:01", "12:15": "11:02",
    "12:16": "11:03", "12:20": "11:05",
}  # fmt: skip
"""The same day, an hour too short: the dose was at 10:02 and 90 minutes are the least."""


def hurried(one: Filled) -> Filled:
    """Return a sheet of the same day with the earlier times."""
    lines = tuple(
        Typed(line.kind, {key: EARLY.get(text, text) for key, text in line.parts.items()})
        for line in one.lines
    )
    parts = {key: EARLY.get(text, text) for key, text in one.parts.items()}
    return Filled(one.sheet, one.by, one.role, one.day, EARLY.get(one.at, one.at), parts=parts, lines=lines)


def test_leaving_too_early_by_the_paper_is_refused_though_typed_hours_later(paper: DosingDay) -> None:
    """Ten hours have gone by since; on the sheet the shortest observation had not."""
    *day, signatures, released = (hurried(one) for one in whole_day())
    take(paper, *day)
    for one in (signatures, released):
        with pytest.raises(Refused):
            take(paper, one)
    assert sessions.head(paper.record, paper.session).ended_at is None


def test_an_adverse_event_is_taken_over_with_its_times_and_who_was_told(paper: DosingDay) -> None:
    take(paper, *morning())
    event = {
        "kind": "dizziness_vertigo", "onset": "10:40", "end": "10:55", "severity": "mild", "serious": "no",
        "description": "the room turned", "client-words": "I am on a boat", "action": "lay down",
        "outcome": "settled", "told-to": "Dr N. Rowe", "told-role": "physician", "told-at": "10:45",
    }  # fmt: skip
    take(paper, sheet("adverse-event", event))
    (one,) = adverse_events.of_session(paper.record, paper.session)
    assert (one.event.kind.value, one.event.note, one.event.reported_to, one.event.serious) == (
        "dizziness_vertigo", "the room turned", "Dr N. Rowe (physician)", False,
    )  # fmt: skip
    assert one.event.end is not None
    assert (one.event.end - one.event.onset) == timedelta(minutes=15)
    told = transcriptions.of_session(paper.record, paper.session)[-1]
    assert told.entries == 2
    said = transcriptions.summary(paper.record, paper.session, told.id)
    assert "1 adverse event" in said
    with pytest.raises(Refused, match="not chosen"):
        take(paper, sheet("adverse-event", {"onset": "10:40"}))


def test_steps_of_the_body_are_taken_over_in_the_order_of_their_times(paper: DosingDay) -> None:
    take(paper, *morning())
    parts = next(one for one in transcriptions.sheets(paper.record) if one.key == "embodiment").lines[0].parts
    keys = [value for value, _ in next(part for part in parts if part.id == "step").choices]
    first = {"at": "11:20", "step": keys[0], "answer": "helped", "effect": "2", "note": "two breaths"}
    later = {"at": "11:35", "step": keys[1], "answer": "declined"}
    lines = (Typed("step", later), Typed("step", first))
    take(paper, sheet("embodiment", {"arousal-before": "7"}, "11:10", lines))
    known = embodiment.look(paper.record, paper.session)
    assert [(one.key, one.step.answer.value, one.step.effect) for one in known.history] == [
        (keys[0], "helped", 2), (keys[1], "declined", None),
    ]  # fmt: skip
    assert known.ratings["arousal-before"].value == "7"
    with pytest.raises(Refused, match="what came of it"):
        take(paper, sheet("embodiment", {}, "11:10", (Typed("step", {"at": "11:40", "step": keys[0]}),)))


def test_the_answers_of_the_esketamine_sheet_become_the_answers_that_are_asked(paper: DosingDay) -> None:
    take(paper, *morning())
    take(paper, sheet("esketamine", {"enrolled": "yes", "maois": "unknown"}, "9:30"))
    asked = {one.id: one for one in esketamine_asked.look(paper.record, paper.session).questions}
    assert (asked["enrolled"].value, asked["maois"].value, asked["benzodiazepines"].value) == (
        "yes", "unknown", None,
    )  # fmt: skip
    assert "N. Rowe, RN" in asked["enrolled"].by

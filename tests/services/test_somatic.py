"""The plan for the body on the days after: checked, kept with its cautions, struck and never removed."""

from uuid import uuid4

import pytest
from conftest import MORNING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError, IntegrityError

from kapdesk.domain.adverse_events import AdverseEvent, AdverseEventKind
from kapdesk.domain.adverse_events import Severity as Graded
from kapdesk.domain.alerts import Severity
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import KapdeskError, NotFound, Refused
from kapdesk.domain.somatic import Level, Wish, as_medical
from kapdesk.services import adverse_events, alerts, somatic
from kapdesk.services.record import Record
from kapdesk.store.rows import SomaticPlanRow

WALK = Wish("movement-dance", "slow dancing in the kitchen", 1)
PHYSICIAN = as_medical("physician")


def alert(record: Record, day, *kinds: str) -> None:
    for kind in kinds:
        alerts.add(record, day.client, kind, Severity.CAUTION)


def rows(record: Record) -> list[SomaticPlanRow]:
    with record.read() as db:
        return list(db.query(SomaticPlanRow))


def test_a_plan_is_kept_with_its_day_and_the_version_of_the_rules(record: Record, day) -> None:
    alert(record, day, "sight")
    somatic.plan(record, day.session, WALK)
    (row,) = rows(record)
    assert (row.rules_version, row.level, row.from_day, row.caution) == (2, "", 1, "")
    (kept,) = somatic.look(record, day.session).planned
    assert (kept.label, kept.day.isoformat() if kept.day else "") == ("Movement and dance", "2026-11-23")


def test_where_no_alert_was_ever_recorded_a_note_is_asked_for_and_the_reason_is_kept(
    record: Record, day
) -> None:
    with pytest.raises(Refused, match="not the same as none"):
        somatic.plan(record, day.session, WALK)
    somatic.plan(record, day.session, Wish(WALK.practice, WALK.plan, 1, note="asked today: none known"))
    (kept,) = somatic.look(record, day.session).planned
    assert kept.level is Level.CAUTION
    assert "No alert is recorded" in kept.caution


def test_what_stood_against_it_is_kept_as_it_was_shown_even_after_the_alert_ends(record: Record, day) -> None:
    alerts.add(record, day.client, "fall-risk", Severity.CAUTION, text="weak left leg")
    somatic.plan(record, day.session, Wish(WALK.practice, WALK.plan, 1, note="Ana stands beside"))
    (one,) = alerts.of_client(record, day.client)
    alerts.end(record, one.id, "healed")
    (kept,) = somatic.look(record, day.session).planned
    assert "weak left leg" in kept.caution
    assert kept.note == "Ana stands beside"


def test_fasting_and_heat_are_never_proposed_and_a_stop_is_not_either(record: Record, day) -> None:
    alert(record, day, "pregnancy")
    it = somatic.look(record, day.session)
    assert [one.id for one in it.proposed] == ["nourishment", "sleep", "movement-dance"]
    assert {one.id for one in it.others} == {"alignment", "exercise", "fasting", "sweating", "breathwork"}


def test_a_stop_needs_a_medical_professional_by_name_and_role(record: Record, day) -> None:
    alert(record, day, "eating-disorder")
    wish = Wish("fasting", "one evening without supper", 4, brought_up=True, by_name="Dr N. Rowe")
    with pytest.raises(Refused, match="Fasting can do harm here"):
        somatic.plan(record, day.session, wish)
    assert rows(record) == []
    named = Wish("fasting", wish.plan, 4, brought_up=True, by_name="Dr N. Rowe", by_role=PHYSICIAN)
    somatic.plan(record, day.session, named)
    (kept,) = somatic.look(record, day.session).planned
    assert (kept.level, kept.by_name, kept.by_role) == (Level.STOP, "Dr N. Rowe", PHYSICIAN)


def test_chest_pain_of_today_stops_exercise(record: Record, day) -> None:
    alert(record, day, "sight")
    event = AdverseEvent(AdverseEventKind.CHEST_PAIN, Graded.MILD, record.now())
    adverse_events.write(record, day.session, event)
    it = somatic.look(record, day.session)
    assert "exercise" not in {one.id for one in it.proposed}
    judged = somatic.weigh(it, Wish("exercise", "run", 1, answer=False))
    assert (judged.level, judged.sentences[0]) == (Level.STOP, "Stop, recorded today: Chest pain.")


def test_a_plan_is_struck_with_a_reason_and_written_anew_in_one_go(record: Record, day) -> None:
    alert(record, day, "sight")
    somatic.plan(record, day.session, WALK)
    (first,) = somatic.look(record, day.session).planned
    with pytest.raises(Refused):
        somatic.strike(record, day.session, first.id, "  ")
    bad = Wish("sweating", "sauna", 0, brought_up=True)
    with pytest.raises(Refused):
        somatic.correct(record, day.session, first.id, "something else", bad)
    assert not somatic.look(record, day.session).planned[0].struck
    somatic.correct(record, day.session, first.id, "other day", Wish(WALK.practice, WALK.plan, 2))
    old, new = somatic.look(record, day.session).planned
    assert (old.struck_reason, new.from_day, new.struck) == ("other day", 2, False)
    with pytest.raises(Refused):
        somatic.strike(record, day.session, old.id, "again")


def test_a_plan_of_another_session_is_not_struck(record: Record, day, another_day) -> None:
    alert(record, day, "sight")
    made = somatic.plan(record, day.session, WALK).item
    assert made is not None
    with pytest.raises(NotFound):
        somatic.strike(record, another_day.session, made, "wrong chart")


def test_a_day_that_has_passed_is_refused(record: Record, day, clock: SetClock) -> None:
    alert(record, day, "sight")
    day.dose()
    clock.move(days=2)
    with pytest.raises(Refused, match="has passed"):
        somatic.plan(record, day.session, WALK)
    somatic.plan(record, day.session, Wish(WALK.practice, WALK.plan, 2))


def test_a_signed_session_takes_no_plan_and_gives_none_up(record: Record, day) -> None:
    alert(record, day, "sight")
    made = somatic.plan(record, day.session, WALK).item
    assert made is not None
    day.sign()
    with pytest.raises(Refused, match="signed"):
        somatic.plan(record, day.session, WALK)
    with pytest.raises(Refused, match="signed"):
        somatic.strike(record, day.session, made, "no")


@pytest.mark.parametrize(("level", "note", "name"), [("caution", " ", "Dr Rowe"), ("stop", "a note", "  ")])
def test_the_file_itself_refuses_a_caution_without_a_note_and_a_stop_without_a_name(
    record: Record, day, level: str, note: str, name: str
) -> None:
    def put() -> None:
        with record.write() as db:
            row = SomaticPlanRow(id=uuid4(), client_id=day.client, session_id=day.session, practice="sleep")
            row.rules_version, row.plan, row.level, row.note, row.by_name = 2, "rest", level, note, name
            row.caution, row.by_role, row.seq = "", "", 1
            row.happened_at, row.zone, row.written_at = MORNING, record.zone, MORNING
            db.add(row)

    with pytest.raises((IntegrityError, DatabaseError, KapdeskError)):
        put()
    assert rows(record) == []


KINDS = ("pregnancy", "eating-disorder", "mania-spectrum", "lithium", "fall-risk", "own words", "asthma")
PRACTICES = (
    "nourishment", "sleep", "movement-dance", "alignment", "exercise", "fasting", "sweating", "breathwork",
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.sampled_from(KINDS), max_size=3),
    st.lists(
        st.builds(
            Wish, st.sampled_from(PRACTICES), st.just("a plan"), st.none() | st.integers(0, 4),
            st.none() | st.booleans(), st.booleans(), st.sampled_from(["", "a note"]),
            st.sampled_from(["", "Dr Rowe"]), st.sampled_from(["", PHYSICIAN]),
        ),
        max_size=6,
    ),
)  # fmt: skip
def test_no_sequence_of_alerts_and_plans_leaves_a_stop_without_a_name_or_a_caution_without_a_note(
    record: Record, day, kinds: list[str], wishes: list[Wish]
) -> None:
    alert(record, day, *kinds)
    for wish in wishes:
        try:
            somatic.plan(record, day.session, wish)
        except Refused:
            continue
    it = somatic.look(record, day.session)
    for kept in it.planned:
        assert kept.level is not Level.STOP or (kept.by_name and kept.by_role)
        assert kept.level is not Level.CAUTION or kept.note
        assert kept.practice not in {"fasting", "sweating"} or (kept.from_day or 0) >= 2
    assert not {"fasting", "sweating", "alignment", "breathwork"} & {one.id for one in it.proposed}

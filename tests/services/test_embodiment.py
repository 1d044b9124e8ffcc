"""Steps are offered one at a time; each answer is kept, cautions stand beside the step, nothing is scored."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapdesk.domain.alerts import Severity
from kapdesk.domain.change import Topic
from kapdesk.domain.clock import SetClock
from kapdesk.domain.consent_events import ConsentAnswer, ConsentKind
from kapdesk.domain.embodiment import StepAnswer, TouchLevel
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import (
    alerts,
    checklists,
    consent_events,
    embodiment,
    notes,
    offers,
    preparation,
    sessions,
)
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, EmbodimentRow, SessionRow

FEET = "embodiment-anchoring:feet-on-floor"
HELD = "embodiment-anchoring:held-hand"
LAVENDER = "embodiment-smell:lavender"
COFFEE = "embodiment-smell:coffee"


@dataclass(frozen=True)
class Chart:
    client: UUID
    session: UUID


def a_chart(record: Record) -> Chart:
    with record.write() as db:
        row = ClientRow(id=uuid4(), code=uuid4().hex[:8], family_name="Mor", given_name="Aster")
        row.written_at = record.now()
        db.add(row)
    made = sessions.plan(record, row.id).item
    assert made is not None
    return Chart(row.id, made)


@pytest.fixture
def chart(record: Record) -> Chart:
    return a_chart(record)


def prepare(record: Record, chart: Chart, **texts: str) -> None:
    for field, text in texts.items():
        name = f"prepare.{field.replace('_', '-')}"
        notes.write(record, Owner(chart.client, session=chart.session), name, text)


def give(record: Record, chart: Chart, key: str, answer: StepAnswer, **more: object) -> None:
    embodiment.answer(record, chart.session, key, answer, **more)  # type: ignore[arg-type]


def sign(record: Record, session: UUID) -> None:
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at, row.signed_at = record.now(), record.now(), record.now()


def test_nothing_was_offered_before_somebody_offers_it(record: Record, chart: Chart) -> None:
    it = embodiment.look(record, chart.session)
    assert [section.id for section in it.sections] == list(offers.CHECKLISTS)
    assert all(offer.last is None for section in it.sections for offer in section.offers)
    assert (it.history, it.ratings, it.signed) == ((), {}, False)


def test_each_answer_is_kept_with_its_time_and_the_last_one_stands(
    record: Record, chart: Chart, clock: SetClock
) -> None:
    start = record.now()
    for answer in (StepAnswer.OFFERED, StepAnswer.ACCEPTED, StepAnswer.HELPED):
        give(record, chart, FEET, answer)
        clock.move(minutes=1)
    offer = embodiment.look(record, chart.session).offer(FEET)
    assert offer.last is not None
    assert offer.last.step.answer is StepAnswer.HELPED
    assert [one.step.answer for one in offer.given] == ["offered", "accepted", "helped"]
    assert offer.given[0].step.at == start


def test_a_change_names_the_session(record: Record, chart: Chart) -> None:
    change = embodiment.answer(record, chart.session, FEET, StepAnswer.OFFERED)
    assert (change.topic, change.subject) == (Topic.EMBODIMENT, chart.session)


def test_an_effect_goes_from_minus_2_to_2_and_only_with_a_step_that_was_taken(
    record: Record, chart: Chart
) -> None:
    with pytest.raises(Refused, match="not offered"):
        embodiment.rate_effect(record, chart.session, FEET, 1)
    give(record, chart, FEET, StepAnswer.OFFERED)
    with pytest.raises(Refused, match="has no effect"):
        embodiment.rate_effect(record, chart.session, FEET, 1)
    give(record, chart, FEET, StepAnswer.ACCEPTED)
    with pytest.raises(Refused, match="-2 to"):
        embodiment.rate_effect(record, chart.session, FEET, 3)
    embodiment.rate_effect(record, chart.session, FEET, -2)
    last = embodiment.look(record, chart.session).offer(FEET).last
    assert last is not None
    assert (last.step.answer, last.step.effect) == (StepAnswer.ACCEPTED, -2)


def test_a_wrong_press_is_taken_back_and_stays_to_be_read(record: Record, chart: Chart) -> None:
    give(record, chart, FEET, StepAnswer.OFFERED)
    give(record, chart, FEET, StepAnswer.HELPED)
    embodiment.rate_effect(record, chart.session, FEET, 2)
    embodiment.take_back(record, chart.session, FEET)
    it = embodiment.look(record, chart.session)
    last = it.offer(FEET).last
    assert last is not None
    assert last.step.answer is StepAnswer.OFFERED
    assert [bool(each.struck_reason) for each in it.history] == [False, True]
    embodiment.take_back(record, chart.session, FEET)
    assert embodiment.look(record, chart.session).offer(FEET).last is None
    with pytest.raises(Refused, match="nothing to take back"):
        embodiment.take_back(record, chart.session, FEET)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from([*StepAnswer, "back"]), max_size=8))
def test_whatever_is_pressed_no_row_is_ever_lost(record: Record, acts: list[str]) -> None:
    chart, written = a_chart(record), 0
    for act in acts:
        last = embodiment.look(record, chart.session).offer(FEET).last
        if act == "back":
            if last is not None:
                embodiment.take_back(record, chart.session, FEET)
        else:
            give(record, chart, FEET, StepAnswer(act))
            written += 1
    it = embodiment.look(record, chart.session)
    assert sum(len(one.rows) for one in it.history) == written
    standing = [each for each in it.history if not each.struck_reason]
    assert it.offer(FEET).given == tuple(standing)


def test_the_clients_own_anchors_stand_first(record: Record, chart: Chart) -> None:
    prepare(
        record, chart, anchors="bare feet on grass\n\nhumming", grounding_object="river stone",
        scents_liked="coffee",
    )  # fmt: skip
    it = embodiment.look(record, chart.session)
    own = it.sections[0]
    assert (own.id, own.title) == (offers.OWN, "Their own")
    assert [offer.label for offer in own.offers] == ["bare feet on grass", "humming", "river stone", "coffee"]
    assert it.suggested == own.offers[0].key
    give(record, chart, own.offers[0].key, StepAnswer.DECLINED)
    again = embodiment.look(record, chart.session)
    assert again.suggested == own.offers[1].key
    assert again.history[0].label == "bare feet on grass"


def test_the_same_anchor_twice_is_one_step(record: Record, chart: Chart) -> None:
    prepare(record, chart, anchors="humming\nhumming")
    assert len(embodiment.look(record, chart.session).sections[0].offers) == 1


def test_without_a_touch_agreement_a_touch_step_says_so(record: Record, chart: Chart) -> None:
    it = embodiment.look(record, chart.session)
    assert it.touch.level is TouchLevel.NOT_DISCUSSED
    assert it.offer(HELD).cautions[0].startswith("No touch agreement is recorded.")
    assert it.offer(FEET).cautions == ()


@pytest.mark.parametrize(
    ("choice", "said"),
    [("none", "said no touch"), ("hand", "agreed with limits"), ("as-written", "agreed with limits")],
)
def test_a_touch_step_shows_the_agreement_first(record: Record, chart: Chart, choice: str, said: str) -> None:
    preparation.choose(record, chart.session, "touch-level", choice)
    prepare(record, chart, touch_limits="left shoulder not")
    caution = embodiment.look(record, chart.session).offer(HELD).cautions[0]
    assert said in caution
    assert "left shoulder not" in caution


def test_an_agreement_of_an_earlier_session_is_named_and_does_not_count(record: Record, chart: Chart) -> None:
    preparation.choose(record, chart.session, "touch-level", "hand")
    second = sessions.plan(record, chart.client).item
    assert second is not None
    it = embodiment.look(record, second)
    assert it.touch.level is TouchLevel.NOT_DISCUSSED
    assert it.touch_earlier == "Dosing 1: Hand only"


def test_a_scent_to_avoid_is_marked_and_asks_for_a_note(record: Record, chart: Chart) -> None:
    prepare(record, chart, scents_to_avoid="Lavender (hospital)", scents_liked="lavender soap")
    it = embodiment.look(record, chart.session)
    assert "scents to avoid" in it.offer(LAVENDER).cautions[0]
    assert it.sections[0].offers[0].scent_caution
    assert it.offer(COFFEE).cautions == ()
    give(record, chart, LAVENDER, StepAnswer.OFFERED)
    give(record, chart, LAVENDER, StepAnswer.DECLINED)
    with pytest.raises(Refused, match="note"):
        give(record, chart, LAVENDER, StepAnswer.ACCEPTED)
    give(record, chart, LAVENDER, StepAnswer.ACCEPTED, note="asked for it by name")
    give(record, chart, LAVENDER, StepAnswer.HELPED)
    last = embodiment.look(record, chart.session).offer(LAVENDER).given
    assert [one.step.note for one in last] == ["", "", "asked for it by name", ""]
    assert "scents to avoid" in last[-1].step.caution


def test_a_scent_against_an_alert_is_marked_and_asks_for_a_note(record: Record, chart: Chart) -> None:
    alerts.add(record, chart.client, "migraine", Severity.CAUTION)
    it = embodiment.look(record, chart.session)
    assert "Migraine" in it.offer(COFFEE).scent_caution
    assert it.offer("embodiment-smell:fresh-air").cautions == ()
    with pytest.raises(Refused, match="note"):
        give(record, chart, COFFEE, StepAnswer.ACCEPTED)


def test_an_alert_that_was_ended_marks_nothing(record: Record, chart: Chart) -> None:
    alert = alerts.add(record, chart.client, "migraine", Severity.CAUTION).item
    assert alert is not None
    alerts.end(record, alert, "was a mix-up")
    assert embodiment.look(record, chart.session).offer(COFFEE).cautions == ()


def test_another_step_against_an_alert_is_marked_and_asks_for_no_note(record: Record, chart: Chart) -> None:
    alerts.add(record, chart.client, "dizziness", Severity.CAUTION)
    key = "embodiment-movement:head-turn"
    assert "Easily dizzy" in embodiment.look(record, chart.session).offer(key).cautions[0]
    give(record, chart, key, StepAnswer.ACCEPTED)


def test_any_allergy_stands_for_a_step_that_names_allergies(record: Record, chart: Chart) -> None:
    alerts.add(record, chart.client, "allergy-latex", Severity.CAUTION)
    assert "latex" in embodiment.look(record, chart.session).offer("embodiment-needs:snack").cautions[0]


def test_a_scent_avoided_the_time_before_is_still_avoided(record: Record, chart: Chart) -> None:
    prepare(record, chart, scents_to_avoid="lavender")
    second = sessions.plan(record, chart.client).item
    assert second is not None
    notes.write(record, Owner(chart.client, session=second), "prepare.scents-to-avoid", "coffee")
    it = embodiment.look(record, second)
    assert it.offer(LAVENDER).scent_caution
    assert it.offer(COFFEE).scent_caution


def test_a_suggestion_is_never_a_step_with_a_caution(record: Record, chart: Chart) -> None:
    alerts.add(record, chart.client, "trauma-body", Severity.CAUTION)
    it = embodiment.look(record, chart.session)
    assert it.suggested is not None
    assert it.offer(it.suggested).cautions == ()


def test_arousal_and_presence_are_answers_before_and_after(record: Record, chart: Chart) -> None:
    for item, value in (("arousal-before", 8), ("presence-before", 0), ("arousal-after", 3)):
        embodiment.rate(record, chart.session, item, value)
    ratings = embodiment.look(record, chart.session).ratings
    assert {item: one.value for item, one in ratings.items()} == {
        "arousal-before": "8", "presence-before": "0", "arousal-after": "3",
    }  # fmt: skip
    with pytest.raises(Refused, match="0 to 10"):
        embodiment.rate(record, chart.session, "presence-after", 11)
    with pytest.raises(NotFound):
        embodiment.rate(record, chart.session, "calm", 1)
    embodiment.rate(record, chart.session, "arousal-after", None)
    assert "arousal-after" not in embodiment.look(record, chart.session).ratings
    assert len(checklists.history(record, chart.session, embodiment.FORM)) == 4


def test_a_signed_session_takes_no_step(record: Record, chart: Chart) -> None:
    give(record, chart, FEET, StepAnswer.OFFERED)
    sign(record, chart.session)
    with pytest.raises(Refused, match="signed"):
        give(record, chart, FEET, StepAnswer.ACCEPTED)
    with pytest.raises(Refused, match="signed"):
        embodiment.take_back(record, chart.session, FEET)
    assert embodiment.look(record, chart.session).signed


def test_a_step_nobody_knows_is_refused(record: Record, chart: Chart) -> None:
    with pytest.raises(NotFound):
        give(record, chart, "embodiment-smell:petrol", StepAnswer.OFFERED)


def test_a_step_in_the_future_is_refused(record: Record, chart: Chart, clock: SetClock) -> None:
    later = record.now().replace(hour=23)
    with pytest.raises(Refused, match="still to come"):
        give(record, chart, FEET, StepAnswer.OFFERED, at=later)


def test_a_step_keeps_the_version_it_was_offered_in(record: Record, chart: Chart) -> None:
    give(record, chart, FEET, StepAnswer.OFFERED)
    with record.read() as db:
        row = db.query(EmbodimentRow).one()
        assert (row.checklist, row.checklist_version, row.item) == (
            "embodiment-anchoring", 2, "feet-on-floor",
        )  # fmt: skip


def test_an_effect_belongs_to_its_answer_and_is_not_another_answer(
    record: Record, chart: Chart, clock: SetClock
) -> None:
    give(record, chart, FEET, StepAnswer.ACCEPTED)
    taken = record.now()
    clock.move(minutes=4)
    for effect in (1, 2, 2):
        embodiment.rate_effect(record, chart.session, FEET, effect)
    (only,) = embodiment.look(record, chart.session).history
    assert (only.step.answer, only.step.effect, only.step.at) == (StepAnswer.ACCEPTED, 2, taken)
    assert len(only.rows) == 3
    embodiment.rate_effect(record, chart.session, FEET, None)
    (only,) = embodiment.look(record, chart.session).history
    assert only.step.effect is None


def test_an_effect_of_an_older_record_belongs_to_its_answer_too(
    record: Record, chart: Chart, clock: SetClock
) -> None:
    give(record, chart, FEET, StepAnswer.HELPED)
    clock.move(minutes=1)
    give(record, chart, FEET, StepAnswer.HELPED, effect=1)
    (only,) = embodiment.look(record, chart.session).history
    assert only.step.effect == 1


def test_when_it_happened_can_be_set_back_and_both_times_are_kept(
    record: Record, chart: Chart, clock: SetClock
) -> None:
    give(record, chart, FEET, StepAnswer.ACCEPTED)
    embodiment.rate_effect(record, chart.session, FEET, 1)
    written = record.now()
    earlier = written - timedelta(minutes=12)
    last = embodiment.look(record, chart.session).offer(FEET).last
    assert last is not None
    embodiment.set_time(record, chart.session, last.id, earlier)
    (only,) = embodiment.look(record, chart.session).history
    assert (only.step.at, only.written_at, only.step.effect) == (earlier, written, 1)
    with pytest.raises(Refused, match="still to come"):
        embodiment.set_time(record, chart.session, last.id, written + timedelta(minutes=1))
    embodiment.take_back(record, chart.session, FEET)
    with pytest.raises(Refused, match="taken back"):
        embodiment.set_time(record, chart.session, last.id, earlier)


def test_a_note_for_one_caution_is_no_note_for_another(record: Record, chart: Chart) -> None:
    prepare(record, chart, scents_to_avoid="lavender")
    give(record, chart, LAVENDER, StepAnswer.ACCEPTED, note="asked for it by name")
    give(record, chart, LAVENDER, StepAnswer.HELPED)
    consent_events.ask(record, chart.session, ConsentKind.SCENT, ConsentAnswer.NO)
    with pytest.raises(Refused, match="note"):
        give(record, chart, LAVENDER, StepAnswer.ACCEPTED)


def test_an_unfinished_note_is_emptied_in_the_same_write(record: Record, chart: Chart) -> None:
    owner = Owner(chart.client, session=chart.session)
    notes.write(record, owner, "draft.step.x", "asked for it")
    give(record, chart, FEET, StepAnswer.ACCEPTED, note="asked for it", draft="draft.step.x")
    assert notes.text(record, owner, "draft.step.x") == ""


@pytest.mark.parametrize("answer", [ConsentAnswer.NO, ConsentAnswer.NOT_NOW])
def test_a_step_whose_consent_was_not_given_is_marked_and_asks_before_it_is_taken(
    record: Record, chart: Chart, answer: ConsentAnswer
) -> None:
    toes = "embodiment-movement:toes-fingers"
    consent_events.ask(record, chart.session, ConsentKind.MOVEMENT, answer)
    offer = embodiment.look(record, chart.session).offer(toes)
    assert offer.refused
    assert offer.cautions[0].startswith("Movement: the client said")
    give(record, chart, toes, StepAnswer.OFFERED)
    with pytest.raises(Refused, match="note"):
        give(record, chart, toes, StepAnswer.ACCEPTED)
    give(record, chart, toes, StepAnswer.ACCEPTED, note="began to move the toes by herself")
    last = embodiment.look(record, chart.session).history[-1]
    assert last.step.caution == offer.cautions[0]
    assert not embodiment.look(record, chart.session).offer(FEET).refused


def test_a_no_to_touch_in_the_preparation_asks_before_a_touch_step_is_taken(
    record: Record, chart: Chart
) -> None:
    preparation.choose(record, chart.session, "touch-level", "none")
    assert embodiment.look(record, chart.session).offer(HELD).refused
    with pytest.raises(Refused, match="no touch, and that stands"):
        give(record, chart, HELD, StepAnswer.ACCEPTED)


def test_a_scope_narrower_than_a_step_is_said_and_asks_for_nothing(record: Record, chart: Chart) -> None:
    consent_events.ask(record, chart.session, ConsentKind.SCENT, ConsentAnswer.YES, scope="coffee only")
    offer = embodiment.look(record, chart.session).offer(COFFEE)
    assert offer.cautions == ("Scent was agreed to only so far: coffee only. Keep the step within it.",)
    give(record, chart, COFFEE, StepAnswer.ACCEPTED)


def test_the_suggestion_says_why_and_climbs_from_orienting_to_walking(record: Record, chart: Chart) -> None:
    grades: list[int] = []
    while True:
        it = embodiment.look(record, chart.session)
        if it.proposal is None:
            break
        assert it.proposal.why.startswith("the gentlest not tried yet")
        offer = it.offer(it.proposal.key)
        assert not offer.cautions
        grades.append(offer.gentle or 0)
        give(record, chart, offer.key, StepAnswer.DECLINED)
    assert grades == sorted(grades)
    assert grades[0] == 1
    assert grades[-1] >= 8


def test_a_rung_shows_what_was_taken_on_it_first_and_leads_to_its_next_step(
    record: Record, chart: Chart, clock: SetClock
) -> None:
    rungs = embodiment.look(record, chart.session).rungs
    assert (rungs[0].label, rungs[-1].label) == ("Orient", "Walk")
    assert all(one.taken is None and not one.tried and one.step for one in rungs)
    give(record, chart, FEET, StepAnswer.OFFERED)
    assert embodiment.look(record, chart.session).rungs[2].taken is None
    give(record, chart, FEET, StepAnswer.ACCEPTED)
    clock.move(minutes=5)
    give(record, chart, "embodiment-anchoring:grounding-object", StepAnswer.HELPED)
    contact = embodiment.look(record, chart.session).rungs[2]
    assert contact.tried
    assert contact.taken is not None
    assert contact.taken.label == "Feet on the floor"
    assert contact.step not in {FEET, "embodiment-anchoring:grounding-object"}


def test_a_measure_asked_again_is_kept_beside_the_first(
    record: Record, chart: Chart, clock: SetClock
) -> None:
    for value in (8, 7):
        embodiment.rate(record, chart.session, "arousal-before", value)
    clock.move(minutes=20)
    embodiment.rate(record, chart.session, "arousal-before", 7)
    clock.move(minutes=5)
    embodiment.rate(record, chart.session, "arousal-before", 3)
    measured = embodiment.look(record, chart.session).measured["arousal-before"]
    assert [one.value for one in measured] == ["7", "7", "3"]
    embodiment.rate(record, chart.session, "arousal-before", None)
    measured = embodiment.look(record, chart.session).measured["arousal-before"]
    assert [one.value for one in measured] == ["7", "7"]


@pytest.mark.parametrize(
    ("avoid", "step"),
    [("Kaffee", COFFEE), ("lemons", "embodiment-smell:citrus"), ("Lavendelöl", LAVENDER)],
)
def test_a_scent_to_avoid_is_known_in_other_words(
    record: Record, chart: Chart, avoid: str, step: str
) -> None:
    prepare(record, chart, scents_to_avoid=avoid)
    assert avoid in embodiment.look(record, chart.session).offer(step).scent_caution


def test_an_allergy_to_a_scent_marks_the_scent_the_client_likes(record: Record, chart: Chart) -> None:
    prepare(record, chart, scents_liked="almond oil\npine")
    alerts.add(record, chart.client, "allergy", Severity.CAUTION, text="almonds")
    almond, pine = embodiment.look(record, chart.session).sections[0].offers
    assert "Allergy (almonds)" in almond.scent_caution
    assert pine.scent_caution == ""


def test_in_a_fragrance_free_clinic_every_opened_scent_is_marked(record: Record, chart: Chart) -> None:
    offers.say_fragrance_free(record, free=True)
    it = embodiment.look(record, chart.session)
    assert it.fragrance_free
    assert "No fragrances in this clinic" in it.offer(LAVENDER).scent_caution
    offers.say_fragrance_free(record, free=False)
    assert embodiment.look(record, chart.session).offer(LAVENDER).scent_caution == ""

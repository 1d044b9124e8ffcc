"""Four ways to leave, each from the door in to the door out: by keys alone."""

from kapdesk.domain.outcomes import Outcome
from tests.day import leaving_acts as acts
from tests.day.leaving_people import ACUTE, AGAINST, ATTEMPT, PLAIN, Guest
from tests.day.person import Person


def leave_plainly(person: Person) -> None:
    """Everything is met, two people sign, the escort takes the client home."""
    come_in(person, PLAIN)
    acts.ask_at_arrival(person, acts.NO | {acts.HISTORY: "No"})
    have_the_day(person, PLAIN, minutes=75)
    acts.ask_again(person, acts.NO)
    go_home(person, PLAIN)


def leave_after_an_attempt_long_ago(person: Person) -> None:
    """A past attempt makes both screens positive: two assessments, a plan, a call, and then home."""
    come_in(person, ATTEMPT)
    heard = acts.TRIED | {acts.THOUGHTS_NOW: "No", acts.HISTORY: "Yes"}
    acts.ask_at_arrival(person, heard, {"If yes, how? When?": "tablets in the winter of 2009"})
    acts.assess(person, "No further intervention now", {"What the decision rests on": "seventeen calm years"})
    have_the_day(person, ATTEMPT, minutes=75)
    acts.ask_again(person, heard, {"If yes, how? When?": "tablets in the winter of 2009"}, history="Yes")
    acts.assess(
        person, "Non-urgent mental health follow-up",
        {"Reasons for living": "the twins and the allotment",
         "What the decision rests on": "no plan, no intent"},
    )  # fmt: skip
    acts.talk_about_means(person)
    go_home(person, ATTEMPT)


def leave_for_an_evaluation(person: Person) -> None:
    """Thoughts right now: the assessment ends in an emergency, and nothing but that evaluation is left."""
    come_in(person, ACUTE)
    acts.ask_at_arrival(person, acts.NO | {acts.HISTORY: "No"})
    have_the_day(person, ACUTE, minutes=25)
    acts.ask_again(
        person, acts.TRIED | {acts.THOUGHTS_NOW: "Yes"},
        {"If yes, please describe": "the bridge by the mill tonight"},
    )  # fmt: skip
    acts.assess(
        person, "Emergency psychiatric evaluation",
        {"What the decision rests on": "a plan, a place and a time"},
    )  # fmt: skip
    acts.is_offered(person, {Outcome.EMERGENCY_EVALUATION})
    acts.cannot_sign(person, "Therapist", "Observed long enough: not met")
    acts.end(
        person, "Emergency psychiatric evaluation",
        {"Why": "acute thoughts with a place", "Who decided, and in which role": "Dr Odalys Finch, physician",
         "Who stays with the client until taken over": "J. Adler beside the door",
         "How the client was taken there": "ambulance 14",
         "Where to, and who took over": "St Brigid, Dr Amadi",
         "Escort or emergency contact told": "brother told at the door"},
        "Record emergency evaluation",
    )  # fmt: skip


def leave_against_advice(person: Person) -> None:
    """The client goes before the time, and what was advised and done is written down."""
    come_in(person, AGAINST)
    acts.ask_at_arrival(person, acts.NO | {acts.HISTORY: "No"})
    acts.give(person, AGAINST)
    acts.go_with(person, AGAINST, 50)
    acts.is_offered(person, set(Outcome) - {Outcome.RELEASED})
    acts.cannot_sign(person, "Medical", "Observed long enough: not met")
    acts.end(
        person, "Left against advice",
        {"What was advised": "stay until two hours are over",
         "By whom, and in which role": "Dr Odalys Finch, physician",
         "Escort or emergency contact told": "Delia Marsh met him downstairs"},
        "Record leaving against advice", Emergency_services_called="No", Client_drove="No",
    )  # fmt: skip


def come_in(person: Person, guest: Guest) -> None:
    acts.receive(person, guest)


def have_the_day(person: Person, guest: Guest, *, minutes: int) -> None:
    """Give the dose, go with the client, and look at them when they are back."""
    acts.give(person, guest)
    acts.go_with(person, guest, minutes)
    acts.look_at_the_body(person)
    acts.hear_out(person)


def go_home(person: Person, guest: Guest) -> None:
    """Review the plan, see the escort, book, sign twice, and let the client go."""
    acts.review_the_plan(person)
    acts.see_the_escort(person, guest.escort.name)
    acts.book(person)
    acts.sign(person)
    acts.end(
        person, "Released with escort", {"Who the client left with": guest.escort.name}, "Record release"
    )


WALKS = (
    (PLAIN, leave_plainly),
    (ATTEMPT, leave_after_an_attempt_long_ago),
    (ACUTE, leave_for_an_evaluation),
    (AGAINST, leave_against_advice),
)

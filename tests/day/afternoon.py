"""The end of the day: every criterion looked at, the plan, the escort, two signatures, and going home."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.day.person import Person

CTRL = Qt.KeyboardModifier.ControlModifier

ASKED = (
    "In the past few weeks, have you wished you were dead?",
    "In the past few weeks, have you felt that you or your family would be better off if you were dead?",
    "In the past week, have you been having thoughts about killing yourself?",
    "Have you ever tried to kill yourself?",
    "Suicidal thoughts known from history",
)

PLAN = {
    "What shows up first": "I stop watering the basil",
    "Things that have worked": "walking the canal twice",
    "How long before I move on": "thirty breaths",
    "People and places": "the bench at Orchard Lock",
    "Who I tell that it is bad": "Philippa from choir",
    "With me tonight": "Wilhelmina on the sofa",
    "Who I call": "the clinic bell",
    "What is moved, locked or given away": "nothing to move today",
    "People, reasons, the next small thing I look forward to": "the quinces in October",
    "Where this page is kept": "inside the bread tin",
    "What could get in the way": "a flat battery",
    "We look at it again on": "30-Nov-2026",
}

SAID_BACK = {
    "When may you drive again?": "not before a whole night",
    "What do you leave out today?": "no perry and no drops",
    "What about signing things and big decisions?": "nothing gets signed",
    "Who is with you tonight, and what will you do if it gets hard?": "Wilhelmina and the canal",
    "When would you call us?": "when the basil wilts",
    "When would you call emergency help?": "if my chest tightens",
    "When do we speak again?": "Monday at nine",
}


def card_of(person: Person) -> QWidget:
    """Return the editor the caret stands in: the part with a way to close it."""
    card = person.focus()
    while not any(one.isVisible() and one.property("text") == "Close" for one in card.findChildren(QWidget)):
        card = card.parentWidget()
    return card


def fill(
    person: Person, opener: str, chosen: Mapping[str, str], written: Mapping[str, str] | None = None,
    act: str = "Record",
) -> None:  # fmt: skip
    """Open an editor by its button (or take the one that is open), answer, write and record."""
    if opener:
        person.press(opener)
    card = card_of(person)
    for question, answer in chosen.items():
        person.press(answer, person.part(question, card))
    for field, words in (written or {}).items():
        person.write(field, words, card)
    person.press(act, card)
    assert not card.isVisible(), person.words(card)


def ask_the_screen(person: Person, opener: str) -> None:
    """Ask the four questions and hear four times no."""
    fill(person, opener, dict.fromkeys(ASKED, "No"))


def look_at_everything(person: Person) -> None:
    """Record what each criterion asks for, as it is seen."""
    person.key(Qt.Key.Key_5, CTRL)
    fill(
        person,
        "Record: Alert",
        {"Alertness": "5"},
        {"Vital signs": "124/79 67 98 ra", "Observed by": "Tamsin Vale"},
    )
    person.stay(16)
    fill(person, "Record: Alert", {"Alertness": "5"}, {"Vital signs": "123/77 65 99 ra"})
    fill(person, "Record: Oriented", dict.fromkeys(("Person", "Place", "Time", "Situation"), "Right"))
    fill(
        person, "Record: Dissociation", {"Dissociation": "0", "Says they are back to usual": "Yes"},
        {"In their words": "my feet are mine again"},
    )  # fmt: skip
    fill(person, "Record: Gait", {"Walks steadily": "Yes", "Turns steadily": "Yes"})
    fill(person, "Record: Nausea", {"Nausea": "1", "Keeps fluid down": "Yes"})
    scores = ("Activity", "Breathing", "Consciousness", "Walking", "Nausea and vomiting", "Pain")
    fill(person, "Record: Recovery", dict.fromkeys(scores, "2"))
    ask_the_screen(person, "Ask now: Suicide screen")
    fill(
        person, "Record: Debrief", {"Offered": "Yes", "Distress now": "4"},
        {"Plan for what is open": "telephone on Tuesday"},
    )  # fmt: skip


def review_the_plan(person: Person) -> None:
    """Write the client's own plan with them and give them the copy."""
    chosen = {"Copy in the client’s hands": "Yes", "How likely I am to use it": "9"}
    fill(person, "Review: Stay-safe", chosen, PLAN, act="Record review")


def see_the_escort(person: Person) -> None:
    """See who takes the client home, and give the instructions in writing."""
    fill(
        person, "Record: Escort here",
        {"Seen here": "Arrived", "The client will drive": "No",
         "May have the escort sheet (nothing of the session)": "Yes"},
        {"Recognised or identified": "driving licence with a mole", "Who drives": "Leopold himself",
         "With the client tonight": "Wilhelmina upstairs"},
    )  # fmt: skip
    fill(
        person,
        "Record: Instructions",
        {"Given in writing": "Yes", "Said back by the client": "Yes"},
        SAID_BACK,
    )


def book(person: Person) -> None:
    """Book the first two visits from the days that are offered."""
    person.press("Book: Next contact")
    person.press("+1 day")
    person.write("Room", "Larch room")
    person.press("Book")
    person.press("+3 days")
    person.write("Room", "Sorrel room")
    person.press("Book")
    person.key(Qt.Key.Key_5, CTRL)


def sign(person: Person) -> None:
    """Sign twice, by two people."""
    fill(
        person, "Medical clearance", {"Role": "Physician", "From where": "Remote"},
        {"Name": "Dr Odalys Finch", "Remark": "seen over the screen"}, act="Sign",
    )  # fmt: skip
    fill(person, "Therapist clearance", {}, {"Remark": "walked her to the lift"}, act="Sign")


def release(person: Person) -> None:
    """Let the client go with the escort."""
    person.press("Released with escort")
    person.write("Who the client left with", "Leopold at the blue gate")
    person.press("Now as time of leaving")
    person.press("Record release")


def log_a_contact(person: Person) -> None:
    """Write down that the client was reached that evening."""
    person.key(Qt.Key.Key_6, CTRL)
    person.press("Log contact")
    person.press("Text message")
    person.press("Reached")
    person.press("None heard")
    person.write("What was said, what was done", "asked for the soup recipe")
    person.press("Record this try")


WEEK, UNSETTLED = "I slept with the window open", "a hum behind one ear"
HOUR = {
    "Next small step": "oil the gate on Friday",
    "What was observed": "laughs before speaking",
    "What was done together": "we drew the ladder",
    "How the client responded": "kept the pencil",
    "Plan": "meet beside the canal",
}


def meet_again(person: Person) -> None:
    """Begin the visit that was booked, and write what changed and what did not yet."""
    person.press("Begin: Mon")
    person.write("What happened in your week?", WEEK)
    person.press("Something")
    person.write("What has not settled, in their words", UNSETTLED)
    person.key(Qt.Key.Key_Return)
    for side, words in (("Changed", "answers letters again"), ("Not changed yet", "still avoids the cellar")):
        person.write(side, words)
        person.key(Qt.Key.Key_Return)
    person.press("This hour")
    for field, words in HOUR.items():
        person.write(field, words)
    person.press("End the session")

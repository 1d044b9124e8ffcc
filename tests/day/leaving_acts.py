"""What is pressed and typed between the door in and the door out; there is no mouse."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from PySide6.QtCore import Qt

from kapdesk.domain.outcomes import Outcome
from tests.day.afternoon import ASKED, PLAN, SAID_BACK, fill
from tests.day.leaving_people import Guest
from tests.day.person import Person, name_of

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PAD = Qt.KeyboardModifier.KeypadModifier
NO = dict.fromkeys(ASKED[:4], "No")
TRIED = NO | {ASKED[3]: "Yes"}
THOUGHTS_NOW = "Are you having thoughts of killing yourself right now?"
HISTORY = ASKED[4]


def open_chart(person: Person, guest: Guest) -> None:
    """Find a client by a part of the name and open the session of today."""
    person.key(Qt.Key.Key_3, ALT)
    person.write("Find a client", guest.family[:4].lower())
    person.key(Qt.Key.Key_Return)
    assert guest.name in person.words()


def receive(person: Person, guest: Guest) -> None:
    """Say that the client is here, and ask what has to be known before a dose."""
    open_chart(person, guest)
    person.key(Qt.Key.Key_2, CTRL)
    person.press("Client has arrived")
    for question, answer in (
        ("Identity confirmed by two identifiers", "Name and date of birth"),
        ("Client wants to go on today", "Yes"),
    ):
        person.press(answer, person.part(question))
    for question, words in (
        ("Since food, h", "9"), ("Since drink, h", "3"), ("Medicines taken today", "none of them"),
        ("Who is with the client tonight", guest.escort.name),
    ):  # fmt: skip
        person.write(question, words)
    person.key(Qt.Key.Key_Tab)


def ask_at_arrival(
    person: Person, chosen: Mapping[str, str], written: Mapping[str, str] | None = None
) -> None:
    """Ask the screen of the arrival."""
    person.press("Open the suicide screen")
    fill(person, "", chosen, written)


def assess(person: Person, disposition: str, said: Mapping[str, str]) -> None:
    """Write the talk that follows a positive screen; the editor stands open already."""
    fill(person, "", {"Disposition": disposition}, said, act="Record assessment")


def give(person: Person, guest: Guest) -> None:
    """Read the vital signs, clear, and record the dose as it was read back."""
    person.key(Qt.Key.Key_2, CTRL)
    person.write("Next set", "122/78 64 97 14")
    person.key(Qt.Key.Key_Return)
    person.press("Cleared to dose")
    for field, words in (
        ("Drug", guest.drug), ("Amount", guest.amount), ("Given by", "Dr Odalys Finch"), ("Lot", guest.lot),
    ):  # fmt: skip
        person.write(field, words)
    person.press(guest.route)
    person.press("mg")
    person.press("Read back")
    person.press("Record", person.part("Dose"))


def go_with(person: Person, guest: Guest, minutes: int) -> None:
    """Be there: one moment in the observer's words, then what the client tells first."""
    person.press("Journey", person.part("Journey").parentWidget())
    person.stay(5)
    person.write("Next moment", guest.journey)
    person.key(Qt.Key.Key_Return)
    person.stay(minutes - 5)
    person.key(Qt.Key.Key_3, CTRL)
    person.type(guest.told)


def look_at_the_body(person: Person) -> None:
    """Record both looks and what else the body shows."""
    person.key(Qt.Key.Key_5, CTRL)
    fill(person, "Record: Alert", {"Alertness": "5"}, {"Vital signs": "124/79 67 98 ra"})
    person.stay(16)
    fill(person, "Record: Alert", {"Alertness": "5"}, {"Vital signs": "123/77 65 99 ra"})
    fill(person, "Record: Oriented", dict.fromkeys(("Person", "Place", "Time", "Situation"), "Right"))
    fill(person, "Record: Dissociation", {"Dissociation": "0", "Says they are back to usual": "Yes"})
    fill(person, "Record: Gait", {"Walks steadily": "Yes", "Turns steadily": "Yes"})
    fill(person, "Record: Nausea", {"Nausea": "1", "Keeps fluid down": "Yes"})


def hear_out(person: Person) -> None:
    """Offer the debrief, and ask how hard it is now."""
    fill(person, "Record: Debrief", {"Offered": "Yes", "Distress now": "2"})


def ask_again(
    person: Person, chosen: Mapping[str, str], written: Mapping[str, str] | None = None, history: str = "No"
) -> None:
    """Ask the screen again, now that the client is oriented."""
    fill(person, "Ask now: Suicide screen", {**chosen, HISTORY: history}, written)


def review_the_plan(person: Person) -> None:
    """Write the plan with the client and give them the copy."""
    chosen = {"Copy in the client’s hands": "Yes", "How likely I am to use it": "8"}
    fill(person, "Review: Stay-safe", chosen, PLAN, act="Record review")


def talk_about_means(person: Person) -> None:
    """Agree on one step."""
    chosen = {"What": "Medication", "What was agreed": "Locked and secured", "Stands": "Planned"}
    fill(person, "Record: Means", chosen, {"Who does it": "the sister with the key"})


def see_the_escort(person: Person, tonight: str) -> None:
    """See who takes the client home, say who is there tonight, and give the instructions."""
    fill(
        person, "Record: Escort here",
        {"Seen here": "Arrived", "The client will drive": "No",
         "May have the escort sheet (nothing of the session)": "Yes"},
        {"Recognised or identified": "a licence with a crease", "Who drives": "the escort",
         "With the client tonight": tonight},
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
    for days in ("+1 day", "+3 days"):
        person.press(days)
        person.press("Book")
    person.key(Qt.Key.Key_5, CTRL)


def sign(person: Person) -> None:
    """Sign twice, by two people."""
    fill(
        person, "Medical clearance", {"Role": "Physician", "From where": "Remote"},
        {"Name": "Dr Odalys Finch"}, act="Sign",
    )  # fmt: skip
    fill(person, "Therapist clearance", {}, act="Sign")


def is_offered(person: Person, outcomes: AbstractSet[Outcome]) -> None:
    """See that these ways of ending the day are offered, and no other one."""
    person.key(Qt.Key.Key_5, CTRL)
    words = {one.value.capitalize(): one for one in Outcome}
    offered = {words[name] for one in person.controls() if (name := name_of(one)) in words}
    assert offered == outcomes, offered


def cannot_sign(person: Person, signature: str, missing: str) -> None:
    """Press a signature before its time: nothing is signed, and the keyboard comes to what is missing."""
    person.key(Qt.Key.Key_5, CTRL)
    person.press(f"{signature} clearance")
    assert f"{signature} clearance: Withdraw" not in [name_of(one) for one in person.controls()]
    assert name_of(person.focus()) == missing
    person.key(Qt.Key.Key_Escape)


def end(person: Person, outcome: str, facts: Mapping[str, str], act: str, **answers: str) -> None:
    """Choose how the day ends, write what that asks for, and record it."""
    person.key(Qt.Key.Key_5, CTRL)
    person.press(outcome)
    for field, words in facts.items():
        person.write(field, words)
    for question, answer in answers.items():
        person.press(answer, person.part(question.replace("_", " ")))
    person.press("Now as time of leaving")
    person.press(act)

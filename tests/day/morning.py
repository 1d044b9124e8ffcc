"""The morning of the day: a record is begun, a client is written down, prepared, received and dosed."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.day.afternoon import ask_the_screen
from tests.day.person import Person

PHRASE = "quiet harbour lantern field"
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PAD = Qt.KeyboardModifier.KeypadModifier
RETURN = Qt.Key.Key_Return

KNOWN = {
    "Family name": "Vandermolen",
    "Given name": "Isolde",
    "Preferred name": "Izzy",
    "Born": "14-Mar-1986",
    "Address": "7 Quince Lane",
    "Code word": "Bluebird",
    "Note": "never before noon",
    "Emergency contact": "Ruben Castellan",
    "Relation": "cousin",
    "Prescriber": "Dr Thessaly Brook",
}

PREPARED = {
    "Intention": "to set down the lighthouse keys",
    "Expectations": "a quiet rowing boat",
    "Fears": "the noise of the tannery",
    "Limits": "never the left ankle",
    "Support when it gets hard": "count backwards in Frisian",
    "Scents that are liked": "cedar shavings",
    "Scents to avoid": "hospital soap",
    "Grounding object": "a brass thimble",
    "Anchors that work for them": "heels pressed into felt",
    "Music": "viola da gamba only",
    "Eye mask": "welcome, taken off alone",
    "Support people": "Aunt Perpetua knows",
    "Escort": "Leopold Marchetti",
    "Relation": "neighbour",
    "Telephone": "555 0177",
    "With them that night": "Wilhelmina Marchetti",
    "Questions still open": "whether rings come off",
    "What was observed": "steady eyes, cool palms",
}


def begin_a_record(person: Person, backups: Path) -> None:
    """Go through the first start, from nothing to Today."""
    person.press("Make a record")
    for words, key in (("Hollow Oak Clinic", RETURN), ("J. Adler", Qt.Key.Key_Tab), ("LMFT", RETURN)):
        person.type(words)
        person.key(key)
    person.type(PHRASE)
    person.key(Qt.Key.Key_Tab)
    person.type(PHRASE)
    person.key(RETURN)
    person.until(lambda: _groups(person))
    groups = _groups(person)
    person.press("I have it on paper")
    for number, group in enumerate(groups, 1):
        if any(one for one in person.controls() if one.accessibleName() == f"Group {number} of the code"):
            person.write(f"Group {number} of the code", group.lower())
    person.key(RETURN)
    person.type(str(backups))
    person.key(RETURN)
    QTest.keyClicks(person.find("Time zone"), "America/Vancouver")
    person.press("This is the right date and time here")
    person.press("Continue")
    person.press("Ember (session)")
    person.press("Continue")
    person.press("Open the record")


def _groups(person: Person) -> list[str]:
    found = re.search(r"^\w{5}(  \w{5}){7}$", person.words(), re.MULTILINE)
    return found[0].split() if found else []


def write_down_a_client(person: Person) -> None:
    """Write down a client with a safe-contact rule and an alert, and plan the session."""
    person.key(Qt.Key.Key_3, ALT)
    person.press("New client")
    for field, words in KNOWN.items():
        person.write(field, words)
    person.write("Telephone", "555 0142")
    person.write("Telephone", "555 0188", nth=1)
    person.press("Text message", person.part("They are reached by"))
    person.press("Yes", person.part("May a message be left"))
    person.press("Save client")
    person.press("Plan a session")
    person.write("Day", "22-Nov-2026")
    person.write("Time", "08:00")
    person.write("Room", "Juniper room")
    person.press("Intramuscular injection")
    person.press("In person")
    person.press("Plan this session")


def write_down_an_alert(person: Person) -> None:
    """Add the alert that is named wherever it matters."""
    person.press("Add an alert")
    person.write("What it is", "Allergy")
    person.press("Caution")
    person.write("What is known", "latex gloves raise welts")
    person.press("Add alert")


def prepare(person: Person) -> None:
    """Write the preparation in the client's words."""
    person.press("Open dosing 1")
    for field, words in PREPARED.items():
        person.write(field, words)
    person.press("Hand only")
    person.press("Yes", person.part("The escort is an adult"))


ARRIVED = {
    "Who is with the client tonight": "Wilhelmina Marchetti stays",
    "Since food, h": "11",
    "Since drink, h": "4",
    "Medicines taken today": "lamotrigine 75 mg 06:15",
    "Alcohol, cannabis or other drugs since yesterday": "half a glass of perry",
    "Sleep last night, h": "7",
    "Intention, said again in the client's words": "the keys may rust",
}

CHOSEN = {
    "Identity confirmed by two identifiers": "Name and date of birth",
    "Escort confirmed": "Confirmed today",
    "New illness, injury or change in health since the last visit": "No change",
    "Pregnancy or nursing": "Does not apply",
    "Baseline vitals taken": "Yes",
    "Toilet offered": "Yes",
    "Suicide screen asked": "Yes",
    "Mood now": "6",
    "Anxiety now": "3",
    "Bag, keys and sharp things put away together": "Yes",
    "Telephones and watches silent": "Yes",
    "Within reach: grounding object, water, blanket, bowl, tissues": "Yes",
    "Touch agreement, said again": "Less than agreed",
    "Client wants to go on today": "Yes",
}

DOSE = {
    "Drug": "racemic ketamine",
    "Amount": "47.5",
    "Given by": "Dr Odalys Finch",
    "Checked by": "Nurse Tamsin Vale",
    "Lot": "QX-8813",
}

UNTOWARD = {
    "Seen, heard, measured": "colour left her lips",
    "What was done": "ginger on a spoon",
    "Told to": "Dr Ignatius Moss",
}


def receive(person: Person) -> None:
    """Receive the client and go through the arrival check."""
    person.key(Qt.Key.Key_2, CTRL)
    person.press("Client has arrived")
    for question, answer in CHOSEN.items():
        person.press(answer, person.part(question))
    for question, words in ARRIVED.items():
        person.write(question, words)
    person.key(Qt.Key.Key_Tab)


def take_the_baseline(person: Person) -> None:
    """Ask the screen where it lives, and read the vital signs before the dose."""
    person.press("Open the suicide screen")
    ask_the_screen(person, "")
    person.key(Qt.Key.Key_2, CTRL)
    person.write("Next set", "122/78 64 97 14")
    person.key(RETURN)


def give_the_dose(person: Person) -> None:
    """Clear, fill in the dose, hear it read back, record it."""
    person.press("Cleared to dose")
    person.stay(9)
    for field, words in DOSE.items():
        person.write(field, words)
    person.press("IM")
    person.press("mg")
    person.press("Read back")
    said = person.words()
    assert "racemic ketamine 47.5 mg IM injection" in said
    assert "lot QX-8813" in said
    person.press("Record", person.part("Dose"))


def go_with_them(person: Person) -> None:
    """Be there during the journey: stamps, words in two voices, a wrong press, vitals, an adverse event."""
    person.press("Journey", person.part("Journey").parentWidget())
    person.stay(6)
    person.find("Journey", button=False).setFocus()
    person.key(Qt.Key.Key_9, PAD)
    person.write("Next moment", "left hand opens like a fern")
    person.key(RETURN)
    person.stay(2)
    person.key(Qt.Key.Key_F4)
    person.type("the stairwell smells of plums")
    person.key(RETURN)
    person.find("Journey", button=False).setFocus()
    person.key(Qt.Key.Key_6, PAD)
    person.press("Strike")
    person.stay(7)
    person.write("Next set", "131/84 71 96 13")
    person.key(RETURN)
    something_untoward(person)
    person.stay(25)
    person.press("Emergence")
    person.press("Recovery")
    person.write("Next set", "126/80 66 98 14")
    person.key(RETURN)


def something_untoward(person: Person) -> None:
    """Write down an adverse event with who was told."""
    person.press("Adverse event")
    QTest.keyClicks(person.find("What happened", button=False), "Nausea")
    for answer in ("Mild", "Not serious", "Settled"):
        person.press(answer)
    for field, words in UNTOWARD.items():
        person.write(field, words)
    person.press("Record", person.part("Adverse events"))

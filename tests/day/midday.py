"""The middle of the day: what the client tells first, and how they come back into the body."""

from PySide6.QtCore import Qt

from tests.day.person import Person

CTRL = Qt.KeyboardModifier.ControlModifier

WORDS = "I was the gate and not the guard."

TOLD = {
    "Body": "knees of warm wax",
    "Images": "a heron reading tide tables",
    "Emotions": "grief then appetite",
    "Most alive": "breathing inside the bell",
    "Hardest": "the ladder without rungs",
    "Unfinished": "who painted the door",
    "Message to self": "put the kettle down gently",
    "Intention, looked at again": "two keys of five",
}


def hear_them_out(person: Person) -> None:
    """Write their words first, keep a line as an insight with its levels, then what else they tell."""
    person.key(Qt.Key.Key_3, CTRL)
    person.type(WORDS)
    person.key(Qt.Key.Key_F6)
    person.press("Sort: I was")
    for level in ("Personal", "Symbolic", "Reclaim"):
        person.press(level)
    person.press("7", person.part("How sure the client is, where they say so"))
    person.press("Mixed")
    person.press("Open")
    for field, words in TOLD.items():
        person.write(field, words)
    person.press("5", person.part("Distress now"))
    person.press("8", person.part("Mood now"))


def come_back_into_the_body(person: Person) -> None:
    """Offer a step that helps and one that is declined; ask how it is in the body before and after."""
    person.key(Qt.Key.Key_4, CTRL)
    for item, value in (("Arousal before", "7"), ("Presence in the body before", "3")):
        person.press(value, person.part(item))
    person.press("Accepted", person.part("heels pressed into felt"))
    person.press("+2", person.part("heels pressed into felt"))
    person.press("Declined", person.part("cedar shavings"))
    for item, value in (("Arousal after", "2"), ("Presence in the body after", "9")):
        person.press(value, person.part(item))

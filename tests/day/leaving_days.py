"""Two days later, after the program was ended and begun again: what is still to be done, and for whom."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from tests.day.leaving_acts import ALT, CTRL, open_chart
from tests.day.leaving_people import ACUTE, ATTEMPT, Guest
from tests.day.person import Person, name_of

DAYS_LATER = 53  # hours after the first morning: the calls of 48 hours are overdue, the visits of a day too
CALL = "Check-in call after a positive suicide screen."
TABS = range(1, 9)
OPEN_RESULT = {ATTEMPT.family: "non-acute positive", ACUTE.family: "acute positive"}
TODAY = (
    f"by 24-Nov-2026 10:31 · {CALL}",
    f"by 24-Nov-2026 12:43 · {CALL}",
    "Non-urgent mental health follow-up: see that the referral is made.",
    "Emergency psychiatric evaluation: see that the referral is made.",
)
"""What must be done for the two who were heard, each with its time."""


def end_the_day(person: Person, is_open: Callable[[], bool]) -> None:
    """End the program; nothing is asked, for everything is written."""
    person.key(Qt.Key.Key_Q, CTRL)
    person.until(lambda: not is_open())


def look_at_today(person: Person, seen: Sequence[Guest], lines: Sequence[str]) -> None:
    """Read what stands on Today: the tasks, who was not seen, what is not signed."""
    person.key(Qt.Key.Key_1, ALT)
    words = person.words()
    assert [line for line in lines if line not in words] == [], words
    assert words.count(CALL) == sum(CALL in line for line in lines), words
    for guest in seen:
        assert guest.name in words, words  # each of their days is still to be signed
    assert "dose 1 on 22-Nov-2026, 2 days ago" in words
    assert "iodine" not in words
    assert "the bridge" not in words


def look_at_the_bands(person: Person, guests: Sequence[Guest]) -> None:
    """See the open results in the bands, that of the last client on every screen; the others have none."""
    for guest in guests:
        open_chart(person, guest)
        for number in TABS if guest is guests[-1] else (2,):
            person.key(Qt.Key(Qt.Key.Key_0 + number), CTRL)
            assert result_in_band(person) == OPEN_RESULT.get(guest.family, ""), (guest.name, number)


def result_in_band(person: Person) -> str:
    """Return what the band says of a screen, or nothing."""
    said = [name for one in person.controls() if "positive" in (name := name_of(one)) and "ASQ" in name]
    assert len(said) <= 1, said
    if not said:
        return ""
    return "non-acute positive" if "non-acute positive" in said[0] else "acute positive"


def say_that_the_call_was_made(person: Person, guest: Guest) -> None:
    """Go from Today to the task, try to put it away without a word, then say what was done."""
    open_chart(person, guest)
    person.key(Qt.Key.Key_6, CTRL)
    person.press(f"Done: {CALL}")
    person.key(Qt.Key.Key_Return)
    assert CALL in person.words()
    person.type("reached at noon, steady voice")
    person.key(Qt.Key.Key_Return)
    assert CALL not in person.words()


def close_the_result(person: Person, guest: Guest) -> None:
    """Close the positive result with a reason, not with less; the band lets go of it."""
    open_chart(person, guest)
    person.key(Qt.Key.Key_5, CTRL)
    person.write("Reason for closing", "done")
    person.press("Close the result")
    assert result_in_band(person) == OPEN_RESULT[guest.family]
    person.write("Reason for closing", " with the sister on 24 November")
    person.press("Close the result")
    assert result_in_band(person) == ""

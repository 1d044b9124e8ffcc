"""What must stand on the pages of each of the four, and what must stand on none of them."""

import re

from kapdesk.domain.clock import show_date
from tests.day.leaving_people import ACUTE, AGAINST, ATTEMPT, EVERYBODY, PLAIN, Guest
from tests.day.papers import pages_of

SUMMARY, HOME, ESCORT, PLAN, CARD = (
    "Session summary", "Discharge safety summary", "For the escort", "Stay-safe plan", "Appointment card",
)  # fmt: skip
EVALUATION, AGAINST_SHEET, FIELDS = (
    "Emergency evaluation sheet", "Against-advice sheet", "Esketamine monitoring fields",
)  # fmt: skip
TAKEN_HOME = (HOME, ESCORT, PLAN, CARD)
WORKSHEET = "Looking back"
ALWAYS = {SUMMARY, WORKSHEET, "Progress note (DAP)", "Whole record"}
CAN_BE_MADE = {
    PLAIN.family: ALWAYS | {HOME, ESCORT, PLAN, CARD},
    ATTEMPT.family: ALWAYS | {HOME, ESCORT, PLAN, CARD},
    ACUTE.family: ALWAYS | {EVALUATION},
    AGAINST.family: ALWAYS | {HOME, AGAINST_SHEET, FIELDS},
}
"""Every page that can be made once the day has ended; none other is offered."""

TICKS, BOXES = set("☐☑☒✓✔✗✘■□"), set("☐□")
"""Nothing is ticked that nobody ticked; the empty boxes of a worksheet wait for the client's own hand."""
VERDICT = re.compile(r"(?<![Ss]tay-)\bsafe\b|contract for safety|no-suicide", re.IGNORECASE)
RISK = ("positive", "ASQ", "disposition", "assessment", "attempt", "2009", "calm years", "no plan, no intent",
        "the twins", "Aldrete", "MOAA", "criteria", "Odalys", "mmHg", "ketamine", "lot ")  # fmt: skip
"""Words of risk, scores and medicines: not on a page for the kitchen wall."""

MUST: dict[tuple[str, str], tuple[str, ...]] = {
    (PLAIN.family, SUMMARY): (
        "Outcome Released with escort Who the client left with Piet Okonjo",
        "Result, arrival negative", "Result, before leaving negative",
        "Medical Dr Odalys Finch, medical professional, physician, remote",
        "Therapist J. Adler, LMFT, therapist",
    ),
    (PLAIN.family, HOME): (
        "Takes you home: Piet Okonjo, husband.", "555 0100", "912", "version 1, is in your hands",
        "Monday 23 November 2026", "Wednesday 25 November 2026",
    ),
    (ATTEMPT.family, SUMMARY): (
        "Outcome Released with escort", "tablets in the winter of 2009", "seventeen calm years",
        "the twins and the allotment", "Disposition no further intervention now",
        "Disposition non-urgent mental health follow-up", "medication: locked and secured planned",
        "Stay-safe plan reviewed (hard)", "Someone there tonight (hard)", "Next contact booked (hard)",
        "Check-in call after a positive suicide screen. 24-Nov-2026", "see that the referral is made.",
    ),
    (ATTEMPT.family, HOME): (
        "Takes you home: Nuala Szabo, sister.", "With you tonight: Nuala Szabo.", "is in your hands",
        "Monday 23 November 2026",
    ),
    (ATTEMPT.family, PLAN): ("I stop watering the basil", "555 0100", "912", "Version 1"),
    (ACUTE.family, SUMMARY): (
        "Result, before leaving acute positive", "the bridge by the mill tonight",
        "Disposition emergency psychiatric evaluation", "Outcome Emergency psychiatric evaluation",
        "J. Adler beside the door", "St Brigid, Dr Amadi", "brother told at the door",
        "Clearances not recorded",
        "see that the referral is made.", "Check-in call after a positive suicide screen.",
    ),
    (ACUTE.family, EVALUATION): (
        "acute thoughts with a place", "Dr Odalys Finch, physician", "J. Adler beside the door",
        "ambulance 14",
        "St Brigid, Dr Amadi", "brother told at the door", "Time the client left 22-Nov-2026",
        "iodine burns the skin", "acute positive", "emergency psychiatric evaluation", "racemic ketamine",
        "63 mg", "122/78", "123/77", "Aunt Graca, godparent, 555 0188", "Tomas Ferreira, brother, 555 0163",
        "Hollow Oak Clinic", "4 Alder Court, Riverton",
    ),
    (AGAINST.family, SUMMARY): (
        "Outcome Left against advice", "stay until two hours are over", "50 min of 120 min",
        "Emergency services called no", "Client drove no", "Clearances not recorded", "29-Nov-2026",
    ),
    (AGAINST.family, AGAINST_SHEET): (
        "stay until two hours are over", "Dr Odalys Finch, physician", "Delia Marsh met him downstairs",
        "Emergency services called no", "Client drove no", "Time the client left 22-Nov-2026",
        "50 min of 120 min", "plasters leave welts", "DD-4404", "56 mg",
        "Percy Whitlock, godparent, 555 0188",
    ),
    (AGAINST.family, FIELDS): ("DD-4404", "esketamine 56 mg", "leaving (calculated from the two times) 50"),
}  # fmt: skip

NEVER: dict[tuple[str, str], tuple[str, ...]] = {
    (PLAIN.family, SUMMARY): ("against advice", "emergency psychiatric", "overridden", "Check-in call"),
    (ATTEMPT.family, SUMMARY): ("acute thoughts", "against advice"),
    (ACUTE.family, SUMMARY): ("Released", "all recorded criteria met", "Goes home by"),
    (ACUTE.family, EVALUATION): ("Released", "Goes home", "Stays tonight", "non-acute"),
    (AGAINST.family, SUMMARY): ("Released", "all recorded criteria met", "was given in writing yes"),
    (AGAINST.family, AGAINST_SHEET): ("Released", "all recorded criteria met", "Goes home by"),
    (AGAINST.family, HOME): ("Takes you home: Delia Marsh", "is in your hands"),
}


def check_pages(guest: Guest, made: dict[str, bytes]) -> None:
    """Look at everything that could be made for one of the four."""
    assert set(made) == CAN_BE_MADE[guest.family], sorted(made)
    for title, pdf in made.items():
        pages = pages_of(pdf)
        words = " ".join(pages)
        for number, page in enumerate(pages, 1):
            assert f"{guest.name} Born {show_date(guest.born)} K-000" in page, title
            assert f"Page {number} of {len(pages)}" in page, title
            assert re.search(r"Printed .{0,12}22[- ]Nov", page), title
        check_words(guest, title, words)


def check_words(guest: Guest, title: str, words: str) -> None:
    """What must stand there does, what must not does not, and nobody else's words do."""
    assert [one for one in MUST.get((guest.family, title), ()) if one not in words] == [], (title, words)
    assert [one for one in NEVER.get((guest.family, title), ()) if one in words] == [], (title, words)
    others = [word for other in EVERYBODY if other is not guest for word in other.own]
    assert [one for one in others if one in words] == [], title
    assert not set(words) & (TICKS - BOXES if title == WORKSHEET else TICKS), title
    assert VERDICT.search(words) is None, (title, VERDICT.search(words))
    assert "555 0999" not in words, f"{title} prints a number that nobody has tried"
    if title in TAKEN_HOME:
        assert [one for one in (*guest.private, *RISK) if one in words] == [], (title, words)
    elif title == SUMMARY:
        assert [one for one in guest.private if one not in words] == [], title

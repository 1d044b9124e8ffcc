"""What is signed is not written in again; what is wrong gets an addendum."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.domain.notes import Addendum, check_addendum, check_field, check_may_edit, is_late

SIGNED = datetime(2026, 11, 22, 18, tzinfo=UTC)
ADDENDUM = Addendum("The dose was 45 mg.", "misread", "J. Adler", SIGNED + timedelta(hours=1))


def test_a_signed_note_is_not_edited() -> None:
    check_may_edit(signed_at=None)
    with pytest.raises(Refused, match="addendum"):
        check_may_edit(signed_at=SIGNED)


def test_a_text_has_to_be_one_of_the_forms() -> None:
    check_field("narrative", {"narrative", "body"})
    with pytest.raises(Refused, match="no text called"):
        check_field("narative", {"narrative", "body"})


def test_an_addendum_has_words_a_reason_and_something_signed_before_it() -> None:
    check_addendum(ADDENDUM, signed_at=SIGNED)
    with pytest.raises(Refused, match="not signed"):
        check_addendum(ADDENDUM, signed_at=None)
    for gap in ({"text": " "}, {"reason": ""}):
        with pytest.raises(Refused, match="needs its words"):
            check_addendum(dataclasses.replace(ADDENDUM, **gap), signed_at=SIGNED)
    with pytest.raises(Refused, match="after the signature"):
        check_addendum(ADDENDUM, signed_at=SIGNED + timedelta(hours=2))


@pytest.mark.parametrize(("hours", "late"), [(0, False), (24, False), (24.1, True)])
def test_a_note_signed_after_a_day_is_a_late_entry(hours: float, late: bool) -> None:
    assert is_late(SIGNED, SIGNED + timedelta(hours=hours)) is late

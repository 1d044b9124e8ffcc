"""What is signed is not written in again; what is wrong gets an addendum."""

from datetime import UTC, datetime

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.domain.notes import check_field, check_may_edit

SIGNED = datetime(2026, 11, 22, 18, tzinfo=UTC)


def test_a_signed_note_is_not_edited() -> None:
    check_may_edit(signed_at=None)
    with pytest.raises(Refused, match="addendum"):
        check_may_edit(signed_at=SIGNED)


def test_a_text_has_to_be_one_of_the_forms() -> None:
    check_field("narrative", {"narrative", "body"})
    with pytest.raises(Refused, match="no text called"):
        check_field("narative", {"narrative", "body"})

"""What is typed in the line and beside it is one reading, and nothing is guessed."""

from decimal import Decimal

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.domain.readings import Reading
from kapdesk.domain.typed_vitals import parse_typed


def test_line_and_fields_are_one_reading() -> None:
    reading = parse_typed(
        "128/82 76 97 16", {"moaas": "4", "dissociation": " 2", "nausea": "", "temp": "36,8"}
    )
    assert reading == Reading(
        sbp=128, dbp=82, hr=76, spo2=97, rr=16, moaas=4, dissociation=2, temp=Decimal("36.8")
    )


def test_fields_alone_are_a_reading_and_nothing_is_none() -> None:
    assert parse_typed("", {"pain": "0"}) == Reading(pain=0)
    with pytest.raises(Refused, match="Nothing was read"):
        parse_typed(" ", {"pain": " "})


@pytest.mark.parametrize(
    ("field", "text"), [("moaas", "six"), ("nausea", "1.5"), ("pain", "nan"), ("moaas", "9")]
)
def test_what_is_no_such_sign_is_refused(field: str, text: str) -> None:
    with pytest.raises(Refused, match=r"Nothing was recorded|cannot be"):
        parse_typed("128/82", {field: text})

"""Who takes the client home is kept as far as it is known."""

from typing import Any

import pytest

from kapdesk.domain.doses import Escort
from kapdesk.domain.errors import Refused
from kapdesk.services import escorts
from kapdesk.services.record import Record


def test_nothing_is_known_of_an_escort_until_somebody_says_so(day: Any, record: Record) -> None:
    assert escorts.of_session(record, day.session) is None
    assert escorts.exception(record, day.session) == ""


def test_an_escort_is_read_back_as_it_was_written(day: Any, record: Record) -> None:
    escort = Escort("Tove Lind", "sister", "555 0101", adult=True, arrived_at=day.now, drives="by car")
    escorts.write(record, day.session, escort)
    assert escorts.of_session(record, day.session) == escort
    escorts.write(record, day.session, Escort("Nils Lind", "brother"))
    assert escorts.of_session(record, day.session) == Escort("Nils Lind", "brother")


def test_an_exception_is_written_and_read_back(day: Any, record: Record) -> None:
    escorts.write_exception(record, day.session, "  Ward transport to the unit ")
    assert escorts.exception(record, day.session) == "Ward transport to the unit"


def test_a_signed_session_keeps_its_escort(day: Any, record: Record) -> None:
    day.name_escort()
    day.sign()
    with pytest.raises(Refused, match="signed"):
        escorts.write(record, day.session, Escort("Somebody else"))
    with pytest.raises(Refused, match="signed"):
        escorts.write_exception(record, day.session, "Changed afterwards")
    escort = escorts.of_session(record, day.session)
    assert escort is not None
    assert escort.name == "Tove Lind"

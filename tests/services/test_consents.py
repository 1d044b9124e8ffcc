"""A consent stands in the wording it was given to, until it is taken back."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from kapdesk.domain.consents import ConsentState, Standing
from kapdesk.domain.errors import Refused
from kapdesk.services import clients, consents
from kapdesk.services.record import Record

TODAY = date(2026, 11, 22)


@pytest.fixture
def client(record: Record) -> UUID:
    made = replace(clients.blank(record), family_name="Mor")
    clients.add(record, made)
    return made.id


def state(record: Record, client: UUID, kind: str = "touch") -> ConsentState:
    return next(one for one in consents.states(record, client) if one.kind.id == kind)


def give(record: Record, client: UUID, version: str = "1", on: date = TODAY) -> UUID:
    given = consents.add(record, client, "touch", version, on, signer="Aster Mor", method="on paper").item
    assert given is not None
    return given


def test_nothing_is_taken_for_given_before_it_was(record: Record, client: UUID) -> None:
    assert {one.standing for one in consents.states(record, client)} == {Standing.NOT_GIVEN}
    assert state(record, client).is_open
    assert not state(record, client, "recording").is_open


def test_a_consent_names_its_version_signer_day_and_method(record: Record, client: UUID) -> None:
    give(record, client)
    now = state(record, client)
    assert now.standing is Standing.GIVEN
    assert not now.is_open
    assert now.last is not None
    kept = now.last.consent
    assert (kept.version, kept.signer, kept.given_on, kept.method) == ("1", "Aster Mor", TODAY, "on paper")


def test_a_consent_to_an_older_text_is_asked_again(record: Record, client: UUID) -> None:
    give(record, client, version="0")
    assert state(record, client).standing is Standing.OLDER_TEXT
    assert state(record, client).is_open


def test_a_withdrawn_consent_stays_readable_and_stands_no_more(record: Record, client: UUID) -> None:
    given = give(record, client, on=TODAY - timedelta(days=3))
    consents.withdraw(record, given, TODAY, "after the first session")
    assert state(record, client).standing is Standing.WITHDRAWN
    assert state(record, client).is_open
    [kept] = consents.of_client(record, client)
    assert kept.consent.withdrawn_note == "after the first session"
    with pytest.raises(Refused, match="already"):
        consents.withdraw(record, given, TODAY)
    give(record, client)
    assert state(record, client).standing is Standing.GIVEN


def test_what_cannot_be_is_refused(record: Record, client: UUID) -> None:
    with pytest.raises(Refused, match="day to come"):
        give(record, client, on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="who gave it"):
        consents.add(record, client, "touch", "1", TODAY, signer=" ", method="on paper")
    given = give(record, client)
    with pytest.raises(Refused, match="before it was given"):
        consents.withdraw(record, given, TODAY - timedelta(days=1))
    assert len(consents.of_client(record, client)) == 1

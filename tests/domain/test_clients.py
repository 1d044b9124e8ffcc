"""A client is whole or refused, and a wrong chart looks wrong."""

import dataclasses
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.clients import (
    COLOURS,
    SHAPES,
    Client,
    Consent,
    SafeContact,
    check_born,
    check_client,
    check_consent,
    display_name,
    mark,
)
from kapdesk.domain.errors import Refused

TODAY = date(2026, 11, 22)
ASTER = Client(UUID(int=7), "K-0142", "Mor", "Aster", born=date(1986, 3, 14))


def test_the_band_reads_family_name_first() -> None:
    assert ASTER.display_name == "MOR, Aster"
    assert ASTER.born_words(TODAY) == "14-Mar-1986 (40y)"
    assert dataclasses.replace(ASTER, born=None).born_words(TODAY) == "Not known"
    assert display_name("García López", "Ana", "Dr") == "GARCÍA LÓPEZ, Ana (Dr)"
    assert display_name("", "Sukarno") == "Sukarno"


@pytest.mark.parametrize(
    ("born", "said"),
    [(date(2026, 11, 23), "to come"), (date(1905, 11, 21), "over 120"), (date(1905, 11, 22), "over")],
)
def test_a_birth_date_that_cannot_be_is_refused(born: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        check_born(born, TODAY)


@pytest.mark.parametrize("born", [None, TODAY, date(1906, 11, 22), date(1905, 11, 23)])
def test_a_birth_date_that_can_be_is_kept(born: date | None) -> None:
    check_born(born, TODAY)


def test_a_client_has_a_number_and_a_name() -> None:
    check_client(ASTER, TODAY)
    check_client(dataclasses.replace(ASTER, family_name=""), TODAY)
    with pytest.raises(Refused, match="number"):
        check_client(dataclasses.replace(ASTER, code=" "), TODAY)
    with pytest.raises(Refused, match="name"):
        check_client(dataclasses.replace(ASTER, family_name=" ", given_name=""), TODAY)


@given(st.uuids())
def test_a_mark_is_for_ever_and_inside_the_palette(client_id: UUID) -> None:
    one = mark(client_id)
    assert one == mark(UUID(str(client_id)))
    assert 0 <= one.colour < COLOURS
    assert 0 <= one.shape < SHAPES


def test_marks_are_pinned_and_spread_over_all_combinations() -> None:
    assert (mark(UUID(int=7)).colour, mark(UUID(int=7)).shape) == (ASTER.mark.colour, ASTER.mark.shape)
    seen = {mark(UUID(int=number)) for number in range(2000)}
    assert len(seen) == COLOURS * SHAPES


def test_not_recorded_is_said_of_a_message_too() -> None:
    assert SafeContact().words == "channel not recorded; whether a message may be left is not recorded"
    contact = SafeContact("mobile", may_leave_message=False, code_word="library")
    assert contact.words == "mobile; leave no message; code word “library”"


CONSENT = Consent("touch", "2", date(2026, 11, 1))


def test_a_withdrawn_consent_stands_no_more() -> None:
    withdrawn = dataclasses.replace(CONSENT, withdrawn_on=date(2026, 11, 10))
    assert CONSENT.stands_on(TODAY)
    assert withdrawn.stands_on(date(2026, 11, 9))
    assert not withdrawn.stands_on(date(2026, 11, 10))
    assert not CONSENT.stands_on(date(2026, 10, 31))


@pytest.mark.parametrize(
    "consent",
    [
        dataclasses.replace(CONSENT, kind=""),
        dataclasses.replace(CONSENT, version=" "),
        dataclasses.replace(CONSENT, given_on=date(2026, 11, 23)),
        dataclasses.replace(CONSENT, withdrawn_on=date(2026, 10, 1)),
        dataclasses.replace(CONSENT, withdrawn_on=date(2026, 11, 23)),
    ],
)
def test_a_consent_that_cannot_be_is_refused(consent: Consent) -> None:
    check_consent(CONSENT, TODAY)
    with pytest.raises(Refused, match="Nothing was recorded"):
        check_consent(consent, TODAY)

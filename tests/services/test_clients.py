"""Clients are found by any part of what is known of them, told apart, and kept whole."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from kapdesk.domain.clients import Client, Reach, SafeContact
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.sessions import SessionState
from kapdesk.services import client_list, clients, sessions
from kapdesk.services.record import Record


def keep(
    record: Record, family: str, given: str = "", born: date | None = None, preferred: str = ""
) -> Client:
    made = replace(
        clients.blank(record), family_name=family, given_name=given, born=born, preferred_name=preferred
    )
    clients.add(record, made)
    return made


def found(record: Record, query: str) -> list[str]:
    return [card.name for card in clients.find(record, query)]


@pytest.mark.parametrize(
    "query",
    ["MANUEL SAN", "san man", "santos", "garcía", "GARCIA", "garcia-santos", "garciasantos", "anuel"],
)
def test_any_part_of_a_name_finds_the_client_in_any_order_and_case(record: Record, query: str) -> None:
    keep(record, "García-Santos", "Manuel")
    keep(record, "Mor", "Aster")
    assert found(record, query) == ["GARCÍA-SANTOS, Manuel"]


@pytest.mark.parametrize(
    ("family", "given", "query"),
    [
        ("Орлова", "Вера", "орл"),
        ("Орлова", "Вера", "ВЕРА"),
        ("Йовович", "Мила", "йов"),
        ("العبد", "ليلى", "ليل"),
        ("العَبد", "ليلى", "العبد"),
        ("王", "小明", "小明"),
        ("王", "小明", "王"),
        ("O’Brien", "Seán", "obrien sean"),
        ("Łuczak", "Zoë", "luc zoe"),
    ],
)
def test_names_in_any_script_are_found(record: Record, family: str, given: str, query: str) -> None:
    keep(record, "Mor", "Aster")
    wanted = keep(record, family, given)
    assert [card.id for card in clients.find(record, query)] == [wanted.id]


@pytest.mark.parametrize(
    "query", ["14-Mar-1986", "1986-03-14", "14.3.1986", "14/03/86", "14 mar 1986", "3/14/1986", "14.03"]
)
def test_a_birth_date_is_found_in_every_common_form(record: Record, query: str) -> None:
    keep(record, "Mor", "Aster", date(1986, 3, 14))
    keep(record, "Vega", "Lin", date(1990, 11, 2))
    assert found(record, query) == ["MOR, Aster"]


def test_the_number_finds_the_client_and_no_sign_of_a_search_pattern_does(record: Record) -> None:
    kept = keep(record, "Mor", "Aster")
    assert [card.code for card in clients.find(record, kept.code.lower())] == [kept.code]
    assert len(clients.find(record, "%")) == 1  # no letters at all: everyone
    assert clients.find(record, "m%r") == ()


def test_ended_clients_are_found_too_and_stand_last(record: Record) -> None:
    first = keep(record, "Adams", "Ann")
    keep(record, "Zahn", "Ada")
    clients.end(record, first.id, date(2026, 11, 20), "course finished")
    assert [card.name for card in clients.find(record)] == ["ZAHN, Ada", "ADAMS, Ann"]
    assert clients.find(record, "adams")[0].ended_on == date(2026, 11, 20)
    clients.resume(record, first.id)
    assert clients.one(record, first.id).ended_on is None


def test_the_work_is_not_ended_without_a_reason_nor_while_the_client_is_here(record: Record) -> None:
    kept = keep(record, "Mor", "Aster")
    with pytest.raises(Refused, match="reason"):
        clients.end(record, kept.id, date(2026, 11, 20), "  ")
    session = planned(record, kept.id)
    sessions.move(record, session, SessionState.ARRIVED)
    with pytest.raises(Refused, match="open"):
        clients.end(record, kept.id, date(2026, 11, 20), "moved away")
    assert clients.one(record, kept.id).ended_on is None


def test_a_similar_name_or_the_same_birth_date_is_named_before_saving(record: Record) -> None:
    keep(record, "Mor", "Aster", date(1986, 3, 14))
    keep(record, "Vega", "Lin", date(1990, 1, 1))
    new = replace(clients.blank(record), family_name="Morr", given_name="Aster", born=date(1986, 3, 14))
    alike = clients.alike(record, new)
    assert [(likeness.card.name, likeness.reasons) for likeness in alike] == [
        ("MOR, Aster", ("same birth date", "similar name"))
    ]
    assert clients.alike(record, replace(new, family_name="Quist", given_name="Bo", born=None)) == ()


def test_everything_that_is_known_of_a_client_comes_back(record: Record) -> None:
    contact = SafeContact("text message", may_leave_message=False, code_word="harbour", note="not at work")
    reach = Reach("555 0101", "a@example.org", "1 Oak Lane", "Ivo Mor", "brother", "555 0134", "Dr N. Rowe")
    made = replace(
        clients.blank(record), family_name="Mor", given_name="Aster", preferred_name="Az", title="Mx",
        gender="non-binary", pronouns="they/them", born=date(1986, 3, 14), language="English",
        contact=contact, reach=reach,
    )  # fmt: skip
    clients.add(record, made)
    assert clients.one(record, made.id) == made


def test_a_number_in_use_is_refused_and_the_next_free_one_is_proposed(record: Record) -> None:
    first = keep(record, "Mor", "Aster")
    with pytest.raises(Refused, match="in use"):
        clients.add(record, replace(clients.blank(record), code=first.code, family_name="Vega"))
    assert clients.next_code(record) != first.code


def test_the_number_after_the_highest_in_use_is_proposed(record: Record) -> None:
    assert clients.next_code(record) == "K-0001"
    for code in ("K-0151", "K-0098", "K-12a", "X-0900", "K-²"):
        clients.add(record, replace(clients.blank(record), code=code, family_name="Mor"))
    assert clients.next_code(record) == "K-0152"
    clients.add(record, replace(clients.blank(record), code="K-12000", family_name="Mor"))
    assert clients.next_code(record) == "K-12001"


def planned(record: Record, client: UUID) -> UUID:
    session = sessions.plan(record, client).item
    assert session is not None
    return session


def test_the_chart_opens_with_the_open_session_else_the_newest(record: Record, clock: SetClock) -> None:
    kept = keep(record, "Mor", "Aster")
    assert client_list.session_to_open(record, kept.id) is None
    first, second = planned(record, kept.id), planned(record, kept.id)
    assert client_list.session_to_open(record, kept.id) == second
    sessions.move(record, first, SessionState.ARRIVED)
    assert client_list.session_to_open(record, kept.id) == first
    [line] = client_list.lines(record)
    assert line.session is not None
    assert (line.session.number, line.session.open) == (1, True)


def test_pages_follow_each_other_without_a_gap(record: Record) -> None:
    for number in range(7):
        keep(record, f"Name{number}", "A")
    paged = [line.card.id for start in (0, 3, 6) for line in client_list.lines(record, "", start, 3)]
    assert paged == [card.id for card in clients.find(record)]
    assert len(set(paged)) == 7

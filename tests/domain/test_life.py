"""How what is carried is read: what was said last counts, a visit is one look, days are answered by looks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.errors import Refused
from kapdesk.domain.life import (
    LifeItem,
    LifeLook,
    check_limit,
    check_same,
    due_of,
    here,
    offered_days,
    raised,
    visits,
)
from kapdesk.domain.registers import Register, Value
from tests.conftest import shipped

AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
TODAY = date(2026, 11, 22)
BELIEF: Register = shipped().register("belief")
DECISION: Register = shipped().register("decision")
RELATIONSHIP: Register = shipped().register("relationship")


def a_look(
    days: int = 0, *, status: str = "open", rating: int | None = None, text: str = "",
    facts: dict[str, Value] | None = None, back: tuple[str, ...] = (), due: date | None = None,
    note: UUID | None = None,
) -> LifeLook:  # fmt: skip
    at = AT + timedelta(days=days)
    return LifeLook(uuid4(), status, rating, text, facts or {}, back, due, at, at, "UTC", None, None, note)


def an_item(*looks: LifeLook, register: str = "belief", due: date | None = None) -> LifeItem:
    return LifeItem(
        id=UUID(int=1), client=UUID(int=2), register=register, register_version=1, text="was it real?",
        named={}, named_due=due, happened_at=AT, written_at=AT, zone="UTC", author=None, first_status="open",
        looks=looks,
    )  # fmt: skip


def test_everything_said_in_one_visit_is_one_look_and_the_last_word_counts() -> None:
    note = uuid4()
    item = an_item(a_look(rating=8, note=note), a_look(rating=6, text="less", note=note), a_look(7, rating=4))
    first, second = visits(item)
    assert (first.rating, first.text, first.integration) == (6, "less", note)
    assert (second.rating, second.text) == (4, "")
    assert item.ratings == ((TODAY, 6), (TODAY + timedelta(days=7), 4))
    assert here(item, note, TODAY + timedelta(days=30)) == first
    assert here(item, None, TODAY + timedelta(days=7)) == second
    assert here(item, None, TODAY + timedelta(days=8)) is None


def test_a_day_stands_until_it_was_looked_at_on_it_or_after() -> None:
    due = TODAY + timedelta(days=14)
    assert due_of(an_item(a_look(3, rating=5), due=due), BELIEF) == due
    assert due_of(an_item(a_look(14, rating=5), due=due), BELIEF) is None
    later = due + timedelta(days=14)
    assert due_of(an_item(a_look(14, due=later), due=due), BELIEF) == later
    assert due_of(an_item(a_look(1, back=("due",)), due=due), BELIEF) is None
    assert due_of(an_item(a_look(1, status="let-go"), due=due), BELIEF) is None
    assert due_of(replace(an_item(due=due), struck_reason="twice"), BELIEF) is None


def test_days_are_offered_only_where_the_rule_allows_it() -> None:
    assert offered_days(DECISION, {}, TODAY) == ()
    two, four = offered_days(DECISION, {"reversible": "no"}, TODAY)
    assert (two, four) == (TODAY + timedelta(days=14), TODAY + timedelta(days=28))
    assert offered_days(DECISION, {"reversible": "no", "leaving-harm": "yes"}, TODAY) == ()
    assert offered_days(RELATIONSHIP, {}, TODAY) == ()


def test_the_question_about_harm_waits_until_the_client_is_alone() -> None:
    assert [each.id for each in raised(RELATIONSHIP, {"alone": "no"}, None)] == ["not-alone"]
    assert [each.id for each in raised(RELATIONSHIP, {"alone": "yes"}, None)] == []
    concern = RELATIONSHIP.entry("concern")
    assert not concern.asked_of({})
    assert not concern.asked_of({"alone": "no"})
    (caution,) = raised(RELATIONSHIP, {"alone": "yes", "concern": "yes"}, None)
    assert caution.crisis


def test_the_limit_names_what_is_active_and_the_same_is_not_added_twice() -> None:
    one, two = an_item(), replace(an_item(), text="walk")
    check_limit([one], 2)
    check_limit([one, two], None)
    with pytest.raises(Refused, match="“was it real\\?”, “walk”"):
        check_limit([one, two], 2)
    with pytest.raises(Refused, match="stands there already"):
        check_same("WALK", [two])


LOOKS = st.lists(
    st.builds(
        a_look, st.integers(0, 40), rating=st.one_of(st.none(), st.integers(0, 10)),
        text=st.sampled_from(["", "a", "b"]), back=st.sampled_from([(), ("rating",), ("due",)]),
        facts=st.dictionaries(st.sampled_from(["for", "against"]), st.sampled_from([None, "x", "y"])),
    ),
    max_size=8,
)  # fmt: skip


@given(LOOKS)
def test_every_step_of_a_visit_that_was_not_taken_back_is_among_its_looks(looks: list[LifeLook]) -> None:
    item = an_item(*sorted(looks, key=_when))
    for visit in visits(item):
        said = [look.rating for look in item.looks if look.day == visit.day]
        assert visit.rating is None or visit.rating in said
    assert item.rating is None or item.rating in {look.rating for look in looks}
    assert None not in item.facts.values()


def _when(look: LifeLook) -> datetime:
    return look.happened_at

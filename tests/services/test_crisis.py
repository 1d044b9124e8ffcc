"""A number prints only after a person of the clinic has tried that very number."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapdesk.domain.clock import SetClock
from kapdesk.domain.crisis import ListedLine
from kapdesk.domain.errors import KapdeskError, NotFound, Refused
from kapdesk.services import crisis
from kapdesk.services.record import Record


def line(record: Record, label: str) -> ListedLine:
    return next(one for one in crisis.on_list(record) if one.label == label)


def test_nothing_is_confirmed_by_default_and_suggestions_print_nothing(record: Record) -> None:
    assert crisis.confirmed(record) == ()
    assert crisis.clinic_phone(record) is None
    crisis.take(record, "United Kingdom")
    assert len(crisis.on_list(record)) == 6  # the clinic's two and the four suggested
    assert crisis.confirmed(record) == ()


def test_no_suggestion_says_its_number_twice(record: Record) -> None:
    for place in crisis.places(record):
        crisis.take(record, place)
    for one in crisis.on_list(record):
        said = set(one.number.replace(" to ", " ").split())
        assert not said & set(one.label.split()), one.label


def test_a_confirmed_number_names_the_day_and_the_person(record: Record) -> None:
    crisis.take(record, "United Kingdom")
    samaritans = line(record, "Samaritans")
    crisis.confirm(record, samaritans.id, samaritans.number)
    [kept] = crisis.confirmed(record)
    assert (kept.label, kept.number, kept.by) == ("Samaritans", "116 123", "J. Adler, LMFT")
    assert kept.verified_on == date(2026, 11, 22)


def test_a_number_that_is_changed_has_to_be_tried_anew(record: Record) -> None:
    crisis.edit(record, crisis.CLINIC_DAY, label="The clinic", number="555 0100", when="Mon to Fri, 9 to 17")
    crisis.confirm(record, crisis.CLINIC_DAY, "555 0100")
    assert crisis.clinic_phone(record) is not None
    crisis.edit(record, crisis.CLINIC_DAY, label="The clinic", number="555 0199")
    assert crisis.clinic_phone(record) is None
    assert crisis.confirmed(record) == ()
    with pytest.raises(NotFound, match="another number"):
        crisis.confirm(record, crisis.CLINIC_DAY, "555 0100")


def test_after_half_a_year_a_number_is_to_be_tried_again(record: Record, clock: SetClock) -> None:
    crisis.add(record, "Night line", "555 0177")
    night = line(record, "Night line")
    crisis.confirm(record, night.id, night.number, date(2026, 11, 20))
    assert crisis.stale(record) == ()
    clock.move(days=178)
    assert crisis.stale(record) == ()
    clock.move(days=1)
    assert [one.label for one in crisis.stale(record)] == ["Night line"]


def test_a_number_taken_off_the_list_prints_no_more(record: Record) -> None:
    crisis.take(record, "Ireland")
    emergency = line(record, "Emergency")
    crisis.confirm(record, emergency.id, emergency.number)
    crisis.remove(record, emergency.id)
    assert crisis.confirmed(record) == ()
    crisis.take(record, "Ireland")
    assert crisis.confirmed(record) == ()


def test_what_cannot_be_confirmed_is_refused(record: Record) -> None:
    with pytest.raises(Refused, match="no number"):
        crisis.confirm(record, crisis.CLINIC_DAY, "")
    crisis.add(record, "Night line", "555 0177")
    night = line(record, "Night line")
    with pytest.raises(Refused, match="day to come"):
        crisis.confirm(record, night.id, night.number, date(2026, 11, 23))
    with pytest.raises(Refused, match="whose"):
        crisis.add(record, " ", "555")
    with pytest.raises(NotFound, match="suggestions"):
        crisis.take(record, "Atlantis")


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "confirm", "remove", "take"]), st.sampled_from(["555 01", "555 02", ""])
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_order_of_acts_lets_an_untried_number_print(record: Record, acts: list[tuple[str, str]]) -> None:
    tried: str | None = None
    crisis.remove(record, crisis.CLINIC_DAY)
    for act, number in acts:
        try:
            if act == "edit":
                crisis.edit(record, crisis.CLINIC_DAY, label="The clinic", number=number)
            elif act == "confirm":
                crisis.confirm(record, crisis.CLINIC_DAY, number)
                tried = number
            elif act == "remove":
                crisis.remove(record, crisis.CLINIC_DAY)
                tried = None
            else:
                crisis.take(record, "Canada")
        except KapdeskError:
            pass
        phone = crisis.clinic_phone(record)
        assert phone is None or (phone.number and phone.number == tried)

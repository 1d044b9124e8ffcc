"""An alert stands until it is ended with a reason; allergies known, none and not asked are three things."""

from dataclasses import replace
from uuid import UUID

import pytest

from kapdesk.domain.alerts import Allergies, Severity
from kapdesk.domain.errors import Refused
from kapdesk.services import alerts, clients
from kapdesk.services.record import Record


@pytest.fixture
def client(record: Record) -> UUID:
    made = replace(clients.blank(record), family_name="Mor")
    clients.add(record, made)
    return made.id


def allergies(record: Record, client: UUID) -> Allergies:
    return clients.one(record, client).allergies


def test_the_gravest_alert_stands_first_and_an_ended_one_is_still_readable(
    record: Record, client: UUID
) -> None:
    alerts.add(record, client, "sight", Severity.INFO)
    second = alerts.add(record, client, "pregnancy", Severity.STOP, text="12 weeks").item
    assert [alert.kind for alert in alerts.standing_of(record, client)] == ["pregnancy", "sight"]
    assert second is not None
    with pytest.raises(Refused, match="reason"):
        alerts.end(record, second, " ")
    alerts.end(record, second, "born in October")
    assert [alert.kind for alert in alerts.standing_of(record, client)] == ["sight"]
    assert {alert.ended_reason for alert in alerts.of_client(record, client)} == {"", "born in October"}


def test_no_known_allergies_is_said_and_is_not_the_same_as_not_asked(record: Record, client: UUID) -> None:
    assert allergies(record, client) is Allergies.NOT_RECORDED
    alerts.say_no_allergies(record, client, none_known=True)
    assert allergies(record, client) is Allergies.NONE_KNOWN
    alerts.say_no_allergies(record, client, none_known=False)
    assert allergies(record, client) is Allergies.NOT_RECORDED


def test_an_allergy_recorded_outweighs_none_known_until_its_alert_is_ended(
    record: Record, client: UUID
) -> None:
    alerts.say_no_allergies(record, client, none_known=True)
    latex = alerts.add(record, client, "allergy-latex", Severity.CAUTION).item
    assert allergies(record, client) is Allergies.RECORDED
    with pytest.raises(Refused, match="allergy"):
        alerts.say_no_allergies(record, client, none_known=True)
    assert latex is not None
    alerts.end(record, latex, "tested, it was not latex")
    assert allergies(record, client) is Allergies.NOT_RECORDED

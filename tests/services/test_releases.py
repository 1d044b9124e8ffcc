"""A copy leaves by the client's consent, or by a decision with a name and a reason."""

from datetime import date

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.services import consents, documents, releases
from kapdesk.services.documents import Paper
from kapdesk.services.record import Record
from tests.services.leaving_day import LeavingDay, plan_leaving_day

CONSENTED = date(2026, 11, 20)
WHY = "The receiving ward asked for it in an emergency"


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    return plan_leaving_day(record, clock)


def stands(day: LeavingDay) -> releases.Release:
    return releases.standing(day.record, day.client, day.session)


def consent(day: LeavingDay) -> None:
    consents.add(
        day.record, day.client, releases.TO_PROVIDER, "1", CONSENTED, signer="Aster Mor", method="on paper"
    )


def withdraw(day: LeavingDay) -> None:
    (kept,) = consents.of_client(day.record, day.client)
    consents.withdraw(day.record, kept.id, date(2026, 11, 22))


def test_nothing_leaves_before_somebody_says_so(day: LeavingDay) -> None:
    assert not stands(day).allowed
    with pytest.raises(Refused, match="neither the client’s consent"):
        documents.provider_summary(day.record, day.session, paper=Paper.A4)


def test_a_consent_lets_it_leave_until_it_is_withdrawn(day: LeavingDay) -> None:
    consent(day)
    assert stands(day).allowed
    withdraw(day)
    assert not stands(day).allowed
    assert stands(day).withdrawn is not None


def test_a_decision_says_who_and_why_and_by_whom_it_was_written(day: LeavingDay) -> None:
    releases.decide(day.record, day.session, " Dr N. Okafor,\nphysician ", WHY)
    decision = stands(day).decision
    assert decision is not None
    assert (decision.by, decision.reason, decision.written_by) == (
        "Dr N. Okafor, physician", WHY, "J. Adler, LMFT",
    )  # fmt: skip


@pytest.mark.parametrize(("by", "reason"), [("", WHY), ("  ", WHY), ("Dr N. Okafor", "asked"), ("Dr O", "")])
def test_a_decision_without_a_name_or_a_reason_is_refused(day: LeavingDay, by: str, reason: str) -> None:
    with pytest.raises(Refused):
        releases.decide(day.record, day.session, by, reason)
    assert not stands(day).allowed


def test_a_decision_is_for_one_session_and_can_be_written_after_signing(day: LeavingDay) -> None:
    day.seal()
    releases.decide(day.record, day.session, "Dr N. Okafor, physician", WHY)
    assert stands(day).allowed
    other = plan_leaving_day(day.record, day.clock)
    assert not stands(other).allowed

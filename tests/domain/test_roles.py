"""Each role can do what its work needs, and every limit says truly what stands behind it."""

import pytest

from kapdesk.domain.people import Role
from kapdesk.domain.roles import POWERS, Behind, Power, behind, may, refusal, words


def test_every_role_has_its_powers_and_the_owner_all_of_them() -> None:
    assert set(POWERS) == set(Role)
    assert POWERS[Role.OWNER] == frozenset(Power)
    assert all(Power.DESK in powers for powers in POWERS.values())


def test_a_supervisor_reads_and_co_signs_and_writes_nothing() -> None:
    assert POWERS[Role.SUPERVISOR] == {Power.DESK, Power.READ, Power.COSIGN}


def test_an_assistant_sees_no_clinical_record_and_an_auditor_only_the_trail() -> None:
    assert not may(Role.ASSISTANT, Power.READ, Power.WRITE, Power.PRINT, Power.EXPORT, Power.AUDIT)
    assert may(Role.ASSISTANT, Power.SCHEDULE)
    assert POWERS[Role.AUDITOR] == {Power.DESK, Power.AUDIT}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_only_the_owner_decides_about_people_and_keys(role: Role) -> None:
    assert not may(role, Power.PEOPLE)
    assert not may(role, Power.PRACTICE)


def test_only_own_signatures_and_own_process_notes_are_called_limits_by_encryption() -> None:
    assert {power for power in Power if behind(power) is Behind.ENCRYPTION} == {
        Power.SIGN, Power.COSIGN, Power.PROCESS,
    }  # fmt: skip


def test_a_refusal_names_the_role_and_the_right_that_is_missing() -> None:
    assert "“assistant”" in refusal(Role.ASSISTANT, Power.WRITE)
    assert "write clinical records" in refusal(Role.ASSISTANT, Power.WRITE)
    assert dict(words(Role.SUPERVISOR))["co-sign"] is Behind.ENCRYPTION

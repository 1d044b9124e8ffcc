"""What each role may do, and what stands behind each limit: encryption, or only this program."""

from enum import StrEnum

from kapdesk.domain.people import Role


class Power(StrEnum):
    """Something a role may do, in the words of the page that lists it."""

    DESK = "use the desk"
    READ = "read clinical records"
    WRITE = "write clinical records"
    CLEAR = "give medical clearance"
    SIGN = "sign as themselves"
    COSIGN = "co-sign"
    SCHEDULE = "book appointments"
    CONTACT = "see and write contact details"
    BILLING = "see billing facts"
    PRINT = "print"
    EXPORT = "export"
    PROCESS = "keep own process notes"
    PRACTICE = "change the clinic's settings"
    BACKUPS = "make and test backups"
    PEOPLE = "people and keys"
    AUDIT = "read the audit trail"


class Behind(StrEnum):
    """What keeps somebody from what they may not do."""

    ENCRYPTION = "by encryption"
    PROGRAM = "by the program"


_CARE = frozenset(
    {
        Power.DESK, Power.READ, Power.WRITE, Power.SIGN, Power.SCHEDULE, Power.CONTACT, Power.BILLING,
        Power.PRINT, Power.EXPORT, Power.PROCESS, Power.BACKUPS,
    }
)  # fmt: skip
POWERS: dict[Role, frozenset[Power]] = {
    Role.OWNER: frozenset(Power),
    Role.CLINICIAN: _CARE | {Power.COSIGN},
    Role.MEDICAL: _CARE | {Power.CLEAR},
    Role.SUPERVISOR: frozenset({Power.DESK, Power.READ, Power.COSIGN}),
    Role.ASSISTANT: frozenset({Power.DESK, Power.SCHEDULE, Power.CONTACT, Power.BILLING}),
    Role.AUDITOR: frozenset({Power.DESK, Power.AUDIT}),
}
_BY_KEYS = frozenset({Power.SIGN, Power.COSIGN, Power.PROCESS})
"""Signing needs the person's own key, and process notes are sealed to their author."""


def may(role: Role, *powers: Power) -> bool:
    """Return whether a role has any of these powers."""
    return bool(POWERS[role] & frozenset(powers))


def behind(power: Power) -> Behind:
    """Return what stands behind the limit of a power.

    Everything else in the record is under one key: whoever can sign in could, with tools of their own, read
    all of it. To call such a limit more than a limit of the program would be untrue.
    """
    return Behind.ENCRYPTION if power in _BY_KEYS else Behind.PROGRAM


def words(role: Role) -> tuple[tuple[str, Behind], ...]:
    """Return what a role may do, in the order of the list, each with what stands behind its limit."""
    return tuple((power.value, behind(power)) for power in Power if power in POWERS[role])


def refusal(role: Role, *powers: Power) -> str:
    """Return the sentence for somebody whose role has none of these powers."""
    return (
        f"The role “{role.value}” may not do this: it needs the right to {powers[0].value}. Nothing was "
        "changed. Ask the owner of the record."
    )

"""What must be seen before anything is offered to this client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kapdesk.domain.errors import Refused


class Severity(StrEnum):
    """How far an alert goes: stop needs a medical professional by name, caution a note."""

    STOP = "stop"
    CAUTION = "caution"
    INFO = "info"


class Allergies(StrEnum):
    """What is known of allergies; nothing written is not the same as none."""

    NOT_RECORDED = ""
    NONE_KNOWN = "none known"
    RECORDED = "recorded"

    @property
    def words(self) -> str:
        """Return the state as it stands in the band."""
        return {
            Allergies.NOT_RECORDED: "Allergies not recorded",
            Allergies.NONE_KNOWN: "No known allergies",
            Allergies.RECORDED: "Allergies recorded",
        }[self]


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert of a client, standing until somebody ends it with a reason."""

    id: UUID
    kind: str
    severity: Severity
    text: str = ""
    source: str = ""
    since: date | None = None
    ended_at: datetime | None = None
    ended_reason: str = ""

    @property
    def stands(self) -> bool:
        """Return whether the alert has not been ended."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class AlertKind:
    """A kind of alert that is offered: its id, name, the severity usual for it, and what to write."""

    id: str
    label: str
    usual: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class NewAlert:
    """An alert as it was written: the id of its kind, or own words."""

    kind: str
    severity: Severity
    text: str = ""
    since: date | None = None


_ORDER = {severity: place for place, severity in enumerate(Severity)}


def standing(alerts: Sequence[Alert]) -> tuple[Alert, ...]:
    """Return the alerts that stand, the gravest first, in an order that does not depend on entry."""
    return tuple(sorted((one for one in alerts if one.stands), key=_gravest_first))


def _gravest_first(alert: Alert) -> tuple[int, str, str, str]:
    return (_ORDER[alert.severity], alert.kind, alert.text, str(alert.id))


def check_may_end(alert: Alert, reason: str) -> str:
    """Return the trimmed reason for ending an alert; raises Refused without one, or where it was ended."""
    if not alert.stands:
        raise Refused("This alert was ended already. Nothing was changed.")
    if not reason.strip():
        raise Refused("Ending an alert needs a reason. Nothing was changed; write why it no longer stands.")
    return reason.strip()

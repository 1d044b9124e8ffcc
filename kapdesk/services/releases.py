"""By whose wish a copy leaves the clinic: the client's consent, or a decision with a name and a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kapdesk.domain.change import Change
from kapdesk.domain.consents import KeptConsent, Standing
from kapdesk.domain.errors import Refused
from kapdesk.services import consents, notes, people, sessions
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record

TO_PROVIDER = "release-to-provider"
REASON_LENGTH = 10
"""Characters at least of why a copy leaves without the client's consent."""
_FIELD = "release."


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided that a copy leaves without the client's consent, why, and who wrote that when."""

    by: str
    reason: str
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Release:
    """How it stands: a consent that stands, one that was withdrawn, a decision, or nothing of these."""

    consent: KeptConsent | None = None
    withdrawn: KeptConsent | None = None
    decision: Decision | None = None

    @property
    def allowed(self) -> bool:
        """Return whether the copy may be made."""
        return self.consent is not None or self.decision is not None


def standing(record: Record, client_id: UUID, session_id: UUID) -> Release:
    """Return by whose wish the provider's copy of a session may be made today."""
    asked = next((one for one in consents.states(record, client_id) if one.kind.id == TO_PROVIDER), None)
    last = asked.last if asked is not None else None
    stands = asked is not None and asked.standing not in {Standing.NOT_GIVEN, Standing.WITHDRAWN}
    withdrawn = last is not None and not stands and last.consent.withdrawn_on is not None
    return Release(
        last if stands else None, last if withdrawn else None, _decision(record, client_id, session_id)
    )


def decide(record: Record, session_id: UUID, by: str, reason: str) -> Change:
    """Write who decided that a copy of this session leaves without the client's consent, and why.

    The decision belongs to the client, so that it can be written after the session is signed; what was
    decided before stays readable as an earlier version. Raises Refused without a name or a reason.
    """
    who, why = " ".join(by.split()), reason.strip()
    if not who:
        raise Refused("It is not said who decided. Nothing was recorded. Write the name and the role.")
    if len(why) < REASON_LENGTH:
        raise Refused(
            f"The reason has {REASON_LENGTH} characters or more. Nothing was recorded. Write why, and for "
            "whom."
        )
    head = sessions.head(record, session_id)
    return notes.write(record, Owner(head.client), _FIELD + session_id.hex, f"{who}\n{why}")


def _decision(record: Record, client_id: UUID, session_id: UUID) -> Decision | None:
    kept = notes.texts(record, Owner(client_id)).get(_FIELD + session_id.hex)
    if kept is None or not kept.text.strip():
        return None
    by, _, reason = kept.text.partition("\n")
    writer = people.one(record, kept.author_id).signature if kept.author_id else ""
    return Decision(by, reason, writer, kept.written_at)

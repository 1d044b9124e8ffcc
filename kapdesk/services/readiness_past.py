"""Every look at one criterion of a session: what was recorded, by whom, when, and what was struck."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from kapdesk.content import Content
from kapdesk.domain.errors import NotFound
from kapdesk.domain.gate_facts import Verdict
from kapdesk.domain.past_looks import stood
from kapdesk.domain.readiness import Signature
from kapdesk.domain.readings import SIGNS
from kapdesk.services import checklists, clearances, readiness, vitals
from kapdesk.services.readiness_facts import FORM
from kapdesk.services.record import Record
from kapdesk.services.recovery_facts import ALDRETE, MODIFIED, ORIGINAL
from kapdesk.store.rows import OverrideRow

_ANSWERS: dict[str, tuple[str, ...]] = {
    "D09": (ALDRETE, MODIFIED, ORIGINAL),
    "D11": ("plan-in-hand",),
    "D12": ("means-talk", "means-agreed"),
    "D13": ("debrief-offered", "distress-now", "debrief-plan"),
    "D14": ("client-drives",),
    "D15": ("tonight",),
    "D16": ("instructions-in-writing", "instructions-said-back"),
}
_VITALS = {
    "D02": ("moaas",),
    "D04": ("dissociation",),
    "D05": ("sbp",),
    "D06": ("hr", "spo2"),
    "D08": ("nausea",),
}
_SIGNED = {"D18": Signature.MEDICAL, "D19": Signature.THERAPIST}


@dataclass(frozen=True, slots=True)
class PastLook:
    """One look at a criterion: when, what was recorded, by whom and in which role, and why it was struck."""

    at: datetime
    words: str
    by: str = ""
    role: str = ""
    struck: str = ""


def of_criterion(record: Record, session_id: UUID, criterion: str) -> tuple[PastLook, ...]:
    """Return every look at a criterion, the latest first; nothing while nothing was recorded."""
    found = [
        *_stood(record, session_id, criterion),
        *_struck_readings(record, session_id, criterion),
        *_answers(record, session_id, criterion),
        *_signatures(record, session_id, criterion),
        *_overrides(record, session_id, criterion),
    ]
    return tuple(sorted(found, key=_at, reverse=True))


def _stood(record: Record, session_id: UUID, criterion: str) -> list[PastLook]:
    facts, limits = readiness.asked(record, session_id)
    rows = stood(criterion, facts, limits)
    return [PastLook(one.at, _verdict(one.verdict), one.verdict.by, one.verdict.role) for one in rows]


def _verdict(one: Verdict) -> str:
    said = " ".join(part for part in (f"{one.value}." if one.value else "", one.why) if part)
    return f"{one.state.value}: {said}" if said else one.state.value


def _struck_readings(record: Record, session_id: UUID, criterion: str) -> list[PastLook]:
    signs = _VITALS.get(criterion, ())
    return [
        PastLook(
            one.happened_at,
            ", ".join(
                f"{sign.name} {sign.show(value)}"
                for sign in SIGNS
                if sign.field in signs and (value := getattr(one.reading, sign.field)) is not None
            ),
            one.observer, one.observer_role, one.struck_reason,
        )
        for one in (vitals.of_session(record, session_id) if signs else ())
        if one.struck and any(getattr(one.reading, sign) is not None for sign in signs)
    ]  # fmt: skip


def _answers(record: Record, session_id: UUID, criterion: str) -> list[PastLook]:
    named = _ANSWERS.get(criterion, ())
    forms = named if criterion == "D09" else (FORM,)
    given = [
        one
        for form in (forms if named else ())
        for one in checklists.history(record, session_id, form)
        if criterion == "D09" or one.item in named
    ]
    return [
        PastLook(
            one.happened_at, _said(record.content, one), one.observer, one.observer_role,
            "taken back" if one.value is None else "",
        )
        for one in given
    ]  # fmt: skip


def _said(content: Content, one: checklists.Answer) -> str:
    try:
        item = content.checklist(one.form, one.form_version).item(one.item)
    except NotFound:
        return f"{one.item}: {one.value or ''}".strip()
    choice = next((each for each in item.choices if each.value == one.value), None)
    label = (choice.text or choice.label) if choice else (one.value or "")
    return f"{item.label}: {label}" if label else item.label


def _signatures(record: Record, session_id: UUID, criterion: str) -> list[PastLook]:
    wanted = _SIGNED.get(criterion)
    given: Sequence[clearances.Signed] = clearances.of_session(record, session_id) if wanted else ()
    return [
        PastLook(
            one.happened_at,
            " · ".join(part for part in ("signed", one.presence or "", one.statement) if part),
            one.name, one.role, one.withdrawn,
        )
        for one in given
        if one.signature is wanted
    ]  # fmt: skip


def _overrides(record: Record, session_id: UUID, criterion: str) -> list[PastLook]:
    with record.read() as db:
        query = select(OverrideRow).where(
            OverrideRow.session_id == session_id, OverrideRow.criterion == criterion
        )
        return [
            PastLook(
                row.happened_at, f"overridden: {row.reason}", row.by_name, row.by_role,
                (row.struck_reason or "withdrawn") if row.struck_at else "",
            )
            for row in db.scalars(query.order_by(OverrideRow.seq))
        ]  # fmt: skip


def _at(look: PastLook) -> datetime:
    return look.at

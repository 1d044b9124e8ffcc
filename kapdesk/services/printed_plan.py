"""The stay-safe plan as it was reviewed last, in the wording of its version, with tried numbers only."""

import re
from typing import TYPE_CHECKING
from uuid import UUID

from kapdesk.domain.clock import local
from kapdesk.domain.errors import Refused
from kapdesk.services import printed_home, safety_plans
from kapdesk.services.record import Record

if TYPE_CHECKING:
    from kapdesk.reports.client_facts import Number
    from kapdesk.reports.stay_safe_plan import Element, PlanFacts

_NUMBER = re.compile(r"\d[\d\s().+/-]*\d")
_FEWEST_DIGITS, _FEWEST_WITH_SIGNS = 3, 6
_CLOSING = ("barriers", "review-on")


def plan(record: Record, client_id: UUID) -> "PlanFacts":
    """Return the stay-safe plan as it was reviewed last; raises Refused where it never was."""
    from kapdesk.reports.stay_safe_plan import PlanFacts

    last = safety_plans.latest(record, client_id)
    if last is None:
        raise Refused(
            "No stay-safe plan was reviewed with this client yet, so there is nothing to print. Nothing was "
            "changed. Review it in Stabilization first."
        )
    ordinary, urgent = printed_home.numbers(record)
    numbers = ordinary + urgent
    elements, left_out = _elements(record, last, _tried(numbers))
    form = record.content.form(safety_plans.FORM, last.form_version)
    closing = tuple(
        (form.field(id_).label, last.elements.get(id_, "").strip())
        for id_ in _CLOSING
        if last.elements.get(id_, "").strip()
    )
    likely = (
        f"{last.likelihood} of 10" if last.likelihood is not None else last.elements.get("likelihood", "")
    )
    return PlanFacts(
        identity=printed_home.identity(record, client_id),
        number=last.number,
        reviewed_on=local(last.happened_at, record.zone).date(),
        elements=elements,
        numbers=numbers,
        left_out=left_out,
        closing=(
            (form.field("kept-where").label, last.kept_where),
            (form.field("likelihood").label, likely),
            *closing,
        ),
    )


def _elements(
    record: Record, last: safety_plans.PlanVersion, confirmed: set[str]
) -> "tuple[tuple[Element, ...], int]":
    """Return the parts of the plan in the wording of its version, and how many lines were left out."""
    from kapdesk.reports.stay_safe_plan import Element

    form, left_out = record.content.form(safety_plans.FORM, last.form_version), 0
    found: list[Element] = []
    for section in form.sections:
        fields = [field for field in section.fields if field.id not in safety_plans.ASIDE]
        if not fields:
            continue
        lines: list[str] = []
        for place, field in enumerate(fields):
            own = last.lines(field.id)
            lines += [line if place == 0 else f"{field.label}: {line}" for line in own]
        urgent = section.id == "urgent"
        kept = [line for line in lines if not urgent or _is_confirmed(line, confirmed)]
        left_out += len(lines) - len(kept)
        found.append(Element(section.title, tuple(kept), numbers=urgent))
    return tuple(found), left_out


def _tried(numbers: "tuple[Number, ...]") -> set[str]:
    """Return every number the clinic has tried, also each of two that stand in one line: `112 or 999`."""
    return {_digits(one.number) for one in numbers}.union(*(_typed(one.number) for one in numbers))


def _is_confirmed(line: str, confirmed: set[str]) -> bool:
    """Say whether a line holds no telephone number, or only numbers the clinic has tried."""
    return _typed(line) <= confirmed


def _typed(text: str) -> set[str]:
    """Return the telephone numbers in a text: three figures or more in a row, or six with signs between.

    Hours and days (`24/7`, `9-17`) are none.
    """
    found: list[str] = _NUMBER.findall(text)
    return {
        _digits(one)
        for one in found
        if len(_digits(one)) >= (_FEWEST_DIGITS if one.isdigit() else _FEWEST_WITH_SIGNS)
    }


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())

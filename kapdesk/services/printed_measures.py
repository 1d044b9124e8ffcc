"""What stands in the measure summary: every questionnaire, whole or not, struck or not, and its course."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kapdesk.domain.errors import Refused
from kapdesk.domain.scoring import Check
from kapdesk.services import course, course_marks, measures, measures_due, printed_home
from kapdesk.services.measures import Filled
from kapdesk.services.record import Record

if TYPE_CHECKING:
    from kapdesk.reports.course_chart import Drawn
    from kapdesk.reports.measure_summary import Listed, Measured, MeasureFacts


def latest(record: Record, client_id: UUID) -> datetime | None:
    """Return when the latest questionnaire of a client was filled, or None where there is none."""
    return max((one.happened_at for one in measures.of_client(record, client_id)), default=None)


def wanted(record: Record, client_id: UUID) -> "MeasureFacts":
    """Return the measures of a client; raises Refused where none is recorded."""
    if latest(record, client_id) is None:
        raise Refused(
            "No questionnaire is recorded for this client yet, so there is nothing to print. Nothing was "
            "changed. Fill one in Measures first."
        )
    return facts(record, client_id)


def facts(record: Record, client_id: UUID) -> "MeasureFacts":
    """Return the measures of a client with what is marked beside them; raises NotFound."""
    from kapdesk.reports.measure_summary import MeasureFacts

    filled = measures.of_client(record, client_id)
    order = (*course.filled_measures(record, client_id), *(one.instrument for one in filled))
    names = tuple(dict.fromkeys(order))
    marks = course_marks.of_client(record, client_id)
    return MeasureFacts(
        identity=printed_home.identity(record, client_id),
        zone=record.zone,
        measures=tuple(_measured(record, client_id, name, filled) for name in names),
        happened=tuple((one.at, one.said) for one in marks),
        left_out=tuple((one.at, one.name, one.reason) for one in measures_due.left_out(record, client_id)),
    )


def _measured(record: Record, client_id: UUID, name: str, filled: tuple[Filled, ...]) -> "Measured":
    from kapdesk.reports.measure_summary import Measured

    found = course.of_measure(record, client_id, name)
    scale, told = found.scale, found.statement
    return Measured(
        title=f"{scale.name} ({scale.lowest} to {scale.highest} {scale.unit})",
        drawn=_drawn(found, record.zone),
        finding=_finding(told.finding, scale.name) if found.points else "",
        worse=told.worse,
        baseline=told.baseline,
        spread="" if found.spread is None else found.spread.words,
        rules=tuple(filter(None, (*told.rules, told.basis, *told.drawn))),
        listed=tuple(_listed(one) for one in filled if one.instrument == name),
        attribution=found.attribution,
    )


def _finding(words: str, name: str) -> str:
    return words if not words or words.startswith(name) else f"{name}: {words[:1].lower()}{words[1:]}"


def _drawn(found: course.MeasureCourse, zone: str) -> "Drawn":
    from kapdesk.reports.course_chart import Drawn, Marked, Sign

    scale, spread = found.scale, found.spread
    edge = None if scale.good is None else scale.good[0 if scale.higher_is_better else 1]
    return Drawn(
        name=scale.name,
        low=scale.lowest,
        high=scale.highest,
        zone=zone,
        points=tuple((one.happened_at, float(one.value)) for one in found.points if one.value is not None),
        marks=tuple(
            Marked(one.at, Sign(one.kind.value), "" if one.number is None else f"dose {one.number}")
            for one in found.marks
        ),
        spread=None
        if spread is None
        else (float(spread.lowest), float(spread.median), float(spread.highest)),
        pieces=tuple(tuple((at, float(value)) for at, value in piece) for piece in found.line),
        good=None if edge is None else (edge, scale.good_name),
    )


def _listed(one: Filled) -> "Listed":
    from kapdesk.reports.measure_summary import Listed

    beside = [words.rstrip(".") for words in one.alarms]
    beside += [_check(check) for check in one.checks if check.met is not None and not one.band]
    beside += [f"event kept in mind: {one.index_event}"] if one.index_event else []
    beside += [f"sheet kept: {one.place}"] if one.place else []
    return Listed(one.happened_at, one.written_at, one.words, one.observer, tuple(beside), one.struck_reason)


def _check(check: Check) -> str:
    return f"{check.name} ({check.words}): {'met' if check.met else 'not met'}"

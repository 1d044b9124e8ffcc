"""Everything the record holds of a dosing day from arrival to coming back, as it is printed."""

from typing import TYPE_CHECKING

from kapdesk.domain.clock import show_moment
from kapdesk.services import adverse_events, checklists, doses, timeline, withholding
from kapdesk.services.checklists import Answer
from kapdesk.services.doses import Given
from kapdesk.services.printed_words import YES_NO, Names, asked, said, struck
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead

if TYPE_CHECKING:
    from kapdesk.reports import day_facts

ARRIVAL = "arrival"


def arrival(record: Record, head: SessionHead) -> "tuple[day_facts.Check, ...]":
    """Return every question of the arrival check with its answer; none where nothing was asked."""
    from kapdesk.reports.day_facts import Check

    standing = checklists.standing(record, head.id, ARRIVAL)
    history = checklists.history(record, head.id, ARRIVAL)
    if not history:
        return ()
    before = _earlier(history, standing)
    version = max(given.form_version for given in history)
    items = [item.id for item in record.content.checklist(ARRIVAL, version).items]
    items += list(dict.fromkeys(one.item for one in history if one.item not in items))
    found: list[Check] = []
    for item in items:
        given = standing.get(item)
        if given is None:
            note = "\n".join(_before(record, one, head) for one in before.get(item, []))
            found.append(Check(asked(record, ARRIVAL, version, item), note=note))
            continue
        answer = said(record, ARRIVAL, given.form_version, item, given.value)
        question = asked(record, ARRIVAL, given.form_version, item)
        earlier = before.get(item, [])
        note = "\n".join(
            part for part in (given.note, *(_before(record, one, head) for one in earlier)) if part
        )
        found.append(Check(question, answer, note, given.observer, given.happened_at, given.written_at))
    return tuple(found)


def _earlier(history: tuple[Answer, ...], standing: dict[str, Answer]) -> dict[str, list[Answer]]:
    """Return by question the answers that were given before the one that stands."""
    found: dict[str, list[Answer]] = {}
    for one in history:
        if one is not standing.get(one.item) and one != standing.get(one.item):
            found.setdefault(one.item, []).append(one)
    return found


def _before(record: Record, one: Answer, head: SessionHead) -> str:
    words = said(record, ARRIVAL, one.form_version, one.item, one.value) or "taken back"
    note = f" ({one.note})" if one.note else ""
    return f"before that: {words}{note}, {show_moment(one.happened_at, head.zone)}"


def given_doses(
    record: Record, head: SessionHead, names: Names | None = None
) -> "tuple[day_facts.Dose, ...]":
    """Return every dose as it was given, struck ones too; one that came from paper says so."""
    from kapdesk.reports.day_facts import Dose

    return tuple(
        Dose(
            one.dose.given_at, one.dose.drug, one.dose.route.label, f"{one.dose.amount:f}",
            one.dose.unit.value, one.dose.lot, _given_by(one, names), one.dose.checked_by,
            one.dose.is_booster, one.written_at, struck(one.struck_at, one.struck_reason),
        )
        for one in doses.of_session(record, head.id)
    )  # fmt: skip


def _given_by(one: Given, names: Names | None) -> str:
    mark = names.paper.get(one.id) if names is not None else None
    return one.dose.given_by if mark is None else f"{one.dose.given_by}\n({mark.name})"


def moments(record: Record, head: SessionHead, names: Names) -> "tuple[day_facts.Event, ...]":
    """Return every moment of the journey in its voice, struck ones too."""
    from kapdesk.reports import day_facts

    return tuple(
        day_facts.Event(
            one.happened_at, day_facts.Voice(one.voice.value.capitalize()), one.label, one.text,
            names.wrote(one.id, one.author), one.written_at,
            struck(one.struck_at, one.struck_reason), one.id, one.kind in withholding.CARE,
            _before_it_was_put_right(one, names),
        )
        for one in timeline.of_session(record, head.id)
    )  # fmt: skip


def _before_it_was_put_right(moment: timeline.Moment, names: Names) -> "tuple[day_facts.Before, ...]":
    from kapdesk.reports.day_facts import Before
    from kapdesk.reports.day_facts import Voice as Printed

    return tuple(
        Before(
            turn.until, names.of(turn.by), turn.happened_at,
            Printed(turn.voice.value.capitalize()) if turn.voice else None,
        )
        for turn in moment.turns
    )  # fmt: skip


def untoward(record: Record, head: SessionHead, names: Names) -> "tuple[day_facts.AdverseEvent, ...]":
    """Return every adverse event with what was done about it, struck ones too."""
    from kapdesk.reports.day_facts import AdverseEvent

    found: list[AdverseEvent] = []
    for one in adverse_events.of_session(record, head.id):
        event = one.event
        found.append(
            AdverseEvent(
                one.label, event.onset, event.end, event.severity.value,
                YES_NO[event.serious], event.action, event.outcome, event.reported_to, event.reported_at,
                names.wrote(one.id, one.author), event.note, one.written_at,
                struck(one.struck_at, one.struck_reason),
            )
        )  # fmt: skip
    return tuple(found)

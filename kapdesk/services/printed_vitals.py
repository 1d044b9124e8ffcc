"""The vital signs of a session as they are printed: a short name, a unit and a change for each sign."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kapdesk.domain.definitions import Checklist
from kapdesk.domain.errors import NotFound
from kapdesk.domain.readings import Shift
from kapdesk.services import checklists, vitals, vitals_asked
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.services.wordings import version_at

if TYPE_CHECKING:
    from kapdesk.reports import day_facts

PRESSURE = ("sbp", "dbp")
# Field, short name, unit, legend.
_ALWAYS = (
    ("hr", "Pulse", "/min", ""),
    ("spo2", "SpO2", "%", ""),
    ("rr", "Breaths", "/min", ""),
    ("moaas", "Alert", "MOAA/S", "Alert (MOAA/S)"),
    ("dissociation", "Diss.", "0 to 4", "Diss. (dissociation)"),
    ("nausea", "Nausea", "0 to 3", "Nausea"),
)
_WHERE_TAKEN = (
    ("pain", "Pain", "0 to 10", ""),
    ("anxiety", "Anxiety", "0 to 10", ""),
    ("temp", "Temp", "°C", ""),
)
_AIR = {
    True: ("O2", "O2: on oxygen"),
    False: ("air", "air: room air"),
    None: ("", "number alone: air not recorded"),
}


def vital_signs(record: Record, head: SessionHead) -> "tuple[day_facts.Vitals, ...]":
    """Return every set of vital signs: taken, missed, declined, still due and not taken."""
    from kapdesk.reports.day_facts import Taken, Vitals
    from kapdesk.services.printed_words import struck

    words = _Words(record, checklists.history(record, head.id, vitals_asked.FORM))
    sets = vitals.of_session(record, head.id)
    taken = [
        Vitals(
            one.due_at, one.happened_at, Taken(one.status.value), _readings(words, one),
            _observer(one), one.reason, one.written_at, struck(one.struck_at, one.struck_reason),
            one.baseline,
        )
        for one in sets
    ]  # fmt: skip
    nobody = [Vitals(due_at, None, Taken.NOT_RECORDED) for due_at in _untaken(record, head, sets)]
    return tuple(sorted((*taken, *nobody), key=_at))


def _observer(one: vitals.Vital) -> str:
    """Return who looked, and in which role where the signature does not say it: `J. Adler, LMFT` does."""
    role = one.observer_role.strip()
    return one.observer if not role or "," in one.observer else f"{one.observer} ({role})"


def _at(one: "day_facts.Vitals") -> datetime:
    return one.at or one.due_at or datetime.min.replace(tzinfo=UTC)


def _untaken(record: Record, head: SessionHead, sets: tuple[vitals.Vital, ...]) -> list[datetime]:
    """Return when a look was due that nobody took, of which nobody said why, once the session is over."""
    if head.ended_at is None:
        return []
    said = {one.due_at for one in sets if not one.struck}
    return [
        look.due_at
        for look in vitals.due(record, head.id)
        if look.state.value not in {"done", "declined"}
        and look.met_at is None
        and look.due_at not in said
        and look.due_at <= head.ended_at
    ]


def plotted(record: Record, head: SessionHead) -> "tuple[day_facts.Plotted, ...]":
    """Return the sets that stand as they are drawn."""
    from kapdesk.reports.day_facts import Plotted

    return tuple(
        Plotted(one.happened_at, one.reading.sbp, one.reading.dbp, one.reading.hr, one.reading.spo2)
        for one in vitals.of_session(record, head.id)
        if not one.struck and any((one.reading.sbp, one.reading.hr, one.reading.spo2))
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the levels of a session: of the version a set was asked in."""

    record: Record
    asked: tuple[checklists.Answer, ...]

    def of(self, field: str, level: int, at: datetime) -> str:
        """Return what a level meant in a set that was written at an instant; empty where nothing says so."""
        form = vitals_asked.LEVELS.get(field)
        if form is None:
            return ""
        named = [one.value for one in self.asked if one.item == form and one.value and one.written_at <= at]
        try:
            version = int(named[-1]) if named else version_at(self.record, Checklist, form, at)
            items = self.record.content.checklist(form, version).items
        except NotFound:
            return ""
        choices = (choice for item in items for choice in item.choices)
        return next((choice.text or choice.label for choice in choices if choice.score == level), "")


def _readings(words: _Words, one: vitals.Vital) -> "tuple[day_facts.Reading, ...]":
    """Return a reading for every column that always stands, and for the others only where taken."""
    from kapdesk.reports.day_facts import Reading as Printed

    if one.reading.empty:
        return ()
    shifts = {shift.sign.field: shift for shift in one.shifts}
    flags = {flag.field: flag.level.value for flag in one.flags}
    pressure = f"{one.reading.sbp}/{one.reading.dbp}" if one.reading.has_pressure else ""
    found = [Printed("BP", pressure, _pressure_change(shifts), flags.get("sbp", ""), "mmHg")]
    taken = [row for row in _WHERE_TAKEN if getattr(one.reading, row[0]) is not None]
    for field, name, unit, legend in (*_ALWAYS, *taken):
        value = getattr(one.reading, field)
        shown, meaning = ("", "") if value is None else _shown(words, one, field)
        shift = shifts.get(field)
        change = f"{shift.difference:+}" if shift and shift.difference else ""
        found.append(Printed(name, shown, change, flags.get(field, ""), unit, legend, meaning))
    return tuple(found)


def _shown(words: _Words, one: vitals.Vital, field: str) -> tuple[str, str]:
    """Return the value of a sign that was taken, and what it means where a number alone does not say."""
    value = getattr(one.reading, field)
    if field == "spo2":
        air, meaning = _AIR[one.reading.on_oxygen]
        return f"{value} {air}".strip(), meaning
    said = words.of(field, value, one.written_at) if isinstance(value, int) else ""
    return str(value), f"{value}, {said}" if said else ""


def _pressure_change(shifts: dict[str, Shift]) -> str:
    """Return the change of both pressures in mmHg and, below it, in percent."""
    both = [shifts[field] for field in PRESSURE if field in shifts]
    if not both:
        return ""
    percents = [f"{shift.percent:+d}%" for shift in both if shift.percent is not None]
    lines = (" / ".join(f"{shift.difference:+}" for shift in both), " / ".join(percents))
    return "\n".join(line for line in lines if line)

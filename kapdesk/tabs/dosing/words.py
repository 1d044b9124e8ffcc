"""How doses, vitals and moments read on this screen."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from kapdesk.domain.clock import show_time, since_dose
from kapdesk.domain.consent_events import ConsentKind, Stand, Standing
from kapdesk.domain.doses import DoseEvent
from kapdesk.domain.readings import Flag, Level
from kapdesk.domain.timeline import Voice as Whose
from kapdesk.domain.vital_schedule import OPEN, DueLook, DueState
from kapdesk.services.timeline import Moment as StoredMoment
from kapdesk.services.vitals import Vital
from kapdesk.ui.note import Voice
from kapdesk.ui.timeline import Moment

_FOR_LEAVING = frozenset({"moaas", "dissociation", "nausea"})
#: States that are shown in the row, by value, in the order of a usual day.
STATES = ("dosing", "journey", "emergence", "recovery", "debrief", "stabilization")


def ago(then: datetime, now: datetime) -> str:
    """Write how long ago something was: `now`, `1 min ago`, `2 h 5 min ago`."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "now"
    hours = f"{minutes // 60} h " if minutes >= 60 else ""  # noqa: PLR2004 - minutes of an hour
    return f"{hours}{minutes % 60} min ago"


def read_back(dose: DoseEvent, now: datetime, zone: str) -> str:
    """Write a dose as it is read aloud before it is recorded."""
    what = "booster" if dose.is_booster else "dose"
    when = f"at {show_time(dose.given_at, zone)} ({ago(dose.given_at, now)})"
    parts = [
        f"{what}: {dose.drug} {dose.amount:f} {dose.unit} {dose.route.label} {when}",
        f"given by {dose.given_by}",
        f"checked by {dose.checked_by}" if dose.checked_by else "second check not recorded",
        f"lot {dose.lot}" if dose.lot else "lot not recorded",
    ]
    return "Record " + ", ".join(parts) + "."


def shown_moment(stored: StoredMoment, dosed_at: datetime | None, zone: str) -> Moment:
    """Return a moment as the list shows it."""
    after = dosed_at is not None and stored.happened_at >= dosed_at
    later = [f"written {show_time(stored.written_at, zone)}"] if stored.written_later else []
    if stored.edits:
        later.append("reworded" if stored.edits == 1 else f"reworded {stored.edits} times")
    if any(turn.happened_at for turn in stored.turns):
        later.append("time put right")
    if any(turn.voice for turn in stored.turns):
        later.append("voice put right")
    quoted = stored.voice is Whose.CLIENT and stored.text
    return Moment(
        key=stored.id,
        since_dose=since_dose(stored.happened_at, dosed_at) if dosed_at is not None and after else "",
        clock=show_time(stored.happened_at, zone),
        label=stored.label,
        text=f"“{stored.text}”" if quoted else stored.text,
        voice=Voice.CLIENT if stored.voice is Whose.CLIENT else Voice.OBSERVER,
        struck=stored.struck_reason if stored.struck else "",
        later=" · ".join(later),
    )


def turn_words(stored: StoredMoment, zone: str) -> tuple[str, ...]:
    """Write what was put right of a moment, the oldest first: `Until 10:31 it stood at 10:14`."""
    said: list[str] = []
    for turn in stored.turns:
        until = f"Until {show_time(turn.until, zone)}"
        if turn.happened_at is not None:
            said.append(f"{until} it stood at {show_time(turn.happened_at, zone)}")
        if turn.voice is not None:
            whose = "the client’s" if turn.voice is Whose.CLIENT else "the observer’s"
            said.append(f"{until} it stood as {whose} words")
    return tuple(said)


def touch_offer(agreed: str, now: Standing, zone: str) -> str:
    """Write what to know as touch is offered: what was agreed, and what was said in the room since."""
    parts = [f"Agreed: {agreed}" if agreed else "Touch agreement: not recorded"]
    if now.stand is not Stand.NOT_ASKED and not now.of_preparation and now.at is not None:
        said = "taken back" if now.stand is Stand.WITHDRAWN else now.stand.value
        scope = f" ({now.scope.strip()})" if now.scope.strip() else ""
        parts.append(f"asked in the room: {said}{scope}, {show_time(now.at, zone)}")
    return " · ".join(parts)


def taken_back(found: Iterable[Standing], labels: Mapping[ConsentKind, str], zone: str) -> str:
    """Write which consents were taken back: `Taken back: touch 10:40, music 10:52`; empty for none."""
    said = [
        f"{labels.get(one.kind, one.kind.value)} {show_time(one.at, zone)}"
        for one in found
        if one.at is not None
    ]
    return f"Taken back: {', '.join(said)}" if said else ""


def change_words(vital: Vital, dosed_at: datetime | None) -> str:
    """Write how far a set is from baseline: `T+00:30 from baseline: BP +12/+6 mmHg, pulse +8 /min`."""
    found = {shift.sign.field: shift for shift in vital.shifts}
    parts: list[str] = []
    if "sbp" in found and "dbp" in found:
        parts.append(f"BP {found['sbp'].difference:+}/{found['dbp'].difference:+} mmHg")
    for field, name in (("hr", "pulse"), ("spo2", "SpO₂"), ("rr", "breaths")):
        if field in found:
            unit = found[field].sign.unit
            parts.append(f"{name} {found[field].difference:+}{'' if unit == '%' else ' '}{unit}")
    if not parts or dosed_at is None:
        return ""
    said = f"{since_dose(vital.happened_at, dosed_at)} from baseline: {', '.join(parts)}"
    return said.replace(" -", " −").replace(" +0", " ±0")


def worth_saying(vital: Vital) -> tuple[Flag, ...]:
    """Return what is worth a second look now; what only says `not ready to leave` waits for the leaving."""
    return tuple(flag for flag in vital.flags if flag.level is Level.URGENT or flag.field not in _FOR_LEAVING)


def due_words(looks: tuple[DueLook, ...], zone: str) -> tuple[str, str]:
    """Return what to say of the next look, and its tone: `BP overdue 4 min`; nothing where none is."""
    waiting = due_now(looks)
    if waiting is not None:
        after = " · booster" if waiting.since_booster is not None else ""
        late = waiting.overdue_minutes
        return (f"BP overdue {late} min{after}" if late else f"BP due now{after}"), "caution"
    coming = next((look for look in looks if look.state is DueState.UPCOMING), None)
    silent = sum(look.state is DueState.NOT_RECORDED for look in looks)
    parts = [
        f"next at {show_time(coming.due_at, zone)}" if coming is not None else "",
        f"{silent} not recorded" if silent else "",
    ]
    return " · ".join(part for part in parts if part), "hint"


def due_now(looks: tuple[DueLook, ...]) -> DueLook | None:
    """Return the look that is due or overdue, if there is one."""
    return next((look for look in looks if look.state in OPEN), None)

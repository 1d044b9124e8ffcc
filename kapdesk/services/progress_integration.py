"""What a progress note of an integration session is made from: its texts and lists, each with its place."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.clock import local, show_moment, show_weekday_date
from kapdesk.domain.errors import NotFound
from kapdesk.domain.integration import AIM, GOAL, GOAL_STEPS, ChangeItem, ChangeKind, IntegrationNote
from kapdesk.domain.progress_notes import Fact, Line
from kapdesk.services import diary, integration, measures, notes, tasks
from kapdesk.services.notes import Note, Owner
from kapdesk.services.profiles import AIM_NOTE, AIM_SAID, AIM_STEP, GOAL_NOTE
from kapdesk.services.read_back import SAID, WORDS
from kapdesk.services.record import Record
from kapdesk.services.wordings import form_at
from kapdesk.store.rows import InsightRow
from kapdesk.store.rows_after import LifeItemRow, LifeLookRow

FORM, TEXT = "integration-note", "integration."
_TEXTS = {
    "week": "week", "unsettled": "not-settled", "medicine": "medicine", "meaning": "meaning",
    "feelings": "feelings", "people": "people", "decisions": "decisions", "observed": "observed",
    "interventions": "interventions", "response": "response", "body-practice": "body-practice",
    "next-step": "next-step", "plan": "plan",
}  # fmt: skip
"""The name of a fact and the field of the form whose text it is."""
_SIDES = {
    "changed": ("Changed", ChangeKind.CHANGED),
    "not-changed": ("Not changed yet", ChangeKind.NOT_YET),
    "unsure": ("Not sure", ChangeKind.UNSURE),
}
_STEPS, _UNSETTLED = ("action", "step", "practice"), "unsettled"
_WANTED = {True: "wanted", False: "not wanted", None: ""}
_READ_BACK, _INSIGHT = "read-back phrase", ("insight", "theme", "held question")


def facts(record: Record, note_id: UUID) -> dict[str, Fact]:
    """Return by name every fact of an integration session; raises NotFound."""
    note = integration.one(record, note_id)
    texts = notes.texts(record, Owner(note.client, integration=note_id))
    found = {name: _text(record, texts, field, note.at) for name, field in _TEXTS.items()}
    found |= _sides(integration.items(record, note_id), texts)
    with record.read() as db:
        said, carried = _said(db, texts), _carried(db, record, note_id)
    found["read-back"] = Fact("Read back", said[_READ_BACK])
    found["insights"] = Fact("Insights looked at again", said["insight"])
    asked = tuple(line for register, line in carried if register == _UNSETTLED)
    found["unsettled"] = Fact(found["unsettled"].label, (*found["unsettled"].lines, *asked))
    found["steps"] = Fact("Steps", tuple(line for register, line in carried if register in _STEPS))
    rest = tuple(line for register, line in carried if register not in (*_STEPS, _UNSETTLED))
    found["carried"] = Fact("Carried", rest)
    found["setting"] = Fact("Setting", _setting(note))
    found["goals"] = Fact("Goals", tuple(_goals(record, texts)))
    found["aims"] = Fact("Aims, 0 to 10 by the client", tuple(_aims(record, texts)))
    found["measures"] = Fact("Questionnaires", tuple(_measures(record, note)))
    found["bookings"] = Fact("Next appointments", tuple(_bookings(record, note)))
    found["tasks"] = Fact("To be done", tuple(_tasks(record, note)))
    return found


def _text(record: Record, texts: Mapping[str, Note], field: str, at: datetime) -> Fact:
    written = texts.get(TEXT + field)
    try:
        label = form_at(record, FORM, written.written_at if written else at).field(field).label
    except NotFound:
        label = record.content.form(FORM).field(field).label
    text = "" if written is None else written.text.strip()
    return Fact(label, (Line(text, f"Integration: {label}"),) if text else ())


def _sides(items: Sequence[ChangeItem], texts: Mapping[str, Note]) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for name, (label, kind) in _SIDES.items():
        lines = tuple(_item(one, label) for one in items if one.kind is kind and one.stands)
        nothing = _value(texts, integration.NOTHING[kind]) if kind in integration.NOTHING else ""
        found[name] = Fact(label, lines or ((Line(nothing, f"Integration: {label}"),) if nothing else ()))
    return found


def _item(one: ChangeItem, label: str) -> Line:
    since = f"since {one.since}" if one.since else ""
    more = ", ".join(part for part in (one.domain, since, one.evidence, _WANTED[one.wanted]) if part)
    return Line(f"{one.text} ({more})" if more else one.text, f"Integration: {label}")


def _said(db: Session, texts: Mapping[str, Note]) -> dict[str, tuple[Line, ...]]:
    """Return what was read back, and what was said of insights and held questions, in this session."""
    said = {name.removeprefix(SAID): each.text for name, each in texts.items() if name.startswith(SAID)}
    words = {name.removeprefix(WORDS): each.text for name, each in texts.items() if name.startswith(WORDS)}
    wanted = [UUID(of) for of in {*said, *words} if len(of) == len(UUID(int=0).hex)]
    found: dict[str, list[Line]] = {_READ_BACK: [], "insight": []}
    for row in db.scalars(
        select(InsightRow).where(InsightRow.id.in_(wanted)).order_by(InsightRow.written_at)
    ):
        now = [part.strip() for part in (said.get(row.id.hex, ""), words.get(row.id.hex, "")) if part.strip()]
        if now:
            kind = f" ({row.kind})" if row.kind != "insight" and row.kind in _INSIGHT else ""
            line = Line(f"“{row.text.strip('“”')}”{kind}: {': '.join(now)}", "Integration: read back")
            found[_READ_BACK if row.kind == _READ_BACK else "insight"].append(line)
    return {name: tuple(lines) for name, lines in found.items()}


def _carried(db: Session, record: Record, note_id: UUID) -> list[tuple[str, Line]]:
    """Return what was named or looked at in this session; a belief stands as the client's own words."""
    query = select(LifeItemRow).where(LifeItemRow.integration_id == note_id, LifeItemRow.struck_at.is_(None))
    found = [
        (row.register, Line(f"{_title(record, row)}: “{row.text.strip('“”')}”", "Integration: carried"))
        for row in db.scalars(query.order_by(LifeItemRow.written_at))
        if row.register != _UNSETTLED
    ]
    looked = select(LifeLookRow, LifeItemRow).join(LifeItemRow, LifeLookRow.item_id == LifeItemRow.id)
    looked = looked.where(LifeLookRow.integration_id == note_id, LifeItemRow.struck_at.is_(None))
    for look, row in db.execute(looked.order_by(LifeLookRow.written_at)).all():
        if now := _now(look, row.register):
            head = "" if row.register == _UNSETTLED else f"{_title(record, row)}: “{row.text.strip('“”')}”: "
            found.append((row.register, Line(head + now, "Integration: carried")))
    return found


def _now(look: LifeLookRow, register: str) -> str:
    """Return what was said at a look; of what was asked, the answer stands and not that it is asked on."""
    rating = "" if look.rating is None else f"{look.rating} of 10"
    first = str(look.facts.get("answer") or "") if register == _UNSETTLED else look.status
    return ", ".join(part for part in (first.replace("-", " "), rating, look.text.strip()) if part)


def _title(record: Record, row: LifeItemRow) -> str:
    try:
        return record.content.register(row.register, row.register_version).title
    except NotFound:
        return row.register.replace("-", " ").capitalize()


def _setting(note: IntegrationNote) -> tuple[Line, ...]:
    """Return the setting and who was there, as it was typed; no name is looked up for it."""
    told = ", ".join(part for part in (note.setting.label if note.setting else "", note.with_whom) if part)
    return (Line(told, "Integration: who is here"),) if told else ()


def _goals(record: Record, texts: Mapping[str, Note]) -> Iterable[Line]:
    for prompt in record.content.prompts("goals").prompts:
        rating = _value(texts, GOAL + prompt.id)
        words = _value(texts, GOAL_NOTE + prompt.id)
        step = f"{rating} {GOAL_STEPS[int(rating)]}" if rating else ""
        if told := ": ".join(part for part in (step, words) if part):
            yield Line(f"{prompt.label}: {told}", "Integration: goals")


def _aims(record: Record, texts: Mapping[str, Note]) -> Iterable[Line]:
    for prompt in record.content.prompts("aims").prompts:
        said, step = _value(texts, AIM_SAID + prompt.id), _value(texts, AIM_STEP + prompt.id)
        parts = (
            _value(texts, AIM + prompt.id), f"“{said.strip('“”')}”" if said else "",
            _value(texts, AIM_NOTE + prompt.id), f"small step: {step}" if step else "",
        )  # fmt: skip
        if told := "; ".join(part for part in parts if part):
            yield Line(f"{prompt.label}: {told}", "Integration: aims")


def _value(texts: Mapping[str, Note], name: str) -> str:
    return texts[name].text.strip() if name in texts else ""


def _measures(record: Record, note: IntegrationNote) -> Iterable[Line]:
    day = local(note.at, record.zone).date()
    for one in measures.of_client(record, note.client):
        if one.struck_reason is None and local(one.happened_at, record.zone).date() == day:
            value = f"{one.answered} of {one.of} answered" if one.value is None else str(one.value)
            yield Line(f"{one.name} {value}" + (f", {one.band}" if one.band else ""), "Measures")


def _bookings(record: Record, note: IntegrationNote) -> Iterable[Line]:
    """Yield what is booked from this session on; a visit that was called off is not among it."""
    for each in diary.of_client(record, note.client):
        one = each.appointment
        standing = one.status in (AppointmentStatus.PLANNED, AppointmentStatus.CONFIRMED)
        if standing and one.starts_at > note.at:
            at = local(one.starts_at, one.zone)
            when = f"{show_weekday_date(at.date())} {at:%H:%M}"
            yield Line(f"{when}, {one.kind.label}, {one.status.value}", "Integration: visits")


def _tasks(record: Record, note: IntegrationNote) -> Iterable[Line]:
    for one in tasks.of_client(record, note.client):
        if one.open:
            yield Line(f"{one.text} by {show_moment(one.due_at, record.zone)}", "Integration: to be done")

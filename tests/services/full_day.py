"""A dosing day of which something is recorded in every table there is, and the days after it."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from kapdesk.domain.clock import SetClock
from kapdesk.domain.insights import Kind
from kapdesk.domain.withholding import Category, Rule
from kapdesk.services import checklists, insights, life, meanings, notes, withholding
from kapdesk.services.life import Said
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store import cipher, rows, rows_trust
from kapdesk.store.engine import FILE
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import a_day, lead_home

SEQ = 900  # after everything the services wrote


def put(record: Record, table: Any, **values: Any) -> UUID:
    """Write one row as it stands, as any service would leave it."""
    known: dict[str, Any] = {
        "written_at": record.now(), "author_id": record.author.id, "zone": record.zone,
        "happened_at": record.now(), "seq": SEQ,
    }  # fmt: skip
    id_ = uuid4()
    filled = {name: value for name, value in known.items() if hasattr(table, name)} | values
    with record.write() as db:
        db.add(table(id=id_, **filled))
    return id_


def a_full_day(record: Record, clock: SetClock) -> LeavingDay:
    """Lead a client through a whole day and the days after; every table of a session holds something.

    It is led once; a record in which nobody has written yet gets the same day, page by page.
    """
    new = _untouched(record, clock)
    if new is not None and new in _led:
        return _led[new].laid_into(record, clock)
    day = a_day(record, clock)
    in_the_room(day)
    lead_home(day)
    days_after(day)
    if new is not None:
        _led[new] = _Led.of(day)
    return day


@dataclass(frozen=True)
class _Led:
    """A day as it was led, in a file of its own."""

    file: Path
    at: datetime
    client: UUID
    session: UUID

    @classmethod
    def of(cls, day: LeavingDay) -> "_Led":
        folder = Path(tempfile.mkdtemp(prefix="kapdesk-day-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        file = folder / FILE
        cipher.create(file, day.record.store.raw_key)
        _lay(day.record.store.path, file, day.record.store.raw_key)
        return cls(file, day.clock.now(), day.client, day.session)

    def laid_into(self, record: Record, clock: SetClock) -> LeavingDay:
        _lay(self.file, record.store.path, record.store.raw_key)
        clock.at = self.at
        return LeavingDay(record, clock, self.client, self.session)


_led: dict[tuple[bytes, datetime, UUID], _Led] = {}


def _untouched(record: Record, clock: SetClock) -> tuple[bytes, datetime, UUID] | None:
    """Return what a record begins with; None where its journal holds anything."""
    path = record.store.path
    journal = path.with_name(f"{path.name}-wal")
    if journal.exists() and journal.stat().st_size:
        return None
    return sha256(path.read_bytes()).digest(), clock.now(), record.author.id


def _lay(source: Path, target: Path, key: bytes) -> None:
    """Copy every page of one record into another that has the same key."""
    one, other = cipher.connect(source, key), cipher.connect(target, key)
    one.backup(other)
    other.close()
    one.close()


def in_the_room(day: LeavingDay) -> None:
    """Record what the room asks for: choices, the work, body, plan, clock, paper, and wishes about print."""
    record, client, session = day.record, day.client, day.session
    now, of = record.now(), {"client_id": day.client, "session_id": day.session}
    put(
        record, rows.ConsentEventRow, **of, kind="eye-mask", asked_by="R. Sole", answer="yes",
        scope="on until the second song", withdrawn_at=now, withdrawn_words="off now please",
        happened_at=now - timedelta(minutes=7),
    )  # fmt: skip
    put(
        record, rows.ConsentEventRow, **of, kind="touch", answer="no", seq=SEQ + 1, struck_at=now,
        struck_reason="asked of the wrong thing",
    )  # fmt: skip
    _work(day, of)
    _carried(day, of)
    for item, value, note in (
        ("front.chest", "a bird under the ribs", "quieter after the water"), ("back.neck", "a cold coin", ""),
    ):  # fmt: skip
        checklists.answer(record, session, "body-map", 1, item, value, note=note)
    checklists.answer(record, session, "body-map", 1, "back.neck", None)
    checklists.answer(record, session, "body-map-levels", 1, "front.chest", "symbolic")
    checklists.answer(record, session, "hand-over", 1, "where", "not-sure", observer="client")
    for item, value in (("benzodiazepines", "no"), ("respiratory", "unknown"), ("enrolled", "yes")):
        checklists.answer(record, session, "esketamine-monitoring", 1, item, value)
    checklists.answer(record, session, "esketamine-monitoring", 1, "enrolled", None)
    put(
        record, rows.SomaticPlanRow, **of, practice="exercise", rules_version=1,
        plan="a slow lap of the pond",
        from_day=2, level="caution", caution="Start low and go slowly", note="with the sister along",
        by_name="Dr N. Rowe", by_role="physician", happened_at=now - timedelta(minutes=3),
    )  # fmt: skip
    put(
        record, rows.ClockJumpRow, session_id=session, kind="clock", expected_at=now,
        found_at=now + timedelta(minutes=61, seconds=17),
    )  # fmt: skip
    sheet = put(
        record, rows.TranscriptionRow, **of, sheet="vitals-sheet", sheet_version=4, filled_by="R. Sole",
        filled_role="RN", note="power was off", happened_at=now - timedelta(minutes=33),
    )  # fmt: skip
    put(record, rows.TranscribedRow, transcription_id=sheet, session_id=session, of_id=uuid4())
    put(
        record, rows.MeasureRow, **of, instrument="total:meq-30", instrument_version=1,
        answers={"sheet kept": "green box, shelf 4"}, complete=True, total=None, total_text="67.25",
        entered="total", index_event="the long bridge", band="", alarms=[], observer="J. Adler, LMFT",
        struck_at=now, struck_reason="another client's sheet",
    )  # fmt: skip
    withholding.ask(
        record, client, session, Category.HELPED, Rule.PRINT, asked_by="the client", reason="on the phone"
    )
    notes.write(record, Owner(client, session=session), "draft.timeline", "half a li")
    notes.write(record, Owner(client, session=session), "room.weather", "rain on the skylight")


def _work(day: LeavingDay, of: dict[str, Any]) -> None:
    record, session = day.record, day.session
    insight = insights.add(record, session, "My hands know when I am done", kind=Kind.READ_BACK).item
    with record.write() as db:
        row = db.get_one(rows.InsightRow, insight)
        row.taken_from, row.revisit_on = "debrief.body", date(2026, 12, 9)
    item = put(
        record, rows.WorkItemRow, **of, movement="reclaim", subtype="old-self",
        statement="the boy who whistled", levels=["somatic", "symbolic"], last_lived="summer of 2004",
        insight_id=insight,
    )  # fmt: skip
    look = {"work_item_id": item, "session_id": session}
    put(record, rows.WorkLookRow, **look, status="named", next_step="whistle once on the stairs")
    put(
        record, rows.WorkLookRow, **look, status="in progress", next_step="whistle at work", seq=SEQ + 1,
        happened_at=record.now() - timedelta(minutes=4),
    )  # fmt: skip
    put(
        record, rows.WorkItemRow, **of, movement="release", statement="the grey coat", struck_at=record.now(),
        struck_reason="said of another day",
    )  # fmt: skip


def _carried(day: LeavingDay, of: dict[str, Any]) -> None:
    """Record something carried on with a look at it, a meaning, and a private note that prints nowhere."""
    record, client, session = day.record, day.client, day.session
    item = life.add(
        record, client, "relationship", "the man with the ladder", session_id=session,
        facts={"relation": "family", "old-role": "held every rung"},
    ).item  # fmt: skip
    step = life.add(
        record, client, "step", "one rung on Sundays", session_id=session, due_on=date(2027, 1, 6),
        facts={"area": "movement"},
    ).item  # fmt: skip
    assert item is not None
    assert step is not None
    said = Said("being-worked-on", 4, "he laughed at last", {"alone": "yes"})
    life.look(record, item, said, session_id=session)
    life.look(record, step, Said(text="two rungs", due_on=date(2027, 2, 3)), session_id=session)
    meanings.add(record, client, "a ladder is also a bridge", session_id=session)
    put(record, rows_trust.ProcessNoteRow, **of, owner_id=record.author.id, body=b"sealed to its author")


def days_after(day: LeavingDay) -> None:
    """Record what comes after: a contact, a task done, an integration note with words read back."""
    record, session = day.record, day.session
    of: dict[str, Any] = {"client_id": day.client, "session_id": session}
    day.clock.move(days=1)
    now = record.now()
    put(
        record, rows.ContactRow, **of, channel="phone", outcome="reached", concern="sleep",
        text="slept four hours and cooked", next_due=now + timedelta(days=2),
        happened_at=now - timedelta(minutes=21),
    )  # fmt: skip
    put(
        record, rows.TaskRow, **of, kind="other", text="send the orange oil", due_at=now, done_at=now,
        done_note="posted from the corner",
    )  # fmt: skip
    note = put(record, rows.IntegrationNoteRow, **of, kind="early", ended_at=now)
    owner = Owner(day.client, integration=note)
    phrase = next(one for one in insights.of_session(record, session) if one.kind is Kind.READ_BACK)
    notes.write(record, owner, f"said.{phrase.id.hex}", "corrected")
    notes.write(record, owner, f"words.{phrase.id.hex}", "my hands ask when I am done")
    notes.write(record, owner, "integration.week", "a week of rain and bread")

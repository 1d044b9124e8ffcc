"""One dosing day of a large rehearsal as rows: signs, moments, texts, checks, leaving, the days after."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from kapdesk.services.record import Record
from kapdesk.store.rows import (
    AnswerRow,
    AppointmentRow,
    Base,
    ChangeItemRow,
    ClearanceRow,
    ContactRow,
    DischargeRow,
    DoseRow,
    EmbodimentRow,
    EscortRow,
    InsightRow,
    IntegrationNoteRow,
    MeasureRow,
    NoteRow,
    RevisionRow,
    ScreenRow,
    SessionRow,
    StateRow,
    TimelineRow,
    VitalRow,
)

Rows = dict[type[Base], list[dict[str, Any]]]
STATES = (
    ("scheduled", -4320), ("arrived", 0), ("cleared to dose", 29), ("dosing", 33), ("journey", 42),
    ("emergence", 84), ("debrief", 106), ("stabilization", 124), ("discharged", 160),
)  # fmt: skip
LOOKS = (9, 48, 63, 93, 121, 138)
ANSWERED = (
    ("arrival", "identity", "name-and-birth-date", 2), ("arrival", "escort", "confirmed", 2),
    ("arrival", "hours-since-food", "5", 4), ("arrival", "hours-since-drink", "2", 4),
    ("arrival", "medicines-today", "none", 5), ("arrival", "alcohol-drugs", "none", 5),
    ("arrival", "sleep", "7", 12), ("arrival", "mood", "5", 12), ("arrival", "still-wants", "yes", 19),
    ("prepare", "touch-level", "hand", -4280), ("debrief", "tone", "neutral", 112),
    ("debrief", "distress-now", "1", 113), ("debrief", "mood-now", "7", 113),
    ("readiness-facts", "oriented-person", "yes", 126), ("readiness-facts", "oriented-place", "yes", 126),
    ("readiness-facts", "oriented-time", "yes", 126), ("readiness-facts", "oriented-situation", "yes", 126),
    ("readiness-facts", "walks", "yes", 133), ("readiness-facts", "turns", "yes", 133),
    ("readiness-facts", "back-to-usual", "yes", 136), ("readiness-facts", "keeps-fluid", "yes", 136),
    ("aldrete", "activity", "four-limbs", 140), ("modified-padss", "ambulation", "steady", 140),
)  # fmt: skip
STEPS = ("blanket", "water", "light", "temperature")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where ids, words and small differences come from: one seeded row of numbers for the whole record."""

    rng: Random
    record: Record
    medical: str
    words: dict[str, list[str]]

    def new_id(self) -> UUID:
        """Return the next id."""
        return UUID(int=self.rng.getrandbits(128), version=4)

    def kept(self, at: datetime, **values: Any) -> dict[str, Any]:
        """Return a row with its id, when it was written, and by whom."""
        return {"id": self.new_id(), "written_at": at, "author_id": self.record.author.id, **values}

    def text(self, voice: str, sentences: int) -> str:
        """Return some invented sentences in one of the two voices."""
        return " ".join(self.rng.choice(self.words[voice]) for _ in range(sentences))


class Day:
    """One dosing day of one client."""

    def __init__(self, numbers: Numbers, client: UUID, number: int, arrived: datetime) -> None:
        """Prepare a day; `arrived` is when the client came in."""
        self._numbers, self._client, self._number, self._arrived = numbers, client, number, arrived
        self._session = numbers.new_id()
        self._rows: Rows = defaultdict(list)

    def rows(self) -> Rows:
        """Return every row of the day and of the days after it."""
        self._head()
        self._course()
        self._journey()
        self._texts()
        self._leaving()
        self._after()
        return self._rows

    def _at(self, minute: float) -> datetime:
        return self._arrived + timedelta(minutes=minute)

    def _add(self, table: type[Base], minute: float, /, **values: Any) -> None:
        self._rows[table].append(self._numbers.kept(self._at(minute), session_id=self._session, **values))

    def _happened(self, table: type[Base], minute: float, /, **values: Any) -> None:
        zone = self._numbers.record.zone
        self._add(table, minute, happened_at=self._at(minute), zone=zone, **values)

    def _head(self) -> None:
        record = self._numbers.record
        row = self._numbers.kept(
            self._at(160), id=self._session, client_id=self._client, number=self._number,
            state="discharged", setting="clinic", room="Oak room", zone=record.zone,
            planned_for=self._arrived, planned_route="im", therapist_id=record.author.id,
            medical_name=self._numbers.medical, medical_presence="on site", opened_at=self._arrived,
            ended_at=self._at(160),
        )  # fmt: skip
        self._rows[SessionRow].append(row)
        self._add(
            EscortRow, 146, name="Tove Lind", relation="sister", phone="+1 555 0111", adult=True,
            recognised="by the client", arrived_at=self._at(146), tonight="Tove Lind",
        )  # fmt: skip

    def _course(self) -> None:
        for seq, (state, minute) in enumerate(STATES, start=1):
            self._happened(StateRow, minute, state=state, seq=seq)
        for seq, (form, item, value, minute) in enumerate(ANSWERED, start=1):
            self._happened(AnswerRow, minute, form=form, form_version=1, item=item, value=value, seq=seq)
        for minute, context in ((17, "arrival"), (129, "before leaving")):
            answers = {f"asq{item}": 0 for item in range(1, 5)}
            self._happened(
                ScreenRow, minute, client_id=self._client, instrument="asq", instrument_version=1,
                context=context, answers=answers, result="negative",
            )  # fmt: skip

    def _journey(self) -> None:
        rng = self._numbers.rng
        self._happened(
            DoseRow, 33, drug="ketamine", route="im", amount=str(rng.choice((40, 45, 50, 55))), unit="mg",
            lot="HO-2291", given_by=self._numbers.medical, checked_by="J. Adler, LMFT", is_booster=False,
            seq=1,
        )  # fmt: skip
        for seq, minute in enumerate(LOOKS, start=1):
            rise = rng.randint(6, 14) if 40 < minute < 80 else rng.randint(-3, 4)  # noqa: PLR2004 - around the peak
            self._happened(
                VitalRow, minute, status="done", is_baseline=seq == 1, sbp=120 + rise, dbp=76 + rise // 2,
                hr=70 + rise, spo2=rng.randint(96, 99), on_oxygen=False, rr=rng.randint(12, 16),
                moaas=4 if 40 < minute < 80 else 5, dissociation=3 if 40 < minute < 80 else 0,  # noqa: PLR2004 - around the peak
                observer=self._numbers.medical, seq=seq,
            )  # fmt: skip
        for seq in range(1, rng.randint(9, 16)):
            voice = rng.choice(("client", "observer"))
            text = self._numbers.text("client" if voice == "client" else "seen", 1)
            self._happened(TimelineRow, 34 + seq * 3.5, voice=voice, kind="", text=text, seq=seq)
        for seq, item in enumerate(STEPS, start=1):
            self._happened(
                EmbodimentRow, 95 + seq * 2, checklist="embodiment-needs", checklist_version=1, item=item,
                answer=rng.choice(("offered", "accepted", "helped")), seq=seq,
            )  # fmt: skip

    def _texts(self) -> None:
        rng = self._numbers.rng
        self._note("prepare.intention", "client", rng.randint(2, 6), -4280)
        self._note("debrief.words", "client", rng.randint(24, 52), 110)
        self._note("debrief.observed", "seen", rng.randint(14, 34), 111)
        self._note("debrief.body", "client", rng.randint(8, 20), 112)
        for _ in range(rng.randint(0, 3)):
            self._add(
                InsightRow, 115, client_id=self._client, kind="insight", levels=["personal"],
                text=rng.choice(self._numbers.words["insight"]), confidence=rng.randint(3, 9),
            )  # fmt: skip

    def _note(self, field: str, voice: str, sentences: int, minute: float) -> None:
        text = self._numbers.text(voice, sentences)
        self._add(NoteRow, minute, client_id=self._client, field=field, text=text, indexed=False)
        note = self._rows[NoteRow][-1]
        half = text[: len(text) // 2]
        for seq, kept in enumerate((half, text), start=1):
            self._add(RevisionRow, minute - 1 + seq, of_id=note["id"], text=kept, seq=seq)

    def _leaving(self) -> None:
        kept = {"state": "met", "value": "met", "kind": "hard"}
        criteria = {f"D{one:02d}": kept | {"title": f"Criterion {one}"} for one in range(1, 20)}
        medical, author = self._numbers.medical, self._numbers.record.author.signature
        for seq, (kind, name) in enumerate((("medical", medical), ("therapist", author)), start=1):
            self._happened(
                ClearanceRow, 153 + seq, kind=kind, by_name=name, by_role="medical professional",
                presence="on site", criteria=criteria, seq=seq,
            )  # fmt: skip
        facts = {"left_with": "Tove Lind, sister", "left_at": self._at(160).isoformat()}
        self._happened(
            DischargeRow, 160, outcome="released with escort", facts=facts, criteria=criteria, seq=1
        )

    def _after(self) -> None:
        rng, words = self._numbers.rng, self._numbers.words
        zone, day = self._numbers.record.zone, 24 * 60
        answers = {f"phq{item}": rng.randint(0, 2) for item in range(1, 10)}
        self._happened(
            MeasureRow, -60, client_id=self._client, instrument="phq9", instrument_version=1,
            answers=answers, complete=True, total=sum(answers.values()), alarms=[],
        )  # fmt: skip
        self._rows[MeasureRow][-1]["session_id"] = None
        for minute, kind, minutes in ((day, "contact", 15), (3 * day, "early", 50)):
            self._add(
                AppointmentRow, 152, client_id=self._client, kind=kind, starts_at=self._at(minute),
                zone=zone, minutes=minutes, status="attended",
            )  # fmt: skip
        self._happened(
            ContactRow, day, client_id=self._client, channel="phone", outcome="reached", concern="none heard"
        )
        self._happened(IntegrationNoteRow, 3 * day, client_id=self._client, kind="early")
        note = self._rows[IntegrationNoteRow][-1]
        note["ended_at"] = self._at(3 * day + 50)
        note["appointment_id"] = self._rows[AppointmentRow][-1]["id"]
        for kind, said in (("changed", "changed"), ("not yet", "unchanged")):
            row = self._numbers.kept(
                self._at(3 * day + 20), client_id=self._client, integration_id=note["id"], kind=kind,
                text=rng.choice(words[said]),
            )  # fmt: skip
            self._rows[ChangeItemRow].append(row)

"""What was asked, pointed at, agreed and transcribed in the room, and what the clock did, as printed."""

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kapdesk.domain.definitions import PromptSet
from kapdesk.domain.errors import NotFound
from kapdesk.services.printed_words import Names, struck
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.services.wordings import version_at
from kapdesk.store.rows import (
    AnswerRow,
    ClockJumpRow,
    ConsentEventRow,
    SomaticPlanRow,
    TranscribedRow,
    TranscriptionRow,
)

if TYPE_CHECKING:
    from kapdesk.reports import room_facts

CONSENTS = "embodiment-consents"
BODY_MAP, BODY_LEVELS, REGIONS, PRACTICES = "body-map", "body-map-levels", "body-regions", "somatic-practices"
_JUMPS = {"sleep": "machine asleep", "clock": "clock moved", "zone": "time zone changed"}
_DAYS = {0: "the dosing day", 1: "the day after"}


def choices(record: Record, head: SessionHead, names: Names) -> "tuple[room_facts.Choice, ...]":
    """Return everything the client was asked in the room, struck and withdrawn ones too."""
    from kapdesk.reports.room_facts import Choice

    with record.read() as db:
        query = select(ConsentEventRow).where(ConsentEventRow.session_id == head.id)
        return tuple(
            Choice(
                _asked_about(record, row), row.answer, row.scope, row.asked_by, names.of(row.author_id),
                row.happened_at, row.written_at, row.withdrawn_at, row.withdrawn_words or "",
                struck(row.struck_at, row.struck_reason),
            )
            for row in db.scalars(query.order_by(ConsentEventRow.happened_at, ConsentEventRow.seq))
        )  # fmt: skip


def _asked_about(record: Record, row: ConsentEventRow) -> str:
    """Return what was asked about, with the question as it stood on the screen when it was asked."""
    kind = row.kind.replace("-", " ")
    try:
        version = version_at(record, PromptSet, CONSENTS, row.written_at)
        return f"{kind}\n{record.content.prompts(CONSENTS, version).prompt(row.kind.replace(' ', '-')).text}"
    except NotFound:
        return kind


def body_map(record: Record, head: SessionHead) -> "tuple[room_facts.BodyMark, ...]":
    """Return every place of the body that was pointed at, in the order of writing, taken back ones too."""
    from kapdesk.reports.room_facts import BodyMark

    found: list[BodyMark] = []
    with record.read() as db:
        for row in _answers(db, head, BODY_MAP, BODY_LEVELS):
            is_level = row.form == BODY_LEVELS
            levels = f"levels: {(row.value or 'taken back').replace(',', ', ')}"
            found.append(
                BodyMark(
                    _place(record, row), "" if is_level else row.value or "",
                    levels if is_level else row.note, row.observer,
                    row.happened_at, row.written_at, row.value is None and not is_level,
                )
            )  # fmt: skip
    return tuple(found)


def _answers(db: Session, head: SessionHead, *forms: str) -> list[AnswerRow]:
    query = select(AnswerRow).where(AnswerRow.session_id == head.id, AnswerRow.form.in_(forms))
    return list(db.scalars(query.order_by(AnswerRow.seq)))


def _place(record: Record, row: AnswerRow) -> str:
    """Return a place of the body in the words of the version it was drawn in; its id where that is gone."""
    side, _, region = row.item.partition(".")
    try:
        table = record.content.table(REGIONS, row.form_version)
    except NotFound:
        table = None
    for one in table.rows if table else ():
        if one.id == row.item or (one.text("side"), one.text("region")) == (side, region):
            return f"{one.text('label')}, {side}"
    return f"{region.replace('-', ' ')}, {side}" if region else row.item


def practices(record: Record, head: SessionHead, names: Names) -> "tuple[room_facts.Practice, ...]":
    """Return every practice agreed for the days after, in the words of the rules it was checked by."""
    from kapdesk.reports.room_facts import Practice

    with record.read() as db:
        query = select(SomaticPlanRow).where(SomaticPlanRow.session_id == head.id)
        return tuple(
            Practice(
                _practice(record, row), row.plan, _from_day(row.from_day), _caution(row), row.note,
                ", ".join(part for part in (row.by_name, row.by_role) if part), names.of(row.author_id),
                row.happened_at, row.written_at, struck(row.struck_at, row.struck_reason),
            )
            for row in db.scalars(query.order_by(SomaticPlanRow.seq))
        )  # fmt: skip


def _practice(record: Record, row: SomaticPlanRow) -> str:
    try:
        return record.content.table(PRACTICES, row.rules_version).row(row.practice).text("label")
    except NotFound:
        return row.practice.replace("-", " ")


def _from_day(day: int | None) -> str:
    return "" if day is None else _DAYS.get(day, f"day {day} after the dosing day")


def _caution(row: SomaticPlanRow) -> str:
    return ": ".join(part for part in (row.level, row.caution) if part)


def jumps(record: Record, head: SessionHead) -> "tuple[room_facts.Jump, ...]":
    """Return where the machine's clock jumped in this session."""
    from kapdesk.reports.room_facts import Jump

    with record.read() as db:
        query = select(ClockJumpRow).where(ClockJumpRow.session_id == head.id)
        return tuple(
            Jump(_JUMPS.get(row.kind, row.kind), row.expected_at, row.found_at, row.zone)
            for row in db.scalars(query.order_by(ClockJumpRow.written_at, ClockJumpRow.expected_at))
        )


def sheets(record: Record, head: SessionHead, names: Names) -> "tuple[room_facts.PaperSheet, ...]":
    """Return every sheet of paper that was taken over into this session."""
    from kapdesk.reports.room_facts import PaperSheet

    with record.read() as db:
        query = select(TranscriptionRow).where(TranscriptionRow.session_id == head.id)
        return tuple(
            PaperSheet(
                f"{row.sheet.replace('-', ' ')}, version {row.sheet_version}",
                ", ".join(part for part in (row.filled_by, row.filled_role) if part), row.note,
                names.of(row.author_id), row.happened_at, row.written_at, _entries(db, row),
            )
            for row in db.scalars(query.order_by(TranscriptionRow.happened_at))
        )  # fmt: skip


def _entries(db: Session, row: TranscriptionRow) -> int:
    query = select(func.count()).where(TranscribedRow.transcription_id == row.id)
    return db.scalar(query) or 0

"""What else belongs to a session: its states, other checks, plans, means, other texts, who recorded it."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from kapdesk.domain.letters import Letter
from kapdesk.services.printed_room import BODY_LEVELS, BODY_MAP
from kapdesk.services.printed_words import YES_NO, Names, asked, asked_at, said, struck, title_of
from kapdesk.services.printed_work import is_about_earlier
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.services.wordings import version_at
from kapdesk.store.rows import (
    AdverseEventRow,
    AnswerRow,
    ClearanceRow,
    ConsentEventRow,
    ContactRow,
    DischargeRow,
    DoseRow,
    EmbodimentRow,
    EscortRow,
    InsightRow,
    MeansRow,
    MeasureRow,
    NoteRow,
    OverrideRow,
    SafetyPlanRow,
    ScreenRow,
    SomaticPlanRow,
    StateRow,
    TaskRow,
    TimelineRow,
    TranscriptionRow,
    VitalRow,
    WithheldRow,
    WorkItemRow,
    WorkLookRow,
)

if TYPE_CHECKING:
    from kapdesk.reports import leaving_facts
    from kapdesk.reports.day_facts import Check

LETTER = "discharge-safety-summary"
READINESS, TEACH_BACK, IN_WRITING = "readiness-facts", "teach-back", "instructions-in-writing"
SAID_BACK = "instructions-said-back"
SHORT = "summary."
"""What the texts begin with in which the therapist tells in short what is not printed in words."""
_ELSEWHERE = (
    "arrival", "prepare", "debrief", "embodiment", "aldrete", "modified-padss", TEACH_BACK, "timeline-keys",
    "timeline-changes", BODY_MAP, BODY_LEVELS,
)  # fmt: skip
_CHANGED = ("prepare", "aldrete", "modified-padss", TEACH_BACK)
_TEXTS_ELSEWHERE = ("prepare.", "debrief.", SHORT)
_WRITTEN = (
    StateRow, AnswerRow, NoteRow, DoseRow, VitalRow, TimelineRow, AdverseEventRow, InsightRow, EmbodimentRow,
    ScreenRow, OverrideRow, ClearanceRow, DischargeRow, SafetyPlanRow, MeansRow, WorkItemRow, WorkLookRow,
    ConsentEventRow, SomaticPlanRow, TranscriptionRow, WithheldRow, ContactRow, TaskRow, MeasureRow,
    EscortRow,
)  # fmt: skip
DRAFT = "draft."
_NO_LINES = (  # in whose voice the next line will be, and which moment is being put right: no lines
    "draft.timeline.voice", "draft.timeline.strip",
)  # fmt: skip
_FORMS = {"integration": "integration-note", "plan": "stay-safe-plan"}
CARRIED = "carried:"


def passed(record: Record, head: SessionHead, names: Names) -> "tuple[leaving_facts.Passed, ...]":
    """Return the states the session went through."""
    from kapdesk.reports.leaving_facts import Passed

    with record.read() as db:
        query = select(StateRow).where(StateRow.session_id == head.id).order_by(StateRow.seq)
        return tuple(
            Passed(row.state, row.happened_at, row.written_at, names.wrote(row.id, row.author_id))
            for row in db.scalars(query)
        )


def checks(record: Record, head: SessionHead) -> "tuple[leaving_facts.Checked, ...]":
    """Return every answer to every other checklist, look by look, in the version it was given to."""
    from kapdesk.reports.leaving_facts import Checked

    found: dict[tuple[str, int], list[AnswerRow]] = {}
    for row in _answers(record, head):
        if row.form not in _ELSEWHERE:
            found.setdefault((row.form, row.form_version), []).append(row)
    return tuple(
        Checked(title_of(record, form, version), tuple(_check(record, row) for row in rows))
        for (form, version), rows in found.items()
    )


def _answers(record: Record, head: SessionHead) -> list[AnswerRow]:
    with record.read() as db:
        query = select(AnswerRow).where(AnswerRow.session_id == head.id).order_by(AnswerRow.seq)
        return list(db.scalars(query))


def _check(record: Record, row: AnswerRow) -> "Check":
    from kapdesk.reports.day_facts import Check

    value = (
        "taken back" if row.value is None else said(record, row.form, row.form_version, row.item, row.value)
    )
    question = asked(record, row.form, row.form_version, row.item)
    return Check(question, value, row.note, row.observer, row.happened_at, row.written_at)


def instructions(record: Record, head: SessionHead) -> "tuple[leaving_facts.Given, ...]":
    """Return the text that was given in writing, where it is recorded that it was."""
    from kapdesk.reports.leaving_facts import Given

    mine = [row for row in _answers(record, head) if (row.form, row.item) == (READINESS, IN_WRITING)]
    if not mine or mine[-1].value != "yes":
        return ()
    letter = record.content.letter(LETTER, version_at(record, Letter, LETTER, mine[-1].written_at))
    which = f"version {letter.version}"
    return (Given("Instructions in writing", which, letter.title, mine[-1].observer, mine[-1].happened_at),)


def teach_back(record: Record, head: SessionHead) -> "leaving_facts.TeachBack | None":
    """Return what the client said back, question by question."""
    from kapdesk.reports.leaving_facts import TeachBack

    last = {row.item: row for row in _answers(record, head) if row.form == TEACH_BACK}
    standing = [row for row in last.values() if row.value is not None]
    if not standing:
        return _said_back(record, head)
    words = "\n".join(
        f"{asked(record, TEACH_BACK, row.form_version, row.item)} {row.value}" for row in standing
    )
    return TeachBack(words, standing[-1].observer, standing[-1].happened_at)


def _said_back(record: Record, head: SessionHead) -> "leaving_facts.TeachBack | None":
    """Return that something was said back, where that is recorded without its words."""
    from kapdesk.reports.leaving_facts import TeachBack

    mine = [row for row in _answers(record, head) if (row.form, row.item) == (READINESS, SAID_BACK)]
    if not mine or mine[-1].value != "yes":
        return None
    return TeachBack("yes; the words are not recorded", mine[-1].observer, mine[-1].happened_at)


def plans(record: Record, head: SessionHead) -> "tuple[leaving_facts.PlanReview, ...]":
    """Return each review of the stay-safe plan in this session."""
    from kapdesk.reports.leaving_facts import PlanReview

    with record.read() as db:
        query = select(SafetyPlanRow).where(SafetyPlanRow.session_id == head.id)
        return tuple(
            PlanReview(
                row.number, row.happened_at, YES_NO[row.copy_given], row.likelihood, row.kept_where,
                row.observer, row.written_at,
            )
            for row in db.scalars(query.order_by(SafetyPlanRow.number))
        )  # fmt: skip


def means(record: Record, head: SessionHead, names: Names) -> "tuple[leaving_facts.Means, ...]":
    """Return each step that was agreed in this session, struck ones too."""
    from kapdesk.reports.leaving_facts import Means

    with record.read() as db:
        query = select(MeansRow).where(MeansRow.session_id == head.id).order_by(MeansRow.happened_at)
        return tuple(
            Means(
                f"{row.method}: {row.action}", row.status, row.responsible, row.note, names.of(row.author_id),
                row.happened_at, struck(row.struck_at, row.struck_reason), row.written_at,
            )
            for row in db.scalars(query)
        )  # fmt: skip


def texts(record: Record, head: SessionHead) -> tuple[tuple[str, str], ...]:
    """Return what was written in this session beside preparation and debrief, as it was asked."""
    found: list[tuple[str, str]] = []
    for field, text, at in _notes(record, head):
        if text.strip() and not field.startswith((*_TEXTS_ELSEWHERE, DRAFT)) and not is_about_earlier(field):
            found.append((label(record, *parted(field), at), text))
    return tuple(found)


def parted(field: str) -> tuple[str, str]:
    """Return the form and the item that a text is kept under."""
    form, _, item = field.partition(".")
    return form, item


def label(record: Record, form: str, item: str, at: datetime) -> str:
    """Return the words a text was asked in when it was written, or its own name where it was on no form."""
    form = _FORMS.get(form, form)
    return asked_at(record, form, item, at) or f"{form} {item}".replace("-", " ").strip()


def _notes(record: Record, head: SessionHead) -> list[tuple[str, str, datetime]]:
    with record.read() as db:
        query = select(NoteRow.field, NoteRow.text, NoteRow.written_at).where(NoteRow.session_id == head.id)
        return [(field, text, at) for field, text, at in db.execute(query.order_by(NoteRow.field))]


def withheld(record: Record, head: SessionHead) -> tuple[str, ...]:
    """Return what the record of this session holds and the summary leaves out on purpose."""
    earlier = Counter[tuple[str, str]]()
    for row in _answers(record, head):
        if row.form in _CHANGED and not row.item.startswith(CARRIED):
            earlier[(row.form, row.item)] += 1
    changed = sum(count - 1 for count in earlier.values())
    entered = {(row.value or "").strip() for row in _answers(record, head)}
    drafts = sum(
        bool(text.strip()) and text.strip() not in entered
        for field, text, _at in _notes(record, head)
        if field.startswith(DRAFT) and field not in _NO_LINES
    )
    left_out = ["earlier wordings of texts", "the client's address and contacts", "consents"]
    if changed:
        left_out.append(f"earlier answers that were changed or taken back ({changed})")
    if drafts:
        left_out.append(f"unfinished lines that were never entered ({drafts})")
    return tuple(left_out)


def recorded_by(record: Record, head: SessionHead, names: Names) -> tuple[str, ...]:
    """Return everybody who wrote in this session, each once, in the order of their first entry."""
    found: list[tuple[datetime, str]] = []
    with record.read() as db:
        for table in _WRITTEN:
            query = select(table.written_at, table.author_id).where(table.session_id == head.id)
            found += [(at, names.of(author)) for at, author in db.execute(query)]
    return tuple(dict.fromkeys(name for _, name in sorted(found) if name))

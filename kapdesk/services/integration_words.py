"""The texts and ratings of an integration session in the words they were asked in, for paper."""

from collections.abc import Sequence
from functools import partial

from kapdesk.domain.definitions import PromptSet
from kapdesk.domain.errors import NotFound
from kapdesk.domain.integration import AIM, GOAL, GOAL_STEPS, Setting
from kapdesk.domain.progress_notes import PREFIX
from kapdesk.services.printed_after import DRAFT, label, parted
from kapdesk.services.printed_work import is_about_earlier
from kapdesk.services.profiles import AIM_NOTE, AIM_SAID, AIM_STEP, GOAL_NOTE
from kapdesk.services.record import Record
from kapdesk.services.wordings import version_at
from kapdesk.store.rows import IntegrationNoteRow, NoteRow

FORM, BESIDE = "integration-note", "integration-beside"
_SETS = {GOAL: "goals", GOAL_NOTE: "goals", AIM: "aims", AIM_SAID: "aims", AIM_NOTE: "aims", AIM_STEP: "aims"}


def lines(record: Record, row: IntegrationNoteRow, written: Sequence[NoteRow]) -> tuple[str, ...]:
    """Return everything that was said in one session, each in a line under the words it was asked in.

    Drafts and what is said of earlier words are not among it; an edited progress note stands at the end.
    """
    told = [_setting(row)]
    for note in sorted(written, key=partial(_place, record)):
        if note.text.strip() and not note.field.startswith(DRAFT) and not is_about_earlier(note.field):
            asked = _asked(record, note)
            told.append(f"{asked} {_value(note)}" if asked.endswith("?") else f"{asked}: {_value(note)}")
    return tuple(line for line in told if line)


def _setting(row: IntegrationNoteRow) -> str:
    setting = Setting(row.setting).label if row.setting else ""
    said = ", ".join(part for part in (setting, row.with_whom or "") if part)
    return f"Setting: {said}" if said else ""


def _value(note: NoteRow) -> str:
    """Return a text as it is read; a step of a goal with its name."""
    if note.field.startswith(GOAL) and note.text.isdigit() and int(note.text) < len(GOAL_STEPS):
        return f"{note.text} {GOAL_STEPS[int(note.text)]}"
    return f"{note.text} of 10" if note.field.startswith(AIM) else note.text


def _asked(record: Record, note: NoteRow) -> str:
    head, item = parted(note.field)
    if note.field.startswith(PREFIX):
        format_, _, section = item.partition(".")
        return f"Progress note {format_.upper()}, {section}"
    if f"{head}." not in _SETS:
        return label(record, head, item, note.written_at)
    try:
        name = _prompts(record, _SETS[f"{head}."], note).prompt(item).label
        beside = "" if f"{head}." in (GOAL, AIM) else _prompts(record, BESIDE, note).prompt(head).label
    except NotFound:
        return label(record, head, item, note.written_at)
    return ", ".join(part for part in (name, beside.casefold()) if part)


def _prompts(record: Record, id_: str, note: NoteRow) -> PromptSet:
    return record.content.prompts(id_, version_at(record, PromptSet, id_, note.written_at))


def _place(record: Record, note: NoteRow) -> tuple[int, str, int]:
    """Return where a text stands on the form it was written on; goals and aims come after it, each whole."""
    fields = [field.id for field in record.content.form(FORM).fields]
    head, item = parted(note.field)
    order = list(_SETS)
    if f"{head}." in order:
        return len(fields), item, order.index(f"{head}.")
    last = len(fields) + 1 + note.field.startswith(PREFIX)
    return (fields.index(item) if item in fields else last), note.field, 0

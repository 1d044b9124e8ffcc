"""What was prepared, told on coming back, and done to come back into the body, as it is printed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from kapdesk.domain.insights import Insight as Kept
from kapdesk.domain.insights import coverage
from kapdesk.domain.integration import Verdict
from kapdesk.services import (
    body_map,
    checklists,
    insights,
    notes,
    preparation,
    printed_work,
    read_back,
    work,
)
from kapdesk.services.notes import Owner
from kapdesk.services.printed_words import Names, asked, asked_at, said, struck
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.services.wordings import form_at
from kapdesk.store.rows import EmbodimentRow

if TYPE_CHECKING:
    from kapdesk.reports import day_facts, telling_facts

DEBRIEF, BODY = "debrief", "embodiment"
OWN_STEPS = "prepare"
ONE_STEP = timedelta(hours=1)
"""An effect that is said of a step later than this is a look of its own."""
_PREPARED = {
    "intention", "touch-level", "touch-limits", "scents-liked", "scents-to-avoid", "grounding-object",
    "escort-name", "escort-relation", "escort-phone",
}  # fmt: skip
_TOLD = {
    "words", "observed", "images", "body", "emotions", "most-alive", "hardest", "unfinished",
    "message-to-self", "intention-revisited",
}  # fmt: skip
_PREPARED_AS = {
    "Intention": ("intention", "intention"),
    "Touch agreement": ("touch-limits", "touch-level"),
    "Scents liked": ("scents-liked", "scents-liked"),
    "Scents to avoid": ("scents-to-avoid", "scents-to-avoid"),
    "Grounding object": ("grounding-object", "grounding-object"),
}
"""The name on paper of what stands on the form, the text that holds it, and the field it was asked in."""
_TOLD_AS = {
    "In the client's own words": ("words", "their-words"),
    "What the observer saw": ("observed", "observed"),
    "Images": ("images", "images"),
    "Body": ("body", "body"),
    "Emotions": ("emotions", "emotions"),
    "Most alive moment": ("most-alive", "most-alive"),
    "Hardest moment": ("hardest", "hardest"),
    "Unfinished": ("unfinished", "unfinished"),
    "Message to self": ("message-to-self", "message-to-self"),
    "Intention revisited": ("intention-revisited", "intention-revisited"),
}


def prepared(record: Record, head: SessionHead) -> "day_facts.Preparation":
    """Return what was prepared; what was taken over and never confirmed says so."""
    from kapdesk.reports.day_facts import Preparation

    ready = preparation.of_session(record, head.id)
    touch = "; ".join(part for part in (_of(ready, "touch-level"), _of(ready, "touch-limits")) if part)
    escort = "named under Escort" if _of(ready, "escort-name") else ""
    asked = _asked(record, head, preparation.FORM, _PREPARED_AS)
    return Preparation(
        _of(ready, "intention"), touch, _lines(ready, "scents-liked"), _lines(ready, "scents-to-avoid"),
        _of(ready, "grounding-object"), escort, _rest(record, head, ready), asked,
    )  # fmt: skip


def _asked(
    record: Record, head: SessionHead, form: str, names: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    """Return the words in which each text was asked when it was written, by the name it has on paper."""
    kept = notes.texts(record, Owner(head.client, session=head.id))
    found: dict[str, str] = {}
    for name, (text, item) in names.items():
        note = kept.get(f"{form}.{text}")
        words = asked_at(record, form, item, note.written_at) if note and note.text.strip() else ""
        if words:
            found[name] = words
    return found


def _of(ready: preparation.Preparation, field: str) -> str:
    text = ready.text(field).strip()
    source = ready.carried.get(field)
    return f"{text} (taken over from {source}, not confirmed)" if text and source else text


def _lines(ready: preparation.Preparation, field: str) -> tuple[str, ...]:
    lines, source = ready.lines(field), ready.carried.get(field)
    return (*lines, f"(taken over from {source}, not confirmed)") if lines and source else lines


def _rest(record: Record, head: SessionHead, ready: preparation.Preparation) -> tuple[tuple[str, str], ...]:
    kept = notes.texts(record, Owner(head.client, session=head.id))
    mine = [note.written_at for name, note in kept.items() if name.startswith(preparation.PREFIX)]
    form = form_at(record, preparation.FORM, max(mine, default=record.now()))
    ids = [field.id for field in form.fields if field.id not in _PREPARED]
    ids += [id_ for id_ in (*ready.texts, *ready.choices) if id_ not in ids and id_ not in _PREPARED]
    chosen = checklists.standing(record, head.id, preparation.FORM)
    found: list[tuple[str, str]] = []
    for id_ in ids:
        if not _of(ready, id_):
            continue
        if id_ in chosen:
            words = asked(record, form.id, chosen[id_].form_version, id_)
        else:
            note = kept.get(f"{preparation.PREFIX}{id_}")
            words = asked_at(record, form.id, id_, note.written_at if note else record.now())
        found.append((words or id_, _of(ready, id_)))
    return tuple(found)


def told(record: Record, head: SessionHead, names: Names | None = None) -> "telling_facts.Debrief":
    """Return what was told on coming back, the client's own words first."""
    from kapdesk.reports.telling_facts import Debrief

    texts = {
        name.removeprefix(f"{DEBRIEF}."): note.text
        for name, note in notes.texts(record, Owner(head.client, session=head.id)).items()
        if name.startswith(f"{DEBRIEF}.")
    }
    kept = insights.of_session(record, head.id)
    known = names or Names({})
    return Debrief(
        words=texts.get("words", ""),
        images=texts.get("images", ""),
        body=texts.get("body", ""),
        emotions=texts.get("emotions", ""),
        most_alive=texts.get("most-alive", ""),
        hardest=texts.get("hardest", ""),
        unfinished=texts.get("unfinished", ""),
        message_to_self=texts.get("message-to-self", ""),
        intention_revisited=texts.get("intention-revisited", ""),
        coverage=_coverage(record, head, kept),
        insights=printed_work.insights(record, head, known),
        observed=texts.get("observed", ""),
        rest=_other(record, head, texts),
        rated=rated(record, head, DEBRIEF),
        asked=_asked(record, head, DEBRIEF, _TOLD_AS),
    )


def rated(record: Record, head: SessionHead, form: str) -> "tuple[day_facts.Check, ...]":
    """Return every answer to a form in the order of asking, in its words then, those taken back too."""
    from kapdesk.reports.day_facts import Check

    found: list[Check] = []
    for one in checklists.history(record, head.id, form):
        words = said(record, form, one.form_version, one.item, one.value)
        answer = "taken back" if one.value is None else words
        question = asked(record, form, one.form_version, one.item)
        found.append(Check(question, answer, one.note, one.observer, one.happened_at, one.written_at))
    return tuple(found)


def _other(record: Record, head: SessionHead, texts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    kept = notes.texts(record, Owner(head.client, session=head.id))
    return tuple(
        (asked_at(record, DEBRIEF, id_, kept[f"{DEBRIEF}.{id_}"].written_at) or id_.replace("-", " "), text)
        for id_, text in texts.items()
        if id_ not in _TOLD and text.strip()
    )


def _coverage(record: Record, head: SessionHead, kept: tuple[Kept, ...]) -> tuple[str, ...]:
    """Count as the screen does: places of the body and work too, and no words the client withdrew since."""
    since = read_back.around(record, head.client, head.id).since
    withdrawn = {id_ for id_, one in since.items() if one.verdict is Verdict.WITHDRAWN}
    words = (one for one in kept if one.id not in withdrawn)
    marks = (mark.levels for mark in body_map.marks(record, head.id) if mark.stands)
    pieces = (one.levels for one in work.of_session(record, head.id) if one.stands)
    found = coverage(words, (*marks, *pieces))
    return tuple(f"{level.value} {count}" for level, count in found.items() if count)


def embodied(record: Record, head: SessionHead, names: Names) -> "telling_facts.Embodiment":
    """Return every step that was offered, struck ones too, and what was rated before and after."""
    from kapdesk.reports.telling_facts import Embodiment, Step

    with record.read() as db:
        query = select(EmbodimentRow).where(EmbodimentRow.session_id == head.id).order_by(EmbodimentRow.seq)
        rows = _whole(list(db.scalars(query)))
        steps = tuple(
            Step(
                _step(record, row), row.answer, row.effect, row.note, names.wrote(row.id, row.author_id),
                row.happened_at, row.written_at, row.caution, struck(row.struck_at, row.struck_reason),
            )
            for row in rows
        )  # fmt: skip
    return Embodiment(steps=steps, rated=rated(record, head, BODY))


def _step(record: Record, row: EmbodimentRow) -> str:
    """Return a step in the words of the version it was offered in; the client's own steps are their words."""
    if row.checklist == OWN_STEPS:
        return row.item.partition("/")[2]
    return asked(record, row.checklist, row.checklist_version, row.item)


def _whole(history: list[EmbodimentRow]) -> list[EmbodimentRow]:
    """Return each step once: an answer and the effect that was said of it afterwards are one step."""
    found: list[EmbodimentRow] = []
    for one in history:
        same = (each for each in reversed(found) if (each.checklist, each.item) == (one.checklist, one.item))
        last = next(same, None)
        if last is not None and _is_effect_of(one, last):
            found.remove(last)
        found.append(one)
    return found


def _is_effect_of(one: EmbodimentRow, last: EmbodimentRow) -> bool:
    stand = one.struck_at is None and last.struck_at is None
    same = one.answer == last.answer and stand and one.happened_at - last.happened_at <= ONE_STEP
    return same and last.effect is None and one.effect is not None and not last.note

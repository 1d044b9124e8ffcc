"""What was prepared, told on coming back, and done to come back into the body, as it is printed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kapdesk.domain.clock import show_time
from kapdesk.domain.insights import Insight as Kept
from kapdesk.domain.insights import Kind, Level, coverage
from kapdesk.services import checklists, embodiment, insights, notes, preparation
from kapdesk.services.checklists import Answer
from kapdesk.services.notes import Owner
from kapdesk.services.printed_words import Names, StruckAt, asked, said, struck_at
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import EmbodimentRow, InsightRow

if TYPE_CHECKING:
    from kapdesk.reports import day_facts

DEBRIEF, BODY = "debrief", "embodiment"
_PREPARED = {
    "intention", "touch-level", "touch-limits", "scents-liked", "scents-to-avoid", "grounding-object",
    "escort-name", "escort-relation", "escort-phone",
}  # fmt: skip
_TOLD = {
    "words", "observed", "images", "body", "emotions", "most-alive", "hardest", "unfinished",
    "message-to-self", "intention-revisited",
}  # fmt: skip
_RATED = ("arousal-before", "arousal-after", "presence-before", "presence-after")


def prepared(record: Record, head: SessionHead) -> "day_facts.Preparation":
    """Return what was prepared; what was taken over and never confirmed says so."""
    from kapdesk.reports.day_facts import Preparation

    ready = preparation.of_session(record, head.id)
    touch = "; ".join(part for part in (_of(ready, "touch-level"), _of(ready, "touch-limits")) if part)
    escort = "named under Escort" if _of(ready, "escort-name") else ""
    return Preparation(
        _of(ready, "intention"), touch, _lines(ready, "scents-liked"), _lines(ready, "scents-to-avoid"),
        _of(ready, "grounding-object"), escort, _rest(record, ready),
    )  # fmt: skip


def _of(ready: preparation.Preparation, field: str) -> str:
    text = ready.text(field).strip()
    source = ready.carried.get(field)
    return f"{text} (taken over from {source}, not confirmed)" if text and source else text


def _lines(ready: preparation.Preparation, field: str) -> tuple[str, ...]:
    lines, source = ready.lines(field), ready.carried.get(field)
    return (*lines, f"(taken over from {source}, not confirmed)") if lines and source else lines


def _rest(record: Record, ready: preparation.Preparation) -> tuple[tuple[str, str], ...]:
    form = record.content.form(preparation.FORM)
    ids = [field.id for field in form.fields if field.id not in _PREPARED]
    ids += [id_ for id_ in (*ready.texts, *ready.choices) if id_ not in ids and id_ not in _PREPARED]
    return tuple(
        (asked(record, form.id, form.version, id_), _of(ready, id_)) for id_ in ids if _of(ready, id_)
    )


def told(record: Record, head: SessionHead) -> "day_facts.Debrief":
    """Return what was told on coming back, the client's own words first."""
    from kapdesk.reports.day_facts import Debrief

    texts = {
        name.removeprefix(f"{DEBRIEF}."): note.text
        for name, note in notes.texts(record, Owner(head.client, session=head.id)).items()
        if name.startswith(f"{DEBRIEF}.")
    }
    answers = checklists.standing(record, head.id, DEBRIEF)
    kept = insights.of_session(record, head.id)
    return Debrief(
        words=texts.get("words", ""),
        readiness="not ready to talk" if "not-ready" in answers else "",
        tone=_answer(record, head, answers, "tone"),
        images=texts.get("images", ""),
        body=texts.get("body", ""),
        emotions=texts.get("emotions", ""),
        most_alive=texts.get("most-alive", ""),
        hardest=texts.get("hardest", ""),
        unfinished=texts.get("unfinished", ""),
        message_to_self=texts.get("message-to-self", ""),
        intention_revisited=texts.get("intention-revisited", ""),
        coverage=_coverage(kept),
        insights=_insights(kept, struck_at(record, InsightRow, head.id)),
        observed=texts.get("observed", ""),
        rest=(*_ratings(record, head, answers), *_other(record, texts)),
    )


def _answer(record: Record, head: SessionHead, answers: Mapping[str, Answer], item: str) -> str:
    given = answers.get(item)
    if given is None:
        return ""
    words = said(record, DEBRIEF, given.form_version, item, given.value)
    return f"{words}, {show_time(given.happened_at, head.zone)}"


def _ratings(record: Record, head: SessionHead, answers: Mapping[str, Answer]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (asked(record, DEBRIEF, given.form_version, item), _answer(record, head, answers, item))
        for item, given in answers.items()
        if item not in {"tone", "not-ready"}
    )


def _other(record: Record, texts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    version = record.content.form(DEBRIEF).version
    return tuple(
        (asked(record, DEBRIEF, version, id_), text)
        for id_, text in texts.items()
        if id_ not in _TOLD and text.strip()
    )


def _coverage(kept: tuple[Kept, ...]) -> tuple[str, ...]:
    return tuple(f"{level.value} {count}" for level, count in coverage(kept).items() if count)


def _insights(kept: tuple[Kept, ...], when: StruckAt) -> "tuple[day_facts.Insight, ...]":
    from kapdesk.reports.day_facts import Insight

    return tuple(
        Insight(
            one.text, tuple(_level(level) for level in one.levels),
            one.movement.value if one.movement else "", "" if one.kind is Kind.INSIGHT else one.kind.value,
            one.confidence, when.of(one.id, one.struck_reason),
        )
        for one in kept
    )  # fmt: skip


def _level(level: Level) -> str:
    return level.value if level.under is level else f"{level.under.value}: {level.value}"


def embodied(record: Record, head: SessionHead, names: Names) -> "day_facts.Embodiment":
    """Return every step that was offered, struck ones too, and what was rated before and after."""
    from kapdesk.reports.day_facts import Embodiment, Step

    now = embodiment.look(record, head.id)
    when = struck_at(record, EmbodimentRow, head.id)
    rated = {item: _number(now.ratings.get(item)) for item in _RATED}
    steps = tuple(
        Step(
            one.label, one.step.answer.value, one.step.effect, one.step.note, names.of(one.author),
            one.step.at, one.written_at, one.step.caution, when.of(one.id, one.struck_reason),
        )
        for one in _whole(now.history)
    )  # fmt: skip
    rest = tuple(
        (
            asked(record, BODY, given.form_version, item),
            said(record, BODY, given.form_version, item, given.value),
        )
        for item, given in now.ratings.items()
        if item not in _RATED
    )
    return Embodiment(
        rated["arousal-before"], rated["arousal-after"], rated["presence-before"], rated["presence-after"],
        steps, rest,
    )  # fmt: skip


def _whole(history: tuple[embodiment.Given, ...]) -> list[embodiment.Given]:
    """Return each step once: an answer and the effect that was said of it afterwards are one step."""
    found: list[embodiment.Given] = []
    for one in history:
        last = next((each for each in reversed(found) if each.key == one.key), None)
        if last is not None and _is_effect_of(one, last):
            found.remove(last)
        found.append(one)
    return found


def _is_effect_of(one: embodiment.Given, last: embodiment.Given) -> bool:
    same = one.step.answer is last.step.answer and one.struck_reason == last.struck_reason == ""
    return same and last.step.effect is None and one.step.effect is not None and not last.step.note


def _number(given: Answer | None) -> int | None:
    return None if given is None or given.value is None else int(given.value)

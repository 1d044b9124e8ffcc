"""Sheets about what happened and what was offered: an adverse event, steps of the body, esketamine."""

from datetime import datetime

from kapdesk.domain.adverse_events import AdverseEvent, AdverseEventKind, Severity, told_words
from kapdesk.domain.embodiment import StepAnswer
from kapdesk.domain.errors import Refused
from kapdesk.domain.timeline import Voice
from kapdesk.services import adverse_events, checklists, embodiment, esketamine_asked, timeline
from kapdesk.services.paper_taking import Taking, Texts, yes

EVENT, STEPS, ESKETAMINE = "adverse-event", "embodiment", "esketamine"


def adverse_event(it: Taking) -> None:
    """Take over one adverse event; the client's own words stand at the moment it began."""
    kind = it.text("kind")
    if not kind:
        raise Refused("What happened is not chosen. Nothing was taken over. Choose it of the list.")
    onset = it.when(it.text("onset"))
    event = AdverseEvent(
        AdverseEventKind(kind), Severity(it.text("severity")), onset, _time(it, "end"), it.text("action"),
        it.text("outcome"), told_words(it.text("told-to"), it.text("told-role")), _time(it, "told-at"),
        yes(it.text("serious")), it.text("description"),
    )  # fmt: skip
    adverse_events.write(it.record, it.session, event)
    if it.text("client-words"):
        timeline.write(it.record, it.session, Voice.CLIENT, it.text("client-words"), at=onset)


def steps(it: Taking) -> None:
    """Take over what was rated before and after, and every step that was offered."""
    for field in it.record.content.form(embodiment.FORM).fields:
        if it.text(field.id):
            embodiment.rate(it.record, it.session, field.id, int(it.text(field.id)), at=it.at)
    for line in sorted(it.lines("step"), key=lambda one: it.when(one.get("at", ""))):
        _step(it, line)


def esketamine(it: Taking) -> None:
    """Take over the answers of the esketamine form that nothing else in the record tells."""
    form = it.record.content.form(esketamine_asked.FORM)
    for field in form.fields:
        if it.text(field.id):
            checklists.answer(
                it.record, it.session, esketamine_asked.FORM, form.version, field.id, it.text(field.id),
                at=it.at,
            )  # fmt: skip


def _step(it: Taking, line: Texts) -> None:
    if not line.get("step") or not line.get("answer"):
        raise Refused(
            "A step has a name and what came of it. Nothing was taken over. Choose what stands on the sheet."
        )
    effect = int(line["effect"]) if line.get("effect") else None
    embodiment.answer(
        it.record, it.session, line["step"], StepAnswer(line["answer"]), effect=effect,
        note=line.get("note", "").strip(), at=it.when(line.get("at", "")),
    )  # fmt: skip


def _time(it: Taking, part: str) -> datetime | None:
    return it.when(it.text(part)) if it.text(part) else None

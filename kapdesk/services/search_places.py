"""Where something that was found stands: what it is called there, and which tab and text it opens in."""

import re
from dataclasses import dataclass

from kapdesk.content import Content
from kapdesk.domain.errors import NotFound
from kapdesk.services.search_sources import FORMS, field_of, part_of
from kapdesk.store.search import Entry

_NAMES: dict[str, tuple[str, str]] = {
    "timeline": ("Moment of the journey", "dosing"),
    "adverse_event": ("Adverse event", "dosing"),
    "insight": ("Insight", "debrief"),
    "work_item": ("Piece of the work", "debrief"),
    "work_look": ("Next small step", "debrief"),
    "meaning": ("What it means", "integration"),
    "change_item": ("Changed, or not yet", "integration"),
    "life_item": ("Carried through the weeks", "integration"),
    "life_look": ("Carried: a look", "integration"),
    "relapse_sign": ("Sign of a slide", "integration"),
    "screen": ("Suicide screen", "stabilization"),
    "safety_plan": ("Stay-safe plan as reviewed", "stabilization"),
    "means_action": ("Step for a safer space", "stabilization"),
    "override": ("Criterion overridden", "stabilization"),
    "clearance": ("Clearance", "stabilization"),
    "client_alert": ("Client alert", "clients"),
    "client_consent": ("Consent", "clients"),
    "contact": ("Contact", "integration"),
    "task": ("Task", "integration"),
    "appointment": ("Appointment", "integration"),
    "amendment_request": ("Request to put something right", "clients"),
    "addendum": ("Addendum", "documents"),
    "embodiment_step": ("Step towards the body", "embodiment"),
    "consent_event": ("Asked in the room", "embodiment"),
    "somatic_plan": ("Somatic plan", "embodiment"),
}
"""What the entries of each table are called, and the tab (or place) they are seen in."""
_PARTS: dict[str, tuple[str, str]] = {
    "prepare": ("Prepare", "prepare"),
    "debrief": ("Debrief", "debrief"),
    "embodiment": ("Embodiment", "embodiment"),
    "integration": ("Integration", "integration"),
    "plan": ("Stay-safe plan", "stabilization"),
    "summary": ("In short, for paper", "documents"),
    "progress": ("Progress note", "documents"),
    "words": ("Read back: in their words now", "debrief"),
    "goal-note": ("Goal", "integration"),
    "aim-said": ("Aim, what the client says", "integration"),
    "aim-note": ("Aim", "integration"),
    "aim-step": ("Aim, small step", "integration"),
}
"""What texts are called by the first part of their name, and the tab they are written in."""
_PROMPTS = {"goal-note": "goals", "aim-said": "aims", "aim-note": "aims", "aim-step": "aims"}
_ANSWERS = {
    "arrival": "dosing", "prepare": "prepare", "debrief": "debrief", "body-map": "debrief",
    "hand-over": "embodiment", "embodiment-guide": "embodiment", "anxiety": "dosing", "nausea": "dosing",
    "pain": "dosing", "moaas": "dosing", "dissociation-observer": "dosing",
}  # fmt: skip
_ID = re.compile(r"\.?[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Stand:
    """The name of a place in the record, the tab it is in, and the text there (empty where it is a row)."""

    title: str
    tab: str
    field: str = ""


def stand(content: Content, entry: Entry) -> Stand:
    """Return where an entry stands, in the words of the newest content that knows it."""
    if entry.of_table == "note":
        return _of_note(content, entry)
    if entry.of_table == "answer":
        return _of_answer(content, entry)
    name, tab = _NAMES[entry.of_table]
    if entry.of_table == "work_look" and entry.integration:
        tab = "integration"
    if entry.of_table == "life_item":
        name = _register(content, entry.name) or name
    return Stand(name, tab)


def _of_note(content: Content, entry: Entry) -> Stand:
    part, _, item = entry.name.partition(".")
    name, tab = _PARTS.get(part, (_plain(part).capitalize(), ""))
    if entry.integration:
        tab = "integration"
    label = _label(content, entry.name, part, item)
    return Stand(" · ".join(each for each in (name, label) if each), tab, entry.name)


def _label(content: Content, field: str, part: str, item: str) -> str:
    """Return what a text was asked in, or the rest of its name where it was on no form."""
    asked = field_of(content, field)
    if asked is not None:
        return asked.label
    if part in _PROMPTS:
        try:
            return content.prompts(_PROMPTS[part]).prompt(item).label
        except NotFound:
            return item
    format_, dot, section = item.partition(".")
    return f"{format_.upper()}, {_plain(section)}" if dot and part == "progress" else _plain(item)


def _of_answer(content: Content, entry: Entry) -> Stand:
    form, _, item = entry.name.partition(":")
    title = _title(content, form)
    asked = part_of(content, FORMS.get(form, form), None, item)
    label = asked.label if asked else _plain(item).removeprefix("front ").removeprefix("back ")
    tab = _ANSWERS.get(form, "embodiment" if form.startswith("embodiment") else "stabilization")
    return Stand(" · ".join(each for each in (title, label) if each), tab)


def _title(content: Content, form: str) -> str:
    for find in (content.checklist, content.form):
        try:
            return find(form).title
        except NotFound:
            continue
    return _plain(form).capitalize()


def _register(content: Content, id_: str) -> str:
    try:
        return content.register(id_).one.capitalize()
    except NotFound:
        return ""


def _plain(name: str) -> str:
    return _ID.sub("", name).replace("-", " ").replace(".", " ").strip()

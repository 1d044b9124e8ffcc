"""The steps that can be offered to one client: the client's own first, each with what to think of first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kapdesk.domain.definitions import Checklist, Item
from kapdesk.domain.embodiment import (
    Step,
    TouchAgreement,
    alert_caution,
    joined_caution,
    scent_caution,
    touch_caution,
    touch_level,
)
from kapdesk.services import alerts, preparation
from kapdesk.services.preparation import Preparation
from kapdesk.services.record import Record

OWN = preparation.FORM
SMELL = "embodiment-smell"
CHECKLISTS = (
    "embodiment-movement", SMELL, "embodiment-anchoring", "embodiment-orienting", "embodiment-needs",
)  # fmt: skip
SMELLED = frozenset({"two-smelled"})
"""Steps outside the smell list that are smells all the same."""
OWN_FIELDS = ("anchors", "grounding-object", "scents-liked")
_ITEM_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to one step as it stands in the record; a struck one keeps its reason."""

    id: UUID
    key: str
    label: str
    step: Step
    written_at: datetime
    author: UUID | None
    struck_reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One step that can be offered: its words, what to think of first, and how it was answered.

    `key` is the checklist and the item; `scent` says that a caution on it asks for a note.
    """

    key: str
    checklist: str
    version: int
    item: str
    label: str
    hint: str = ""
    group: str = ""
    gentle: int | None = None
    cautions: tuple[str, ...] = ()
    scent_caution: str = ""
    given: tuple[Given, ...] = ()

    @property
    def last(self) -> Given | None:
        """Return the answer that stands, or None where the step was not offered."""
        return self.given[-1] if self.given else None


@dataclass(frozen=True, slots=True)
class Section:
    """Steps of one checklist, or the client's own; `note` is what its file says about using it."""

    id: str
    title: str
    note: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the client before anything is offered."""

    ready: Preparation
    touch: TouchAgreement
    alerts: Mapping[str, str]
    avoid: str
    touch_earlier: str


def known(record: Record, client: UUID, session_id: UUID) -> Known:
    """Return what was prepared and which alerts stand.

    A scent to avoid that was written for the session before is still avoided when today's list is another.
    """
    ready = preparation.of_session(record, session_id)
    before = preparation.previous(record, session_id)
    lists = (ready.text("scents-to-avoid"), before.text("scents-to-avoid") if before else "")
    said = before.text("touch-level") if before else ""
    earlier = f"{before.source}: {said}" if before and said else ""
    return Known(ready, _touch(ready), _alerts(record, client), "\n".join(lists).strip(), earlier)


def sections(record: Record, it: Known) -> tuple[Section, ...]:
    """Return the client's own steps, where there are any, and then every checklist."""
    own = _own(record, it)
    return (*((own,) if own.offers else ()), *(_section(record, id_, it) for id_ in CHECKLISTS))


def key_of(checklist: str, item: str) -> str:
    """Return how a step is called across checklists."""
    return f"{checklist}:{item}"


def _touch(ready: Preparation) -> TouchAgreement:
    chosen = ready.choices.get("touch-level")
    level = touch_level(chosen.value if chosen else None)
    named = chosen.label if chosen and chosen.value.startswith("hand") else ""
    words = "; ".join(part for part in (named, ready.text("touch-limits").strip()) if part)
    return TouchAgreement(level, words)


def _alerts(record: Record, client: UUID) -> dict[str, str]:
    """Return the alerts that stand by kind, in the words of the clinic's list."""
    names = {row.id: row.text("label") for row in record.content.table("client-alerts").rows}
    words = {
        each.kind: names.get(each.kind, each.kind) + (f" ({each.text})" if each.text else "")
        for each in alerts.standing_of(record, client)
    }
    if any(kind.startswith("allergy") for kind in words):
        words.setdefault("allergy", next(said for kind, said in words.items() if kind.startswith("allergy")))
    return words


def _own(record: Record, it: Known) -> Section:
    """Return the client's own anchors as steps, so that they stand first."""
    form = record.content.form(OWN)
    smell = record.content.checklist(SMELL).item("chosen-scent")
    offers: list[Offer] = []
    for field_id in OWN_FIELDS:
        for words in dict.fromkeys(it.ready.lines(field_id)):
            caution = _scent(words, smell, it) if field_id == "scents-liked" else ""
            item = f"{field_id}/{words}"[:_ITEM_LENGTH]
            offers.append(
                Offer(
                    key_of(OWN, item), OWN, form.version, item, words, "", form.field(field_id).label, 1,
                    cautions=(caution,) if caution else (), scent_caution=caution,
                )
            )  # fmt: skip
    return Section(OWN, "Their own", "From Prepare, in the client's words.", tuple(offers))


def _section(record: Record, checklist_id: str, it: Known) -> Section:
    checklist = record.content.checklist(checklist_id)
    offers = [_offer(checklist, group.title, item, it) for group in checklist.groups for item in group.items]
    return Section(checklist.id, checklist.title, checklist.note, tuple(offers))


def _offer(checklist: Checklist, group: str, item: Item, it: Known) -> Offer:
    smelled = checklist.id == SMELL or item.id in SMELLED
    scent = _scent(item.label, item, it) if smelled else ""
    alert = None if smelled else alert_caution(item.cautions, it.alerts, item.caution_text)
    caution = joined_caution(touch_caution(it.touch, touch=item.touch), scent, alert)
    return Offer(
        key_of(checklist.id, item.id), checklist.id, checklist.version, item.id, item.label, item.hint, group,
        item.gentle, (caution,) if caution else (), scent,
    )  # fmt: skip


def _scent(words: str, item: Item, it: Known) -> str:
    concerns = {kind: it.alerts[kind] for kind in item.cautions if kind in it.alerts}
    return scent_caution(words, it.avoid, concerns, concerns=concerns) or ""

"""The steps that can be offered to one client: the client's own first, each with what to think of first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kapdesk.domain.change import Change
from kapdesk.domain.consent_events import ConsentKind, Standing, consent_caution
from kapdesk.domain.definitions import Checklist, Item
from kapdesk.domain.embodiment import (
    Step,
    TouchAgreement,
    alert_caution,
    joined_caution,
    touch_caution,
)
from kapdesk.domain.scents import Names, listed, scent_caution
from kapdesk.services import alerts, consent_events, preparation, settings
from kapdesk.services.preparation import Preparation
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead

OWN = preparation.FORM
SMELL = "embodiment-smell"
MOVEMENT = "embodiment-movement"
ORIENTING = "embodiment-orienting"
CHECKLISTS = (MOVEMENT, SMELL, "embodiment-anchoring", ORIENTING, "embodiment-needs")
SMELLED = frozenset({"two-smelled"})
"""Steps outside the smell list that are smells all the same."""
SCENTS = "embodiment-scents"
FRAGRANCE_FREE = "clinic.fragrance-free"
"""The setting that says that no fragrances are opened in this clinic."""
OWN_FIELDS = ("anchors", "grounding-object", "scents-liked")
_ITEM_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to one step with what it did, as it stands in the record; a struck one keeps its reason.

    `rows` are the rows it is made of: the answer, and what was said of its effect afterwards.
    """

    id: UUID
    key: str
    label: str
    step: Step
    written_at: datetime
    author: UUID | None
    struck_reason: str = ""
    rows: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One step that can be offered: its words, what to think of first, and how it was answered.

    `key` is the checklist and the item; `scent_caution` and `consent_caution` are those for which it is not
    taken without a note; `refused` says that a consent it needs does not stand.
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
    consent_caution: str = ""
    given: tuple[Given, ...] = ()

    @property
    def last(self) -> Given | None:
        """Return the answer that stands, or None where the step was not offered."""
        return self.given[-1] if self.given else None

    @property
    def refused(self) -> bool:
        """Return whether a consent it needs does not stand."""
        return bool(self.consent_caution)

    @property
    def asks_note(self) -> str:
        """Return what has to be answered with a note before the step is taken; empty where nothing has."""
        return joined_caution(self.consent_caution, self.scent_caution) or ""


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
    consents: Mapping[ConsentKind, Standing]
    consent_names: Mapping[ConsentKind, str]
    scents: Names
    allergies: str


def known(record: Record, head: SessionHead) -> Known:
    """Return what was prepared and which alerts stand.

    A scent to avoid that was written for the session before is still avoided when today's list is another.
    """
    client, session_id = head.client, head.id
    ready = preparation.of_session(record, session_id)
    before = preparation.previous(record, session_id)
    lists = (ready.text("scents-to-avoid"), before.text("scents-to-avoid") if before else "")
    said = before.text("touch-level") if before else ""
    earlier = f"{before.source}: {said}" if before and said else ""
    return Known(
        ready=ready,
        touch=consent_events.agreement(ready),
        alerts=_alerts(record, client),
        avoid="\n".join(lists).strip(),
        touch_earlier=earlier,
        consents=consent_events.standings(record, session_id, head=head, ready=ready),
        consent_names={one.kind: one.label for one in consent_events.questions(record)},
        scents=_scent_names(record),
        allergies=_allergies(record, client),
    )


def is_fragrance_free(record: Record) -> bool:
    """Return whether no fragrances are opened in this clinic."""
    return settings.get(record, FRAGRANCE_FREE) == "yes"


def say_fragrance_free(record: Record, *, free: bool) -> Change:
    """Keep whether fragrances may be opened in this clinic; every scent is marked while they may not."""
    return settings.put(record, FRAGRANCE_FREE, "yes" if free else "no")


def sections(record: Record, it: Known) -> tuple[Section, ...]:
    """Return the client's own steps, where there are any, and then every checklist."""
    own = _own(record, it)
    return (*((own,) if own.offers else ()), *(_section(record, id_, it) for id_ in CHECKLISTS))


def key_of(checklist: str, item: str) -> str:
    """Return how a step is called across checklists."""
    return f"{checklist}:{item}"


def _alerts(record: Record, client: UUID) -> dict[str, str]:
    """Return the alerts that stand by kind, in the words of the clinic's list."""
    names = {row.id: row.text("label") for row in record.content.table("client-alerts").rows}
    words = {
        each.kind: names.get(each.kind, each.kind) + (f" ({each.text})" if each.text else "")
        for each in alerts.standing_of(record, client)
    }
    if any(kind.startswith("allergy") for kind in words):
        words.setdefault("allergy", next(said for kind, said in words.items() if kind.startswith("allergy")))
    if is_fragrance_free(record):
        words.setdefault("fragrance-free", "No fragrances in this clinic")
    return words


def _allergies(record: Record, client: UUID) -> str:
    """Return what a client is allergic to or ties to bad memories, as the alerts say it, one a line."""
    return "\n".join(
        each.text
        for each in alerts.standing_of(record, client)
        if each.kind.startswith("allergy") or each.kind == "scent-trauma"
    )


def _scent_names(record: Record) -> Names:
    rows = record.content.table(SCENTS).rows
    families = tuple(frozenset(row.texts("names")) for row in rows if row.id != "everything")
    return Names(
        families, frozenset(name for row in rows if row.id == "everything" for name in row.texts("names"))
    )


def _own(record: Record, it: Known) -> Section:
    """Return the client's own anchors as steps, so that they stand first."""
    form = record.content.form(OWN)
    smell = record.content.checklist(SMELL).item("chosen-scent")
    offers: list[Offer] = []
    for field_id in OWN_FIELDS:
        for words in dict.fromkeys(it.ready.lines(field_id)):
            scented = field_id == "scents-liked"
            caution = _scent(words, smell, it) if scented else ""
            asked, scope = _consents(frozenset({ConsentKind.SCENT} if scented else ()), it, touch=False)
            item = f"{field_id}/{words}"[:_ITEM_LENGTH]
            said = joined_caution(asked, caution, scope)
            offers.append(
                Offer(
                    key_of(OWN, item), OWN, form.version, item, words, "", form.field(field_id).label, None,
                    cautions=(said,) if said else (), scent_caution=caution, consent_caution=asked,
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
    asked, scope = _consents(_kinds(checklist, item), it, touch=item.touch)
    caution = joined_caution(asked, scope, scent, alert)
    return Offer(
        key_of(checklist.id, item.id), checklist.id, checklist.version, item.id, item.label, item.hint, group,
        item.gentle, (caution,) if caution else (), scent, asked,
    )  # fmt: skip


def _kinds(checklist: Checklist, item: Item) -> frozenset[ConsentKind]:
    """Return the consents that speak for a step: those it names, and where a file names none, its list's."""
    by_name = {kind.value.replace(" ", "-"): kind for kind in ConsentKind}
    kinds = {by_name[name] for name in item.consents if name in by_name}
    if item.touch:
        kinds.add(ConsentKind.TOUCH)
    if checklist.id == SMELL or item.id in SMELLED:
        kinds.add(ConsentKind.SCENT)
    if checklist.id == MOVEMENT and not kinds:
        kinds.add(ConsentKind.MOVEMENT)
    return frozenset(kinds)


def _consents(kinds: frozenset[ConsentKind], it: Known, *, touch: bool) -> tuple[str, str]:
    """Return what asks for a note before a step is taken, and what is only said of its consents."""
    asks: list[str] = []
    says: list[str] = []
    for kind in sorted(kinds):
        now = it.consents[kind]
        said = consent_caution(now, it.consent_names[kind])
        if kind is ConsentKind.TOUCH and (now.of_preparation or not now.stand.asks_again):
            agreed = touch_caution(it.touch, touch=touch)
            said = joined_caution(agreed, None if now.of_preparation else said)
        if said:
            (asks if now.stand.asks_again else says).append(said)
    return " ".join(asks), " ".join(says)


def _scent(words: str, item: Item, it: Known) -> str:
    concerns = {kind: it.alerts[kind] for kind in item.cautions if kind in it.alerts}
    if "allergy" in it.alerts and listed(words, it.allergies, it.scents) is not None:
        concerns.setdefault("allergy", it.alerts["allergy"])
    return scent_caution(words, it.avoid, concerns, concerns=concerns, names=it.scents) or ""

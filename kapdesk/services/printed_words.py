"""What stands in a row, in the words it was asked and answered in, and who wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from kapdesk.domain.definitions import AnswerType, Checklist, Choice, Field, Form, Item
from kapdesk.domain.errors import NotFound
from kapdesk.domain.people import Person, Role
from kapdesk.services.paper_marks import Mark, marks
from kapdesk.services.record import Record
from kapdesk.services.wordings import version_at
from kapdesk.store.rows import EmbodimentRow, InsightRow, PersonRow

if TYPE_CHECKING:
    from kapdesk.reports.wording import Struck

YES_NO = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True, slots=True)
class Names:
    """Everybody of the clinic by id, as they sign: also those who are not here any more."""

    by_id: dict[UUID, str]
    paper: Mapping[UUID, Mark] = field(default_factory=dict[UUID, Mark])

    def wrote(self, entry_id: UUID, person_id: UUID | None) -> str:
        """Return who wrote an entry; one that came from paper names who had filled in the sheet."""
        mark = self.paper.get(entry_id)
        return self.of(person_id) if mark is None else mark.name

    def of(self, person_id: UUID | None) -> str:
        """Return how somebody signs; empty where nobody is recorded."""
        return self.by_id.get(person_id, "") if person_id else ""


def names(record: Record, session_id: UUID | None = None) -> Names:
    """Return everybody of the clinic and, for a session, which of its entries came from paper."""
    with record.read() as db:
        found = {
            row.id: Person(row.id, row.name, row.credential, Role(row.role))
            for row in db.scalars(select(PersonRow))
        }
    paper: Mapping[UUID, Mark] = marks(record, session_id) if session_id else {}
    return Names({id_: person.signature for id_, person in found.items()}, paper)


def struck(at: datetime | None, reason: str | None) -> "Struck | None":
    """Return how a line through an entry is said; None where it stands."""
    from kapdesk.reports.wording import Struck

    return Struck(at, "", reason or "") if at is not None else None


@dataclass(frozen=True, slots=True)
class StruckAt:
    """When the struck entries of one kind were struck, by their ids."""

    at: dict[UUID, datetime]

    def of(self, entry_id: UUID, reason: str | None) -> "Struck | None":
        """Return how a line through an entry is said; None where it stands."""
        from kapdesk.reports.wording import Struck

        at = self.at.get(entry_id)
        return Struck(at, "", reason or "") if at is not None or reason else None


def struck_at(record: Record, table: type[InsightRow] | type[EmbodimentRow], session_id: UUID) -> StruckAt:
    """Return when the struck entries of a session were struck."""
    with record.read() as db:
        query = select(table.id, table.struck_at).where(
            table.session_id == session_id, table.struck_at.is_not(None)
        )
        return StruckAt({id_: at for id_, at in db.execute(query) if at is not None})


def title_of(record: Record, form: str, version: int) -> str:
    """Return the name of a form with its version; its id where its text is gone."""
    definition = _definition(record, form, version)
    return f"{definition.title if definition else form}, version {version}"


def asked(record: Record, form: str, version: int, item: str) -> str:
    """Return a question in the words of the version it was asked in; its id where that text is gone."""
    found = _part(record, form, version, item)
    return found.label if found else item


def asked_at(record: Record, form: str, item: str, at: datetime) -> str:
    """Return the words a text was asked in: of the version in use when it was written, or of one with it."""
    try:
        versions = [version_at(record, Form, form, at), *reversed(record.content.versions(Form, form))]
    except NotFound:
        versions = []
    for version in versions:
        words = asked(record, form, version, item)
        if words != item:
            return words
    return ""


def said(record: Record, form: str, version: int, item: str, value: str | None) -> str:
    """Return an answer in the words of the version it was given to; as stored where that text is gone."""
    if value is None:
        return ""
    found = _part(record, form, version, item)
    if found is None:
        return value
    chosen = next((choice for choice in found.choices if choice.value == value), None)
    if chosen is not None:
        return _chosen(chosen)
    if found.answer is AnswerType.TICK:
        return "yes" if value in {"yes", "done", "true", "1"} else value
    return f"{value} {found.unit}".strip()


def _chosen(choice: Choice) -> str:
    """Return a choice as it stood on the screen, with what explained it."""
    return f"{choice.label}: {choice.text}" if choice.text else choice.label


def _part(record: Record, form: str, version: int, item: str) -> Item | Field | None:
    definition = _definition(record, form, version)
    try:
        if isinstance(definition, Checklist):
            return definition.item(item)
        return definition.field(item) if isinstance(definition, Form) else None
    except NotFound:
        return None


def _definition(record: Record, form: str, version: int) -> Checklist | Form | None:
    for find in (record.content.checklist, record.content.form):
        try:
            return find(form, version)
        except NotFound:
            continue
    return None

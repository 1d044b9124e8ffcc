"""What was looked at and asked in a session, as the rules want it: look by look, or as it stands last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.gate_facts import Seen
from kapdesk.store.rows import AnswerRow

_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Look:
    """What was answered in one act: the value of each item, who observed, when."""

    at: datetime
    by: str
    values: dict[str, str | None]
    versions: dict[str, int]
    role: str = ""

    def yes(self, item: str) -> bool | None:
        """Return yes (True), no (False) or not answered (None)."""
        return _YES_NO.get(self.values.get(item) or "")


class Given:
    """Every answer of one session to a few forms, in the order of writing."""

    def __init__(self, db: Session, session_id: UUID, forms: Sequence[str]) -> None:
        """Read them in one query."""
        query = select(AnswerRow).where(AnswerRow.session_id == session_id, AnswerRow.form.in_(forms))
        self._rows = list(db.scalars(query.order_by(AnswerRow.seq)))

    def last(self, form: str, item: str) -> AnswerRow | None:
        """Return the answer that stands: the last one, unless it was taken back."""
        mine = [row for row in self._rows if row.form == form and row.item == item]
        return mine[-1] if mine and mine[-1].value is not None else None

    def text(self, form: str, item: str) -> str:
        """Return a text that stands, or nothing."""
        row = self.last(form, item)
        return "" if row is None else (row.value or "").strip()

    def yes(self, form: str, item: str) -> bool | None:
        """Return yes (True), no (False) or not answered (None), as it stands last."""
        return _YES_NO.get(self.text(form, item))

    def looks(self, form: str, items: Sequence[str]) -> tuple[Look, ...]:
        """Return each act in which any of these items was answered, the earliest first."""
        found: dict[tuple[datetime, str], Look] = {}
        for row in self._rows:
            if row.form == form and row.item in items:
                look = found.setdefault(
                    (row.happened_at, row.observer),
                    Look(row.happened_at, row.observer, {}, {}, row.observer_role),
                )
                look.values[row.item] = row.value
                look.versions[row.item] = row.form_version
        return tuple(sorted(found.values(), key=_when))

    def every(self, form: str, item: str) -> tuple[Seen[bool], ...]:
        """Return each yes or no to an item; none where the last one was taken back."""
        if self.last(form, item) is None:
            return ()
        looks = [(look, look.yes(item)) for look in self.looks(form, (item,))]
        return tuple(
            Seen(answer, look.at, look.by, role=look.role) for look, answer in looks if answer is not None
        )


def _when(look: Look) -> datetime:
    return look.at


def latest(*rows: AnswerRow | None) -> AnswerRow | None:
    """Return the answer that happened last of those that are there."""
    there = [row for row in rows if row is not None]
    return max(there, key=_happened, default=None)


def _happened(row: AnswerRow) -> datetime:
    return row.happened_at

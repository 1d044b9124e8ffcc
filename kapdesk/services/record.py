"""The open record, as every verb gets it: the file, the content, the clock, and who is writing."""

from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kapdesk.domain.audit import Recent
from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.people import Person
from kapdesk.services.roles import check_reading, check_writing

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy.orm import Session

    from kapdesk.content import Content
    from kapdesk.store.engine import Store
    from kapdesk.store.rows import Ordered, SessionRow

Begun = dict[str, dict[int, str]]
"""Since when each version of each text has been in use."""
InUse = dict[int, Begun]
"""The same as it was read after so many writes; it stands until the next one has ended."""
SEALED = "This session is signed and cannot be changed. Nothing was changed. Write an addendum instead."


@dataclass(frozen=True, slots=True)
class Record:
    """One person's hold on the open record; the first parameter of every service."""

    store: "Store"
    content: "Content"
    clock: Clock
    author: Person
    zone: str
    rehearsal: bool = False
    recent: Recent = field(default_factory=Recent, compare=False, repr=False)
    in_use: InUse = field(default_factory=dict[int, Begun], init=False, compare=False, repr=False)

    def read(self) -> "AbstractContextManager[Session]":
        """Open one short read; raises Refused where this person's role may not read through this service."""
        check_reading(self.author)
        return self.store.read()

    @contextmanager
    def write(self) -> "Generator[Session]":
        """Open one transaction; it is committed at the end, with its audit lines, or not at all.

        Raises Refused where this person's role may not write through this service.
        """
        from kapdesk.services.audit_edits import settle, watch

        check_writing(self.author)
        try:
            with self.store.write() as db:
                watch(db)
                yield db
                settle(db, self)
        except BaseException:
            self.recent.undone()
            raise
        self.recent.kept()

    def is_held(self) -> bool:
        """Say whether long work has the one right to write just now, so that a write would have to wait."""
        return self.store.held

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return self.clock.now()


def open_session(db: "Session", session_id: UUID) -> "SessionRow":
    """Return the row of a session that may still be written to.

    Raises NotFound where there is none and Refused where it is signed.
    """
    from kapdesk.store.rows import SessionRow

    row = db.get(SessionRow, session_id)
    if row is None:
        raise NotFound("This session is not in the record. Nothing was changed. Open the client again.")
    if row.signed_at is not None:
        raise Refused(SEALED)
    return row


def next_in(db: "Session", table: "type[Ordered]", session_id: UUID) -> int:
    """Return the next place in the order of writing of one session's rows."""
    from sqlalchemy import func, select

    last = db.scalar(select(func.max(table.seq)).where(table.session_id == session_id))
    return 1 if last is None else last + 1

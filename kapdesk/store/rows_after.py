"""The tables of the weeks after: what is carried through them, signs of a slide, days of closure."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kapdesk.store.rows import Base, Happened, Kept, OfClient, Struck


class LifeItemRow(Kept, OfClient, Happened, Struck, Base):
    """Something carried through the weeks after: a loss, a role, a person, a practice, a step, a decision.

    `register` names its definition among the content and `facts` its answers, in the version they were asked;
    what became of it stands in its looks.
    """

    __tablename__ = "life_item"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    integration_id: Mapped[UUID | None] = mapped_column(ForeignKey("integration_note.id"), index=True)
    insight_id: Mapped[UUID | None] = mapped_column(ForeignKey("insight.id"), index=True)
    register: Mapped[str] = mapped_column(String(40))
    register_version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_on: Mapped[date | None]
    __table_args__ = (
        CheckConstraint("length(trim(text)) > 0", name="words"),
        Index("ix_life_item_client_register", "client_id", "register"),
    )


class LifeLookRow(Kept, OfClient, Happened, Base):
    """Where something carried stood at a look: state, number, words; only ever added to."""

    __tablename__ = "life_look"
    item_id: Mapped[UUID] = mapped_column(ForeignKey("life_item.id"), index=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    integration_id: Mapped[UUID | None] = mapped_column(ForeignKey("integration_note.id"), index=True)
    status: Mapped[str] = mapped_column(String(24))
    rating: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_on: Mapped[date | None]
    __table_args__ = (CheckConstraint("rating IS NULL OR rating BETWEEN 0 AND 10", name="rating"),)


class MeaningRow(Kept, OfClient, Happened, Base):
    """What it means to the client, in the client's words; a later meaning stands beside an earlier one."""

    __tablename__ = "meaning"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    integration_id: Mapped[UUID | None] = mapped_column(ForeignKey("integration_note.id"), index=True)
    insight_id: Mapped[UUID | None] = mapped_column(ForeignKey("insight.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    __table_args__ = (CheckConstraint("length(trim(words)) > 0", name="words"),)


class RelapseSignRow(Kept, OfClient, Happened, Struck, Base):
    """How this client notices a slide, written while well; a pattern names what the record can see of it."""

    __tablename__ = "relapse_sign"
    words: Mapped[str] = mapped_column(Text)
    pattern: Mapped[str] = mapped_column(String(40), default="")
    limits: Mapped[dict[str, Any]] = mapped_column(default=dict)
    __table_args__ = (CheckConstraint("length(trim(words)) > 0", name="words"),)


class ClosureRow(Kept, Struck, Base):
    """Days on which the clinic, one room or one person is not there."""

    __tablename__ = "closure"
    first_day: Mapped[date]
    last_day: Mapped[date]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    room: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days"),)


class BoardClosedRow(Kept, OfClient, Happened, Base):
    """A line of the follow-up board that somebody closed, and why; only ever added to."""

    __tablename__ = "board_closed"
    line: Mapped[str] = mapped_column(String(40))
    of_id: Mapped[UUID] = mapped_column(index=True)
    reason_code: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[datetime | None]

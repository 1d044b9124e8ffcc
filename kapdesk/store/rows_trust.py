"""The tables of trust: signatures, addenda, private notes, the audit trail, what left, what was taken in."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from kapdesk.store.rows import Base, Happened, Kept, OfClient, Struck


class SignatureRow(Kept, Base):
    """One signature: what was signed, in which form, by whose own key; only ever added to."""

    __tablename__ = "signature"
    client_id: Mapped[UUID | None] = mapped_column(ForeignKey("client.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    of_kind: Mapped[str] = mapped_column(String(24))
    of_id: Mapped[UUID] = mapped_column(index=True)
    signer_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    signer_name: Mapped[str] = mapped_column(String(200))
    signer_credential: Mapped[str] = mapped_column(String(120), default="")
    signer_role: Mapped[str] = mapped_column(String(40))
    public_key: Mapped[str] = mapped_column(String(64))
    form: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64), index=True)
    previous_hash: Mapped[str] = mapped_column(String(64), default="")
    signature: Mapped[str] = mapped_column(String(128))
    signed_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    late: Mapped[bool]
    statement: Mapped[str] = mapped_column(Text, default="")
    made_by: Mapped[str] = mapped_column(String(32))
    __table_args__ = (
        CheckConstraint("kind IN ('author', 'co-signer', 'retraction', 'addendum')", name="kind"),
        Index("ix_signature_of", "of_kind", "of_id"),
        Index(
            "one_author_signature",
            "of_kind",
            "of_id",
            unique=True,
            sqlite_where=sql("kind = 'author'"),
            postgresql_where=sql("kind = 'author'"),
        ),
    )


class AddendumRow(Kept, OfClient, Happened, Base):
    """What was added after signing, with its reason; it stands beside what was signed and always prints."""

    __tablename__ = "addendum"
    of_kind: Mapped[str] = mapped_column(String(24))
    of_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    __table_args__ = (
        CheckConstraint("length(trim(reason)) > 0", name="reason"),
        CheckConstraint("length(trim(text)) > 0", name="text"),
    )


class RetractionRow(Kept, OfClient, Base):
    """Something signed that is another client's: kept, marked, not printed; only ever added to."""

    __tablename__ = "retraction"
    of_kind: Mapped[str] = mapped_column(String(24))
    of_id: Mapped[UUID] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(Text)
    second_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    copied_to: Mapped[UUID | None]
    __table_args__ = (CheckConstraint("length(trim(reason)) > 0", name="reason"),)


class MovedRow(Kept, Base):
    """Something filed under the wrong client and moved: where from, and why; only ever added to."""

    __tablename__ = "moved"
    of_kind: Mapped[str] = mapped_column(String(24))
    of_id: Mapped[UUID] = mapped_column(index=True)
    from_client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    to_client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    rows: Mapped[dict[str, Any]] = mapped_column(default=dict)


class PageCodeRow(Kept, Base):
    """The short code of one printed page of a signed record; only ever added to."""

    __tablename__ = "page_code"
    code: Mapped[str] = mapped_column(String(24), index=True)
    client_id: Mapped[UUID | None] = mapped_column(ForeignKey("client.id"), index=True)
    document: Mapped[str] = mapped_column(String(40))
    of_kind: Mapped[str] = mapped_column(String(24))
    of_id: Mapped[UUID] = mapped_column(index=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    page_hash: Mapped[str] = mapped_column(String(64))
    page: Mapped[int]
    pages: Mapped[int]


class ProcessNoteRow(Kept, OfClient, Happened, Base):
    """A private note of one author, sealed to the author; the record holds no word of it."""

    __tablename__ = "process_note"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    integration_id: Mapped[UUID | None] = mapped_column(ForeignKey("integration_note.id"), index=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    discarded_at: Mapped[datetime | None]


class ProcessRevisionRow(Base):
    """A private note as it once stood, sealed like the note; only ever added to."""

    __tablename__ = "process_revision"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    note_id: Mapped[UUID] = mapped_column(ForeignKey("process_note.id"), index=True)
    seq: Mapped[int] = mapped_column(Integer)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    written_at: Mapped[datetime]


class ProcessKeyRow(Base):
    """Who can open a private note: its key, sealed to the author, a co-therapist or the recovery key."""

    __tablename__ = "process_key"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    note_id: Mapped[UUID] = mapped_column(ForeignKey("process_note.id"), index=True)
    holder: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    public_key: Mapped[str] = mapped_column(String(64))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    written_at: Mapped[datetime]
    __table_args__ = (
        CheckConstraint("holder IN ('author', 'co-therapist', 'recovery')", name="holder"),
        UniqueConstraint("note_id", "holder", "person_id"),
    )


class ProcessReleaseRow(Kept, OfClient, Happened, Base):
    """A private note that left, by an authorisation of its own; only ever added to."""

    __tablename__ = "process_release"
    note_id: Mapped[UUID] = mapped_column(ForeignKey("process_note.id"), index=True)
    authorised_by: Mapped[str] = mapped_column(String(200))
    authorised_on: Mapped[date]
    expires_on: Mapped[date | None]
    recipient: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text)
    exception: Mapped[str] = mapped_column(String(60), default="")


class AuditRow(Base):
    """One line of the audit trail: ids, no names, no text; only ever added to, chained and keyed."""

    __tablename__ = "audit"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    offset_minutes: Mapped[int]
    boot: Mapped[str] = mapped_column(String(36))
    steady_ms: Mapped[int]
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(40), index=True)
    of_kind: Mapped[str] = mapped_column(String(24), default="")
    of_id: Mapped[UUID | None] = mapped_column(index=True)
    client_id: Mapped[UUID | None] = mapped_column(index=True)
    count: Mapped[int | None]
    previous: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))


class DisclosureRow(Kept, OfClient, Happened, Base):
    """What left the clinic about a client: to whom, why, on what ground; only ever added to."""

    __tablename__ = "disclosure"
    document: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text)
    ground: Mapped[str] = mapped_column(String(60), default="")
    part2: Mapped[bool]
    pages: Mapped[int | None]
    way: Mapped[str] = mapped_column(String(24), default="")
    authorised_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")


class HoldRow(Kept, OfClient, Happened, Base):
    """A legal hold set on a client's record, until it is lifted with a reason."""

    __tablename__ = "legal_hold"
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[str] = mapped_column(String(200), default="")
    lifted_at: Mapped[datetime | None]
    lifted_reason: Mapped[str | None] = mapped_column(Text)


class TombstoneRow(Kept, Base):
    """That a client's record was deleted: when, by whom, why, how many rows; never what it held."""

    __tablename__ = "tombstone"
    client_code: Mapped[str] = mapped_column(String(32))
    of_id: Mapped[UUID] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(Text)
    second_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    rows: Mapped[dict[str, Any]] = mapped_column(default=dict)
    signed: Mapped[list[Any]] = mapped_column(default=list)


class AmendmentRequestRow(Kept, OfClient, Happened, Base):
    """A client who asks that something be put right: what, by when an answer is owed, and the answer."""

    __tablename__ = "amendment_request"
    words: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    answer: Mapped[str] = mapped_column(String(16), default="")
    answered_at: Mapped[datetime | None]
    answer_words: Mapped[str] = mapped_column(Text, default="")
    disagreement: Mapped[str] = mapped_column(Text, default="")


class CustodyHolderRow(Kept, Struck, Base):
    """Who holds a share of the custody envelope; the share itself is on paper only."""

    __tablename__ = "custody_holder"
    envelope: Mapped[str] = mapped_column(String(64), index=True)
    share: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    relation: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(80), default="")
    handed_on: Mapped[date | None]


class RehearsalRow(Kept, Happened, Base):
    """A rehearsal of getting back in (sheet, envelope, backup); only ever added to."""

    __tablename__ = "recovery_rehearsal"
    kind: Mapped[str] = mapped_column(String(24))
    opened: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")


class RoleChangeRow(Kept, Happened, Base):
    """Who was added, given another role, reset or removed, and by whom; only ever added to."""

    __tablename__ = "role_change"
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str] = mapped_column(String(24))
    before: Mapped[str] = mapped_column(String(80), default="")
    after: Mapped[str] = mapped_column(String(80), default="")
    public_key: Mapped[str] = mapped_column(String(64), default="")
    reason: Mapped[str] = mapped_column(Text, default="")


class ImportRow(Kept, Base):
    """A bundle that was taken in, or one of our own that left; only ever added to."""

    __tablename__ = "import_run"
    bundle: Mapped[str] = mapped_column(String(64), index=True)
    from_vault: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ImportConflictRow(Kept, Base):
    """Where a bundle and this record differ about one row; nothing is overwritten by itself."""

    __tablename__ = "import_conflict"
    run_id: Mapped[UUID] = mapped_column(ForeignKey("import_run.id"), index=True)
    client_id: Mapped[UUID | None] = mapped_column(ForeignKey("client.id"), index=True)
    of_table: Mapped[str] = mapped_column(String(40))
    of_id: Mapped[UUID] = mapped_column(index=True)
    theirs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    why: Mapped[str] = mapped_column(String(24))
    resolved_at: Mapped[datetime | None]
    resolution: Mapped[str] = mapped_column(String(24), default="")

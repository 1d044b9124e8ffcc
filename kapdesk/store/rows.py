"""Every table of the record, one class each; rows never leave a service."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy import text as sql
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """An instant: aware on this side, UTC in the file, whatever database holds it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into UTC; a naive one is a programming fault and raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone cannot be written")
        there = value.astimezone(UTC)
        return there.replace(tzinfo=None) if dialect.name == "sqlite" else there

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give the instant back as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Read the text of the file in one step: a list of sessions is thousands of instants."""
        return _instant if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _instant(text: str | None) -> datetime | None:
    """Return the instant of a text in the file, which has no zone unless a hand wrote it."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(f"{text}+00:00")
    except ValueError:
        return datetime.fromisoformat(text).astimezone(UTC)


class Base(DeclarativeBase):
    """The one set of tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcTime, date: Date, UUID: Uuid, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 - the ORM reads it so


class Kept:
    """What every row carries: its id, when and by whom it was written, and its version."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    written_at: Mapped[datetime]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    row_version: Mapped[int] = mapped_column(Integer, default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - the ORM calls it with the class
        """Raise the version at each update, so that two writers cannot silently cross."""
        return {"version_id_col": cls.row_version}


class OfClient:
    """A row that belongs to one client."""

    @declared_attr
    def client_id(cls) -> Mapped[UUID]:  # noqa: N805 - the ORM calls it with the class
        """Name the client."""
        return mapped_column(ForeignKey("client.id"), index=True)


class OfSession:
    """A row that belongs to one session and is sealed with it."""

    @declared_attr
    def session_id(cls) -> Mapped[UUID]:  # noqa: N805 - the ORM calls it with the class
        """Name the session."""
        return mapped_column(ForeignKey("session.id"), index=True)


class Happened:
    """When it happened, beside when it was written, and in which zone that was."""

    happened_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))


class Ordered:
    """The order of writing within its session (or text), which no clock can upset."""

    if TYPE_CHECKING:
        session_id: Any

    seq: Mapped[int] = mapped_column(Integer)


class Struck:
    """A wrong entry is struck through with a reason, never removed."""

    struck_at: Mapped[datetime | None]
    struck_reason: Mapped[str | None] = mapped_column(Text)


class VaultIdentityRow(Base):
    """Which record this is; the key file names the same id."""

    __tablename__ = "vault_identity"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    vault_id: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(32))
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("kind IN ('care', 'practice')", name="kind"),
    )


class SettingRow(Base):
    """One setting of the clinic or one memory of the desk."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class PersonRow(Base):
    """Somebody of the clinic."""

    __tablename__ = "person"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(200))
    credential: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[str] = mapped_column(String(40))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    supervised_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    removed_at: Mapped[datetime | None]
    written_at: Mapped[datetime]


class ClientRow(Kept, Base):
    """One client."""

    __tablename__ = "client"
    code: Mapped[str] = mapped_column(String(32), unique=True)
    family_name: Mapped[str] = mapped_column(String(200))
    given_name: Mapped[str] = mapped_column(String(200))
    preferred_name: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(40), default="")
    gender: Mapped[str] = mapped_column(String(80), default="")
    pronouns: Mapped[str] = mapped_column(String(80), default="")
    born: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(80), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    contact_channel: Mapped[str] = mapped_column(String(40), default="")
    contact_message: Mapped[bool | None]
    contact_code_word: Mapped[str] = mapped_column(String(80), default="")
    contact_note: Mapped[str] = mapped_column(Text, default="")
    emergency_name: Mapped[str] = mapped_column(String(200), default="")
    emergency_relation: Mapped[str] = mapped_column(String(120), default="")
    emergency_phone: Mapped[str] = mapped_column(String(80), default="")
    prescriber: Mapped[str] = mapped_column(String(200), default="")
    allergies: Mapped[str] = mapped_column(String(16), default="")
    find_keys: Mapped[str] = mapped_column(Text, default="")
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str] = mapped_column(Text, default="")
    part2: Mapped[bool | None]
    retain_until: Mapped[date | None]
    __table_args__ = (CheckConstraint("allergies IN ('', 'none known', 'recorded')", name="allergies"),)


class AlertRow(Kept, OfClient, Base):
    """What must be seen before anything is offered to this client."""

    __tablename__ = "client_alert"
    kind: Mapped[str] = mapped_column(String(60))
    severity: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (CheckConstraint("severity IN ('stop', 'caution', 'info')", name="severity"),)


class ConsentRow(Kept, OfClient, Base):
    """A consent: what, in which version, when, how, by whom, and whether it was withdrawn."""

    __tablename__ = "client_consent"
    kind: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(40))
    given_on: Mapped[date]
    signer: Mapped[str] = mapped_column(String(200), default="")
    method: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    withdrawn_on: Mapped[date | None]
    withdrawn_note: Mapped[str] = mapped_column(Text, default="")


class SessionRow(Kept, OfClient, Base):
    """One dosing session, from planned to left and signed."""

    __tablename__ = "session"
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(32))
    setting: Mapped[str] = mapped_column(String(40), default="")
    room: Mapped[str] = mapped_column(String(80), default="")
    planned_for: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    planned_route: Mapped[str] = mapped_column(String(40), default="")
    therapist_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    medical_name: Mapped[str] = mapped_column(String(200), default="")
    medical_role: Mapped[str] = mapped_column(String(120), default="")
    medical_presence: Mapped[str] = mapped_column(String(20), default="")
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    escort_exception: Mapped[str] = mapped_column(Text, default="")
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    seal: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (
        UniqueConstraint("client_id", "number"),
        Index(
            "one_open_session_per_client",
            "client_id",
            unique=True,
            sqlite_where=sql("opened_at IS NOT NULL AND ended_at IS NULL"),
            postgresql_where=sql("opened_at IS NOT NULL AND ended_at IS NULL"),
        ),
        CheckConstraint("ended_at IS NULL OR opened_at IS NOT NULL", name="ended_after_opened"),
        CheckConstraint("signed_at IS NULL OR ended_at IS NOT NULL", name="signed_after_ended"),
    )


class StateRow(Kept, OfSession, Happened, Ordered, Base):
    """One step of a session from state to state."""

    __tablename__ = "session_state"
    state: Mapped[str] = mapped_column(String(32))


class EscortRow(Kept, OfSession, Base):
    """Who takes the client home, and what was seen of them."""

    __tablename__ = "escort"
    name: Mapped[str] = mapped_column(String(200), default="")
    relation: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(80), default="")
    adult: Mapped[bool | None]
    recognised: Mapped[str] = mapped_column(String(120), default="")
    arrived_at: Mapped[datetime | None]
    drives: Mapped[str] = mapped_column(String(120), default="")
    tonight: Mapped[str] = mapped_column(String(200), default="")
    sheet_consent: Mapped[bool | None]
    __table_args__ = (UniqueConstraint("session_id"),)


class NoteRow(Kept, OfClient, Base):
    """One text that is written for a client: of a session, of an integration note, or of the client."""

    __tablename__ = "note"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    integration_id: Mapped[UUID | None] = mapped_column(ForeignKey("integration_note.id"), index=True)
    field: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    indexed: Mapped[bool] = mapped_column(Boolean, default=False)
    __table_args__ = (
        UniqueConstraint("session_id", "field"),
        UniqueConstraint("integration_id", "field"),
        Index(
            "one_text_per_client_field",
            "client_id",
            "field",
            unique=True,
            sqlite_where=sql("session_id IS NULL AND integration_id IS NULL"),
            postgresql_where=sql("session_id IS NULL AND integration_id IS NULL"),
        ),
        CheckConstraint("session_id IS NULL OR integration_id IS NULL", name="one_owner"),
    )


class RevisionRow(Ordered, Base):
    """A text as it once stood; only ever added to."""

    __tablename__ = "revision"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    of_id: Mapped[UUID] = mapped_column(index=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))


class AnswerRow(Kept, OfSession, Happened, Ordered, Base):
    """One answer to one item of a checklist or form, in the version it was asked; only ever added to."""

    __tablename__ = "answer"
    form: Mapped[str] = mapped_column(String(80))
    form_version: Mapped[int] = mapped_column(Integer)
    item: Mapped[str] = mapped_column(String(80))
    value: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    observer: Mapped[str] = mapped_column(String(200), default="")
    observer_role: Mapped[str] = mapped_column(String(120), default="")
    __table_args__ = (Index("ix_answer_session_form", "session_id", "form"),)


class DoseRow(Kept, OfSession, Happened, Struck, Ordered, Base):
    """One dose as it was given; kapdesk never works one out."""

    __tablename__ = "dose"
    drug: Mapped[str] = mapped_column(String(120))
    route: Mapped[str] = mapped_column(String(40))
    amount: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(16))
    lot: Mapped[str] = mapped_column(String(80), default="")
    given_by: Mapped[str] = mapped_column(String(200))
    checked_by: Mapped[str] = mapped_column(String(200), default="")
    is_booster: Mapped[bool] = mapped_column(Boolean, default=False)


class VitalRow(Kept, OfSession, Happened, Struck, Ordered, Base):
    """One set of vital signs, taken, missed or declined."""

    __tablename__ = "vital"
    status: Mapped[str] = mapped_column(String(16))
    is_baseline: Mapped[bool] = mapped_column(Boolean, default=False)
    due_at: Mapped[datetime | None]
    sbp: Mapped[int | None]
    dbp: Mapped[int | None]
    hr: Mapped[int | None]
    spo2: Mapped[int | None]
    on_oxygen: Mapped[bool | None]
    rr: Mapped[int | None]
    temp: Mapped[str | None] = mapped_column(String(8))
    moaas: Mapped[int | None]
    dissociation: Mapped[int | None]
    nausea: Mapped[int | None]
    pain: Mapped[int | None]
    anxiety: Mapped[int | None]
    observer: Mapped[str] = mapped_column(String(200), default="")
    observer_role: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (
        CheckConstraint("status IN ('done', 'missed', 'declined')", name="status"),
        CheckConstraint("(sbp IS NULL) = (dbp IS NULL)", name="blood_pressure_pair"),
        CheckConstraint("sbp IS NULL OR sbp > dbp", name="systolic_above_diastolic"),
    )


class TimelineRow(Kept, OfSession, Happened, Struck, Ordered, Base):
    """One moment of the journey, in the client's words or the observer's."""

    __tablename__ = "timeline"
    voice: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(40), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (CheckConstraint("voice IN ('client', 'observer')", name="voice"),)


class AdverseEventRow(Kept, OfSession, Happened, Struck, Base):
    """Something untoward: onset (happened at), end, severity, what was done, who was told."""

    __tablename__ = "adverse_event"
    kind: Mapped[str] = mapped_column(String(60))
    severity: Mapped[str] = mapped_column(String(16))
    serious: Mapped[bool | None]
    ended_at: Mapped[datetime | None]
    action: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    reported_to: Mapped[str] = mapped_column(String(200), default="")
    reported_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")


class InsightRow(Kept, OfClient, OfSession, Struck, Base):
    """An insight or theme in the client's words, with its levels and movement."""

    __tablename__ = "insight"
    kind: Mapped[str] = mapped_column(String(24), default="insight")
    text: Mapped[str] = mapped_column(Text)
    levels: Mapped[list[Any]] = mapped_column(default=list)
    movement: Mapped[str] = mapped_column(String(24), default="")
    confidence: Mapped[int | None]
    taken_from: Mapped[str | None] = mapped_column(String(80))
    taken_from_id: Mapped[UUID | None]
    revisit_on: Mapped[date | None]


class WorkItemRow(Kept, OfClient, OfSession, Struck, Base):
    """One piece of the work, in one of its four movements; what became of it stands in its looks."""

    __tablename__ = "work_item"
    movement: Mapped[str] = mapped_column(String(24))
    subtype: Mapped[str] = mapped_column(String(24), default="")
    statement: Mapped[str] = mapped_column(Text)
    levels: Mapped[list[Any]] = mapped_column(default=list)
    last_lived: Mapped[str] = mapped_column(String(120), default="")
    insight_id: Mapped[UUID | None] = mapped_column(ForeignKey("insight.id"))
    __table_args__ = (
        CheckConstraint("movement IN ('release', 'process', 'reclaim', 'restore')", name="movement"),
    )


class WorkLookRow(Kept, Happened, Ordered, Base):
    """Where one piece of the work stood at a look, and the next small step; only ever added to."""

    __tablename__ = "work_look"
    work_item_id: Mapped[UUID] = mapped_column(ForeignKey("work_item.id"), index=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    integration_id: Mapped[UUID | None] = mapped_column(ForeignKey("integration_note.id"), index=True)
    status: Mapped[str] = mapped_column(String(16))
    next_step: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (CheckConstraint("status IN ('named', 'in progress', 'settled')", name="status"),)


class ConsentEventRow(Kept, OfClient, Happened, Struck, Ordered, Base):
    """What the client was asked in the room (touch, scent, music ...), what they answered, and how far."""

    __tablename__ = "consent_event"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    asked_by: Mapped[str] = mapped_column(String(200), default="")
    answer: Mapped[str] = mapped_column(String(16))
    scope: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_words: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (CheckConstraint("answer IN ('yes', 'no', 'not now')", name="answer"),)


class SomaticPlanRow(Kept, OfClient, OfSession, Happened, Struck, Ordered, Base):
    """One practice agreed for the days after, with the caution that was shown and who answered for it."""

    __tablename__ = "somatic_plan"
    practice: Mapped[str] = mapped_column(String(40))
    rules_version: Mapped[int] = mapped_column(Integer)
    plan: Mapped[str] = mapped_column(Text, default="")
    from_day: Mapped[int | None]
    level: Mapped[str] = mapped_column(String(16), default="")
    caution: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    by_name: Mapped[str] = mapped_column(String(200), default="")
    by_role: Mapped[str] = mapped_column(String(120), default="")
    __table_args__ = (
        CheckConstraint("level IN ('', 'caution', 'stop')", name="level"),
        CheckConstraint("level <> 'caution' OR length(trim(note)) > 0", name="caution_has_note"),
        CheckConstraint("level <> 'stop' OR length(trim(by_name)) > 0", name="stop_has_name"),
    )


class WithheldRow(Kept, OfClient, Happened, Ordered, Base):
    """What the client asked to be left out of (or only told in) what is printed; lifted, never removed."""

    __tablename__ = "withheld"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    category: Mapped[str] = mapped_column(String(40))
    of_id: Mapped[UUID | None] = mapped_column(index=True)
    pages: Mapped[str] = mapped_column(String(40), default="")
    rule: Mapped[str] = mapped_column(String(16))
    asked_by: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    lifted_at: Mapped[datetime | None]
    lifted_reason: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (CheckConstraint("rule IN ('print', 'summarise', 'withhold')", name="rule"),)


class ClockJumpRow(Kept, Base):
    """The clock of the machine went somewhere it should not: by sleep or by a hand; only ever added to."""

    __tablename__ = "clock_jump"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    expected_at: Mapped[datetime]
    found_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    __table_args__ = (CheckConstraint("kind IN ('sleep', 'clock', 'zone')", name="kind"),)


class TranscriptionRow(Kept, OfClient, Happened, Base):
    """A sheet of paper that was filled in by hand and taken over into the record; only ever added to."""

    __tablename__ = "transcription"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    sheet: Mapped[str] = mapped_column(String(40))
    sheet_version: Mapped[int] = mapped_column(Integer)
    filled_by: Mapped[str] = mapped_column(String(200))
    filled_role: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class TranscribedRow(Base):
    """One row of the record that came from a sheet of paper; only ever added to."""

    __tablename__ = "transcribed"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    transcription_id: Mapped[UUID] = mapped_column(ForeignKey("transcription.id"), index=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    of_id: Mapped[UUID] = mapped_column(index=True)


class EmbodimentRow(Kept, OfSession, Happened, Struck, Ordered, Base):
    """One step towards the body that was offered, and what came of it; only ever added to."""

    __tablename__ = "embodiment_step"
    checklist: Mapped[str] = mapped_column(String(80))
    checklist_version: Mapped[int] = mapped_column(Integer)
    item: Mapped[str] = mapped_column(String(80))
    answer: Mapped[str] = mapped_column(String(16))
    effect: Mapped[int | None]
    caution: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (
        CheckConstraint("answer IN ('offered', 'accepted', 'helped', 'declined')", name="answer"),
        CheckConstraint("effect IS NULL OR effect BETWEEN -2 AND 2", name="effect"),
    )


class ScreenRow(Kept, OfClient, Happened, Struck, Base):
    """One suicide screen or assessment as it was asked and answered."""

    __tablename__ = "screen"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    instrument: Mapped[str] = mapped_column(String(40))
    instrument_version: Mapped[int] = mapped_column(Integer)
    context: Mapped[str] = mapped_column(String(24))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    result: Mapped[str] = mapped_column(String(32))
    judgement: Mapped[str] = mapped_column(Text, default="")
    disposition: Mapped[str] = mapped_column(String(48), default="")
    observer: Mapped[str] = mapped_column(String(200), default="")
    observer_role: Mapped[str] = mapped_column(String(120), default="")
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[str] = mapped_column(Text, default="")


class SafetyPlanRow(Kept, OfClient, Happened, Base):
    """The stay-safe plan as it stood when it was reviewed with the client; only ever added to."""

    __tablename__ = "safety_plan"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    form_version: Mapped[int] = mapped_column(Integer)
    elements: Mapped[dict[str, Any]] = mapped_column(default=dict)
    copy_given: Mapped[bool | None]
    likelihood: Mapped[int | None]
    kept_where: Mapped[str] = mapped_column(String(200), default="")
    observer: Mapped[str] = mapped_column(String(200), default="")
    __table_args__ = (UniqueConstraint("client_id", "number"),)


class MeansRow(Kept, OfClient, Happened, Struck, Base):
    """One agreed step to make the client's space safer."""

    __tablename__ = "means_action"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    method: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(60))
    responsible: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(Text, default="")


class OverrideRow(Kept, OfSession, Happened, Struck, Ordered, Base):
    """A criterion that a named medical professional set aside, with the reason that prints."""

    __tablename__ = "override"
    criterion: Mapped[str] = mapped_column(String(8))
    by_name: Mapped[str] = mapped_column(String(200))
    by_role: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
    rule_version: Mapped[str] = mapped_column(String(40))
    __table_args__ = (CheckConstraint("length(trim(reason)) >= 10", name="reason"),)


class ClearanceRow(Kept, OfSession, Happened, Struck, Ordered, Base):
    """One of the two clearances, with what stood recorded when it was given."""

    __tablename__ = "clearance"
    kind: Mapped[str] = mapped_column(String(16))
    by_name: Mapped[str] = mapped_column(String(200))
    by_role: Mapped[str] = mapped_column(String(120))
    presence: Mapped[str] = mapped_column(String(20), default="")
    statement: Mapped[str] = mapped_column(Text, default="")
    criteria: Mapped[dict[str, Any]] = mapped_column(default=dict)
    __table_args__ = (CheckConstraint("kind IN ('medical', 'therapist')", name="kind"),)


class DischargeRow(Kept, OfSession, Happened, Struck, Ordered, Base):
    """How the day ended, with the facts that this outcome requires."""

    __tablename__ = "discharge"
    outcome: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    criteria: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ready_without_minimum: Mapped[int | None]


class AppointmentRow(Kept, OfClient, Base):
    """One appointment, kept whatever became of it."""

    __tablename__ = "appointment"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    zone: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[int] = mapped_column(Integer)
    room: Mapped[str] = mapped_column(String(80), default="")
    therapist_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    status: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    sequence: Mapped[int] = mapped_column(Integer, default=0)
    series_id: Mapped[UUID | None] = mapped_column(index=True)
    reason_code: Mapped[str | None] = mapped_column(String(40))
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes"),)


class AppointmentChangeRow(Kept, Base):
    """What was changed of an appointment, and why; only ever added to."""

    __tablename__ = "appointment_change"
    appointment_id: Mapped[UUID] = mapped_column(ForeignKey("appointment.id"), index=True)
    what: Mapped[str] = mapped_column(String(24))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")


class ContactRow(Kept, OfClient, Happened, Base):
    """One try to reach a client after a dose; only ever added to."""

    __tablename__ = "contact"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    channel: Mapped[str] = mapped_column(String(24))
    outcome: Mapped[str] = mapped_column(String(40))
    concern: Mapped[str] = mapped_column(String(24), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    next_due: Mapped[datetime | None]
    task_id: Mapped[UUID | None] = mapped_column(ForeignKey("task.id"), index=True)
    spoke_with: Mapped[str | None] = mapped_column(String(40))


class TaskRow(Kept, OfClient, Base):
    """Something that must be done by a time, and stays until somebody says what was done."""

    __tablename__ = "task"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text, default="")
    due_at: Mapped[datetime] = mapped_column(index=True)
    done_at: Mapped[datetime | None]
    done_note: Mapped[str] = mapped_column(Text, default="")


class IntegrationNoteRow(Kept, OfClient, Happened, Base):
    """One integration session as it took place."""

    __tablename__ = "integration_note"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    appointment_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"))
    kind: Mapped[str] = mapped_column(String(24))
    ended_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    seal: Mapped[str | None] = mapped_column(Text)
    setting: Mapped[str | None] = mapped_column(String(24))
    with_whom: Mapped[str | None] = mapped_column(String(200))
    group_id: Mapped[UUID | None] = mapped_column(index=True)


class ChangeItemRow(Kept, OfClient, Struck, Base):
    """Something that changed, did not change yet, or is unsure, as found in one integration session."""

    __tablename__ = "change_item"
    integration_id: Mapped[UUID] = mapped_column(ForeignKey("integration_note.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    domain: Mapped[str] = mapped_column(String(40), default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[str] = mapped_column(String(80), default="")
    wanted: Mapped[bool | None]
    __table_args__ = (CheckConstraint("kind IN ('changed', 'not yet', 'unsure')", name="kind"),)


class MeasureRow(Kept, OfClient, Happened, Struck, Base):
    """One filled questionnaire; no total while an item is missing."""

    __tablename__ = "measure"
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("session.id"), index=True)
    instrument: Mapped[str] = mapped_column(String(40))
    instrument_version: Mapped[int] = mapped_column(Integer)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    complete: Mapped[bool] = mapped_column(Boolean)
    total: Mapped[int | None]
    band: Mapped[str] = mapped_column(String(60), default="")
    alarms: Mapped[list[Any]] = mapped_column(default=list)
    observer: Mapped[str] = mapped_column(String(200), default="")
    integration_id: Mapped[UUID | None] = mapped_column(ForeignKey("integration_note.id"), index=True)
    index_event: Mapped[str | None] = mapped_column(String(200))
    entered: Mapped[str | None] = mapped_column(String(16))
    total_text: Mapped[str | None] = mapped_column(String(40))
    __table_args__ = (CheckConstraint("total IS NULL OR complete", name="no_partial_total"),)

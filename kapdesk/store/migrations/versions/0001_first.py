"""The first shape of the record."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: Tables of which no row changes once its session is signed.
SEALED = (
    "session_state", "escort", "note", "revision", "answer", "dose", "vital", "timeline", "adverse_event",
    "insight", "embodiment_step", "screen", "safety_plan", "means_action", "override", "clearance",
    "discharge",
)  # fmt: skip
#: Tables to which rows are only ever added.
APPEND_ONLY = ("revision", "answer", "session_state", "safety_plan", "contact", "appointment_change")

SEALED_WORDS = "this session is signed; write an addendum"
APPEND_WORDS = "this row is only ever added to"


def upgrade() -> None:
    """Make every table, then the triggers that hold even for raw SQL."""
    _tables()
    for table in SEALED:
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            op.execute(_seal(table, event, row))
    op.execute(_seal_session())
    op.execute(_keep_session())
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            op.execute(_append_only(table, event))


def _seal(table: str, event: str, row: str) -> str:
    return (
        f"CREATE TRIGGER sealed_{table}_{event.lower()}_{row.lower()} BEFORE {event} ON {table} "
        f"WHEN (SELECT signed_at FROM session WHERE id = {row}.session_id) IS NOT NULL "
        f"BEGIN SELECT RAISE(ABORT, '{SEALED_WORDS}'); END"
    )


def _seal_session() -> str:
    return (
        "CREATE TRIGGER sealed_session_update BEFORE UPDATE ON session WHEN OLD.signed_at IS NOT NULL "
        f"BEGIN SELECT RAISE(ABORT, '{SEALED_WORDS}'); END"
    )


def _keep_session() -> str:
    return (
        "CREATE TRIGGER sealed_session_delete BEFORE DELETE ON session WHEN OLD.signed_at IS NOT NULL "
        f"BEGIN SELECT RAISE(ABORT, '{SEALED_WORDS}'); END"
    )


def _append_only(table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER kept_{table}_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{APPEND_WORDS}'); END"
    )


def _tables() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("credential", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "vault_identity",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("vault_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.CheckConstraint("kind IN ('care', 'practice')", name=op.f("ck_vault_identity_kind")),
        sa.CheckConstraint("id = 1", name=op.f("ck_vault_identity_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_identity")),
    )
    op.create_table(
        "client",
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("family_name", sa.String(length=200), nullable=False),
        sa.Column("given_name", sa.String(length=200), nullable=False),
        sa.Column("preferred_name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("gender", sa.String(length=80), nullable=False),
        sa.Column("pronouns", sa.String(length=80), nullable=False),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("language", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("contact_channel", sa.String(length=40), nullable=False),
        sa.Column("contact_message", sa.Boolean(), nullable=True),
        sa.Column("contact_code_word", sa.String(length=80), nullable=False),
        sa.Column("contact_note", sa.Text(), nullable=False),
        sa.Column("emergency_name", sa.String(length=200), nullable=False),
        sa.Column("emergency_relation", sa.String(length=120), nullable=False),
        sa.Column("emergency_phone", sa.String(length=80), nullable=False),
        sa.Column("prescriber", sa.String(length=200), nullable=False),
        sa.Column("allergies", sa.String(length=16), nullable=False),
        sa.Column("find_keys", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("allergies IN ('', 'none known', 'recorded')", name=op.f("ck_client_allergies")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_client_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.UniqueConstraint("code", name=op.f("uq_client_code")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_setting_changed_by_person")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "client_alert",
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("severity IN ('stop', 'caution', 'info')", name=op.f("ck_client_alert_severity")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_client_alert_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_alert_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_alert")),
    )
    op.create_index(op.f("ix_client_alert_client_id"), "client_alert", ["client_id"], unique=False)
    op.create_table(
        "client_consent",
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("signer", sa.String(length=200), nullable=False),
        sa.Column("method", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_client_consent_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_consent_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_consent")),
    )
    op.create_index(op.f("ix_client_consent_client_id"), "client_consent", ["client_id"], unique=False)
    op.create_table(
        "session",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("setting", sa.String(length=40), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("planned_for", sa.DateTime(timezone=True), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("planned_route", sa.String(length=40), nullable=False),
        sa.Column("therapist_id", sa.Uuid(), nullable=True),
        sa.Column("medical_name", sa.String(length=200), nullable=False),
        sa.Column("medical_role", sa.String(length=120), nullable=False),
        sa.Column("medical_presence", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escort_exception", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("seal", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "ended_at IS NULL OR opened_at IS NOT NULL", name=op.f("ck_session_ended_after_opened")
        ),
        sa.CheckConstraint(
            "signed_at IS NULL OR ended_at IS NOT NULL", name=op.f("ck_session_signed_after_ended")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_session_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_session_client_id_client")),
        sa.ForeignKeyConstraint(["signed_by"], ["person.id"], name=op.f("fk_session_signed_by_person")),
        sa.ForeignKeyConstraint(["therapist_id"], ["person.id"], name=op.f("fk_session_therapist_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("client_id", "number", name=op.f("uq_session_client_id")),
    )
    op.create_index(op.f("ix_session_client_id"), "session", ["client_id"], unique=False)
    op.create_index(
        "one_open_session_per_client",
        "session",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("opened_at IS NOT NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("opened_at IS NOT NULL AND ended_at IS NULL"),
    )
    op.create_table(
        "adverse_event",
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("serious", sa.Boolean(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reported_to", sa.String(length=200), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_adverse_event_author_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_adverse_event_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adverse_event")),
    )
    op.create_index(op.f("ix_adverse_event_session_id"), "adverse_event", ["session_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("observer", sa.String(length=200), nullable=False),
        sa.Column("observer_role", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_answer_author_id_person")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_answer_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_index("ix_answer_session_form", "answer", ["session_id", "form"], unique=False)
    op.create_index(op.f("ix_answer_session_id"), "answer", ["session_id"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("therapist_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_appointment_minutes")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_appointment_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_appointment_client_id_client")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_appointment_session_id_session")
        ),
        sa.ForeignKeyConstraint(
            ["therapist_id"], ["person.id"], name=op.f("fk_appointment_therapist_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index(op.f("ix_appointment_client_id"), "appointment", ["client_id"], unique=False)
    op.create_index(op.f("ix_appointment_session_id"), "appointment", ["session_id"], unique=False)
    op.create_index(op.f("ix_appointment_starts_at"), "appointment", ["starts_at"], unique=False)
    op.create_table(
        "clearance",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("by_role", sa.String(length=120), nullable=False),
        sa.Column("presence", sa.String(length=20), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('medical', 'therapist')", name=op.f("ck_clearance_kind")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_clearance_author_id_person")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_clearance_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance")),
    )
    op.create_index(op.f("ix_clearance_session_id"), "clearance", ["session_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("concern", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("next_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_contact_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_contact_client_id_client")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_contact_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_client_id"), "contact", ["client_id"], unique=False)
    op.create_index(op.f("ix_contact_session_id"), "contact", ["session_id"], unique=False)
    op.create_table(
        "discharge",
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("ready_without_minimum", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_discharge_author_id_person")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_discharge_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discharge")),
    )
    op.create_index(op.f("ix_discharge_session_id"), "discharge", ["session_id"], unique=False)
    op.create_table(
        "dose",
        sa.Column("drug", sa.String(length=120), nullable=False),
        sa.Column("route", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("lot", sa.String(length=80), nullable=False),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.Column("checked_by", sa.String(length=200), nullable=False),
        sa.Column("is_booster", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_dose_author_id_person")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_dose_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dose")),
    )
    op.create_index(op.f("ix_dose_session_id"), "dose", ["session_id"], unique=False)
    op.create_table(
        "embodiment_step",
        sa.Column("checklist", sa.String(length=80), nullable=False),
        sa.Column("checklist_version", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("effect", sa.Integer(), nullable=True),
        sa.Column("caution", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('offered', 'accepted', 'helped', 'declined')", name=op.f("ck_embodiment_step_answer")
        ),
        sa.CheckConstraint(
            "effect IS NULL OR effect BETWEEN -2 AND 2", name=op.f("ck_embodiment_step_effect")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_embodiment_step_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_embodiment_step_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embodiment_step")),
    )
    op.create_index(op.f("ix_embodiment_step_session_id"), "embodiment_step", ["session_id"], unique=False)
    op.create_table(
        "escort",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("relation", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=80), nullable=False),
        sa.Column("adult", sa.Boolean(), nullable=True),
        sa.Column("recognised", sa.String(length=120), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drives", sa.String(length=120), nullable=False),
        sa.Column("tonight", sa.String(length=200), nullable=False),
        sa.Column("sheet_consent", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_escort_author_id_person")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_escort_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escort")),
        sa.UniqueConstraint("session_id", name=op.f("uq_escort_session_id")),
    )
    op.create_index(op.f("ix_escort_session_id"), "escort", ["session_id"], unique=False)
    op.create_table(
        "insight",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("movement", sa.String(length=24), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_insight_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_insight_client_id_client")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_insight_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight")),
    )
    op.create_index(op.f("ix_insight_client_id"), "insight", ["client_id"], unique=False)
    op.create_index(op.f("ix_insight_session_id"), "insight", ["session_id"], unique=False)
    op.create_table(
        "means_action",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("responsible", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_means_action_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_means_action_client_id_client")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_means_action_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_means_action")),
    )
    op.create_index(op.f("ix_means_action_client_id"), "means_action", ["client_id"], unique=False)
    op.create_index(op.f("ix_means_action_session_id"), "means_action", ["session_id"], unique=False)
    op.create_table(
        "measure",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("instrument", sa.String(length=40), nullable=False),
        sa.Column("instrument_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("band", sa.String(length=60), nullable=False),
        sa.Column("alarms", sa.JSON(), nullable=False),
        sa.Column("observer", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("total IS NULL OR complete", name=op.f("ck_measure_no_partial_total")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_measure_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_measure_client_id_client")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_measure_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_index(op.f("ix_measure_client_id"), "measure", ["client_id"], unique=False)
    op.create_index(op.f("ix_measure_session_id"), "measure", ["session_id"], unique=False)
    op.create_table(
        "override",
        sa.Column("criterion", sa.String(length=8), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("by_role", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(trim(reason)) >= 10", name=op.f("ck_override_reason")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_override_author_id_person")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_override_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
    )
    op.create_index(op.f("ix_override_session_id"), "override", ["session_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_revision_author_id_person")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_revision_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_of_id"), "revision", ["of_id"], unique=False)
    op.create_index(op.f("ix_revision_session_id"), "revision", ["session_id"], unique=False)
    op.create_table(
        "safety_plan",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("elements", sa.JSON(), nullable=False),
        sa.Column("copy_given", sa.Boolean(), nullable=True),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("kept_where", sa.String(length=200), nullable=False),
        sa.Column("observer", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_safety_plan_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_safety_plan_client_id_client")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_safety_plan_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_plan")),
        sa.UniqueConstraint("client_id", "number", name=op.f("uq_safety_plan_client_id")),
    )
    op.create_index(op.f("ix_safety_plan_client_id"), "safety_plan", ["client_id"], unique=False)
    op.create_index(op.f("ix_safety_plan_session_id"), "safety_plan", ["session_id"], unique=False)
    op.create_table(
        "screen",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("instrument", sa.String(length=40), nullable=False),
        sa.Column("instrument_version", sa.Integer(), nullable=False),
        sa.Column("context", sa.String(length=24), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.Column("judgement", sa.Text(), nullable=False),
        sa.Column("disposition", sa.String(length=48), nullable=False),
        sa.Column("observer", sa.String(length=200), nullable=False),
        sa.Column("observer_role", sa.String(length=120), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_screen_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_screen_client_id_client")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_screen_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen")),
    )
    op.create_index(op.f("ix_screen_client_id"), "screen", ["client_id"], unique=False)
    op.create_index(op.f("ix_screen_session_id"), "screen", ["session_id"], unique=False)
    op.create_table(
        "session_state",
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_session_state_author_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_state_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_state")),
    )
    op.create_index(op.f("ix_session_state_session_id"), "session_state", ["session_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_task_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_task_client_id_client")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_task_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_client_id"), "task", ["client_id"], unique=False)
    op.create_index(op.f("ix_task_due_at"), "task", ["due_at"], unique=False)
    op.create_index(op.f("ix_task_session_id"), "task", ["session_id"], unique=False)
    op.create_table(
        "timeline",
        sa.Column("voice", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("voice IN ('client', 'observer')", name=op.f("ck_timeline_voice")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_timeline_author_id_person")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_timeline_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timeline")),
    )
    op.create_index(op.f("ix_timeline_session_id"), "timeline", ["session_id"], unique=False)
    op.create_table(
        "vital",
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("is_baseline", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sbp", sa.Integer(), nullable=True),
        sa.Column("dbp", sa.Integer(), nullable=True),
        sa.Column("hr", sa.Integer(), nullable=True),
        sa.Column("spo2", sa.Integer(), nullable=True),
        sa.Column("on_oxygen", sa.Boolean(), nullable=True),
        sa.Column("rr", sa.Integer(), nullable=True),
        sa.Column("temp", sa.String(length=8), nullable=True),
        sa.Column("moaas", sa.Integer(), nullable=True),
        sa.Column("dissociation", sa.Integer(), nullable=True),
        sa.Column("nausea", sa.Integer(), nullable=True),
        sa.Column("pain", sa.Integer(), nullable=True),
        sa.Column("anxiety", sa.Integer(), nullable=True),
        sa.Column("observer", sa.String(length=200), nullable=False),
        sa.Column("observer_role", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('done', 'missed', 'declined')", name=op.f("ck_vital_status")),
        sa.CheckConstraint("(sbp IS NULL) = (dbp IS NULL)", name=op.f("ck_vital_blood_pressure_pair")),
        sa.CheckConstraint("sbp IS NULL OR sbp > dbp", name=op.f("ck_vital_systolic_above_diastolic")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_vital_author_id_person")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_vital_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vital")),
    )
    op.create_index(op.f("ix_vital_session_id"), "vital", ["session_id"], unique=False)
    op.create_table(
        "appointment_change",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_appointment_change_appointment_id_appointment"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_appointment_change_author_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_change")),
    )
    op.create_index(
        op.f("ix_appointment_change_appointment_id"), "appointment_change", ["appointment_id"], unique=False
    )
    op.create_table(
        "integration_note",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("appointment_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_integration_note_appointment_id_appointment"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_integration_note_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_integration_note_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_integration_note_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_integration_note")),
    )
    op.create_index(op.f("ix_integration_note_client_id"), "integration_note", ["client_id"], unique=False)
    op.create_index(op.f("ix_integration_note_session_id"), "integration_note", ["session_id"], unique=False)
    op.create_table(
        "change_item",
        sa.Column("integration_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("domain", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("since", sa.String(length=80), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('changed', 'not yet', 'unsure')", name=op.f("ck_change_item_kind")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_change_item_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_change_item_client_id_client")),
        sa.ForeignKeyConstraint(
            ["integration_id"],
            ["integration_note.id"],
            name=op.f("fk_change_item_integration_id_integration_note"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_item")),
    )
    op.create_index(op.f("ix_change_item_client_id"), "change_item", ["client_id"], unique=False)
    op.create_index(op.f("ix_change_item_integration_id"), "change_item", ["integration_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("integration_id", sa.Uuid(), nullable=True),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("indexed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("session_id IS NULL OR integration_id IS NULL", name=op.f("ck_note_one_owner")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_note_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_note_client_id_client")),
        sa.ForeignKeyConstraint(
            ["integration_id"], ["integration_note.id"], name=op.f("fk_note_integration_id_integration_note")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_note_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("integration_id", "field", name=op.f("uq_note_integration_id")),
        sa.UniqueConstraint("session_id", "field", name=op.f("uq_note_session_id")),
    )
    op.create_index(op.f("ix_note_client_id"), "note", ["client_id"], unique=False)
    op.create_index(op.f("ix_note_integration_id"), "note", ["integration_id"], unique=False)
    op.create_index(op.f("ix_note_session_id"), "note", ["session_id"], unique=False)
    op.create_index(
        "one_text_per_client_field",
        "note",
        ["client_id", "field"],
        unique=True,
        sqlite_where=sa.text("session_id IS NULL AND integration_id IS NULL"),
        postgresql_where=sa.text("session_id IS NULL AND integration_id IS NULL"),
    )

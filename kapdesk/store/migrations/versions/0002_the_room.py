"""The room in depth: work, consent asked in the room, the plan for the body, what is withheld, clock jumps."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: Tables of which no row changes once its session is signed.
SEALED = (
    "work_item", "work_look", "consent_event", "somatic_plan", "withheld", "clock_jump", "transcription",
    "transcribed",
)  # fmt: skip
#: Tables to which rows are only ever added.
APPEND_ONLY = ("work_look", "clock_jump", "transcription", "transcribed")

SEALED_WORDS = "this session is signed; write an addendum"
APPEND_WORDS = "this row is only ever added to"


def upgrade() -> None:
    """Make the new tables, then the triggers that hold even for raw SQL."""
    _tables()
    for table in SEALED:
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            op.execute(
                f"CREATE TRIGGER sealed_{table}_{event.lower()}_{row.lower()} BEFORE {event} ON {table} "
                f"WHEN (SELECT signed_at FROM session WHERE id = {row}.session_id) IS NOT NULL "
                f"BEGIN SELECT RAISE(ABORT, '{SEALED_WORDS}'); END"
            )
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER kept_{table}_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{APPEND_WORDS}'); END"
            )


def _tables() -> None:
    op.create_table(
        "clock_jump",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("expected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('sleep', 'clock', 'zone')", name=op.f("ck_clock_jump_kind")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_clock_jump_author_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_clock_jump_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_jump")),
    )
    op.create_index(op.f("ix_clock_jump_session_id"), "clock_jump", ["session_id"], unique=False)
    op.create_table(
        "consent_event",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_words", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'no', 'not now')", name=op.f("ck_consent_event_answer")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_consent_event_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_consent_event_client_id_client")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_consent_event_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_event")),
    )
    op.create_index(op.f("ix_consent_event_client_id"), "consent_event", ["client_id"], unique=False)
    op.create_index(op.f("ix_consent_event_session_id"), "consent_event", ["session_id"], unique=False)
    op.create_table(
        "somatic_plan",
        sa.Column("practice", sa.String(length=40), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("caution", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("by_role", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "level <> 'caution' OR length(trim(note)) > 0", name=op.f("ck_somatic_plan_caution_has_note")
        ),
        sa.CheckConstraint(
            "level <> 'stop' OR length(trim(by_name)) > 0", name=op.f("ck_somatic_plan_stop_has_name")
        ),
        sa.CheckConstraint("level IN ('', 'caution', 'stop')", name=op.f("ck_somatic_plan_level")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_somatic_plan_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_somatic_plan_client_id_client")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_somatic_plan_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_somatic_plan")),
    )
    op.create_index(op.f("ix_somatic_plan_client_id"), "somatic_plan", ["client_id"], unique=False)
    op.create_index(op.f("ix_somatic_plan_session_id"), "somatic_plan", ["session_id"], unique=False)
    op.create_table(
        "transcription",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("sheet", sa.String(length=40), nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("filled_by", sa.String(length=200), nullable=False),
        sa.Column("filled_role", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_transcription_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_transcription_client_id_client")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_transcription_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcription")),
    )
    op.create_index(op.f("ix_transcription_client_id"), "transcription", ["client_id"], unique=False)
    op.create_index(op.f("ix_transcription_session_id"), "transcription", ["session_id"], unique=False)
    op.create_table(
        "withheld",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=True),
        sa.Column("pages", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("rule IN ('print', 'summarise', 'withhold')", name=op.f("ck_withheld_rule")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_withheld_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_withheld_client_id_client")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_withheld_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withheld")),
    )
    op.create_index(op.f("ix_withheld_client_id"), "withheld", ["client_id"], unique=False)
    op.create_index(op.f("ix_withheld_of_id"), "withheld", ["of_id"], unique=False)
    op.create_index(op.f("ix_withheld_session_id"), "withheld", ["session_id"], unique=False)
    op.create_table(
        "transcribed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("transcription_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_transcribed_session_id_session")
        ),
        sa.ForeignKeyConstraint(
            ["transcription_id"],
            ["transcription.id"],
            name=op.f("fk_transcribed_transcription_id_transcription"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcribed")),
    )
    op.create_index(op.f("ix_transcribed_of_id"), "transcribed", ["of_id"], unique=False)
    op.create_index(op.f("ix_transcribed_session_id"), "transcribed", ["session_id"], unique=False)
    op.create_index(
        op.f("ix_transcribed_transcription_id"), "transcribed", ["transcription_id"], unique=False
    )
    op.create_table(
        "work_item",
        sa.Column("movement", sa.String(length=24), nullable=False),
        sa.Column("subtype", sa.String(length=24), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("last_lived", sa.String(length=120), nullable=False),
        sa.Column("insight_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "movement IN ('release', 'process', 'reclaim', 'restore')", name=op.f("ck_work_item_movement")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_work_item_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_work_item_client_id_client")),
        sa.ForeignKeyConstraint(["insight_id"], ["insight.id"], name=op.f("fk_work_item_insight_id_insight")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_work_item_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_item")),
    )
    op.create_index(op.f("ix_work_item_client_id"), "work_item", ["client_id"], unique=False)
    op.create_index(op.f("ix_work_item_session_id"), "work_item", ["session_id"], unique=False)
    op.create_table(
        "work_look",
        sa.Column("work_item_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("integration_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("status IN ('named', 'in progress', 'settled')", name=op.f("ck_work_look_status")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_work_look_author_id_person")),
        sa.ForeignKeyConstraint(
            ["integration_id"],
            ["integration_note.id"],
            name=op.f("fk_work_look_integration_id_integration_note"),
        ),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_work_look_session_id_session")),
        sa.ForeignKeyConstraint(
            ["work_item_id"], ["work_item.id"], name=op.f("fk_work_look_work_item_id_work_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_look")),
    )
    op.create_index(op.f("ix_work_look_integration_id"), "work_look", ["integration_id"], unique=False)
    op.create_index(op.f("ix_work_look_session_id"), "work_look", ["session_id"], unique=False)
    op.create_index(op.f("ix_work_look_work_item_id"), "work_look", ["work_item_id"], unique=False)
    op.add_column("insight", sa.Column("taken_from", sa.String(length=80), nullable=True))
    op.add_column("insight", sa.Column("taken_from_id", sa.Uuid(), nullable=True))
    op.add_column("insight", sa.Column("revisit_on", sa.Date(), nullable=True))

"""The weeks after and the trust: what is carried on, signatures, addenda, private notes, the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: Every table of which no row changes once its session is signed.
SEALED = (
    "session_state", "escort", "note", "revision", "answer", "dose", "vital", "timeline", "adverse_event",
    "insight", "embodiment_step", "screen", "safety_plan", "means_action", "override", "clearance",
    "discharge", "work_item", "work_look", "consent_event", "somatic_plan", "withheld", "clock_jump",
    "transcription", "transcribed", "measure", "life_item", "life_look", "meaning",
)  # fmt: skip
#: Those of them that are sealed for the first time here.
NEWLY_SEALED = ("measure", "life_item", "life_look", "meaning")
#: Tables of which no row changes once the integration note it was written in is signed.
SEALED_WITH_INTEGRATION = (
    "note", "change_item", "work_look", "measure", "life_item", "life_look", "meaning",
)  # fmt: skip
#: Tables to which rows are only ever added.
APPEND_ONLY = (
    "life_look", "meaning", "board_closed", "signature", "addendum", "retraction", "moved", "page_code",
    "process_revision", "process_release", "audit", "disclosure", "tombstone", "recovery_rehearsal",
    "role_change", "import_run",
)  # fmt: skip
#: Every table that is only ever added to: a row must not be put in the place of another one either.
KEPT = (
    "revision", "answer", "session_state", "safety_plan", "contact", "appointment_change", "work_look",
    "clock_jump", "transcription", "transcribed", *APPEND_ONLY,
)  # fmt: skip

SEALED_WORDS = "this session is signed; write an addendum"
APPEND_WORDS = "this row is only ever added to"
OWNERS = {"session_id": "session", "integration_id": "integration_note"}


def upgrade() -> None:
    """Make the new tables and columns, then the triggers that hold even for raw SQL."""
    _tables()
    _columns()
    for table in NEWLY_SEALED:
        _seal(table, "session_id", "")
    for table in SEALED_WITH_INTEGRATION:
        _seal(table, "integration_id", "_note")
    for table in SEALED:
        _not_replaced(table, "session_id", "")
    for table in SEALED_WITH_INTEGRATION:
        _not_replaced(table, "integration_id", "_note")
    _seal_notes()
    _revisions_of_signed_notes()
    _one_place_in_the_row()
    for table in APPEND_ONLY:
        for event in ("UPDATE", "DELETE"):
            _trigger(f"kept_{table}_{event.lower()}", event, table, "1", APPEND_WORDS)
    for table in KEPT:
        key = "seq" if table == "audit" else "id"
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
        _trigger(f"kept_{table}_replace", "INSERT", table, there, APPEND_WORDS)


def _trigger(name: str, event: str, table: str, when: str, words: str) -> None:
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def _seal(table: str, column: str, suffix: str) -> None:
    """Refuse every change of a row whose owner is signed."""
    for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        signed = f"(SELECT signed_at FROM {OWNERS[column]} WHERE id = {row}.{column}) IS NOT NULL"
        name = f"sealed{suffix}_{table}_{event.lower()}_{row.lower()}"
        _trigger(name, event, table, signed, SEALED_WORDS)


def _not_replaced(table: str, column: str, suffix: str) -> None:
    """Refuse a row that would take the place of a sealed one: REPLACE asks no other trigger by itself."""
    there = (
        f"EXISTS (SELECT 1 FROM {table} old JOIN {OWNERS[column]} owner ON owner.id = old.{column} "
        f"WHERE old.id = NEW.id AND owner.signed_at IS NOT NULL)"
    )
    _trigger(f"sealed{suffix}_{table}_replace", "INSERT", table, there, SEALED_WORDS)


def _seal_notes() -> None:
    """Keep a signed integration note as it was signed."""
    for event in ("UPDATE", "DELETE"):
        name = f"sealed_integration_note_{event.lower()}"
        _trigger(name, event, "integration_note", "OLD.signed_at IS NOT NULL", SEALED_WORDS)
    there = "EXISTS (SELECT 1 FROM integration_note WHERE id = NEW.id AND signed_at IS NOT NULL)"
    _trigger("sealed_integration_note_replace", "INSERT", "integration_note", there, SEALED_WORDS)


def _revisions_of_signed_notes() -> None:
    """Refuse another version of a text whose integration note is signed."""
    signed = (
        "EXISTS (SELECT 1 FROM note JOIN integration_note owner ON owner.id = note.integration_id "
        "WHERE note.id = NEW.of_id AND owner.signed_at IS NOT NULL)"
    )
    _trigger("sealed_note_revision_insert", "INSERT", "revision", signed, SEALED_WORDS)


def _one_place_in_the_row() -> None:
    """Refuse a session that would take the number, or the id, of a signed one of the same client."""
    there = (
        "EXISTS (SELECT 1 FROM session WHERE signed_at IS NOT NULL AND "
        "(id = NEW.id OR (client_id = NEW.client_id AND number = NEW.number)))"
    )
    _trigger("sealed_session_replace", "INSERT", "session", there, SEALED_WORDS)


def _columns() -> None:
    op.add_column("appointment", sa.Column("series_id", sa.Uuid(), nullable=True))
    op.add_column("appointment", sa.Column("reason_code", sa.String(length=40), nullable=True))
    op.create_index(op.f("ix_appointment_series_id"), "appointment", ["series_id"], unique=False)
    op.add_column("client", sa.Column("part2", sa.Boolean(), nullable=True))
    op.add_column("client", sa.Column("retain_until", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE contact ADD COLUMN task_id CHAR(32) CONSTRAINT fk_contact_task_id_task REFERENCES task (id)"
    )
    op.add_column("contact", sa.Column("spoke_with", sa.String(length=40), nullable=True))
    op.create_index(op.f("ix_contact_task_id"), "contact", ["task_id"], unique=False)
    op.execute(
        "ALTER TABLE integration_note ADD COLUMN signed_by CHAR(32) CONSTRAINT fk_integration_note_signed_by_person REFERENCES person (id)"
    )
    op.add_column("integration_note", sa.Column("seal", sa.Text(), nullable=True))
    op.add_column("integration_note", sa.Column("setting", sa.String(length=24), nullable=True))
    op.add_column("integration_note", sa.Column("with_whom", sa.String(length=200), nullable=True))
    op.add_column("integration_note", sa.Column("group_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_integration_note_group_id"), "integration_note", ["group_id"], unique=False)
    op.execute(
        "ALTER TABLE measure ADD COLUMN integration_id CHAR(32) CONSTRAINT fk_measure_integration_id_integration_note REFERENCES integration_note (id)"
    )
    op.add_column("measure", sa.Column("index_event", sa.String(length=200), nullable=True))
    op.add_column("measure", sa.Column("entered", sa.String(length=16), nullable=True))
    op.add_column("measure", sa.Column("total_text", sa.String(length=40), nullable=True))
    op.create_index(op.f("ix_measure_integration_id"), "measure", ["integration_id"], unique=False)
    op.execute(
        "ALTER TABLE person ADD COLUMN supervised_by CHAR(32) CONSTRAINT fk_person_supervised_by_person REFERENCES person (id)"
    )
    op.add_column("person", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))


def _tables() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offset_minutes", sa.Integer(), nullable=False),
        sa.Column("boot", sa.String(length=36), nullable=False),
        sa.Column("steady_ms", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("of_kind", sa.String(length=24), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_action"), "audit", ["action"], unique=False)
    op.create_index(op.f("ix_audit_at"), "audit", ["at"], unique=False)
    op.create_index(op.f("ix_audit_client_id"), "audit", ["client_id"], unique=False)
    op.create_index(op.f("ix_audit_of_id"), "audit", ["of_id"], unique=False)
    op.create_table(
        "closure",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_closure_days")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_closure_author_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_closure_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    op.create_table(
        "custody_holder",
        sa.Column("envelope", sa.String(length=64), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("relation", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=80), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_custody_holder_author_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_holder")),
    )
    op.create_index(op.f("ix_custody_holder_envelope"), "custody_holder", ["envelope"], unique=False)
    op.create_table(
        "import_run",
        sa.Column("bundle", sa.String(length=64), nullable=False),
        sa.Column("from_vault", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_import_run_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_index(op.f("ix_import_run_bundle"), "import_run", ["bundle"], unique=False)
    op.create_table(
        "recovery_rehearsal",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_recovery_rehearsal_author_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_rehearsal")),
    )
    op.create_table(
        "role_change",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("before", sa.String(length=80), nullable=False),
        sa.Column("after", sa.String(length=80), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_role_change_author_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_change_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_change")),
    )
    op.create_index(op.f("ix_role_change_person_id"), "role_change", ["person_id"], unique=False)
    op.create_table(
        "tombstone",
        sa.Column("client_code", sa.String(length=32), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=True),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("signed", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_tombstone_author_id_person")),
        sa.ForeignKeyConstraint(["second_id"], ["person.id"], name=op.f("fk_tombstone_second_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
    )
    op.create_index(op.f("ix_tombstone_of_id"), "tombstone", ["of_id"], unique=False)
    op.create_table(
        "addendum",
        sa.Column("of_kind", sa.String(length=24), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_addendum_reason")),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_addendum_text")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_addendum_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_addendum_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addendum")),
    )
    op.create_index(op.f("ix_addendum_client_id"), "addendum", ["client_id"], unique=False)
    op.create_index(op.f("ix_addendum_of_id"), "addendum", ["of_id"], unique=False)
    op.create_table(
        "amendment_request",
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_words", sa.Text(), nullable=False),
        sa.Column("disagreement", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_amendment_request_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_amendment_request_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment_request")),
    )
    op.create_index(op.f("ix_amendment_request_client_id"), "amendment_request", ["client_id"], unique=False)
    op.create_table(
        "board_closed",
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("reason_code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_board_closed_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_board_closed_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_closed")),
    )
    op.create_index(op.f("ix_board_closed_client_id"), "board_closed", ["client_id"], unique=False)
    op.create_index(op.f("ix_board_closed_of_id"), "board_closed", ["of_id"], unique=False)
    op.create_table(
        "disclosure",
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(length=60), nullable=False),
        sa.Column("part2", sa.Boolean(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=24), nullable=False),
        sa.Column("authorised_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_disclosure_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_disclosure_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    op.create_index(op.f("ix_disclosure_client_id"), "disclosure", ["client_id"], unique=False)
    op.create_table(
        "import_conflict",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("of_table", sa.String(length=40), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("theirs", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(length=24), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolution", sa.String(length=24), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_import_conflict_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_import_conflict_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_import_conflict_run_id_import_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_conflict")),
    )
    op.create_index(op.f("ix_import_conflict_client_id"), "import_conflict", ["client_id"], unique=False)
    op.create_index(op.f("ix_import_conflict_of_id"), "import_conflict", ["of_id"], unique=False)
    op.create_index(op.f("ix_import_conflict_run_id"), "import_conflict", ["run_id"], unique=False)
    op.create_table(
        "legal_hold",
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_legal_hold_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_legal_hold_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_client_id"), "legal_hold", ["client_id"], unique=False)
    op.create_table(
        "moved",
        sa.Column("of_kind", sa.String(length=24), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("from_client_id", sa.Uuid(), nullable=False),
        sa.Column("to_client_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_moved_author_id_person")),
        sa.ForeignKeyConstraint(
            ["from_client_id"], ["client.id"], name=op.f("fk_moved_from_client_id_client")
        ),
        sa.ForeignKeyConstraint(["to_client_id"], ["client.id"], name=op.f("fk_moved_to_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moved")),
    )
    op.create_index(op.f("ix_moved_from_client_id"), "moved", ["from_client_id"], unique=False)
    op.create_index(op.f("ix_moved_of_id"), "moved", ["of_id"], unique=False)
    op.create_index(op.f("ix_moved_to_client_id"), "moved", ["to_client_id"], unique=False)
    op.create_table(
        "page_code",
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("of_kind", sa.String(length=24), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("page_hash", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_page_code_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_page_code_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_code")),
    )
    op.create_index(op.f("ix_page_code_client_id"), "page_code", ["client_id"], unique=False)
    op.create_index(op.f("ix_page_code_code"), "page_code", ["code"], unique=False)
    op.create_index(op.f("ix_page_code_of_id"), "page_code", ["of_id"], unique=False)
    op.create_table(
        "relapse_sign",
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("pattern", sa.String(length=40), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("length(trim(words)) > 0", name=op.f("ck_relapse_sign_words")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_relapse_sign_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_relapse_sign_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relapse_sign")),
    )
    op.create_index(op.f("ix_relapse_sign_client_id"), "relapse_sign", ["client_id"], unique=False)
    op.create_table(
        "retraction",
        sa.Column("of_kind", sa.String(length=24), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=True),
        sa.Column("copied_to", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_retraction_reason")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_retraction_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_retraction_client_id_client")),
        sa.ForeignKeyConstraint(["second_id"], ["person.id"], name=op.f("fk_retraction_second_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retraction")),
    )
    op.create_index(op.f("ix_retraction_client_id"), "retraction", ["client_id"], unique=False)
    op.create_index(op.f("ix_retraction_of_id"), "retraction", ["of_id"], unique=False)
    op.create_table(
        "signature",
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("of_kind", sa.String(length=24), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=False),
        sa.Column("signer_name", sa.String(length=200), nullable=False),
        sa.Column("signer_credential", sa.String(length=120), nullable=False),
        sa.Column("signer_role", sa.String(length=40), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('author', 'co-signer', 'retraction', 'addendum')", name=op.f("ck_signature_kind")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_signature_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_signature_client_id_client")),
        sa.ForeignKeyConstraint(["signer_id"], ["person.id"], name=op.f("fk_signature_signer_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
    )
    op.create_index(op.f("ix_signature_client_id"), "signature", ["client_id"], unique=False)
    op.create_index(op.f("ix_signature_content_hash"), "signature", ["content_hash"], unique=False)
    op.create_index("ix_signature_of", "signature", ["of_kind", "of_id"], unique=False)
    op.create_index(op.f("ix_signature_of_id"), "signature", ["of_id"], unique=False)
    op.create_index(
        "one_author_signature",
        "signature",
        ["of_kind", "of_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'author'"),
        postgresql_where=sa.text("kind = 'author'"),
    )
    op.create_table(
        "life_item",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("integration_id", sa.Uuid(), nullable=True),
        sa.Column("insight_id", sa.Uuid(), nullable=True),
        sa.Column("register", sa.String(length=40), nullable=False),
        sa.Column("register_version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_life_item_words")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_life_item_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_life_item_client_id_client")),
        sa.ForeignKeyConstraint(["insight_id"], ["insight.id"], name=op.f("fk_life_item_insight_id_insight")),
        sa.ForeignKeyConstraint(
            ["integration_id"],
            ["integration_note.id"],
            name=op.f("fk_life_item_integration_id_integration_note"),
        ),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_life_item_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_life_item")),
    )
    op.create_index(op.f("ix_life_item_client_id"), "life_item", ["client_id"], unique=False)
    op.create_index("ix_life_item_client_register", "life_item", ["client_id", "register"], unique=False)
    op.create_index(op.f("ix_life_item_insight_id"), "life_item", ["insight_id"], unique=False)
    op.create_index(op.f("ix_life_item_integration_id"), "life_item", ["integration_id"], unique=False)
    op.create_index(op.f("ix_life_item_session_id"), "life_item", ["session_id"], unique=False)
    op.create_table(
        "meaning",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("integration_id", sa.Uuid(), nullable=True),
        sa.Column("insight_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(trim(words)) > 0", name=op.f("ck_meaning_words")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_meaning_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_meaning_client_id_client")),
        sa.ForeignKeyConstraint(["insight_id"], ["insight.id"], name=op.f("fk_meaning_insight_id_insight")),
        sa.ForeignKeyConstraint(
            ["integration_id"],
            ["integration_note.id"],
            name=op.f("fk_meaning_integration_id_integration_note"),
        ),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_meaning_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meaning")),
    )
    op.create_index(op.f("ix_meaning_client_id"), "meaning", ["client_id"], unique=False)
    op.create_index(op.f("ix_meaning_insight_id"), "meaning", ["insight_id"], unique=False)
    op.create_index(op.f("ix_meaning_integration_id"), "meaning", ["integration_id"], unique=False)
    op.create_index(op.f("ix_meaning_session_id"), "meaning", ["session_id"], unique=False)
    op.create_table(
        "process_note",
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("integration_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_process_note_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_process_note_client_id_client")),
        sa.ForeignKeyConstraint(
            ["integration_id"],
            ["integration_note.id"],
            name=op.f("fk_process_note_integration_id_integration_note"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_process_note_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_process_note_session_id_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_note")),
    )
    op.create_index(op.f("ix_process_note_client_id"), "process_note", ["client_id"], unique=False)
    op.create_index(op.f("ix_process_note_integration_id"), "process_note", ["integration_id"], unique=False)
    op.create_index(op.f("ix_process_note_owner_id"), "process_note", ["owner_id"], unique=False)
    op.create_index(op.f("ix_process_note_session_id"), "process_note", ["session_id"], unique=False)
    op.create_table(
        "life_look",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("integration_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.CheckConstraint("rating IS NULL OR rating BETWEEN 0 AND 10", name=op.f("ck_life_look_rating")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_life_look_author_id_person")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_life_look_client_id_client")),
        sa.ForeignKeyConstraint(
            ["integration_id"],
            ["integration_note.id"],
            name=op.f("fk_life_look_integration_id_integration_note"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["life_item.id"], name=op.f("fk_life_look_item_id_life_item")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_life_look_session_id_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_life_look")),
    )
    op.create_index(op.f("ix_life_look_client_id"), "life_look", ["client_id"], unique=False)
    op.create_index(op.f("ix_life_look_integration_id"), "life_look", ["integration_id"], unique=False)
    op.create_index(op.f("ix_life_look_item_id"), "life_look", ["item_id"], unique=False)
    op.create_index(op.f("ix_life_look_session_id"), "life_look", ["session_id"], unique=False)
    op.create_table(
        "process_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "holder IN ('author', 'co-therapist', 'recovery')", name=op.f("ck_process_key_holder")
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["process_note.id"], name=op.f("fk_process_key_note_id_process_note")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_process_key_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_key")),
        sa.UniqueConstraint("note_id", "holder", "person_id", name=op.f("uq_process_key_note_id")),
    )
    op.create_index(op.f("ix_process_key_note_id"), "process_key", ["note_id"], unique=False)
    op.create_index(op.f("ix_process_key_person_id"), "process_key", ["person_id"], unique=False)
    op.create_table(
        "process_release",
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("authorised_by", sa.String(length=200), nullable=False),
        sa.Column("authorised_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("exception", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_process_release_author_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_process_release_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["process_note.id"], name=op.f("fk_process_release_note_id_process_note")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_release")),
    )
    op.create_index(op.f("ix_process_release_client_id"), "process_release", ["client_id"], unique=False)
    op.create_index(op.f("ix_process_release_note_id"), "process_release", ["note_id"], unique=False)
    op.create_table(
        "process_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["process_note.id"], name=op.f("fk_process_revision_note_id_process_note")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_revision")),
    )
    op.create_index(op.f("ix_process_revision_note_id"), "process_revision", ["note_id"], unique=False)

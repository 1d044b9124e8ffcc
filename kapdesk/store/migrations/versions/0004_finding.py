"""Finding again: the full text of what was written, and the indexes that keep a long record quick."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: Tables whose words can be found, and when a row of each has words at all ({row} is NEW or OLD).
SEARCHED = {
    "note": "{row}.text <> '' AND {row}.field NOT GLOB 'draft.*'",
    "timeline": "{row}.text <> ''",
    "insight": "1",
    "work_item": "1",
    "work_look": "{row}.next_step <> ''",
    "change_item": "1",
    "life_item": "1",
    "life_look": "1",
    "meaning": "1",
    "relapse_sign": "1",
    "adverse_event": "{row}.action <> '' OR {row}.outcome <> '' OR {row}.note <> ''",
    "contact": "{row}.text <> ''",
    "task": "{row}.text <> '' OR {row}.done_note <> ''",
    "client_alert": "{row}.text <> '' OR {row}.source <> '' OR {row}.ended_reason <> ''",
    "client_consent": "{row}.note <> '' OR {row}.withdrawn_note <> ''",
    "consent_event": "{row}.scope <> '' OR {row}.withdrawn_words <> ''",
    "addendum": "1",
    "embodiment_step": "{row}.note <> ''",
    "answer": "{row}.note <> '' OR ({row}.value GLOB '*[^0-9.]*' AND {row}.value NOT IN ('yes', 'no'))",
    "somatic_plan": "{row}.plan <> '' OR {row}.note <> ''",
    "screen": "{row}.judgement <> '' OR {row}.closed_reason <> ''",
    "safety_plan": "1",
    "means_action": "{row}.note <> ''",
    "override": "1",
    "clearance": "{row}.statement <> ''",
    "appointment": "{row}.note <> '' OR {row}.reason <> ''",
    "amendment_request": "1",
}
MISSED = "status IN ('did not attend', 'late cancelled', 'cancelled')"
#: Indexes for what is read often: name, table, columns, and for which rows only (empty: all).
INDEXES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("ix_dose_standing", "dose", ("session_id", "struck_at", "happened_at", "written_at"), ""),
    ("ix_dose_happened", "dose", ("happened_at", "session_id", "struck_at"), ""),
    ("ix_session_of_client", "session", ("client_id", "id"), ""),
    ("ix_session_going_on", "session", ("planned_for",), "ended_at IS NULL"),
    ("ix_session_opened_at", "session", ("opened_at",), ""),
    ("ix_session_room", "session", ("room",), ""),
    ("ix_session_unsigned", "session", ("ended_at",), "signed_at IS NULL"),
    ("ix_appointment_client_starts", "appointment", ("client_id", "starts_at"), ""),
    ("ix_appointment_standing", "appointment", ("starts_at",), "status IN ('planned', 'confirmed')"),
    ("ix_appointment_missed", "appointment", ("client_id", "starts_at"), MISSED),
    ("ix_appointment_room", "appointment", ("room",), ""),
    ("ix_contact_of_client", "contact", ("client_id", "happened_at", "outcome", "written_at", "id"), ""),
    ("ix_contact_happened", "contact", ("happened_at",), ""),
    ("ix_integration_note_client_happened", "integration_note", ("client_id", "happened_at"), ""),
    ("ix_integration_note_happened", "integration_note", ("happened_at",), ""),
    ("ix_integration_note_unsigned", "integration_note", ("happened_at",), "signed_at IS NULL"),
    ("ix_measure_client_form", "measure", ("client_id", "instrument", "happened_at"), "struck_at IS NULL"),
    ("ix_measure_happened", "measure", ("happened_at",), ""),
    ("ix_insight_written", "insight", ("written_at",), ""),
    ("ix_work_item_insight", "work_item", ("insight_id",), ""),
    ("ix_insight_held", "insight", ("client_id",), "kind = 'held question' AND struck_at IS NULL"),
    ("ix_note_client_field", "note", ("client_id", "field"), ""),
    ("ix_revision_of_seq", "revision", ("of_id", "seq"), ""),
    ("ix_task_open", "task", ("due_at",), "done_at IS NULL"),
    ("ix_life_item_register", "life_item", ("register",), ""),
    ("ix_life_item_due_on", "life_item", ("due_on",), "due_on IS NOT NULL"),
    ("ix_life_look_due_on", "life_look", ("due_on",), "due_on IS NOT NULL"),
    ("ix_relapse_sign_pattern", "relapse_sign", ("pattern",), "struck_at IS NULL"),
    ("ix_board_closed_happened", "board_closed", ("happened_at",), ""),
    ("ix_board_closed_until", "board_closed", ("until",), "until IS NOT NULL"),
)  # fmt: skip


def upgrade() -> None:
    """Make the full-text tables and what marks a row that they do not know yet; then the indexes."""
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5(words, tags, tokenize = 'unicode61 remove_diacritics 2')"
    )
    op.execute("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")
    op.execute(
        "CREATE TABLE search_entry (place INTEGER PRIMARY KEY, of_table VARCHAR(40) NOT NULL, "
        "of_id CHAR(32) NOT NULL, client_id CHAR(32) NOT NULL, session_id CHAR(32), integration_id CHAR(32), "
        "kind VARCHAR(24) NOT NULL, field VARCHAR(80) NOT NULL, voice VARCHAR(16) NOT NULL, "
        "happened_at DATETIME NOT NULL, struck BOOLEAN NOT NULL, UNIQUE (of_table, of_id))"
    )
    op.execute("CREATE INDEX ix_search_entry_client_id ON search_entry (client_id)")
    op.execute(
        "CREATE TABLE search_waiting (of_table VARCHAR(40) NOT NULL, of_id CHAR(32) NOT NULL, "
        "PRIMARY KEY (of_table, of_id)) WITHOUT ROWID"
    )
    for table, has_words in SEARCHED.items():
        _follow(table, has_words)
    for owner in ("session", "integration"):
        _follow_moves(owner)
    for name, table, columns, only in INDEXES:
        op.create_index(name, table, list(columns), sqlite_where=sa.text(only) if only else None)


def _follow(table: str, has_words: str) -> None:
    """Mark a row as not known to the full text when it is written, changed or deleted; mark all there are."""
    new, old = has_words.format(row="NEW"), has_words.format(row="OLD")
    for event, row, when in (
        ("INSERT", "NEW", new), ("UPDATE", "NEW", f"({new}) OR ({old})"), ("DELETE", "OLD", old),
    ):  # fmt: skip
        op.execute(
            f"CREATE TRIGGER search_{table}_{event.lower()} AFTER {event} ON {table} WHEN {when} "
            f"BEGIN INSERT OR IGNORE INTO search_waiting VALUES ('{table}', {row}.id); END"
        )
    words = has_words.format(row=table)
    op.execute(f"INSERT INTO search_waiting SELECT '{table}', id FROM {table} WHERE {words}")


def _follow_moves(owner: str) -> None:
    """Mark what belongs to a session or an integration note when that goes to another client's chart."""
    table = {"integration": "integration_note"}.get(owner, owner)
    op.execute(
        f"CREATE TRIGGER search_{owner}_moved AFTER UPDATE OF client_id ON {table} "
        "WHEN NEW.client_id <> OLD.client_id BEGIN "
        "INSERT OR IGNORE INTO search_waiting SELECT of_table, of_id FROM search_entry "
        f"WHERE client_id = OLD.client_id AND {owner}_id = NEW.id; END"
    )

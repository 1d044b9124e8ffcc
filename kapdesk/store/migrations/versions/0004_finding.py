"""Finding again: the full text of what was written, and the indexes that keep a long record quick."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: Tables whose words can be found, and when a row of each has words at all ({row} is NEW or OLD).
SEARCHED = {
    "note": "{row}.text <> ''",
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
    "client_alert": "{row}.text <> ''",
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
#: Indexes for what is read often: name, table, columns, and for which rows only (empty: all).
INDEXES: tuple[tuple[str, str, tuple[str, ...], str], ...] = ()


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

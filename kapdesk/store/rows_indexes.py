"""What is read often is found by an index: over the open work, not over everything that ever was."""

from sqlalchemy import Index, text

from kapdesk.store import rows_after, rows_trust
from kapdesk.store.rows import Base

MODULES = (rows_after, rows_trust)
"""What has to be imported before every table is known."""
MISSED = "status IN ('did not attend', 'late cancelled', 'cancelled')"
#: Name, table, columns, and for which rows only (empty: all); the migrations make the same ones.
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


def _make() -> None:
    """Tell the tables of their indexes, once."""
    for name, table, columns, only in INDEXES:
        there = Base.metadata.tables[table]
        which = text(only) if only else None
        Index(name, *(there.c[column] for column in columns), sqlite_where=which, postgresql_where=which)


_make()

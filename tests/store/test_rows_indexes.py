"""The file has every index the tables name, over just the rows it is for."""

import pytest
from sqlalchemy import select, text

from kapdesk.domain.appointments import AppointmentStatus
from kapdesk.domain.insights import Kind
from kapdesk.services.record import Record
from kapdesk.store.rows import AppointmentRow, InsightRow, SettingRow
from kapdesk.store.rows_indexes import INDEXES
from kapdesk.store.written_out import among, begins_with, is_


def test_every_index_is_in_the_file_with_its_columns_and_its_rows(record: Record) -> None:
    with record.read() as db:
        rows = db.execute(text("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index'"))
        there = {name: (table, sql or "") for name, table, sql in rows}
    for name, table, columns, only in INDEXES:
        found, sql = there[name]
        assert found == table
        assert f"({', '.join(columns)})" in sql.replace('"', "")
        assert sql.endswith(f"WHERE {only}") if only else "WHERE" not in sql


def plan(record: Record, query: str) -> str:
    with record.store.bare() as connection:
        return " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))


def test_fixed_words_stand_in_the_question_so_that_the_index_over_them_is_found(record: Record) -> None:
    missed = [AppointmentStatus.DID_NOT_ATTEND, AppointmentStatus.LATE_CANCELLED, AppointmentStatus.CANCELLED]
    engine = record.store._engine  # pyright: ignore[reportPrivateUsage] - the question as the file gets it
    for query, index in (
        (select(AppointmentRow.id).where(among(AppointmentRow.status, missed)), "ix_appointment_missed"),
        (
            select(InsightRow.id).where(
                is_(InsightRow.kind, Kind.HELD_QUESTION), InsightRow.struck_at.is_(None)
            ),
            "ix_insight_held",
        ),
    ):
        asked = query.compile(engine, compile_kwargs={"render_postcompile": True, "literal_binds": True})
        assert index in plan(record, str(asked))


def test_the_number_of_a_version_is_read_without_reading_the_versions(record: Record) -> None:
    """A save asks for it: without the index it would read each earlier version, all of a long note."""
    asked = "SELECT max(seq) FROM revision WHERE of_id = '00'"
    assert "COVERING INDEX ix_revision_of_seq" in plan(record, asked)


@pytest.mark.parametrize(
    ("key", "begins"),
    [
        ("said.", True),
        ("said.one", True),
        ("said", False),
        ("saie", False),
        ("saidx", False),
        ("Said.x", False),
    ],
)
def test_what_begins_with_some_letters_is_a_span(record: Record, key: str, begins: bool) -> None:
    with record.write() as db:
        db.add(SettingRow(key=key, value="", changed_at=record.now()))
    with record.read() as db:
        found = db.scalars(select(SettingRow.key).where(begins_with(SettingRow.key, "said."))).all()
    assert (key in found) is begins


def test_an_instant_is_read_in_utc_also_where_a_hand_wrote_its_zone(record: Record) -> None:
    with record.write() as db:
        db.add(SettingRow(key="hand", value="", changed_at=record.now()))
    for written in ("2026-11-22 14:00:00.000000", "2026-11-22 14:00:00", "2026-11-22 16:00:00+02:00"):
        with record.write() as db:
            db.execute(text("UPDATE setting SET changed_at = :at WHERE key = 'hand'"), {"at": written})
        with record.read() as db:
            assert db.get_one(SettingRow, "hand").changed_at == record.now()

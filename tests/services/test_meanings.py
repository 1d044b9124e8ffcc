"""What it means to the client stands in their words, and later words beside the earlier ones."""

from uuid import UUID

import pytest
from sqlalchemy import text

from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import integration, meanings, notes
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from tests.services.whole_day import a_client


def test_a_later_meaning_stands_beside_the_earlier_one(record: Record) -> None:
    client = a_client(record)
    note = integration.start(record, client).item
    notes.write(record, Owner(client, integration=note), "draft.meaning", "the sea")
    meanings.add(record, client, "the sea was my mother", integration_id=note, draft="draft.meaning")
    meanings.add(record, client, " the sea was me ")
    assert [each.words for each in meanings.of_client(record, client)] == [
        "the sea was my mother", "the sea was me",
    ]  # fmt: skip
    assert notes.text(record, Owner(client, integration=note), "draft.meaning") == ""


def test_nothing_is_not_a_meaning_and_the_last_one_is_not_said_twice(record: Record) -> None:
    client = a_client(record)
    with pytest.raises(Refused, match="no words"):
        meanings.add(record, client, "  ")
    meanings.add(record, client, "the sea")
    with pytest.raises(Refused, match="said last"):
        meanings.add(record, client, "the sea")


def test_a_meaning_is_never_changed_or_taken_away(record: Record) -> None:
    client = a_client(record)
    meanings.add(record, client, "the sea")
    for statement in ("UPDATE meaning SET words = 'x'", "DELETE FROM meaning"):
        with pytest.raises(Refused, match="only ever added to"), record.write() as db:
            db.execute(text(statement))


def test_a_meaning_of_an_insight_of_somebody_else_is_not_kept(record: Record) -> None:
    with pytest.raises(NotFound):
        meanings.add(record, a_client(record), "the sea", insight_id=UUID(int=4))

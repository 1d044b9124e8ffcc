"""What a passer-by may see: kept in the record, whole names and no pictures until somebody chooses."""

from conftest import MORNING

from kapdesk.domain.clients import Client
from kapdesk.domain.sessions import SessionState
from kapdesk.services import clients, privacy, sessions, settings
from kapdesk.services.privacy import Names
from kapdesk.services.record import Record


def somebody_arrives(record: Record) -> None:
    blank = clients.blank(record)
    clients.add(record, Client(blank.id, blank.code, "Mor", "Aster"))
    session = sessions.plan(record, blank.id).item
    assert session is not None
    sessions.move(record, session, SessionState.ARRIVED)


def test_names_are_shown_and_pictures_barred_until_somebody_chooses(record: Record) -> None:
    assert record.now() == MORNING
    assert privacy.names(record) is Names.FULL
    assert not privacy.hides_names(record)
    assert privacy.bars_capture(record)


def test_codes_in_session_hide_names_only_while_a_client_is_here(record: Record) -> None:
    privacy.choose_names(record, Names.IN_SESSION_CODES)
    assert not privacy.hides_names(record)
    somebody_arrives(record)
    assert privacy.hides_names(record)


def test_turning_shows_what_was_hidden_and_hides_what_was_shown(record: Record) -> None:
    privacy.turn_names(record)
    assert privacy.hides_names(record)
    privacy.turn_names(record)
    assert not privacy.hides_names(record)
    privacy.choose_names(record, Names.IN_SESSION_CODES)
    somebody_arrives(record)
    privacy.turn_names(record)
    assert not privacy.hides_names(record)


def test_an_unknown_word_in_the_record_reads_as_full_names(record: Record) -> None:
    settings.put(record, privacy.NAMES, "whatever")
    assert privacy.names(record) is Names.FULL


def test_pictures_can_be_allowed_and_barred_again(record: Record) -> None:
    privacy.bar_capture(record, barred=False)
    assert not privacy.bars_capture(record)
    privacy.bar_capture(record, barred=True)
    assert privacy.bars_capture(record)

"""On the client's page: what left, how long the record is kept, requests to amend, and its end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk
from kapdesk.domain.errors import NotFound
from kapdesk.places.clients.place import ClientsPlace
from kapdesk.services import amendments, clients, disclosures, full_copy, holds
from kapdesk.services.documents import Paper
from kapdesk.services.reauthentication import Confirmation, Question
from kapdesk.services.record import Record
from tests.services.whole_day import a_client

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(record: Record, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.deleteLater()


@pytest.fixture
def place(qtbot: QtBot, desk: Desk) -> Iterator[ClientsPlace]:
    a_client(desk.record, "Vale", "Robin")
    client = a_client(desk.record)
    made = ClientsPlace(desk)
    qtbot.addWidget(made)
    made.resize(1100, 900)
    made.load()
    made.show()
    made.show_client(client)
    yield made
    made.close_down()


def shown(place: ClientsPlace) -> Any:
    assert place.one.client is not None
    return place.one.client


def fill(fold: Any, **texts: str) -> None:
    fold.unfold()
    for part, words in texts.items():
        widget = fold.slip.parts[part]
        if hasattr(widget, "setEditText"):
            widget.setEditText(words)
        elif hasattr(widget, "segments"):
            widget.segments.buttons[words].click()
        elif hasattr(widget, "set_text"):
            widget.set_text(words)
        else:
            widget.setText(words)
            widget.textEdited.emit(words)
    fold.act.click()


def test_what_left_by_word_is_entered_by_hand_and_what_is_missing_is_said(place: ClientsPlace) -> None:
    log, client = place.one.kept.log, shown(place).id
    fill(log.hand, recipient="Dr. A. Rowe")
    assert "what it is for" in log.hand.said.text()
    assert log.hand.slip.text("recipient") == "Dr. A. Rowe"
    fill(log.hand, purpose="a question on the telephone", ground="Treatment by another clinician")
    (one,) = disclosures.of_client(place.desk.record, client)
    assert one.way == "by word"
    assert log.hand.slip.text("recipient") == ""
    log.print.click()
    assert log.preview.print_button.isEnabled()


def test_a_half_typed_entry_is_there_when_the_client_is_shown_again(place: ClientsPlace) -> None:
    log, client = place.one.kept.log, shown(place).id
    log.hand.unfold()
    log.hand.slip.parts["recipient"].setText("Dr. A. Rowe")  # type: ignore[union-attr]
    log.hand.slip.edited.emit()
    place.one.show_client(None)
    place.one.show_client(client)
    assert log.hand.slip.text("recipient") == "Dr. A. Rowe"


def test_part_2_is_said_of_a_client_with_the_consent_it_needs(place: ClientsPlace) -> None:
    log, client, record = place.one.kept.log, shown(place).id, place.desk.record
    assert not log.consent.isVisible()
    log.part2.segments.buttons["yes"].click()
    assert disclosures.is_part2(record, client) is True
    assert "No written consent" in log.stands.text()
    fill(
        log.consent, recipient="Hill Surgery", purpose="treatment", signer="A. Mor", given_on="20-Nov-2026",
        expires="none", revocable="yes",
    )  # fmt: skip
    assert "Hill Surgery" in log.stands.text()
    log.revoke.click()
    assert disclosures.consent(record, client) is None


def test_a_hold_is_set_and_lifted_and_a_request_is_answered(place: ClientsPlace) -> None:
    kept, client, record = place.one.kept, shown(place).id, place.desk.record
    fill(kept.keeping.hold, reason="suit pending", asked_by="county court")
    fill(kept.keeping.lift, reason="released by the court")
    assert [one.lifted_reason for one in holds.of_client(record, client)] == ["released by the court"]
    fill(kept.requests.ask, words="The day was a Monday.")
    fill(kept.requests.answer, words="told by letter")
    assert "Choose how" in kept.requests.answer.said.text()
    fill(kept.requests.answer, how="denied")
    assert amendments.of_client(record, client)[0].answer == "denied"
    fill(kept.requests.disagree, words="I was there.")
    assert amendments.of_client(record, client)[0].disagreement == "I was there."


def test_a_record_is_deleted_after_code_reasons_and_passphrase(place: ClientsPlace, qtbot: QtBot) -> None:
    client, record = shown(place), place.desk.record
    asked: list[Question] = []
    place.desk.confirmation_asked.connect(asked.append)
    place.one.kept.keeping.delete.click()
    sheet = place.one.kept.leaver.deleting
    assert sheet is not None
    for part, words in (
        ("code", client.code),
        ("reason", "asked by the client"),
        ("before", "a court order"),
    ):
        qtbot.keyClicks(sheet.slip.parts[part], words)
    sheet.act.click()
    (question,) = asked
    question.then(Confirmation(record.author.id, question.purpose, record.now()))
    with qtbot.waitSignal(place.one.kept.leaver.erased, timeout=10_000):
        pass
    assert place.one.client is None
    with pytest.raises(NotFound):
        clients.one(record, client.id)


def test_a_full_copy_is_saved_closed_and_stands_in_the_log(
    place: ClientsPlace, qtbot: QtBot, tmp_path: Path
) -> None:
    client, record = shown(place), place.desk.record
    made = full_copy.make(record, client.id, paper=Paper.A4)
    place.one.kept.leaver.save(client.id, made, "lemona-tirusa-bevodi", tmp_path / made.file_name)
    qtbot.waitUntil(lambda: bool(disclosures.of_client(record, client.id)), timeout=10_000)
    assert PdfReader(tmp_path / made.file_name).is_encrypted
    (one,) = disclosures.of_client(record, client.id)
    assert one.leaving.ground == "own-request"

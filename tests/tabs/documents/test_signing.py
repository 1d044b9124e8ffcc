"""Signing beside the page: what is open is named, the passphrase signs, and what was signed is added to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.clock import SetClock
from kapdesk.domain.people import Role
from kapdesk.domain.signing import Of, Verdict
from kapdesk.services import audit, clients, integration, moving, notes, sessions, signatures
from kapdesk.services.hands import Hand
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import SessionRow
from kapdesk.tabs.documents.signing_card import ADD
from kapdesk.tabs.documents.tab import DocumentsTab
from kapdesk.ui import theme
from kapdesk.ui.signs import SignLabel
from tests.conftest import PASSPHRASE, Template
from tests.services.conftest import DosingDay, plan_day
from tests.services.signed_day import a_signed_note, colleague, own_hand, sign_short

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def day(record: Record, clock: SetClock) -> DosingDay:
    return plan_day(record, clock)


@pytest.fixture
def hand(record: Record, template: Template) -> Hand:
    return own_hand(record, template)


@pytest.fixture
def tab(day: DosingDay, hand: Hand, qtbot: QtBot, qapp: QApplication) -> Iterator[DocumentsTab]:
    theme.apply(qapp, theme.Theme.load("paper"))
    desk = Desk(day.record)
    made = DocumentsTab(desk, Chart(day.client, day.session))
    qtbot.addWidget(made)
    made.resize(1148, 690)
    made.load()
    made.show()
    yield made
    made.close_down()
    desk.deleteLater()


def end(day: DosingDay) -> None:
    day.dose()
    with day.record.write() as db:
        db.get_one(SessionRow, day.session).ended_at = day.now


def test_a_session_that_has_not_ended_says_so_and_asks_for_no_passphrase(
    tab: DocumentsTab, day: DosingDay
) -> None:
    tab.signing.go()
    card = tab.signing.card
    assert "First: the session has not ended" in card.points.text()
    assert card.entry.isHidden()


def test_the_passphrase_and_enter_sign_the_session(tab: DocumentsTab, day: DosingDay, qtbot: QtBot) -> None:
    end(day)
    tab.load()
    tab.set_caret("signing", 0)
    card = tab.signing.card
    assert card.entry.field.hasFocus() or card.entry.isVisible()
    with qtbot.waitSignal(tab.desk.changed, timeout=20_000):
        qtbot.keyClicks(card.entry.field, PASSPHRASE)
        qtbot.keyClick(card.entry.field, Qt.Key.Key_Return)
    stands = signatures.standing(day.record, Of.SESSION, day.session)
    assert stands is not None
    assert stands.verdict is Verdict.VALID
    assert card.entry.field.text() == ""
    assert card.said.text().startswith("Signed: Dosing session 1")
    assert card.buttons[day.session].text() == ADD
    assert sessions.head(day.record, day.session).signed_at is not None


def test_a_wrong_passphrase_signs_nothing_and_leaves_a_line_in_the_trail(
    tab: DocumentsTab, day: DosingDay, qtbot: QtBot
) -> None:
    end(day)
    tab.load()
    tab.signing.go()
    with qtbot.waitSignal(tab.desk.written, timeout=20_000):
        tab.signing.card.entry.entered.emit("not the one at all")
    assert "Nothing was signed" in tab.signing.card.entry.error.text()
    assert signatures.standing(day.record, Of.SESSION, day.session) is None


def test_an_addendum_keeps_itself_while_typed_and_is_signed_with_its_reason(
    tab: DocumentsTab, day: DosingDay, hand: Hand, qtbot: QtBot
) -> None:
    sign_short(day, hand)
    tab.load()
    tab.signing.go()
    form = tab.signing.card.form
    assert form.isVisible()
    qtbot.keyClicks(form.words.note, "The lot was K45")
    assert tab.leave()
    field = f"draft.addendum.{day.session.hex}"
    form.words.note.setFocus()
    assert tab.caret() == (field, 15)
    tab.set_caret(field, 3)
    assert form.words.note.caret() == 3
    assert notes.text(day.record, Owner(day.client), field) == "The lot was K45"
    form.kind.set_value("correction")
    form.reason.setText("misread at noon")
    with qtbot.waitSignal(tab.desk.changed, timeout=20_000):
        form.entry.entered.emit(PASSPHRASE)
    stands = signatures.standing(day.record, Of.SESSION, day.session)
    assert stands is not None
    assert [(one.kind, one.text, one.valid) for one in stands.additions] == [
        ("correction", "The lot was K45", True)
    ]
    assert notes.text(day.record, Owner(day.client), field) == ""


def test_the_addendum_of_an_old_note_behind_the_rest_is_gone_back_to(
    tab: DocumentsTab, day: DosingDay, hand: Hand, clock: SetClock
) -> None:
    end(day)
    old = a_signed_note(day.record, day.client, hand)
    for _week in range(5):
        clock.move(days=7)
        note = integration.start(day.record, day.client).item
        assert note is not None
        integration.end(day.record, note)
    field = f"draft.addendum.{old.hex}"
    notes.write(day.record, Owner(day.client), field, "It was the spring")
    tab.load()
    card = tab.signing.card
    assert old not in card.buttons
    tab.set_caret(field, 4)
    assert not card.buttons[old].isHidden()
    assert card.form.words.note.text() == "It was the spring"
    assert card.form.words.note.caret() == 4


def test_an_addendum_without_a_kind_is_refused_and_its_words_stay(
    tab: DocumentsTab, day: DosingDay, hand: Hand, qtbot: QtBot
) -> None:
    sign_short(day, hand)
    tab.load()
    tab.signing.go()
    form = tab.signing.card.form
    qtbot.keyClicks(form.words.note, "The lot was K45")
    with qtbot.waitSignal(tab.desk.refused, timeout=20_000):
        form.entry.entered.emit(PASSPHRASE)
    assert "Nothing was added" in form.entry.error.text()
    assert form.words.note.text() == "The lot was K45"


def test_a_session_in_the_wrong_chart_is_moved_and_leaves_a_line(
    tab: DocumentsTab, day: DosingDay, clock: SetClock
) -> None:
    other = plan_day(day.record, clock)
    with day.record.read() as db:
        from kapdesk.store.rows import ClientRow

        number = db.get_one(ClientRow, other.client).code
    card = tab.signing.wrong.card
    card.open.click()
    card.reason.setText("taken for the sister")
    card.client.setText(number.lower())
    asked: list[Go] = []
    tab.desk.asked.connect(asked.append)
    card.move_it.click()
    head = sessions.head(day.record, day.session)
    assert (head.client, head.number) == (other.client, 2)
    assert asked == [Go(chart=Chart(day.client), tab="documents")]
    (line,) = moving.trail(day.record, day.client)
    assert line.sentence == "Session was moved to another chart"
    assert [one.sentence for one in moving.trail(day.record, other.client)] == [
        "Session came from another chart"
    ]


def test_an_integration_note_in_the_wrong_chart_is_aimed_at_and_moved(
    tab: DocumentsTab, day: DosingDay, clock: SetClock
) -> None:
    other = plan_day(day.record, clock)
    made = integration.start(day.record, day.client).item
    assert made is not None
    tab.load()
    tab.signing.card.buttons[made].click()
    card = tab.signing.wrong.card
    card.open.click()
    card.reason.setText("taken for the sister")
    card.client.setText(clients.one(day.record, other.client).code)
    card.move_it.click()
    assert integration.one(day.record, made).client == other.client
    said = "Moved: Integration note of 22-Nov-2026 09:00. Both charts keep a line of it."
    assert card.said.text() == said
    assert "Integration note was moved to another chart" in card.trail.text()


def test_two_people_retract_what_is_signed_and_no_page_of_it_is_made(
    tab: DocumentsTab, day: DosingDay, hand: Hand, qtbot: QtBot
) -> None:
    sign_short(day, hand)
    _, second = colleague(day.record, "Dr N. Rowe", Role.MEDICAL)
    tab.load()
    tab.signing.wrong.card.open.click()
    assert tab.signing.wrong.card.retract.isVisible()
    tab.signing.wrong._put_retraction("belongs to the sister's chart", None, (hand, second))
    said = " ".join(label.text() for label in tab.signing.card.findChildren(SignLabel))
    assert "RETRACTED 22-Nov-2026 09:00 by J. Adler, LMFT and Dr N. Rowe, MD: belongs to the" in said
    wrong = tab.signing.wrong.card
    assert wrong.said.text() == "Retracted: Dosing session 1."
    assert (wrong.which.count(), wrong.open.hasFocus()) == (0, True)


def test_what_is_printed_and_what_is_saved_leave_a_line_in_the_trail(
    tab: DocumentsTab, day: DosingDay, qtbot: QtBot, tmp_path: Path
) -> None:
    tab.open_document("summary")
    qtbot.waitUntil(lambda: tab._made is not None, timeout=20_000)
    tab.shown.preview.printed.emit(3)
    tab.save("four quiet words here", tmp_path / "page.pdf")
    qtbot.waitUntil(lambda: not tab._work.saving)
    (saved,) = audit.lines(day.record, action="exported")
    (printed,) = audit.lines(day.record, action="printed")
    assert (printed.of_kind, printed.of_id, printed.client, printed.count) == (
        "summary", day.session, day.client, 3,
    )  # fmt: skip
    assert saved.of_kind == "summary"


def test_many_notes_wait_behind_one_button_and_the_keyboard_goes_on_there(
    tab: DocumentsTab, day: DosingDay, clock: SetClock
) -> None:
    for _visit in range(5):
        clock.move(days=7)
        made = integration.start(day.record, day.client)
        assert made.item is not None
        integration.end(day.record, made.item)
    tab.load()
    card = tab.signing.card
    assert (len(card.buttons), card.more.text()) == (3, "Show 3 more")
    card.more.click()
    assert len(card.buttons) == 6
    assert card.more.isHidden()
    assert list(card.buttons.values())[3].hasFocus()

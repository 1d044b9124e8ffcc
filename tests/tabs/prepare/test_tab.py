"""Prepare keeps what is written, and takes over what was written before only by an act."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.alerts import Allergies
from kapdesk.domain.clients import Client
from kapdesk.domain.consents import Standing
from kapdesk.services import alerts, clients, consents, escorts, notes, preparation, sessions
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import DischargeRow, DoseRow, SessionRow
from kapdesk.tabs.prepare.fields import TextPart
from kapdesk.tabs.prepare.tab import PrepareTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def client(record: Record) -> Client:
    made = replace(clients.blank(record), family_name="Mor", given_name="Aster")
    clients.add(record, made)
    return made


@pytest.fixture
def desk(record: Record, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.deleteLater()


def plan(record: Record, client: Client) -> UUID:
    at = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
    session = sessions.plan(record, client.id, planned_for=at).item
    assert session is not None
    return session


def open_tab(qtbot: QtBot, desk: Desk, chart: Chart) -> PrepareTab:
    tab = PrepareTab(desk, chart)
    qtbot.addWidget(tab)
    tab.resize(1100, 700)
    tab.load()
    tab.show()
    return tab


@pytest.fixture
def session(record: Record, client: Client) -> UUID:
    return plan(record, client)


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, client: Client, session: UUID) -> PrepareTab:
    return open_tab(qtbot, desk, Chart(client.id, session))


def part(tab: PrepareTab, field: str) -> TextPart:
    return next(card.texts[field] for card in tab.sections if field in card.texts)


def press(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(record: Record, client: Client, session: UUID, field: str, text: str) -> None:
    notes.write(record, Owner(client.id, session=session), f"prepare.{field}", text)


def test_a_sentence_is_kept_when_the_tab_is_left_mid_typing(
    qtbot: QtBot, tab: PrepareTab, record: Record, session: UUID
) -> None:
    qtbot.keyClicks(part(tab, "intention").note, "to stop brac")
    assert tab.leave()
    assert preparation.of_session(record, session).text("intention") == "to stop brac"


def test_the_escort_is_kept_with_the_escort_and_shown_again(
    qtbot: QtBot, tab: PrepareTab, desk: Desk, record: Record, client: Client, session: UUID
) -> None:
    qtbot.keyClicks(part(tab, "escort-name").note, "Ivo Mor")
    qtbot.keyClicks(part(tab, "escort-phone").note, "555 0134")
    adult = next(card.adult for card in tab.sections if card.adult is not None)
    qtbot.mouseClick(adult.segments.buttons["yes"], Qt.MouseButton.LeftButton)
    assert tab.leave()
    kept = escorts.of_session(record, session)
    assert kept is not None
    assert (kept.name, kept.phone, kept.adult) == ("Ivo Mor", "555 0134", True)
    again = open_tab(qtbot, desk, Chart(client.id, session))
    assert part(again, "escort-name").note.text() == "Ivo Mor"


def test_the_touch_agreement_is_chosen_by_hand_and_can_be_taken_back(
    qtbot: QtBot, tab: PrepareTab, record: Record, session: UUID
) -> None:
    bar = next(card.choices["touch-level"].bar for card in tab.sections if card.choices)
    assert bar.value() is None
    for expected in ("hand", ""):
        qtbot.mouseClick(bar.segments.buttons["hand"], Qt.MouseButton.LeftButton)
        assert preparation.touch_agreement(record, session).level == expected


def test_what_was_written_before_is_offered_and_never_copied_silently(
    qtbot: QtBot, desk: Desk, record: Record, client: Client, session: UUID
) -> None:
    write(record, client, session, "intention", "to stop bracing")
    later = plan(record, client)
    tab = open_tab(qtbot, desk, Chart(client.id, later))
    intention = part(tab, "intention")
    assert intention.note.text() == ""
    assert intention.offer.words() == "Dosing 1, 24-Nov-2026: to stop bracing"
    assert tab.leave()
    assert preparation.of_session(record, later).is_empty
    assert part(tab, "fears").offer.isHidden()


def test_taken_over_text_says_where_it_is_from_until_it_is_confirmed(
    qtbot: QtBot, desk: Desk, record: Record, client: Client, session: UUID
) -> None:
    write(record, client, session, "intention", "to stop bracing")
    later = plan(record, client)
    tab = open_tab(qtbot, desk, Chart(client.id, later))
    intention = part(tab, "intention")
    press(qtbot, intention.offer.again)
    assert intention.note.text() == "to stop bracing"
    assert intention.offer.words() == "Taken from Dosing 1, 24-Nov-2026; not confirmed for today"
    assert preparation.of_session(record, later).carried == {"intention": "Dosing 1, 24-Nov-2026"}
    press(qtbot, intention.offer.holds)
    assert intention.offer.isHidden()
    assert preparation.of_session(record, later).carried == {}


def test_the_offer_goes_as_soon_as_something_is_typed(
    qtbot: QtBot, desk: Desk, record: Record, client: Client, session: UUID
) -> None:
    write(record, client, session, "music", "silence")
    tab = open_tab(qtbot, desk, Chart(client.id, plan(record, client)))
    music = part(tab, "music")
    assert music.offer.words() == "Dosing 1, 24-Nov-2026: silence"
    qtbot.keyClicks(music.note, "cello")
    assert music.offer.isHidden()


def test_consents_that_are_open_are_recorded_together(
    qtbot: QtBot, tab: PrepareTab, record: Record, client: Client
) -> None:
    assert {state.standing for state in consents.states(record, client.id)} == {Standing.NOT_GIVEN}
    card = tab.consents
    press(qtbot, card.all_open)
    press(qtbot, card.record)
    assert set(card.slip.flagged()) == {"signer", "on", "method"}
    qtbot.keyClicks(card.slip.parts["signer"], "Aster Mor")
    qtbot.keyClicks(card.slip.parts["on"].line, "today")  # pyright: ignore[reportAttributeAccessIssue]
    method = card.slip.parts["method"].segments.buttons["on paper"]  # pyright: ignore[reportAttributeAccessIssue]
    qtbot.mouseClick(method, Qt.MouseButton.LeftButton)
    press(qtbot, card.record)
    kept = [state for state in consents.states(record, client.id) if state.kind.before_first_dose]
    assert {state.standing for state in kept} == {Standing.GIVEN}
    assert {state.last.consent.given_on for state in kept if state.last} == {date(2026, 11, 22)}
    assert card.slip.draft() == ""


def test_an_alert_is_written_and_allergies_none_known_is_said(
    qtbot: QtBot, tab: PrepareTab, record: Record, client: Client
) -> None:
    card = tab.alerts
    press(qtbot, card.none)
    assert clients.one(record, client.id).allergies is Allergies.NONE_KNOWN
    press(qtbot, card.more)
    card.slip.parts["kind"].setEditText("Pregnancy")  # pyright: ignore[reportAttributeAccessIssue]
    press(qtbot, card.add_button)
    assert set(card.slip.flagged()) == {"severity"}
    severity = card.slip.parts["severity"].segments.buttons["stop"]  # pyright: ignore[reportAttributeAccessIssue]
    qtbot.mouseClick(severity, Qt.MouseButton.LeftButton)
    press(qtbot, card.add_button)
    assert [alert.kind for alert in alerts.standing_of(record, client.id)] == ["pregnancy"]


def test_a_half_written_alert_survives_leaving(
    qtbot: QtBot, tab: PrepareTab, desk: Desk, record: Record, client: Client, session: UUID
) -> None:
    press(qtbot, tab.alerts.more)
    qtbot.keyClicks(tab.alerts.slip.parts["text"], "latex gloves, rash")
    assert tab.leave()
    again = open_tab(qtbot, desk, Chart(client.id, session))
    assert again.alerts.slip.text("text") == "latex gloves, rash"


def test_the_quiet_count_names_what_is_open(qtbot: QtBot, tab: PrepareTab) -> None:
    assert tab.open_count() == "4"
    qtbot.keyClicks(part(tab, "intention").note, "to rest")
    with qtbot.waitSignal(tab.counted):
        tab.leave()
    assert tab.open_count() == "3"


def test_the_plan_leads_to_stabilization(qtbot: QtBot, tab: PrepareTab, desk: Desk) -> None:
    with qtbot.waitSignal(desk.asked) as asked:
        press(qtbot, tab.plan.way.button)
    assert asked.args == [Go(chart=tab.chart, tab="stabilization", field="plan")]


def test_without_a_session_the_one_next_act_is_planning_one(
    qtbot: QtBot, desk: Desk, record: Record, client: Client
) -> None:
    tab = open_tab(qtbot, desk, Chart(client.id))
    qtbot.mouseClick(tab.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    slip = tab.planning.slip
    qtbot.keyClicks(slip.parts["on"].line, "24 nov 2026")  # pyright: ignore[reportAttributeAccessIssue]
    qtbot.keyClicks(slip.parts["at"].line, "9:30")  # pyright: ignore[reportAttributeAccessIssue]
    qtbot.mouseClick(slip.parts["route"].segments.buttons["im"], Qt.MouseButton.LeftButton)  # pyright: ignore[reportAttributeAccessIssue]
    with qtbot.waitSignal(desk.asked) as asked:
        press(qtbot, tab.planning.plan)
    [head] = sessions.of_client(record, client.id)
    assert (head.planned_for, head.planned_route) == (datetime(2026, 11, 24, 14, 30, tzinfo=UTC), "im")
    assert asked.args == [Go(chart=Chart(client.id, head.id), tab="prepare")]


def test_a_signed_session_is_read_and_not_written(
    qtbot: QtBot, desk: Desk, record: Record, client: Client, session: UUID
) -> None:
    write(record, client, session, "intention", "to stop bracing")
    with record.write() as db:
        row = db.get_one(SessionRow, session)
        row.opened_at = row.ended_at = row.signed_at = record.now()
    tab = open_tab(qtbot, desk, Chart(client.id, session))
    qtbot.keyClicks(part(tab, "intention").note, "x")
    assert part(tab, "intention").note.text() == "to stop bracing"
    assert not next(card.choices["touch-level"] for card in tab.sections if card.choices).isEnabled()


def test_what_earlier_sessions_took_is_shown_before_the_next_dose(
    qtbot: QtBot, desk: Desk, record: Record, client: Client, session: UUID, tab: PrepareTab
) -> None:
    assert tab.past.text() == ""
    with record.write() as db:
        given = DoseRow(id=uuid4(), session_id=session, seq=1, is_booster=False, drug="ketamine", route="im")
        given.amount, given.unit, given.given_by = "50", "mg", "M. Okafor"
        given.happened_at, given.zone, given.written_at = record.now(), record.zone, record.now()
        left = DischargeRow(id=uuid4(), session_id=session, outcome="released with escort", seq=1)
        left.happened_at, left.zone, left.written_at = record.now(), record.zone, record.now()
        left.ready_without_minimum = 95
        row = db.get_one(SessionRow, session)
        row.opened_at, row.ended_at = record.now(), record.now()
        db.add_all([given, left])
    record.clock.move(days=7)  # type: ignore[attr-defined]
    later = open_tab(qtbot, desk, Chart(client.id, plan(record, client)))
    assert later.past.text() == (
        "In 1 past IM session: ready after 95 min (as answered on the form). History, not a promise."
    )

"""Clients are found as one types and opened with Enter; a half-filled form is never lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kapdesk.desk import Chart, Desk, Go
from kapdesk.domain.alerts import Allergies
from kapdesk.domain.clients import Client
from kapdesk.domain.consents import Standing
from kapdesk.domain.sessions import SessionState
from kapdesk.places.clients.place import ClientsPlace
from kapdesk.services import alerts, clients, consents, sessions, settings
from kapdesk.services.clients import NEW_DRAFT
from kapdesk.services.record import Record
from kapdesk.ui import theme
from kapdesk.ui.card import Columns
from kapdesk.ui.dialog import ReasonSheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(record: Record, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(record)
    yield made
    made.deleteLater()


def keep(record: Record, family: str, given: str = "", born: date | None = None) -> Client:
    made = replace(clients.blank(record), family_name=family, given_name=given, born=born)
    clients.add(record, made)
    return made


def open_place(qtbot: QtBot, desk: Desk) -> ClientsPlace:
    place = ClientsPlace(desk)
    qtbot.addWidget(place)
    place.resize(1100, 700)
    place.load()
    place.show()
    place.arrive()
    return place


@pytest.fixture
def mor(record: Record) -> Client:
    keep(record, "Vega", "Lin", date(1990, 1, 2))
    return keep(record, "Mor", "Aster", date(1986, 3, 14))


@pytest.fixture
def place(qtbot: QtBot, desk: Desk, mor: Client) -> ClientsPlace:
    return open_place(qtbot, desk)


def shown(place: ClientsPlace, column: int = 0) -> list[str]:
    model = place.browse.table.rows
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def line(place: ClientsPlace, part: str) -> QWidget:
    return next(slip.parts[part] for slip in place.form.slips if part in slip.parts)


def type_in(qtbot: QtBot, place: ClientsPlace, **texts: str) -> None:
    for part, text in texts.items():
        widget = line(place, part)
        qtbot.keyClicks(getattr(widget, "line", widget), text)


def offered(place: ClientsPlace, verb: str) -> QPushButton:
    return [button for button in place.form.alike.findChildren(QPushButton) if button.text() == verb][-1]


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, LEFT)


def test_the_list_narrows_with_each_letter_and_keeps_those_whose_work_has_ended(
    qtbot: QtBot, place: ClientsPlace, record: Record
) -> None:
    ended = keep(record, "Moreau", "Ida")
    clients.end(record, ended.id, date(2026, 11, 1), "moved away")
    place.load()
    assert shown(place) == ["MOR, Aster", "VEGA, Lin", "MOREAU, Ida"]
    qtbot.keyClicks(place.browse.box, "mo")
    assert shown(place) == ["MOR, Aster", "MOREAU, Ida"]
    assert shown(place, 4) == ["none yet", "ended"]
    qtbot.keyClicks(place.browse.box, "rx")
    assert shown(place) == []
    said = [part.text() for part in place.browse.nobody.findChildren(QLabel)]
    assert any("Nobody is found by “morx”" in text for text in said)


def test_similar_names_carry_a_mark(place: ClientsPlace, record: Record) -> None:
    keep(record, "Morr", "Aster")
    place.load()
    assert dict(zip(shown(place), shown(place, 1), strict=True)) == {
        "MOR, Aster": "similar", "MORR, Aster": "similar", "VEGA, Lin": "",
    }  # fmt: skip


def test_enter_opens_the_chart_with_the_open_session(
    qtbot: QtBot, place: ClientsPlace, desk: Desk, record: Record, mor: Client
) -> None:
    first, second = sessions.plan(record, mor.id).item, sessions.plan(record, mor.id).item
    assert first is not None
    qtbot.keyClicks(place.browse.box, "14.3.1986")
    with qtbot.waitSignal(desk.asked) as asked:
        qtbot.keyClick(place.browse.box, Qt.Key.Key_Return)
    assert asked.args == [Go(chart=Chart(mor.id, second), tab="prepare")]
    sessions.move(record, first, SessionState.ARRIVED)
    qtbot.keyClick(place.browse.box, Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.asked) as asked:
        qtbot.keyClick(place.browse.table, Qt.Key.Key_Return)
    assert asked.args == [Go(chart=Chart(mor.id, first), tab="dosing")]


def test_a_client_without_a_session_opens_with_none(
    qtbot: QtBot, place: ClientsPlace, desk: Desk, mor: Client
) -> None:
    with qtbot.waitSignal(desk.asked) as asked:
        place.open_chart(mor.id)
    assert asked.args == [Go(chart=Chart(mor.id, None), tab="prepare")]


def test_a_new_client_is_written_whole(qtbot: QtBot, place: ClientsPlace, record: Record) -> None:
    press(qtbot, place.browse.new)
    type_in(
        qtbot, place, family="Adamova", given="Vera", preferred="Ve", born="30 may 1978", pronouns="she/her",
        phone="555 0118", code_word="harbour", emergency_name="Ivo", prescriber="Dr N. Rowe",
    )  # fmt: skip
    message = line(place, "message")
    qtbot.mouseClick(message.segments.buttons["no"], LEFT)  # pyright: ignore[reportAttributeAccessIssue]
    press(qtbot, place.form.save)
    [card] = clients.find(record, "adamova")
    kept = clients.one(record, card.id)
    assert (kept.born, kept.pronouns, kept.code) == (date(1978, 5, 30), "she/her", "K-0003")
    assert kept.contact.may_leave_message is False
    assert kept.contact.channel == ""
    assert (kept.reach.phone, kept.reach.emergency_name) == ("555 0118", "Ivo")
    assert place.one.client == kept
    assert settings.get(record, NEW_DRAFT) == ""
    press(qtbot, place.browse.new)
    assert place.form.texts()["family"] == ""


def test_a_half_filled_form_survives_leaving_and_a_lock_mid_typing(
    qtbot: QtBot, desk: Desk, place: ClientsPlace
) -> None:
    press(qtbot, place.browse.new)
    type_in(qtbot, place, family="Quist", born="3 ma", phone="555 01")
    assert place.leave()
    place.close_down()
    again = open_place(qtbot, desk)
    assert again.pages.currentWidget() is again.form
    texts = again.form.texts()
    assert (texts["family"], texts["born"], texts["phone"]) == ("Quist", "3 ma", "555 01")
    press(qtbot, again.form.back)
    assert again.browse.new.text() == "Go on with the new client"
    press(qtbot, again.browse.new)
    assert again.form.texts()["family"] == "Quist"


def test_a_form_is_emptied_only_on_purpose(qtbot: QtBot, place: ClientsPlace, record: Record) -> None:
    press(qtbot, place.browse.new)
    type_in(qtbot, place, family="Quist")
    press(qtbot, place.form.drop)
    assert place.leave()
    assert settings.get(record, NEW_DRAFT) == ""
    assert clients.find(record, "quist") == ()


def test_somebody_who_may_be_the_same_is_named_and_answered_before_saving(
    qtbot: QtBot, place: ClientsPlace, record: Record, mor: Client
) -> None:
    press(qtbot, place.browse.new)
    type_in(qtbot, place, family="Morr", given="Aster", born="14-Mar-1986")
    press(qtbot, place.form.save)
    assert len(clients.find(record)) == 2
    said = [label.text() for label in place.form.alike.rows.findChildren(QWidget) if hasattr(label, "text")]
    assert "MOR, Aster" in said
    assert any("same birth date" in text and mor.code in text for text in said)
    press(qtbot, place.form.save)
    assert len(clients.find(record)) == 2
    other = offered(place, "It is another person")
    press(qtbot, other)
    press(qtbot, place.form.save)
    assert len(clients.find(record)) == 3


def test_the_one_that_is_the_same_can_be_opened_and_the_form_stays(
    qtbot: QtBot, desk: Desk, place: ClientsPlace, record: Record, mor: Client
) -> None:
    press(qtbot, place.browse.new)
    type_in(qtbot, place, family="Mor", given="Aster")
    press(qtbot, place.form.save)
    that = offered(place, "Open that one")
    with qtbot.waitSignal(desk.asked) as asked:
        press(qtbot, that)
    assert asked.args == [Go(chart=Chart(mor.id, None), tab="prepare")]
    assert place.leave()
    assert "Mor" in settings.get(record, NEW_DRAFT)


def test_what_cannot_be_is_said_at_the_field_and_nothing_is_kept(
    qtbot: QtBot, place: ClientsPlace, record: Record
) -> None:
    press(qtbot, place.browse.new)
    press(qtbot, place.form.save)
    assert place.form.slips[0].flagged() == {"family": "write a name, one of the two"}
    type_in(qtbot, place, family="Quist", born="03/04/86")
    press(qtbot, place.form.save)
    assert line(place, "born").is_stopped()  # pyright: ignore[reportAttributeAccessIssue]
    line(place, "born").line.clear()  # pyright: ignore[reportAttributeAccessIssue]
    type_in(qtbot, place, born="1 jan 2027")
    press(qtbot, place.form.save)
    assert clients.find(record, "quist") == ()


def test_a_correction_is_kept_and_says_nothing_of_the_client_as_alike(
    qtbot: QtBot, place: ClientsPlace, record: Record, mor: Client
) -> None:
    place.show_client(mor.id)
    press(qtbot, place.one.facts.edit)
    assert place.form.texts()["family"] == "Mor"
    type_in(qtbot, place, gender="non-binary")
    press(qtbot, place.form.save)
    assert clients.one(record, mor.id).gender == "non-binary"
    assert place.pages.currentIndex() == 0


def test_alerts_consents_and_a_session_are_written_beside_the_list(
    qtbot: QtBot, place: ClientsPlace, record: Record, mor: Client
) -> None:
    place.show_client(mor.id)
    one = place.one
    press(qtbot, one.alerts.none)
    assert clients.one(record, mor.id).allergies is Allergies.NONE_KNOWN
    press(qtbot, one.sessions.more)
    slip = one.sessions.planning.slip
    qtbot.keyClicks(slip.parts["on"].line, "24 nov 2026")  # pyright: ignore[reportAttributeAccessIssue]
    qtbot.keyClicks(slip.parts["at"].line, "1430")  # pyright: ignore[reportAttributeAccessIssue]
    press(qtbot, one.sessions.planning.plan)
    [head] = sessions.of_client(record, mor.id)
    assert head.planned_for == datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
    one.consents.open_slip(consents.states(record, mor.id)[:1])
    qtbot.keyClicks(one.consents.slip.parts["signer"], "Aster Mor")
    qtbot.keyClicks(one.consents.slip.parts["on"].line, "yesterday")  # pyright: ignore[reportAttributeAccessIssue]
    by = one.consents.slip.parts["method"].segments.buttons["on paper"]  # pyright: ignore[reportAttributeAccessIssue]
    qtbot.mouseClick(by, LEFT)
    press(qtbot, one.consents.record)
    assert consents.states(record, mor.id)[0].standing is Standing.GIVEN


def test_what_is_typed_for_one_client_is_never_kept_with_another(
    qtbot: QtBot, place: ClientsPlace, record: Record, mor: Client
) -> None:
    place.show_client(mor.id)
    press(qtbot, place.one.alerts.more)
    qtbot.keyClicks(place.one.alerts.slip.parts["text"], "latex, rash")
    other = clients.find(record, "vega")[0].id
    place.show_client(other)
    assert place.one.alerts.slip.text("text") == ""
    place.show_client(mor.id)
    assert place.one.alerts.slip.text("text") == "latex, rash"
    assert alerts.of_client(record, mor.id) == ()


def test_ending_the_work_asks_for_a_reason(
    qtbot: QtBot, place: ClientsPlace, record: Record, mor: Client
) -> None:
    place.show_client(mor.id)
    press(qtbot, place.one.facts.end)
    sheet = place.window().findChild(ReasonSheet)
    assert sheet is not None
    assert not sheet.act.isEnabled()
    qtbot.keyClicks(sheet.note, "course finished")
    press(qtbot, sheet.act)
    assert clients.one(record, mor.id).ended_on == date(2026, 11, 22)
    press(qtbot, place.one.facts.end)
    assert clients.one(record, mor.id).ended_on is None


def test_another_screen_is_heard(place: ClientsPlace, desk: Desk, mor: Client, qtbot: QtBot) -> None:
    place.show_client(mor.id)
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    desk.do(elsewhere, sessions.plan, mor.id)
    row = shown(place).index("MOR, Aster")
    assert shown(place, 4)[row] == "1, scheduled"


def test_the_client_the_caret_rests_on_is_shown_beside_the_list(
    qtbot: QtBot, place: ClientsPlace, mor: Client
) -> None:
    qtbot.keyClicks(place.browse.box, "ast")
    qtbot.waitUntil(place.one.isVisible)
    assert place.one.client == mor
    qtbot.keyClicks(place.browse.box, "zzz")
    qtbot.waitUntil(place.one.isHidden)
    assert place.one.client is None


@pytest.mark.parametrize(
    ("wide", "high", "scale"), [(892, 679, 100), (839, 638, 150), (1095, 670, 150), (1148, 711, 100)]
)
def test_nothing_is_cut_off_at_the_sides_and_the_list_leaves_room_for_one_client(
    qtbot: QtBot, place: ClientsPlace, record: Record, wide: int, high: int, scale: int
) -> None:
    keep(record, "Reyes-Calloway-Montgomery", "Imogen Alexandra", date(1992, 11, 2))
    keep(record, "Reyes-Calloway-Montgomery", "Imogen Alexandre", date(1993, 12, 3))
    theme.change("paper", scale)
    place.load()
    place.resize(wide, high)
    columns = place.browse.parentWidget()
    while columns is not None and not isinstance(columns, Columns):
        columns = columns.parentWidget()
    assert columns is not None
    qtbot.waitUntil(lambda: columns.is_narrow() is (wide < 1148))
    qtbot.waitUntil(lambda: columns._work.horizontalScrollBar().maximum() == 0)
    for scrolled in (columns, columns._context, place.browse.table):
        assert scrolled.horizontalScrollBar().maximum() == 0
    assert not place.browse.new.visibleRegion().isEmpty()
    assert place.browse.new.visibleRegion().boundingRect() == place.browse.new.rect()
    if columns.is_narrow():
        assert place.browse.height() == pytest.approx(high * 2 / 3, abs=40)
    theme.change("paper", 100)

"""One client beside the list: who they are, what stands against anything, their sessions and consents."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clients import Client
from kapdesk.domain.clock import local, show_moment
from kapdesk.domain.sessions import SessionState
from kapdesk.services.retractions import Gone
from kapdesk.services.sessions import SessionHead
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import Option, PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.plan_slip import PlanSlip
from kapdesk.ui.shoulder import hidden_or, name_of, person
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Parse, ParseTime
from kapdesk.ui.theme import give_role

_TABS = {SessionState.SCHEDULED: "prepare", SessionState.CANCELLED: "prepare"}


def tab_for(head: SessionHead) -> str:
    """Return the tab a session opens with: what comes next in it."""
    if head.state in _TABS:
        return _TABS[head.state]
    return "dosing" if head.open else "documents"


class FactsCard(Card):
    """Who the client is, as known; what is not known says so."""

    chart_asked = Signal()
    edit_asked = Signal()
    end_asked = Signal()
    resume_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("", parent=parent)
        self.ended = SignLabel(Sign.OVERRIDDEN)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(6)
        self.open = PrimaryButton("Open chart")
        self.edit = PlainButton("Edit")
        self.end = QuietButton("End the work", small=True)
        self._is_ended = False
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.open, self.edit, self.end):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.add(self.ended)
        self.body.addLayout(self._facts)
        self.body.addSpacing(4)
        self.body.addLayout(buttons)
        # Connect Signals
        self.open.clicked.connect(self.chart_asked)
        self.edit.clicked.connect(self.edit_asked)
        self.end.clicked.connect(self._end)

    def show_client(self, client: Client, facts: Mapping[str, str], ended: str) -> None:
        """Show a client: facts by their labels, and how the work ended, if it did."""
        self.set_title(name_of(client.display_name, client.code))
        self.set_subtitle(client.code)
        self._is_ended = bool(ended)
        self.ended.set_sign(Sign.OVERRIDDEN, ended)
        self.ended.setVisible(bool(ended))
        self.end.say("Take up again" if ended else "End the work")
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for label, value in facts.items():
            self._facts.addWidget(_fact(label, value))

    def _end(self) -> None:
        (self.resume_asked if self._is_ended else self.end_asked).emit()


def _fact(label: str, value: str) -> QWidget:
    line = QWidget()
    name, said = QLabel(label), QLabel(value or "not recorded")
    give_role(name, "muted")
    give_role(said, "value" if value else "muted")
    for part in (name, said):
        part.setTextFormat(Qt.TextFormat.PlainText)
        part.setWordWrap(True)
        part.setAlignment(Qt.AlignmentFlag.AlignTop)
    said.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(12)
    box.addWidget(name, 3)
    box.addWidget(said, 6)
    return line


class SessionsCard(Card):
    """The client's sessions, the newest first, and the slip that plans the next one."""

    opened = Signal(object)  # the SessionHead

    def __init__(
        self, routes: Sequence[Option], parse: Parse, parse_time: ParseTime, parent: QWidget | None = None
    ) -> None:
        """Offer these routes; the two rules read a typed day and time."""
        super().__init__("Sessions", parent=parent)
        self._routes = {route.id: route.label for route in routes}
        self.rows = Rows()
        self.more = PlainButton("Plan a session", small=True)
        self.planning = PlanSlip(routes, parse, parse_time)
        self.planning.hide()
        self.add(self.rows)
        self.add(self.planning)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        # Connect Signals
        self.more.clicked.connect(self.begin)
        self.planning.closed.connect(self.more.show)

    def show_sessions(
        self, heads: Sequence[SessionHead], zone: str, gone: Mapping[UUID, Gone] | None = None
    ) -> None:
        """Show these sessions; `gone` says of which ones, and why, that they were retracted."""
        self.set_subtitle("" if heads else "none planned yet")
        self.rows.show_rows([self._row(head, zone, (gone or {}).get(head.id)) for head in heads])

    def begin(self) -> None:
        """Open the slip that plans a session."""
        self.more.hide()
        self.planning.begin()

    def restore(self, draft: str) -> None:
        """Put back what was typed in the slip before."""
        self.planning.slip.restore(draft)
        self.planning.setVisible(bool(draft))
        self.more.setVisible(not draft)

    def taken(self) -> None:
        """Empty and close the slip: the session is planned."""
        self.restore("")

    def _row(self, head: SessionHead, zone: str, gone: Gone | None) -> Row:
        at = head.dosed_at or head.opened_at or head.planned_for
        when = show_moment(at, zone) if at else "no day yet"
        route = self._routes.get(head.planned_route, head.planned_route)
        second = " · ".join(part for part in (when, route, head.room) if part)
        row = Row(f"Dosing {head.number}", second, strong=True)
        if gone is None:
            row.add(_state(head))
        else:
            row.add_below(SignLabel(Sign.MISSING, gone.words(zone), wraps=True))
        button = PlainButton("Open", small=True)
        button.setAccessibleName(f"Open dosing {head.number}")
        button.clicked.connect(partial(self._open, head))
        row.add(button)
        return row

    def _open(self, head: SessionHead) -> None:
        self.opened.emit(head)


def _state(head: SessionHead) -> QWidget:
    if head.open:
        return SignLabel(Sign.DUE, "open now")
    if head.signed_at is not None:
        return SignLabel(Sign.RECORDED, "signed")
    label = QLabel(head.state.value)
    give_role(label, "muted")
    return label


def facts_of(client: Client, zone: str, now: object) -> dict[str, str]:
    """Return what is known of a client by the labels it is read under; empty where it is not known."""
    reach = client.reach
    today = local(now, zone).date()  # pyright: ignore[reportArgumentType] - an instant
    around = ", ".join(
        part
        for part in (person(reach.emergency_name), reach.emergency_relation, reach.emergency_phone)
        if part
    )
    return {
        "Preferred name": hidden_or(client.preferred_name),
        "Born": client.born_words(today) if client.born else "",
        "Gender, pronouns": ", ".join(part for part in (client.gender, client.pronouns) if part),
        "Language": client.language,
        "Telephone": reach.phone,
        "Email": reach.email,
        "Address": reach.address,
        "Safe contact": client.contact.words if _has_contact(client) else "",
        "Emergency contact": around,
        "Prescriber": reach.prescriber,
    }


def _has_contact(client: Client) -> bool:
    contact = client.contact
    return bool(contact.channel or contact.code_word or contact.note or contact.may_leave_message is not None)

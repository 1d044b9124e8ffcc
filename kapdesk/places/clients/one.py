"""What can be done with one client beside the list: alerts, sessions, consents, ending the work."""

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Chart, Go, Screen
from kapdesk.domain.alerts import NewAlert
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.consents import Signing
from kapdesk.domain.dates import instant
from kapdesk.domain.errors import KapdeskError
from kapdesk.places.clients.kept import KeptPart
from kapdesk.places.clients.panel import FactsCard, SessionsCard, facts_of, tab_for
from kapdesk.services import alerts, clients, consents, notes, practice_limits, retractions, sessions
from kapdesk.services.notes import Owner
from kapdesk.services.sessions import SessionHead
from kapdesk.ui.alert_card import AlertCard
from kapdesk.ui.card import GAP
from kapdesk.ui.consent_card import ConsentCard
from kapdesk.ui.controls import Option
from kapdesk.ui.dialog import ReasonSheet
from kapdesk.ui.plan_slip import PlannedSession
from kapdesk.ui.shoulder import name_of
from kapdesk.ui.slip import Parse, ParseTime, Slip

_ALERT, _CONSENT, _PLAN = "draft.alert", "draft.consent", "draft.plan"


class OneClient(QWidget):
    """The cards of one client; what is typed in their slips is kept with that client."""

    edit_asked = Signal(object)
    changed = Signal()  # something that the list shows is different

    def __init__(self, screen: Screen, parse: Parse, parse_time: ParseTime) -> None:
        """Write through a screen; the two rules read typed days and times."""
        super().__init__(screen)
        self._screen, self._desk = screen, screen.desk
        self.client: Client | None = None
        routes = [Option(route.value, name) for route, name in self._desk.read(practice_limits.routes)]
        self.facts = FactsCard()
        self.alerts = AlertCard(self._desk.read(alerts.kinds), parse)
        self.sessions = SessionsCard(routes, parse, parse_time)
        self.consents = ConsentCard(parse)
        self._slips: dict[str, Slip] = {
            _ALERT: self.alerts.slip,
            _CONSENT: self.consents.slip,
            _PLAN: self.sessions.planning.slip,
        }
        self.kept = KeptPart(screen, parse)
        self._slips |= {field: fold.slip for field, fold in self.kept.folds.items()}
        self._ending: dict[UUID, ReasonSheet] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for card in (self.facts, self.sessions, self.alerts, self.consents, *self.kept.cards):
            column.addWidget(card)
        self._connect()
        self.hide()

    def show_client(self, client_id: UUID | None) -> None:
        """Show another client; what waits in the slips of the one before is written first."""
        if self.client is not None and client_id == self.client.id:
            return
        self._screen.autosave.flush()
        self.client = None if client_id is None else self._desk.read(clients.one, client_id)
        self.setVisible(self.client is not None)
        if self.client is not None:
            texts = self._desk.read(notes.texts, Owner(self.client.id))
            kept = {field: texts[field].text if field in texts else "" for field in self._slips}
            self.alerts.close_slip()
            self.consents.close_slip()
            self.alerts.restore(kept[_ALERT])
            self.consents.restore(kept[_CONSENT])
            self.sessions.restore(kept[_PLAN])
            self.kept.restore(kept)
        self.refresh()

    def refresh(self) -> None:
        """Read the client shown anew; the slips stay as they are."""
        self.kept.show_client(self.client)
        if self.client is None:
            return
        desk, zone = self._desk, self._desk.record.zone
        self.client = desk.read(clients.one, self.client.id)
        ended = f"Ended {show_date(self.client.ended_on)}" if self.client.ended_on else ""
        self.facts.show_client(self.client, facts_of(self.client, zone, desk.now()), ended)
        self.alerts.show_alerts(desk.read(alerts.standing_of, self.client.id), self.client.allergies)
        gone = desk.read(retractions.of_client, self.client.id)
        self.sessions.show_sessions(desk.read(sessions.of_client, self.client.id), zone, gone)
        self.consents.show_consents(desk.read(consents.states, self.client.id))

    def tab_of(self, session_id: UUID) -> str:
        """Return the tab a session opens with."""
        return tab_for(self._desk.read(sessions.head, session_id))

    def _connect(self) -> None:
        # Connect Signals
        self.facts.chart_asked.connect(self._open_chart)
        self.facts.edit_asked.connect(self._edit)
        self.facts.end_asked.connect(self._ask_end)
        self.facts.resume_asked.connect(self._resume)
        self.alerts.added.connect(self._add_alert)
        self.alerts.ended.connect(self._end_alert)
        self.alerts.none_known.connect(self._say_no_allergies)
        self.sessions.opened.connect(self._open_session)
        self.sessions.planning.planned.connect(self._plan)
        self.consents.signed.connect(self._sign)
        self.consents.withdrawn.connect(self._withdraw)
        self.kept.done.connect(self._done)
        self.kept.leaver.erased.connect(self._gone)
        for field, slip in self._slips.items():
            slip.edited.connect(partial(self._keep, field))

    def _keep(self, field: str) -> None:
        """Keep what a slip holds now with the client it was typed for."""
        if self.client is not None:
            text = self._slips[field].draft()
            self._screen.autosave.touched((Owner(self.client.id), field), partial(str, text))

    def _done(self, field: str = "") -> None:
        if field:
            self._keep(field)
            self._screen.autosave.flush()
        self.refresh()
        self.changed.emit()

    def _gone(self) -> None:
        """Show nobody: whoever was shown is deleted."""
        self.show_client(None)
        self.changed.emit()

    # ------------------------------------------------------------------ acts

    def _open_chart(self) -> None:
        if self.client is not None:
            heads = self._desk.read(sessions.of_client, self.client.id)
            here = next((head for head in heads if head.open), heads[0] if heads else None)
            if here is None:
                self._desk.go(Go(chart=Chart(self.client.id), tab="prepare"))
            else:
                self._open_session(here)

    def _open_session(self, head: SessionHead) -> None:
        self._desk.go(Go(chart=Chart(head.client, head.id), tab=tab_for(head)))

    def _edit(self) -> None:
        if self.client is not None:
            self.edit_asked.emit(self.client.id)

    def _ask_end(self) -> None:
        if self.client is None:
            return
        sheet = self._ending.get(self.client.id)
        if sheet is None:
            sheet = ReasonSheet(
                f"End the work with {name_of(self.client.display_name, self.client.code)}",
                "The chart stays and is found like any other, marked as ended.", act="End the work",
                minimum=3, parent=self.window(),
            )  # fmt: skip
            sheet.given.connect(partial(self._end, self.client.id))
            self._ending[self.client.id] = sheet
        sheet.ask()

    def _end(self, client_id: UUID, reason: str) -> None:
        today = local(self._desk.now(), self._desk.record.zone).date()
        if self._desk.do(self._screen, clients.end, client_id, today, reason) is not None:
            self._ending.pop(client_id).taken()
        self._done()

    def _resume(self) -> None:
        if self.client is not None:
            self._desk.do(self._screen, clients.resume, self.client.id)
            self._done()

    def _add_alert(self, alert: NewAlert) -> None:
        if self.client is None:
            return
        if self._desk.do(self._screen, alerts.write, self.client.id, alert) is not None:
            self.alerts.taken()
            self._done(_ALERT)

    def _end_alert(self, key: UUID, reason: str) -> None:
        self._desk.do(self._screen, alerts.end, key, reason)
        self._done()

    def _say_no_allergies(self, none_known: bool) -> None:  # noqa: FBT001 - a signal's slot
        if self.client is not None:
            self._desk.do(self._screen, alerts.say_no_allergies, self.client.id, none_known=none_known)
            self._done()

    def _plan(self, planned: PlannedSession) -> None:
        if self.client is None:
            return
        moment = None
        if planned.on is not None and planned.at is not None:
            try:
                moment = instant(planned.on, planned.at, self._desk.record.zone)
            except KapdeskError as error:
                self.sessions.planning.say("at", error.sentence)
                return
        done = self._desk.do(
            self._screen, sessions.plan, self.client.id, planned_for=moment, planned_route=planned.route,
            setting=planned.setting, room=planned.room,
        )  # fmt: skip
        if done is not None:
            self.sessions.taken()
            self._done(_PLAN)

    def _sign(self, signing: Signing) -> None:
        if self.client is None:
            return
        if self._desk.do(self._screen, consents.add_several, self.client.id, signing) is not None:
            self.consents.taken()
            self._done(_CONSENT)

    def _withdraw(self, key: UUID, on: date, note: str) -> None:
        self._desk.do(self._screen, consents.withdraw, key, on, note)
        self._done()

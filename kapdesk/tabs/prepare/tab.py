"""Prepare: what is agreed before any medicine, in the client's words, and what was agreed the time before."""

from datetime import date, time
from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.alerts import NewAlert
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.consents import Signing
from kapdesk.domain.dates import instant, parse_date, parse_time
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import (
    alerts,
    clients,
    consents,
    notes,
    practice_limits,
    preparation,
    readiness_history,
    sessions,
)
from kapdesk.services.notes import Owner
from kapdesk.services.preparation import ESCORT_PARTS, PREFIX, Preparation
from kapdesk.tabs.prepare.panels import OpenCard, PlanCard, SectionCard
from kapdesk.tabs.prepare.past import PastCard
from kapdesk.ui.alert_card import AlertCard
from kapdesk.ui.card import Card, Columns, EmptyState, ScrollPage
from kapdesk.ui.consent_card import ConsentCard
from kapdesk.ui.controls import Option
from kapdesk.ui.plan_slip import PlannedSession, PlanSlip

_DRAFTS = ("draft.alert", "draft.consent", "draft.plan")
_MINE = {Topic.NOTE, Topic.ANSWER, Topic.SESSION, Topic.ALERT, Topic.CONSENT, Topic.CLIENT}


class PrepareTab(Tab):
    """The form of Prepare beside alerts, consents and the way to the stay-safe plan."""

    name = "prepare"
    title = "Prepare"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Bind to one chart; nothing is read before `load`."""
        super().__init__(desk, chart, parent)
        self.sections: list[SectionCard] = []
        self.columns: Columns | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def load(self) -> None:
        """Build on first call; fill from the record on every call."""
        if self.chart.session is None:
            self._load_empty()
            return
        if self.columns is None:
            self._build()
        ready = self.desk.read(preparation.of_session, self.chart.session)
        before = self.desk.read(preparation.previous, self.chart.session)
        self._fill_texts(ready)
        for section in self.sections:
            section.show_values(ready, before)
        self._fill_context()
        self.past.show_past(self.desk.read(readiness_history.before, self.chart.session))
        sealed = self.desk.read(sessions.head, self.chart.session).signed_at is not None
        for section in self.sections:
            section.set_sealed(sealed=sealed)

    def heard(self, change: Change) -> None:
        """Show anew what another screen changed of this chart."""
        if change.topic not in _MINE or change.subject not in (self.chart.session, self.chart.client):
            return
        if self.isVisible():
            self.load()
        elif change.topic is Topic.NOTE:
            return  # nobody waits for this page while a sentence is typed elsewhere; coming back loads it
        self.counted.emit(self.open_count())

    def open_count(self) -> str:
        """Return how much is still open in the preparation."""
        if self.chart.session is None:
            return ""
        found = self.desk.read(preparation.still_open, self.chart.session)
        return str(len(found)) if found else ""

    # ------------------------------------------------------------------ building

    def _load_empty(self) -> None:
        if self._column.count():
            return
        card = Card("Prepare")
        state = EmptyState(
            "What is prepared belongs to a planned session, and none is planned for this client.",
            "Plan a session",
        )
        routes = [Option(route.value, name) for route, name in self.desk.read(practice_limits.routes)]
        self.planning = PlanSlip(routes, self._parse, self._parse_time)
        self.planning.hide()
        state.chosen.connect(self.planning.begin)
        self.planning.planned.connect(self._plan)
        self.planning.edited.connect(self._keep_plan)
        kept = self.desk.read(notes.text, Owner(self.chart.client), "draft.plan")
        self.planning.slip.restore(kept)
        self.planning.setVisible(bool(kept))
        card.add(state)
        card.add(self.planning)
        card.fill()
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(16, 16, 16, 16)
        inside.addWidget(card)
        self._column.addWidget(ScrollPage(page))

    def _build(self) -> None:
        self.columns = Columns()
        for section in self.desk.record.content.form(preparation.FORM).sections:
            card = SectionCard(section)
            self.sections.append(card)
            self.columns.add_work(card)
        self.columns.work.addStretch(1)
        self.still, self.past = OpenCard(), PastCard()
        self.alerts = AlertCard(self.desk.read(alerts.kinds), self._parse)
        self.plan = PlanCard()
        self.consents = ConsentCard(self._parse)
        for card in (self.still, self.past, self.alerts, self.plan, self.consents):
            self.columns.add_context(card)
        self.columns.context.addStretch(1)
        self._column.addWidget(self.columns)
        # Connect Signals
        for card in self.sections:
            card.chosen.connect(self._choose)
            card.adult_said.connect(self._say_adult)
            card.used_again.connect(self._use_again)
            card.confirmed.connect(self._confirm)
        self.alerts.added.connect(self._add_alert)
        self.alerts.ended.connect(self._end_alert)
        self.alerts.none_known.connect(self._say_no_allergies)
        self.alerts.edited.connect(partial(self._draft, "draft.alert"))
        self.consents.signed.connect(self._sign)
        self.consents.withdrawn.connect(self._withdraw)
        self.consents.edited.connect(partial(self._draft, "draft.consent"))
        self.plan.asked.connect(self._to_plan)
        self._restore_drafts()

    # ------------------------------------------------------------------ showing

    def _fill_texts(self, ready: Preparation) -> None:
        for section in self.sections:
            for id_, part in section.texts.items():
                self.keep(self.chart.owner, PREFIX + id_, part.note, ready.texts.get(id_, ""))

    def _fill_context(self) -> None:
        client = self.desk.read(clients.one, self.chart.client)
        self.alerts.show_alerts(self.desk.read(alerts.standing_of, self.chart.client), client.allergies)
        self.consents.show_consents(self.desk.read(consents.states, self.chart.client))
        self._show_open()

    def _show_open(self) -> None:
        if self.chart.session is not None:
            self.still.show_open(self.desk.read(preparation.still_open, self.chart.session))
        self.counted.emit(self.open_count())

    def _restore_drafts(self) -> None:
        texts = self.desk.read(notes.texts, Owner(self.chart.client))
        for field, card in (("draft.alert", self.alerts), ("draft.consent", self.consents)):
            card.restore(texts[field].text if field in texts else "")

    # ------------------------------------------------------------------ writing

    def _save(self, key: object, text: str, revision: UUID) -> bool:
        """Write a text; the escort's lines are kept with the escort."""
        owner, field = cast("tuple[Owner, str]", key)
        part = field.removeprefix(PREFIX)
        if owner == self.chart.owner and part in ESCORT_PARTS and self.chart.session is not None:
            done = self.desk.do(self, preparation.write_escort, self.chart.session, part, text)
        else:
            done = super()._save((owner, field), text, revision) or None
        if done is not None and field not in _DRAFTS:
            self._show_open()
        return done is not None

    def _choose(self, field_id: str, value: object) -> None:
        if self.chart.session is not None:
            chosen = None if value is None else str(value)
            self.desk.do(self, preparation.choose, self.chart.session, field_id, chosen)
            self.load()

    def _say_adult(self, adult: bool | None) -> None:  # noqa: FBT001 - a signal's slot
        if self.chart.session is not None:
            self.desk.do(self, preparation.say_adult, self.chart.session, adult=adult)
            self.load()

    def _use_again(self, field_id: str) -> None:
        """Take a field over from the time before; what waits to be written goes first."""
        if self.chart.session is not None and self.autosave.flush():
            self.desk.do(self, preparation.use_again, self.chart.session, field_id)
            self.load()

    def _confirm(self, field_id: str) -> None:
        if self.chart.session is not None:
            self.desk.do(self, preparation.confirm, self.chart.session, field_id)
            self.load()

    def _add_alert(self, alert: NewAlert) -> None:
        if self.desk.do(self, alerts.write, self.chart.client, alert) is not None:
            self.alerts.taken()
            self._draft("draft.alert")
            self._fill_context()

    def _end_alert(self, key: UUID, reason: str) -> None:
        self.desk.do(self, alerts.end, key, reason)
        self._fill_context()

    def _say_no_allergies(self, none_known: bool) -> None:  # noqa: FBT001 - a signal's slot
        self.desk.do(self, alerts.say_no_allergies, self.chart.client, none_known=none_known)
        self._fill_context()

    def _sign(self, signing: Signing) -> None:
        if self.desk.do(self, consents.add_several, self.chart.client, signing) is not None:
            self.consents.taken()
            self._draft("draft.consent")
            self._fill_context()

    def _withdraw(self, key: UUID, on: date, note: str) -> None:
        self.desk.do(self, consents.withdraw, key, on, note)
        self._fill_context()

    def _draft(self, field: str) -> None:
        card = self.alerts if field == "draft.alert" else self.consents
        self.autosave.touched((Owner(self.chart.client), field), card.slip.draft)

    def _parse(self, text: str) -> date | str:
        today = local(self.desk.now(), self.desk.record.zone).date()
        try:
            return parse_date(text, today)
        except KapdeskError as error:
            return error.sentence

    def _parse_time(self, text: str) -> time | str:
        try:
            return parse_time(text)
        except KapdeskError as error:
            return error.sentence

    # ------------------------------------------------------------------ going on

    def _to_plan(self) -> None:
        self.desk.go(Go(chart=self.chart, tab="stabilization", field="plan"))

    def _keep_plan(self) -> None:
        self.autosave.touched((Owner(self.chart.client), "draft.plan"), self.planning.slip.draft)

    def _plan(self, planned: PlannedSession) -> None:
        """Plan the session and go to its preparation."""
        moment = None
        if planned.on is not None and planned.at is not None:
            try:
                moment = instant(planned.on, planned.at, self.desk.record.zone)
            except KapdeskError as error:
                self.planning.say("at", error.sentence)
                return
        done = self.desk.do(
            self, sessions.plan, self.chart.client, planned_for=moment, planned_route=planned.route,
            setting=planned.setting, room=planned.room,
        )  # fmt: skip
        if done is not None:
            self.planning.slip.clear()
            self._keep_plan()
            self.desk.go(Go(chart=Chart(self.chart.client, done.item), tab=self.name))

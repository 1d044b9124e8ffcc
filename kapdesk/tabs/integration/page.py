"""The page of integration: visits and the session at the left, what surrounds them at the right."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.content import Content
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import AIM, GOAL, IntegrationNote
from kapdesk.services.diary import Booked
from kapdesk.services.retractions import Gone
from kapdesk.tabs.integration.changes import ChangesCard
from kapdesk.tabs.integration.folds import Contents, FoldCard
from kapdesk.tabs.integration.head import SessionCard
from kapdesk.tabs.integration.outreach import ContactSlip, OutreachCard, TasksCard
from kapdesk.tabs.integration.progress import ProgressCard
from kapdesk.tabs.integration.ratings import RatingsCard
from kapdesk.tabs.integration.spoken import SpokenCard
from kapdesk.tabs.integration.threads import InsightsCard
from kapdesk.tabs.integration.visits import VisitsCard, visit_words, when_words
from kapdesk.tabs.integration.writing import TextsCard
from kapdesk.ui.booking import BookingSlip
from kapdesk.ui.card import Card, Columns, Row, Rows
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.note import NoteEdit
from kapdesk.ui.slip import Parse, ParseTime


class IntegrationPage(Columns):
    """Every card of integration; it shows what it is given."""

    note_asked = Signal(object)  # id of an earlier note

    def __init__(
        self, content: Content, today: Callable[[], date], parse_day: Parse, parse_time: ParseTime,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Lay out the cards, empty."""
        super().__init__(parent)
        form = content.form("integration-note")
        self.visits = VisitsCard(BookingSlip(today))
        self.session = SessionCard(form.field("others-agreed"))
        read_back = form.field("read-back")
        self.phrases = SpokenCard(
            "read-back", read_back.label, read_back.prompt, "No phrase was marked to be read back.",
            Kind.READ_BACK,
        )  # fmt: skip
        self.held = SpokenCard(
            "held", "Held questions", "no interpretation is stored as fact", "No question is on hold.",
            Kind.HELD_QUESTION,
        )  # fmt: skip
        self.week = TextsCard("week", form, ("week",), "The week", "before anything about the session")
        self.changes = ChangesCard(form)
        self.insights = InsightsCard(content.register("action"), form.field("insights").prompt)
        beside = content.prompts("integration-beside")
        self.goals = RatingsCard("goals", GOAL, content.prompts("goals"), beside)
        self.aims = RatingsCard("aims", AIM, content.prompts("aims"), beside)
        self.life = TextsCard(
            "life", form, ("medicine", "feelings", "people", "decisions", "body-practice"),
            "Life around it", "the medicine, feelings, people, big decisions, body",
            once=("not-settled", "meaning"),
        )  # fmt: skip
        self.hour = TextsCard(
            "hour", form, ("next-step", "observed", "interventions", "response", "plan"), "This hour"
        )
        self.progress = ProgressCard()
        prompts = [(row.text("when"), row.text("label")) for row in content.table("outreach").rows]
        self.outreach = OutreachCard(ContactSlip(parse_day, parse_time), prompts)
        self.tasks, self.earlier, self.past = TasksCard(), Card("Sessions so far"), Card("Earlier visits")
        self._earlier, self._past = Rows(), Rows()
        self.earlier.add(self._earlier)
        self.past.add(self._past)
        self.guests: list[QWidget] = []
        self._told: tuple[object, ...] = ()
        self._later: list[FoldCard] = []
        self._asked: QWidget | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        self.contents = Contents(self.parts())
        for card in (self.visits, self.session, self.contents, *self.parts()):
            self.add_work(card)
        self.work.addStretch(1)
        for card in (self.tasks, self.outreach, self.earlier, self.past):
            self.add_context(card)
        self.context.addStretch(1)

    def parts(self) -> tuple[FoldCard, ...]:
        """Return the parts of a session in the order they are gone through."""
        first = (self.phrases, self.held, self.week, self.changes, self.insights, self.goals, self.aims)
        return (*first, *self._later, self.life, self.hour, self.progress)

    def mount(self, guest: QWidget, parts: Sequence[FoldCard]) -> None:
        """Put a guest with its own parts between the aims and the life around it."""
        self.guests.append(guest)
        self._later += parts
        self.work.insertWidget(self.work.indexOf(self.life), guest)
        self.contents.offer(self.parts())

    def put_beside_week(self, question: QWidget) -> None:
        """Put a question that is asked at every visit under the week, before anything else."""
        self._asked = question
        self.work.insertWidget(self.work.indexOf(self.week) + 1, question)

    def spoken(self) -> tuple[SpokenCard, ...]:
        """Return the two cards of what was said under the medicine."""
        return self.phrases, self.held

    def ratings(self) -> tuple[RatingsCard, ...]:
        """Return goals and aims."""
        return self.goals, self.aims

    def text_cards(self) -> tuple[TextsCard, ...]:
        """Return the parts that are texts of the form."""
        return self.week, self.life, self.hour

    def show_writing(self, *, shown: bool) -> None:
        """Show or hide the parts of the note; a guest says itself which of its own are seen."""
        own = (part for part in self.parts() if part not in self._later)
        for card in (self.contents, *self.guests, *own):
            card.setVisible(shown)
        if self._asked is not None and not shown:
            self._asked.hide()

    def close_to_writing(self, *, closed: bool) -> None:
        """Let every text of a signed note be read and copied, and written in no more."""
        own = [part for part in self.parts() if part not in self._later]
        for part in (self.session, *own):
            for edit in part.findChildren(NoteEdit):
                edit.setReadOnly(closed)

    def say_counts(self) -> None:
        """Say how much stands in each part, beside its title and in the row of words."""
        for card in self.text_cards():
            card.count_written()
        self.contents.show_counts(self.parts())

    def show_earlier(
        self, notes: Sequence[IntegrationNote], zone: str, here: UUID | None, gone: Mapping[UUID, Gone]
    ) -> None:
        """List the integration sessions so far, the newest first; `gone` says which were retracted."""
        told = (tuple(notes), zone, here, tuple(gone.values()))
        if told == self._told:
            return
        self._told = told
        rows: list[QWidget] = []
        for note in notes:
            stands = "under way" if note.open else "ended"
            if note.id in gone:
                stands = gone[note.id].words(zone)
            row = Row(when_words(note.at, zone), f"{note.kind.label} · {stands}")
            if note.id != here:
                button = PlainButton("Open", small=True)
                button.setAccessibleName(f"Open: {when_words(note.at, zone)}")
                button.clicked.connect(partial(self._ask, note.id))
                row.add(button)
            rows.append(row)
        self._earlier.show_rows(rows or [Row("None yet.", "Each integration session is listed here.")])

    def show_past(self, visits: Sequence[Booked]) -> None:
        """List the visits that are settled, the newest first."""
        rows: list[QWidget] = [
            Row(when_words(each.appointment.starts_at, each.appointment.zone), visit_words(each))
            for each in visits
        ]
        self._past.show_rows(rows)
        self.past.setVisible(bool(rows))

    def go_to_booking(self) -> None:
        """Open the booking with the caret in it."""
        first = next(iter(self.visits.offers.values()), None)
        if first is None or self.visits.slip_is_out():
            self.visits.open_slip(verb="Move" if self.visits.slip.moving else "")
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, note_id: UUID) -> None:
        self.note_asked.emit(note_id)

"""The page of integration: visits and the session at the left, what surrounds them at the right."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.content import Content
from kapdesk.domain.insights import Kind
from kapdesk.domain.integration import IntegrationNote
from kapdesk.services.diary import Booked
from kapdesk.tabs.integration.changes import ChangesCard
from kapdesk.tabs.integration.outreach import ContactSlip, OutreachCard, TasksCard
from kapdesk.tabs.integration.spoken import SpokenCard
from kapdesk.tabs.integration.visits import VisitsCard, visit_words, when_words
from kapdesk.tabs.integration.writing import RatingsCard, TextsCard
from kapdesk.ui.booking import BookingSlip
from kapdesk.ui.card import Card, Columns, Row, Rows
from kapdesk.ui.controls import Flow, PlainButton, PrimaryButton
from kapdesk.ui.note import NoteEdit
from kapdesk.ui.said import Said
from kapdesk.ui.slip import Parse, ParseTime
from kapdesk.ui.theme import give_role


class SessionCard(Card):
    """The head of an integration session: begun, under way, ended."""

    start_asked = Signal(object)  # appointment id or None
    end_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out the head."""
        super().__init__("Integration session", parent=parent)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        give_role(self._hint, "muted")
        self.start, self.free = PrimaryButton("Begin"), PlainButton("Begin without an appointment")
        self.end, self.other = PlainButton("End the session"), PlainButton("Back to all", small=True)
        self.said = Said()
        self._appointment: UUID | None = None
        self.add(self._hint)
        acts = QWidget()
        flow = Flow(acts)
        for button in (self.start, self.free, self.end, self.other):
            flow.addWidget(button)
        self.add(acts)
        self.add(self.said)
        # Connect Signals
        self.start.clicked.connect(self._start)
        self.free.clicked.connect(self._start_free)
        self.end.clicked.connect(self._end)
        self.other.clicked.connect(self._close)

    def show_none(self, today: Booked | None) -> None:
        """Offer to begin: with today's appointment, or without one."""
        self.set_title("Integration session")
        self.set_subtitle("")
        self._appointment = None if today is None else today.appointment.id
        words = "The week first, the medicine later. A session is begun here; its texts keep themselves."
        self._hint.setText(words)
        self._hint.show()
        if today is not None:
            one = today.appointment
            self.start.say(f"Begin: {when_words(one.starts_at, one.zone)}")
        self.start.setVisible(today is not None)
        self.free.show()
        self.end.hide()
        self.other.hide()

    def show_note(self, note: IntegrationNote, zone: str, *, others: bool) -> None:
        """Show which session is written."""
        self.set_title(f"Integration session, {when_words(note.at, zone)}")
        ended = "" if note.ended_at is None else f"ended {when_words(note.ended_at, zone)}"
        self.set_subtitle(" · ".join(part for part in (note.kind.label, ended or "under way") if part))
        self._hint.hide()
        for button in (self.start, self.free):
            button.hide()
        self.end.setVisible(note.open)
        self.other.setVisible(others and not note.open)

    def _start(self) -> None:
        self.start_asked.emit(self._appointment)

    def _start_free(self) -> None:
        self.start_asked.emit(None)

    def _end(self) -> None:
        self.end_asked.emit()

    def _close(self) -> None:
        self.close_asked.emit()


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
        self.session = SessionCard()
        self.week = TextsCard(form, ("week", "not-settled"), "The week", "before anything about the session")
        self.changes = ChangesCard(form)
        read_back = form.field("read-back")
        self.phrases = SpokenCard(
            read_back.label, read_back.prompt, "No phrase was marked to be read back.", (Kind.READ_BACK,)
        )
        self.insights = SpokenCard(
            "Insights", "still alive? one small step is enough", "No insight was kept in a dosing session.",
            (Kind.INSIGHT, Kind.THEME),
        )  # fmt: skip
        self.held = SpokenCard(
            "Held questions",
            "no interpretation is stored as fact",
            "No question is on hold.",
            (Kind.HELD_QUESTION,),
        )
        self.hour = TextsCard(
            form, ("next-step", "observed", "interventions", "response", "plan"), "This hour"
        )
        self.life = TextsCard(
            form, ("meaning", "feelings", "people", "decisions", "body-practice"), "Life around it",
            "meaning, grief, people, big decisions, body", away=True,
        )  # fmt: skip
        self.ratings = RatingsCard(content.prompts("goals"), content.prompts("aims"))
        self.outreach = OutreachCard(ContactSlip(parse_day, parse_time))
        self.tasks, self.earlier, self.past = TasksCard(), Card("Sessions so far"), Card("Earlier visits")
        self._earlier, self._past = Rows(), Rows()
        self.earlier.add(self._earlier)
        self.past.add(self._past)
        for card in (self.visits, self.session, *self.written()):
            self.add_work(card)
        self.work.addStretch(1)
        for card in (self.tasks, self.outreach, self.earlier, self.past):
            self.add_context(card)
        self.context.addStretch(1)

    def written(self) -> tuple[QWidget, ...]:
        """Return the cards that are there only while a note is."""
        return (
            self.week,
            self.changes,
            self.phrases,
            self.insights,
            self.held,
            self.hour,
            self.life,
            self.ratings,
        )

    def spoken(self) -> tuple[SpokenCard, ...]:
        """Return the three cards of what was said."""
        return self.phrases, self.insights, self.held

    def texts(self) -> dict[str, NoteEdit]:
        """Return every long text by its field in the note."""
        return {**self.week.notes, **self.hour.notes, **self.life.notes}

    def show_writing(self, *, shown: bool) -> None:
        """Show or hide the cards of the note."""
        for card in self.written():
            card.setVisible(shown)

    def show_earlier(self, notes: Sequence[IntegrationNote], zone: str, here: UUID | None) -> None:
        """List the integration sessions so far, the newest first."""
        rows: list[QWidget] = []
        for note in notes:
            row = Row(
                when_words(note.at, zone), f"{note.kind.label} · {'under way' if note.open else 'ended'}"
            )
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

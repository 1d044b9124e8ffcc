"""Between a form and the record: each answer kept at once, the whole recorded, an event labelled."""

from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Tab
from kapdesk.domain.clock import local
from kapdesk.domain.dates import instant
from kapdesk.domain.definitions import Choice
from kapdesk.domain.hand_over import Question
from kapdesk.domain.instruments import Instrument, InstrumentItem
from kapdesk.services import course, measure_drafts, measure_reading, measure_settings, measures, sessions
from kapdesk.services.measure_drafts import Draft
from kapdesk.services.notes import Owner
from kapdesk.tabs.measures.panels import FillCard
from kapdesk.tabs.measures.reading import result_words, watched
from kapdesk.ui.controls import Sign

NOON = time(12)
_DUE = "Recorded. The full suicide screen is due today: it stands on the list."


class Asking(QObject):
    """The form in hand: what is answered so far, and what becomes of it."""

    changed = Signal()  # begun, answered or put away
    recorded = Signal(str)  # the instrument

    def __init__(self, tab: Tab, card: FillCard) -> None:
        """Stand ready with no form in hand."""
        super().__init__(tab)
        self._tab, self._desk, self._card = tab, tab.desk, card
        self.draft: Draft | None = None
        # Connect Signals
        card.answered.connect(self._answer)
        card.event_edited.connect(self._label)
        card.record_asked.connect(self._record)

    def open_form(self, id_: str) -> None:
        """Show one questionnaire as far as it was filled, in the version it was begun in."""
        self._tab.autosave.flush()
        self.draft = self._desk.read(measure_drafts.draft, self._tab.chart.client, id_)
        instrument = self._instrument(self.draft)
        self._card.open_form(instrument, watched(instrument), self.draft.answers)
        hint = self._desk.read(measure_settings.sentence, "index-event")
        self._card.show_event(
            self.draft.index_event, hint if measure_settings.has_index_event(instrument) else ""
        )
        self._card.warn(self._desk.read(course.overlap, self._tab.chart.client, id_))
        self._card.say("")
        self._show_progress()
        if self._card.form is not None:
            self._card.form.begin(self.draft.answers)

    def put_away(self) -> None:
        """Have no form in hand; what was answered waits."""
        self._tab.autosave.flush()
        self.draft = None
        self._card.close_form()
        self._card.warn("")

    def questions(self) -> tuple[Question, ...]:
        """Return the items of the form in hand as the client is asked, one at a time; none without a form."""
        if self.draft is None:
            return ()
        instrument = self._instrument(self.draft)
        return tuple(
            _question(instrument, item, first=item is instrument.items[0]) for item in instrument.items
        )

    def answered(self) -> frozenset[str]:
        """Return which items of the form in hand have an answer."""
        return frozenset(self.draft.answers) if self.draft is not None else frozenset()

    def answer_of_client(self, item: str, value: str) -> bool:
        """Keep what the client pressed; return whether it is kept."""
        self._answer(item, int(value))
        return self.draft is not None and self.draft.answers.get(item) == int(value)

    def _answer(self, item: str, value: int | None) -> None:
        if self.draft is None:
            return
        answers = {id_: given for id_, given in self.draft.answers.items() if id_ != item}
        if value is not None:
            answers[item] = value
        self._keep(replace(self.draft, answers=answers))

    def _label(self) -> None:
        """Take care of the label while it is being written, as of every text."""
        if self.draft is None:
            return
        self.draft = replace(self.draft, index_event=self._card.index_event.text())
        owner = Owner(self._tab.chart.client)
        field = measure_drafts.DRAFT + self.draft.instrument
        self._tab.autosave.touched((owner, field), partial(self._draft_text, self.draft.instrument))
        self.changed.emit()

    def _draft_text(self, instrument: str) -> str:
        """Return the form in hand as it is kept; another one was written before it was put away."""
        is_in_hand = self.draft is not None and self.draft.instrument == instrument
        return measure_drafts.text_of(self.draft) if self.draft is not None and is_in_hand else ""

    def _keep(self, changed: Draft) -> None:
        if self._desk.do(self._tab, measure_drafts.keep, self._tab.chart.client, changed) is not None:
            self.draft = changed
            self._card.say("")
        if self._card.form is not None and self.draft is not None:
            self._card.form.show_answers(self.draft.answers)
        self._show_progress()
        self.changed.emit()

    def _record(self) -> None:
        it = self.draft
        if it is None or not self._tab.autosave.flush():
            return
        day = self._card.day.value()
        done = self._desk.do(
            self._tab, measures.administer, self._tab.chart.client, it.instrument, it.version, it.answers,
            at=filled_at(self._tab, day), session_id=session_of(self._tab, day),
            index_event=it.index_event,
        )  # fmt: skip
        if done is None:
            return
        due = (it.answers.get(measures.RISK_ITEM.get(it.instrument, "")) or 0) > 0
        self.put_away()
        self._card.names.set_value(None)
        self._card.day.set_text("")
        self._card.say(_DUE if due else "Recorded.", Sign.CAUTION if due else Sign.RECORDED)
        self.changed.emit()
        self.recorded.emit(it.instrument)
        self._card.names.setFocus()

    def _show_progress(self) -> None:
        if self.draft is None or self._card.form is None:
            return
        instrument = self._instrument(self.draft)
        from_ = self._desk.read(measure_reading.cut_off)
        result = measures.score(instrument, self.draft.answers, from_)
        self._card.show_progress(result.answered, result.of, result_words(result))
        said = " ".join(alarm.words for alarm in result.alarms)
        self._card.show_alarm(said, urgent=instrument.id in measures.RISK_ITEM)

    def _instrument(self, draft: Draft) -> Instrument:
        return self._desk.record.content.instrument(draft.instrument, draft.version)


def session_of(tab: Tab, day: object) -> UUID | None:
    """Return the session, while the client is here; a form filled on another day belongs to none."""
    if tab.chart.session is None or day is not None:
        return None
    return tab.chart.session if tab.desk.read(sessions.head, tab.chart.session).open else None


def filled_at(tab: Tab, day: object) -> datetime | None:
    """Return noon of the day that was typed; None for now."""
    zone = tab.desk.record.zone
    if not isinstance(day, date) or day == local(tab.desk.now(), zone).date():
        return None
    return instant(day, NOON, zone)


def _question(instrument: Instrument, item: InstrumentItem, *, first: bool) -> Question:
    """Return an item as the client is asked: the whole instruction under the first, its stem under others."""
    whole = " ".join(part for part in (instrument.instruction, instrument.stem) if part)
    lead = whole if first else instrument.stem or instrument.instruction
    choices = [Choice(value=str(one.value), label=one.label) for one in instrument.options_of(item)]
    return Question(item.id, item.text, item.asked_when or lead, tuple(choices))

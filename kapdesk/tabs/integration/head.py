"""The head of an integration session: begun, in which company, ended."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kapdesk.domain.definitions import Field
from kapdesk.domain.integration import IntegrationNote, Setting
from kapdesk.services.diary import Booked
from kapdesk.services.integration_settings import AGREEMENTS
from kapdesk.services.retractions import Gone
from kapdesk.tabs.integration.visits import when_words
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, Flow, Option, PlainButton, PrimaryButton
from kapdesk.ui.note import LineNote, NoteField
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role

_SETTINGS = tuple(Option(each.value, each.label.capitalize()) for each in Setting)
KEPT = "It is another client’s, is kept as it was signed, and no longer prints."
_AGREED = tuple(Option(each, each.capitalize()) for each in AGREEMENTS)


class Company(QWidget):
    """In which setting the session is held; who else is here is asked only where others are."""

    held = Signal(object, str)  # Setting or None, who was there
    agreed = Signal(object)  # one of the two answers, or None

    def __init__(self, asks: Field, parent: QWidget | None = None) -> None:
        """Start with nothing chosen; `asks` is the question about the others in the room."""
        super().__init__(parent)
        label = QLabel("Setting")
        give_role(label, "strong")
        self.setting = ChoiceBar(_SETTINGS, "Setting", small=True, even=False)
        label.setBuddy(self.setting)
        self.with_whom = LineNote("Who else is here", "roles are enough")
        self.others = ChoiceBar(_AGREED, asks.label, small=True, even=False)
        self._box = QWidget()
        inside = QVBoxLayout(self._box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(NoteField("Who else is here", asks.prompt, note=self.with_whom))
        question = QLabel(asks.label)
        question.setWordWrap(True)
        give_role(question, "strong")
        question.setBuddy(self.others)
        inside.addWidget(question)
        inside.addWidget(self.others)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        for widget in (label, self.setting, self._box):
            column.addWidget(widget)
        self._box.hide()
        self._stored = ""
        # Connect Signals
        self.setting.chosen.connect(self._hold)
        self.with_whom.entered.connect(self.settle)
        self.others.chosen.connect(self._agree)

    def show_company(self, note: IntegrationNote, agreed: str) -> None:
        """Show what is recorded; nothing is announced, and who is here is bound like any other note."""
        self.setting.set_value(None if note.setting is None else note.setting.value)
        self.others.set_value(agreed or None)
        self._stored = note.with_whom
        others = note.setting is not None and note.setting.has_others
        self._box.setVisible(others or bool(note.with_whom) or bool(agreed))

    def settle(self) -> None:
        """Take over who was there, as Enter does."""
        if self.with_whom.text().strip() != self._stored:
            self._hold()

    def _hold(self, _value: object = None) -> None:
        chosen = self.setting.value()
        self.held.emit(Setting(chosen) if chosen else None, self.with_whom.text().strip())

    def _agree(self, answer: object) -> None:
        self.agreed.emit(answer)


class SessionCard(Card):
    """The head of an integration session: begun, in which company, under way, ended."""

    start_asked = Signal(object)  # appointment id or None
    group_asked = Signal(object)  # appointment id
    end_asked = Signal()
    close_asked = Signal()

    def __init__(self, asks: Field, parent: QWidget | None = None) -> None:
        """Lay out the head."""
        super().__init__("Integration session", parent=parent)
        self._hint, self.missing, self.gone = QLabel(), QLabel(), SignLabel(Sign.MISSING, wraps=True)
        for label, role in ((self._hint, "muted"), (self.missing, "hint")):
            label.setWordWrap(True)
            give_role(label, role)
        self.start, self.free = PrimaryButton("Begin"), PlainButton("Begin without an appointment")
        self.together = PlainButton("Begin for the whole group")
        self.end, self.other = PlainButton("End the session"), PlainButton("Back to all", small=True)
        self.said, self.company = Said(), Company(asks)
        self._appointment: UUID | None = None
        self.add(self._hint)
        acts = QWidget()
        flow = Flow(acts)
        for button in (self.start, self.together, self.free, self.end, self.other):
            flow.addWidget(button)
        for widget in (self.gone, self.company, self.missing, acts, self.said):
            self.add(widget)
        for widget in (self.gone, self.missing):
            appear(widget, shown=False)
        # Connect Signals
        self.start.clicked.connect(self._start)
        self.together.clicked.connect(self._start_together)
        self.free.clicked.connect(self._start_free)
        self.end.clicked.connect(self._end)
        self.other.clicked.connect(self._close)

    def show_none(self, today: Booked | None, group: int = 0) -> None:
        """Offer to begin: with today's appointment, for everybody of its group, or without one."""
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
        self.together.say(f"Begin for the whole group, {group} clients")
        self.together.setVisible(group > 1)
        self.free.show()
        for widget in (self.end, self.other, self.company, self.missing, self.gone):
            widget.hide()

    def show_note(
        self, note: IntegrationNote, zone: str, *, agreed: str, missing: Sequence[str],
        gone: Gone | None = None,
    ) -> None:  # fmt: skip
        """Show which session is written; `missing` names the sides that nobody has looked at yet.

        `gone` says of one that was signed when and why it was retracted.
        """
        self.set_title(f"Integration session, {when_words(note.at, zone)}")
        ended = "" if note.ended_at is None else f"ended {when_words(note.ended_at, zone)}"
        is_signed = note.signed_at is not None and gone is None
        signed = f"signed {when_words(note.signed_at, zone)}" if note.signed_at and is_signed else ""
        self.gone.set_sign(Sign.MISSING, "" if gone is None else f"{gone.words(zone)}. {KEPT}")
        self.gone.setVisible(gone is not None)
        self.set_subtitle(
            " · ".join(part for part in (note.kind.label, ended or "under way", signed) if part)
        )
        self._hint.hide()
        for button in (self.start, self.together, self.free):
            button.hide()
        self.company.show()
        self.company.show_company(note, agreed)
        self.missing.setText(f"Not looked at yet: {', '.join(missing)}.")
        self.missing.setVisible(bool(missing) and note.open)
        self.end.setVisible(note.open)
        self.other.setVisible(not note.open)

    def _start(self) -> None:
        self.start_asked.emit(self._appointment)

    def _start_together(self) -> None:
        self.group_asked.emit(self._appointment)

    def _start_free(self) -> None:
        self.start_asked.emit(None)

    def _end(self) -> None:
        self.end_asked.emit()

    def _close(self) -> None:
        self.close_asked.emit()

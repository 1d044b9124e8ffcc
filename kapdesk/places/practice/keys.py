"""What opens the record besides a passphrase: the sheet and its trial, a key file, a new key for it all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from kapdesk.desk import Place
from kapdesk.domain.clock import show_date, show_moment
from kapdesk.domain.people import Role
from kapdesk.places.practice.custody import EnvelopeCard
from kapdesk.services import recovery_trials
from kapdesk.services.custody import Envelope
from kapdesk.services.recovery_trials import Trial
from kapdesk.ui.card import Card
from kapdesk.ui.controls import PlainButton, QuietButton
from kapdesk.ui.first_steps import chooser
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """How it stands with what opens the record, for the person who is in."""

    trial: Trial | None
    has_key_file: bool
    envelope: Envelope | None
    now: datetime
    zone: str
    backups: int = 0  # of this record, within reach


class TrialCard(Card):
    """The recovery sheet asked back in part, or tried as a whole; nothing of the record is changed."""

    groups_given = Signal(object)  # number of the group -> what was typed
    code_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty; which groups are asked is chosen each time."""
        super().__init__("Try the recovery sheet", "after a week, a month, then each year", parent=parent)
        self.state, self.said = SignLabel(Sign.NOT_YET, wraps=True), SignLabel(Sign.MISSING, wraps=True)
        self.fields = (QLineEdit(), QLineEdit())
        self._labels = (QLabel(), QLabel())
        self.code = QLineEdit()
        self.code.setAccessibleName("The whole code of the sheet")
        self.compare = PlainButton("Compare the two groups", small=True)
        self.whole = PlainButton("Try the whole code", small=True)
        self._numbers: tuple[int, ...] = ()
        self.add(self.state)
        for label, field in zip(self._labels, self.fields, strict=True):
            give_role(label, "muted")
            label.setBuddy(field)
            self.add(label)
            self.add(field)
        self.body.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        either = QLabel("Or type the whole code: the keys are really opened with it, and nothing is changed.")
        either.setWordWrap(True)
        either.setBuddy(self.code)
        give_role(either, "hint")
        self.add(either)
        self.add(self.code)
        self.body.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.said)
        self.ask_anew()
        self.say("", done=False)
        # Connect Signals
        self.compare.clicked.connect(self._compare)
        self.whole.clicked.connect(self._try)
        self.fields[1].returnPressed.connect(self._compare)
        self.code.returnPressed.connect(self._try)

    def show_trial(self, trial: Trial, now: datetime, zone: str) -> None:
        """Say when the sheet was last tried, and whether it should be tried now."""
        if trial.last is None:
            self.state.set_sign(Sign.NOT_YET, "There is no sheet that was typed back yet")
            return
        due = trial.is_due(now)
        when = f"due since {show_date(trial.due)}" if due and trial.due else ""
        when = when or (f"next {show_date(trial.due)}" if trial.due else "")
        self.state.set_sign(
            Sign.DUE if due else Sign.RECORDED, f"Last typed back {show_moment(trial.last, zone)}; {when}"
        )

    def ask_anew(self) -> None:
        """Ask for two groups, chosen at random, and forget what was typed."""
        self._numbers = recovery_trials.which_groups()
        for number, label, field in zip(self._numbers, self._labels, self.fields, strict=True):
            label.setText(f"Group {number} of the sheet")
            field.setAccessibleName(f"Group {number} of the sheet")
            field.clear()
        self.code.clear()

    def say(self, sentence: str, *, done: bool) -> None:
        """Say what came of it."""
        self.said.set_sign(Sign.RECORDED if done else Sign.MISSING, sentence)
        self.said.setVisible(bool(sentence))
        if done:
            self.ask_anew()

    def _compare(self) -> None:
        typed: Mapping[int, str] = {
            number: field.text() for number, field in zip(self._numbers, self.fields, strict=True)
        }
        self.groups_given.emit(dict(typed))

    def _try(self) -> None:
        self.code_given.emit(self.code.text())


class StickCard(Card):
    """A key file on a stick, wanted beside one's own passphrase."""

    make_asked = Signal(str)  # folder
    test_asked = Signal()
    removal_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("Key file on a stick", "a second secret, for you alone", parent=parent)
        self.state, self.said = SignLabel(Sign.NOT_YET, wraps=True), QLabel()
        hint = QLabel(
            "With it the passphrase alone opens nothing: the stick has to be in the computer at each sign-in."
            " If the stick is lost, the recovery sheet opens the record."
        )
        for label in (hint, self.said):
            label.setWordWrap(True)
            give_role(label, "hint")
        self.make = PlainButton("Make a key file", small=True)
        self.test = PlainButton("Look for it", small=True)
        self.end = QuietButton("Do without it", small=True)
        buttons = QHBoxLayout()
        for button in (self.make, self.test, self.end):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for part in (self.state, hint, self.said):
            self.add(part)
        self.body.addLayout(buttons)
        self.say("")
        # Connect Signals
        self.make.clicked.connect(self._choose)
        self.test.clicked.connect(self.test_asked)
        self.end.clicked.connect(self.removal_asked)

    def show_state(self, *, wanted: bool) -> None:
        """Say whether this person's sign-in wants a key file."""
        self.state.set_sign(
            Sign.RECORDED if wanted else Sign.NOT_YET,
            "Your sign-in wants the key file" if wanted else "Your passphrase alone signs you in",
        )
        self.make.say("Make another key file" if wanted else "Make a key file")
        self.test.setVisible(wanted)
        self.end.setVisible(wanted)

    def say(self, sentence: str) -> None:
        """Say what came of it."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def _choose(self) -> None:
        dialog = chooser(self.window())
        dialog.fileSelected.connect(self.make_asked)
        dialog.open()


class RotationCard(Card):
    """A new key for the whole record, when somebody left or a sheet was lost; backups too if wished."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say what it is for."""
        super().__init__("A new key for the record", parent=parent)
        said = QLabel(
            "When somebody who had a passphrase left, or a recovery sheet or key file was lost. The record is"
            " written anew under a new key, checked and counted, then put in place; an interruption leaves "
            "the old one or the new one. Everybody signs in as before. There is a new recovery sheet at once."
            " Backups made before keep opening with the old secrets, unless they are re-wrapped."
        )
        self.also = QCheckBox("Also re-wrap the backups within reach")
        self.means = QLabel(
            "Each is built anew under the new key and proved before it takes the place of the old one; what "
            "cannot be is named by its date. The old passphrases, sheet and envelope open none of them then. "
            "Process notes of somebody who is no longer in, or who needs a new passphrase, can no longer be "
            "opened from them with the old sheet. It takes some seconds for each and can be stopped."
        )
        for label in (said, self.means):
            label.setWordWrap(True)
            give_role(label, "hint")
        self.act = PlainButton("Give the record a new key")
        for part in (said, self.also, self.means):
            self.add(part)
        self.show_backups(0)
        self.body.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)
        # Connect Signals
        self.act.clicked.connect(self.asked)
        self.also.toggled.connect(self._say_what)

    def show_backups(self, number: int) -> None:
        """Say how many backups of this record could be re-wrapped; without one nothing is asked."""
        self._number = number
        self.also.setText(f"Also re-wrap {self.backups}")
        self.also.setVisible(number > 0)
        self.means.setVisible(number > 0)

    @property
    def backups(self) -> str:
        """Return in words which backups are within reach."""
        return "1 backup within reach" if self._number == 1 else f"{self._number} backups within reach"

    @property
    def rewraps(self) -> bool:
        """Return whether backups are to get the new key as well."""
        return self._number > 0 and self.also.isChecked()

    def _say_what(self, also: bool) -> None:  # noqa: FBT001 - a signal's slot
        words = "Give the record and its backups a new key" if also else "Give the record a new key"
        self.act.say(words)


class KeysPart(QObject):
    """The cards of what opens the record; who holds the keys fills them and does what they ask."""

    wanted = Signal()

    def __init__(self, place: Place) -> None:
        """Bring the cards, without anything in them."""
        super().__init__(place)
        self._place = place
        self.trial, self.stick, self.rotation = TrialCard(place), StickCard(place), RotationCard(place)
        self.envelope = EnvelopeCard(place)
        self._owns = place.desk.record.author.role is Role.OWNER
        for card in (self.trial, self.stick, self.rotation, self.envelope):
            card.hide()

    def cards(self) -> tuple[QWidget, ...]:
        """Return the cards this person has a use for: what concerns everybody's way in is the owner's."""
        return (self.trial, self.stick, self.envelope, self.rotation) if self._owns else (self.stick,)

    def load(self) -> None:
        """Ask for how it stands."""
        if not self._place.desk.record.rehearsal:
            self.wanted.emit()

    def show_facts(self, facts: KeyFacts) -> None:
        """Show how it stands."""
        self.stick.show_state(wanted=facts.has_key_file)
        if facts.trial is not None:
            self.trial.show_trial(facts.trial, facts.now, facts.zone)
        self.envelope.show_envelope(facts.envelope, facts.zone)
        self.rotation.show_backups(facts.backups)
        for card in self.cards():
            card.show()

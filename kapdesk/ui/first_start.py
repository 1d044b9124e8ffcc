"""The first start: a few quiet pages from nothing to an open record, left and resumed at will."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kapdesk.domain.clock import Clock
from kapdesk.ui import theme
from kapdesk.ui.first_secrets import Passphrase, Recovery, Strength
from kapdesk.ui.first_steps import BackupFolder, Names, Room, Step, Welcome, Zone, say

_WIDTH = 640
_PASSPHRASE, _RECOVERY = 3, 4  # places in the row of steps


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered; the passphrase is kept out of every printout of this."""

    clinic: str
    clinician: str
    credential: str
    passphrase: str = field(repr=False)
    backup_folder: str  # empty: decide later
    zone: str
    theme: str
    scale: int  # percent


class Finish(Step):
    """The end: what was made and what comes next."""

    title = "Ready"
    hint = "The record is made. Today shows what is open; a first client is one press away."


class FirstStart(QWidget):
    """The row of steps, one on screen at a time, with Back and Continue in the same place."""

    practice_asked = Signal()
    restore_asked = Signal()
    create_asked = Signal(Answers)
    print_asked = Signal()
    finished = Signal(Answers)
    left = Signal()
    looked = Signal(str, int)

    def __init__(self, strength: Strength, zones: Sequence[str], guess: str, clock: Clock) -> None:
        """Begin at the welcome; the zone guessed from the system has to be confirmed."""
        super().__init__()
        theme.give_role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.welcome = Welcome()
        self.clinic = Names(
            "Your clinic",
            "As it should stand on printed pages.",
            [("clinic", "Name of the clinic", "", True)],
        )
        self.clinician = Names(
            "You",
            "As you sign.",
            [
                ("clinician", "Your name", "It stands under every note you sign.", True),
                ("credential", "Credential or licence", "Printed after your name.", False),
            ],
        )
        self.passphrase = Passphrase(strength)
        self.recovery = Recovery()
        self.backup = BackupFolder()
        self.zone = Zone(zones, guess, clock)
        self.room = Room()
        self.steps: tuple[Step, ...] = (
            self.welcome, self.clinic, self.clinician, self.passphrase, self.recovery, self.backup, self.zone,
            self.room, Finish(),
        )  # fmt: skip
        self._at = 0
        self._is_created = False
        self._lay_out()
        self._connect()
        self.go(0)

    @property
    def at(self) -> int:
        """Return the place of the step on screen, from 0."""
        return self._at

    def answers(self) -> Answers:
        """Return what was answered so far."""
        name, scale = self.room.choice
        return Answers(
            clinic=self.clinic.text("clinic"),
            clinician=self.clinician.text("clinician"),
            credential=self.clinician.text("credential"),
            passphrase=self.passphrase.first.text(),
            backup_folder=self.backup.folder.text().strip(),
            zone=self.zone.zone.currentText(),
            theme=name,
            scale=scale,
        )

    def state(self) -> dict[str, str]:
        """Return what can be kept until the first start is resumed: never the passphrase or the code."""
        now = self.answers()
        return {
            "at": str(min(self._at, _PASSPHRASE) if not self._is_created else max(self._at, _RECOVERY + 1)),
            "created": str(self._is_created),
            "clinic": now.clinic,
            "clinician": now.clinician,
            "credential": now.credential,
            "backup_folder": now.backup_folder,
            "zone": now.zone,
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Go on where the first start was left; a state from elsewhere is taken as far as it makes sense."""
        self.clinic.fields["clinic"].setText(state.get("clinic", ""))
        self.clinician.fields["clinician"].setText(state.get("clinician", ""))
        self.clinician.fields["credential"].setText(state.get("credential", ""))
        self.backup.folder.setText(state.get("backup_folder", ""))
        if self.zone.zone.findText(state.get("zone", "")) >= 0:
            self.zone.zone.setCurrentText(state["zone"])
        self._is_created = state.get("created") == "True"
        kept = state.get("at", "0")
        furthest = len(self.steps) - 1 if self._is_created else _PASSPHRASE
        self.go(min(int(kept), furthest) if kept.isdecimal() else 0)

    def show_recovery(self, code: str) -> None:
        """Show the code of the record that was made."""
        self._is_created = True
        self.recovery.show_code(code)
        self.go(_RECOVERY)

    def refuse(self, sentence: str) -> None:
        """Say why the record could not be made and go back to where that can be mended."""
        self.go(_PASSPHRASE)
        self.error.setText(sentence)
        self.error.show()

    def go(self, place: int) -> None:
        """Show a step; the keyboard goes to its first field."""
        self._at = place
        step = self.steps[place]
        for other in self.steps:
            other.setVisible(other is step)
        self.count.setText(f"Step {place} of {len(self.steps) - 1}" if place else "First start")
        self.title.setText(step.title)
        self.hint.setText(step.hint)
        self.error.hide()
        self.back.setVisible(place not in {0, _RECOVERY, _RECOVERY + 1} and not self._blocks_back(place))
        self.forward.setVisible(place > 0)
        self.forward.setText("Open the record" if place == len(self.steps) - 1 else "Continue")
        if step is self.passphrase:
            self.passphrase.know_words([self.clinic.text("clinic"), self.clinician.text("clinician")])
        self._refresh()
        self._first_field(step).setFocus()

    def _first_field(self, step: Step) -> QWidget:
        reached = Qt.FocusPolicy.TabFocus
        fields = [child for child in step.findChildren(QWidget) if child.focusPolicy() & reached]
        ticked = [child for child in fields if isinstance(child, QRadioButton) and child.isChecked()]
        return (ticked or fields or [self.forward])[0]

    def _blocks_back(self, place: int) -> bool:
        return self._is_created and place <= _RECOVERY + 1

    def _lay_out(self) -> None:
        self.count, self.title, self.hint = say("", "muted"), say("", "heading"), say("", "hint")
        self.error = say("", "danger")
        self.back, self.leave = QPushButton("Back", self), QPushButton("Leave for now", self)
        self.forward = QPushButton("Continue", self)
        theme.give_role(self.leave, "quiet")
        theme.give_role(self.forward, "primary")
        self._card = QFrame(self)
        theme.give_role(self._card, "card")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(*[theme.px(24)] * 4)
        column.setSpacing(theme.px(12))
        for part in (self.count, self.title, self.hint, *self.steps, self.error):
            column.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.forward)
        column.addSpacing(theme.px(8))
        column.addLayout(foot)
        self._scroll_around(self._card)

    def _scroll_around(self, card: QFrame) -> None:
        inside = QWidget()
        theme.give_role(inside, "clear")
        middle = QVBoxLayout(inside)
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._follow_look()

    def _connect(self) -> None:
        # Connect signals
        self.welcome.chosen.connect(self._begin)
        self.recovery.print_asked.connect(self.print_asked)
        self.room.looked.connect(self.looked)
        self.back.clicked.connect(self._back)
        self.forward.clicked.connect(self._forward)
        self.leave.clicked.connect(self.left)
        theme.look().changed.connect(self._follow_look)
        for step in self.steps:
            step.changed.connect(self._refresh)
            step.entered.connect(self._forward)

    def _begin(self, way: str) -> None:
        if way == "practice":
            self.practice_asked.emit()
        elif way == "restore":
            self.restore_asked.emit()
        else:
            self.go(1)

    def _back(self) -> None:
        self.go(self._at - 1)

    def _forward(self) -> None:
        if not self.steps[self._at].is_ready():
            return
        if self._at == len(self.steps) - 1:
            self.finished.emit(self.answers())
        elif self._at == _PASSPHRASE:
            self.go(_RECOVERY)
            self.create_asked.emit(self.answers())
        else:
            if self._at == _RECOVERY:
                self.recovery.forget()
            self.go(self._at + 1)

    def _refresh(self) -> None:
        self.forward.setEnabled(self.steps[self._at].is_ready())

    def _follow_look(self) -> None:
        self._card.setFixedWidth(theme.px(_WIDTH))

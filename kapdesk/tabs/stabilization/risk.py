"""What stays in sight of a positive screen until it is closed, and every screen and assessment before it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.domain.clock import local, show_moment, show_time
from kapdesk.domain.screens import AsqResult, next_step
from kapdesk.services.open_results import OpenResult, Past
from kapdesk.tabs.stabilization.lines import Headed, Sentence, flowing, plain, say
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.note import LineNote, NoteField
from kapdesk.ui.signs import Sign, SignLabel

SHOWN = 12
"""How many screens and assessments of before stand in the card; all of them print."""
_NAMES = {"asq": "ASQ", "bssa": "Brief safety assessment"}


class PositiveCard(Card):
    """A positive result that stays open until somebody closes it with a reason; hidden otherwise."""

    close_asked = Signal(str)
    assess_asked = Signal()

    def __init__(self) -> None:
        """Ask for the reason; nothing closes by itself."""
        super().__init__("Positive suicide screen")
        self._open: list[Headed] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._why = plain("", "value")
        self.reason = LineNote("Reason for closing")
        self.sentence = Sentence()
        self.button = PlainButton("Close the result", small=True)
        self.assess = PlainButton("Brief safety assessment", small=True)
        self.body.addLayout(self._column)
        self.add(self._why)
        self.add(
            NoteField("Reason for closing", "10 characters or more: what was done, by whom", note=self.reason)
        )
        self.add(self.sentence)
        self.add(flowing(self.assess, self.button))
        self.hide()
        # Connect Signals
        self.button.clicked.connect(self._close)
        self.assess.clicked.connect(self._assess)

    def show_results(self, found: Sequence[OpenResult], explained: str, now: datetime, zone: str) -> None:
        """Say what is open, why where one question alone made it so, and what it waits for; or hide."""
        for _more in range(len(self._open), len(found)):
            self._open.append(Headed())
            self._column.addWidget(self._open[-1])
        for said in self._open[len(found) :]:
            said.say("")
        for said, one in zip(self._open, found, strict=False):
            said.say(heading(one, now, zone), waits_for(one))
        say(self._why, explained if found else "")
        self.setVisible(bool(found))

    def words(self) -> str:
        """Return what is said of the open results."""
        why = "" if self._why.isHidden() else self._why.text()
        return "\n".join(part for part in (*(one.text() for one in self._open), why) if part)

    def _assess(self) -> None:
        self.assess_asked.emit()

    def _close(self) -> None:
        self.close_asked.emit(self.reason.text().strip())


class PastCard(Card):
    """Every screen and assessment of a client, the latest first; a wrong entry is put right from here."""

    right_asked = Signal(object)  # id of the screen
    asked = Signal(str)  # key of the editor that is wished for

    def __init__(self) -> None:
        """Offer a screen between sessions and one that was done on paper."""
        super().__init__("Screens and assessments")
        self._rows = Rows()
        self.again = PlainButton("Ask the screen now", small=True)
        self.paper = PlainButton("One done on paper", small=True)
        self.buttons: dict[UUID, PlainButton] = {}
        self.add(self._rows)
        self.add(flowing(self.again, self.paper))
        # Connect Signals
        self.again.clicked.connect(partial(self._ask, "screen:contact"))
        self.paper.clicked.connect(partial(self._ask, "paper"))

    def show_past(self, past: Sequence[Past], now: datetime, zone: str, session: UUID | None) -> None:
        """Show what was found, when, how it was closed; of `session` it may still be put right."""
        self.buttons = {}
        self._rows.show_rows([self._row(one, now, zone, session) for one in past[:SHOWN]])
        self._rows.setVisible(bool(past))
        self.set_subtitle(f"the latest {SHOWN} of {len(past)}" if len(past) > SHOWN else "")

    def _row(self, one: Past, now: datetime, zone: str, session: UUID | None) -> QWidget:
        name = _NAMES.get(one.instrument, one.instrument)
        row = Row(f"{name}: {one.result}", _second(one, now, zone))
        if one.struck_reason is not None:
            row.add_below(SignLabel(Sign.CAUTION, f"struck: {one.struck_reason}", wraps=True))
        elif one.closed_reason:
            row.add_below(SignLabel(Sign.RECORDED, _closed(one, now, zone), wraps=True))
        elif one.instrument == "asq" and one.session in {None, session}:
            button = PlainButton("Put right", small=True)
            button.setAccessibleName(f"Put right: {name} {_second(one, now, zone)}")
            button.clicked.connect(partial(self._put_right, one.id))
            self.buttons[one.id] = button
            row.add(button)
        return row

    def _put_right(self, screen: UUID) -> None:
        self.right_asked.emit(screen)

    def _ask(self, key: str) -> None:
        self.asked.emit(key)


def heading(one: OpenResult, now: datetime, zone: str) -> str:
    """Return an open result with its time, in one line."""
    head = f"{one.words}, {moment(one.happened_at, now, zone)}."
    return head[0].upper() + head[1:]


def waits_for(one: OpenResult) -> str:
    """Return where an open result was heard, what it asks for, and what comes before it can be closed."""
    heard = f"Heard: {one.context}."
    if one.assessed:
        return f"{heard} Assessed. Open until it is closed with a reason."
    step = next_step(_step(one)).words
    return f"{heard} {step} Open: the assessment with its disposition comes first, then it can be closed."


def moment(at: datetime, now: datetime, zone: str) -> str:
    """Return a time, with its day where that was another one."""
    same = local(at, zone).date() == local(now, zone).date()
    return show_time(at, zone) if same else show_moment(at, zone)


def _step(one: OpenResult) -> AsqResult:
    return AsqResult.ACUTE_POSITIVE if one.acute else AsqResult.NON_ACUTE_POSITIVE


def _second(one: Past, now: datetime, zone: str) -> str:
    when = moment(one.happened_at, now, zone)
    return " · ".join(part for part in (one.context, when, one.observer) if part)


def _closed(one: Past, now: datetime, zone: str) -> str:
    at = f" {moment(one.closed_at, now, zone)}" if one.closed_at else ""
    return f"closed{at}: {one.closed_reason}"

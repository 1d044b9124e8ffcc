"""Before the dose: who takes the client home, and the clearance that says what is missing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.tabs.dosing.lines import Line, Sentence, in_grid, side_by_side
from kapdesk.ui.card import Card, Row
from kapdesk.ui.controls import PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.signs import Sign, SignLabel


class EscortCard(Card):
    """Names the escort, or takes the reason why there is none; a dose needs one or the other."""

    named = Signal()
    excepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand open for a name."""
        super().__init__("Escort", parent=parent)
        self.name, self.relation, self.phone = Line("Name"), Line("Relation"), Line("Telephone")
        self.reason = Line("No escort, because", "10 characters or more")
        self.keep, self.write, self.change = (
            PlainButton("Name the escort"),
            PlainButton("Write exception"),
            QuietButton("Change"),
        )
        self.sentence = Sentence()
        self._known = Row("Nobody is named yet", strong=True)
        self._known.add(self.change)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(self.name)
        form.addLayout(in_grid([self.relation, self.phone], 2))
        form.addLayout(side_by_side(self.keep))
        form.addLayout(side_by_side(self.reason, self.write, stretch=0))
        for widget in (self._known, self._form, self.sentence):
            self.add(widget)
        # Connect Signals
        for line in (self.name, self.relation, self.phone):
            line.entered.connect(self.named)
        self.keep.clicked.connect(self.named)
        self.reason.entered.connect(self.excepted)
        self.write.clicked.connect(self.excepted)
        self.change.clicked.connect(self._form.show)

    @property
    def drafts(self) -> dict[str, Line]:
        """Return every line that is kept while it is typed, by its name."""
        return {
            "escort.name": self.name,
            "escort.relation": self.relation,
            "escort.phone": self.phone,
            "escort.exception": self.reason,
        }

    def show_escort(self, name: str, second: str, *, read_only: bool) -> None:
        """Show who comes, or why nobody does; without either the fields stand open."""
        self._known.set_texts(name or "Nobody is named yet", second)
        self.change.setVisible(bool(name) and not read_only)
        self._form.setVisible(not name and not read_only)
        self.sentence.say("")

    def taken(self) -> None:
        """Empty the fields: the escort is in the record now."""
        for line in self.drafts.values():
            line.taken()


class ClearCard(Card):
    """Says what is missing before a dose; pressing never does more than is recorded."""

    cleared = Signal()
    screen_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand with nothing known."""
        super().__init__("Clearance to dose", parent=parent)
        self.ask = PlainButton("Open the suicide screen")
        self.clear, self.back = PrimaryButton("Cleared to dose"), QuietButton("Back to arrival")
        self.reason = Line("Cleared all the same, because", "10 characters or more")
        self.sentence = Sentence()
        self._screened = SignLabel(Sign.NOT_YET)
        self._missing = QWidget()
        self._list = QVBoxLayout(self._missing)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(4)
        self.add(self._screened)
        self.body.addLayout(side_by_side(self.ask))
        for widget in (self._missing, self.reason):
            self.add(widget)
        self.body.addLayout(side_by_side(self.clear, self.back))
        self.add(self.sentence)
        # Connect Signals
        self.ask.clicked.connect(self.screen_asked)
        self.clear.clicked.connect(self.cleared)
        self.reason.entered.connect(self.cleared)
        self.back.clicked.connect(self.back_asked)

    @property
    def drafts(self) -> dict[str, Line]:
        """Return the line that is kept while it is typed, by its name."""
        return {"clearance": self.reason}

    def show_missing(self, missing: Sequence[str], screened: str, *, cleared_at: str, is_here: bool) -> None:
        """Show what is not recorded yet, and when the client was cleared."""
        self._screened.set_sign(Sign.RECORDED, screened)
        self._screened.setVisible(bool(screened))
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for words in missing:
            line = Sentence()
            self._list.addWidget(line)
            line.say(words, Sign.NOT_YET)
        self.set_subtitle(_said(missing, cleared_at))
        open_for_clearing = is_here and not cleared_at
        self._missing.setVisible(not cleared_at)
        self.reason.setVisible(open_for_clearing and bool(missing))
        self.clear.setVisible(open_for_clearing)
        self.back.setVisible(bool(cleared_at))
        self.ask.setVisible(is_here)
        self.sentence.say("")


class EndCard(Card):
    """Ends a day on which nothing is given; two steps, and the reason prints."""

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand closed."""
        super().__init__("No dose today", parent=parent)
        self.begin, self.end = QuietButton("End without a dose"), PlainButton("End the session")
        self.reason = Line("Because")
        self.sentence = Sentence()
        self._form = QWidget()
        form = side_by_side(self.reason, self.end, stretch=0)
        form.setContentsMargins(0, 0, 0, 0)
        self._form.setLayout(form)
        self.body.addLayout(side_by_side(self.begin))
        for widget in (self._form, self.sentence):
            self.add(widget)
        self._form.hide()
        # Connect Signals
        self.begin.clicked.connect(self._form.show)
        self.end.clicked.connect(self.ended)

    @property
    def drafts(self) -> dict[str, Line]:
        """Return the line that is kept while it is typed, by its name."""
        return {"no-dose": self.reason}


def _said(missing: Sequence[str], cleared_at: str) -> str:
    if cleared_at:
        return f"cleared at {cleared_at}"
    return f"{len(missing)} not recorded" if missing else "all of it recorded"

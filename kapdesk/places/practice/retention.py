"""How long this clinic keeps its records, and which ones are over their time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.desk import Desk
from kapdesk.domain.clock import show_date
from kapdesk.domain.retention import Due, Rule
from kapdesk.domain.roles import Power, may
from kapdesk.services import retention
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.said import Said
from kapdesk.ui.signs import Sign
from kapdesk.ui.slip import Slip
from kapdesk.ui.theme import give_role

_PARTS = (
    ("after", "Years after the last service"), ("majority", "Age of majority"),
    ("after_majority", "Years after majority"),
)  # fmt: skip


class RetentionCard(Card):
    """The clinic's years, and on request the records whose time is over."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the rule; which records are due is read when it is asked for."""
        super().__init__("Keeping records", parent=parent)
        self._desk = desk
        self.stands, self.said, self.slip, self.rows = QLabel(), Said(), Slip(), Rows()
        give_role(self.stands, "muted")
        self.stands.setWordWrap(True)
        self.stands.setTextFormat(Qt.TextFormat.PlainText)
        self.slip.row()
        for part, label in _PARTS:
            self.slip.line(part, label)
        self.keep = PlainButton("Use these years", small=True)
        self.due = PlainButton("Show what is over its time", small=True)
        for part in (self.stands, self.slip):
            self.add(part)
        self.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.due, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.said, self.rows):
            self.add(part)
        appear(self, shown=may(desk.record.author.role, Power.READ))
        if may(desk.record.author.role, Power.READ):
            self._show_rule()
        # Connect Signals
        self.keep.clicked.connect(self._keep)
        self.due.clicked.connect(self._show_due)

    def _show_rule(self) -> None:
        self.stands.setText(self._desk.read(retention.rule).words)

    def _keep(self) -> None:
        typed = [self.slip.text(part) for part, _label in _PARTS]
        if not all(each.isascii() and each.isdecimal() for each in typed):
            self.said.say("Write three whole numbers. Nothing was changed.", Sign.MISSING)
            return
        after, majority, after_majority = (int(each) for each in typed)
        if self._desk.do(self._desk, retention.set_rule, Rule(after, majority, after_majority)) is None:
            self.said.say("These years were not taken. Nothing was changed.", Sign.MISSING)
            return
        self.slip.clear()
        self.said.say("These years count from now on.")
        self._show_rule()

    def _show_due(self) -> None:
        found = self._desk.read(retention.due)
        words = f"{len(found)} over their time" if found else "No record of ended work is over its time."
        self.said.say(words)
        self.rows.show_rows([_row(one) for one in found])


def _row(one: Due) -> Row:
    held = "A legal hold stands on it." if one.held else "Deleting is under Clients."
    return Row(f"{one.code}, kept until {show_date(one.until)}", held)

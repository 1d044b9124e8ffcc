"""How long a client's record is kept, what holds it, the client's full copy, and deleting it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.domain.retention import Keeping, Rule
from kapdesk.places.clients.slip_fold import SlipFold
from kapdesk.services.amendments import Amendment, Answer
from kapdesk.services.erasure import Order
from kapdesk.services.holds import Hold
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import Option, PlainButton, QuietButton
from kapdesk.ui.dialog import Sheet, fit
from kapdesk.ui.progress import Progress
from kapdesk.ui.said import Said
from kapdesk.ui.secret import SecretField
from kapdesk.ui.slip import Parse, Slip
from kapdesk.ui.theme import give_role, px

GONE = "Everything of this client is removed, signed or not. It cannot be taken back."


class KeepingCard(Card):
    """Until when, why, which holds; the copy for the client; and the way to delete."""

    copy_asked = Signal()
    delete_asked = Signal()

    def __init__(self, parse: Parse, parent: QWidget | None = None) -> None:
        """Stand empty; the rule reads typed days."""
        super().__init__("Keeping the record", parent=parent)
        self.until, self.said = QLabel(), Said()
        self.holds = Rows()
        self.longer = SlipFold("Keep it longer", "Keep it until then")
        self.hold, self.lift = SlipFold("Set a legal hold", "Set it"), SlipFold("Lift the hold", "Lift it")
        self.copy = PlainButton("Full copy for the client", small=True)
        self.delete = QuietButton("Delete this record", small=True)
        self.longer.slip.day("until", "Until", parse, "empty goes back to the rule")
        self.hold.slip.line("reason", "Why it is held", required=True)
        self.hold.slip.line("asked_by", "Asked for by")
        self.lift.slip.line("reason", "Who released it, and why", required=True)
        give_role(self.until, "muted")
        self.until.setWordWrap(True)
        self.until.setTextFormat(Qt.TextFormat.PlainText)
        for part in (self.until, self.longer, self.holds, self.hold, self.lift):
            self.add(part)
        for button in (self.copy, self.delete):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.said)
        self.progress = Progress("The full copy")
        self.add(self.progress)
        # Connect Signals
        self.copy.clicked.connect(self.copy_asked)
        self.delete.clicked.connect(self.delete_asked)

    def show_keeping(self, keeping: Keeping, rule: Rule, found: Sequence[Hold]) -> None:
        """Show until when the record is kept, by which rule, and every hold there was."""
        self.set_subtitle(f"until {show_date(keeping.until)}")
        last = show_date(keeping.last_service) if keeping.last_service else "not recorded"
        parts = [f"Last service: {last}.", f"Rule: {rule.words}"]
        parts += [f"Kept longer by hand, until {show_date(keeping.by_hand)}."] if keeping.by_hand else []
        parts += (
            [] if keeping.birth_known else ["The birth date is not recorded, so minority is not counted."]
        )
        self.until.setText(" ".join(parts))
        self.holds.show_rows([_held(one) for one in found])
        self.lift.setVisible(bool(keeping.holds))


class AmendmentCard(Card):
    """What the client asks to be put right, by when an answer is owed, and the answer."""

    def __init__(self, parse: Parse, parent: QWidget | None = None) -> None:
        """Stand empty; the rule reads typed days."""
        super().__init__("Requests to amend", parent=parent)
        self.rows = Rows()
        self.ask, self.answer = (
            SlipFold("Enter a request", "Enter it"),
            SlipFold("Answer it", "Keep the answer"),
        )
        self.longer = SlipFold("Take 30 days more", "Take them")
        self.disagree = SlipFold("Statement of disagreement", "Keep the statement")
        self.ask.slip.line("words", "In the client's words", required=True)
        self.ask.slip.day("asked_on", "Asked on", parse, "empty is today")
        answers = [Option(one.value, one.value.capitalize()) for one in Answer]
        self.answer.slip.choice("how", "Answer", answers)
        self.answer.slip.line("words", "What the client was told in writing", required=True)
        self.longer.slip.line("reason", "The reason the client is told", required=True)
        self.disagree.slip.line("words", "In the client's words", required=True)
        for part in (self.rows, self.ask, self.answer, self.longer, self.disagree):
            self.add(part)

    def show_requests(self, found: Sequence[Amendment]) -> None:
        """Show the requests; the oldest one without an answer is the one that is answered here."""
        self.set_subtitle("" if found else "none is recorded")
        self.rows.show_rows([_request(one) for one in found])
        waits = any(not one.answer for one in found)
        self.answer.setVisible(waits)
        self.longer.setVisible(any(not one.answer and not one.lengthened for one in found))
        self.disagree.setVisible(any(may_disagree(one) for one in found))


class DeleteSheet(Sheet):
    """Asks for the client's code, the reasons, and the second person's passphrase where there is one."""

    ordered = Signal(object, str)  # Order, the second passphrase

    def __init__(self, against: str, backups: str, *, two: bool, parent: QWidget | None = None) -> None:
        """Say what stands against it and which backups still hold it."""
        said = " ".join(part for part in (GONE, against, backups) if part)
        super().__init__("Delete this record", said, act="Delete it", back="Keep it", parent=parent)
        self.slip, self.second = Slip(), SecretField("The second person's passphrase")
        self.setMinimumWidth(px(600))
        self.slip.row()
        self.code: QLineEdit = self.slip.line("code", "The client's code", "typed, as K-0142", required=True)
        self.slip.line("reason", "Why", "10 letters or more", required=True)
        if against:
            self.slip.row()
            self.slip.line("before", "Why before its time", "10 letters or more", required=True)
        self.body.addWidget(self.slip)
        label = QLabel(self.second.accessibleName())
        label.setBuddy(self.second)
        give_role(label, "muted")
        self.second.setMinimumHeight(px(36))
        for part in (label, self.second):
            part.setVisible(two)
            self.body.addWidget(part)
        # Connect Signals
        self.agreed.connect(self._give)

    def ask(self) -> None:
        """Show the sheet as high as its words, the caret in the first line."""
        super().ask()
        fit(self)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        slip = self.slip
        before = slip.text("before") if "before" in slip.parts else ""
        secret = self.second.text()
        self.second.clear()
        self.ordered.emit(Order(slip.text("code"), slip.text("reason"), before), secret)


class CopySheet(Sheet):
    """Shows the password of a full copy, this once; the copy is never written open."""

    def __init__(self, password: str, parent: QWidget | None = None) -> None:
        """Offer a password."""
        super().__init__(
            "Full copy for the client",
            "It is closed with this password. Write it down now: it is shown this once and kept nowhere. The "
            "client gets it another way than the file.",
            act="Choose the folder", careful=False, parent=parent,
        )  # fmt: skip
        self.password = QLineEdit(password)
        self.password.setMinimumHeight(px(36))
        self.password.setAccessibleName("Password")
        self.body.addWidget(self.password)


def may_disagree(one: Amendment) -> bool:
    """Return whether a statement of disagreement may follow an answer."""
    return one.answer in {Answer.DENIED, Answer.IN_PART} and not one.disagreement


def _held(one: Hold) -> Row:
    by = f", asked for by {one.asked_by}" if one.asked_by else ""
    lifted = (
        f"Lifted {show_date(one.lifted_at.date())}: {one.lifted_reason}" if one.lifted_at else "It stands."
    )
    return Row(f"Hold since {show_date(one.since.date())}{by}", f"{one.reason}. {lifted}")


def _request(one: Amendment) -> Row:
    asked = show_date(one.asked_at.date())
    due = f"An answer is owed by {show_date(one.due_on)}."
    if one.answer and one.answered_at:
        due = f"{one.answer.capitalize()}, {show_date(one.answered_at.date())}: {one.answer_words}"
    said = f" Statement of disagreement: {one.disagreement}" if one.disagreement else ""
    return Row(f"{asked}  {one.words}", f"{due}{said}")

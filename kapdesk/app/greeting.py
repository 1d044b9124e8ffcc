"""What the door asks besides a passphrase: a sign-in name where several come, two custody sheets in need."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit
from shiboken6 import isValid

from kapdesk.domain.errors import KapdeskError
from kapdesk.ui import theme
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.secret import SecretField
from kapdesk.ui.unlock import Locked, Unlock
from kapdesk.ui.window import Window

if TYPE_CHECKING:
    from kapdesk.services.vault import AtTheDoor

_LINES, _WIDE = 2, 600


class Greeting(QObject):
    """Looks into the key file behind the window, and asks for what it makes needed."""

    sheets_given = Signal(object, object)  # the two lists of words; who comes: a NewOwner

    def __init__(self, window: Window, folder: Path, jobs: Jobs) -> None:
        """Stand ready before a folder."""
        super().__init__(window)
        self._window, self._folder, self._jobs = window, folder, jobs
        self._sheet: _SheetsSheet | None = None

    def greet(self, page: Unlock | Locked, *, switching: bool = False) -> None:
        """Ask on this page for a sign-in name where several people come; after a switch that comes first."""
        work = partial(_look, self._folder)
        self._jobs.run(work, partial(self._known, page, switching), self._not_known)
        if isinstance(page, Unlock):
            page.sheets_asked.connect(self.ask_sheets)

    def ask_sheets(self) -> None:
        """Ask for the words of two custody sheets; what was typed stays for the next time."""
        if self._sheet is None:
            self._sheet = _SheetsSheet(self._window)
            self._sheet.agreed.connect(self._give)
        self._sheet.ask()

    def _known(self, page: Unlock | Locked, switching: bool, seen: "AtTheDoor") -> None:  # noqa: FBT001 - bound by partial
        if not isValid(page):
            return
        if isinstance(page, Unlock):
            page.sheets.setVisible(seen.envelope)
            page.passphrase.ask_name(wish=seen.several)
        else:
            page.entry.ask_name(wish=seen.several)
        if switching and page.entry.name is not None and not page.entry.field.text():
            page.entry.name.setFocus()

    def _not_known(self, error: BaseException) -> None:
        if not isinstance(error, KapdeskError):
            raise error  # what is wrong with the key file is said when somebody tries to come in

    def _give(self) -> None:
        if self._sheet is not None:
            self.sheets_given.emit(*self._sheet.given())


class _SheetsSheet(Sheet):
    """The words of two sheets, and in whose name the record is opened."""

    def __init__(self, over: Window) -> None:
        super().__init__(
            "Open with two custody sheets",
            "Type the twenty words of two sheets. You come in with your own name and a passphrase of your "
            "own; the passphrase of the person who is away stays as it is.",
            act="Open the record", careful=False, parent=over,
        )  # fmt: skip
        self.words = [QPlainTextEdit(self) for _ in range(2)]
        self.name, self.credential, self.sign_in = (QLineEdit(self) for _ in range(3))
        self.first, self.second = (
            SecretField("Your new passphrase", self),
            SecretField("The same again", self),
        )
        self.verdict = QLabel(self)
        self.verdict.setWordWrap(True)
        theme.give_role(self.verdict, "hint")
        fields = (
            ("Words of one sheet", self.words[0]), ("Words of another sheet", self.words[1]),
            ("Your name", self.name), ("Your credential, if any", self.credential),
            ("Your new passphrase", self.first), ("The same again", self.second),
            ("A short sign-in name", self.sign_in),
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        for place, (words, field) in enumerate(fields):
            label = QLabel(words, self)
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, _row(place), place % 2)
            grid.addWidget(field, _row(place) + 1, place % 2)
            if isinstance(field, QPlainTextEdit):
                field.setTabChangesFocus(True)
                field.setFixedHeight(field.fontMetrics().lineSpacing() * _LINES + theme.px(16))
                field.textChanged.connect(self._weigh)
            else:
                field.textChanged.connect(self._weigh)
        self.body.addLayout(grid)
        self.body.addWidget(self.verdict)
        self.setMinimumWidth(theme.px(_WIDE))
        self._weigh()

    def ask(self) -> None:
        """Show the sheet as tall as its words need."""
        super().ask()
        self.resize(self.width(), max(self.heightForWidth(self.width()), self.minimumSizeHint().height()))

    def given(self) -> tuple[list[str], object]:
        """Return the two lists of words and who comes."""
        from kapdesk.services.custody import NewOwner

        new = NewOwner(self.name.text(), self.credential.text(), self.sign_in.text(), self.first.text())
        return [field.toPlainText() for field in self.words], new

    def _weigh(self, _text: str = "") -> None:
        from kapdesk.services.passphrases import judge

        judged = judge(self.first.text(), (self.name.text(),))
        same = self.first.text() == self.second.text()
        self.verdict.setText(
            judged.sentence if not judged.enough or same else "The two are not the same yet."
        )
        named = bool(self.name.text().strip() and self.sign_in.text().strip())
        typed = all(field.toPlainText().strip() for field in self.words)
        self.act.setEnabled(judged.enough and same and named and typed)


def _row(place: int) -> int:
    """Return the line of a label; its field stands in the next, two pairs beside each other."""
    return place // 2 * 2


def _look(folder: Path, _job: Job) -> "AtTheDoor":
    from kapdesk.services import vault

    return vault.at_the_door(folder)

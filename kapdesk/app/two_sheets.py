"""Two custody sheets and who comes with them: what the door asks when the person with the key is away."""

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit

from kapdesk.ui import theme
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.secret import SecretField
from kapdesk.ui.window import Window

_LINES, _WIDE = 2, 600


class TwoSheets(Sheet):
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

"""After the recovery code: a new passphrase is asked for, and a new sheet follows once the record is open."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.services.passphrases import judge
from kapdesk.ui import theme
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.secret import SecretField


def ask_new_passphrase(over: QWidget, chosen: Callable[[str], None]) -> Sheet:
    """Ask for the passphrase that will open the record from now on; `chosen` gets it."""
    sheet = Sheet(
        "Choose a new passphrase",
        "The code is tried first: the record is opened and checked with it. Only then does the new "
        "passphrase take the place of the forgotten one, and you are given a new recovery sheet.",
        act="Open the record",
        careful=False,
        parent=over,
    )
    first, second = SecretField("New passphrase", sheet), SecretField("The same again", sheet)
    verdict = QLabel(sheet)
    verdict.setWordWrap(True)
    theme.give_role(verdict, "hint")
    for words, field in (("New passphrase", first), ("The same again", second)):
        label = QLabel(words, sheet)
        label.setBuddy(field)
        sheet.body.addWidget(label)
        sheet.body.addWidget(field)
    sheet.body.addWidget(verdict)
    weigh = partial(_weigh, sheet, first, second, verdict)
    first.textChanged.connect(weigh)
    second.textChanged.connect(weigh)
    sheet.agreed.connect(partial(_give, first, chosen))
    weigh()
    sheet.ask()
    first.setFocus()
    return sheet


def _weigh(sheet: Sheet, first: SecretField, second: SecretField, verdict: QLabel, _text: str = "") -> None:
    judged = judge(first.text())
    same = first.text() == second.text()
    verdict.setText(judged.sentence if not judged.enough or same else "The two are not the same yet.")
    sheet.act.setEnabled(judged.enough and same)


def _give(first: SecretField, chosen: Callable[[str], None]) -> None:
    chosen(first.text())

"""Spelling: which dictionary, whether in session too, and the clinic's own words."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from kapdesk.desk import Place
from kapdesk.services import spelling
from kapdesk.services.spelling import HOW, Choice
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import ChoiceBar, Option, QuietButton
from kapdesk.ui.theme import give_role

_MISSING = (
    "Looking at spelling is an extra part that is not installed here; everything else works without it. "
    f"To have it, install it once while this machine is connected: {HOW}, then start kapdesk again. "
    "Its dictionaries come with kapdesk; nothing that is typed ever leaves this machine."
)
_PRESENT = (
    "Words that no dictionary knows get a quiet wavy line when the hand rests. Ctrl and full stop, or the "
    "menu of the text, offers what was meant and takes a word up among the clinic’s own."
)


class SpellingCard(Card):
    """One choice, one tick, and the words the clinic has taken up."""

    language_chosen = Signal(str)
    session_allowed = Signal(bool)
    dropped = Signal(str)

    def __init__(self, languages: dict[str, str], parent: QWidget | None = None) -> None:
        """Offer the dictionaries."""
        super().__init__("Spelling", parent=parent)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        give_role(self.said, "hint")
        options = [Option(id_, label) for id_, label in languages.items()]
        self.languages = ChoiceBar(options, "Dictionary", small=True, even=False)
        self.in_session = QCheckBox("Also while a session is open")
        self.words = Rows()
        for part in (self.said, self.languages, self.in_session, self.words):
            self.add(part)
        # Connect Signals
        self.languages.chosen.connect(self._choose)
        self.in_session.clicked.connect(self.session_allowed)

    def show_choice(self, choice: Choice) -> None:
        """Show what counts now; without the extra part only how to get it."""
        self.said.setText(_PRESENT if choice.installed else _MISSING)
        for part in (self.languages, self.in_session):
            part.setVisible(choice.installed)
        self.languages.set_value(choice.language)
        self.in_session.setChecked(choice.in_session)
        self.words.show_rows([self._row(word) for word in choice.words])
        self.words.setVisible(bool(choice.words))

    def _row(self, word: str) -> Row:
        row = Row(word)
        drop = QuietButton("Take out", small=True)
        drop.setAccessibleName(f"Take out {word}")
        drop.clicked.connect(partial(self._drop, word))
        row.add(drop)
        return row

    def _choose(self, language: str | None) -> None:
        self.language_chosen.emit(language or "")

    def _drop(self, word: str) -> None:
        self.dropped.emit(word)


class SpellingChoice(QObject):
    """Brings the card, and writes what is chosen on it."""

    def __init__(self, place: Place) -> None:
        """Stand ready; nothing is shown before `load`."""
        super().__init__(place)
        self._place, self._desk = place, place.desk
        self.card = SpellingCard(self._desk.read(spelling.choice).languages)
        # Connect Signals
        self.card.language_chosen.connect(self._choose)
        self.card.session_allowed.connect(self._allow)
        self.card.dropped.connect(self._drop)

    def load(self) -> None:
        """Show what the clinic has chosen."""
        self.card.show_choice(self._desk.read(spelling.choice))

    def _choose(self, language: str) -> None:
        if language:
            self._desk.do(self._place, spelling.choose, language)
        self.load()

    def _allow(self, allowed: bool) -> None:  # noqa: FBT001 - a signal calls it
        self._desk.do(self._place, partial(spelling.allow_in_session, allowed=allowed))
        self.load()

    def _drop(self, word: str) -> None:
        self._desk.do(self._place, spelling.drop_word, word)
        self.load()

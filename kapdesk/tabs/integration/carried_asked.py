"""What has not settled since the session: asked at every visit, one press and a line for the words."""

from PySide6.QtWidgets import QLabel, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.domain.life import here, visits
from kapdesk.domain.registers import Register, Value
from kapdesk.services import challenges
from kapdesk.services.challenges import Unsettled
from kapdesk.services.life import Said as Saying
from kapdesk.tabs.integration.carried_writing import Writing
from kapdesk.tabs.integration.looks_words import visit_line
from kapdesk.ui.card import Card
from kapdesk.ui.controls import ChoiceBar, Option
from kapdesk.ui.note import NoteEdit, NoteField, Voice
from kapdesk.ui.said import Said
from kapdesk.ui.theme import give_role

ANSWER, WORDS = "answer", "draft.unsettled"


class AskedCard(Card):
    """The question of every visit; not asked, nothing and something are three answers, and none is preset."""

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        """Lay out the question; it is hidden before any dose and where it was stopped."""
        super().__init__(register.entry(ANSWER).label, parent=parent)
        self.register = register
        self._writing: Writing | None = None
        self._question: Unsettled | None = None
        entry = register.entry(ANSWER)
        options = [Option(choice.value, choice.label) for choice in entry.choices]
        self.answer = ChoiceBar(options, entry.label, small=True, even=False)
        self.words = NoteEdit(register.look_words, lines=1, grows=True)
        self.standing = ChoiceBar(
            [Option(each.id, each.label) for each in register.standings],
            "How it goes on",
            small=True,
            even=False,
        )
        self._since, self._before = QLabel(), QLabel()
        for label in (self._since, self._before):
            label.setWordWrap(True)
            give_role(label, "muted")
        self.said = Said()
        for widget in (
            self._since, self.answer,
            NoteField(register.look_words, voice=Voice.CLIENT, note=self.words), self._before,
            self.standing, self.said,
        ):  # fmt: skip
            self.add(widget)
        # Connect Signals
        self.answer.chosen.connect(self._answer)
        self.words.left.connect(self.settle)
        self.standing.chosen.connect(self._stand)

    def load(self, writing: Writing) -> None:
        """Show what was answered in this visit, and before."""
        self._writing = writing
        question = self._question = writing.desk.read(challenges.unsettled, writing.client)
        self.setVisible(question is not None and (question.asked or question.item is not None))
        if question is None:
            return
        until = f"asked until {show_date(question.until)}" if question.by_rule else "asked further on"
        self._since.setText(f"{question.words}, {until if question.asked else 'no longer asked'}")
        item = question.item
        today = writing.today()
        now = None if item is None else here(item, writing.note, today)
        self.answer.set_value(None if now is None else _text(now.facts.get(ANSWER)))
        self.standing.set_value(None if item is None else item.status)
        before = [] if item is None else [
            visit_line(self.register, item, visit) for visit in visits(item) if visit != now
        ]  # fmt: skip
        self._before.setText("\n".join(reversed(before)))
        self._before.setVisible(bool(before))
        writing.keep(WORDS, self.words, "" if now is None else now.text)

    def settle(self) -> None:
        """Take over the words that stand in the line, as leaving it does."""
        if self._writing is None or self.isHidden() or self.words.isReadOnly():
            return
        words = self.words.text().strip()
        if words and words != self._stored():
            self._write(Saying(text=words), WORDS)

    def _stored(self) -> str:
        question, writing = self._question, self._writing
        if question is None or question.item is None or writing is None:
            return ""
        now = here(question.item, writing.note, writing.today())
        return "" if now is None else now.text

    def _answer(self, value: Value) -> None:
        self._write(Saying(facts={ANSWER: value}))

    def _stand(self, value: str | None) -> None:
        if value is not None:
            self._write(Saying(status=value))
        elif self._question is not None and self._question.item is not None:
            self.standing.set_value(self._question.item.status)

    def _write(self, saying: Saying, draft: str = "") -> None:
        if self._writing is not None:
            self._writing.do(
                self.said, challenges.answer_unsettled, self._writing.client, saying,
                integration_id=self._writing.note, draft=draft,
            )  # fmt: skip


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None

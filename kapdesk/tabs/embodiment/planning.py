"""One practice being planned: what is chosen and asked, what stands against it, who answers for it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.domain.definitions import Form
from kapdesk.domain.somatic import Judged, Level, Practice, Wish, as_medical
from kapdesk.services.somatic import Planned, Somatic
from kapdesk.tabs.embodiment.judged import JudgedNotice
from kapdesk.ui.announce import announce
from kapdesk.ui.card import Card
from kapdesk.ui.controls import Option, PrimaryButton, QuietButton
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Slip, read_draft
from kapdesk.ui.theme import give_role

PICK, OTHER = "practice", "brought-up"
WHY = "why"
_YES, _NO = "yes", "no"


class PlanCard(Card):
    """Choose a practice, say what is wanted and from when; what stands against it shows while one writes."""

    edited = Signal()
    kept = Signal()

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(
            "Plan one practice", "small enough to happen; checked against the alerts", parent=parent
        )
        self._form = form
        self._sets: tuple[tuple[str, ...], ...] = ()
        self._day_labels: tuple[str, ...] = ()
        self.replacing: Planned | None = None
        self.pick, self.other, self.what, self.days = Slip(), Slip(), Slip(), Slip()
        self.asked, self.note, self.named, self.why = Slip(), Slip(), Slip(), Slip()
        self._pick_place, self._other_place, self._days_place = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._about, self.judged = QLabel(), JudgedNotice()
        self.more = QuietButton("The client brought up something else", small=True)
        self.keep, self.leave = PrimaryButton("Plan it"), QuietButton("Empty")
        self.said = SignLabel(Sign.MISSING, wraps=True)
        self._lay_out()
        # Connect Signals
        self.more.clicked.connect(self._open_others)
        self.keep.clicked.connect(self.kept)
        self.leave.clicked.connect(self.empty)

    def offer(self, it: Somatic) -> None:
        """Offer the practices and days that are open now; what is typed stays."""
        typed = self._texts()
        self._make_choices(it)
        self._make_days(it)
        self.show_texts(typed)
        for part in (*self._slips(), self.keep, self.leave, self.more):
            part.setEnabled(not it.signed)

    def practice(self) -> tuple[str, bool]:
        """Return which practice is chosen ("" for none), and whether the client brought it up."""
        texts = self._texts()
        chosen = texts.get(OTHER) or texts.get(PICK, "")
        return chosen, bool(texts.get(OTHER))

    def wish(self) -> Wish:
        """Return what would be planned, as it stands on the card."""
        texts = self._texts()
        practice, brought_up = self.practice()
        day = texts.get("from-day", "")
        answer = {_YES: True, _NO: False}.get(texts.get("asked", ""))
        return Wish(
            practice, texts.get("plan", ""), int(day[1:]) if day else None, answer, brought_up,
            texts.get("note", ""), texts.get("by-name", ""), as_medical(texts.get("by-role", "")),
        )  # fmt: skip

    def reason(self) -> str:
        """Return why an earlier plan is replaced."""
        return self._texts().get(WHY, "")

    def show_practice(self, practice: Practice | None, judged: Judged | None, *, counts: bool) -> None:
        """Show what belongs to the chosen practice: what to write, what to ask, what stands against it."""
        for part in (self.what, self.days, self.keep, self.leave):
            part.setVisible(practice is not None)
        self.asked.setVisible(practice is not None and bool(practice.ask))
        self.why.setVisible(self.replacing is not None)
        self._about.setVisible(practice is not None)
        self.judged.show_judged(judged)
        self.note.setVisible(judged is not None and judged.needs_note)
        self.named.setVisible(judged is not None and judged.level is Level.STOP)
        if practice is None:
            return
        plain = not counts and practice.capture_plain
        capture = practice.capture_plain if plain else practice.capture
        self._about.setText(f"{capture} On the dosing day: {practice.same_day}")
        self.asked.parts["asked"].setAccessibleDescription(practice.ask)
        self._question.setText(practice.ask)

    def replace(self, planned: Planned, *, brought_up: bool) -> None:
        """Fill the card with an earlier plan, to write it anew with a reason."""
        self.replacing = planned
        day = "" if planned.from_day is None else f"d{planned.from_day}"
        self.show_texts(
            {
                OTHER if brought_up else PICK: planned.practice, "plan": planned.plan, "from-day": day,
                "note": planned.note, "by-name": planned.by_name, "by-role": planned.by_role,
            }
        )  # fmt: skip
        self.edited.emit()
        self.why.parts[WHY].setFocus(Qt.FocusReason.OtherFocusReason)

    def empty(self) -> None:
        """Empty the card: the plan is in the record, or is not wanted."""
        self.replacing = None
        self.say("")
        self.show_texts({})
        self.edited.emit()

    def draft(self) -> str:
        """Return everything chosen and typed so far as one text; empty where nothing is."""
        typed = self._texts()
        return json.dumps(typed, ensure_ascii=False) if typed else ""

    def restore(self, draft: str) -> None:
        """Put back a draft; nothing is announced."""
        self.show_texts(read_draft(draft))

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show these texts and choices, and nothing where there is none."""
        for slip in self._slips():
            slip.show_texts(texts)
        self.other.setVisible(bool(texts.get(OTHER)))

    def say(self, sentence: str) -> None:
        """Say what was refused, above the button."""
        self.said.set_sign(Sign.MISSING, sentence)
        self.said.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def _texts(self) -> dict[str, str]:
        return {id_: text for slip in self._slips() for id_ in slip.parts if (text := slip.text(id_))}

    def _slips(self) -> tuple[Slip, ...]:
        return (
            self.pick, self.other, self.asked, self.what, self.days, self.note, self.named, self.why,
        )  # fmt: skip

    def _lay_out(self) -> None:
        self._question = QLabel()
        self._question.setWordWrap(True)
        give_role(self._question, "strong")
        self._about.setWordWrap(True)
        give_role(self._about, "hint")
        for id_ in ("note", "by-name", "by-role"):
            field = self._form.field(id_)
            slip = self.note if id_ == "note" else self.named
            if id_ == "by-name":
                slip.row()
            slip.line(id_, field.label, field.prompt, required=True)
        self.why.line(
            WHY, "Why the earlier plan is struck", "it stays in the record, with this reason", required=True
        )
        self.asked.put(self._question)
        answers = [Option(choice.value, choice.label) for choice in self._form.field("asked").choices]
        self.asked.choice("asked", "What they answered", answers)
        plan = self._form.field("plan")
        self.what.line("plan", plan.label, plan.prompt, required=True)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        self.body.addLayout(self._pick_place)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._other_place)
        for part in (self._about, self.asked, self.judged, self.what):
            self.add(part)
        self.body.addLayout(self._days_place)
        for part in (self.note, self.named, self.why, self.said):
            self.add(part)
        self.body.addLayout(foot)
        self.said.hide()
        for slip in (self.asked, self.what, self.note, self.named, self.why):
            self._listen(slip)
        self.show_practice(None, None, counts=True)

    def _listen(self, slip: Slip) -> None:
        slip.edited.connect(self.edited)
        slip.entered.connect(self.kept)

    def _make_choices(self, it: Somatic) -> None:
        sets = tuple(tuple(one.id for one in some) for some in (it.proposed, it.others))
        if sets == self._sets:
            return
        self._sets = sets
        self.pick = self._anew(self.pick, self._pick_place)
        self.other = self._anew(self.other, self._other_place)
        self.pick.choice(PICK, "What is offered", _options(it.proposed))
        self.other.choice(OTHER, "Only where the client brings it up, or a stop stands", _options(it.others))
        self.other.hide()
        self.pick.edited.connect(self._picked)
        self.other.edited.connect(self._took_up)
        self._listen(self.pick)
        self._listen(self.other)

    def _anew(self, old: Slip, place: QVBoxLayout) -> Slip:
        """Put a new slip in the place of an old one, whose choices are others now."""
        old.hide()
        place.removeWidget(old)
        old.deleteLater()
        new = Slip()
        place.addWidget(new)
        return new

    def _make_days(self, it: Somatic) -> None:
        choices = self._form.field("from-day").choices
        open_days: list[Option] = []
        for choice in choices:
            day = it.first_day + timedelta(days=int(choice.value[1:]))
            if day >= it.today:
                open_days.append(Option(choice.value, f"{choice.label}, {_short(day)}"))
        labels = tuple(option.label for option in open_days)
        if labels != self._day_labels:
            self._day_labels = labels
            self.days = self._anew(self.days, self._days_place)
            self.days.choice("from-day", self._form.field("from-day").label, open_days)
            self._listen(self.days)

    def _picked(self) -> None:
        if self.pick.text(PICK):
            self.other.show_texts({})
            self.other.hide()

    def _took_up(self) -> None:
        if self.other.text(OTHER):
            self.pick.show_texts({})

    def _open_others(self) -> None:
        self.other.show()
        self.other.parts[OTHER].setFocus(Qt.FocusReason.OtherFocusReason)


def _options(practices: Sequence[Practice]) -> list[Option]:
    return [Option(one.id, one.label.split(":", 1)[0]) for one in practices]


def _short(day: date) -> str:
    return show_date(day)[:6]

"""How the day ends: one outcome, the facts it asks for, and a verb; nothing is chosen beforehand."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal

from kapdesk.domain.clock import local, show_moment, show_time
from kapdesk.domain.dates import parse_time
from kapdesk.domain.happened import parse_happened
from kapdesk.domain.outcomes import REQUIRED, Answer, Fact, LookAgain, Outcome, asks_minutes, look_again
from kapdesk.domain.routes import Route
from kapdesk.domain.wall_time import instant
from kapdesk.services.outcomes import Ending, Value
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.lines import Sentence, plain, say
from kapdesk.ui.controls import Option, PlainButton, QuietButton
from kapdesk.ui.form import Field, Kind
from kapdesk.ui.signs import Sign

OUTCOME, MINUTES, LEFT_AT, LOOK_AGAIN = "outcome", "ready-without-minimum", "left_at", "look_again_at"
RIGHT_REASON = "right-reason"
_VERBS = {
    Outcome.RELEASED: "Record release",
    Outcome.EXTENDED: "Record extended observation",
    Outcome.MEDICAL_TRANSFER: "Record transfer",
    Outcome.EMERGENCY_EVALUATION: "Record emergency evaluation",
    Outcome.AGAINST_ADVICE: "Record leaving against advice",
    Outcome.OTHER: "Record outcome",
}
_YES_NO = (Option("yes", "Yes"), Option("no", "No"))
_TODAY = timedelta(hours=12)


class OutcomeCard(Editor):
    """The outcomes that may be recorded, the required facts of the chosen one, and what was recorded."""

    time_asked = Signal(str)  # the field that wants the time of now
    sign_asked = Signal()

    def __init__(self) -> None:
        """Start with the question alone."""
        self.recorded_line = plain("", "value")
        self.due = Sentence()
        self.now = PlainButton("Now as time of leaving", small=True)
        self.right, self.sign = QuietButton("Put the outcome right"), QuietButton("Sign this session")
        self.sign.setAccessibleDescription("leads to Documents; nothing is signed by this")
        self.putting_right = False
        self._outcome: Outcome | None = None
        self._allowed: frozenset[Outcome] = frozenset()
        self._route: Route | None = None
        super().__init__("outcome", "Outcome", act="Record outcome", observed=False, emphasis=False)
        self.back.hide()
        # Connect Signals
        self.now.clicked.connect(self._ask_time)
        self.right.clicked.connect(self._put_right)
        self.sign.clicked.connect(self._ask_to_sign)

    def build(self) -> None:
        """Put what was recorded over the question."""
        self.add(self.recorded_line)
        self.add(self.due)
        for link in (self.sign, self.right):
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.form)
        self.body.addWidget(self.now, 0, Qt.AlignmentFlag.AlignLeft)
        self.close_up()

    def outcome(self) -> Outcome | None:
        """Return which outcome is chosen."""
        return self._outcome

    def show_allowed(self, allowed: frozenset[Outcome], route: Route | None) -> None:
        """Offer the outcomes that may be recorded as things stand, after a dose by this route."""
        if allowed == self._allowed and route is self._route and self.form.controls:
            return
        kept = self.values()
        self._allowed, self._route = allowed, route
        self._rebuild()
        self.put(kept)

    def show_endings(
        self, endings: Sequence[Ending], now: datetime, zone: str, *, ended: bool, signed: bool
    ) -> None:
        """Say what was recorded and when to look again; after an ending it can only be put right."""
        say(self.recorded_line, "\n\n".join(_ending_words(one, zone) for one in endings))
        self._show_due(endings[-1] if endings and not ended else None, now, zone)
        self.putting_right = self.putting_right and ended and not signed
        for link in (self.sign, self.right):
            link.setVisible(ended and not signed and not self.putting_right)
        asking = not ended or self.putting_right
        for widget in (self.form, self.act, self.now):
            widget.setVisible(asking)
        if asking:
            self.adapt()

    def reason(self) -> str:
        """Return why the outcome is put right."""
        return self.values().get(RIGHT_REASON, "")

    def clear(self) -> None:
        """Empty the card: what stood in it is in the record now."""
        self.putting_right = False
        super().clear()
        self._rebuild()

    def _put_right(self) -> None:
        self.putting_right = True
        for link in (self.sign, self.right):
            link.hide()
        self._rebuild()
        for widget in (self.form, self.act):
            widget.show()
        self.adapt()
        self.focus_first()

    def _show_due(self, standing: Ending | None, now: datetime, zone: str) -> None:
        again = None if standing is None else standing.facts.get(LOOK_AGAIN)
        if not isinstance(again, datetime):
            self.due.say("")
            return
        how, minutes = look_again(again, now)
        left = {LookAgain.COMING: f"in {minutes} min", LookAgain.DUE: "due now"}
        said = left.get(how, f"overdue {minutes} min")
        sign = Sign.NOT_YET if how is LookAgain.COMING else Sign.DUE
        self.due.say(f"Look again at {show_time(again, zone)}: {said}", sign)

    def put(self, values: Mapping[str, str]) -> None:
        """Show an outcome with its facts; nothing is announced."""
        self.putting_right = self.putting_right or RIGHT_REASON in values
        chosen = values.get(OUTCOME, "")
        wanted = Outcome(chosen) if chosen in {one.value for one in self._allowed} else None
        if wanted is not self._outcome or not self.form.controls:
            self._outcome = wanted
            self._rebuild()
        super().put(values)

    def adapt(self) -> None:
        """Ask the facts of the outcome that is chosen now."""
        control = self.form.controls.get(OUTCOME)
        chosen = None if control is None else control.value()
        wanted = Outcome(chosen) if isinstance(chosen, str) else None
        if wanted is not self._outcome:
            kept = self.values()
            self._outcome = wanted
            self._rebuild()
            super().put(kept)
        self.act.say(_VERBS[wanted] if wanted else "Record outcome")
        self.act.setEnabled(wanted is not None)
        self.now.setVisible(wanted is not None and LEFT_AT in {fact.key for fact in REQUIRED[wanted]})

    def fill_time(self, now: datetime, zone: str) -> None:
        """Put the time of now into the time of leaving."""
        self.form.notes[LEFT_AT].insert_as_one(show_time(now, zone))

    def told(self, now: datetime, zone: str) -> dict[str, Value]:
        """Return the facts as typed; raises Refused for what is no time."""
        given = self.values()
        facts = REQUIRED[self._outcome] if self._outcome else ()
        return {fact.key: _told(fact, given.get(fact.key, ""), now, zone) for fact in facts}

    def minutes(self) -> str:
        """Return what was typed for the minutes without a minimum."""
        return self.values().get(MINUTES, "")

    def _rebuild(self) -> None:
        options = tuple(Option(one.value, one.value.capitalize()) for one in Outcome if self._offers(one))
        fields = [Field(OUTCOME, "How the day ends", Kind.CHOICE, options=options)]
        if self.putting_right:
            fields.append(
                Field(
                    RIGHT_REASON,
                    "Why it is put right",
                    prompt="It prints; the first one is kept.",
                    required=True,
                )
            )
        if self._outcome is not None:
            fields += [_field(fact) for fact in REQUIRED[self._outcome]]
            if asks_minutes(self._outcome, self._route):
                fields.append(
                    Field(
                        MINUTES, "When would they have been ready without the minimum?",
                        prompt="Minutes from the first dose; may stay empty.",
                    )
                )  # fmt: skip
        self.replace_form(fields)

    def _offers(self, outcome: Outcome) -> bool:
        return outcome in self._allowed and not (self.putting_right and outcome.ends_as is None)

    def _ask_to_sign(self) -> None:
        self.sign_asked.emit()

    def _ask_time(self) -> None:
        self.time_asked.emit(LEFT_AT)


def _field(fact: Fact) -> Field:
    if fact.answer is Answer.YES_NO:
        return Field(fact.key, fact.label, Kind.CHOICE, options=_YES_NO, required=True)
    prompt = "Hours and minutes, 24 h." if fact.answer is Answer.TIME else ""
    return Field(fact.key, fact.label, prompt=prompt, required=True)


def _told(fact: Fact, typed: str, now: datetime, zone: str) -> Value:
    if not typed:
        return None
    if fact.answer is Answer.YES_NO:
        return typed == "yes"
    if fact.answer is Answer.TEXT:
        return typed
    if fact.key != LOOK_AGAIN:
        return parse_happened(typed, now, zone)
    day = local(now, zone).date()
    at = instant(day, parse_time(typed), zone)
    return at if at > now - _TODAY else instant(day + timedelta(days=1), parse_time(typed), zone)


def _ending_words(ending: Ending, zone: str) -> str:
    lines = [f"{ending.outcome.value.capitalize()}, recorded {show_moment(ending.happened_at, zone)}"]
    for fact in REQUIRED[ending.outcome]:
        value = ending.facts.get(fact.key)
        shown = show_moment(value, zone) if isinstance(value, datetime) else value
        said = {True: "yes", False: "no"}.get(shown, "") if isinstance(shown, bool) else shown
        lines.append(f"{fact.label}: {said or 'not recorded'}")
    if ending.put_right:
        lines.insert(0, f"Struck, put right: {ending.put_right}")
    if ending.ready_without_minimum is not None:
        lines.append(f"Ready without the minimum after {ending.ready_without_minimum} min")
    return "\n".join(lines)

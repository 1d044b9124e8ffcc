"""The suicide screen as it is spoken, word for word, and the talk that follows a positive one."""

from collections.abc import Mapping
from datetime import datetime

from kapdesk.content import Content
from kapdesk.domain.clock import local, show_moment
from kapdesk.domain.dates import parse_date, parse_time
from kapdesk.domain.paper_screens import OFFICIAL_ADDRESS, Category, PaperResult
from kapdesk.domain.screens import AsqAnswers, Context
from kapdesk.domain.wall_time import instant
from kapdesk.services.open_results import Past
from kapdesk.services.screens import ITEMS, Screen
from kapdesk.tabs.stabilization.asking import of_field, of_form
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.lines import plain, say
from kapdesk.ui.controls import Option
from kapdesk.ui.form import Field, Kind
from kapdesk.ui.note import Voice

RIGHT = "right:"
DECLINED, JUDGEMENT, HISTORY = "declined", "judgement", "ideation-in-history"
RECENT, REASON = "attempt-recent", "reason"
OTHER, CHANGED = "other", "changed-since"
REFERRAL_DAY, REFERRAL_TIME, DISPOSITION = "referral-day", "referral-time", "disposition"
_YES_NO = (Option("yes", "Yes"), Option("no", "No"))
_HEARD = {"yes": True, "no": False}
_SAID = {True: "yes", False: "no"}
_NOW, _TRIED = ITEMS[4], ITEMS[3]


class ScreenEditor(Editor):
    """Four questions, a fifth only after a yes; declined is an answer of its own."""

    def __init__(self, key: str, content: Content, context: Context, wrong: Screen | None = None) -> None:
        """Ask the shipped instrument; its words cannot be changed. `wrong` is a screen to put right."""
        self.context, self.wrong = context, wrong
        self._instrument = content.instrument("asq")
        self._caution = plain("", "caution")
        self._source = plain(self._instrument.attribution, "muted")
        title = f"Suicide screen, {context}" if wrong is None else f"Put right: suicide screen, {context}"
        super().__init__(key, title, self._instrument.opening_note, fields=self._fields(content))
        self.adapt()

    def build(self) -> None:
        """Put the caution over the questions and the source under them."""
        self.add(self._caution)
        self.add(self.form)
        self.add(self._source)
        self.close_up()

    def show_oriented(self, *, oriented: bool) -> None:
        """Say before asking that nothing can be scored while orientation is not recorded."""
        needed = self.context is Context.PRE_DISCHARGE and not oriented
        say(
            self._caution,
            "Orientation is not recorded yet: answers are kept, and there is no result. Record it first."
            if needed
            else "",
        )

    def adapt(self) -> None:
        """Ask the fifth question only after a yes, and for the judgement only after a refusal."""
        first = [self._value(item) for item in ITEMS[:4]]
        declined = self._value(DECLINED) is not None
        self._show(_NOW, "yes" in first and not declined)
        for item in ITEMS[:4]:
            self._show(item, not declined)
        self._show(RECENT, self._value(_TRIED) == "yes" and not declined)
        for item in (_TRIED, _NOW):
            self._show(f"{item}.words", self._value(item) == "yes" and not declined)
        self._show(JUDGEMENT, declined)

    def values(self) -> dict[str, str]:
        """Return the answers; what was not to be asked has none."""
        found = super().values()
        if "yes" not in [found.get(item) for item in ITEMS[:4]]:
            found.pop(_NOW, None)
        return found

    def answers(self) -> AsqAnswers:
        """Return the answers as given; item 5 stays absent where it was not asked."""
        given = self.values()
        if DECLINED in given:
            return AsqAnswers(refused=True)
        heard = [_HEARD.get(given.get(item, "")) for item in ITEMS]
        return AsqAnswers(heard[0], heard[1], heard[2], heard[3], heard[4])

    def words(self) -> dict[str, str]:
        """Return what was said beside a yes."""
        given = self.values()
        kept = {item: given.get(f"{item}.words", "") for item in ITEMS}
        return {item: text for item, text in kept.items() if text and given.get(item) == "yes"}

    def attempt_recent(self) -> bool | None:
        """Return whether the last attempt lies within 12 months, as answered after a yes to item 4."""
        given = self.values()
        return _HEARD.get(given.get(RECENT, "")) if given.get(_TRIED) == "yes" else None

    def as_recorded(self) -> dict[str, str]:
        """Return what was recorded of the screen that is put right, to be changed where it is wrong."""
        wrong = self.wrong
        if wrong is None:
            return {}
        if wrong.answers.refused:
            return {DECLINED: DECLINED, JUDGEMENT: wrong.judgement}
        given = zip(ITEMS, (*wrong.answers.first_four, wrong.answers.thoughts_now), strict=True)
        said = {item: _SAID[answer] for item, answer in given if answer is not None}
        said |= {f"{item}.words": text for item, text in wrong.words.items()}
        if wrong.attempt_recent is not None:
            said[RECENT] = _SAID[wrong.attempt_recent]
        return said

    def is_asked(self, item: str) -> bool:
        """Return whether a question is shown now."""
        return not self.form.is_put_away(item)

    def _fields(self, content: Content) -> tuple[Field, ...]:
        found: list[Field] = []
        for item in self._instrument.items:
            found.append(Field(item.id, item.text, Kind.CHOICE, options=_YES_NO))
            if item.follow_up:
                found.append(Field(f"{item.id}.words", item.follow_up, Kind.TEXT, voice=Voice.CLIENT))
            if item.id == _TRIED:
                found += [of_field(field) for field in content.form("asq-beside").fields]
        if self.wrong is not None:
            found.append(Field(REASON, "What was entered wrong", required=True))
        history = content.checklist("readiness-facts").item(HISTORY)
        return (
            *found,
            Field(DECLINED, "Or", Kind.CHOICE, options=(Option(DECLINED, "Client declined"),)),
            Field(
                JUDGEMENT, "Clinical judgement", Kind.LARGE, voice=Voice.OBSERVER,
                prompt="What it rests on, in 10 characters or more. Declining is not a negative result.",
            ),
            *(
                [Field(HISTORY, history.label, Kind.CHOICE, options=_YES_NO)]
                if self.context is not Context.CONTACT
                else []
            ),
        )  # fmt: skip

    def _value(self, field: str) -> str | None:
        value = self.form.controls[field].value()
        return value if isinstance(value, str) else None

    def _show(self, field: str, shown: bool) -> None:  # noqa: FBT001 - a state, named at the call
        self.form.put_away(field, away=not shown)


class AssessmentEditor(Editor):
    """The talk after a positive screen: a guide, not a score; it ends with exactly one disposition."""

    def __init__(self, content: Content) -> None:
        """Ask the fields of the form, and for when a referral is booked."""
        form = content.form("bssa")
        fields = [*of_form(form)]
        fields += [
            Field(REFERRAL_DAY, "Referral booked for, day", prompt="Where further evaluation is needed."),
            Field(REFERRAL_TIME, "Referral booked for, time"),
        ]
        self._labels = {field.id: field.label for field in form.fields}
        self._own = frozenset(field.id for field in form.fields) - {DISPOSITION}
        self._next, self._why = plain("", "caution"), plain("", "caution")
        self._before = plain("", "value")
        super().__init__("bssa", form.title, form.note, act="Record assessment", fields=fields)

    def build(self) -> None:
        """Put what the screen asks for over the questions."""
        self.add(self._next)
        self.add(self._why)
        self.add(self._before)
        self.add(self.form)
        self.close_up()

    def show_before(self, last: Past | None, explained: str, zone: str) -> None:
        """Show the assessment before this one, with its day, and ask what changed since."""
        self.form.put_away(CHANGED, away=last is None)
        say(self._why, explained)
        if last is None:
            say(self._before, "")
            return
        said = last.recorded or {}
        heard = [f"{label}: {said[id_]}" for id_, label in self._labels.items() if id_ in said]
        head = f"Last assessed {show_moment(last.happened_at, zone)}, {last.observer}: {last.result}."
        say(self._before, "\n".join([head, *heard]))

    def show_next_step(self, words: str) -> None:
        """Say what the result of the screen asks for."""
        say(self._next, words)

    def referral(self, now: datetime, zone: str) -> datetime | None:
        """Return when the referral is booked, or None; raises Refused for what is no day or time."""
        given = self.values()
        day, at = given.get(REFERRAL_DAY, ""), given.get(REFERRAL_TIME, "")
        if not day and not at:
            return None
        return instant(parse_date(day, local(now, zone).date()), parse_time(at), zone)

    def texts(self) -> Mapping[str, str]:
        """Return what was written and chosen, without disposition and referral."""
        return {id_: text for id_, text in self.values().items() if id_ in self._own}


class PaperEditor(Editor):
    """That an instrument was done on its own paper, and what it came to; none of its words."""

    def __init__(self, content: Content) -> None:
        """Ask the fields of the form; nothing is chosen."""
        form = content.form("paper-screen")
        self._names = {str(one.value): one.label for one in form.fields[0].choices}
        self._address = plain("", "muted")
        fields = [of_field(field) for field in form.fields]
        super().__init__("paper", form.title, form.note, fields=fields)
        self.adapt()

    def build(self) -> None:
        """Say under the questions where the owner gives the paper out; when it was done stands beside."""
        self.add(self.form)
        self.add(self._address)
        self.close_up()

    def adapt(self) -> None:
        """Ask for a name only where the instrument is another one."""
        name = self._name()
        self.form.put_away("other-name", away=name != OTHER)
        address = OFFICIAL_ADDRESS.get(self._names.get(name, ""), "")
        say(self._address, f"The owner's paper form: {address}" if address else "")

    def result(self, at: datetime | None) -> PaperResult:
        """Return what stands in the editor; what is missing is empty."""
        given, name = self.values(), self._name()
        instrument = given.get("other-name", "") if name == OTHER else self._names.get(name, "")
        category = given.get("category")
        return PaperResult(
            instrument, given.get("edition", ""), given.get("rater", ""),
            Category(category) if category else None, given.get("location", ""), given.get("remark", ""), at,
        )  # fmt: skip

    def _name(self) -> str:
        value = self.form.controls["instrument"].value()
        return value if isinstance(value, str) else ""


def result_words(screen: Screen) -> str:
    """Return what a screen came to, in one line."""
    return screen.not_scored if screen.result is None else f"{screen.context}: {screen.result}"

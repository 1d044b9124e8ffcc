"""The client's own plan in their words, its versions beside each other, and what was agreed about means."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kapdesk.content import Content
from kapdesk.domain.clock import show_moment
from kapdesk.domain.means import Agreed, MeansStatus, MeansStep, Method
from kapdesk.domain.stay_safe import Altered, Telling
from kapdesk.services.safety_plans import PlanVersion
from kapdesk.tabs.stabilization.asking import FACTS, of_form, of_item
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.lines import plain, say
from kapdesk.ui.card import Row, Rows
from kapdesk.ui.controls import ChoiceBar, Option, PlainButton
from kapdesk.ui.form import Field, Kind
from kapdesk.ui.note import NoteEdit

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
SHOWN = 6
"""How many earlier versions are offered side by side; all of them stay in the record."""
_BOOL = {"yes": True, "no": False}
_LONGEST = 280  # characters of one field that stand in a comparison


class PlanEditor(Editor):
    """The stay-safe plan in the client's words, kept while it is written; reviewing it freezes a version."""

    version_asked = Signal(int)

    def __init__(self, content: Content) -> None:
        """Ask the fields of the plan, then whether a copy is in the client's hands."""
        self._form = content.form("stay-safe-plan")
        self._version, self._telling = plain("", "hint"), plain("", "caution")
        self.versions = ChoiceBar((), "Earlier version", small=True, even=False)
        self._numbers: tuple[int, ...] = ()
        self._then = plain("", "value")
        fields = [*of_form(self._form)]
        fields.append(Field("copy", "Copy in the client’s hands", Kind.CHOICE, options=YES_NO))
        super().__init__("plan", "Stay-safe plan", self._form.note, act="Record review", fields=fields)
        self.versions.hide()

    def build(self) -> None:
        """Say over the plan which version was reviewed last, and under it which words tell too much."""
        for part in (self._version, self.versions, self._then, self.form, self._telling):
            self.add(part)
        self.close_up()

    def show_version(self, words: str) -> None:
        """Say which version was reviewed last."""
        say(self._version, words)

    def show_versions(self, found: Sequence[PlanVersion], zone: str) -> None:
        """Offer the earlier versions by number; none is shown before one is chosen."""
        numbers = tuple(one.number for one in found[-SHOWN:])
        if numbers == self._numbers:
            return
        self._numbers = numbers
        options = [
            Option(str(one.number), f"Version {one.number}, {show_moment(one.happened_at, zone)}")
            for one in found[-SHOWN:]
        ]
        old, self.versions = self.versions, ChoiceBar(options, "Earlier version", small=True, even=False)
        self.body.replaceWidget(old, self.versions)
        old.hide()
        old.deleteLater()
        self.versions.setVisible(bool(options))
        say(self._then, "")
        # Connect Signals
        self.versions.chosen.connect(self._choose)

    def show_then(self, version: PlanVersion | None, found: Sequence[Altered]) -> None:
        """Show what an earlier version said where it read otherwise than now."""
        if version is None:
            say(self._then, "")
            return
        labels = {field.id: field.label for field in self._form.fields}
        lines = [f"Version {version.number}, reviewed by {version.observer}. Where it reads otherwise now:"]
        for one in found:
            name = labels.get(one.field, one.field)
            lines.append(f"{name} – then: {_short(one.then)} – now: {_short(one.now)}")
        if not found:
            lines = [f"Version {version.number} reads as the plan does now."]
        say(self._then, "\n".join(lines))

    def show_telling(self, found: Sequence[Telling]) -> None:
        """Name the words that tell a medicine or a diagnosis to whoever reads the page."""
        labels = {field.id: field.label for field in self._form.fields}
        words = [f"“{one.word}” ({one.kind}) in “{labels.get(one.field, one.field)}”" for one in found]
        head = "The page may hang where others read it, and it prints as it is written. It holds: "
        say(self._telling, f"{head}{'; '.join(words)}." if words else "")

    def texts(self) -> dict[str, NoteEdit]:
        """Return every text of the plan by its field."""
        return dict(self.form.notes)

    def values(self) -> dict[str, str]:
        """Return what is no text of the plan: those keep themselves under their own names."""
        return {id_: value for id_, value in super().values().items() if id_ not in self.form.notes}

    def put(self, values: Mapping[str, str]) -> None:
        """Show choices and lines; the texts of the plan are left alone."""
        for id_ in self.form.controls:
            value = values.get(id_)
            self.form.show_value(id_, int(value) if value and id_ == "likelihood" else value)
        self.observer.load(values.get("observer", ""))
        self.when.load(values.get("when", ""))

    def copy_given(self) -> bool | None:
        """Return whether a copy is in the client's hands, as answered."""
        return _BOOL.get(self.values().get("copy", ""))

    def likelihood(self) -> int | None:
        """Return how likely the client is to use it, 0 to 10, or None."""
        value = self.values().get("likelihood")
        return None if value is None else int(value)

    def _choose(self, value: str | None) -> None:
        self.version_asked.emit(int(value) if value else 0)


class MeansEditor(Editor):
    """What could be used, what was agreed about it, who helps, and whether it is done."""

    carried_out = Signal(object)  # id of the step

    def __init__(self, content: Content) -> None:
        """Offer the vocabulary, nothing of it chosen."""
        group = next(group for group in content.checklist(FACTS).groups if group.id == "D12")
        self._steps, self._to_do = plain("", "value"), Rows()
        self.buttons: dict[UUID, PlainButton] = {}
        fields = (
            Field("method", "What", Kind.CHOICE, options=_options(Method)),
            Field("quantity", "How much is at home", prompt="“Not known” is an answer."),
            Field("kept", "Where it is kept"),
            Field("agreed", "What was agreed", Kind.CHOICE, options=_options(Agreed)),
            Field("status", "Stands", Kind.CHOICE, options=_options(MeansStatus)),
            Field("responsible", "Who does it"),
            Field("by", "By when"),
            Field("note", "In words"),
            *(of_item(FACTS, item) for item in group.items),
        )
        super().__init__("D12", group.title, group.hint, fields=fields)
        self.adapt()

    def build(self) -> None:
        """Put what is agreed already over the questions."""
        self.add(self._steps)
        self.add(self._to_do)
        self.add(self.form)
        self.close_up()

    def adapt(self) -> None:
        """Ask how much is at home for medicines, and who does what by when only where something is done."""
        method, agreed = self._value("method"), self._value("agreed")
        at_home = method in {Method.LOZENGES, Method.MEDICATION}
        for field in ("quantity", "kept"):
            self.form.put_away(field, away=not at_home)
        for field in ("status", "responsible", "by"):
            self.form.put_away(field, away=agreed in {Agreed.DECLINED, Agreed.NO_ACCESS})

    def show_steps(self, steps: tuple[MeansStep, ...], to_do: tuple[MeansStep, ...], zone: str) -> None:
        """Show what was agreed and stands; a planned step is done by one press."""
        waiting = {step.id for step in to_do}
        done = [
            f"{step.words}, {show_moment(step.happened_at, zone)}"
            for step in steps
            if step.struck_reason is None and step.id not in waiting
        ]
        say(self._steps, "\n".join(done))
        self.buttons = {}
        rows: list[QWidget] = [self._row(step) for step in to_do]
        self._to_do.show_rows(rows)
        self._to_do.setVisible(bool(rows))

    def _row(self, step: MeansStep) -> Row:
        row, button = Row(step.words, step.note), PlainButton("Done", small=True)
        button.setAccessibleName(f"Done: {step.words}")
        button.clicked.connect(partial(self._carry_out, step.id))
        self.buttons[step.id] = button
        row.add(button)
        return row

    def _carry_out(self, step: UUID) -> None:
        self.carried_out.emit(step)

    def _value(self, field: str) -> str:
        value = self.form.controls[field].value()
        return value if isinstance(value, str) else ""


def _options(words: type[Method | Agreed | MeansStatus]) -> tuple[Option, ...]:
    return tuple(Option(word.value, word.value.capitalize()) for word in words)


def _short(text: str) -> str:
    flat = " / ".join(line.strip() for line in text.splitlines() if line.strip())
    if not flat:
        return "nothing"
    return f"“{flat}”" if len(flat) <= _LONGEST else f"“{flat[:_LONGEST].rstrip()} …”"

"""The way home: the person at the door, the client's own plan, and what was agreed about means."""

from collections.abc import Mapping
from datetime import datetime

from kapdesk.content import Content
from kapdesk.domain.clock import show_time
from kapdesk.domain.doses import Escort
from kapdesk.domain.happened import parse_happened
from kapdesk.domain.means import Agreed, MeansStatus, MeansStep, Method
from kapdesk.tabs.stabilization.asking import FACTS, of_field, of_item
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.tabs.stabilization.lines import plain, say
from kapdesk.ui.controls import Option
from kapdesk.ui.form import Field, Kind
from kapdesk.ui.note import NoteEdit

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
_BOOL = {"yes": True, "no": False}
_HERE, _AT, TONIGHT = "here", "arrived", "tonight"
_LINES = (
    ("name", "Name", ""),
    ("relation", "Relation", ""),
    ("phone", "Telephone", ""),
    ("recognised", "Recognised or identified", "Known to the client, or which paper was seen."),
    ("drives", "Who drives", ""),
    (TONIGHT, "With the client tonight", "A name, or “nobody”; a name from before is confirmed here."),
)


class EscortEditor(Editor):
    """Who takes the client home, seen at the door; what is recorded already stands in it."""

    def __init__(self, content: Content) -> None:
        """Ask what the escort criterion needs."""
        self._stored: Escort = Escort()
        self._drives = content.checklist(FACTS).item("client-drives")
        fields = (
            *(Field(id_, label, Kind.TEXT, prompt=prompt) for id_, label, prompt in _LINES[:3]),
            Field("adult", "Adult", Kind.CHOICE, options=YES_NO),
            Field(_HERE, "Seen here", Kind.CHOICE, options=(Option("yes", "Arrived"),)),
            Field(_AT, "Arrived at", Kind.TEXT, prompt="Empty: now; −5, or 11:58."),
            *(Field(id_, label, Kind.TEXT, prompt=prompt) for id_, label, prompt in _LINES[3:]),
            Field("client-drives", self._drives.label, Kind.CHOICE, options=YES_NO),
            Field("sheet", "May have the escort sheet (nothing of the session)", Kind.CHOICE, options=YES_NO),
        )
        super().__init__(
            "D14", "Escort here", "What stands here is recorded already; add what is seen.", fields=fields,
            observed=False,
        )  # fmt: skip

    def show_stored(self, escort: Escort | None, *, client_drives: bool | None, zone: str) -> dict[str, str]:
        """Return what is recorded as the values of the fields, and remember it."""
        self._stored = escort = escort or Escort()
        arrived = escort.arrived_at
        values = {id_: str(getattr(escort, id_)) for id_, _, _ in _LINES if id_ != TONIGHT}
        values |= {"adult": _word(escort.adult), "sheet": _word(escort.sheet_consent)}
        values |= {"client-drives": _word(client_drives), _HERE: "yes" if arrived else ""}
        values[_AT] = show_time(arrived, zone) if arrived else ""
        return {id_: value for id_, value in values.items() if value}

    def escort(self, now: datetime, zone: str) -> Escort:
        """Return the escort as it stands in the editor; raises Refused for what is no time."""
        given = self.values()
        return Escort(
            given.get("name", ""), given.get("relation", ""), given.get("phone", ""),
            _BOOL.get(given.get("adult", "")), given.get("recognised", ""), self._arrived(given, now, zone),
            given.get("drives", ""), given.get("tonight", ""), _BOOL.get(given.get("sheet", "")),
        )  # fmt: skip

    def client_drives(self) -> bool | None:
        """Return whether the client will drive, as answered."""
        return _BOOL.get(self.values().get("client-drives", ""))

    def _arrived(self, given: Mapping[str, str], now: datetime, zone: str) -> datetime | None:
        if given.get(_HERE) != "yes":
            return None
        stored, typed = self._stored.arrived_at, given.get(_AT, "")
        if stored is not None and typed == show_time(stored, zone):
            return stored
        return parse_happened(typed, now, zone)


class PlanEditor(Editor):
    """The stay-safe plan in the client's words, kept while it is written; reviewing it freezes a version."""

    def __init__(self, content: Content) -> None:
        """Ask the fields of the plan, then whether a copy is in the client's hands."""
        self._form = content.form("stay-safe-plan")
        self._version = plain("", "hint")
        fields = [of_field(field) for field in self._form.fields]
        fields.append(Field("copy", "Copy in the client’s hands", Kind.CHOICE, options=YES_NO))
        super().__init__("plan", "Stay-safe plan", self._form.note, act="Record review", fields=fields)

    def build(self) -> None:
        """Say over the plan which version was reviewed last."""
        self.add(self._version)
        self.add(self.form)
        self.close_up()

    def show_version(self, words: str) -> None:
        """Say which version was reviewed last."""
        say(self._version, words)

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


class MeansEditor(Editor):
    """What could be used, what was agreed about it, who helps, and whether it is done."""

    def __init__(self, content: Content) -> None:
        """Offer the vocabulary, nothing of it chosen."""
        group = next(group for group in content.checklist(FACTS).groups if group.id == "D12")
        self._steps = plain("", "value")
        fields = (
            Field("method", "What", Kind.CHOICE, options=_options(Method)),
            Field("agreed", "What was agreed", Kind.CHOICE, options=_options(Agreed)),
            Field("status", "Stands", Kind.CHOICE, options=_options(MeansStatus)),
            Field("responsible", "Who does it", Kind.TEXT),
            Field("note", "In words", Kind.TEXT, prompt="Quantity at home, where kept, by when."),
            *(of_item(FACTS, item) for item in group.items),
        )
        super().__init__("D12", group.title, group.hint, fields=fields)

    def build(self) -> None:
        """Put what is agreed already over the questions."""
        self.add(self._steps)
        self.add(self.form)
        self.close_up()

    def show_steps(self, steps: tuple[MeansStep, ...]) -> None:
        """Show what was agreed and stands."""
        say(self._steps, "\n".join(step.words for step in steps if step.struck_reason is None))


def _options(words: type[Method | Agreed | MeansStatus]) -> tuple[Option, ...]:
    return tuple(Option(word.value, word.value.capitalize()) for word in words)


def _word(value: bool | None) -> str:  # noqa: FBT001 - a stored fact
    return "" if value is None else ("yes" if value else "no")

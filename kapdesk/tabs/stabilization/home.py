"""The way home: the person at the door, as seen there."""

from collections.abc import Mapping
from datetime import datetime

from kapdesk.content import Content
from kapdesk.domain.clock import show_time
from kapdesk.domain.doses import Escort
from kapdesk.domain.happened import parse_happened
from kapdesk.tabs.stabilization.asking import FACTS
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.ui.controls import Option
from kapdesk.ui.form import Field, Kind

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


def _word(value: bool | None) -> str:  # noqa: FBT001 - a stored fact
    return "" if value is None else ("yes" if value else "no")

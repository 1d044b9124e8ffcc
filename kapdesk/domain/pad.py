"""The numeric pad as a clinic has it: which key is which moment, whatever its own file says."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kapdesk.domain.tables import Table

SIGNS = (*"0123456789", ".", "+", "-", "*", "/", "Enter")
"""Every sign of the pad that can be given a meaning."""
_AS_WRITING = frozenset({"stamp", "speech"})  # in a file that does not say whose words a moment holds


class Act(StrEnum):
    """What a key of the pad does."""

    STAMP = "stamp"
    ENTRY = "entry"
    TOUCH = "touch"
    VITALS = "vitals"
    ADVERSE_EVENT = "adverse-event"
    VOICE = "voice"
    STRIKE = "strike"
    DETAIL = "detail"
    WRITE = "write"

    @property
    def stamps(self) -> bool:
        """Return whether the key stamps a moment; the others only lead somewhere."""
        return self not in {Act.VOICE, Act.STRIKE, Act.DETAIL, Act.WRITE}


class Whose(StrEnum):
    """Whose words a stamped moment holds."""

    OBSERVER = "observer"
    CLIENT = "client"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: the kind of moment, its sign (empty for a button without a key), its words, what it does."""

    kind: str
    key: str
    label: str
    act: Act
    whose: Whose = Whose.OBSERVER


#: What every pad can do, with a key or without one: a clinic's file may move these, not take them away.
ALWAYS = (
    Key("stamp", "", "Stamp this moment", Act.STAMP, Whose.WRITING),
    Key("strike", "", "Strike", Act.STRIKE),
    Key("voice", "", "Voice", Act.VOICE),
)


def keys_of(table: Table) -> tuple[Key, ...]:
    """Return the keys a file gives, each sign once, then what every pad can do.

    A sign that the pad does not have, or that was given before, leaves its moment a button without a key. An
    act that is not known stamps. A file may be a clinic's own, so nothing in it stops the day.
    """
    given: set[str] = set()
    keys: list[Key] = []
    for row in table.rows:
        sign = row.text("key").strip()
        free = sign in SIGNS and sign not in given
        given |= {sign}
        act = _act(row.text("act"))
        keys.append(
            Key(row.id, sign if free else "", row.text("label"), act, _whose(row.text("voice"), row.id))
        )
    acts = {key.act for key in keys}
    return (*keys, *(key for key in ALWAYS if key.act not in acts))


def label_in(tables: Iterable[Table], kind: str) -> str:
    """Return the words of a kind in the first of these tables that has it; empty where none does."""
    return next((row.text("label") for table in tables for row in table.rows if row.id == kind), "")


def _act(word: str) -> Act:
    return Act(word) if word in set(Act) else Act.ENTRY


def _whose(word: str, kind: str) -> Whose:
    if word in set(Whose):
        return Whose(word)
    return Whose.WRITING if kind in _AS_WRITING else Whose.OBSERVER

"""The stay-safe page may hang where others read it: which words it had better not hold."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kapdesk.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Telling:
    """A word in the plan that names a medicine or a diagnosis, and the field it stands in."""

    field: str
    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class Altered:
    """One field of the plan that reads otherwise in two versions."""

    field: str
    then: str
    now: str


def telling(texts: Mapping[str, str], words: Iterable[tuple[str, str]]) -> tuple[Telling, ...]:
    """Return where a text holds one of the words (each with its kind), whole and whatever its letters."""
    found: list[Telling] = []
    for word, kind in words:
        if not word.strip():
            continue
        whole = re.compile(rf"(?<!\w){re.escape(word.strip())}(?!\w)", re.IGNORECASE)
        found += [Telling(field, word.strip(), kind) for field, text in texts.items() if whole.search(text)]
    return tuple(found)


def altered(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[Altered, ...]:
    """Return every field that reads otherwise, in the order of the later version."""
    fields = dict.fromkeys((*now, *then))
    pairs = ((field, then.get(field, "").strip(), now.get(field, "").strip()) for field in fields)
    return tuple(Altered(field, before, after) for field, before, after in pairs if before != after)


def check_review_day(day: date | None, today: date) -> None:
    """Raise Refused for a day to look at the plan again that has passed."""
    if day is not None and day <= today:
        raise Refused(
            "The day to look at the plan again has come or passed. Nothing was recorded; the plan is kept. "
            "Write a later day, or leave it empty."
        )

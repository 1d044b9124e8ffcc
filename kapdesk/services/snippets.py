"""The short words of the clinic: what ships, what the clinic wrote itself, and what it has put away."""

import json
from typing import cast

from sqlalchemy.orm import Session

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.snippets import Snippet, check_text, check_word, tidy_word
from kapdesk.services import settings
from kapdesk.services.record import Record

PREFIX = "snippet."


def everyone(record: Record) -> tuple[Snippet, ...]:
    """Return every short word by its letters, those that were put away too."""
    found = {row.id: row for row in record.content.table("snippets").rows}
    kept = {key.removeprefix(PREFIX): value for key, value in settings.several(record, PREFIX).items()}
    all_of_them: list[Snippet] = []
    for word in sorted({*found, *kept}):
        row = found.get(word)
        shipped = row.text("text") if row else ""
        text, off = _read(kept.get(word, ""))
        all_of_them.append(
            Snippet(word, text or shipped, row.text("about") if row else "", shipped=shipped, off=off)
        )
    return tuple(all_of_them)


def in_use(record: Record) -> dict[str, str]:
    """Return the text of every short word that is in use."""
    return {each.word: each.text for each in everyone(record) if not each.off}


def add(record: Record, word: str, text: str) -> Change:
    """Take up a new short word; raises Refused where it is there already or could not be typed."""
    word = tidy_word(word)
    check_word(word)
    check_text(text)
    there = {each.word: each for each in everyone(record)}.get(word)
    if there is not None:
        which = "is put away; put it back, or change it there" if there.off else "is there already"
        raise Refused(f"“;{word}” {which}. What you typed is still here; choose another short word.")
    return _keep(record, word, text, off=False)


def change(record: Record, old: str, word: str, text: str) -> Change:
    """Change a short word, its text, or both; a shipped word keeps its name."""
    before, word = one(record, old), tidy_word(word)
    check_word(word)
    check_text(text)
    if word == old:
        return _keep(record, word, text, off=before.off)
    if before.shipped:
        raise Refused(
            f"“;{old}” comes with kapdesk and keeps its name. Nothing was changed; add a word of your own."
        )
    if word in {each.word for each in everyone(record)}:
        raise Refused(f"“;{word}” is there already. What you typed is still here; choose another short word.")
    with record.write() as db:
        _put(db, record, old, before.text, off=True)
        _put(db, record, word, text, off=before.off)
    return Change(Topic.SETTING)


def put_away(record: Record, word: str) -> Change:
    """Let a short word stand for nothing; its text is kept and it can be put back."""
    return _keep(record, word, one(record, word).text, off=True)


def put_back(record: Record, word: str) -> Change:
    """Let a short word stand for its text again."""
    return _keep(record, word, one(record, word).text, off=False)


def one(record: Record, word: str) -> Snippet:
    """Return one short word; raises NotFound."""
    found = next((each for each in everyone(record) if each.word == word), None)
    if found is None:
        raise NotFound(f"There is no short word “;{word}”. Nothing was changed. Look at the list again.")
    return found


def _keep(record: Record, word: str, text: str, *, off: bool) -> Change:
    with record.write() as db:
        _put(db, record, word, text, off=off)
    return Change(Topic.SETTING)


def _put(db: Session, record: Record, word: str, text: str, *, off: bool) -> None:
    value = json.dumps({"text": text, "off": off}, ensure_ascii=False)
    settings.put_in(db, record, PREFIX + word, value)


def _read(value: str) -> tuple[str, bool]:
    if not value:
        return "", False
    parts = cast("dict[str, object]", json.loads(value))
    return str(parts.get("text", "")), bool(parts.get("off"))

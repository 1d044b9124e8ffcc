"""The texts of the practice as they may read next year: every word another one, the last lines gone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kapdesk.content import KINDS, Content
from kapdesk.domain.definitions import Checklist, Definition, Form, PromptSet
from kapdesk.domain.instruments import Instrument
from kapdesk.domain.letters import Letter
from kapdesk.domain.registers import Register
from kapdesk.domain.tables import Row, Table

NEW = "Anew:"
LATER = 5000


def later_content(content: Content) -> Content:
    """Return the same shelf with a newer version of everything on it; the old versions stay."""
    shelf: dict[Any, Any] = {
        key: dict(versions)
        for key, versions in content._shelf.items()  # pyright: ignore[reportPrivateUsage] - a newer shelf
    }
    for kind in KINDS:
        for one in content.all(kind):
            shelf[kind, one.id][LATER] = renewed(one)
    return replace(content, _shelf=shelf)


def renewed(one: Definition) -> Definition:
    """Return a definition of a later version: other words, and its last line left out where it has more."""
    made: Any = replace(one, version=LATER, title=f"{NEW} {one.title}")
    if isinstance(one, Checklist):
        keeps = any(item.criterion for item in one.items)
        groups = tuple(
            replace(group, title=_new(group.title), items=_worded(group.items, keep=keeps))
            for group in one.groups
        )
        return replace(made, groups=groups)
    if isinstance(one, Form):
        sections = tuple(
            replace(part, title=_new(part.title), fields=_worded(part.fields)) for part in one.sections
        )
        return replace(made, sections=sections)
    if isinstance(one, PromptSet):
        return replace(
            made,
            prompts=tuple(
                replace(part, label=_new(part.label), text=_new(part.text)) for part in one.prompts
            ),
        )
    if isinstance(one, Instrument):
        items = tuple(
            replace(item, text=_new(item.text), options=_options(item.options)) for item in one.items
        )
        bands = tuple(replace(band, label=_new(band.label)) for band in one.bands)
        return replace(made, items=items, options=_options(one.options), bands=bands)
    if isinstance(one, Letter):
        blocks = tuple(replace(block, heading=_new(block.heading)) for block in one.blocks)
        return replace(made, blocks=blocks)
    if isinstance(one, Register):
        states = tuple(replace(each, label=_new(each.label)) for each in one.standings)
        return replace(made, words=_new(one.words), entries=_worded(one.entries), standings=states)
    assert isinstance(one, Table)
    return replace(made, rows=tuple(_row(row) for row in one.rows))


def _new(text: str) -> str:
    return f"{NEW} {text}" if text else text


def _worded(parts: Sequence[Any], *, keep: bool = False) -> tuple[Any, ...]:
    stay = parts if keep or len(parts) == 1 else parts[:-1]
    return tuple(
        replace(
            part,
            label=_new(part.label),
            choices=tuple(replace(one, label=_new(one.label), text=_new(one.text)) for one in part.choices),
        )
        for part in stay
    )


def _options(options: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(replace(option, label=_new(option.label)) for option in options)


def _row(row: Row) -> Row:
    words = {"label", "capture", "same_day", "caution_text", "stop_text", "text"}
    return Row(
        row.id, {name: _new(str(value)) if name in words else value for name, value in row.values.items()}
    )

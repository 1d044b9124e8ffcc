"""What stands in the quiet second line of something carried, and how it stood at every visit before."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kapdesk.domain.clock import show_date
from kapdesk.domain.life import LifeItem, Visit, due_of, here, visits
from kapdesk.domain.registers import Caution, Entry, Facts, Register, Value


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing as it is shown: with its register, the cautions that hold, the visit it is shown in."""

    item: LifeItem
    register: Register
    cautions: tuple[Caution, ...]
    note: UUID | None
    today: date

    @property
    def now(self) -> dict[str, Value]:
        """Return what was said in this visit so far."""
        seen = here(self.item, self.note, self.today)
        return {} if seen is None else seen.facts


def second_line(shown: Shown) -> str:
    """Return where it stands, its last step, the day it is looked at again; a struck one says why."""
    item, register = shown.item, shown.register
    if not item.stands:
        return f"struck through: {item.struck_reason}"
    due = due_of(item, register)
    named = (
        register.label_of(item.status) if len(register.standings) > 1 else "",
        _step(register, item.rating),
        *_answers(tuple(each for each in register.entries if each.choices)[:2], item.facts, short=True),
        f"{register.day.label.lower()} {show_date(due)}" if due and register.day else "",
        f"since {show_date(item.day)}" if register.id != "event" else show_date(item.day),
    )
    return " · ".join(part for part in named if part)


def history_lines(shown: Shown) -> list[str]:
    """Return each visit before this one, the newest first: its day and all that was said."""
    before = [
        visit for visit in visits(shown.item) if (visit.integration, visit.day) != (shown.note, shown.today)
    ]
    return [visit_line(shown.register, shown.item, visit) for visit in reversed(before)]


def visit_line(register: Register, item: LifeItem, visit: Visit) -> str:
    """Return one visit as it is read: day, state where it changed, step, answers, words."""
    parts = (
        show_date(visit.day),
        register.label_of(visit.status) if visit.status != item.first_status else "",
        _step(register, visit.rating),
        *_answers(register.look, visit.facts, short=len(register.look) == 1),
        *_answers(register.entries, visit.facts, short=False),
        f"“{visit.text}”" if visit.text else "",
    )
    return " · ".join(part for part in parts if part)


def _step(register: Register, rating: int | None) -> str:
    if rating is None or register.rating is None:
        return ""
    return f"{register.rating.label.lower()} {rating} of 10"


def _answers(entries: tuple[Entry, ...], facts: Facts, *, short: bool) -> list[str]:
    """Return answers in words: chosen ones and scales by name, so that a number says what it is of."""
    found: list[str] = []
    for entry in entries:
        words = entry.words(facts.get(entry.id))
        if words:
            found.append(words if short or entry.unit else f"{entry.label.rstrip('?').lower()}: {words}")
    return found

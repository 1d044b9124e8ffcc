"""Questionnaires in their exact words."""

from dataclasses import dataclass

from kapdesk.domain.definitions import Definition, find


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of an instrument, word for word, with the number it counts."""

    value: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentItem:
    """One question of an instrument, word for word.

    `options` stand in place of the instrument's own where this question has others; `follow_up` is asked in
    text after `follow_up_value`; `asked_when` says in words when the question is left out.
    """

    id: str
    text: str
    options: tuple[Option, ...] = ()
    scored: bool = True
    follow_up: str = ""
    follow_up_value: int | None = None
    asked_when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a total from `minimum` to `maximum`, both included, is called."""

    minimum: int
    maximum: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """An answer to `item` of `at_least` or more has its own line and asks for an act of its own."""

    item: str
    at_least: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Definition):
    """A questionnaire in its exact words; `scoring` names a function of the scoring rules."""

    instruction: str
    items: tuple[InstrumentItem, ...]
    options: tuple[Option, ...]
    scoring: str
    source_url: str
    attribution: str
    ships: bool
    opening_note: str = ""
    stem: str = ""
    recall_period: str = ""
    bands: tuple[Band, ...] = ()
    cutoff: int | None = None
    alarms: tuple[Alarm, ...] = ()
    footer: str = ""

    def item(self, item_id: str) -> InstrumentItem:
        """Return the question of that id; raises NotFound."""
        return find(self.items, item_id, self.id)

    def options_of(self, item: InstrumentItem) -> tuple[Option, ...]:
        """Return the answers a question offers."""
        return item.options or self.options

    @property
    def exact_text(self) -> str:
        """Return every word that is shown to the person who answers, in order, one line each."""
        lines = [self.instruction, self.stem]
        for item in self.items:
            lines += [item.text, item.follow_up]
            lines += [f"{option.value} {option.label}" for option in self.options_of(item)]
        return "\n".join([*lines, self.footer])

"""Blank paper forms, made of the same texts as the screens, for a day without the computer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from kapdesk import __version__
from kapdesk.domain.errors import NotFound
from kapdesk.domain.routes import Route
from kapdesk.reports.paper import Paper, Stamp, Status
from kapdesk.services.record import Record

if TYPE_CHECKING:
    from kapdesk.domain.definitions import Definition
    from kapdesk.reports.blank_facts import Blank, Section
    from kapdesk.reports.paper import Identity

SHEETS, DOSES = "blank-sheets", "doses"
LETTER = "letter:"
PREFIX = "blank."
"""Begins the key of a blank form where it is asked for beside other documents."""
FOR_CLIENTS = frozenset({"going-home", "escort", "plan", "worksheet"})
"""Forms that are read at home, in large type."""


@dataclass(frozen=True, slots=True)
class BlankSheet:
    """One blank form: its key, what it is called, what it is for, and in which version."""

    key: str
    title: str
    about: str
    version: int

    @property
    def routes(self) -> bool:
        """Return whether the times on it are those of one route."""
        return self.key == DOSES


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which form is wanted: of which route its times are, and for which client, if for one."""

    sheet: str
    route: Route | None = None
    client: UUID | None = None

    @property
    def key(self) -> str:
        """Return it in one word, to be asked for beside other documents: `blank.doses.im.named`."""
        named = "named" if self.client else "nobody"
        return f"{PREFIX}{self.sheet}.{self.route.value if self.route else 'any'}.{named}"


def wanted(key: str, client_id: UUID | None) -> Wanted:
    """Read the word a form is asked for by; raises NotFound for another one."""
    parts = key.removeprefix(PREFIX).split(".")
    if not key.startswith(PREFIX) or len(parts) != len(("sheet", "route", "named")):
        raise NotFound(f"There is no form “{key}”. Nothing was made.")
    route = Route(parts[1]) if parts[1] in set(Route) else None
    return Wanted(parts[0], route, client_id if parts[2] == "named" else None)


def shelf(record: Record) -> tuple[BlankSheet, ...]:
    """Return every blank form there is, in the order of the day."""
    rows = record.content.table(SHEETS).rows
    return tuple(
        BlankSheet(row.id, row.text("title"), row.text("about"), version(record, row.id)) for row in rows
    )


def version(record: Record, sheet: str) -> int:
    """Return the version of a form; it grows by one whenever any of its parts gets a new one."""
    table = record.content.table(SHEETS)
    own = sum(one.version - 1 for one in _definitions(record, table.row(sheet).texts("takes")))
    return table.version + own


def title(record: Record, sheet: Wanted) -> str:
    """Return what a form is called, with the route where its times are those of one."""
    name = record.content.table(SHEETS).row(sheet.sheet).text("title")
    return f"{name}: {sheet.route.label}" if sheet.sheet == DOSES and sheet.route else name


def make(record: Record, sheet: Wanted, *, paper: Paper) -> bytes:
    """Make one blank form; raises NotFound for a form or a client that is not there."""
    from kapdesk.reports.blank_form import render

    stamp = Stamp(
        record.now(), record.author.signature, record.zone, Status.PLAIN, "", record.rehearsal, __version__
    )
    return render(form(record, sheet), paper=paper, stamp=stamp)


def form(record: Record, sheet: Wanted) -> "Blank":
    """Return what stands on one blank form."""
    from kapdesk.reports.blank_facts import Blank, Size

    row = record.content.table(SHEETS).row(sheet.sheet)
    takes = row.texts("takes")
    definitions = _definitions(record, takes)
    first = definitions[0] if definitions else None
    return Blank(
        title(record, sheet),
        version(record, sheet.sheet),
        _sections(record, sheet, takes),
        note="" if takes[0].startswith(LETTER) or first is None else first.note,
        origins=tuple(f"{one.title}, version {one.version}. {one.source}." for one in definitions),
        identity=_identity(record, sheet.client),
        size=Size.CLIENT if sheet.sheet in FOR_CLIENTS else Size.CLINIC,
    )


def _identity(record: Record, client_id: UUID | None) -> "Identity | None":
    from kapdesk.services.printed_home import identity

    return None if client_id is None else identity(record, client_id)


def _definitions(record: Record, takes: tuple[str, ...]) -> "list[Definition]":
    """Return the texts a form is made of; an outcome is a rule and has none."""
    content = record.content
    of = {
        "form": content.form, "checklist": content.checklist, "gate": content.checklist,
        "instrument": content.instrument, "letter": content.letter,
    }  # fmt: skip
    named = [one.partition(":") for one in takes]
    return [of[kind](name) for kind, _, name in named if kind in of]


def _sections(record: Record, sheet: Wanted, takes: tuple[str, ...]) -> "tuple[Section, ...]":
    from kapdesk.services import blank_letters, blank_parts, blank_rows

    found: list[Section] = []
    for kind, _, name in (one.partition(":") for one in takes):
        if name == "blank-doses":
            found += blank_rows.doses(record, sheet.route)
        elif kind == "form":
            found += blank_parts.of_form(record.content.form(name))
        elif kind == "gate":
            found += blank_rows.gate(record.content.checklist(name))
        elif kind == "checklist":
            found += blank_rows.checklist(record.content.checklist(name))
        elif kind == "instrument":
            found += blank_rows.asked(record.content.instrument(name))
        elif kind == "letter":
            found += blank_letters.letter(record, name)
        else:
            found += blank_rows.ended(name)
    return tuple(found)

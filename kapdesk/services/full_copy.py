"""Everything of one client for that client: entries with a description, and pages; no private notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table as Shape
from sqlalchemy import select

from kapdesk.domain.clock import local
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.steps import Step, no_step
from kapdesk.exchange import full_copy as binding
from kapdesk.exchange.full_copy import Page, Table
from kapdesk.reports.paper import Paper
from kapdesk.services import clients, documents, printed_home, retractions, sealed_pages, sessions
from kapdesk.services.record import Record
from kapdesk.store import erase
from kapdesk.store.rows import Base

WHOLE = "whole"
OURS = frozenset(
    {"page_code", "import_conflict", "moved", "tombstone", "audit", "process_note", "process_key",
     "process_revision", "process_release", "withheld", "retraction"}
)  # fmt: skip
"""Tables that do not leave: private notes, and what is about the machine, other people or other charts."""
WITHOUT = frozenset({"row_version", "find_keys", "indexed", "seal", "group_id", "series_id", "copied_to"})
"""Columns that say nothing to anybody outside, or lead to somebody else."""
LINKS = ("id", "of_id", "session_id", "integration_id")
"""Columns by which an entry belongs to something that was retracted."""
LEFT_OUT = (
    (
        "Process notes: they are kept apart from the record and leave only by an authorisation of their own "
        "(45 CFR 164.501, 164.524(a)(1)(i))."
    ),
    "What was entered under another client's chart by mistake and retracted.",
    "What the client asked to be left out of printed pages stands in the data, not on the pages.",
    "The clinic's own marks: codes of printed pages, conflicts of copies, the audit trail.",
)


@dataclass(frozen=True, slots=True)
class FullCopy:
    """The finished copy, not closed yet: its bytes, a file name that names nobody, and what is in it."""

    pdf: bytes
    file_name: str
    entries: int
    pages: int


def make(record: Record, client_id: UUID, *, paper: Paper, step: Step = no_step) -> FullCopy:
    """Make the copy of one client's record; raises NotFound. Only `saving.save` writes it to a disk.

    `step` hears how far it is and may raise to stop.
    """
    step(0, 1)
    code = clients.one(record, client_id).code
    found = tuple(_tables(record, client_id))
    made = tuple(_pages(record, client_id, paper, step))
    day = local(record.now(), record.zone)
    told = binding.data(
        found, made_at=record.now().isoformat(), made_by=record.author.signature, left_out=LEFT_OUT
    )
    files = {binding.DATA: told, binding.READ_ME: binding.read_me(found, made, LEFT_OUT)}
    files |= {page.file_name: page.pdf for page in made}
    cover = _cover(record, client_id, code, tuple(files), paper)
    name = f"kapdesk-{day.date().isoformat()}-full-copy.pdf"
    return FullCopy(binding.bind(cover, files), name, sum(len(one.rows) for one in found), len(made))


def _tables(record: Record, client_id: UUID) -> Iterator[Table]:
    about = _about()
    with record.read() as db:
        others = set(retractions.all_of_them(db))  # what lies here by mistake is another client's
        for shape, which in erase.rows_of(client_id).items():
            if shape.name in OURS:
                continue
            rows: list[dict[str, object]] = []
            for row in db.execute(select(shape).where(which)).mappings():
                if others & {row.get(name) for name in LINKS}:
                    others.add(row["id"])
                else:
                    rows.append(_plain(shape, row))
            if rows:
                yield Table(shape.name, about.get(shape.name, ""), rows)


def _plain(shape: Shape, row: Any) -> dict[str, object]:
    told: dict[str, object] = {}
    for column in shape.columns:
        if column.name not in WITHOUT:
            told[column.name] = _value(row[column.name])
    return told


def _value(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def _about() -> dict[str, str]:
    """Return what each table holds, in the words of its definition."""
    shapes = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    return {name: (kind.__doc__ or "").strip().splitlines()[0] for name, kind in shapes.items()}


def _pages(record: Record, client_id: UUID, paper: Paper, step: Step) -> Iterator[Page]:
    """Make the whole record where it can be made, else the summary of each session that took place."""
    if WHOLE in documents.KEYS:
        whole = documents.make(record, WHOLE, client_id, None, paper=paper, step=step)
        yield Page("whole-record.pdf", whole.title, whole.pdf)
        return
    for head in sessions.of_client(record, client_id):
        if head.opened_at is None:
            continue
        try:
            made = documents.session_summary(record, head.id, paper=paper)
        except KapdeskError:
            continue  # retracted: its pages are not made
        yield Page(f"dosing-{head.number}.pdf", f"{made.title}, dosing {head.number}", made.pdf)


def _cover(record: Record, client_id: UUID, code: str, names: tuple[str, ...], paper: Paper) -> bytes:
    from kapdesk.reports import full_copy_cover as report

    facts = report.CoverFacts(printed_home.identity(record, client_id), code, names, LEFT_OUT)
    return report.render(facts, paper=paper, stamp=sealed_pages.plain(record, client_id))

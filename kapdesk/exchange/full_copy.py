"""A client's full copy: one PDF that says what it is, with the data and the pages laid in it as files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

FORMAT, VERSION = "kapdesk full copy", 1
DATA, READ_ME = "record.json", "read-me.txt"


@dataclass(frozen=True, slots=True)
class Table:
    """One table as it leaves: its name, what it holds, and its rows as plain values."""

    name: str
    about: str
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Page:
    """A finished document that goes along."""

    file_name: str
    title: str
    pdf: bytes


def data(tables: Sequence[Table], *, made_at: str, made_by: str, left_out: Sequence[str]) -> bytes:
    """Return the rows as JSON in UTF-8, with a description of every table."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": made_at,
        "made_by": made_by,
        "left_out": list(left_out),
        "tables": {
            table.name: {"about": table.about, "rows": [dict(row) for row in table.rows]} for table in tables
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_me(tables: Sequence[Table], pages: Sequence[Page], left_out: Sequence[str]) -> bytes:
    """Return what lies in the copy, in plain words."""
    lines = [
        "What lies in this copy",
        "",
        f"{DATA}: every entry, as JSON (UTF-8). Times are UTC; `zone` names the zone they were written in.",
        *(f"{page.file_name}: {page.title}, to read and to print." for page in pages),
        "",
        "Tables and how many entries each has:",
        *(f"- {table.name} ({len(table.rows)}): {table.about}" for table in tables),
        "",
        "Not in this copy:",
        *(f"- {words}" for words in left_out),
        "",
    ]
    return "\n".join(lines).encode()


def bind(cover: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return a PDF with files laid in it; it is closed with a password when it is saved."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(cover)))
    for name, content in files.items():
        writer.add_attachment(name, content)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()

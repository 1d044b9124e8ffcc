"""What kapdesk says about itself: what it is not, which versions it stands on, where the record lies."""

import platform
from dataclasses import dataclass
from importlib import metadata

from kapdesk import __version__
from kapdesk.services.record import Record

STATEMENT = (
    "kapdesk supports documentation and reminds. It does not diagnose, dose, or clear anyone to leave. "
    "Decisions are the clinician's."
)
_PARTS = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlcipher3",
    "alembic",
    "cryptography",
    "reportlab",
    "pypdf",
    "pypdfium2",
    "pydantic",
    "tzdata",
    "zxcvbn",
)


@dataclass(frozen=True, slots=True)
class Component:
    """A library kapdesk stands on: its name, its version here, and its licence as it states it."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class About:
    """The statement, the versions, and the place of the record."""

    statement: str
    version: str
    python: str
    time_zones: str
    record: str
    components: tuple[Component, ...]


def about(record: Record) -> About:
    """Return what kapdesk says about itself on this machine."""
    parts = tuple(part for part in map(_component, _PARTS) if part is not None)
    zones = next((part.version for part in parts if part.name == "tzdata"), "")
    return About(STATEMENT, __version__, platform.python_version(), zones, str(record.store.path), parts)


def _component(name: str) -> Component | None:
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    field = next((one for one in ("License-Expression", "License") if one in said), "")
    licence = said[field] if field else ""
    return Component(name, said["Version"], licence.splitlines()[0][:60] if licence else "see its own files")

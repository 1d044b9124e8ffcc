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
_PARTS = {  # by the licence each is used under; the whole texts lie beside each part
    "PySide6-Essentials": "LGPL-3.0",
    "SQLAlchemy": "MIT",
    "sqlcipher3": "zlib; SQLCipher inside it: BSD-3-Clause",
    "alembic": "MIT",
    "cryptography": "Apache-2.0 or BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
    "pypdf": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause and Apache-2.0",
    "pydantic": "MIT",
    "tzdata": "Apache-2.0",
    "zxcvbn": "MIT",
}


@dataclass(frozen=True, slots=True)
class Component:
    """A library kapdesk stands on: its name, its version here, and the licence it is used under."""

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
    parts = tuple(part for name in _PARTS if (part := _component(name)) is not None)
    zones = next((part.version for part in parts if part.name == "tzdata"), "")
    return About(STATEMENT, __version__, platform.python_version(), zones, str(record.store.path), parts)


def _component(name: str) -> Component | None:
    try:
        return Component(name, metadata.version(name), _PARTS[name])
    except metadata.PackageNotFoundError:
        return None

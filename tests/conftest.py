"""Real encrypted records in temporary folders, and a clock that stands still until it is moved."""

import atexit
import gc
import getpass
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if "XDG_STATE_HOME" not in os.environ:  # what a machine remembers of records is remembered apart
    os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="kapdesk-state-")
    atexit.register(shutil.rmtree, os.environ["XDG_STATE_HOME"], ignore_errors=True)

from kapdesk import content
from kapdesk.content import Content
from kapdesk.domain.clock import SetClock
from kapdesk.domain.people import Person, Role
from kapdesk.services import people, vault
from kapdesk.services.record import Record
from kapdesk.store import bundle, cipher, derivation, engine, migrate, slots
from kapdesk.store.derivation import FLOOR
from kapdesk.store.engine import FILE, Store

PASSPHRASE = "quiet harbour lantern field"
ZONE = "America/New_York"
MORNING = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)  # 09:00 in that zone


LONGEST = frozenset(
    {"test_one_leaves.py", "test_the_day.py", "test_light.py", "test_handing.py",
     "test_two_hours.py", "test_door.py", "test_access.py", "test_kills.py"}
)  # fmt: skip
"""Files that begin first, so that no worker has one of them alone at the end."""


ROOM = 4 * 1024**3  # bytes of memory that must be free before the folders of the tests are kept in it


def pytest_configure() -> None:
    """Keep the folders of the tests in memory where a machine offers it: commits then wait for no disk.

    What is read back is the same. That a commit outlives its process is proved by killing processes.
    """
    memory = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own there, closed to others
    if "PYTEST_DEBUG_TEMPROOT" in os.environ or not memory.is_dir():
        return
    if shutil.disk_usage(memory).free > ROOM:
        root = memory / f"kapdesk-{getpass.getuser()}" / "tmp"  # a temporary folder is known by such a name
        root.mkdir(parents=True, exist_ok=True)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(root)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """Let the collector leave alone what stays until the end: modules, definitions, the collected tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@dataclass(frozen=True, slots=True)
class Template:
    """A new record, made once and copied for each test."""

    folder: Path
    key: bytes
    person: Person


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("template") / "record"
    opened, _code = vault.create(
        folder, PASSPHRASE, clinic="Hollow Oak Clinic", person_name="J. Adler", credential="LMFT", zone=ZONE,
        backup_folder=folder.parent / "backups", clock=SetClock(MORNING), cost=FLOOR,
    )  # fmt: skip
    key = opened.store.raw_key
    bare = Record(
        opened.store, shipped(), SetClock(MORNING), Person(opened.person_id, "", "", Role.OWNER), ZONE
    )
    person = people.one(bare, opened.person_id)
    opened.close()
    return Template(folder, key, person)


_first: list[Engine] = []


def _compiled_once(*arguments: Any, **options: Any) -> Engine:
    """Make an engine that knows the statements of the ones before it: each is compiled once for all tests."""
    made = create_engine(*arguments, query_cache_size=5_000, **options)
    if not _first:
        _first.append(made)
    made.dialect, made._compiled_cache = _first[0].dialect, _first[0]._compiled_cache
    return made


engine.create_engine = _compiled_once

_derived = lru_cache(maxsize=256)(derivation.from_passphrase)
slots.from_passphrase = bundle.from_passphrase = _derived
"""The same passphrase, salt and cost give the same key: each is derived once, however often it opens."""

_make_file = migrate.make_file
_blank: list[tuple[Path, bytes]] = []


def _made_once(path: Path, key: bytes) -> None:
    """Make a new file with the pages of the first that was made: its tables are brought about once."""
    if not _blank:
        folder = Path(tempfile.mkdtemp(prefix="kapdesk-blank-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _blank.append((folder / FILE, os.urandom(len(key))))
        _make_file(*_blank[0])
    cipher.create(path, key)
    one, other = cipher.connect(*_blank[0]), cipher.connect(path, key)
    one.backup(other)
    other.close()
    one.close()


migrate.make_file = _made_once

_shipped: list[Content] = []


def shipped() -> Content:
    """Return the content that ships, read once for all tests."""
    if not _shipped:
        _shipped.append(content.load())
    return _shipped[0]


@pytest.fixture(autouse=True)
def in_paper(request: pytest.FixtureRequest) -> None:
    """Every test with a window begins as a person does: dressed, in the light theme, no other window there.

    Windows of the test before are let go first: without a running loop nothing that was told to go ever goes.
    """
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    from kapdesk.ui import theme
    from kapdesk.ui.shoulder import shoulder

    app, now = request.getfixturevalue("qapp"), theme.look()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shoulder().set_hidden(hidden=False)
    if (now.theme.name, now.scale) != ("paper", theme.SMALLEST_SCALE) or not app.styleSheet():
        theme.apply(app, theme.Theme.load("paper"))


@pytest.fixture
def clock() -> SetClock:
    return SetClock(MORNING)


@pytest.fixture
def vault_folder(template: Template, tmp_path: Path) -> Path:
    """A record of its own for one test, closed; PASSPHRASE opens it."""
    folder = tmp_path / "record"
    shutil.copytree(template.folder, folder)
    return folder


@pytest.fixture
def record(template: Template, tmp_path: Path, clock: SetClock) -> Iterator[Record]:
    """A record of its own for one test, open."""
    folder = tmp_path / "open-record"
    folder.mkdir(mode=0o700)
    shutil.copy(template.folder / FILE, folder / FILE)
    store = Store(folder / FILE, template.key)
    yield Record(store, shipped(), clock, template.person, ZONE)
    store.close()

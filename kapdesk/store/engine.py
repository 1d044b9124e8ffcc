"""The open record: short readings and writings of the one encrypted file, each on its own connection."""

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool, QueuePool

from kapdesk.domain.errors import KapdeskError, NotWritten
from kapdesk.store import ballast, cipher, faults
from kapdesk.store.check import Report, check_open

FILE = "vault.db"
_BEGIN = "kapdesk_begin"
_PATIENCE = 3.0
_AGAIN = 0.05
_SHORT_WAIT_MS = 250


class Closed(NotWritten):
    """The record was locked or closed; the text stays where it was typed."""


class Store:
    """The one way into the record: `read()`, `write()`, `verify()`, and `close()` when it is locked."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Prepare the engine; nothing is opened yet. `key` is 32 bytes of key and 16 of salt."""
        self.path = path
        self._key = bytearray(key)
        self._open: set[Any] = set()
        self._busy = self._held = 0
        self.writes = 0  # how many writes have ended: what was read stands as long as this does
        self._closed = False
        self._finished = False
        self._turn = threading.Condition()
        self._engine = make_engine(self._connect, QueuePool, pool_size=3, max_overflow=2, pool_timeout=10)
        self._writer = self._engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        event.listen(self._engine, "close", self._forget)

    def __repr__(self) -> str:
        """Say where, never with what."""
        return f"<Store {'closed' if self._closed else 'open'}>"

    @contextmanager
    def read(self) -> Generator[Session]:
        """Give a Session that sees one moment of the record and writes nothing."""
        with self._unit(self._engine, writing=False) as session:
            yield session

    @contextmanager
    def write(self) -> Generator[Session]:
        """Give a Session whose changes are on the disk when the block has ended, or not at all.

        Raises NotWritten (full, failing, busy or closed disk), Refused (a rule of the record), RecordDamaged.
        """
        with self._unit(self._writer, writing=True) as session:
            yield session

    @contextmanager
    def holding(self) -> Generator[None]:
        """Let it be known, for a block, that the one right to write is held for longer than a moment."""
        with self._turn:
            self._held += 1
        try:
            yield
        finally:
            with self._turn:
                self._held -= 1

    @property
    def held(self) -> bool:
        """Say whether who can wait with writing does well to wait: long work holds the right to write."""
        return self._held > 0

    @property
    def closed(self) -> bool:
        """Say whether the record was let go."""
        return self._closed

    @property
    def raw_key(self) -> bytes:
        """Return the key again, for backups and checks on a connection of their own; raises Closed."""
        if self._finished:
            raise _closed()
        return bytes(self._key)

    def verify(self, *, quick: bool = False) -> Report:
        """Check structure, every page's seal and the references, and count the rows of every table."""
        with self.bare() as connection:
            return check_open(connection, quick=quick)

    @contextmanager
    def bare(self) -> Generator[Any]:
        """Give a driver connection of its own for long work (checks, copies); closing the record stops it."""
        self._enter()
        try:
            connection = self._connect()
            try:
                yield connection
            finally:
                self._open.discard(connection)
                connection.close()
        finally:
            self._leave(wrote=True)

    def checkpoint(self) -> bool:
        """Bring the journal into the file and empty it; say whether that was done (a reader can delay it)."""
        connection = cipher.connect(self.path, self.raw_key)
        try:
            connection.execute(f"PRAGMA busy_timeout = {_SHORT_WAIT_MS}").fetchall()
            return connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        finally:
            connection.close()

    def finish(self) -> bool:
        """Refuse everything new, stop what still works, and empty the journal; say whether it is empty."""
        with self._turn:
            self._closed = True
            end = time.monotonic() + _PATIENCE
            while self._busy and time.monotonic() < end:
                for connection in list(self._open):
                    connection.interrupt()
                self._turn.wait(_AGAIN)  # a statement may begin just after it was told to stop
        return self.checkpoint()

    def close(self) -> None:
        """Let the record go for good: no connection is left and none can be made. Never raises NotWritten."""
        try:
            if not self._closed:
                self.finish()
        except (KapdeskError, cipher.driver.Error):
            self._closed = True  # the journal stays beside the file and is taken in at the next opening
        finally:
            self._engine.dispose()
            self._key[:] = bytes(len(self._key))
            self._finished = True

    def _connect(self) -> Any:
        """Make a connection for the pool."""
        if self._closed:
            raise _closed()
        connection = cipher.connect(self.path, bytes(self._key))
        self._open.add(connection)
        return connection

    def _forget(self, connection: Any, _record: object) -> None:
        """Drop a connection that the pool has closed."""
        self._open.discard(connection)

    @contextmanager
    def _unit(self, engine: Engine, *, writing: bool) -> Generator[Session]:
        """Run one block, and turn errors of the disk into sentences."""
        self._enter()
        try:
            with Session(engine, expire_on_commit=False) as session:
                yield session
                if writing:
                    session.commit()
        except (StatementError, UnicodeEncodeError) as error:
            sentence = faults.told(error, writing=writing)
            faults.scrub(error)
            if sentence is None:
                raise
            if faults.is_full(sentence):
                ballast.free(self.path.parent)  # so that the next try has room
            raise sentence from None
        finally:
            self._leave(wrote=writing)

    def _enter(self) -> None:
        """Count somebody in; raises Closed once the record is locked."""
        with self._turn:
            if self._closed:
                raise _closed()
            self._busy += 1

    def _leave(self, *, wrote: bool) -> None:
        """Count somebody out, and what may have been written."""
        with self._turn:
            self._busy -= 1
            self.writes += wrote
            self._turn.notify_all()


def make_engine(creator: Any, pool: type[Pool], **options: Any) -> Engine:
    """Return an engine over keyed connections: own BEGIN, no key in a URL, no values in errors."""
    engine = create_engine(
        "sqlite:///record",
        module=cipher.driver,
        creator=creator,
        poolclass=pool,
        hide_parameters=True,
        **options,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _begin_anew)
    return engine


def for_changes_of_shape(path: Path, key: bytes) -> Engine:
    """Return an engine whose single connection does not enforce references while tables are rebuilt."""
    from sqlalchemy.pool import StaticPool

    return make_engine(partial(_without_references, path, key), StaticPool)


def _without_references(path: Path, key: bytes) -> Any:
    """Connect with references unchecked; the caller checks them before the commit."""
    connection = cipher.connect(path, key)
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


def _begin_anew(context: Any) -> None:
    """Give up connections that met a damaged page: they would refuse every write from then on."""
    error = context.original_exception
    if faults.primary_code(error) in faults.SPOILS and not faults.is_of_index(error):
        context.is_disconnect = True


def _begin(connection: Connection) -> None:
    """Begin as a reader, or as the one writer."""
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def _closed() -> Closed:
    """Return the sentence for a locked record."""
    return Closed("The record is locked. What was typed is kept; open the record again to write it.")

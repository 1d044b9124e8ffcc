"""While something long is done behind the window, typing goes on, is kept, and the loop never stands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from app_stage import WAIT, Stage, start
from heartbeat import Heartbeat
from PySide6.QtTest import QTest
from sqlalchemy import func, select

from kapdesk.desk import Chart
from kapdesk.services import anchors, backups, bundles, documents, full_copy, merging, notes, trail_pages
from kapdesk.services.documents import Paper
from kapdesk.services.record import Record
from kapdesk.services.rehearsal_scale import write
from kapdesk.services.rehearsal_stage import PASSPHRASE
from kapdesk.services.trail import Sieve
from kapdesk.store import erase
from kapdesk.store.derivation import FLOOR
from kapdesk.store.rows import ClientRow, SessionRow
from kapdesk.ui.jobs import Cancelled, Job, Jobs
from kapdesk.ui.note_edit import NoteEdit

__all__ = ["start"]

Work = Callable[[Job], object]

LIMIT = 50.0  # milliseconds that the loop may stand still, but for one time in a hundred
SESSIONS, CLIENTS, LONGEST = 1_000, 80, 50
WORDS = "balemo-tinado-kerufa-sovilu-pagiro-denubi"
KEY_EVERY = 30  # beats: about fifteen keys in a second

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]


@dataclass(slots=True)
class Room:
    """The program over a record of 1,000 sessions, somebody typing in it, and the pulse of the loop."""

    stage: Stage
    chart: Chart
    pulse: Heartbeat
    typed: str = ""

    @property
    def record(self) -> Record:
        return self.stage.house.desk.record

    @property
    def note(self) -> NoteEdit:
        return self.stage.house.tabs["debrief"].notes["debrief.words"]

    def type_on(self, beat: int) -> None:
        """Type one key more now and then; after each word a pause, in which it is written."""
        if beat % KEY_EVERY == 0 and beat // KEY_EVERY % 25 < 12:
            letter = "abcdefgh "[len(self.typed) % 9]
            self.typed += letter
            QTest.keyClicks(self.note, letter)

    def during(self, begin: Callable[[], object], ended: Callable[[], bool]) -> None:
        """Type while a work is under way, to its end."""
        self.pulse.beaten.connect(self.type_on)
        try:
            with self.pulse:
                begin()
                self.stage.qtbot.waitUntil(ended, timeout=WAIT * 6)
        finally:
            self.pulse.beaten.disconnect(self.type_on)

    def run(self, jobs: Jobs, work: Work, moved: Callable[[int, int], None] | None = None) -> object:
        """Do a work behind the window while somebody types; return what came home, an error too."""
        found: list[object] = []
        self.during(lambda: jobs.run(work, found.append, found.append, moved), lambda: bool(found))
        return found[0]

    def kept(self) -> bool:
        """Say whether everything that was typed is in the record."""
        self.stage.house.flush()
        return notes.text(self.record, self.chart.owner, "debrief.words") == self.typed

    def client(self) -> UUID:
        """Return the client with most sessions."""
        with self.record.read() as db:
            found = db.scalar(select(ClientRow.id).where(ClientRow.code == "R-00001"))
        assert found is not None
        return found


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "record"
    write(folder, clients=CLIENTS, sessions=SESSIONS, longest=LONGEST, years=10)
    return folder


@pytest.fixture
def room(start: Callable[..., Stage], large: Path) -> Room:
    stage = start(large)
    stage.unlock(PASSPHRASE)
    chart = stage.client_here()
    stage.go(chart, "debrief", "debrief.words")
    made = Room(stage, chart, Heartbeat())
    made.note.setFocus()
    stage.qtbot.waitUntil(lambda: not stage.house._counting.isActive(), timeout=WAIT)
    return made


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    some = Jobs(1)
    yield some
    some.close()


def backing_up(room: Room, out: Path) -> Work:
    watching = room.stage.program.door.open
    assert watching is not None
    opened = watching._opening.opened
    return lambda job: backups.make(opened, out, clock=room.stage.clock, step=job.step)


def verifying(room: Room, _out: Path) -> Work:
    return lambda _job: room.record.store.verify()


def whole_record(room: Room, _out: Path) -> Work:
    made = partial(documents.make, room.record, "whole", room.client(), None, paper=Paper.A4)
    return lambda job: made(step=job.step)


def copying(room: Room, _out: Path) -> Work:
    client = room.client()
    return lambda job: full_copy.make(room.record, client, paper=Paper.A4, step=job.step)


def bundling(room: Room, out: Path) -> Work:
    client = room.client()
    return lambda job: bundles.make(room.record, [client], out, WORDS, cost=FLOOR, step=job.step)


def taking_in(room: Room, out: Path) -> Work:
    client = room.client()
    made = bundles.make(room.record, [client], out, WORDS, cost=FLOOR)
    with room.record.store.write() as db:
        erase.erase(db, client)
    return lambda job: merging.take_in(room.record, made.path, WORDS, step=job.step)


def taking_in_again(room: Room, out: Path) -> Work:
    made = bundles.make(room.record, [room.client()], out, WORDS, cost=FLOOR)
    return lambda job: merging.take_in(room.record, made.path, WORDS, step=job.step)


def checking_the_trail(room: Room, _out: Path) -> Work:
    return lambda job: anchors.check_all(room.record, step=job.step)


def listing_the_trail(room: Room, _out: Path) -> Work:
    return lambda job: trail_pages.listed(room.record, Sieve(), 2_000, step=job.step)


ALL = (
    backing_up, verifying, whole_record, copying, bundling, taking_in, taking_in_again,
    checking_the_trail, listing_the_trail,
)  # fmt: skip
STOPPED = (backing_up, whole_record, copying, bundling, taking_in)


@pytest.mark.parametrize("work", ALL)
def test_typing_goes_on_and_is_kept(
    room: Room, jobs: Jobs, work: Callable[[Room, Path], Work], tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    done = room.run(jobs, work(room, tmp_path))
    pulse = room.pulse
    with capsys.disabled():
        print(
            f"\n{work.__name__}: {sum(pulse.gaps) / 1000:.1f} s, {len(pulse.gaps)} beats, p99 "
            f"{pulse.p99():.1f} ms, worst {pulse.worst():.1f} ms, {len(pulse.over(LIMIT))} over {LIMIT:.0f}"
        )
    if isinstance(done, BaseException):
        raise done
    assert room.kept()
    assert pulse.p99() < LIMIT


@pytest.mark.parametrize("work", STOPPED)
def test_what_is_stopped_in_its_middle_leaves_everything_as_it_was(
    room: Room, jobs: Jobs, work: Callable[[Room, Path], Work], tmp_path: Path
) -> None:
    doing = work(room, tmp_path)
    before, files = counted(room), sorted(tmp_path.iterdir())

    def stop(job: Job) -> object:
        def tell(number: int, of: int) -> None:
            if number * 2 >= of:
                job.cancel()

        job.tell = tell
        return doing(job)

    done = room.run(jobs, stop)
    assert isinstance(done, Cancelled)
    assert room.kept()
    assert counted(room) == before
    assert sorted(tmp_path.iterdir()) == files


def counted(room: Room) -> tuple[int, int]:
    """Count the clients and their sessions."""
    with room.record.read() as db:
        clients = db.scalar(select(func.count()).select_from(ClientRow))
        sessions = db.scalar(select(func.count()).select_from(SessionRow))
    return clients or 0, sessions or 0

"""Starting: to the first painted window, to the caret in the open session, and the memory at rest."""

from pathlib import Path
from threading import Timer
from time import perf_counter

from kapdesk.bench import place
from kapdesk.bench.child import SAID_CARET, SAID_PAINTED, SAID_REST
from kapdesk.bench.figures import About, CannotMeasure, Taken, Unit, alternate, timed
from kapdesk.bench.ground import Ground
from kapdesk.bench.processes import begin
from kapdesk.services import rehearsal, whereabouts
from kapdesk.services.whereabouts import Whereabouts

STUCK = 40.0  # seconds after which a start is given up
TRIES = 2
WANTED = {
    "window": {SAID_PAINTED}, "bare-window": {SAID_PAINTED, SAID_REST}, "bare-caret": {SAID_CARET},
    "caret": {SAID_CARET, SAID_REST},
}  # fmt: skip
FIELD = "debrief.words"

WINDOW = About(
    "start-to-window", "start of the process to the painted window that asks for the passphrase",
    "a process that paints a bare QMainWindow", 1.3,
)  # fmt: skip
CARET = About(
    "start-to-caret", "start, passphrase given at once, to the painted caret in the open session",
    "a bare Qt window, Argon2id at 64 MiB/3/4, the file opened by its raw key, a text read, its caret", 1.6,
)  # fmt: skip
REST = About(
    "memory-at-rest", "memory (PSS) of the process with a session open, 1.5 s after the caret stands",
    "the process of a bare QMainWindow", 1.9, Unit.MEBIBYTES,
)  # fmt: skip
UNLOCK = About(
    "unlock", "from the passphrase to the open record: derivation, checks, journal, marks",
    "the Argon2id of the same passphrase alone, at the same cost", 1.15,
)  # fmt: skip


def window(ground: Ground) -> Taken:
    """Time the first painted window of a process, in turn with a bare one."""

    def ours() -> float:
        return _started("window", ground.folder)[SAID_PAINTED]

    def bare() -> float:
        return _started("bare-window", ground.folder)[SAID_PAINTED]

    return alternate(ours, bare, most=12, least=5, seconds=12)


def caret(ground: Ground) -> Taken:
    """Time the way to the caret; what the process then holds in memory is kept for its own bar."""
    _leave_a_caret(ground)
    key, rest = _key(ground), _Rests()

    def ours() -> float:
        seen = _started("caret", ground.folder, rehearsal.PASSPHRASE)
        rest.ours.append(seen[SAID_REST])
        return seen[SAID_CARET]

    def bare() -> float:
        rest.bare.append(_started("bare-window", ground.folder)[SAID_REST])
        return _started("bare-caret", ground.folder / "vault.db", key)[SAID_CARET]

    taken = alternate(ours, bare, most=8, least=3, seconds=18)
    ground.known[REST.name] = Taken(tuple(rest.ours), tuple(rest.bare))
    return taken


def memory(ground: Ground) -> Taken:
    """Tell what was held at rest."""
    if REST.name not in ground.known:
        caret(ground)
    taken: Taken = ground.known[REST.name]
    if not min(*taken.value, *taken.floor):
        raise CannotMeasure("this system does not say how much of its memory a process shares")
    return taken


def unlock(ground: Ground) -> Taken:
    """Open and close the record, in turn with one derivation."""
    from kapdesk.store.derivation import FLOOR, from_passphrase

    def ours() -> float:
        began = perf_counter()
        opened = place.unlocked(ground.folder)
        took = perf_counter() - began
        opened.close()
        return took

    def derive() -> None:
        from_passphrase(rehearsal.PASSPHRASE, bytes(16), FLOOR)

    return alternate(ours, timed(derive), most=15, least=5, seconds=8)


class _Rests:
    """What processes held in memory at rest."""

    def __init__(self) -> None:
        self.ours: list[float] = []
        self.bare: list[float] = []


def _leave_a_caret(ground: Ground) -> None:
    """Let the desk stand in the debrief of the newest session, as when it was locked there."""
    chart = ground.longest
    there = Whereabouts("", chart.client, chart.session, "debrief", FIELD, 0)
    whereabouts.keep(ground.record, there)
    ground.let_go()


def _key(ground: Ground) -> str:
    key = ground.opened.store.raw_key.hex()
    ground.let_go()
    return key


def _started(kind: str, path: Path, secret: str = "") -> dict[str, float]:
    """Start a process and note when it said which word; one that a busy machine let hang is started again."""
    wanted = WANTED[kind]
    for _ in range(TRIES):
        seen = _heard(kind, path, secret)
        if wanted <= seen.keys():
            return seen
    raise CannotMeasure(f"the process started for it ({kind}) ended before its moment came")


def _heard(kind: str, path: Path, secret: str) -> dict[str, float]:
    """Start a process; return after how many seconds it said which word, or which number it said."""
    seen: dict[str, float] = {}
    began = perf_counter()
    with begin("kapdesk.bench.child", kind, str(path)) as child:
        guard = Timer(STUCK, child.kill)
        guard.start()
        if child.stdin and child.stdout:
            child.stdin.write(f"{secret}\n")
            child.stdin.flush()
            for line in child.stdout:
                word, _, number = line.strip().partition(" ")
                seen[word] = float(number) if number else perf_counter() - began
        guard.cancel()
    return seen

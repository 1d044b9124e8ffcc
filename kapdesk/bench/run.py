"""One run: the record made or found, every bar taken, the table printed, the file written."""

import argparse
import json
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from kapdesk import __version__
from kapdesk.bench import ground as standing
from kapdesk.bench.figures import CannotMeasure, entry
from kapdesk.domain.errors import Refused

Say = Callable[[str], None]
TO_SCREEN = "-"


def run(options: argparse.Namespace) -> int:
    """Do all of it; raises Refused for a bar that there is not, and what `place.stand` raises."""
    wanted = _wanted(options.bars)
    with standing.apart() as temporary:
        from kapdesk.bench import bars, place

        work = Path(temporary)
        kept = options.data_dir.absolute() if options.data_dir else work / "record"
        place.stand(kept, options.sessions, say)
        folder = place.copied(kept, work) if options.data_dir else kept
        ground = standing.Ground(folder, work)
        standing.hush()
        try:
            chosen = [one for one in bars.every() if one[0].name in wanted]
            taken = [_take(ground, number, len(chosen), *one) for number, one in enumerate(chosen, start=1)]
            said = _about(ground, options.sessions) | {"bars": taken}
        finally:
            ground.close()
    _tell(said, options.json)
    return 0


def say(sentence: str) -> None:
    """Say how far the run is, beside the figures."""
    sys.stderr.write(f"kapdesk bench: {sentence}\n")
    sys.stderr.flush()


def _wanted(names: str) -> Sequence[str]:
    from kapdesk.bench.bars import NAMES

    wanted = [name.strip() for name in names.split(",") if name.strip()] or list(NAMES)
    for name in wanted:
        if name not in NAMES:
            raise Refused(
                f"There is no bar “{name}”. Nothing was measured. The bars are: {', '.join(NAMES)}."
            )
    return wanted


def _take(ground: standing.Ground, number: int, of: int, about: Any, measure: Any) -> dict[str, Any]:
    """Take one bar; one that cannot be taken says why and the run goes on."""
    began = perf_counter()
    say(f"{number} of {of}: {about.name}")
    try:
        made = entry(about, measure(ground))
    except CannotMeasure as error:
        made = entry(about, None, str(error))
    except Exception as error:  # noqa: BLE001 - one bar that fails is named, and the others are taken
        at = traceback.extract_tb(error.__traceback__)[-1]
        made = entry(about, None, f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}")
    return made | {"took_s": round(perf_counter() - began, 2)} | ground.more.get(about.name, {})


def _about(ground: standing.Ground, sessions: int) -> dict[str, Any]:
    """Return on what, with what and when it was measured."""
    from sqlalchemy import func, select

    from kapdesk.bench import machine, place
    from kapdesk.store.rows import ClientRow

    with ground.opened.store.read() as db:
        clients = db.scalar(select(func.count()).select_from(ClientRow))
    return {
        "kapdesk": __version__,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine.facts(),
        "sessions": sessions,
        "clients": clients,
        "text_bytes": place.text_bytes(ground.opened),
        "file_bytes": ground.opened.store.path.stat().st_size,
    }


def _tell(said: dict[str, Any], target: str) -> None:
    """Print the table, and write the figures; `-` prints the figures alone."""
    from kapdesk.bench import machine, table

    written = json.dumps(said, indent=2, ensure_ascii=False)
    if target == TO_SCREEN:
        sys.stdout.write(f"{written}\n")
        return
    if target:
        Path(target).write_text(f"{written}\n", encoding="utf-8")
    megabytes = said["text_bytes"] / 1e6
    size = f"{said['sessions']} sessions, {said['clients']} clients, {megabytes:.1f} MB of notes"
    heads = [f"kapdesk {said['kapdesk']}, {size}", machine.words(), ""]
    missed = sum(bar["met"] is False for bar in said["bars"])
    last = f"{len(said['bars'])} bars, {missed} missed. A ratio is the median over that of its floor."
    sys.stdout.write("\n".join([*heads, *table.lines(said["bars"]), "", last]) + "\n")

"""A process of bare Qt beside the program: it makes the floors of screens, with no theme and nothing else."""

import json
import subprocess
from pathlib import Path
from typing import Any

from kapdesk.bench.figures import CannotMeasure
from kapdesk.bench.processes import begin


class Floors:
    """Asks the process for one floor at a time and gets its seconds."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Start it on a file; it opens it with the raw key by the driver alone."""
        self._process = begin("kapdesk.bench.floor_child", str(path))
        self._say(key.hex())

    def take(
        self,
        make: str,
        *queries: tuple[str, list[Any]],
        number: int = 0,
        census: dict[str, int] | None = None,
    ) -> float:
        """Make one thing from the rows of some questions, paint it, let it go; return its seconds.

        With a `census` it is a page of so many bare widgets of each kind.
        """
        said = {"make": make, "queries": queries, "number": number, "census": census or {}}
        self._say(json.dumps(said))
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise CannotMeasure("the process of bare Qt ended")
        return float(line)

    def close(self) -> None:
        """End it."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def _say(self, line: str) -> None:
        if self._process.stdin:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()

"""Processes of this program that are timed from outside."""

import os
import subprocess
import sys
from pathlib import Path

import kapdesk


def begin(module: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a module of the bench in a process of its own; its words come by its standard output."""
    here = (str(Path(kapdesk.__file__).parent.parent), os.environ.get("PYTHONPATH", ""))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in here if part)}
    return subprocess.Popen(  # noqa: S603 - this program, with arguments of its own
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env,
    )  # fmt: skip

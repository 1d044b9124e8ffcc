"""On which machine, and with which libraries, something was measured."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any


def facts() -> dict[str, Any]:
    """Return the processor, its cores, memory in MB, the system, and the versions of what does the work."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_mb": _memory(),
        "os": platform.platform(),
        "python": platform.python_version(),
        "pyside6": version("PySide6-Essentials"),
        "sqlcipher": _sqlcipher(),
        "reportlab": version("reportlab"),
    }


def words() -> str:
    """Return the same in one line, without the versions."""
    said = facts()
    memory = f", {said['memory_mb'] / 1024:.0f} GB" if said["memory_mb"] else ""
    return f"{said['cpu']}, {said['cores']} cores{memory}, {said['os']}, Python {said['python']}"


def pss() -> int:
    """Return the memory of this process in bytes, shared pages by share; 0 where the system does not say."""
    try:
        said = Path("/proc/self/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in said.splitlines() if line.startswith("Pss:")), 0)


def _cpu() -> str:
    try:
        said = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        said = ""
    named = (line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def _memory() -> int | None:
    if sys.platform == "win32":
        return None
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**2


def _sqlcipher() -> str:
    from kapdesk.bench import bare

    connection = bare.driver.connect(":memory:")
    try:
        return str(connection.execute("PRAGMA cipher_version").fetchone()[0])
    finally:
        connection.close()

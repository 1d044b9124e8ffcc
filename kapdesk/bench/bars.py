"""Every bar in the order in which it is taken: what waits for a closed record first."""

from collections.abc import Callable
from importlib import import_module

from kapdesk.bench.figures import About, Taken
from kapdesk.bench.ground import Ground

Measure = Callable[[Ground], Taken]

_WHERE: dict[str, tuple[tuple[str, str], ...]] = {
    "starts": (("WINDOW", "window"), ("CARET", "caret"), ("REST", "memory"), ("UNLOCK", "unlock")),
    "reading": (
        ("OPEN", "chart"), ("WORD", "word"), ("PREFIX", "prefix"), ("PHRASE", "phrase"), ("FIND", "find"),
    ),
    "screens": (
        ("LIST", "clients"), ("TODAY", "today"), ("WEEK", "week"), ("COURSE", "course"), ("CHART", "chart"),
    ),
    "writing": (("COMMIT", "commit"), ("PAINT", "paint")),
    "papers": (("SUMMARY", "summary"), ("WHOLE", "whole")),
    "keeping": (("BACKUP", "backup"), ("VERIFY", "verify")),
}  # fmt: skip
NAMES = (
    "start-to-window", "start-to-caret", "memory-at-rest", "unlock", "open-client-50", "search-word",
    "search-prefix", "search-phrase", "client-find", "list-to-paint", "today", "week", "course-chart",
    "chart-to-paint", "keystroke-to-commit", "key-to-paint-autosave", "session-summary-pdf",
    "whole-record-pdf", "backup", "verify",
)  # fmt: skip
"""The names of the bars, for ever: what reads the figures knows them by these."""


def every() -> list[tuple[About, Measure]]:
    """Return every bar with what measures it."""
    return [
        (getattr(module, about), getattr(module, measure))
        for name, bars in _WHERE.items()
        for module in [import_module(f"kapdesk.bench.{name}")]
        for about, measure in bars
    ]

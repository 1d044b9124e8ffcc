"""kapdesk with a window: from the passphrase to the lock."""

import argparse
import gc
from pathlib import Path


def main(options: argparse.Namespace) -> int:
    """Open the window; return the exit code when it has closed."""
    gc.disable()  # nothing of a start is garbage; `warm` lets the collector run when all is brought in
    from kapdesk.app.start import run

    return run(options, options.data_dir or _usual(practice=options.practice_room))


def _usual(*, practice: bool) -> Path:
    """Return where the record lies when nobody says otherwise."""
    from kapdesk.store import location

    return location.default_folder(practice=practice)

"""kapdesk with a window: from the passphrase to the lock."""

import argparse


def main(options: argparse.Namespace) -> int:
    """Open the window; return the exit code when it has closed."""
    from kapdesk.app.start import run
    from kapdesk.store import location

    folder = options.data_dir or location.default_folder(practice=options.practice_room)
    return run(options, folder)

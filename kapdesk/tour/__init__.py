"""A practice day walked through the real windows: a picture of every screen, and the papers of one day."""

import argparse
import os
import sys


def main(options: argparse.Namespace) -> int:
    """Walk through every screen without a display and leave the pictures in the folder `options.tour`.

    Returns 0 where every screen could be shown; otherwise each that could not is named and 1 is returned.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["TZ"] = "America/New_York"
    from kapdesk.app.start import USUAL
    from kapdesk.tour.walk import Walk

    options.size = (
        getattr(options, "size", None) or USUAL
    )  # the pictures do not depend on where a window last stood
    walk = Walk(options)
    walk.all()
    for fault in walk.album.faults:
        sys.stderr.write(f"kapdesk tour: {fault}\n")
    return 1 if walk.album.faults else 0

"""How fast kapdesk is on this machine: what a person waits for, beside the bare library doing the same."""

import argparse


def main(options: argparse.Namespace) -> int:
    """Measure, print the table and write the file of figures; return 0 where it ran, met or missed.

    Raises Refused for an unknown bar, UnsuitablePlace for a folder that holds something else.
    """
    from kapdesk.bench.run import run

    return run(options)

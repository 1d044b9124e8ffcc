"""kapdesk without its window: make, check, back up and restore a record from a terminal or a timer."""

import argparse
import getpass
import sys
import traceback
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kapdesk import __version__
from kapdesk.domain.errors import KapdeskError

if TYPE_CHECKING:
    from kapdesk.services.vault import Opened

OK, FAULT, USAGE, STOPPED = 0, 1, 2, 130
Window = Callable[[argparse.Namespace], int]


class NoDisplay(KapdeskError):
    """There is no screen to open a window on."""

    code = 3


class LibraryMissing(KapdeskError):
    """The system lacks a library that windows need."""

    code = 4


@dataclass(frozen=True, slots=True)
class Command:
    """One sub-command: its name, what it does, its arguments, and the function that does it.

    One without a function needs the windows of the program and is done where they are opened.
    """

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int] | None = None


EPILOG = f"""
exit codes, each with its own sentence on standard error:
   0  done
   1  a fault in the program; the record is closed and as it was last written
   2  the command line was not understood
   3  no display for a window; the commands work without one
   4  a library of the system that windows need is missing; it is named
  10  a rule forbids it (weak passphrase, mistyped recovery group, rows would be lost); nothing was changed
  11  what was asked for is not in the record
  20  the passphrase or recovery code is wrong; the key file is whole
  21  the key file is damaged, in both copies; the record was not touched
  22  the record is damaged; the passphrase is right; nothing was changed (salvage: saved, with rows missing)
  23  there is no record there, or a part of it is gone; nothing was created
  24  the record or backup was made by a newer kapdesk; nothing was changed
  25  the record is open in another kapdesk
  26  the place cannot hold a record (network, removable, synced, full, or taken)
  27  the encryption library is not at work; nothing was read or written
  28  a backup could not be made, or cannot be relied on
  29  the disk did not take what was written
 {STOPPED}  stopped by the keyboard

The passphrase is asked for at the terminal, or read from the first line of standard input with
--passphrase-stdin. It is never taken from the command line or the environment. The words of two custody
sheets (restore --sheets) are asked for in the same way; with --passphrase-stdin they are its first two lines.
"""


def run(arguments: Sequence[str], window: Window) -> int:
    """Do what the command line says and return the exit code; without a sub-command, open the window."""
    options = parser().parse_args(arguments)
    command: Command | None = options.command
    try:
        return command.run(options) if command and command.run else window(options)
    except KapdeskError as error:
        print(f"kapdesk: {error.sentence}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:  # noqa: BLE001 - the last place: type and place are told, never the message
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        print(f"kapdesk: a fault in the program ({type(error).__name__} at {where}).", file=sys.stderr)
        return FAULT


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    reader = argparse.ArgumentParser(
        prog="kapdesk",
        description="An offline record for therapists who do ketamine-assisted psychotherapy.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    reader.add_argument("--version", action="version", version=f"kapdesk {__version__}")
    reader.set_defaults(command=None)
    _common(reader, suppress=False)
    _of_window(reader)
    subs = reader.add_subparsers(title="without a window", metavar="COMMAND")
    for command in COMMANDS:
        sub = subs.add_parser(command.name, help=command.help, description=command.help, allow_abbrev=False)
        _common(sub, suppress=True)
        command.arguments(sub)
        sub.set_defaults(command=command)
    return reader


def folder_of(options: argparse.Namespace) -> Path:
    """Return the folder of the record that is meant."""
    from kapdesk.store.location import default_folder

    return options.data_dir or default_folder(practice=options.practice_room)


def passphrase_of(options: argparse.Namespace, *, twice: bool = False) -> str:
    """Read the passphrase from standard input, or ask for it at the terminal."""
    if options.passphrase_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise _Usage(
            "There is no terminal to ask for the passphrase. Nothing was done. Use --passphrase-stdin."
        )
    said = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("The same again: ") != said:
        raise _Usage("The two passphrases differ. Nothing was created. Start again.")
    return said


def sheets_of(options: argparse.Namespace) -> tuple[str, str]:
    """Read the words of two custody sheets, a line each, from standard input or at the terminal."""
    if options.passphrase_stdin:
        return (sys.stdin.readline().rstrip("\r\n"), sys.stdin.readline().rstrip("\r\n"))
    if not sys.stdin.isatty():
        raise _Usage("There is no terminal to ask for the sheets. Nothing was done. Use --passphrase-stdin.")
    return (getpass.getpass("Words of the one sheet: "), getpass.getpass("Words of the other sheet: "))


@contextmanager
def unlocked(options: argparse.Namespace) -> Generator["Opened"]:
    """Open the record that is meant for the length of a block."""
    from kapdesk.domain.clock import SystemClock
    from kapdesk.services import vault

    folder = folder_of(options)
    vault.inspect(folder)
    opened = vault.unlock(folder, passphrase_of(options), clock=SystemClock())
    try:
        for notice in opened.notices:
            print(f"kapdesk: {notice}", file=sys.stderr)
        yield opened
    finally:
        opened.close()


class _Usage(KapdeskError):
    """The command line cannot be followed."""

    code = USAGE


def _common(reader: argparse.ArgumentParser, *, suppress: bool) -> None:
    """Add what every command takes, before or after its name."""
    path, no = (argparse.SUPPRESS, argparse.SUPPRESS) if suppress else (None, False)
    practice = "the record of invented clients, apart from care"
    first_line = "read the passphrase from the first line of standard input"
    reader.add_argument("--data-dir", type=Path, metavar="DIR", default=path, help="folder of the record")
    reader.add_argument("--practice-room", action="store_true", default=no, help=practice)
    reader.add_argument("--passphrase-stdin", action="store_true", default=no, help=first_line)


def _of_window(reader: argparse.ArgumentParser) -> None:
    """Add what only the window takes."""
    reader.add_argument(
        "--tour", type=Path, metavar="DIR", help="write pictures of every screen into a folder"
    )
    reader.add_argument("--theme", help="theme by name, for this start only")
    reader.add_argument("--size", type=_size, metavar="WxH", help="size of the window, such as 1366x768")
    reader.add_argument("--scale", type=_percent, metavar="PERCENT", help="size of text, 100 to 200")
    reader.add_argument("--locked", action="store_true", help=argparse.SUPPRESS)


def _size(said: str) -> tuple[int, int]:
    """Read 1366x768."""
    width, _, height = said.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(f"{said!r} is not a size such as 1366x768")
    return int(width), int(height)


def _percent(said: str) -> int:
    """Read a text size in percent."""
    number = said.removesuffix("%")
    if not number.isdigit() or not 50 <= int(number) <= 400:  # noqa: PLR2004 - beyond these no screen is readable
        raise argparse.ArgumentTypeError(f"{said!r} is not a text size from 50 to 400")
    return int(number)


def _init_arguments(reader: argparse.ArgumentParser) -> None:
    """Add the facts that a new record begins with."""
    reader.add_argument("--clinic", required=True, help="name of the clinic, as it is printed")
    reader.add_argument("--name", required=True, help="name of the first clinician, the owner of the record")
    reader.add_argument("--credential", default="", help="such as LMFT or MD")
    reader.add_argument("--zone", required=True, help="time zone, such as Europe/London")
    reader.add_argument(
        "--backups", type=Path, metavar="DIR", help="folder for backups (another disk is best)"
    )


def _init(options: argparse.Namespace) -> int:
    """Make a new record and print its recovery code, this once."""
    from kapdesk.domain.clock import SystemClock
    from kapdesk.services import vault

    folder = folder_of(options)
    opened, code = vault.create(
        folder,
        passphrase_of(options, twice=True),
        vault_kind="practice" if options.practice_room else "care",
        clinic=options.clinic,
        person_name=options.name,
        credential=options.credential,
        zone=options.zone,
        backup_folder=options.backups.absolute() if options.backups else None,
        clock=SystemClock(),
    )
    opened.close()
    print(f"A new record stands in {folder}. Its recovery code is shown this once.")
    print(f"Write it on paper and keep it away from this computer:\n\n  {code}\n")
    return OK


def _verify_arguments(reader: argparse.ArgumentParser) -> None:
    """Add the choice of a backup in place of the record."""
    reader.add_argument(
        "backup", type=Path, nargs="?", metavar="FILE", help="a backup to open and count instead"
    )


def _verify(options: argparse.Namespace) -> int:
    """Check the whole record, or a backup, and say how many rows it holds."""
    from kapdesk.domain.errors import RecordDamaged
    from kapdesk.services import backups

    if options.backup:
        print(f"The backup is whole: {_rows(backups.check(options.backup, passphrase_of(options)).counts)}.")
        return OK
    with unlocked(options) as opened:
        report = opened.store.verify()
    for problem in report.problems:
        print(problem)
    print(f"The record is {'whole' if report.whole else 'damaged'}: {_rows(report.counts)}.")
    return OK if report.whole else RecordDamaged.code


def _backup_arguments(reader: argparse.ArgumentParser) -> None:
    """Add where the backup goes."""
    reader.add_argument("--to", type=Path, metavar="DIR", help="folder; else the one from the settings")


def _backup(options: argparse.Namespace) -> int:
    """Make a backup that was opened and counted, and say where it lies."""
    from kapdesk.domain.clock import SystemClock
    from kapdesk.services import backups

    with unlocked(options) as opened:
        made = backups.make(opened, options.to.absolute() if options.to else None, clock=SystemClock())
    print(f"{made.path}: {_rows(made.counts)}.")
    return OK


def _restore_arguments(reader: argparse.ArgumentParser) -> None:
    """Add which backup, and whether rows may be lost."""
    reader.add_argument("backup", type=Path, metavar="FILE", help="the backup to bring back")
    reader.add_argument(
        "--replace",
        action="store_true",
        help="also where the present record holds more; it is kept beside the new one",
    )
    reader.add_argument(
        "--sheets",
        action="store_true",
        help="with two of the three custody sheets in place of the passphrase: twenty words a line",
    )


def _restore(options: argparse.Namespace) -> int:
    """Bring a backup back in place of the record and say where the old one is kept."""
    from kapdesk.domain.clock import SystemClock
    from kapdesk.services import backups

    folder = folder_of(options)
    said = backups.Sheets(*sheets_of(options)) if options.sheets else passphrase_of(options)
    done = backups.restore(options.backup, folder, said, clock=SystemClock(), lose=options.replace)
    print(f"The record in {folder} is restored: {_rows(done.comparison.backup.counts)}.")
    if done.kept:
        print(f"The record before it is kept in {done.kept}.")
    return OK


def _salvage_arguments(reader: argparse.ArgumentParser) -> None:
    """Add where the new record goes."""
    reader.add_argument(
        "--to", type=Path, metavar="DIR", help="new folder for what can be read; else one beside the record"
    )


def _salvage(options: argparse.Namespace) -> int:
    """Save what can be read of a damaged record into a new one, and list what is missing."""
    from kapdesk.domain.clock import SystemClock
    from kapdesk.domain.errors import RecordDamaged
    from kapdesk.services import salvage

    folder, said = folder_of(options), passphrase_of(options)
    target = options.to.absolute() if options.to else None
    report = salvage.save(folder, said, target, clock=SystemClock())
    for line in salvage.told(report):
        print(line)
    print(f"The new record stands in {report.folder} and opens as the old one did. {folder} was not changed.")
    return OK if report.whole else RecordDamaged.code


def _practice_arguments(reader: argparse.ArgumentParser) -> None:
    """Add how large a rehearsal record becomes, and from which seed."""
    reader.add_argument("--clients", type=_count, metavar="N", help="how many invented clients")
    reader.add_argument("--sessions", type=_count, metavar="M", help="how many dosing sessions, in all")
    reader.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed, the same rows")


def _practice(options: argparse.Namespace) -> int:
    """Write a rehearsal record: the practice room, or a large one for trials."""
    from kapdesk.domain.clock import SystemClock
    from kapdesk.services import rehearsal

    options.practice_room = True
    folder = folder_of(options)
    if options.clients is None and options.sessions is None:
        rehearsal.enter(folder, clock=SystemClock()).close()
        print(f"The practice room in {folder} is ready.")
        return OK
    if not options.clients:
        raise _Usage("--sessions needs --clients. Nothing was created. Say how many clients.")
    made = rehearsal.write(folder, clients=options.clients, sessions=options.sessions or 0, seed=options.seed)
    print(f"The rehearsal in {folder}: {_rows(made.counts)}.")
    print(f"Its passphrase: {rehearsal.PASSPHRASE}")
    return OK


def _bench_arguments(reader: argparse.ArgumentParser) -> None:
    """Add the size of the record that is measured, which bars, and where the figures go."""
    reader.add_argument(
        "--sessions", type=_some, default=5000, metavar="N", help="size of the invented record (5000)"
    )
    reader.add_argument(
        "--json", default="", metavar="FILE", help="write the figures into a file; - prints them"
    )
    reader.add_argument("--bars", default="", metavar="NAME,NAME", help="only these; else all of them")


def _export_arguments(reader: argparse.ArgumentParser) -> None:
    """Add whose pages, of which session, where to, on which paper, and how they are closed."""
    reader.add_argument("--client", required=True, metavar="CODE", help="client number, such as K-0001")
    reader.add_argument("--session", type=_count, metavar="N", help="number of the session; else the newest")
    reader.add_argument("--to", type=Path, required=True, metavar="DIR", help="folder for the files")
    reader.add_argument("--paper", choices=("A4", "Letter"), default="", help="else the clinic's own")
    closing = reader.add_mutually_exclusive_group()
    closing.add_argument(
        "--password-stdin", action="store_true", help="close the files; read from the next line of input"
    )
    closing.add_argument(
        "--without-password", action="store_true", help="anyone who gets these files can read them"
    )


def _export(options: argparse.Namespace) -> int:
    """Write the pages of one session into a folder, under names that name nobody."""
    from kapdesk.domain.clock import SystemClock
    from kapdesk.services import exporting, saving

    clock, folder = SystemClock(), options.to.absolute()
    with unlocked(options) as opened:
        password = sys.stdin.readline().rstrip("\r\n") if options.password_stdin else ""
        saved = exporting.export(
            exporting.hold(opened, clock), options.client, folder, number=options.session,
            paper=options.paper, password=password, in_clear=options.without_password,
        )  # fmt: skip
    warning = saving.warning(folder)
    if warning:
        print(f"kapdesk: {warning}", file=sys.stderr)
    for path in saved:
        print(path)
    return OK


def _bundle_arguments(reader: argparse.ArgumentParser) -> None:
    """Add whose records go, where to, and whether one's own process notes go along."""
    reader.add_argument(
        "--client", required=True, action="append", metavar="CODE", help="client number; may be repeated"
    )
    reader.add_argument("--to", type=Path, required=True, metavar="DIR", help="folder for the bundle")
    reader.add_argument(
        "--process-notes", action="store_true", help="your own process notes too; they stay sealed to you"
    )


def _bundle(options: argparse.Namespace) -> int:
    """Make a sealed bundle for another workstation and print its words, this once."""
    from kapdesk.domain.clock import SystemClock
    from kapdesk.services import bundles, exporting

    words = bundles.new_words()
    with unlocked(options) as opened:
        record = exporting.hold(opened, SystemClock())
        clients = bundles.client_ids(record, options.client)
        made = bundles.make(record, clients, options.to.absolute(), words, private=options.process_notes)
    print(f"{made.path}: {made.rows} rows of {made.clients} clients.")
    if made.private_left_out:
        print(f"Left out: {made.private_left_out} process notes.")
    if made.moves_left_out:
        print(f"Left out: {made.moves_left_out} moves that name another client's chart.")
    print(f"These words open it and are shown this once. Send them by another way:\n\n  {words}\n")
    return OK


def _take_in_arguments(reader: argparse.ArgumentParser) -> None:
    """Add which bundle, whether only to look, and new numbers for clients whose number is taken."""
    reader.add_argument("bundle", type=Path, metavar="FILE", help="the bundle of the other workstation")
    reader.add_argument("--look", action="store_true", help="say what would come of it and change nothing")
    reader.add_argument(
        "--number", action="append", default=[], metavar="OLD=NEW", help="another number for a client"
    )


def _take_in(options: argparse.Namespace) -> int:
    """Take a bundle in: new and newer rows are added, what differs is kept aside, nothing is overwritten.

    The words of the bundle are the next line of standard input, or are asked for.
    """
    from kapdesk.domain.clock import SystemClock
    from kapdesk.services import exporting, merging

    with unlocked(options) as opened:
        stdin = options.passphrase_stdin
        words = sys.stdin.readline().rstrip("\r\n") if stdin else getpass.getpass("Words of the bundle: ")
        record = exporting.hold(opened, SystemClock())
        seen = merging.preview(record, options.bundle, words)
        for line in merging.told(seen):
            print(line)
        if options.look:
            return OK
        numbers = dict(one.split("=", 1) for one in options.number if "=" in one)
        codes = {one: numbers[code] for one, code in seen.codes_wanted.items() if code in numbers}
        done = merging.take_in(record, options.bundle, words, codes=codes)
    print(merging.sentence(done))
    return OK


def _count(said: str) -> int:
    """Read a number of clients or sessions."""
    if not said.isdecimal():
        raise argparse.ArgumentTypeError(f"{said!r} is not a number")
    return int(said)


def _some(said: str) -> int:
    """Read a number of sessions of which there is at least one."""
    number = _count(said)
    if not number:
        raise argparse.ArgumentTypeError("at least one session is needed")
    return number


def _rows(counts: dict[str, int]) -> str:
    """Write counts of rows: in all, and of each table that has any."""
    each = ", ".join(f"{name} {rows}" for name, rows in sorted(counts.items()) if rows)
    return f"{sum(counts.values())} rows in {len(counts)} tables ({each})"


# Every sub-command, in the order of `--help`. A new one is a line here, its arguments, its function.
COMMANDS = (
    Command("init", "make a new record", _init_arguments, _init),
    Command("verify", "check the whole record, or a backup", _verify_arguments, _verify),
    Command("backup", "make a backup that was opened and counted", _backup_arguments, _backup),
    Command("restore", "bring a backup back", _restore_arguments, _restore),
    Command("salvage", "save what can be read of a damaged record", _salvage_arguments, _salvage),
    Command("export", "write the pages of one session as PDF files", _export_arguments, _export),
    Command("bundle", "seal some clients for another workstation", _bundle_arguments, _bundle),
    Command("take-in", "take in what another workstation sealed", _take_in_arguments, _take_in),
    Command("practice", "write a record of invented clients", _practice_arguments, _practice),
    Command("bench", "measure how fast kapdesk is here, on an invented record", _bench_arguments),
)

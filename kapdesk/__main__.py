"""Start kapdesk: the window, or one of its commands that need none."""

import argparse
import ctypes
import importlib.util
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

from kapdesk import cli
from kapdesk.store.hardening import harden

WITHOUT_SCREEN = ("offscreen", "minimal", "vnc")
_LIBRARY = re.compile(r"(lib[\w.+-]+\.(?:so|dylib)[.\d]*|[\w-]+\.dll)", re.IGNORECASE)


def main() -> int:
    """Run kapdesk with the arguments of this process and return its exit code."""
    harden()
    return cli.run(sys.argv[1:], window)


def window(options: argparse.Namespace) -> int:
    """Open the window, take pictures of it or time it; raises NoDisplay or LibraryMissing with a sentence."""
    if options.tour or options.command:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # pictures and figures need no screen, and never take one
    _refuse_without_screen()
    _refuse_without_libraries()
    return guarded(_show, options)


def guarded(show: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run what opens windows; raises LibraryMissing naming the library that the system lacks."""
    try:
        return show(options)
    except ImportError as error:
        missing = _LIBRARY.search(str(error))
        if missing is None and error.name != "PySide6":
            raise
        raise _missing(missing[1] if missing else "PySide6") from None


def _show(options: argparse.Namespace) -> int:
    """Load the window, the tour through all of them, or what times them, and run it."""
    if options.command:
        from kapdesk import bench

        return bench.main(options)
    if options.tour:
        from kapdesk import tour

        return tour.main(options)
    from kapdesk import app

    return app.main(options)


def _refuse_without_screen() -> None:
    """Raise NoDisplay on a Linux where no display server is named, or none answers under the name."""
    if not sys.platform.startswith("linux") or _platform() in WITHOUT_SCREEN:
        return
    if os.environ.get("WAYLAND_DISPLAY") or (os.environ.get("DISPLAY") and _x_answers()):
        return
    commands = ", ".join(command.name for command in cli.COMMANDS)
    raise cli.NoDisplay(
        "There is no display to open a window on. The record was not touched. Without one these work: "
        f"kapdesk {commands}."
    )


def _x_answers() -> bool:
    """Say whether the X server answers; where that cannot be asked, hope so."""
    try:
        x = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    x.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(x.xcb_connect(None, None))
    fault = x.xcb_connection_has_error(connection)
    x.xcb_disconnect(connection)
    return fault == 0


def _refuse_without_libraries() -> None:
    """Raise LibraryMissing where the X11 part of Qt would end the process without a word."""
    chosen = _platform() or ("" if os.environ.get("WAYLAND_DISPLAY") else "xcb")
    found = importlib.util.find_spec("PySide6")
    if not sys.platform.startswith("linux") or chosen != "xcb" or found is None or not found.origin:
        return
    part = Path(found.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if part.exists():
        try:
            ctypes.CDLL(str(part))
        except OSError as error:
            missing = _LIBRARY.search(str(error))
            raise _missing(missing[1] if missing else "the X11 part of Qt") from None


def _platform() -> str:
    """Return the Qt platform that the environment asks for, empty when it asks for none."""
    return os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]


def _missing(library: str) -> cli.LibraryMissing:
    """Return the sentence for a library that is not there."""
    return cli.LibraryMissing(
        f"The window cannot open because this system has no {library}. The record was not touched. Install "
        "the package that holds it; the commands without a window work meanwhile (kapdesk --help)."
    )


if __name__ == "__main__":
    sys.exit(main())

"""The way through all the screens: first start, the door, a practice day, its dialogs, its papers."""

import argparse
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from uuid import UUID

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kapdesk.app.handover import Handover
from kapdesk.app.house import House
from kapdesk.app.start import Program
from kapdesk.app.welcome import Welcome
from kapdesk.desk import Chart, Go
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import documents, rehearsal, sessions
from kapdesk.services.rehearsal_people import client_id
from kapdesk.tour.album import Album
from kapdesk.tour.itinerary import CHARTS, FILLED, PAPERS, PLACES, PRESSED, SAMPLE_CODE
from kapdesk.tour.pressing import press_all
from kapdesk.tour.waiting import until
from kapdesk.tour.windows import Windows
from kapdesk.ui.unlock import Unlock

NOW = datetime(2026, 11, 20, 19, 14, 30, tzinfo=UTC)  # 14:14 in the zone of the tour
ZONE = "America/New_York"
RECORD = ".record"
"""Where the invented record lies during the tour; it is gone afterwards."""
_NO_FRAME = "propagateSizeHints"


class Walk:
    """One tour, with the folder of its pictures and a record that is gone afterwards."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Make ready: a folder for pictures, an application without a display, a clock that stands still."""
        folder: Path = options.tour.absolute()
        folder.mkdir(parents=True, exist_ok=True)
        self.album = Album(folder)
        self._clock = SetClock(NOW)
        running = QApplication.instance()
        self._app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
        self._app.setQuitOnLastWindowClosed(False)
        self._app.setCursorFlashTime(0)
        self._work = folder / RECORD  # not a chance name: it is seen in the pictures
        shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir()
        self._windows = Windows(self._app, options, self.album, self._clock, self._work)

    def all(self) -> None:
        """Take every picture; what cannot be shown becomes a fault and the tour goes on."""
        before, said_before = sys.excepthook, qInstallMessageHandler(_say)
        sys.excepthook = self._heard
        try:
            for what, do in (
                ("first start", self._first_start),
                ("practice room", self._make_room),
                ("door", self._door),
                ("practice day", self._practice_day),
            ):
                self._try(what, do)
        finally:
            shutil.rmtree(self._work, ignore_errors=True)
            sys.excepthook = before
            qInstallMessageHandler(said_before)
            self.album.write_index()

    # ------------------------------------------------------------------ without a record

    def _first_start(self) -> None:
        program = self._windows.open(self._work / "nothing", practice=False)
        welcome = program.door.findChild(Welcome) or program.window.findChild(Welcome)
        page = welcome.page if welcome is not None else None
        if page is None:
            raise LookupError
        page.restore_state(FILLED | {"at": "0"})
        for place in range(len(page.steps)):
            page.show_recovery(SAMPLE_CODE) if place == page.steps.index(page.recovery) else page.go(place)
            self._windows.take(
                f"first-start-{place}", f"First start, step {place}: {page.steps[place].title}"
            )
        self._windows.close(program)

    def _make_room(self) -> None:
        rehearsal.enter(self._work / "room", clock=self._clock, zone_name=ZONE).close()

    def _door(self) -> None:
        program = self._windows.open(self._work / "room", practice=False)
        page = program.window.findChild(Unlock)
        if page is None:
            raise LookupError
        self._windows.take("unlock", "Before the record: the passphrase")
        page.entry.field.setText("not the passphrase of this record")
        page.passphrase_entered.emit(page.entry.field.text())
        until(partial(_is_ready, page), "the refusal of a wrong passphrase")
        self._windows.take("unlock-refused", "A wrong passphrase")
        page.switch.click()
        self._windows.take("unlock-recovery", "The code of the recovery sheet instead")
        self._windows.close(program)
        program = self._windows.stand(self._work / "room", practice=False)
        program.door.receive(Handover((NOW.replace(hour=18, minute=32),)))
        program.open()
        self._windows.take("locked", "Locked while a session goes on: the clock and T+, no name")
        self._windows.close(program)

    # ------------------------------------------------------------------ a practice day

    def _practice_day(self) -> None:
        program = self._windows.open(self._work / "room", practice=True)
        until(lambda: program.door.open is not None, "the practice room")
        watching = program.door.open
        if watching is None:
            raise LookupError
        house = watching.house
        for name in PLACES:
            self._try(name, partial(self._place, house, name))
        for code, tabs in CHARTS.items():
            self._try(code, partial(self._chart, house, code, tabs))
        self._try("window", partial(self._around, program))
        self._try("papers", partial(self._papers, house))
        self._try("dialogs", partial(self._dialogs, house))
        self._windows.close(program)

    def _place(self, house: House, name: str) -> None:
        house.show_place(name)
        self._windows.take_all(f"place-{name}", f"{name.capitalize()}, a place of the rail")

    def _chart(self, house: House, code: str, tabs: tuple[str, ...]) -> None:
        chart = _chart_of(house, code)
        for tab in tabs:
            self._try(f"{code} {tab}", partial(self._tab, house, chart, code, tab))

    def _tab(self, house: House, chart: Chart, code: str, tab: str) -> None:
        house.go(Go(chart=chart, tab=tab))
        self._windows.take_all(f"{code.lower()}-{tab}", f"{tab.capitalize()} of {code}")

    def _around(self, program: Program) -> None:
        window = program.window
        window.act("keys")
        self._windows.take("keys", "The sheet of keys (F1)")
        self._windows.dismiss()
        window.act("crisis")
        self._windows.take("crisis", "The clinic's numbers to call")
        self._windows.dismiss()
        window.notice("A notice stands below the band until it is put away.")
        self._windows.take("notice", "A notice")
        window.desk.notices.put_away()
        window.alarm.show_failure("What you typed is not on the disk yet. It stays here and is tried again.")
        self._windows.take("alarm", "A text that the disk did not take")
        window.alarm.solve()
        window.cover()
        self._windows.take("cover", "The cover: nothing of the record, the clock goes on")
        window.uncover()

    def _papers(self, house: House) -> None:
        record = house.desk.record
        paper = documents.paper(record)
        for name, (code, key, what) in PAPERS.items():
            chart = _chart_of(house, code)
            try:
                made = documents.make(record, key, chart.client, chart.session, paper=paper)
            except KapdeskError as error:
                self.album.fault(name, error)
                continue
            self.album.paper(made.pdf, name, what)

    def _dialogs(self, house: House) -> None:
        for name in PLACES:
            show = partial(house.show_place, name)
            self._try(f"{name} dialogs", partial(press_all, self.album, house, show, f"place-{name}"))
        for tab, code in PRESSED.items():
            show = partial(house.go, Go(chart=_chart_of(house, code), tab=tab))
            press = partial(press_all, self.album, house, show, f"{code.lower()}-{tab}")
            self._try(f"{code} {tab} dialogs", press)

    def _try(self, what: str, do: Callable[[], None]) -> None:
        try:
            do()
        except Exception as error:  # noqa: BLE001 - every screen that fails is named, and the tour goes on
            self.album.fault(what, error)
            with suppress(Exception):
                self._windows.dismiss()

    def _heard(self, _kind: type[BaseException], error: BaseException, _place: TracebackType | None) -> None:
        self.album.fault(self.album.shown[-1][0] if self.album.shown else "start", error)


def _say(_kind: QtMsgType, _context: QMessageLogContext, said: str) -> None:
    """Let the window system say what is wrong; that a picture has no frame of a system is not."""
    if _NO_FRAME not in said:
        sys.stderr.write(f"{said}\n")


def _is_ready(page: Unlock) -> bool:
    return page.entry.field.isEnabled() and bool(page.entry.error.text())


def _chart_of(house: House, code: str) -> Chart:
    client: UUID = client_id(code)
    heads = sessions.of_client(house.desk.record, client)
    return Chart(client, heads[0].id if heads else None)

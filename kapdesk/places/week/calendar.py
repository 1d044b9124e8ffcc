"""Appointments of the week leave for a calendar elsewhere: asked first, saved on purpose, and said where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, QEvent, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from kapdesk.desk import Desk
from kapdesk.domain.audit import Action
from kapdesk.domain.clock import local, show_time, show_weekday_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.places.week.calendar_sheet import DAY, ONE, SERIES, CalendarSheet
from kapdesk.places.week.diary import Sieve
from kapdesk.services import audit, calendar_files, saving, settings
from kapdesk.services.calendar_files import CalendarFile
from kapdesk.services.diary import Booked
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.preview import ask_where
from kapdesk.ui.signs import Sign
from kapdesk.ui.table import Table
from kapdesk.ui.week_view import WeekView

KIND = "Calendar (*.ics)"


@dataclass(frozen=True, slots=True)
class Looked:
    """What the caret stands on: a day, perhaps an appointment, and what is shown of the week."""

    day: date
    booked: Booked | None
    sieve: Sieve


class WeekCalendar(QObject):
    """Stands between the sheet, the folder that is chosen, and the file."""

    said = Signal(str, object)  # the sentence, its Sign

    def __init__(self, desk: Desk, view: WeekView, lines: Table, parent: QWidget) -> None:
        """Hold one sheet for as long as the place stands, and know which of grid and list was looked at."""
        super().__init__(parent)
        self._desk, self._over, self._grid, self._list = desk, parent, view.table, lines
        self._at_list = False
        self._looked: Looked | None = None
        self.sheet = CalendarSheet(calendar_files.IN_CLEAR, parent)
        self.folder: QFileDialog | None = None
        self.risk: Sheet | None = None
        for each in (self._grid, self._list):
            each.installEventFilter(self)
        # Connect Signals
        self.sheet.wished.connect(self._wish)
        self.sheet.codes_wished.connect(self._wish_codes)
        self.sheet.save_asked.connect(self._make)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note where the keyboard was last."""
        if event.type() == QEvent.Type.FocusIn:
            self._at_list = watched is self._list
        return False

    def ask(self, booked: Mapping[UUID, Booked], sieve: Sieve) -> None:
        """Ask which of what is looked at leaves."""
        looked = self._looked = self._look(booked, sieve)
        self.said.emit("", Sign.RECORDED)
        self._show_title()
        self.sheet.ask_about(_about(looked))

    def save(self, made: CalendarFile, target: Path) -> None:
        """Write the file where it was chosen to be, and say what is in it and where it is."""
        try:
            calendar_files.save(made, target, read=True, replace=True)
        except KapdeskError as error:
            self.said.emit(error.sentence, Sign.MISSING)
            return
        self._desk.do(self, audit.log, Action.EXPORTED, "calendar file")
        self.said.emit(f"Saved {_content(made)}, open, in {target.parent}.", Sign.RECORDED)

    def _look(self, booked: Mapping[UUID, Booked], sieve: Sieve) -> Looked:
        """Return what the caret stands on: of the list, which knows what was called off, or of the grid."""
        key = self._list.key() if self._at_list else None
        if isinstance(key, UUID) and key in booked:
            one = booked[key]
            return Looked(local(one.appointment.starts_at, self._desk.record.zone).date(), one, sieve)
        at, block = self._grid.currentIndex(), self._grid.booking()
        day, _ = self._grid.week.moment(at.row(), at.column())
        found = booked.get(block.key) if block is not None and isinstance(block.key, UUID) else None
        return Looked(day, found, sieve)

    def _make(self, which: str) -> None:
        if self._looked is None:
            return
        try:
            made = _read(self._desk, which, self._looked)
        except KapdeskError as error:
            self.said.emit(error.sentence, Sign.MISSING)
            return
        self._ask_folder(made)

    def _ask_folder(self, made: CalendarFile) -> None:
        self.folder = ask_where(self._over, made.file_name, KIND)
        self.folder.setDirectory(QDir.homePath())
        self.folder.fileSelected.connect(partial(self._chosen, made))

    def _chosen(self, made: CalendarFile, path: str) -> None:
        target = Path(path)
        warning = saving.warning(target.parent)
        if not warning:
            self.save(made, target)
            return
        self.risk = Sheet(
            "Save it there all the same?", warning, act="Save it there", back="Choose another",
            parent=self._over,
        )  # fmt: skip
        self.risk.agreed.connect(partial(self.save, made, target))
        self.risk.left.connect(partial(self._ask_folder, made))
        self.risk.ask()

    def _wish(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._desk.do(self, calendar_files.name_clinic, wish=on)
        self._show_title()

    def _wish_codes(self, on: bool) -> None:  # noqa: FBT001 - Qt's own signature
        self._desk.do(self, calendar_files.name_codes, wish=on)
        self._show_title()

    def _show_title(self) -> None:
        title, named = self._desk.read(calendar_files.summary), self._desk.read(calendar_files.names_clinic)
        nameable = bool(self._desk.read(settings.get, "clinic").strip())
        numbered = self._desk.read(calendar_files.names_codes)
        looked = self._looked.booked if self._looked is not None else None
        code = "…" if looked is None else looked.code
        shown = f"{title} {code}" if numbered else title
        self.sheet.show_title(shown, named=named, nameable=nameable, numbered=numbered)


def _read(desk: Desk, which: str, looked: Looked) -> CalendarFile:
    one = None if looked.booked is None else looked.booked.appointment
    if which == ONE and one is not None:
        return desk.read(calendar_files.of_appointment, one.id)
    if which == SERIES and one is not None:
        return desk.read(calendar_files.of_client, one.client_id)
    sieve = looked.sieve
    return desk.read(calendar_files.of_day, looked.day, room=sieve.room, therapist=sieve.therapist)


def _about(looked: Looked) -> dict[str, str]:
    """Say what each way to save would take, the nearest first."""
    day = show_weekday_date(looked.day)
    of = " · ".join(part for part in (looked.sieve.room, looked.sieve.therapist) if part)
    words = {DAY: f"{day}, {of or 'the whole clinic'}"}
    if looked.booked is None:
        return words
    one, name = looked.booked.appointment, looked.sieve.name(looked.booked)
    begins = local(one.starts_at, one.zone).date()
    times = f"{show_time(one.starts_at, one.zone)} to {show_time(one.ends_at, one.zone)}"
    return {
        ONE: f"{name}: {show_weekday_date(begins)} {times}, {one.status.value}",
        SERIES: f"{name}: everything from today on",
        **words,
    }


def _content(made: CalendarFile) -> str:
    many = "1 appointment" if made.appointments == 1 else f"{made.appointments} appointments"
    if not made.called_off:
        return many
    return (
        f"{many}, called off" if made.appointments == 1 else f"{many}, {made.called_off} of them called off"
    )

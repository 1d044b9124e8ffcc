"""What needs the open record as a whole: a new recovery sheet, a new passphrase, a call, a sealed copy."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from kapdesk.app.crisis_card import CrisisCard
from kapdesk.app.house import House
from kapdesk.app.papers import PaperDialog
from kapdesk.app.rooms import practice
from kapdesk.app.spelling import Spelling
from kapdesk.desk import Place
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import crisis, crisis_page, drafts, own_keys
from kapdesk.services.notes import Owner
from kapdesk.services.opening import Opened
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.services.record import Record
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.first_steps import chooser
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.secret import SecretField
from kapdesk.ui.window import Window

if TYPE_CHECKING:
    from kapdesk.places.practice.place import PracticePlace


class Keeping(QObject):
    """Does for the Practice place, and for every screen, what only the holder of the open record can do."""

    def __init__(self, window: Window, house: House, opened: Opened, jobs: Jobs) -> None:
        """Stand ready."""
        super().__init__(house)
        self._window, self._house, self._opened, self._jobs = window, house, opened, jobs
        self._record = house.desk.record
        self._place: PracticePlace | None = None
        self._sheet: QObject | None = None
        self._crisis: CrisisCard | None = None
        self._spelling = Spelling(house, jobs)
        # Connect Signals
        house.furnished.connect(self._furnished)
        window.crisis_asked.connect(self._show_crisis)
        window.rescue_asked.connect(self._ask_rescue)

    def show_new_code(self, code: str) -> None:
        """Show the sheet of a new recovery code; the old sheet opens nothing any more."""
        from kapdesk.services import recovery_sheets

        pdf = recovery_sheets.recovery_sheet(self._record, self._opened.vault_id, code)
        sheet = PaperDialog(pdf, self._window)
        self._sheet = sheet
        sheet.open()

    def _furnished(self, name: str, place: Place) -> None:
        found = self._place = practice(name, place)
        if found is None:
            return
        # Connect Signals
        found.new_sheet_asked.connect(self._ask_new_sheet)
        found.passphrase_change_asked.connect(self._change_passphrase)

    # ------------------------------------------------------------------ what opens the record

    def _ask_new_sheet(self) -> None:
        words = "Make a new recovery sheet. The old one will open nothing any more; old backups stay with it"
        self._house.desk.confirm(Purpose.KEYS, words, self._new_sheet)

    def _new_sheet(self, said: Confirmation) -> None:
        work = partial(_new_code, self._record, self._opened, said)
        self._jobs.run(work, self._new_sheet_made, self._failed_aloud)

    def _new_sheet_made(self, code: object) -> None:
        self._house.desk.changed.emit(Change(Topic.SETTING), self)
        self.show_new_code(str(code))

    def _change_passphrase(self, old: str, new: str) -> None:
        work = partial(_change, self._record, self._opened, old, new)
        self._jobs.run(work, self._passphrase_changed, self._passphrase_kept)

    def _passphrase_changed(self, _result: object) -> None:
        said = "The new passphrase opens the record from now on. Older backups still open with the old one."
        if self._place is not None:
            self._place.show_passphrase(said, changed=True)

    def _passphrase_kept(self, error: BaseException) -> None:
        if not isinstance(error, KapdeskError):
            raise error
        if self._place is not None:
            self._place.show_passphrase(error.sentence, changed=False)

    def _failed_aloud(self, error: BaseException) -> None:
        if not isinstance(error, KapdeskError):
            raise error
        self._window.notice(error.sentence)

    def _ask_passphrase(self, title: str, sentence: str, act: str, then: Callable[[str], None]) -> None:
        sheet = Sheet(title, sentence, act=act, careful=False, parent=self._window)
        field = SecretField("Passphrase", sheet)
        sheet.body.addWidget(field)
        sheet.agreed.connect(partial(_hand, field, then))
        self._sheet = sheet
        sheet.ask()
        field.setFocus()

    # ------------------------------------------------------------------ the crisis card

    def _show_crisis(self) -> None:
        """Show who to call, over a dialog too; while it stands, or the screen is covered, nothing more."""
        if self._window.covers.are_laid or (self._crisis is not None and isValid(self._crisis)):
            return
        chart, record = self._house.chart, self._record
        about = crisis_page.about(record, chart and chart.client, chart and chart.session)
        card = self._crisis = CrisisCard(
            crisis.confirmed(record), self._window, about, stale=crisis.stale(record), clock=record.clock,
            zone=record.zone, can_log=chart is not None, parent=QApplication.activeModalWidget(),
        )  # fmt: skip
        card.called.connect(self._called)
        card.ask()

    def _called(self, line: int, whom: str, number: str) -> None:
        """Write at once that somebody was called, and say so beside the number."""
        chart, card = self._house.chart, self._crisis
        if chart is None or card is None:
            return
        try:
            change = crisis_page.called(self._record, chart.client, chart.session, whom, number)
        except KapdeskError as error:
            card.show_refused(line, error.sentence)
            return
        self._house.desk.changed.emit(change, self)
        card.show_called(line, self._record.now())

    # ------------------------------------------------------------------ when the disk refuses

    def _ask_rescue(self) -> None:
        dialog = chooser(self._window)
        dialog.fileSelected.connect(self._rescue)
        self._sheet = dialog
        dialog.open()

    def _rescue(self, folder: str) -> None:
        waiting: dict[tuple[Owner, str], str] = {}
        for screen in self._house.screens():
            for key, text in screen.waiting().items():
                waiting[cast("tuple[Owner, str]", key)] = text
        try:
            count = drafts.rescue(self._opened, waiting, Path(folder))
        except KapdeskError as error:
            self._window.notice(error.sentence)
            return
        self._window.notice(
            f"{count} text(s) stand sealed in that folder. Only this record can open them. They also stay on "
            "the screen and are tried again."
        )


def _new_code(record: Record, opened: Opened, said: Confirmation, _job: Job) -> object:
    return own_keys.new_sheet(record, opened, said)


def _change(record: Record, opened: Opened, old: str, new: str, _job: Job) -> object:
    return own_keys.change_passphrase(record, opened, old, new)


def _hand(field: SecretField, then: Callable[[str], None]) -> None:
    then(field.text())

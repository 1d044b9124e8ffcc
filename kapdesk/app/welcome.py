"""The first start: answers become a record, its recovery sheet is printed, or a backup is brought back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QObject, Signal

from kapdesk.app.opening import Opening
from kapdesk.app.papers import PaperDialog
from kapdesk.app.restoring import Restoring
from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import recovery_trials, vault
from kapdesk.services import settings as record_settings
from kapdesk.ui import theme
from kapdesk.ui.first_start import Answers, FirstStart
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.settings import Settings
from kapdesk.ui.window import Window


class Welcome(QObject):
    """Leads from nothing to an open record."""

    made = Signal(object)  # Opening
    practice_asked = Signal()
    restored = Signal()
    left = Signal()

    def __init__(self, window: Window, folder: Path, clock: Clock, jobs: Jobs, settings: Settings) -> None:
        """Put up the pages; nothing is made before the passphrase stands."""
        super().__init__(window)
        self._window, self._folder, self._clock, self._jobs = window, folder, clock, jobs
        self._settings = settings
        self._opening: Opening | None = None
        self._sheet: QObject | None = None
        self._restoring = Restoring(window, folder, clock, jobs)
        zone_name = window.zone_name
        self.page = FirstStart(_strength, sorted(available_timezones()), zone_name, clock)
        if settings.first_start:
            self.page.restore_state(settings.first_start)
        # Connect Signals
        self.page.practice_asked.connect(self.practice_asked)
        self.page.restore_asked.connect(self._restoring.ask)
        self._restoring.begun.connect(self._hold)
        self._restoring.ended.connect(self._release)
        self._restoring.restored.connect(self.restored)
        self.page.create_asked.connect(self._create)
        self.page.print_asked.connect(self._print)
        self.page.finished.connect(self._finish)
        self.page.left.connect(self._leave)
        self.page.looked.connect(self._look)

    def opening(self) -> Opening | None:
        """Return the record that was made, while its last questions are still open."""
        return self._opening

    def _create(self, answers: Answers) -> None:
        self.page.setEnabled(False)
        work = partial(_create, self._folder, answers, self._clock)
        self._jobs.run(work, self._created, self._not_created)

    def _created(self, made: object) -> None:
        opening = made if isinstance(made, Opening) else None
        self.page.setEnabled(True)
        if opening is not None:
            self._opening = opening
            self._settings.keep_first_start({})
            self.page.show_recovery(opening.new_code)

    def _not_created(self, error: BaseException) -> None:
        self.page.setEnabled(True)
        if not isinstance(error, KapdeskError):
            raise error
        self.page.refuse(error.sentence)

    def _print(self) -> None:
        if self._opening is None:
            return
        from kapdesk.services import recovery_sheets

        pdf = recovery_sheets.recovery_sheet(
            self._opening.record, self._opening.opened.vault_id, self._opening.new_code
        )
        sheet = PaperDialog(pdf, self._window)
        self._sheet = sheet
        sheet.open()

    def _finish(self, answers: Answers) -> None:
        opening = self._opening
        if opening is None:
            return
        record = opening.record
        folder = answers.backup_folder.strip()
        record_settings.put(record, "zone", answers.zone)
        if folder:
            record_settings.put(record, "backup_folder", folder)
        recovery_trials.remember(record, opening.new_code)
        self._window.theme_chosen.emit(answers.theme)
        self._window.scale_chosen.emit(answers.scale)
        self.made.emit(Opening.of(opening.opened, self._clock))

    def _look(self, name: str, percent: int) -> None:
        theme.change(name, percent)

    def _leave(self) -> None:
        """Keep what was answered for the next start, until there is a record; never the passphrase."""
        if self._opening is None:
            self._settings.keep_first_start(self.page.state())
        self.left.emit()

    def _hold(self) -> None:
        self.page.setEnabled(False)

    def _release(self) -> None:
        self.page.setEnabled(True)


def _strength(passphrase: str, inputs: Sequence[str]) -> tuple[int, str]:
    judged = vault.judge(passphrase, inputs)
    return judged.score, judged.sentence


def _create(folder: Path, answers: Answers, clock: Clock, _job: Job) -> object:
    opened, code = vault.create(
        folder,
        answers.passphrase,
        clinic=answers.clinic,
        person_name=answers.clinician,
        credential=answers.credential,
        zone=answers.zone,
        backup_folder=Path(answers.backup_folder) if answers.backup_folder else None,
        clock=clock,
    )
    return Opening.of(opened, clock, new_code=code)

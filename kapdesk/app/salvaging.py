"""A damaged record at the door: bring a backup back, or save what can be read into a new record."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QScrollArea

from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import KapdeskError, RecordDamaged
from kapdesk.services import salvage
from kapdesk.services.salvage import Salvaged
from kapdesk.ui import errors, theme
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.errors import Act
from kapdesk.ui.jobs import Cancelled, Job, Jobs
from kapdesk.ui.secret import SecretField
from kapdesk.ui.window import Window

RESTORE, SAVE = Act("restore", "Restore a backup"), Act("save", "Save what can be read")
_LIST_HEIGHT = 180


class Salvaging(QObject):
    """Offers the two ways out of a damaged record; the damaged folder itself is never written to."""

    restore_asked = Signal()
    placed = Signal(str)  # the sentence to say at the door: the saved record stands in its place

    def __init__(self, window: Window, folder: Path, clock: Clock, jobs: Jobs) -> None:
        """Stand ready."""
        super().__init__(window)
        self._window, self._folder, self._clock, self._jobs = window, folder, clock, jobs
        self._sheet: QObject | None = None
        self._job: Job | None = None

    def offer(self, error: RecordDamaged) -> None:
        """Say what is damaged, and what can be done about it."""
        dialog = errors.TroubleDialog(errors.told(error), (RESTORE, SAVE), parent=self._window)
        dialog.act_chosen.connect(self._take)
        self._sheet = dialog
        dialog.open()

    def _take(self, act: str) -> None:
        if act == RESTORE.key:
            self.restore_asked.emit()
        elif act == SAVE.key:
            self._ask_passphrase()

    def _ask_passphrase(self) -> None:
        sheet = Sheet(
            "Save what can be read",
            "Every page of the damaged record that can still be read is put into a new record beside it, "
            "under the same passphrase. A list says what is missing. The damaged folder is kept as it is.",
            act="Save what can be read", careful=False, parent=self._window,
        )  # fmt: skip
        field = SecretField("Passphrase", sheet)
        sheet.body.addWidget(field)
        sheet.agreed.connect(partial(self._begin, field))
        self._sheet = sheet
        sheet.ask()
        field.setFocus()

    def _begin(self, field: SecretField) -> None:
        sheet = Sheet(
            "Reading the damaged record",
            "This takes about a minute for 100 MB. It can be stopped at any time.",
            act="Stop", back="Stop", parent=self._window,
        )  # fmt: skip
        sheet.back.hide()
        bar = QProgressBar(sheet)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName("How far the damaged record is read")
        sheet.body.addWidget(bar)
        sheet.agreed.connect(self._stop)
        sheet.left.connect(self._stop)
        work = partial(_save, self._folder, field.text(), self._clock)
        self._job = self._jobs.run(
            work, partial(self._saved, sheet), partial(self._not_saved, sheet), partial(_move, bar)
        )
        self._sheet = sheet
        sheet.ask()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _saved(self, sheet: Sheet, report: object) -> None:
        self._put_away(sheet)
        if not isinstance(report, Salvaged):
            raise TypeError
        told = Sheet(
            "What could be saved",
            "The new record can take the place of the damaged one now; the damaged folder is kept under "
            "another name. Otherwise it stays where it was made.",
            act="Put it in its place", back="Leave it there", parent=self._window,
        )  # fmt: skip
        told.body.addWidget(_list(salvage.told(report), told))
        told.agreed.connect(partial(self._place, report))
        self._sheet = told
        told.ask()
        make_tall(told)

    def _not_saved(self, sheet: Sheet, error: BaseException) -> None:
        self._put_away(sheet)
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, KapdeskError):
            raise error
        self._tell(error)

    def _place(self, report: Salvaged) -> None:
        try:
            kept = salvage.into_place(self._folder, report.folder, clock=self._clock)
        except KapdeskError as error:
            self._tell(error)
            return
        self.placed.emit(f"What could be saved stands in its place. The damaged record is kept in {kept}.")

    def _tell(self, error: KapdeskError) -> None:
        dialog = errors.TroubleDialog(errors.told(error), parent=self._window)
        self._sheet = dialog
        dialog.open()

    def _put_away(self, sheet: Sheet) -> None:
        self._job = None
        sheet.left.disconnect(self._stop)
        sheet.reject()


def _save(folder: Path, passphrase: str, clock: Clock, job: Job) -> object:
    return salvage.save(folder, passphrase, clock=clock, step=job.step)


def _move(bar: QProgressBar, number: int, of: int) -> None:
    bar.setRange(0, of)
    bar.setValue(number)


def make_tall(sheet: Sheet) -> None:
    """Give a sheet with a list the height that its parts need."""
    layout = sheet.layout()
    if layout is not None:
        sheet.resize(sheet.width(), layout.totalMinimumHeightForWidth(sheet.width()))


def _list(lines: tuple[str, ...], parent: Sheet) -> QScrollArea:
    """Return the list of what is missing, to be read in rest."""
    label = QLabel("\n\n".join(lines))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setMinimumHeight(theme.px(_LIST_HEIGHT))
    area.setAccessibleName("What could be saved and what is missing")
    area.setWidget(label)
    return area

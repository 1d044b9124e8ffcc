"""A damaged record at the door: bring a backup back, or save what can be read into a new record."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea

from kapdesk.app.long_work import LongWork
from kapdesk.domain.clock import Clock
from kapdesk.domain.errors import KapdeskError, RecordDamaged
from kapdesk.services import salvage
from kapdesk.services.salvage import Salvaged
from kapdesk.ui import errors, theme
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.errors import Act
from kapdesk.ui.jobs import Job, Jobs
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
        self._window, self._folder, self._clock = window, folder, clock
        self._work = LongWork(window, jobs, self)
        self._sheet: QObject | None = None

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
        self._work.run(
            "Reading the damaged record",
            "This takes about a minute for 100 MB. It can be stopped at any time.",
            partial(_save, self._folder, field.text(), self._clock),
            self._saved,
        )

    def _saved(self, report: object) -> None:
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

    def _place(self, report: Salvaged) -> None:
        try:
            kept = salvage.into_place(self._folder, report.folder, clock=self._clock)
        except KapdeskError as error:
            self._work.tell(error)
            return
        self.placed.emit(f"What could be saved stands in its place. The damaged record is kept in {kept}.")


def _save(folder: Path, passphrase: str, clock: Clock, job: Job) -> object:
    return salvage.save(folder, passphrase, clock=clock, step=job.step)


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

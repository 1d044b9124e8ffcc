"""Whoever asks through the desk for the passphrase again gets one question and one answer."""

from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from kapdesk.desk import Desk
from kapdesk.domain.audit import Action
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import audit
from kapdesk.services.opening import Opened
from kapdesk.services.reauthentication import Confirmation, Purpose, Question, Reauthentication
from kapdesk.services.rehearsal_stage import PASSPHRASE
from kapdesk.ui.confirming import ConfirmSheet
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.window import Window


class Confirming(QObject):
    """Asks for the passphrase of who is signed in, counts wrong tries, and keeps no key."""

    def __init__(self, window: Window, desk: Desk, opened: Opened, jobs: Jobs) -> None:
        """Listen to the desk."""
        super().__init__(desk)
        self._window, self._desk, self._jobs = window, desk, jobs
        self._asking = Reauthentication(opened.keys, desk.record.clock)
        self._asking.on_failed = self._failed
        self._asking.on_confirmed = self._confirmed
        self._sheet: ConfirmSheet | None = None
        self.passphrase = ""
        # Connect Signals
        desk.confirmation_asked.connect(self._ask)

    def _ask(self, question: Question) -> None:
        sheet = ConfirmSheet(question.words, self._window, is_rehearsal=self._desk.record.rehearsal)
        sheet.entered.connect(partial(self._try, question))
        self._sheet = sheet
        sheet.ask()

    def _try(self, question: Question, passphrase: str) -> None:
        typed = PASSPHRASE if self._desk.record.rehearsal else passphrase
        if self._sheet is not None:
            self._sheet.entry.set_busy(busy=True)
        work = partial(_confirm, self._asking, typed, question.purpose)
        self._jobs.run(work, partial(self._answer, question, typed), self._refuse)

    def _answer(self, question: Question, typed: str, said: Confirmation) -> None:
        if self._put_away():
            self.passphrase = typed
            question.then(said)
            self.passphrase = ""

    def _refuse(self, error: BaseException) -> None:
        sheet = self._sheet
        if sheet is None or not isValid(sheet):
            return
        if not isinstance(error, KapdeskError):
            raise error
        sheet.refuse(error.sentence, self._asking.pause())

    def _put_away(self) -> bool:
        """Take the question away; say whether it was still there, and not given up meanwhile."""
        sheet, self._sheet = self._sheet, None
        if sheet is None or not isValid(sheet) or not sheet.isVisible():
            return False
        sheet.entry.clear()
        sheet.accept()
        return True

    def _confirmed(self, purpose: Purpose) -> None:
        self._note(Action.CONFIRMED, purpose)

    def _failed(self, purpose: Purpose) -> None:
        self._note(Action.NOT_CONFIRMED, purpose)

    def _note(self, action: Action, _purpose: Purpose) -> None:
        audit.log(self._desk.record, action)


def _confirm(asking: Reauthentication, passphrase: str, purpose: Purpose, _job: Job) -> Confirmation:
    return asking.confirm(passphrase, purpose)

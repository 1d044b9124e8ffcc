"""Spelling while the record is open: dictionaries are read behind the window, and rest when they should."""

from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from kapdesk.app.house import House
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import sessions, spelling
from kapdesk.services.spelling import Choice, Speller
from kapdesk.ui.aids import aids
from kapdesk.ui.jobs import Job, Jobs

_OPENS_OR_ENDS = (Topic.SESSION, Topic.DOSE, Topic.SETTING)


class Spelling(QObject):
    """Gives the notes a speller, takes it away in session where the clinic wishes, and at the end."""

    def __init__(self, house: House, jobs: Jobs) -> None:
        """Stand ready; nothing is read before `look`."""
        super().__init__(house)
        self._house, self._jobs = house, jobs
        self._read: tuple[str, tuple[str, ...]] | None = None
        self._speller: Speller | None = None
        # Connect Signals
        house.desk.changed.connect(self._changed)
        house.entered.connect(self.look)

    def look(self) -> None:
        """Take up what the clinic has chosen."""
        record = self._house.desk.record
        try:
            chosen = spelling.choice(record)
            rests = not chosen.in_session and bool(sessions.open_now(record))
        except KapdeskError:
            return
        wanted = (chosen.language, chosen.words)
        if rests or not chosen.installed or chosen.language == spelling.OFF:
            aids().set_speller(None)
        elif wanted == self._read:
            aids().set_speller(self._speller)
        else:
            self._jobs.run(partial(_read, chosen), partial(self._came, wanted), self._failed)

    def _changed(self, change: Change, _source: QObject) -> None:
        if change.topic in _OPENS_OR_ENDS:
            self.look()

    def _came(self, wanted: tuple[str, tuple[str, ...]], speller: object) -> None:
        if not isValid(self):
            return  # the record was closed meanwhile
        self._read = wanted
        self._speller = speller if isinstance(speller, Speller) else None
        self.look()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, KapdeskError):
            raise error
        if isValid(self):
            self._house.desk.refused.emit(error.sentence, self)


def _read(chosen: Choice, _job: Job) -> object:
    return spelling.speller(chosen)

"""What Practice asks about what opens the record: sheets tried, an envelope, a key file, a new key."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from shiboken6 import isValid

from kapdesk.app.acting import Acting
from kapdesk.app.confirming import Confirming
from kapdesk.app.house import House
from kapdesk.app.rooms import practice
from kapdesk.desk import Place
from kapdesk.domain.people import Role
from kapdesk.services import custody, key_files, recovery_trials, rotation
from kapdesk.services.opening import Opened
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.ui.jobs import Jobs
from kapdesk.ui.window import Window

if TYPE_CHECKING:
    from kapdesk.places.practice.keys import KeysPart

_TRIED = "That is what stands on the sheet in force."


class Keyring(Acting):
    """Acts for the key cards of Practice, which never see a key."""

    rotation_asked = Signal(str, bool)  # the passphrase that was typed for it; whether backups get it too

    def __init__(
        self, window: Window, house: House, opened: Opened, jobs: Jobs, confirming: Confirming
    ) -> None:
        """Stand ready until Practice is furnished."""
        super().__init__(window, house, opened, jobs)
        self._confirming = confirming
        self._rings: KeysPart | None = None
        # Connect Signals
        house.furnished.connect(self._furnished)

    def _furnished(self, name: str, place: Place) -> None:
        found = practice(name, place)
        if found is None or self.record.rehearsal:
            return
        rings = self._rings = found.key_rings
        # Connect Signals
        rings.wanted.connect(self._show)
        rings.trial.groups_given.connect(self._try_groups)
        rings.trial.code_given.connect(self._try_code)
        rings.stick.make_asked.connect(self._ask_stick)
        rings.stick.test_asked.connect(self._look_for_stick)
        rings.stick.removal_asked.connect(self._ask_no_stick)
        rings.rotation.asked.connect(self._ask_rotation)

    def _show(self, _result: object = None) -> None:
        if self._rings is None or not isValid(self._rings):
            return
        owns, record = self.record.author.role is Role.OWNER, self.record
        trial = recovery_trials.state(record) if owns else None
        envelope = custody.present(record, self.opened) if owns else None
        wanted = key_files.is_wanted(self.opened)
        backups = len(rotation.within_reach(self.opened)) if owns else 0
        from kapdesk.places.practice.keys import KeyFacts

        self._rings.show_facts(KeyFacts(trial, wanted, envelope, record.now(), record.zone, backups))

    # ------------------------------------------------------------------ the sheet

    def _try_groups(self, typed: dict[int, str]) -> None:
        self._trial(partial(recovery_trials.try_groups, self.record, typed))

    def _try_code(self, code: str) -> None:
        self._trial(partial(recovery_trials.try_code, self.record, self.opened, code))

    def _trial(self, work: partial[object]) -> None:
        if self._rings is not None:
            card = self._rings.trial
            self.run(work, self._tried, partial(card.say, done=False))

    def _tried(self, _result: object) -> None:
        if self._rings is not None:
            self._rings.trial.say(_TRIED, done=True)
        self._show()

    # ------------------------------------------------------------------ the key file

    def _ask_stick(self, folder: str) -> None:
        words = "Want a key file at your sign-in from now on"
        self.house.desk.confirm(Purpose.KEYS, words, partial(self._make_stick, Path(folder)))

    def _make_stick(self, folder: Path, _said: Confirmation) -> None:
        work = partial(key_files.make, self.record, self.opened, self._confirming.passphrase, folder)
        self.run(work, partial(self._stick_done, key_files.HOW_TO), self._say_of_stick)

    def _look_for_stick(self) -> None:
        self.run(partial(key_files.is_there, self.opened), self._stick_seen, self._say_of_stick)

    def _stick_seen(self, there: object) -> None:
        self._say_of_stick(
            "The key file is there, and it is the right one." if there else "The key file is not there."
        )

    def _ask_no_stick(self) -> None:
        words = "Sign in with the passphrase alone again"
        self.house.desk.confirm(Purpose.KEYS, words, self._end_stick)

    def _end_stick(self, _said: Confirmation) -> None:
        work = partial(key_files.remove, self.record, self.opened, self._confirming.passphrase)
        self.run(work, partial(self._stick_done, "The passphrase alone signs you in."), self._say_of_stick)

    def _stick_done(self, sentence: str, _result: object) -> None:
        self._say_of_stick(sentence)
        self._show()

    def _say_of_stick(self, sentence: str) -> None:
        if self._rings is not None:
            self._rings.stick.say(sentence)

    # ------------------------------------------------------------------ a new key

    def _ask_rotation(self) -> None:
        if self._rings is None:
            return
        card = self._rings.rotation
        what = f"the record and {card.backups}" if card.rewraps else "the record"
        words = f"Give {what} a new key. The desk closes for it and comes back"
        self.house.desk.confirm(Purpose.KEYS, words, partial(self._rotate, card.rewraps))

    def _rotate(self, rewraps: bool, _said: Confirmation) -> None:  # noqa: FBT001 - bound by name of the act
        self.rotation_asked.emit(self._confirming.passphrase, rewraps)

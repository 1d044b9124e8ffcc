"""Practice: the clinic, its numbers, people and limits; backups, keys, content, and what kapdesk is."""

from dataclasses import asdict
from datetime import date, datetime

from PySide6.QtCore import Signal, qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Desk, Place
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clock import local
from kapdesk.domain.dates import parse_date
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.roles import Power, may
from kapdesk.domain.routes import Route
from kapdesk.places.practice.about import AboutCard, ContentCard
from kapdesk.places.practice.clinic import LOCKS, ClinicCard, LockCard
from kapdesk.places.practice.discretion import DiscretionCard
from kapdesk.places.practice.gate import GatePart
from kapdesk.places.practice.hours import mount
from kapdesk.places.practice.index import Index
from kapdesk.places.practice.keeping import BackupCard, PassphraseCard, RecoveryCard, RehearsalCard
from kapdesk.places.practice.keys import KeysPart
from kapdesk.places.practice.measuring import MeasuringCard
from kapdesk.places.practice.moving import MovingPart
from kapdesk.places.practice.numbers import NumbersCard
from kapdesk.places.practice.paper_forms import PaperFormsCard
from kapdesk.places.practice.people import PeoplePart
from kapdesk.places.practice.pin import PinCard
from kapdesk.places.practice.proof import ProofCard
from kapdesk.places.practice.routes import RoutesPart
from kapdesk.places.practice.saying import counted, strength
from kapdesk.places.practice.snippets import ShortWords
from kapdesk.places.practice.spelling import SpellingChoice
from kapdesk.places.practice.statistics import StatisticsCard
from kapdesk.places.practice.team import LimitsCard
from kapdesk.places.practice.trail import TrailCard
from kapdesk.services import (
    about,
    backup_list,
    crisis,
    offers,
    practice_limits,
    rehearsal_stage,
    settings,
)
from kapdesk.ui.card import Card, Columns

_MINE = {Topic.SETTING, Topic.PERSON, Topic.BACKUP}
_RECOVERY = "recovery.confirmed_at"
_DRAFT = "draft.number"


class PracticePlace(Place):
    """Quiet cards with everything the clinic decides; what needs the key is asked for by signal."""

    name = "practice"
    title = "Practice"
    backup_asked = Signal()
    test_asked = Signal(object)  # Path
    new_sheet_asked = Signal()
    passphrase_change_asked = Signal(str, str)  # the present one, the new one

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Stand ready; nothing is read before `load`."""
        super().__init__(desk, parent)
        self._built = False
        self.team, self.key_rings = PeoplePart(self), KeysPart(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def load(self) -> None:
        """Build on first call; read everything on every call."""
        if not self._built:
            self._build()
        for key, note in self.clinic.notes.items():
            self.keep(settings.OWNER, key, note, self.desk.read(settings.get, key))
        self._show_numbers()
        self.team.load()
        self.key_rings.load()
        self.moving.load()
        self._show_limits()
        self.lock_card.show_minutes(self.desk.read(settings.several, "lock."))
        self.clinic.show_fragrance_free(free=self.desk.read(offers.is_fragrance_free))
        self.discretion.load()
        self.short_words.load()
        self.spelling.load()
        self._show_keeping()

    def close_down(self) -> None:
        """Go for good; a check of the trail or a count that is under way is let go."""
        if self._built:
            self.trail.rest()
            self.statistics.rest()
            self.moving.rest()
        super().close_down()

    def heard(self, change: Change) -> None:
        """Show anew what another screen changed of the practice; unseen, it is read when gone to."""
        if self.isVisible() and change.topic in _MINE:
            self.load()

    def show_backup(self, result: object) -> None:
        """Show what came of a backup or a test: a sentence of what is wrong, or what was counted."""
        self.backups.show_busy(busy=False)
        self.backups.say(result if isinstance(result, str) else counted(result))
        self._show_keeping()

    def show_passphrase(self, sentence: str, *, changed: bool) -> None:
        """Say what came of changing the passphrase."""
        self.keys.say(sentence, changed=changed)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._built = True
        routes = {route.value: label for route, label in self.desk.read(practice_limits.routes)}
        self.clinic, self.people = ClinicCard(), self.team.card
        self.numbers = NumbersCard(self.desk.read(crisis.places), self._parse)
        self.observation = LimitsCard(
            "Shortest observation after a dose",
            "For display and the gate. It may be raised, never lowered below what ships.", routes, "min",
        )  # fmt: skip
        self.times, self.gate = RoutesPart(self), GatePart(self)
        self.limits = LimitsCard(
            "Limits for vitals", "When a reading is flagged. The clinic's medical director decides.",
            practice_limits.LIMITS, "",
        )  # fmt: skip
        self.backups, self.recovery, self.keys = BackupCard(), RecoveryCard(), PassphraseCard()
        self.lock_card, self.content, self.about = LockCard(), ContentCard(), AboutCard()
        self.discretion, self.pin = DiscretionCard(self.desk, self), PinCard(self.desk)
        self.paper_forms, self.statistics = PaperFormsCard(self.desk), StatisticsCard(self.desk)
        self.measuring = MeasuringCard(self.desk)
        self.keys.strength = strength
        self.short_words, self.spelling = ShortWords(self), SpellingChoice(self)
        columns = Columns()
        writing = (self.short_words.card, self.spelling.card)
        limits = (self.observation, self.times.card, self.limits, self.gate.card, self.measuring)
        team = (self.people, self.team.member)
        for card in (self.clinic, self.numbers, *team, *writing, *limits, self.statistics):
            columns.add_work(card)
        days = mount(self)
        for card in days:
            columns.add_work(card)
        self.proof, self.trail = ProofCard(self.desk), TrailCard(self.desk)
        self.moving = MovingPart(self.desk)
        quiet = (self.lock_card, self.discretion, self.pin, self.paper_forms, self.content, self.about)
        for card in (self.backups, *self._key_cards(), *self.moving.cards, self.proof, self.trail, *quiet):
            columns.add_context(card)
        self.trail.setVisible(may(self.desk.record.author.role, Power.AUDIT))
        columns.work.addStretch(1)
        columns.context.addStretch(1)
        self._narrow(columns)
        named = (
            ("Clinic", self.clinic), ("People", self.people), ("Short words", self.short_words.card),
            ("Limits", self.observation), ("Measures", self.measuring), ("Numbers", self.statistics),
            ("Days and hours", days[0]), ("Backups", self.backups), ("Recovery and keys", self.recovery),
            ("Workstations", self.moving.card), ("Proof on paper", self.proof), ("Audit trail", self.trail),
            ("Lock", self.lock_card), ("Paper forms", self.paper_forms), ("About", self.about),
        )  # fmt: skip
        self.index = Index(columns, named)
        self._column.addWidget(self.index)
        self._column.addWidget(columns)
        self.content.show_faults(self.desk.record.content.faults)
        self.about.show_about(self.desk.read(about.about), qVersion())
        self._restore()
        self._connect()

    def _narrow(self, columns: Columns) -> None:
        """Leave away what a role has no use for; what is never shown reads nothing."""
        role = self.desk.record.author.role
        if may(role, Power.PEOPLE):
            return
        self.recovery.hide()
        if may(role, Power.READ):
            return
        theirs = (self.keys, self.key_rings.stick, self.about)
        if may(role, Power.AUDIT):
            theirs = (*theirs, self.trail, self.proof)
        for card in columns.findChildren(Card):
            if card not in theirs:
                card.hide()

    def _key_cards(self) -> tuple[QWidget, ...]:
        """Return the cards of what opens the record; another passphrase would end a practice room."""
        if not self.desk.record.rehearsal:
            return self.recovery, self.keys, *self.key_rings.cards()
        self.recovery.setParent(self)
        self.keys.setParent(self)
        self.recovery.hide()
        self.keys.hide()
        return (RehearsalCard(rehearsal_stage.PASSPHRASE),)

    def _connect(self) -> None:
        # Connect Signals
        self.clinic.fragrance_free.connect(self._say_fragrance_free)
        self.numbers.confirmed.connect(self._confirm_number)
        self.numbers.written.connect(self._write_number)
        self.numbers.removed.connect(self._remove_number)
        self.numbers.place_taken.connect(self._take_place)
        self.numbers.edited.connect(self._keep_draft)
        self.observation.chosen.connect(self._set_observation)
        self.limits.chosen.connect(self._set_limit)
        self.lock_card.chosen.connect(self._set_lock)
        self.backups.backup_asked.connect(self.backup_asked)
        self.backups.test_asked.connect(self.test_asked)
        self.backups.folder_chosen.connect(self._set_folder)
        self.recovery.new_sheet_asked.connect(self.new_sheet_asked)
        self.keys.change_asked.connect(self.passphrase_change_asked)

    # ------------------------------------------------------------------ showing

    def _show_numbers(self) -> None:
        lines, after = self.desk.read(crisis.on_list), self.desk.read(crisis.try_again_after)
        self.numbers.show_lines(lines, self._today(), after)

    def _show_limits(self) -> None:
        profiles = {route: self.desk.read(practice_limits.profile, route) for route in Route}
        self.observation.show_numbers(
            {route.value: profile.min_observation_min for route, profile in profiles.items()}
        )
        self.times.load()
        self.gate.load()
        self.measuring.load()
        self.limits.show_numbers(asdict(self.desk.read(practice_limits.vital_limits)))

    def _show_keeping(self) -> None:
        zone = self.desk.record.zone
        self.backups.show_state(
            self.desk.read(backup_list.state), self.desk.now(), zone, rehearsal=self.desk.record.rehearsal
        )
        said = self.desk.read(settings.get, _RECOVERY)
        self.recovery.show_confirmed(datetime.fromisoformat(said) if said else None, zone)

    # ------------------------------------------------------------------ writing

    def _keep_draft(self) -> None:
        self.autosave.touched((settings.OWNER, _DRAFT), self.numbers.slip.draft)

    def _restore(self) -> None:
        self.numbers.slip.restore(self.desk.read(settings.get, _DRAFT))
        self.team.restore()

    def _say_fragrance_free(self, free: bool) -> None:  # noqa: FBT001 - a signal's slot
        self.desk.do(self, offers.say_fragrance_free, free=free)

    def _confirm_number(self, line_id: str, number: str, on: date) -> None:
        self.desk.do(self, crisis.confirm, line_id, number, on)
        self._show_numbers()

    def _write_number(self, line_id: str, label: str, number: str, when: str) -> None:
        if line_id:
            done = self.desk.do(self, crisis.edit, line_id, label=label, number=number, when=when)
        else:
            done = self.desk.do(self, crisis.add, label, number, when=when)
        if done is not None:
            self.numbers.taken()
            self._keep_draft()
            self._show_numbers()

    def _remove_number(self, line_id: str) -> None:
        self.desk.do(self, crisis.remove, line_id)
        self._show_numbers()

    def _take_place(self, place: str) -> None:
        self.desk.do(self, crisis.take, place)
        self._show_numbers()

    def _set_observation(self, route: str, minutes: int) -> None:
        self.desk.do(self, practice_limits.set_observation, Route(route), minutes)
        self._show_limits()

    def _set_limit(self, name: str, value: int) -> None:
        self.desk.do(self, practice_limits.set_limit, name, value)
        self._show_limits()

    def _set_lock(self, key: str, minutes: int) -> None:
        if key in {lock[0] for lock in LOCKS}:
            self.desk.do(self, settings.put, key, str(minutes))

    def _set_folder(self, folder: str) -> None:
        self.desk.do(self, settings.put, backup_list.FOLDER, folder)
        self._show_keeping()

    # ------------------------------------------------------------------ reading what is typed

    def _today(self) -> date:
        return local(self.desk.now(), self.desk.record.zone).date()

    def _parse(self, text: str) -> date | str:
        try:
            return parse_date(text, self._today())
        except KapdeskError as error:
            return error.sentence

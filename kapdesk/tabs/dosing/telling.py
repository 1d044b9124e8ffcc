"""What the journey and the keys ask for, done in the record."""

from uuid import UUID

from PySide6.QtCore import Signal

from kapdesk.desk import Tab
from kapdesk.domain.clock import show_time
from kapdesk.domain.timeline import Voice
from kapdesk.services import notes, preparation, timeline
from kapdesk.services.notes import Owner
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.dosing.journey import JourneyCard
from kapdesk.tabs.dosing.keys import KeysCard
from kapdesk.tabs.dosing.part import Part
from kapdesk.tabs.dosing.words import shown_moment
from kapdesk.ui import note

DRAFT = "draft.timeline"
VOICE = "draft.timeline.voice"
_AS_WRITING = ("stamp", "speech")  # moments in the voice that is being written; the others are observed


class JourneyPart(Part):
    """One press is one moment; a line stays a draft until it stands in the timeline."""

    untoward = Signal()

    def __init__(self, tab: Tab, session: UUID, owner: Owner) -> None:
        """Bring both cards."""
        super().__init__(tab, session)
        self._owner = owner
        self.card, self.keys = JourneyCard(), KeysCard()
        self.keys.show_keys(self.desk.read(timeline.keys))
        self._voice = Voice.OBSERVER
        self._offer: UUID | None = None
        self._moments: dict[UUID, timeline.Moment] = {}
        # Connect Signals
        self.card.composed.connect(self._compose)
        self.card.voice_toggled.connect(self.toggle_voice)
        self.card.voice_asked.connect(self._change_voice)
        self.card.edit_asked.connect(self._edit)
        self.card.reworded.connect(self._reword)
        self.card.strike_asked.connect(self._strike)
        self.keys.pressed.connect(self.press)
        self.keys.struck.connect(self._strike_last)
        self.keys.answered.connect(self._answer_offer)

    def load(self, head: SessionHead) -> None:
        """Show every moment of this session, and the voice that was being written in."""
        zone = self.desk.record.zone
        found = self.desk.read(timeline.of_session, self.session)
        self._moments = {moment.id: moment for moment in found}
        self.card.show_moments([shown_moment(moment, head.dosed_at, zone) for moment in found])
        kept = self.desk.read(notes.text, self._owner, VOICE)
        self._voice = Voice.CLIENT if kept == Voice.CLIENT.value else Voice.OBSERVER
        self._show_voice()
        for card in (self.card, self.keys):
            card.set_read_only(read_only=head.signed_at is not None)

    def press(self, kind: str) -> None:
        """Stamp one moment, or change the voice: one press, nothing is asked."""
        if kind == "voice":
            self.toggle_voice()
            return
        voice = self._voice if kind in _AS_WRITING else Voice.OBSERVER
        change = self.do(self.card.sentence, timeline.stamp, self.session, kind, voice)
        act = next((key.act for key in self.keys.keys.values() if key.kind == kind), "")
        if change is not None and act == "touch":
            self._offer = change.item
            agreed = self.desk.read(preparation.touch_words, self.session)
            self.keys.show_offer(f"Agreed: {agreed}" if agreed else "Touch agreement: not recorded")
        elif change is not None and act == "adverse-event":
            self.untoward.emit()

    def toggle_voice(self) -> None:
        """Write in the other voice from now on; the line under the hand goes with it."""
        other = self._voice.other
        if self.do(self.card.sentence, notes.write, self._owner, VOICE, other.value) is not None:
            self._voice = other
            self._show_voice()

    def _show_voice(self) -> None:
        client = self._voice is Voice.CLIENT
        self.card.show_voice(note.Voice.CLIENT if client else note.Voice.OBSERVER)

    def _compose(self, words: str) -> None:
        typed = self.card.at.text().strip()
        at = self.when(typed, self.card.sentence)
        if at is None:
            return
        written = self.do(
            self.card.sentence, timeline.write, self.session, self._voice, words,
            at=at if typed else None, draft=DRAFT,
        )  # fmt: skip
        if written is not None:
            self.card.taken()

    def _edit(self, key: object) -> None:
        moment = self._moments.get(key) if isinstance(key, UUID) else None
        if moment is not None and not moment.struck:
            self.card.strip.show_moment(key, moment.text, show_time(moment.happened_at, moment.zone))

    def _reword(self, key: object, words: str, typed: str) -> None:
        moment = self._moments.get(key) if isinstance(key, UUID) else None
        if moment is None:
            return
        beside = self.card.strip.sentence
        moved = typed != show_time(moment.happened_at, moment.zone)
        at = self.when(typed, beside) if moved else moment.happened_at
        if at is None:
            return
        kept = self.do(beside, timeline.put_right, self.session, moment.id, words, at if moved else None)
        if kept is not None:
            self._close_strip()

    def _strike(self, key: object, reason: str) -> None:
        struck = isinstance(key, UUID) and self.do(
            self.card.strip.sentence, timeline.strike, self.session, key, reason
        )
        if struck:
            self._close_strip()

    def _strike_last(self) -> None:
        self.do(self.card.sentence, timeline.strike_last, self.session)

    def _change_voice(self, key: object) -> None:
        moment = self._moments.get(key) if isinstance(key, UUID) else None
        if moment is not None:
            self.do(self.card.sentence, timeline.set_voice, self.session, moment.id, moment.voice.other)

    def _answer_offer(self, answer: str) -> None:
        if self._offer is not None:
            self.do(self.card.sentence, timeline.edit, self.session, self._offer, answer)
            self._offer = None

    def _close_strip(self) -> None:
        self.card.strip.hide()
        self.card.list.setFocus()

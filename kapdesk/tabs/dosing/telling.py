"""What the journey and the keys ask for, done in the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal

from kapdesk.desk import Tab
from kapdesk.domain.clock import show_time
from kapdesk.domain.consent_events import ConsentKind
from kapdesk.domain.pad import Act, Whose
from kapdesk.domain.timeline import Voice
from kapdesk.services import clock_jumps, consent_events, notes, preparation, timeline
from kapdesk.services.notes import Note, Owner
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.dosing.journey import JourneyCard
from kapdesk.tabs.dosing.keeping_words import KeepingWords
from kapdesk.tabs.dosing.keys import KeysCard
from kapdesk.tabs.dosing.part import Part
from kapdesk.tabs.dosing.words import shown_moment, taken_back, touch_offer, turn_words
from kapdesk.ui import moments as shown
from kapdesk.ui import note

DRAFT = "draft.timeline"
VOICE = "draft.timeline.voice"
STRIP = "draft.timeline.strip"
"""The note that says which moment is being put right, so that it is still that one after a lock."""
_LINE = (DRAFT, "draft.timeline.at")
_STRIP = (STRIP, *(f"{STRIP}.{part}" for part in ("words", "at", "reason")))


class JourneyPart(Part):
    """One press is one moment; a line stays a draft until it stands in the timeline."""

    untoward = Signal()
    vitals_due = Signal()

    def __init__(self, tab: Tab, session: UUID, owner: Owner) -> None:
        """Bring both cards."""
        super().__init__(tab, session)
        self._tab, self._owner = tab, owner
        self.card, self.keys = JourneyCard(), KeysCard(self.desk.read(timeline.keys))
        self._voice = Voice.OBSERVER
        self._offer: UUID | None = None
        self._last: UUID | None = None
        self._moments: dict[UUID, timeline.Moment] = {}
        self._lines: dict[object, tuple[datetime, shown.Moment]] = {}
        self._restored = False
        self.card.set_subtitle(self._pad_words())
        self.words = KeepingWords(tab, session, self.card)
        tab.keep_history(self.card.strip.words.note, self._wordings, self._put_right)
        # Connect Signals
        self.card.composed.connect(self._compose)
        self.card.voice_toggled.connect(self.toggle_voice)
        self.card.voice_asked.connect(self._change_voice)
        self.card.edit_asked.connect(partial(self._edit, striking=False))
        self.card.reason_asked.connect(partial(self._edit, striking=True))
        self.card.reworded.connect(self._reword)
        self.card.strike_asked.connect(self._strike)
        self.card.strip.turned.connect(self._keep_strip)
        self.keys.pressed.connect(self.press)
        self.keys.held.connect(self._open_last)
        self.keys.answered.connect(self._answer_offer)

    def load(self, head: SessionHead) -> None:
        """Show every moment of this session, and the voice that was being written in."""
        zone = self.desk.record.zone
        found = self.desk.read(timeline.of_session, self.session)
        self._moments = {moment.id: moment for moment in found}
        self._lines = {one.id: (one.happened_at, shown_moment(one, head.dosed_at, zone)) for one in found}
        self._lines |= {jump.id: (jump.found_at, _jump(jump, zone)) for jump in self._jumps()}
        self._show_lines()
        kept = self.desk.read(notes.text, self._owner, VOICE)
        self._voice = Voice.CLIENT if kept == Voice.CLIENT.value else Voice.OBSERVER
        self._show_voice()
        self.show_consents()
        for card in (self.card, self.keys):
            card.set_read_only(read_only=head.signed_at is not None)

    def take(self, head: SessionHead, moment_id: UUID | None) -> None:
        """Show one moment that was written or changed just now; the others are not read again."""
        moment = self.desk.read(timeline.one, self.session, moment_id) if moment_id else None
        if moment is None:
            self.load(head)
            return
        self._moments[moment.id] = moment
        line = shown_moment(moment, head.dosed_at, self.desk.record.zone)
        self._lines[moment.id] = (moment.happened_at, line)
        self._show_lines()
        self.card.list.reveal(moment.id)
        self._show_voice()

    def restore(self, stored: Mapping[str, Note]) -> None:
        """Open the correction that was being typed, as that same correction; once, then the hand leads."""
        if self._restored:
            return
        self._restored = True
        kept = stored.get(STRIP)
        moment = self._moments.get(UUID(kept.text)) if kept and kept.text else None
        if moment is not None and not moment.struck:
            self.card.strip.show_again(moment.id, self._about(moment))
            self._show_voice()

    def press(self, kind: str) -> None:
        """Do what a key does: one press, nothing is asked."""
        key = self.keys.keys[kind]
        if key.act.stamps:
            self._stamp(kind, key.act)
        elif key.act is Act.VOICE:
            self.toggle_voice()
        elif key.act is Act.STRIKE:
            self.do(self.card.sentence, timeline.strike_last, self.session)
        elif key.act is Act.DETAIL:
            self._open_last()
        else:
            self.card.write()

    def stamp(self) -> None:
        """Stamp this moment, as its key does."""
        self.press(self.keys.kind_of(Act.STAMP))

    def toggle_voice(self) -> None:
        """Write in the other voice from now on; the line under the hand goes with it."""
        other = self._voice.other
        if self.do(self.card.sentence, notes.write, self._owner, VOICE, other.value) is not None:
            self._voice = other
            self._show_voice()

    def _stamp(self, kind: str, act: Act) -> None:
        whose = self.keys.keys[kind].whose
        voice = self._voice if whose is Whose.WRITING else Voice(whose.value)
        change = self.do(self.card.sentence, timeline.stamp, self.session, kind, voice)
        if change is None:
            return
        self._last = change.item
        if act is Act.TOUCH:
            self._offer = change.item
            self.keys.show_offer(self._about_touch())
        elif act is Act.ADVERSE_EVENT:
            self.untoward.emit()
        elif act is Act.VITALS:
            self.vitals_due.emit()

    def show_consents(self) -> None:
        """Say at the foot of the journey what the client took back, and nothing where nothing was."""
        found = self.desk.read(consent_events.taken_back, self.session)
        labels = (
            {one.kind: one.label.lower() for one in self.desk.read(consent_events.questions)} if found else {}
        )
        self.card.show_taken_back(taken_back(found, labels, self.desk.record.zone))

    def _about_touch(self) -> str:
        agreed = self.desk.read(preparation.touch_words, self.session)
        now = self.desk.read(consent_events.standings, self.session)[ConsentKind.TOUCH]
        return touch_offer(agreed, now, self.desk.record.zone)

    def _jumps(self) -> tuple[clock_jumps.ClockJump, ...]:
        return self.desk.read(clock_jumps.of_session, self.session)

    def _show_lines(self) -> None:
        self.card.show_moments([line for _, line in sorted(self._lines.values(), key=_when)])

    def _pad_words(self) -> str:
        parts = [(self.keys.sign_of(Act.STAMP), "stamps"), (self.keys.sign_of(Act.VOICE), "changes voice")]
        return " · ".join(f"Num {sign} {does}" for sign, does in parts if sign)

    def _show_voice(self) -> None:
        self.card.show_voice(_shown(self._voice))
        moment = self._moments.get(self.card.strip.key) if isinstance(self.card.strip.key, UUID) else None
        if moment is not None:
            self.card.strip.show_voice(_shown(moment.voice))

    def _compose(self, words: str) -> None:
        typed = self.card.at.text().strip()
        at = self.when(typed, self.card.sentence)
        if at is None:
            return
        written = self.do(
            self.card.sentence, timeline.write, self.session, self._voice, words,
            at=at if typed else None, drafts=_LINE,
        )  # fmt: skip
        if written is not None:
            self._last = written.item
            self.card.taken()

    def _open_last(self, _kind: str = "") -> None:
        """Open the moment that was stamped or written last, to say more of it."""
        moments = [one for one in self._moments.values() if one.kind not in timeline.BY_PROGRAM]
        standing = [one.id for one in moments if not one.struck]
        last = self._last if self._last in standing else (standing or [None])[-1]
        self._edit(last, striking=False)

    def _edit(self, key: object, *, striking: bool) -> None:
        moment = self._moments.get(key) if isinstance(key, UUID) else None
        if moment is not None and not moment.struck and self._has_kept_other(moment.id):
            at = show_time(moment.happened_at, self.desk.record.zone)
            self.card.strip.show_moment(moment.id, self._about(moment), moment.text, at, striking=striking)
            self._show_voice()

    def _has_kept_other(self, key: UUID) -> bool:
        """Keep what was typed for another moment before this one takes its place; say whether that went."""
        strip = self.card.strip
        other = self._moments.get(strip.key) if isinstance(strip.key, UUID) else None
        if other is None or other.id == key or other.struck:
            return True
        at = show_time(other.happened_at, self.desk.record.zone)
        if (strip.words.text(), strip.at.text()) != (other.text, at):
            self._reword(other.id, strip.words.text(), strip.at.text())
            return strip.key is None
        return True

    def _about(self, moment: timeline.Moment) -> str:
        at = show_time(moment.happened_at, self.desk.record.zone)
        return f"{moment.label or 'Moment'} at {at}, being put right"

    def _wordings(self) -> Sequence[UUID]:
        """Return every wording of the moment that is being put right, for F3 in its words."""
        key = self.card.strip.key
        return self.desk.read(notes.history_of, key) if isinstance(key, UUID) else ()

    def _put_right(self) -> Sequence[str]:
        """Return what else of that moment was put right before: when it happened, whose words it holds."""
        key = self.card.strip.key
        moment = self.desk.read(timeline.one, self.session, key) if isinstance(key, UUID) else None
        return () if moment is None else turn_words(moment, self.desk.record.zone)

    def _keep_strip(self) -> None:
        key = self.card.strip.key
        name = key.hex if isinstance(key, UUID) else ""
        self._tab.autosave.touched((self._owner, STRIP), partial(str, name))

    def _reword(self, key: object, words: str, typed: str) -> None:
        moment = self._moments.get(key) if isinstance(key, UUID) else None
        if moment is None:
            return
        beside = self.card.strip.sentence
        moved = typed != show_time(moment.happened_at, self.desk.record.zone)
        at = self.when(typed, beside) if moved else moment.happened_at
        if at is None:
            return
        kept = self.do(
            beside, timeline.put_right, self.session, moment.id, words, at if moved else None, drafts=_STRIP
        )
        if kept is not None:
            self._close_strip()

    def _strike(self, key: object, reason: str) -> None:
        struck = isinstance(key, UUID) and self.do(
            self.card.strip.sentence, timeline.strike, self.session, key, reason, drafts=_STRIP
        )
        if struck:
            self._close_strip()

    def _change_voice(self, key: object) -> None:
        moment = self._moments.get(key) if isinstance(key, UUID) else None
        if moment is not None:
            self.do(self.card.sentence, timeline.set_voice, self.session, moment.id, moment.voice.other)

    def _answer_offer(self, answer: str) -> None:
        if self._offer is not None:
            self.do(self.card.sentence, timeline.edit, self.session, self._offer, answer)
            self._offer = None

    def _close_strip(self) -> None:
        self.card.strip.leave()
        self.card.list.setFocus()


def _shown(voice: Voice) -> note.Voice:
    return note.Voice.CLIENT if voice is Voice.CLIENT else note.Voice.OBSERVER


def _when(line: tuple[datetime, shown.Moment]) -> datetime:
    return line[0]


def _jump(jump: clock_jumps.ClockJump, zone: str) -> shown.Moment:
    """Return a jump of the clock as a line of the list; it is nobody's words and nothing to be changed."""
    words = f"{jump.words(zone)}. T+ counts from the stored dose time."
    at = show_time(jump.found_at, zone)
    return shown.Moment(key=("jump", jump.id), since_dose="", clock=at, label="Clock", text=words)

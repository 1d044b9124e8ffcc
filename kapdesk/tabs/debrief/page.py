"""The page of the debrief: the telling and what was seen at the left, what came of it at the right."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kapdesk.content import Content
from kapdesk.domain.clock import show_moment, show_time
from kapdesk.domain.insights import Insight, Kind, Level, coverage
from kapdesk.domain.totals import TotalOnly
from kapdesk.services.checklists import Answer
from kapdesk.services.debrief import DISTRESS, MOOD, Debrief
from kapdesk.tabs.debrief.body import BodyCard, Regions
from kapdesk.tabs.debrief.experience import ExperienceCard
from kapdesk.tabs.debrief.kept import KeptCard, KeptList, Since
from kapdesk.tabs.debrief.last_time import LastTimeCard
from kapdesk.tabs.debrief.levels import LevelsTouched
from kapdesk.tabs.debrief.more import MoreCard
from kapdesk.tabs.debrief.panels import YES, TellingCard, ToneCard
from kapdesk.tabs.debrief.sorter import ReadDay
from kapdesk.tabs.debrief.working import WorkCard
from kapdesk.ui.card import Card, Columns
from kapdesk.ui.note import NoteEdit, Voice, voice_word

PREFIX = "debrief."


class DebriefPage(Columns):
    """Every card of the debrief; it shows what it is given."""

    def __init__(
        self, content: Content, regions: Regions, experience: Sequence[TotalOnly], read_day: ReadDay,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Lay out the cards, empty."""
        super().__init__(parent)
        form = content.form("debrief")
        levels, movements = content.prompts("levels"), content.prompts("movements")
        self.telling, self.tone, self.more = TellingCard(form), ToneCard(form), MoreCard(form)
        self.words = self.telling.note
        seen = form.field("observed")
        self.observed = NoteEdit(seen.label, seen.prompt, voice=Voice.OBSERVER, lines=2, grows=True)
        self.kept = KeptList(levels, movements, read_day)
        self.held = KeptList(levels, movements, read_day, "revisit at the first integration session")
        self.phrases = KeptList(
            levels, movements, read_day, "kept, corrected or withdrawn by the client next time"
        )
        self.touched = LevelsTouched(levels)
        self.last_time = LastTimeCard()
        self.body = BodyCard(regions, levels)
        self.work_card = WorkCard(levels, movements)
        self.experience = ExperienceCard(experience)
        self._lay_out(seen.label)

    def lists(self) -> tuple[KeptList, ...]:
        """Return the three lists of what was kept."""
        return self.kept, self.held, self.phrases

    def texts(self) -> dict[str, NoteEdit]:
        """Return every text that is there by its field in the record."""
        own = {f"{PREFIX}words": self.words, f"{PREFIX}observed": self.observed}
        return own | {f"{PREFIX}{id_}": note for id_, note in self.more.built.items()}

    def in_use(self) -> NoteEdit:
        """Return the text the caret stands in, or the client's words where it stands in none."""
        return next((note for note in self.texts().values() if note.hasFocus()), self.words)

    def show_answers(self, it: Debrief, zone: str) -> None:
        """Show tone, readiness and the two scales as recorded; nothing is announced."""
        follow_up = f"Follow-up by {show_moment(it.follow_up.due_at, zone)}" if it.follow_up else ""
        tone = it.tone.value if it.tone else None
        self.tone.show_tone(tone, asked_again=it.distress_asked_again, follow_up=follow_up)
        self.telling.not_ready.set_value(YES if it.not_ready else None)
        self.telling.show_answered(_at("Not ready to talk, answered", it.not_ready, zone))
        self._show_scales(it, zone)
        self._show_intention(it, zone)

    def show_kept(self, insights: Sequence[Insight], since: Mapping[UUID, Since], *, read_only: bool) -> None:
        """Show what was kept, by kind, each with what is known of it from other sessions."""
        for card, kinds in (
            (self._kept_card, (Kind.INSIGHT, Kind.THEME)),
            (self._held_card, (Kind.HELD_QUESTION,)),
            (self._phrases_card, (Kind.READ_BACK,)),
        ):
            card.show_all([each for each in insights if each.kind in kinds], since, read_only=read_only)

    def show_touched(self, insights: Iterable[Insight], others: Iterable[Iterable[Level]]) -> None:
        """Show how often each level is touched, by words, places of the body and pieces of the work."""
        self.touched.show_counts(coverage(insights, others))

    def summarise(self, it: Debrief, written: int) -> None:
        """Say beside the title of what is put away what is recorded in it."""
        rated = (("distress", it.distress), ("mood", it.mood))
        said = [f"{name} {answer.value}" for name, answer in rated if answer]
        self.more.summarise([*said, f"{written} written"] if written else said)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let everything be read and nothing be changed, as after signing."""
        self.telling.set_read_only(read_only=read_only)
        self.more.set_read_only(read_only=read_only)
        self.observed.setReadOnly(read_only)
        self.tone.bar.setEnabled(not read_only)

    def _lay_out(self, observed_label: str) -> None:
        observed = Card(observed_label)
        observed.head.addStretch(1)
        observed.head.addWidget(voice_word(Voice.OBSERVER))
        observed.add(self.observed)
        self.add_work(self.telling, 1)
        for card in (observed, self.more, self.body, self.work_card):
            self.add_work(card)
        levels = Card("Levels touched")
        levels.add(self.touched)
        self._kept_card = KeptCard("Insights", self.kept, "F6 keeps the marked words, or the line.")
        self._held_card = KeptCard(
            "Held questions", self.held, "F7 holds a question open.", beside=" open, not answered"
        )
        self._phrases_card = KeptCard("To read back next time", self.phrases)
        for card in (
            self.last_time, self.tone, self._kept_card, levels, self._held_card, self._phrases_card,
            self.experience,
        ):  # fmt: skip
            self.add_context(card)
        self.context.addStretch(1)

    def _show_scales(self, it: Debrief, zone: str) -> None:
        for item, answer in ((DISTRESS, it.distress), (MOOD, it.mood)):
            earlier = list(it.earlier(item))
            if item == DISTRESS and it.distress_asked_again and answer is not None:
                earlier.append(answer)  # said before the journey was named hard: it is asked anew
                answer = None  # noqa: PLW2901 - the scale stands empty for it
            before = "; ".join(_at(f"{each.value},", each, zone) for each in earlier)
            self.more.show_scale(item, _number(answer), _at("", answer, zone), before)

    def _show_intention(self, it: Debrief, zone: str) -> None:
        if it.intention is None:
            self.more.show_intention("", "")
            return
        when = show_moment(it.intention.written_at, zone)
        self.more.show_intention(
            it.intention.text, f"written {when}, for session {it.intention.session_number}"
        )


def _at(words: str, answer: Answer | None, zone: str) -> str:
    return f"{words} at {show_time(answer.happened_at, zone)}".strip() if answer else ""


def _number(answer: Answer | None) -> int | None:
    return int(answer.value) if answer is not None and answer.value is not None else None

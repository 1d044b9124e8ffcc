"""What was said and where things stand, from the tab: read back, looked at again, rated, made steps."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.domain.clock import local
from kapdesk.domain.integration import AIM, GOAL, Verdict
from kapdesk.services import insight_looks, integration, life, notes, profiles, read_back
from kapdesk.services.notes import Note
from kapdesk.tabs.integration.acts import Acts
from kapdesk.tabs.integration.page import IntegrationPage
from kapdesk.tabs.integration.spoken import SpokenRow
from kapdesk.tabs.integration.threads import PARTS, WHAT, StepSlip, ThreadRow
from kapdesk.ui.note import LineNote

WORDS, STEP, ACTION = "words.", "draft.step.", "action"
_BESIDE = (profiles.GOAL_NOTE, profiles.AIM_SAID, profiles.AIM_NOTE, profiles.AIM_STEP)


class Weighing(QObject):
    """Stands between what the client says of things on screen and the record."""

    def __init__(self, acts: Acts, page: IntegrationPage) -> None:
        """Bind to one tab for life."""
        super().__init__(acts)
        self._acts, self._page, self._zone = acts, page, acts.desk.record.zone
        # Connect Signals
        for card in page.spoken():
            card.judged.connect(self._judge)
            card.made.connect(self._keep_words)
        page.insights.judged.connect(self._judge)
        page.insights.made.connect(self._keep_words)
        page.insights.slip_made.connect(self._open_thread)
        page.insights.step_looked.connect(self._look_at_step)
        page.insights.step_asked.connect(self._add_step)
        page.insights.wanted.connect(self._show_insights)
        for card in page.ratings():
            card.rated.connect(self._rate)
            card.made.connect(self._show_ratings)
            card.lines_made.connect(self._keep_lines)

    def show(self, texts: Mapping[str, Note], zone: str, on: date) -> None:
        """Show what was said, the insights and the ratings as they stand."""
        if self._acts.note is None:
            return
        self._zone = zone
        carried = self._acts.desk.read(read_back.carried, self._acts.client)
        for card in self._page.spoken():
            card.show_all(carried, self._acts.note, zone, on)
            for insight, row in card.rows.items():
                self._acts.keep(WORDS + insight.hex, row.words, _text(texts, WORDS + insight.hex))
        self._show_insights()
        for insight, row in self._page.insights.rows.items():
            self._acts.keep(WORDS + insight.hex, row.words, _text(texts, WORDS + insight.hex))
            if row.slip is not None and row.is_open():
                self._open_thread(insight, row.slip)
        self._fill_ratings(texts)

    def _show_insights(self) -> None:
        note, client = self._acts.note, self._acts.client
        if note is None:
            return
        threads = self._acts.desk.read(insight_looks.threads, client)
        today = local(self._acts.desk.now(), self._zone).date()
        due = frozenset(one.insight.id for one in threads if one.due is not None and one.due.reminds(today))
        self._page.insights.show_threads(threads, due, note, self._zone)

    def _show_ratings(self) -> None:
        if self._acts.note is not None:
            texts = self._acts.desk.read(notes.texts, self._acts.owner(self._acts.note))
            self._fill_ratings(texts)

    def _fill_ratings(self, texts: Mapping[str, Note]) -> None:
        rated = {
            name: int(each.text) for name, each in texts.items() if name.startswith((GOAL, AIM)) and each.text
        }
        words = [name for name, each in texts.items() if name.startswith(_BESIDE) and each.text]
        reads = (profiles.goals, profiles.aims)
        for card, read in zip(self._page.ratings(), reads, strict=True):
            if card.profile is None:
                card.say_given(rated)
                continue
            card.show_ratings(rated, words, self._acts.desk.read(read, self._acts.client))
            for row in card.rows.values():
                for field, line in row.lines.items():
                    self._acts.keep(field, line, _text(texts, field))

    def _judge(self, insight: UUID, verdict: Verdict | None) -> None:
        if self._acts.note is not None:
            self._acts.do(integration.say, self._acts.note, insight, verdict)

    def _rate(self, name: str, value: int | None) -> None:
        if self._acts.note is not None:
            self._acts.do(integration.rate, self._acts.note, name, value)

    def _keep_words(self, insight: UUID, row: SpokenRow | ThreadRow) -> None:
        self._keep(WORDS + insight.hex, row.words)

    def _keep_lines(self, lines: Mapping[str, LineNote]) -> None:
        for field, line in lines.items():
            self._keep(field, line)

    def _open_thread(self, insight: UUID, slip: StepSlip) -> None:
        for part, line in slip.lines.items():
            self._keep(f"{STEP}{part}.{insight.hex}", line)
        steps = self._acts.desk.read(life.of_insight, insight)
        standing = tuple(step for step in steps if step.register == ACTION and step.stands)
        self._page.insights.rows[insight].show_steps(standing)

    def _look_at_step(self, step: UUID, status: str) -> None:
        if self._acts.note is not None:
            self._acts.do(life.look, step, life.Said(status=status), integration_id=self._acts.note)

    def _keep(self, field: str, line: LineNote) -> None:
        if self._acts.note is not None:
            text = self._acts.desk.read(notes.text, self._acts.owner(self._acts.note), field)
            self._acts.keep(field, line, text)

    def _add_step(self, insight: UUID, slip: StepSlip) -> None:
        """Keep a step of an insight; its lines are emptied as its words are in the record."""
        if self._acts.note is None:
            return
        said = slip.texts()
        facts = {part: said[part] for part in PARTS if said[part]}
        made = self._acts.do_at(
            slip.said, life.add, self._acts.client, ACTION, said[WHAT], facts=facts,
            integration_id=self._acts.note, insight_id=insight, draft=f"{STEP}{WHAT}.{insight.hex}",
        )  # fmt: skip
        if made is not None:
            slip.taken()
            self._acts.tab.autosave.flush()


def _text(texts: Mapping[str, Note], field: str) -> str:
    return texts[field].text if field in texts else ""

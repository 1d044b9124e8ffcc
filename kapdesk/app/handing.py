"""Handing the screen to the client: only the therapist's keys and secret show the chart again."""

from functools import partial
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject

from kapdesk.app.house import House
from kapdesk.desk import Chart, Tab
from kapdesk.domain.errors import KapdeskError
from kapdesk.domain.hand_over import Question, Tries, Walk
from kapdesk.services import hand_over, notes, pin
from kapdesk.services.record import Record
from kapdesk.ui.guard import Guard
from kapdesk.ui.hand_over import HandOver
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.segments import Option
from kapdesk.ui.window import Window

NOT_KEPT = "This answer could not be kept. Please tell the person with you."
NO_SESSION = "The screen is handed from a session. Open the client's session first."
_VERB = "Take the screen back"


@runtime_checkable
class OwnQuestions(Protocol):
    """A tab that has questions of its own for the client: a questionnaire in hand."""

    def hand_over_questions(self) -> tuple[Question, ...]:
        """Return them in their order; none where there is nothing to ask."""
        ...

    def hand_over_answered(self, item: str, value: str | None = None) -> bool:
        """Keep an answer and say whether it is kept; without one, say whether there is an answer."""
        ...


class Handing(QObject):
    """While the client has the screen this holds it: the questions, the guard, the way back."""

    def __init__(self, window: Window, house: House, folder: Path, jobs: Jobs) -> None:
        """Stand ready; the folder is that of the record, for the passphrase."""
        super().__init__(house)
        self._window, self._house, self._folder, self._jobs = window, house, folder, jobs
        self._record = house.desk.record
        self._guard = Guard(window, window.covers, self)
        self.page: HandOver | None = None
        self._chart: Chart | None = None
        self._tab: Tab | None = None
        self._own: OwnQuestions | None = None
        self._walk = Walk(())
        self._tries = Tries()
        # Connect Signals
        window.hand_asked.connect(self.begin)
        house.chart_changed.connect(self._let_go)
        self._guard.called.connect(self._ask_secret)
        self._guard.cover_asked.connect(window.cover)
        self._guard.lock_asked.connect(window.lock_asked)

    def begin(self) -> None:
        """Hand the screen over: what is typed is written first, then one question fills the window."""
        tab, chart = self._house.front(), self._house.chart
        if self.page is not None:
            return
        if tab is None or chart is None:
            self._window.notice(NO_SESSION)
            return
        walk = _own_walk(tab)
        self._own = tab if walk is not None and isinstance(tab, OwnQuestions) else None
        walk = walk or self._walk_of(chart)
        if walk is not None and tab.leave():
            self._tab, self._chart, self._walk, self._tries = tab, chart, walk, Tries()
            self._put_up()

    def _walk_of(self, chart: Chart) -> Walk | None:
        """Return the questions of the session; says why there are none."""
        if chart.session is None:
            self._window.notice(NO_SESSION)
            return None
        try:
            hand_over.check_may_begin(self._record, chart.session)
            return Walk(hand_over.look(self._record, chart.session).chosen)
        except KapdeskError as error:
            self._window.notice(error.sentence)
            return None

    def _put_up(self) -> None:
        page = self.page = HandOver(self._window)
        # Connect Signals
        page.pressed.connect(self._pressed)
        page.line_edited.connect(self._keep_line)
        page.gone_on.connect(self._go_on)
        page.gone_back.connect(self._go_back)
        page.secret_entered.connect(self._try)
        self._window.show_whole(page)
        self._guard.stand()
        self._show()

    # ------------------------------------------------------------------ the questions

    def _show(self) -> None:
        page, now = self.page, self._walk.now
        if page is None:
            return
        if now is None:
            page.show_end()
            return
        options = [Option(choice.value, choice.label) for choice in now.choices]
        line = now.line_name if now.line else None
        page.show_question(now.text, now.hint, options, line, is_first=self._walk.at == 0)
        if now.line and self._chart is not None:
            page.show_line(notes.text(self._record, self._chart.owner, hand_over.draft_of(now.line)))

    def _pressed(self, answer: str) -> None:
        """Keep an answer at once; go on by itself where there is nothing more to say to this question."""
        page, now = self.page, self._walk.now
        if page is None or now is None or not self._write(now.id, answer):
            return
        page.mark(answer)
        if not now.line:
            self._turn(self._walk.on())

    def _go_on(self) -> None:
        """Keep what was written, if anything was, and show the next question."""
        page, now = self.page, self._walk.now
        if page is None or now is None:
            return
        if now.line and page.line.text().strip() and not self._send_line(now):
            return
        self._turn(self._walk.on())

    def _go_back(self) -> None:
        self._turn(self._walk.back())

    def _turn(self, walk: Walk) -> None:
        """Show another question; a line that was begun is written as it stands before it goes."""
        if self._tab is not None and self._tab.leave():
            self._walk = walk
            self._show()
        elif self.page is not None:
            self.page.say(NOT_KEPT)

    def _keep_line(self) -> None:
        """Take care of a line while it is being written, as of every text."""
        now = self._walk.now
        if self.page is not None and self._tab is not None and self._chart is not None and now and now.line:
            field = hand_over.draft_of(now.line)
            self._tab.autosave.touched((self._chart.owner, field), self.page.line.text)

    def _send_line(self, now: Question) -> bool:
        words = self.page.line.text() if self.page is not None else ""
        written = self._tab is not None and self._tab.leave() and self._write(now.line, words)
        if written and self.page is not None:
            self.page.line.clear()
        return written

    def _write(self, item: str, words: str) -> bool:
        if self._own is not None:
            is_kept = self._own.hand_over_answered(item, words)
            if not is_kept and self.page is not None:
                self.page.say(NOT_KEPT)
            return is_kept
        session = self._chart.session if self._chart is not None else None
        if session is None or self.page is None:
            return False
        if self._house.desk.do(self, hand_over.answer, session, item, words) is None:
            self.page.say(NOT_KEPT)
            return False
        return True

    # ------------------------------------------------------------------ the way back

    def _ask_secret(self) -> None:
        if self.page is None or self.page.is_asking:
            return
        needs_words = pin.is_set(self._record) or not self._record.rehearsal
        label = "Therapist: PIN or passphrase" if pin.is_set(self._record) else "Therapist: passphrase"
        self.page.ask_secret(label, _VERB, needs_words=needs_words)

    def _try(self, typed: str) -> None:
        """Compare behind the window: it takes as long as it should."""
        if self.page is None or self.page.entry is None:
            return
        if self._record.rehearsal and not pin.is_set(self._record):
            self._take_back()
            return
        self.page.entry.set_busy(busy=True)
        work = partial(_right, self._record, self._folder, typed)
        self._jobs.run(work, partial(self._tried, self.page), partial(self._not_tried, self.page))

    def _tried(self, page: HandOver, right: object) -> None:
        if page is not self.page or page.entry is None:
            return  # locked meanwhile
        if right is True:
            self._take_back()
            return
        self._tries = self._tries.missed()
        if self._tries.used_up:
            self._window.lock_asked.emit()
            return
        page.entry.refuse(self._tries.words)

    def _not_tried(self, page: HandOver, error: BaseException) -> None:
        if not isinstance(error, KapdeskError):
            raise error
        if page is self.page and page.entry is not None:
            page.entry.refuse(error.sentence, counts=False)

    def _take_back(self) -> None:
        """Show the chart again, with the caret where it was."""
        page = self._put_down()
        if page is None:
            return
        self._window.show_desk()
        self._window.drop_whole(page)
        self._guard.go()

    def _let_go(self, chart: object) -> None:
        """End with the chart: after a lock the therapist comes back to the ordinary window."""
        if chart == self._chart or self.page is None:
            return
        page = self._put_down()
        self._guard.drop()
        if page is not None:
            self._window.drop_whole(page)

    def _put_down(self) -> HandOver | None:
        if self._tab is not None:
            self._tab.leave()
        page, self.page = self.page, None
        self._tab, self._own, self._chart, self._walk = None, None, None, Walk(())
        return page


def _own_walk(tab: Tab) -> Walk | None:
    """Return the questions of a tab of its own, from the first that is open; None where it has none."""
    if not isinstance(tab, OwnQuestions):
        return None
    own = tab.hand_over_questions()
    first = next((place for place, one in enumerate(own) if not tab.hand_over_answered(one.id)), 0)
    return Walk(own, first) if own else None


def _right(record: Record, folder: Path, typed: str, _job: Job) -> object:
    """Return whether a PIN or a passphrase is right; a PIN alone opens no locked record."""
    return (pin.is_set(record) and pin.matches(record, typed)) or pin.opens(folder, typed)

"""The band on top that always says whose chart this is, what time it is and what has been written."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kapdesk.domain.clock import WEEKDAYS, Clock, counted_since, local, show_date, show_seconds, show_time
from kapdesk.ui import theme
from kapdesk.ui.announce import announce
from kapdesk.ui.icons import Mark
from kapdesk.ui.identity import Fact, Flag, Names, Phrase
from kapdesk.ui.shoulder import shoulder

HEIGHT = 64
_TICK_MS = 1000
_QUIET_SECONDS = 60  # saves that go well are announced once a minute, not at each pause


@dataclass(frozen=True, slots=True)
class BandFacts:
    """Whose chart is open and what has been given; every text as it will be read."""

    name: str  # MOR, Aster
    born: str  # Born 14-Mar-1986 (40y)
    code: str  # K-0142
    mark: Mark
    preferred: str = ""
    flags: tuple[Flag, ...] = ()
    session: str = ""  # Dosing session 3
    dose: str = ""  # IM 50 mg
    dose_at: datetime | None = None
    booster_at: datetime | None = None
    clock: tuple[str, ...] = ()  # what happened to the clock of the machine, phrase by phrase
    touch: str = ""  # hand only
    more: tuple[tuple[str, str], ...] = ()  # (escort, Ivo Mor, brother, arrived 12:05)


class Band(QFrame):
    """The identity band and the fixed corner with clock, T+ and what has been written."""

    lock_asked = Signal()

    def __init__(self, clock: Clock, zone_name: str, parent: QWidget | None = None) -> None:
        """Show the time of a clock in a zone; no client yet."""
        super().__init__(parent)
        theme.give_role(self, "band")
        self._clock, self._zone = clock, zone_name
        self._facts: BandFacts | None = None
        self._who, self._standing = "", ""
        self._saved = ""
        self._day = local(clock.now(), zone_name).date()
        self._last_said: tuple[str, float] = ("", 0.0)
        self.stripe = _Stripe(self)
        self.names = Names(self)
        self.time, self.state = Fact("clock", self), Fact("muted", self)
        self.lock = QPushButton("Lock", self)
        theme.give_role(self.lock, "lock")
        self.lock.setToolTip("Lock now (Ctrl+L); nothing is lost")
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.lock.clicked.connect(self.lock_asked)
        theme.look().changed.connect(self._follow_look)
        self._follow_look()
        self.show_facts(None)

    def _lay_out(self) -> None:
        corner = QVBoxLayout()
        corner.setSpacing(0)
        corner.addWidget(self.time, 0, Qt.AlignmentFlag.AlignRight)
        corner.addWidget(self.state, 0, Qt.AlignmentFlag.AlignRight)
        self._corner = corner
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 1)
        self._row.setSpacing(0)
        self._row.addWidget(self.stripe)
        self._row.addWidget(self.names, 1)
        self._row.addLayout(corner)
        self._row.addWidget(self.lock)

    @property
    def zone_name(self) -> str:
        """Return the zone the times are shown in."""
        return self._zone

    def set_zone(self, zone_name: str) -> None:
        """Show times in another zone."""
        self._zone = zone_name
        self.show_facts(self._facts)

    def set_header(self, who: str, standing: str) -> None:
        """Say on screens without a client who works here and how the backup stands."""
        self._who, self._standing = who, standing
        if self._facts is None:
            self.show_facts(None)

    def show_facts(self, facts: BandFacts | None) -> None:
        """Show whose chart is open, or the day when none is."""
        self._facts = facts
        self.stripe.setVisible(facts is not None)
        if facts is None:
            self._show_day()
        else:
            self.stripe.show_mark(facts.mark)
            beside = "names hidden (F11)" if shoulder().hides else facts.code  # the code is in the name then
            self.names.show_facts(facts.name, facts.born, beside, facts.flags, facts.mark)
            self.names.show_phrases(_phrases(facts, self._zone))
            self.names.line.show()
        self.tick()

    def _show_day(self) -> None:
        today = local(self._clock.now(), self._zone).date()
        self._day = today
        day = f"{WEEKDAYS[today.weekday()]} {show_date(today)}"
        self.names.show_facts(day, self._who, "", ())
        self.names.show_phrases(())
        self.names.line.hide()

    def tick(self) -> None:
        """Show the present time and the time since the dose."""
        now = self._clock.now()
        if self._facts is None and local(now, self._zone).date() != self._day:
            self._show_day()
        clock = show_time(now, self._zone)
        dose_at = self._facts.dose_at if self._facts else None
        self.time.setText(counted_since(now, dose_at) if dose_at else clock)
        parts = [clock, *self._counts(now, dose_at)] if dose_at else []
        said = self._saved or ("" if self._facts else self._standing)
        words = "   ".join([*parts, said] if said else parts)
        self.state.setText(words)
        self.state.setFocusPolicy(Qt.FocusPolicy.TabFocus if words else Qt.FocusPolicy.NoFocus)

    def _counts(self, now: datetime, dose_at: datetime) -> list[str]:
        """Return the second count since the booster, and what T+ cannot say while the clock is behind."""
        booster = self._facts.booster_at if self._facts else None
        counts = [] if booster is None else [f"Booster {counted_since(now, booster)}"]
        return counts if now >= dose_at else [*counts, "clock is earlier than the dose"]

    def written(self, at: datetime) -> None:
        """Say when the last word reached the disk."""
        self._say_state(f"Written {show_seconds(at, self._zone)}", "muted", kind="written")

    def writing(self) -> None:
        """Say that something typed is not on disk yet."""
        self._saved = "Writing"
        self.tick()

    def not_written(self, why: str) -> None:
        """Say, loudly, that the disk did not take it; `why` is short: disk is full."""
        self._say_state(f"Not written: {why}", "danger", kind="not written")

    def warn(self, text: str) -> None:
        """Show a short warning where the save state stands; an empty text takes it away."""
        self._say_state(text, "caution" if text else "muted", kind=f"warning {bool(text)}")

    def _say_state(self, text: str, role: str, *, kind: str) -> None:
        self._saved = text
        if theme.role_of(self.state) != role:
            theme.give_role(self.state, role)
        self.tick()
        last_kind, last_at = self._last_said
        now = self._clock.monotonic()
        if text and (kind != last_kind or now - last_at >= _QUIET_SECONDS):
            self._last_said = (kind, now)
            announce(self.state, text, urgent=role == "danger")

    def _follow_look(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))
        self.lock.setFixedWidth(theme.px(64))
        self.lock.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._corner.setContentsMargins(theme.px(16), theme.px(4), theme.px(14), theme.px(6))
        self.stripe.setFixedWidth(theme.px(8))
        self.show_facts(self._facts)


class _Stripe(QWidget):
    """The colour of the open chart along the left edge of the band."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark: Mark | None = None

    def show_mark(self, mark: Mark) -> None:
        self._mark = mark
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark is not None:
            QPainter(self).fillRect(event.rect(), theme.look().theme.mark(self._mark.colour))


def _phrases(facts: BandFacts, zone_name: str) -> tuple[Phrase, ...]:
    made: list[Phrase] = []
    if facts.preferred:
        made.append(Phrase("known as ", facts.preferred))
    if facts.session:
        made.append(Phrase(facts.session))
    if facts.dose:
        at = f" at {show_time(facts.dose_at, zone_name)}" if facts.dose_at else ""
        made.append(Phrase("", facts.dose, at))
    made.extend(Phrase(words) for words in facts.clock)
    if facts.touch:
        made.append(Phrase("touch agreed: ", facts.touch))
    made.extend(Phrase(f"{label}: ", value) for label, value in facts.more)
    return tuple(made)

"""What the adverse event card asks for, done in the record."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from kapdesk.content import Content
from kapdesk.desk import Tab
from kapdesk.domain.adverse_events import (
    AdverseEvent,
    AdverseEventKind,
    Severity,
    told_parts,
    told_words,
)
from kapdesk.domain.clock import show_time
from kapdesk.services import adverse_events
from kapdesk.services.adverse_events import Untoward
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.dosing.adverse import AdverseCard, EventWords, ShownEvent, TypedEvent
from kapdesk.tabs.dosing.part import Part
from kapdesk.tabs.dosing.putting_right import OpenForm
from kapdesk.ui.controls import Option

_SERIOUS = {"yes": True, "no": False}
_SAID = {True: "yes", False: "no", None: ""}


class AdversePart(Part):
    """Untoward things: recorded by two presses, completed when there is time."""

    def __init__(self, tab: Tab, session: UUID) -> None:
        """Bring the card with the words of the content files."""
        super().__init__(tab, session)
        self.card = AdverseCard(_words(self.desk.record.content))
        self._form = OpenForm(self, tab.chart.owner, "adverse")
        self._events: dict[UUID, Untoward] = {}
        self._began: tuple[str, datetime] | None = None
        # Connect Signals
        self.card.given.connect(self._record)
        self.card.kind_pressed.connect(self._record_at_once)
        self.card.strike_asked.connect(self._strike)
        self.card.complete_asked.connect(self._complete)
        self.card.turned.connect(self._keep_form)

    @property
    def open(self) -> int:
        """Return how many events are not complete: their severity, their end, or who was told."""
        return sum(bool(one.open) for one in self._events.values())

    def load(self, head: SessionHead) -> None:
        """Show every adverse event of this session; a correction that was begun is still that correction."""
        found = self.desk.read(adverse_events.of_session, self.session)
        self._events = {one.id: one for one in found}
        rows = [ShownEvent(one.id, *self._words(one), not one.struck) for one in found]
        self.card.show_events(rows, read_only=head.signed_at is not None)
        self.card.set_subtitle(f"{self.open} open" if self.open else "", tone="caution")
        if head.signed_at is None:
            self._resume()

    def begin(self) -> None:
        """Open the fields for what was just stamped; when it began is now until somebody says otherwise."""
        if self.card.key is not None:
            self.card.sentence.say(
                "The moment is stamped. Record or leave the event that is being put right first."
            )
            return
        if not self.card.onset.text():
            now = self.desk.now()
            self._began = show_time(now, self.desk.record.zone), now
            self.card.onset.put(self._began[0])
        self.card.open_form()
        self.card.focus()

    def _resume(self) -> None:
        stood = self._form.restore()
        if stood is None:
            return
        key = stood.key
        if key is None:
            self.card.resume(None)
        elif key in self._events and not self._events[key].struck:
            self.card.resume(key)
        else:
            self._form.keep(open_=False)

    def _keep_form(self) -> None:
        self._form.keep(open_=self.card.is_open, key=self.card.key)

    def _words(self, one: Untoward) -> tuple[str, str]:
        event, zone = one.event, self.desk.record.zone
        if one.struck:
            return one.label, f"struck through: {one.struck_reason}"
        end = f" to {show_time(event.end, zone)}" if event.end else ", lasting"
        times = "once" if one.edits == 1 else f"{one.edits} times"
        parts = [
            f"{show_time(event.onset, zone)}{end}",
            event.severity.value or "how severe: not recorded",
            "serious" if event.serious else "",
            event.outcome,
            f"told to {event.reported_to}" if event.reported_to else "",
            "tell the medical professional" if "who was told" in one.open else "",
            f"put right {times}" if one.edits else "",
        ]
        return one.label, " · ".join(part for part in parts if part)

    def _record_at_once(self, kind: str) -> None:
        """Record what happened and when it began; how bad it was, its end and who was told can follow."""
        beside = self.card.sentence
        if kind == AdverseEventKind.OTHER:
            self.card.kind.setCurrentIndex(self.card.kind.findData(kind))
            return
        event = self._understood(replace(self.card.typed(), kind=kind))
        if event is not None and self.do(beside, adverse_events.write, self.session, event) is not None:
            self._done()

    def _record(self) -> None:
        typed, beside = self.card.typed(), self.card.sentence
        event = self._understood(typed)
        if event is None:
            return
        if typed.key is None:
            written = self.do(beside, adverse_events.write, self.session, event)
        else:
            written = self.do(beside, adverse_events.complete, self.session, typed.key, event)
        if written is not None:
            self._done()

    def _done(self) -> None:
        self._began = None
        self.card.taken()
        self.card.begin.setFocus()

    def _onset(self, typed: str) -> datetime | None:
        if self._began is not None and typed == self._began[0]:
            return self._began[1]
        return self.when(typed, self.card.sentence)

    def _understood(self, typed: TypedEvent) -> AdverseEvent | None:
        beside = self.card.sentence
        beside.say("")
        if not typed.kind:
            beside.say("What happened is not chosen yet. Nothing was recorded. Choose it.")
            return None
        onset = self._unmoved(typed.key, "onset", typed.onset) or self._onset(typed.onset)
        end = told_at = None
        if typed.end:
            end = self._unmoved(typed.key, "end", typed.end) or self.when(typed.end, beside)
        if typed.told or typed.told_role:
            told_at = self._unmoved(typed.key, "reported_at", typed.told_at)
            told_at = told_at or self.when(typed.told_at, beside)
        if beside.text() or onset is None:
            return None
        return AdverseEvent(
            kind=AdverseEventKind(typed.kind), severity=Severity(typed.severity), onset=onset, end=end,
            action=typed.action, outcome=typed.outcome,
            reported_to=told_words(typed.told, typed.told_role), reported_at=told_at,
            serious=_SERIOUS.get(typed.serious), note=typed.note,
        )  # fmt: skip

    def _unmoved(self, key: UUID | None, field: str, typed: str) -> datetime | None:
        """Return the recorded time where what is typed is still that minute: its seconds are not lost."""
        one = self._events.get(key) if key is not None else None
        at: datetime | None = getattr(one.event, field) if one is not None else None
        return at if at is not None and typed == show_time(at, self.desk.record.zone) else None

    def _strike(self) -> None:
        key = self.card.key
        if key is None:
            return
        reason = self.card.reason.text()
        if self.do(self.card.sentence, adverse_events.strike, self.session, key, reason):
            self._done()

    def _complete(self, key: object) -> None:
        one = self._events.get(key) if isinstance(key, UUID) else None
        if one is None:
            return
        event, zone = one.event, self.desk.record.zone
        name, role = told_parts(event.reported_to)
        self.card.show_event(
            TypedEvent(
                one.id, event.kind.value, event.severity.value, _SAID[event.serious], event.outcome,
                show_time(event.onset, zone), show_time(event.end, zone) if event.end else "",
                event.action, name, role,
                show_time(event.reported_at, zone) if event.reported_at else "", event.note, "",
            )
        )  # fmt: skip
        self.card.focus()


def _words(content: Content) -> EventWords:
    rows, form = content.table(adverse_events.TABLE).rows, content.form("adverse-event")
    options = {row.id: Option(row.id, row.text("label")) for row in rows}
    quick = sorted((row.whole("quick") or 0, row.id) for row in rows if row.whole("quick"))
    choices = {name: form.field(name).choices for name in ("severity", "serious", "outcome")}
    shown = {name: [Option(one.value, one.label) for one in found] for name, found in choices.items()}
    return EventWords(
        kinds=list(options.values()),
        quick=[options[kind] for _, kind in quick][:9],
        severities=shown["severity"],
        meanings={one.value: one.text for one in choices["severity"]},
        serious=shown["serious"],
        serious_means=form.field("serious").prompt,
        outcomes=shown["outcome"],
    )

"""What the adverse event card asks for, done in the record."""

from uuid import UUID

from kapdesk.desk import Tab
from kapdesk.domain.adverse_events import AdverseEvent, AdverseEventKind, Severity
from kapdesk.domain.clock import show_time
from kapdesk.services import adverse_events
from kapdesk.services.adverse_events import Untoward
from kapdesk.services.sessions import SessionHead
from kapdesk.tabs.dosing.adverse import AdverseCard, TypedEvent
from kapdesk.tabs.dosing.part import Part
from kapdesk.ui.controls import Option

_SERIOUS = {"yes": True, "no": False}


class AdversePart(Part):
    """Untoward things: begun with one press, completed when there is time."""

    def __init__(self, tab: Tab, session: UUID) -> None:
        """Bring the card with the words of the content files."""
        super().__init__(tab, session)
        content = self.desk.record.content
        kinds = [Option(row.id, row.text("label")) for row in content.table("adverse-events").rows]
        form = content.form("adverse-event")
        severity, outcome = (
            [Option(choice.value, choice.label) for choice in form.field(name).choices]
            for name in ("severity", "outcome")
        )
        self._labels = {option.id: option.label for option in kinds}
        self.card = AdverseCard(kinds, severity, outcome)
        self._events: dict[UUID, Untoward] = {}
        # Connect Signals
        self.card.given.connect(self._record)
        self.card.strike_asked.connect(self._strike)
        self.card.complete_asked.connect(self._complete)

    def load(self, head: SessionHead) -> None:
        """Show every adverse event of this session."""
        found = self.desk.read(adverse_events.of_session, self.session)
        self._events = {one.id: one for one in found}
        rows = [(one.id, *self._words(one), not one.struck) for one in found]
        self.card.show_events(rows, read_only=head.signed_at is not None)

    def begin(self) -> None:
        """Open the fields for what was just stamped; when it began is now until somebody says otherwise."""
        if not self.card.onset.text():
            self.card.onset.put(self._clock())
        self.card.open_form()

    def _clock(self) -> str:
        return show_time(self.desk.now(), self.desk.record.zone)

    def _words(self, one: Untoward) -> tuple[str, str]:
        event, zone = one.event, self.desk.record.zone
        label = self._labels.get(event.kind.value, event.kind.label)
        if one.struck:
            return label, f"struck through: {one.struck_reason}"
        end = f" to {show_time(event.end, zone)}" if event.end else ", lasting"
        parts = [
            f"{show_time(event.onset, zone)}{end}",
            f"{event.severity}",
            "serious" if event.serious else "",
            f"told to {event.reported_to}" if event.reported_to else "",
            "to be reported" if event.must_be_reported else "",
        ]
        return label, " · ".join(part for part in parts if part)

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
            self.card.taken()

    def _understood(self, typed: TypedEvent) -> AdverseEvent | None:
        beside = self.card.sentence
        beside.say("")
        if not typed.kind or not typed.severity:
            beside.say("What happened and how severe it was are not chosen yet. Nothing was recorded.")
            return None
        times = [
            self.when(text, beside) if text or always else None
            for text, always in ((typed.onset, True), (typed.end, False), (typed.told_at, bool(typed.told)))
        ]
        if beside.text():
            return None
        onset, end, told_at = times
        return AdverseEvent(
            kind=AdverseEventKind(typed.kind), severity=Severity(typed.severity),
            onset=onset or self.desk.now(), end=end, action=typed.action, outcome=typed.outcome,
            reported_to=typed.told, reported_at=told_at, serious=_SERIOUS.get(typed.serious), note=typed.note,
        )  # fmt: skip

    def _strike(self) -> None:
        key = self.card.key
        if key is None:
            return
        reason = self.card.reason.text()
        if self.do(self.card.sentence, adverse_events.strike, self.session, key, reason):
            self.card.taken()

    def _complete(self, key: object) -> None:
        one = self._events.get(key) if isinstance(key, UUID) else None
        if one is None:
            return
        event, zone = one.event, self.desk.record.zone
        serious = {True: "yes", False: "no", None: ""}[event.serious]
        self.card.show_event(
            TypedEvent(
                one.id, event.kind.value, event.severity.value, serious, event.outcome,
                show_time(event.onset, zone), show_time(event.end, zone) if event.end else "",
                event.action, event.reported_to,
                show_time(event.reported_at, zone) if event.reported_at else "", event.note, "",
            )
        )  # fmt: skip

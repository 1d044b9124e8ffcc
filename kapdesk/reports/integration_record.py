"""One integration session on paper: what was said, what changed, what is carried on, who was reached."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kapdesk.domain import clock
from kapdesk.reports.carried_facts import Answered, CarriedFacts
from kapdesk.reports.carried_sections import carried
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLINIC, Cell, Sheet
from kapdesk.reports.leaving_facts import Booking, Contact, ReadBack
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.text import Span
from kapdesk.reports.wording import NOT_RECORDED, Struck, Wall, entry, listed, said

TITLE = "Integration record"


@dataclass(frozen=True, slots=True)
class Noticed:
    """One line of the ledger: on which side, its words, where and since when it shows, and by what."""

    side: str
    words: str
    where: str = ""
    since: str = ""
    shown_by: str = ""
    wanted: str = ""
    by: str = ""
    at: datetime | None = None
    struck: Struck | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One questionnaire of the day: which, its result, who observed."""

    name: str
    result: str
    by: str = ""
    at: datetime | None = None
    struck: str | None = None


@dataclass(frozen=True, slots=True)
class IntegrationFacts:
    """One integration session, whole; instants are aware and shown in `zone` (an IANA name).

    `left_out` says what the client or the clinic wants withheld or told in short, in a sentence each.
    """

    identity: Identity
    zone: str
    at: datetime
    head: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    nothing: tuple[str, ...] = ()
    read_back: tuple[ReadBack, ...] = ()
    carried: CarriedFacts = field(default_factory=CarriedFacts)
    measures: tuple[Asked, ...] = ()
    contacts: tuple[Contact, ...] = ()
    answered: tuple[Answered, ...] = ()
    bookings: tuple[Booking, ...] = ()
    recorded_by: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def wall(self) -> Wall:
        """Return the clock on the wall of this session."""
        return Wall(self.zone, clock.local(self.at, self.zone).date())

    @property
    def day(self) -> str:
        """Return the day and time of the session."""
        return clock.show_moment(self.at, self.zone)


def render(data: IntegrationFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the record of one integration session as a tagged PDF; what is missing is said to be so."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet(TITLE, frame.width, CLINIC)
    sheet.heading(TITLE, 1)
    sections(sheet, data)
    return finish(sheet, data.identity, stamp, frame)


def sections(sheet: Sheet, data: IntegrationFacts, *, leaves: bool = False) -> None:
    """Set one integration session; a copy that `leaves` the clinic does without what was asked alone."""
    sheet.facts(data.head)
    for line in data.left_out:
        sheet.text(line)
    _said(sheet, data)
    _ledger(sheet, data)
    _read_back(sheet, data.read_back)
    if not data.carried.empty or data.answered:
        sheet.heading("Carried on")
        carried(sheet, data.carried, data.wall, leaves=leaves)
    _answered(sheet, data)
    _measures(sheet, data)
    _contacts(sheet, data)
    _bookings(sheet, data)
    sheet.heading("Record")
    sheet.facts((("Recorded by", listed(data.recorded_by)), ("Times shown in", data.zone)))


def _said(sheet: Sheet, data: IntegrationFacts) -> None:
    if data.left_out and not data.lines:
        return
    sheet.heading("What was said")
    for line in data.lines:
        sheet.text(line)
        sheet.gap(sheet.scale.lead / 4)
    if not data.lines:
        sheet.text(NOT_RECORDED)


def _ledger(sheet: Sheet, data: IntegrationFacts) -> None:
    """Set what changed, what did not yet, and what is unsure, side after side."""
    if data.left_out and not data.noticed:
        return
    sheet.heading("Changed and not changed yet")
    for line in data.nothing:
        sheet.text(line)
    if data.noticed:
        rows = [_noticed(one, data.wall) for one in data.noticed]
        sheet.table(
            ("Side", "What", "Where, since", "Shown by", "By, at"), rows, (0.14, 0.3, 0.18, 0.2, 0.18)
        )
    elif not data.nothing:
        sheet.text(NOT_RECORDED)


def _noticed(one: Noticed, wall: Wall) -> tuple[Cell, ...]:
    where = "\n".join(part for part in (one.where, one.since, one.wanted) if part)
    return (
        Cell(Span(one.side, Style.BOLD)), Cell(entry(one.words, one.struck, wall)), Cell(where),
        Cell(one.shown_by), Cell(wall.attributed(one.by, one.at)),
    )  # fmt: skip


def _read_back(sheet: Sheet, some: Sequence[ReadBack]) -> None:
    """Set what was read back from before, and the client's answer beside it."""
    if not some:
        return
    sheet.heading("Read back from before")
    rows = [
        (Cell(Span(said(one.phrase), Style.ITALIC)), Cell((Span(said(one.verdict)), *_now(one.own_words))))
        for one in some
    ]
    sheet.table(("Said then", "The client's answer"), rows, (0.6, 0.4))


def _now(words: str) -> tuple[Span, ...]:
    return (Span(f"\n{words}", Style.ITALIC),) if words else ()


def _answered(sheet: Sheet, data: IntegrationFacts) -> None:
    if data.answered:
        rows = [
            (one.challenge, said(one.words), data.wall.attributed(one.by, one.at)) for one in data.answered
        ]
        sheet.heading("Challenges and what was done", 3)
        sheet.table(("Challenge", "What was done", "By, at"), rows, (0.3, 0.44, 0.26))


def _measures(sheet: Sheet, data: IntegrationFacts) -> None:
    if data.measures:
        sheet.heading("Questionnaires of the day")
        rows = [_asked(one, data.wall) for one in data.measures]
        sheet.table(("Questionnaire", "Result", "Observed by, at"), rows, (0.36, 0.36, 0.28))


def _asked(one: Asked, wall: Wall) -> tuple[Cell, ...]:
    struck = None if one.struck is None else Struck(None, "", one.struck)
    return (
        Cell(one.name),
        Cell(entry(one.result, struck, wall)),
        Cell(wall.attributed(one.by, one.at)),
    )


def _contacts(sheet: Sheet, data: IntegrationFacts) -> None:
    if data.contacts:
        sheet.heading("Reached since the session before")
        set_contacts(sheet, data.contacts, data.wall)


def set_contacts(sheet: Sheet, some: Sequence[Contact], wall: Wall) -> None:
    """Set each try to reach the client in a table."""
    rows = [
        (wall.noted("", one.at, one.written_at), said(one.channel),
         said(one.outcome) + (f"\n{one.words}" if one.words else ""), said(one.by))
        for one in some
    ]  # fmt: skip
    sheet.table(("At", "How", "What came of it", "By"), rows, (0.24, 0.16, 0.42, 0.18))


def _bookings(sheet: Sheet, data: IntegrationFacts) -> None:
    sheet.heading("Next appointments")
    if data.bookings:
        set_bookings(sheet, data.bookings)
    else:
        sheet.text(NOT_RECORDED)


def set_bookings(sheet: Sheet, some: Sequence[Booking]) -> None:
    """Set appointments in a table, each in its own zone."""
    rows = [_booking(one) for one in some]
    sheet.table(("When", "Kind", "Where", "With", "State"), rows, (0.3, 0.17, 0.2, 0.18, 0.15))


def _booking(one: Booking) -> tuple[str, ...]:
    there = clock.local(one.at, one.zone)
    when = f"{clock.show_weekday_date(there.date())} {there:%H:%M}\n({one.zone})"
    return (when, said(one.kind), said(one.place), said(one.with_whom), said(one.state))

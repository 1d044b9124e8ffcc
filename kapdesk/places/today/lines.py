"""The lines of the follow-up board as rows of Today, and where each of them is dealt with."""

from datetime import datetime

from kapdesk.desk import Chart, Go
from kapdesk.domain.board import LineKind
from kapdesk.domain.clock import local, show_date, show_moment
from kapdesk.places.today.rows import Act, Entry, who_of
from kapdesk.services.boards import FollowUp
from kapdesk.ui.signs import Sign

_TAB = {LineKind.MEASURE: "measures", LineKind.ADDENDUM: "documents"}
_FIRST = {
    LineKind.CALL: ("Log contact", "contact"),
    LineKind.MISSED: ("Book", "book"),
}
_CALLED = frozenset({LineKind.CALL, LineKind.MISSED})
CLOSE = "Close"


def line_entry(one: FollowUp, now: datetime, zone: str) -> Entry:
    """Say whose line it is, what it is about, since when and by when; one press leads to where it is met."""
    line, overdue = one.line, one.line.overdue(now)
    second = _second(one, zone)
    if line.kind in _CALLED:
        second = f"{second} · {one.who.contact.words}"
    word = "overdue" if overdue else _WORDS[line.kind]
    ended = " · the work with them has ended" if one.who.ended else ""
    return Entry(
        who_of(one.who), second + ended, _acts(one, Chart(line.client, line.session)),
        sign=Sign.DUE if overdue else _SIGNS.get(line.kind), word=word,
        heard=f"{who_of(one.who)}, {line.kind}",
    )  # fmt: skip


_WORDS = {
    LineKind.NOT_SEEN: "not seen since the dose", LineKind.CALL: "call after the dose",
    LineKind.MISSED: "no new visit booked", LineKind.UNSAID: "nobody said what became of it",
    LineKind.SIGN: "a sign the client named", LineKind.UNSETTLED: "not settled",
    LineKind.MEASURE: "measures due", LineKind.LOOK: "look again", LineKind.DAY_COME: "its day has come",
    LineKind.ADDENDUM: "addendum not signed",
}  # fmt: skip
_SIGNS = {
    LineKind.CALL: Sign.CAUTION, LineKind.MISSED: Sign.CAUTION, LineKind.SIGN: Sign.CAUTION,
    LineKind.UNSETTLED: Sign.CAUTION, LineKind.UNSAID: Sign.NOT_YET, LineKind.MEASURE: Sign.NOT_YET,
    LineKind.LOOK: Sign.NOT_YET, LineKind.DAY_COME: Sign.NOT_YET, LineKind.ADDENDUM: Sign.NOT_YET,
}  # fmt: skip


def _second(one: FollowUp, zone: str) -> str:
    line, day = one.line, show_date(local(one.line.since, zone).date())
    words = f"“{line.words.strip('“”')}”" if line.words else ""
    by = f"by {show_moment(line.due, zone)}" if line.due else ""
    since = {
        LineKind.MISSED: "", LineKind.UNSAID: "visit of", LineKind.ADDENDUM: f"begun {day}",
        LineKind.CALL: f"given {day}", LineKind.UNSETTLED: f"asked {day}",
    }.get(line.kind, f"since {day}")  # fmt: skip
    if line.kind is LineKind.UNSAID:
        return f"visit of {line.detail}"
    return " · ".join(part for part in (words, line.detail, since, by) if part)


def _acts(one: FollowUp, chart: Chart) -> tuple[Act, ...]:
    kind, tab = one.line.kind, _TAB.get(one.line.kind, "integration")
    verb, field = _FIRST.get(kind, ("Open", ""))
    acts = [Act(verb, Go(chart=chart, tab=tab, field=field))]
    if kind is LineKind.MISSED:
        acts.append(Act("Log contact", Go(chart=chart, tab=tab, field="contact")))
    if kind.closable:
        acts.append(Act(CLOSE, one))
    return tuple(acts)

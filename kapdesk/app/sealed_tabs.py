"""The quiet line over each tab of a signed session: by whom, whether it still holds, and how to add."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from kapdesk.desk import Go, Tab
from kapdesk.domain.clock import show_moment
from kapdesk.domain.signing import LATE, Of, Standing, Verdict
from kapdesk.services import signatures
from kapdesk.ui.sealed import SealedLine, take_pen
from kapdesk.ui.signs import Sign

WHOLLY = frozenset({"dosing", "debrief", "embodiment"})
"""Tabs in which everything belongs to the session; elsewhere what is the client's goes on and stays open."""


def over(tab: Tab) -> None:
    """Look at the signature anew and say over a tab how it stands; nothing while it is not signed."""
    session = tab.chart.session
    stands = tab.desk.read(signatures.standing, Of.SESSION, session) if session is not None else None
    line = tab.findChild(SealedLine, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if stands is None:
        if isinstance(line, SealedLine):
            line.hide()
        return
    layout = tab.layout()
    if not isinstance(layout, QBoxLayout):
        return
    if not isinstance(line, SealedLine):
        line = _put(tab, layout)
    sign = Sign.RECORDED if stands.verdict is Verdict.VALID and stands.retraction is None else Sign.MISSING
    line.say(sentence(stands), sign, "Add an addendum" if stands.retraction is None else "Look at it")
    line.show()
    if tab.name in WHOLLY:
        take_pen(tab)


def sentence(stands: Standing) -> str:
    """Return how something signed stands, in a line of the screen."""
    gone = stands.retraction
    if gone is not None:
        return (
            f"RETRACTED {show_moment(gone.at, stands.zone)} by {gone.by} and {gone.second}: {gone.reason}. "
            "It belongs to another client, is kept, and no longer prints."
        )
    parts = [
        f"Signed by {stands.by or 'somebody not recorded'} on {show_moment(stands.signed_at, stands.zone)}."
    ]
    parts += [f"{LATE}."] if stands.late else []
    parts += [f"Co-signed by {one.who}." for one in stands.co_signers]
    parts += [f"Awaits co-signature of {stands.awaits}."] if stands.awaits else []
    parts.append(stands.verdict.sentence)
    count = len(stands.additions)
    if count:
        parts.append(f"{count} addend{'a' if count > 1 else 'um'}, in Documents.")
    return " ".join(parts)


def _put(tab: Tab, layout: QBoxLayout) -> SealedLine:
    line = SealedLine(tab)
    line.asked.connect(partial(tab.desk.go, Go(chart=tab.chart, tab="documents", field="signing")))
    layout.insertWidget(0, line)
    return line

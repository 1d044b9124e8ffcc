"""The escort's half page: what to do tonight, when to call and whom, and nothing of the session."""

from dataclasses import dataclass, field

from kapdesk.domain.errors import Refused
from kapdesk.reports.client_facts import Advice, Number, set_numbers
from kapdesk.reports.fonts import Style
from kapdesk.reports.layout import CLIENT, Sheet
from kapdesk.reports.page import finish
from kapdesk.reports.paper import MARGIN, Frame, Identity, Paper, Stamp
from kapdesk.reports.wording import NOT_RECORDED, said

TITLE = "Going home together"


@dataclass(frozen=True, slots=True)
class EscortFacts:
    """What the escort may read. `consented` is the client's recorded consent to hand this page over.

    `numbers` are only those that the clinic has confirmed.
    """

    identity: Identity
    consented: bool
    escort: str = ""
    tonight: Advice = field(default_factory=Advice)
    call_if: Advice = field(default_factory=Advice)
    numbers: tuple[Number, ...] = ()


def render(data: EscortFacts, *, paper: Paper, stamp: Stamp) -> bytes:
    """Return the escort's half page as a tagged PDF; raises Refused without the client's consent."""
    if not data.consented:
        raise Refused(
            "The page for the escort was not made, because no consent of the client to hand it over is "
            "recorded. Nothing was changed. Ask the client, record the answer, then make the page again."
        )
    frame = Frame(paper.size, MARGIN, cut=paper.size[1] / 2)
    sheet = Sheet(TITLE, frame.width, CLIENT)
    sheet.heading(TITLE, 1)
    sheet.facts(
        (
            ("For", said(data.escort)),
            ("Tonight", _points(data.tonight)),
            ("Call us if", _points(data.call_if)),
        ),
        share=0.17,
        labels=Style.BOLD,
    )
    set_numbers(sheet, "Who to call", data.numbers)
    return finish(sheet, data.identity, stamp, frame)


def _points(advice: Advice) -> str:
    """Return the points of a text, one below the other."""
    return "\n".join(f"\u2022 {point}" for point in advice.points if point.strip()) or NOT_RECORDED

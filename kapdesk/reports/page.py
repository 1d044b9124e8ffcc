"""The page: whose it is on top, the words between generous margins, and who printed it when at the foot."""

from collections.abc import Sequence
from dataclasses import replace

from kapdesk.domain.steps import Step, no_step
from kapdesk.reports.furniture import Furniture
from kapdesk.reports.layout import Sheet
from kapdesk.reports.paper import Frame, Identity, Stamp
from kapdesk.reports.pen import Pen
from kapdesk.reports.proof import add_addenda
from kapdesk.reports.strips import Strip

LANGUAGE = "en-GB"
CLOSER = (0.8, 0.6, 0.5, 0.4)  # how much of each gap is kept where all then fits on fewer pages
NEARLY_EMPTY = 0.15  # a last page filled no more than this is spared where the gaps allow it


def finish(
    sheet: Sheet, identity: Identity | None, stamp: Stamp, frame: Frame, step: Step = no_step
) -> bytes:
    """Put a set sheet on pages with name, number, time and status on each, and return the PDF.

    Without an identity the page is about no client. `step` hears each page and may raise to stop.
    """
    add_addenda(sheet, stamp.seal.added if stamp.seal is not None else ())
    furniture = Furniture(identity, stamp, frame, sheet.scale)
    pages = _fewest(sheet.strips, furniture.room)
    pen = Pen(frame.size, sheet.title, LANGUAGE)
    sheet.strips.clear()  # a page that is drawn is let go
    total = len(pages)
    for number in range(1, total + 1):
        strips, pages[number - 1] = pages[number - 1], []
        step(number, total)
        if number > 1:
            pen.turn()
        furniture.above(pen, number)
        height = furniture.begin
        for strip in strips:
            strip.draw(pen, frame.margin, height)
            height -= strip.height
        furniture.below(pen, number, total)
    sheet.root.kids[:0] = furniture.heads
    sheet.root.kids.append(furniture.foot)
    return pen.close(sheet.root)


def pages_of(sheet: Sheet, identity: Identity | None, stamp: Stamp, frame: Frame) -> int:
    """Return how many pages a set sheet would take."""
    return len(_fewest(sheet.strips, Furniture(identity, stamp, frame, sheet.scale).room))


def _fewest(strips: Sequence[Strip], room: float) -> list[list[Strip]]:
    """Put strips on pages; close the gaps a little where that spares a second page or a last line or two."""
    wide = divide(strips, room)
    is_nearly_empty = sum(strip.height for strip in wide[-1]) < room * NEARLY_EMPTY
    for part in CLOSER:
        close = divide([_closer(strip, part) for strip in strips], room)
        if len(close) < len(wide) and (len(close) == 1 or is_nearly_empty):
            return close
        if not is_nearly_empty:
            break
    return wide


def _closer(strip: Strip, part: float) -> Strip:
    """Keep only a part of a gap."""
    return replace(strip, height=strip.height * part) if strip.gap else strip


def divide(strips: Sequence[Strip], room: float) -> list[list[Strip]]:
    """Put strips on pages of so much room; what holds together stays together, and no page is empty."""
    pages: list[list[Strip]] = [[]]
    left = room
    for group in _groups(strips):
        needed = sum(strip.height for strip in group)
        if pages[-1] and needed > left and not group[0].gap:
            pages.append([])
            left = room
        for strip in group:
            if strip.gap and (not pages[-1] or strip.height > left):
                continue
            if pages[-1] and strip.height > left:
                pages.append([])
                left = room
            if not pages[-1] and strip.repeats and len(pages) > 1:
                pages[-1].append(strip.repeats)
                left -= strip.repeats.height
            pages[-1].append(strip)
            left -= strip.height
    return pages


def _groups(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Join each strip that holds to the one below it."""
    groups: list[list[Strip]] = []
    joined = False
    for strip in strips:
        if joined:
            groups[-1].append(strip)
        else:
            groups.append([strip])
        joined = strip.holds or (joined and strip.gap)
    return groups

"""What every page needs to know: the paper, whose page it is, and who printed it when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from kapdesk.domain import clock

if TYPE_CHECKING:
    from kapdesk.reports.proof import Seal

ABOUT = (
    "kapdesk documents and reminds; it does not diagnose, dose or clear anyone to leave. "
    "Decisions are the clinician's."
)
REHEARSAL = "PRACTICE ROOM - not a record"
MILLIMETRE = 72 / 25.4
MARGIN = 20 * MILLIMETRE


class Paper(StrEnum):
    """The paper in the printer."""

    A4 = "A4"
    LETTER = "Letter"

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height in points."""
        return (612.0, 792.0) if self is Paper.LETTER else (210 * MILLIMETRE, 297 * MILLIMETRE)


class Status(StrEnum):
    """Whether what is printed may still change; a page that nobody signs is plain."""

    DRAFT = "draft"
    SIGNED = "signed"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose page it is; what is not known is said to be so, never left blank."""

    family: str
    given: str
    born: date | None
    code: str

    @property
    def name(self) -> str:
        """Return the name as it stands on top of each page: FAMILY, Given."""
        known = [part for part in (self.family.strip().upper(), self.given.strip()) if part]
        return ", ".join(known) if known else "Name not known"

    @property
    def birth(self) -> str:
        """Return the birth date as it stands beside the name."""
        return f"Born {clock.show_date(self.born)}" if self.born else "Birth date not known"


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and by whom a page is printed, and whether it is still a draft.

    `printed_at` is an aware instant and is shown in `zone` (an IANA name). `signature` is the whole line that
    stands on a signed page, such as `Signed by J. Adler, LMFT, 22-Nov-2026 15:10`; a draft prints none.
    `practice` marks every page of the rehearsal record. `version` is the version of kapdesk. `seal` says how
    the signature stands, what was added since, and which code each page carries. `notice` has to stand on
    each page where the law asks for one.
    """

    printed_at: datetime
    printed_by: str
    zone: str
    status: Status
    signature: str
    practice: bool
    version: str
    seal: "Seal | None" = None
    notice: str = ""

    def printed(self, *, long_dates: bool) -> str:
        """Return when and by whom this was printed; clients read the day in full and need no zone."""
        there = clock.local(self.printed_at, self.zone)
        if long_dates:
            when = f"{clock.show_long_date(there.date())} at {there:%H:%M}"
        else:
            when = f"{clock.show_date(there.date())} {there:%H:%M} ({self.zone})"
        return f"Printed {when} by {self.printed_by or 'not recorded'}"

    @property
    def standing(self) -> str:
        """Return the line that says whether this is a draft or who signed it; none on a plain page."""
        if self.status is Status.PLAIN:
            return ""
        return "DRAFT - not signed" if self.status is Status.DRAFT else self.signature or "Signed"


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper, its margin, and the height at which the words end to be cut off (0: the whole sheet)."""

    size: tuple[float, float]
    margin: float
    cut: float = 0.0

    @property
    def width(self) -> float:
        """Return the width between the margins."""
        return self.size[0] - 2 * self.margin

    @property
    def right(self) -> float:
        """Return where the right margin begins."""
        return self.size[0] - self.margin

    @property
    def top(self) -> float:
        """Return the height below which the name band stands."""
        return self.size[1] - self.margin * 0.7

    @property
    def bottom(self) -> float:
        """Return the height above which the foot of the page stands."""
        return self.margin * 0.7

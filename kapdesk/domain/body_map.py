"""The body as the client points at it: regions front and back, what is felt there, and what changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.insights import Level
from kapdesk.domain.tables import Row


class Side(StrEnum):
    """From which side the figure is seen."""

    FRONT = "front"
    BACK = "back"


class Way(StrEnum):
    """Where one goes from a region by an arrow key."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Region:
    """One region: its name, and its middle and size on a figure 100 wide and 200 high.

    Left and right are the client's own.
    """

    side: Side
    name: str
    label: str
    x: float
    y: float
    width: float
    height: float

    @property
    def item(self) -> str:
        """Return the name under which an answer about it is kept: `front.left-shoulder`."""
        return f"{self.side}.{self.name}"

    @property
    def words(self) -> str:
        """Return region and side as they are read and heard: `Left shoulder, front`."""
        return f"{self.label}, {self.side}"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the client felt in one region; `sensation` is empty where they only pointed.

    `taken_back_at` is set where it stands no longer; what was said before that is still here.
    """

    region: Region
    sensation: str
    change: str
    levels: tuple[Level, ...]
    marked_at: datetime
    said_at: datetime
    taken_back_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Return whether it was not taken back."""
        return self.taken_back_at is None


def region_of(row: Row) -> Region:
    """Read one region from a row of the table of regions."""
    return Region(
        Side(row.text("side")), row.text("region"), row.text("label"),
        *(row.number(column) or 0.0 for column in ("x", "y", "width", "height")),
    )  # fmt: skip


def find_region(regions: Iterable[Region], item: str) -> Region:
    """Return the region an answer is about; raises NotFound for one the table does not name."""
    for region in regions:
        if region.item == item:
            return region
    raise NotFound("This place is not on the body map. Nothing was changed. Choose one that is drawn.")


def check_words(text: str) -> str:
    """Return the words of a sensation in one line without white space around; empty is only pointing."""
    words = " ".join(text.split())
    if len(words) > LONGEST:
        raise Refused(
            f"This is longer than a line of the body map ({LONGEST} characters). Nothing was changed. "
            "Write it into their words above."
        )
    return words


LONGEST = 400
"""How many characters stand in one line of the body map."""


def neighbour(regions: Sequence[Region], here: Region, way: Way) -> Region:
    """Return the region one comes to from another by an arrow key, or the same one at the edge.

    Nearest first, what lies straight ahead before what lies aslant; from the edge of one figure the way
    goes on to the other. The figure seen from the front stands at the left of the one seen from behind.
    """
    reached: list[tuple[float, str, Region]] = []
    for there in regions:
        distance = _distance(here, there, way)
        if distance is not None:
            reached.append((distance, there.item, there))
    return min(reached, key=_nearest)[2] if reached else here


BESIDE = 120
"""How far the middle of one figure lies from the middle of the other, on the same scale."""


def _distance(here: Region, there: Region, way: Way) -> float | None:
    """Return how far a region lies in a direction; None for one that does not lie there."""
    across, down = _x(there) - _x(here), there.y - here.y
    along, aslant = (across, down) if way in (Way.LEFT, Way.RIGHT) else (down, across)
    if way in (Way.LEFT, Way.UP):
        along = -along
    leaves = here.side is not there.side and way in (Way.UP, Way.DOWN)
    if leaves or along <= 1 or abs(aslant) > 2 * along:
        return None
    return along + 2 * abs(aslant)


def _nearest(found: tuple[float, str, Region]) -> tuple[float, str]:
    return found[0], found[1]


def _x(region: Region) -> float:
    return region.x + (BESIDE if region.side is Side.BACK else 0)

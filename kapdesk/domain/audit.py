"""The audit trail: who did what when, by ids only, each line tied to the one before it by a keyed seal."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

FIRST = "0" * 64
"""What the first line names as the seal before it."""


class Action(StrEnum):
    """What was done; an edit also says of which kind of entry."""

    UNLOCKED = "unlocked"
    UNLOCK_FAILED = "passphrase refused"
    LOCKED = "locked"
    VIEWED = "viewed"
    SEARCHED = "searched"
    MADE = "written"
    CHANGED = "changed"
    REMOVED = "removed"
    SETTING = "setting changed"
    SIGNED = "signed"
    COSIGNED = "co-signed"
    ADDENDUM = "addendum signed"
    RETRACTED = "retracted"
    MOVED = "moved to another chart"
    PRINTED = "printed"
    EXPORTED = "exported"
    CODE_CHECKED = "page code checked"
    BACKED_UP = "backed up"
    RESTORED = "restored"
    SALVAGED = "saved from a damaged record"
    IMPORTED = "taken in from a bundle"
    CONFIRMED = "passphrase confirmed"
    NOT_CONFIRMED = "confirmation refused"
    PERSON_ADDED = "person added"
    ROLE_CHANGED = "role changed"
    PERSON_REMOVED = "person removed"
    PASSPHRASE_CHANGED = "passphrase changed"  # noqa: S105 - a name for an act, no secret
    RECOVERY_MADE = "recovery sheet made"
    RECOVERY_USED = "recovery sheet used"
    CUSTODY_MADE = "custody envelope made"
    CUSTODY_ENDED = "custody envelope ended"
    CUSTODY_USED = "custody envelope used"
    SECOND_SECRET = "second secret changed"  # noqa: S105 - a name for an act, no secret
    REHEARSED = "recovery rehearsed"
    KEY_ROTATED = "record key changed"
    PRIVATE_OPENED = "process notes opened"
    PRIVATE_RELEASED = "process note released"
    DISCLOSED = "disclosure logged"
    HOLD_SET = "legal hold set"
    HOLD_LIFTED = "legal hold lifted"
    DELETED = "client's record deleted"
    ATTESTED = "attestation printed"
    VERIFIED = "trail verified"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail as it is sealed; `steady_ms` counts within one start of the machine, `boot`."""

    seq: int
    at: datetime
    offset_minutes: int
    boot: str
    steady_ms: int
    actor: UUID | None
    action: str
    of_kind: str
    of_id: UUID | None
    client: UUID | None
    count: int | None
    previous: str
    mac: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the trail as it stood once, kept outside of it: in the key file, a backup, on paper."""

    seq: int
    mac: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the trail found; `broken_at` is the first line that is not as it was written."""

    checked: int
    broken_at: int | None = None
    words: str = ""

    @property
    def whole(self) -> bool:
        """Return whether every line that was checked is as it was written."""
        return self.broken_at is None


def seal(key: bytes, line: Line) -> str:
    """Return the keyed seal (HMAC-SHA256) of a line over everything in it and the seal before it."""
    said = {name: _plain(value) for name, value in asdict(line).items() if name != "mac"}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.hex if isinstance(value, UUID) else value


class Checker:
    """Checks a trail line by line, in the order of writing; lines before `after` are taken as they are."""

    def __init__(self, after: Anchor | None = None) -> None:
        """Begin at the first line, or after a known one."""
        self._seq, self._mac = (after.seq, after.mac) if after else (0, FIRST)
        self._checked = 0

    def take(self, lines: Iterable[tuple[Line, bytes]]) -> Verdict | None:
        """Check more lines, each with the key of its time; return what is wrong with the first bad one."""
        for line, key in lines:
            if line.seq != self._seq + 1:
                return self._broken(self._seq + 1, "A line is missing here.")
            if line.previous != self._mac:
                return self._broken(line.seq, "This line does not follow the one before it.")
            if not hmac.compare_digest(seal(key, line), line.mac):
                return self._broken(line.seq, "This line was changed after it was written.")
            self._seq, self._mac, self._checked = line.seq, line.mac, self._checked + 1
        return None

    def end(self) -> Verdict:
        """Return the verdict when no line is left."""
        return Verdict(self._checked)

    def _broken(self, seq: int, words: str) -> Verdict:
        return Verdict(self._checked, seq, words)


def against(anchor: Anchor, mac_there: str | None) -> Verdict | None:
    """Compare the trail with an anchor kept outside; None where they agree.

    `mac_there` is the seal of the line that the anchor names, None where the trail ends before it.
    """
    if mac_there is None:
        return Verdict(0, anchor.seq, "The end of the trail is missing: it was longer once.")
    if not hmac.compare_digest(mac_there, anchor.mac):
        return Verdict(0, anchor.seq, "This line is not the one that was noted outside the record.")
    return None


ONE_ACT = timedelta(minutes=10)
"""Within which time another save of the same text by the same person, or another look, is the same act."""


class Recent:
    """What was written into the trail a short while ago, so that one act is one line."""

    __slots__ = ("_at", "_now")

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._at: dict[tuple[object, ...], datetime] = {}
        self._now: list[tuple[object, ...]] = []

    def new(self, what: tuple[object, ...], now: datetime) -> bool:
        """Return whether this was not done within the last minutes, and remember it."""
        before = self._at.get(what)
        if before is not None and timedelta(0) <= now - before < ONE_ACT:
            return False
        self._at[what] = now
        self._now.append(what)
        return True

    def kept(self) -> None:
        """Take it that the last write reached the disk."""
        self._now.clear()

    def undone(self) -> None:
        """Take it that the last write did not reach the disk: what it brought is new again."""
        for what in self._now:
            self._at.pop(what, None)
        self._now.clear()

"""Whether the recovery sheet is at hand and right: tried after a week, a month, and then each year."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.services import audit, settings
from kapdesk.services.opening import Opened
from kapdesk.services.record import Record
from kapdesk.store import key, recovery
from kapdesk.store.rows_trust import RehearsalRow

KIND = "sheet"
MADE_AT = "recovery.confirmed_at"
TAGS = "recovery.tags"
STEPS = (timedelta(days=7), timedelta(days=30), timedelta(days=365))
ASKED = 2
_TAG_BITS = 10  # of the 20 of a group: enough to notice a wrong sheet, too little to write one
_OLD_SHEET = (
    "This sheet was made before groups could be asked back. Type the whole code, or make a new sheet."
)


@dataclass(frozen=True, slots=True)
class Trial:
    """When the sheet was last tried, how, and when it should be tried again."""

    last: datetime | None
    due: datetime | None
    whole: bool

    def is_due(self, now: datetime) -> bool:
        """Return whether the sheet should be tried now."""
        return self.due is not None and self.due <= now


def state(record: Record) -> Trial:
    """Return when the recovery sheet was tried and when it is due; nothing is due before there is one."""
    said = settings.get(record, MADE_AT)
    made = datetime.fromisoformat(said) if said else None
    query = select(RehearsalRow).where(RehearsalRow.kind == KIND, RehearsalRow.opened)
    with record.read() as db:
        rows = list(db.scalars(query.order_by(RehearsalRow.happened_at)))
        tried = [row for row in rows if made is None or row.happened_at >= made]
        last = tried[-1] if tried else None
    since = last.happened_at if last else made
    step = STEPS[min(len(tried), len(STEPS) - 1)]
    return Trial(since, since + step if since else None, bool(last and last.note == "whole code"))


def remember(record: Record, code: str) -> Change:
    """Keep half a fingerprint of each group of a new code, so that two groups can be asked back later."""
    salt = secrets.token_hex(16)
    tags = ",".join(_tag(salt, place, group) for place, group in enumerate(recovery.groups_of(code)))
    settings.put_several(record, {TAGS: f"{salt}:{tags}", MADE_AT: record.now().isoformat()})
    return Change(Topic.SETTING)


def which_groups() -> tuple[int, ...]:
    """Return two random groups to be asked back, from 1."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, recovery.GROUPS + 1), ASKED)))


def can_ask_groups(record: Record) -> bool:
    """Return whether groups of the present sheet can be asked back."""
    return bool(settings.get(record, TAGS))


def try_groups(record: Record, typed: Mapping[int, str]) -> Change:
    """Compare groups, from 1, with the sheet in force; raises Refused, naming the one that is not right."""
    salt, _, kept = settings.get(record, TAGS).partition(":")
    if not kept:
        raise Refused(_OLD_SHEET)
    tags = kept.split(",")
    for number, group in sorted(typed.items()):
        plain = "".join(recovery.groups_of(group))
        if len(plain) != recovery.GROUP or not hmac.compare_digest(
            _tag(salt, number - 1, plain), tags[number - 1]
        ):
            raise Refused(
                f"Group {number} is not as it stands on the sheet in force. Nothing was changed. Compare it; "
                "if this is an older sheet, look for the newer one or make a new sheet."
            )
    return _keep(record, f"{len(typed)} groups")


def try_code(record: Record, opened: Opened, code: str) -> Change:
    """Really open the keys with the whole code, changing nothing; raises Refused or WrongPassphrase."""
    keys = key.open_with_code(opened.folder, code)
    same = keys.db_key == opened.keys.db_key
    keys.wipe()
    if not same:
        raise WrongPassphrase(key.WRONG_CODE)
    return _keep(record, "whole code")


def _keep(record: Record, how: str) -> Change:
    now = record.now()
    with record.write() as db:
        db.add(
            RehearsalRow(
                kind=KIND, opened=True, note=how, happened_at=now, zone=record.zone, written_at=now,
                author_id=record.author.id,
            )
        )  # fmt: skip
        audit.note(db, record, Action.REHEARSED)
    return Change(Topic.SETTING)


def _tag(salt: str, place: int, group: str) -> str:
    whole = hashlib.scrypt(f"{place}/{group}".encode(), salt=bytes.fromhex(salt), n=2**10, r=8, p=1, dklen=2)
    return f"{int.from_bytes(whole, 'big') % 2**_TAG_BITS:03x}"

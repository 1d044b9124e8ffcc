"""A day that is full and signed for good: with its author's own key, as the program signs it."""

import shutil
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kapdesk.domain.clock import SetClock
from kapdesk.domain.people import Role
from kapdesk.domain.signing import Of
from kapdesk.services import hands, integration, notes, people, signing
from kapdesk.services.hands import Hand
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store import rows
from kapdesk.store.rows import PersonRow
from kapdesk.store.rows_after import LifeItemRow, LifeLookRow, MeaningRow
from kapdesk.store.rows_trust import RoleChangeRow
from kapdesk.store.slots import new_own_keys
from kapdesk.store.vault_keys import VaultKeys
from tests.conftest import PASSPHRASE, Template
from tests.services.conftest import DosingDay
from tests.services.full_day import a_full_day, put
from tests.services.leaving_day import LeavingDay

_KEYS: dict[str, VaultKeys] = {}


def own_hand(record: Record, template: Template) -> Hand:
    """Return the author's hand; the key file of the template is laid beside the record, and opened once."""
    for name in ("vault.keys", "vault.keys.alt"):
        shutil.copy(template.folder / name, record.store.path.parent / name)
    if "own" not in _KEYS:
        from kapdesk.store import key

        _KEYS["own"] = key.open_with_passphrase(template.folder, PASSPHRASE)
    return replace(hands.of_keys(_KEYS["own"]), let_go=_keep)


def _keep() -> None:
    """Keep the key open for the next test."""


def colleague(record: Record, name: str, role: Role, *, known: bool = True) -> tuple[UUID, Hand]:
    """Add somebody with a key of their own, which the record knows or not."""
    person = people.add(record, name, "MD", role).item
    assert person is not None
    own = new_own_keys()
    if known:
        with record.write() as db:
            row = RoleChangeRow(person_id=person, what="added", public_key=own.sign_public.hex())
            row.happened_at, row.zone = record.now(), record.zone
            row.written_at, row.author_id = record.now(), record.author.id
            db.add(row)
    keys = VaultKeys(bytearray(b"k" * 32), _KEYS["own"].header, person.hex, own)
    return person, hands.of_keys(keys)


def supervise(record: Record, person: UUID, by: UUID) -> None:
    with record.write() as db:
        db.get_one(PersonRow, person).supervised_by = by


def weeks_after(record: Record, of: dict[str, Any]) -> None:
    """Record one thing carried through the weeks, a look at it, and what it means."""
    item = put(
        record, LifeItemRow, **of, register="grief", register_version=1, text="the old house", facts={}
    )
    put(record, LifeLookRow, **of, item_id=item, status="open", rating=3, text="quieter", facts={})
    put(record, MeaningRow, **of, words="a door, not a wall")


def a_signed_day(record: Record, clock: SetClock, hand: Hand) -> LeavingDay:
    day = a_full_day(record, clock)
    weeks_after(record, {"client_id": day.client, "session_id": day.session})
    put(
        record, rows.OverrideRow, session_id=day.session, criterion="D07", by_name="Dr N. Rowe",
        by_role="physician", reason="seen by me at the bedside", rule_version="1",
    )  # fmt: skip
    signing.sign(record, hand, Of.SESSION, day.session)
    return day


def a_signed_note(record: Record, client: UUID, hand: Hand) -> UUID:
    """Write, end and sign an integration note."""
    began = integration.start(record, client).item
    assert began is not None
    owner = Owner(client, integration=began)
    notes.write(record, owner, "integration.free", "the bird is still there")
    notes.write(record, owner, "integration.free", "the bird is still there, and sings")
    of: dict[str, Any] = {"client_id": client, "integration_id": began}
    weeks_after(record, of)
    put(record, rows.ChangeItemRow, **of, kind="changed", text="sleeps through")
    put(
        record,
        rows.MeasureRow,
        **of,
        instrument="phq-9",
        instrument_version=1,
        complete=False,
        answers={"1": 2},
    )
    with record.read() as db:
        piece = db.scalar(select(rows.WorkItemRow.id).where(rows.WorkItemRow.client_id == client).limit(1))
    if piece is not None:
        put(record, rows.WorkLookRow, work_item_id=piece, integration_id=began, status="settled", seq=950)
    integration.end(record, began)
    signing.sign(record, hand, Of.INTEGRATION, began)
    return began


def sign_short(day: DosingDay, hand: Hand) -> None:
    """Dose, end and sign a day of which little else is recorded."""
    day.dose()
    with day.record.write() as db:
        row = db.get_one(rows.SessionRow, day.session)
        row.ended_at = day.now
    signing.sign(day.record, hand, Of.SESSION, day.session)

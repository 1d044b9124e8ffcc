"""A bundle of one or several clients is made for another workstation: sealed, opened by words shown once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk import __version__
from kapdesk.domain.audit import Action
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import audit, passphrases, row_states, saving, signatures
from kapdesk.services.record import Record
from kapdesk.services.row_states import States
from kapdesk.store import bundle, derivation, merge
from kapdesk.store.bundle import Said
from kapdesk.store.merge import Rows
from kapdesk.store.rows import ClientRow, SettingRow, VaultIdentityRow
from kapdesk.store.rows_trust import ImportRow, MovedRow, ProcessNoteRow

if TYPE_CHECKING:
    from kapdesk.store.bundle import Sealed
    from kapdesk.store.derivation import Cost

Step = Callable[[int, int], None]
SUFFIX = bundle.SUFFIX
STEPS = 4
LEAST_WORDS = 6
UNCONFIRMED = "unconfirmed."
BEFORE, KEYS, MARKS = "before", "keys", "marks"
"""What a bundle says besides its rows: earlier states, public keys, template words nobody confirmed."""


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle that was made: where it lies, what it holds, and what was left out."""

    path: Path
    clients: int
    rows: int
    private_left_out: int
    moves_left_out: int


def no_step(_number: int, _of: int) -> None:
    """Go on: nobody wants to know how far it is."""


def new_words() -> str:
    """Return six random words of three syllables, about 110 bits; to be shown once."""
    return "-".join((saving.new_password(), *saving.new_password().split("-")[:2]))


def client_ids(record: Record, codes: Sequence[str]) -> tuple[UUID, ...]:
    """Return the clients with these numbers; raises NotFound for one that is not there."""
    found: list[UUID] = []
    with record.read() as db:
        for code in codes:
            one = db.scalar(select(ClientRow.id).where(ClientRow.code == code.strip()))
            if one is None:
                raise NotFound(
                    f"There is no client {code.strip()} in this record. No bundle was made. Look at Clients."
                )
            found.append(one)
    return tuple(dict.fromkeys(found))


def make(
    record: Record, clients: Sequence[UUID], folder: Path, words: str,
    *, private: bool = False, cost: "Cost | None" = None, step: Step = no_step,
) -> Made:  # fmt: skip
    """Write the rows of these clients into a new sealed file and note in the trail that they left.

    `private` takes the process notes of whoever asks along, still sealed to their keys; those of others stay.
    `step` may raise to stop. Raises Refused, NotFound, NotWritten.
    """
    step(0, STEPS)
    _refuse(clients, folder, words)
    with record.read() as db, bundle.begin() as sealed:
        rows = merge.gather(db, clients, private_of=record.author.id if private else None)
        if set(rows.get("client", {})) != set(clients):
            raise NotFound("A client is not in the record. No bundle was made. Choose again.")
        vault_id, kind = row_states.identity(db)
        said = Said(uuid4().hex, vault_id, kind, record.now())
        known = row_states.known(db)
        step(1, STEPS)
        _fill(sealed, rows, merge.people_in(db, rows), _besides(db, record, rows, known), said)
        left = _left_out(db, clients, rows)
        step(2, STEPS)
        target = _free_name(folder, said)
        bundle.finish(sealed, target, said, words, cost or derivation.calibrate())
    try:
        step(3, STEPS)
        _note(record, said, rows, known)
    except BaseException:
        target.unlink(missing_ok=True)  # what leaves without a line in the trail does not leave
        raise
    return Made(target, len(clients), sum(map(len, rows.values())), *left)


def _refuse(clients: Sequence[UUID], folder: Path, words: str) -> None:
    if not clients:
        raise Refused("No client was chosen. No bundle was made. Choose one or several.")
    if not folder.is_dir():
        raise Refused("This folder is not there. No bundle was made. Make it, or choose another.")
    if len(words.replace("-", " ").split()) < LEAST_WORDS:
        raise Refused(
            f"A bundle is closed with {LEAST_WORDS} words or more. Take the words that are offered."
        )
    passphrases.refuse_weak(words)


def _fill(sealed: "Sealed", rows: Rows, people: dict[UUID, Any], besides: dict[str, Any], said: Said) -> None:
    """Write the rows into the file of the bundle."""
    from kapdesk.store.engine import Store

    packed = Store(sealed.path, sealed.key)
    try:
        with packed.write() as db:
            db.add(
                VaultIdentityRow(
                    id=1,
                    vault_id=said.from_vault,
                    kind=said.kind,
                    created_at=said.made_at,
                    made_by=__version__,
                )
            )
            db.flush()
            lists = {name: list(each.values()) for name, each in rows.items()}
            merge.insert(db, {**lists, "person": list(people.values())})
            for name in ("session", "integration_note"):
                for values in rows.get(name, {}).values():
                    if values["signed_at"] is not None:
                        merge.sign(db, merge.metadata.tables[name], values)
            row = ImportRow(id=uuid4(), bundle=said.bundle, from_vault=said.from_vault, made_at=said.made_at)
            row.counts, row.written_at = besides, said.made_at
            db.add(row)
    finally:
        packed.close()


def _besides(db: Session, record: Record, rows: Rows, known: States) -> dict[str, Any]:
    """Return what goes with the rows: their earlier states, public keys of who signed, unconfirmed words."""
    earlier = {
        table: {one: some for one in each if (some := row_states.before(known, table, one))}
        for table, each in rows.items()
    }
    signers = {one["signer_id"] for one in rows.get("signature", {}).values()}
    keys = signatures.known_keys(record, db)
    marks = select(SettingRow.key, SettingRow.value).where(SettingRow.key.startswith(UNCONFIRMED))
    mine = {one.hex for name in ("client", "session", "integration_note") for one in rows.get(name, {})}
    return {
        BEFORE: row_states.packed(earlier),
        KEYS: {one.hex: sorted(keys[one]) for one in signers if one in keys},
        MARKS: {
            key: value for key, value in db.execute(marks) if key.removeprefix(UNCONFIRMED) in mine
        },
    }  # fmt: skip


def _left_out(db: Session, clients: Sequence[UUID], rows: Rows) -> tuple[int, int]:
    """Return how many process notes stayed, and how many moves that name another client's chart too."""
    private = db.scalars(select(ProcessNoteRow.id).where(ProcessNoteRow.client_id.in_(clients)))
    moves = db.scalars(select(MovedRow.id).where(MovedRow.from_client_id.in_(clients)))
    stayed = set(private) - set(rows.get("process_note", {}))
    return len(stayed), len(set(moves) - set(rows.get("moved", {})))


def _note(record: Record, said: Said, rows: Rows, known: States) -> None:
    """Keep which states left, and one line of the trail for each client."""
    with record.write() as db:
        left = row_states.without(row_states.of_rows(rows), known)
        row_states.keep(db, record, said, {"made here": sum(map(len, rows.values()))}, left)
        for one in rows["client"]:
            audit.note(db, record, Action.EXPORTED, "bundle", one, one, sum(map(len, rows.values())))


def _free_name(folder: Path, said: Said) -> Path:
    """Return a path that nothing has yet; its name says nothing about anybody."""
    return folder / f"{said.made_at:%Y-%m-%d_%H%M%S}_{said.bundle[:8]}{SUFFIX}"

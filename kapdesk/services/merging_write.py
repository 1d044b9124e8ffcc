"""What was worked out of a bundle is written, in the one transaction that is open."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from kapdesk.domain import canonical, merging
from kapdesk.domain.errors import Refused
from kapdesk.domain.finding import find_keys
from kapdesk.domain.merging import Placed, Stand
from kapdesk.domain.signing import Of
from kapdesk.services import row_states, sealing
from kapdesk.services.bundles import KEYS, MARKS
from kapdesk.services.merging_rows import Bundle, Key, Plan
from kapdesk.services.record import Record
from kapdesk.services.row_states import States
from kapdesk.store import merge
from kapdesk.store.merge import Values, metadata
from kapdesk.store.rows import SettingRow
from kapdesk.store.rows_trust import ImportConflictRow, RoleChangeRow

TAKEN_IN = "taken in"
_NUMBERED = ("session", "safety_plan")


@dataclass(frozen=True, slots=True)
class Done:
    """How much was written: rows in all, rows kept aside anew, rows that got another number or place."""

    wrote: int
    aside: int
    renumbered: int


def write(db: Session, record: Record, held: Bundle, made: Plan) -> Done:
    """Write a plan: people, new and newer rows, numbers, places, seals last; then what was kept aside."""
    with merge.places_may_change(db):
        _people(db, made)
        new = _new(db, made)
        newer = _newer(db, made)
        moved = _numbers(db, made) + _places(db, made)
        for table, one in made.signing:
            if made.stands[table, one] is not Stand.SAME:
                merge.sign(db, metadata.tables[table], made.theirs[table][one])
    _prove(db, made)
    db.expire_all()
    _marks(db, record, held)
    _keys(db, record, held, made)
    states = row_states.without(_states(made, held), made.known)
    aside = _fresh(db, made)
    if not (new or newer or moved or aside or states or made.people):
        return Done(0, 0, 0)
    counts: dict[str, Any] = {**made.counts(), "people": len(made.people), "renumbered": moved}
    run = row_states.keep(db, record, held.said, counts, states)
    _superseded(db, record, held, made)
    for key in aside:
        db.add(_conflict(record, held, made, run.id, key))
    return Done(new + newer + moved + len(aside) + len(made.people), len(aside), moved)


def _people(db: Session, made: Plan) -> None:
    """Add whom this record does not know, as somebody who does not work here."""
    for values in made.people.values():
        values.update(active=False)
    merge.insert(db, {"person": list(made.people.values())})


def _new(db: Session, made: Plan) -> int:
    rows: dict[str, list[Values]] = {}
    for (table, one), values in made.taken(Stand.NEW):
        if table == "client":
            values = _named(values, made.codes[one])  # noqa: PLW2901 - the same row under its number here
        rows.setdefault(table, []).append(_waiting(db, table, values))
    merge.insert(db, rows)
    return sum(map(len, rows.values()))


def _newer(db: Session, made: Plan) -> int:
    """Give rows that nobody changed here since they were shared their newer state."""
    number = 0
    for key, values in made.each():
        here = made.here(key)
        if key in made.aside or here is None:
            continue
        exact = key in made.exact and here != values
        if made.stands[key] is Stand.NEWER or exact:
            merge.change(
                db, metadata.tables[key[0]], _waiting(db, key[0], _next_state(key, here, values, exact=exact))
            )
            number += made.stands[key] is Stand.NEWER
    return number


def _next_state(key: Key, here: Values, values: Values, *, exact: bool) -> Values:
    """Return the newer state of a row; what this workstation counts by itself stays, unless it is signed."""
    if exact:
        return values
    own = merging.OWN.get(key[0], frozenset()) | ({"seq"} & set(values))
    said = {**values, **{name: here[name] for name in own}}
    if "row_version" in said:
        said["row_version"] = max(here["row_version"], values["row_version"])
    return _named(said, here["code"]) if key[0] == "client" else said


def _waiting(db: Session, name: str, values: Values) -> Values:
    """Return a row as it can be written at once: a number that is taken waits below zero."""
    if name == "note":
        return {**values, "indexed": False}
    if name not in _NUMBERED:
        return values
    table = metadata.tables[name]
    taken = select(table.c.id).where(
        table.c.client_id == values["client_id"],
        table.c.number == values["number"],
        table.c.id != values["id"],
    )
    return {**values, "number": -values["number"]} if db.scalar(taken.limit(1)) else values


def _named(values: Values, code: str) -> Values:
    """Return a client's row with its number here, and the words it is found by."""
    keys = find_keys(
        values["family_name"], values["given_name"], values["preferred_name"], code, values["born"]
    )
    return {**values, "code": code, "find_keys": keys}


# ---------------------------------------------------------------------- numbers and places


def _numbers(db: Session, made: Plan) -> int:
    """Give sessions and plans of one client numbers of their own where both workstations used one."""
    moved = 0
    for name in _NUMBERED:
        table = metadata.tables[name]
        for client in db.scalars(select(table.c.client_id).where(table.c.number < 0).distinct()).all():
            rows = db.execute(select(table).where(table.c.client_id == client)).mappings().all()
            moved += _renumber(db, made, table, [dict(row) for row in rows])
    return moved


def _renumber(db: Session, made: Plan, table: Table, rows: list[Values]) -> int:
    """Give the numbers of one client: first to those that move on, then to those that waited."""
    placed = {row["id"]: _placed(made, table.name, row) for row in rows}
    moving = merging.numbered(list(placed.values()))
    waited = {row["id"].hex: -row["number"] for row in rows if row["number"] < 0}
    for one, number in [
        *moving.items(),
        *((one, there) for one, there in waited.items() if one not in moving),
    ]:
        db.execute(update(table).where(table.c.id == UUID(one)).values(number=number))
    return len(moving)


def _placed(made: Plan, name: str, row: Values) -> Placed:
    owner = row["id"] if name == "session" else row["session_id"]
    since = row.get("opened_at") or row.get("planned_for") or row.get("happened_at") or row["written_at"]
    return Placed(row["id"].hex, abs(row["number"]), str(canonical.plain(since)), _is_signed(made, owner))


def _is_signed(made: Plan, session: UUID | None) -> bool:
    """Say whether a session is signed here, or will be when this is written."""
    if session is None:
        return False
    here = made.here(("session", session))
    return ("session", session) in made.signing or bool(here and here["signed_at"])


def _places(db: Session, made: Plan) -> int:
    """Put the rows of lists that were joined into one order of writing."""
    groups: set[tuple[str, str, UUID]] = set()
    for (name, _one), values in made.taken(Stand.NEW):
        group = merge.group_of(metadata.tables[name], values)
        if group is not None and not _is_sealed(made, name, values):
            groups.add((name, *group))
    return sum(_place(db, made, *group) for group in groups)


def _place(db: Session, made: Plan, name: str, column: str, of: UUID) -> int:
    table = metadata.tables[name]
    wanted = select(table.c.id, table.c.seq, table.c.written_at).where(table.c[column] == of)
    rows = db.execute(wanted).all()
    theirs = made.theirs.get(name, {})
    told = [
        (max(seq, theirs[one]["seq"]) if one in theirs else seq, str(canonical.plain(at)), one.hex)
        for one, seq, at in rows
    ]
    stood = {one.hex: seq for one, seq, _at in rows}
    changed = {one: seq for one, seq in merging.in_order(told).items() if stood[one] != seq}
    for one, seq in changed.items():
        db.execute(update(table).where(table.c.id == UUID(one)).values(seq=seq))
    return len(changed)


def _is_sealed(made: Plan, name: str, values: Values) -> bool:
    """Say whether the order of a row's list is signed, here or there."""
    owners = [("session", values.get("session_id")), ("integration_note", values.get("integration_id"))]
    if name == "revision":
        text = made.theirs.get("note", {}).get(values["of_id"]) or made.here(("note", values["of_id"])) or {}
        owners.append(("integration_note", text.get("integration_id")))
    for table, owner in owners:
        here = made.here((table, owner)) if owner else None
        if (table, owner) in made.signing or (here and here["signed_at"]):
            return True
    return False


# ---------------------------------------------------------------------- what is proved and kept


def _prove(db: Session, made: Plan) -> None:
    """Raise Refused where something signed does not stand here as it was signed; nothing is written then."""
    for table, one in made.signing:
        of = Of.SESSION if table == "session" else Of.INTEGRATION
        sealed = sealing.unsealed(made.theirs[table][one]["seal"])
        if sealed is None or sealing.hashed_now(db, of, one, sealed[1]) != sealed[0]:
            raise Refused(
                "Something signed would not stand here as it was signed. Nothing was taken in. Make the "
                "bundle anew on the other workstation."
            )


def _states(made: Plan, held: Bundle) -> States:
    """Return the states that are known from now on to come before what stands here."""
    found: States = {}
    present = row_states.of_rows(made.theirs)
    for (table, one), _values in made.each():
        if table in present and (table, one) not in made.aside:
            stays = made.stands[table, one] is not Stand.OLDER
            more = row_states.before(held.before, table, one) if stays else set[str]()
            row_states.put(found, table, one, present[table][one] | more)
    return found


def _fresh(db: Session, made: Plan) -> list[Key]:
    """Return what is kept aside now and was not before."""
    rows = db.scalars(select(ImportConflictRow))
    kept = {(row.of_table, row.of_id, str(row.theirs["digest"])) for row in rows}
    return [
        (table, one) for table, one in made.aside
        if (table, one, merging.digest(table, made.theirs[table][one])) not in kept
    ]  # fmt: skip


def _superseded(db: Session, record: Record, held: Bundle, made: Plan) -> None:
    """Close what was kept aside where the other workstation has settled it since."""
    for row in db.scalars(select(ImportConflictRow).where(ImportConflictRow.resolved_at.is_(None))):
        said = str(row.theirs["digest"])
        now = made.theirs.get(row.of_table, {}).get(row.of_id)
        if now is None:
            continue
        settled = {*row_states.before(held.before, row.of_table, row.of_id)}
        same = merging.digest(row.of_table, now) == said and (row.of_table, row.of_id) not in made.aside
        if said in settled or same:
            row.resolved_at, row.resolution = record.now(), "settled there"


def _conflict(record: Record, held: Bundle, made: Plan, run: UUID, key: Key) -> ImportConflictRow:
    table, one = key
    values, aside = made.theirs[table][one], made.aside[key]
    row = ImportConflictRow(id=uuid4(), run_id=run, of_table=table, of_id=one, why=aside.why.value)
    client = values.get("client_id") or (one if table == "client" else _client(made, values))
    row.client_id = client
    row.theirs = {
        "row": canonical.plain(values), "digest": merging.digest(table, values),
        "before": sorted(row_states.before(held.before, table, one)),
        "here": aside.here.hex if aside.here else "",
        "by": str(held.people.get(values.get("author_id") or one, {}).get("name", "")),
        "vault": held.said.from_vault,
    }  # fmt: skip
    row.written_at, row.author_id = record.now(), record.author.id
    return row


def _client(made: Plan, values: Values) -> UUID | None:
    session = made.theirs.get("session", {}).get(values.get("session_id") or UUID(int=0))
    return session["client_id"] if session else None


def _marks(db: Session, record: Record, held: Bundle) -> None:
    """Bring along which words of a template nobody has confirmed, where none are noted here."""
    for key, value in held.besides.get(MARKS, {}).items():
        if db.get(SettingRow, key) is None:
            row = SettingRow(key=key, value=value, changed_at=record.now(), changed_by=record.author.id)
            db.add(row)


def _keys(db: Session, record: Record, held: Bundle, made: Plan) -> None:
    """Keep the public keys of people who came with this bundle; of those known here none is taken."""
    for person in made.people:
        for key in held.besides.get(KEYS, {}).get(person.hex, []):
            row = RoleChangeRow(id=uuid4(), person_id=person, what=TAKEN_IN, public_key=key)
            row.happened_at, row.zone = record.now(), record.zone
            row.written_at, row.author_id = record.now(), record.author.id
            db.add(row)

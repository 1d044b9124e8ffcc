"""What a bundle would bring, row by row, worked out before anything is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain import merging
from kapdesk.domain.errors import Refused
from kapdesk.domain.merging import Stand, Why
from kapdesk.services import merging_seals, row_states
from kapdesk.services.merging_rows import Aside, Bundle, Key, Plan
from kapdesk.store import merge
from kapdesk.store.merge import Rows, Values, metadata
from kapdesk.store.rows import ClientRow
from kapdesk.store.rows_trust import TombstoneRow
from kapdesk.store.tables import APPEND_ONLY

PLACES: dict[str, tuple[tuple[str, ...], ...]] = {
    "note": (("session_id", "field"), ("integration_id", "field"), ("client_id", "field")),
    "escort": (("session_id",),),
    "process_key": (("note_id", "holder", "person_id"),),
}
"""What only one row can stand at; a text of the client is one that belongs to no session and no note."""


def plan(db: Session, held: Bundle, codes: Mapping[UUID, str]) -> Plan:
    """Work out what taking a bundle in means here; raises Refused where it is not taken in at all."""
    made = Plan(_ours(db, held.rows), held.rows, row_states.known(db))
    for key, values in made.each():
        made.stands[key] = _stand(made, held, key, values)
        if made.stands[key] is Stand.BOTH:
            made.aside[key] = Aside(Why.BOTH, key[1])
    _refuse_deleted(db, held)
    _same_places(made)
    merging_seals.respect(made, held)
    _without_parents(made)
    _refuse_second_open(made)
    there = set(db.scalars(select(metadata.tables["person"].c.id)))
    made.people = {one: values for one, values in held.people.items() if one not in there}
    _codes(db, made, codes)
    return made


def _ours(db: Session, theirs: Rows) -> Rows:
    """Return what stands here of the same clients, and every row of the same id wherever it is filed."""
    ours = merge.gather(db, list(theirs.get("client", {})), all_private=True)
    for name, rows in theirs.items():
        missing = set(rows) - set(ours.get(name, {}))
        ours.setdefault(name, {}).update(merge.by_id(db, metadata.tables[name], missing))
    return ours


def _stand(made: Plan, held: Bundle, key: Key, values: Values) -> Stand:
    table, one = key
    here = made.here(key)
    if here is None:
        return Stand.NEW
    found = merging.judge(
        merging.digest(table, here), merging.digest(table, values),
        before_here=row_states.before(made.known, table, one),
        before_there=row_states.before(held.before, table, one),
    )  # fmt: skip
    return Stand.BOTH if table in APPEND_ONLY and found is not Stand.SAME else found


def _refuse_deleted(db: Session, held: Bundle) -> None:
    query = select(TombstoneRow.client_code).where(TombstoneRow.of_id.in_(list(held.rows.get("client", {}))))
    if (code := db.scalar(query.limit(1))) is not None:
        raise Refused(f"The record of client {code} was deleted here, with a reason. Nothing was taken in.")


def _same_places(made: Plan) -> None:
    """Keep aside a new row where another one stands already; where both say the same, ours stays."""
    for table, places in PLACES.items():
        standing = {
            place: one
            for one, values in made.ours.get(table, {}).items()
            for place in _places(places, values)
        }
        for one, values in made.theirs.get(table, {}).items():
            key = (table, one)
            here = next((standing[place] for place in _places(places, values) if place in standing), None)
            if made.stands[key] is not Stand.NEW or here is None:
                continue
            if merging.says(table, made.ours[table][here]) == merging.says(table, values):
                made.stands[key] = Stand.SAME
            elif merging.digest(table, values) in row_states.before(made.known, table, here):
                made.stands[key] = Stand.OLDER
            else:
                made.aside[key] = Aside(Why.SAME_PLACE, here)


def _places(places: tuple[tuple[str, ...], ...], values: Values) -> Iterator[tuple[object, ...]]:
    for columns in places:
        if columns[0] == "client_id" and (values["session_id"] or values["integration_id"]):
            continue
        if values[columns[0]] is not None:
            yield (columns, *(values[column] for column in columns))


# ---------------------------------------------------------------------- what belongs together


def _without_parents(made: Plan) -> None:
    """Keep aside every row that names one which is not taken and does not stand here."""
    again = True
    while again:
        again = False
        for key, values in list(made.taken(Stand.NEW, Stand.NEWER)):
            if any(_is_missing(made, above) for above in merge.parents(metadata.tables[key[0]], values)):
                made.aside[key] = Aside(Why.PARENT, key[1] if made.here(key) else None)
                again = True


def _is_missing(made: Plan, above: Key) -> bool:
    if made.here(above) is not None:
        return False
    return above not in made.stands or above in made.aside or made.stands[above] is not Stand.NEW


def _refuse_second_open(made: Plan) -> None:
    """Raise Refused where a client would have two sessions open at once."""
    after = dict(made.ours.get("session", {}))
    after.update(
        {key[1]: values for key, values in made.taken(Stand.NEW, Stand.NEWER) if key[0] == "session"}
    )
    running = Counter(
        values["client_id"] for values in after.values() if values["opened_at"] and not values["ended_at"]
    )
    for client, number in running.items():
        if number > 1:
            code = made.theirs["client"].get(client, {}).get("code", "")
            raise Refused(
                f"Client {code} has a session open here and another one in the bundle. Nothing was taken in. "
                "End one of them first."
            )


def _codes(db: Session, made: Plan, codes: Mapping[UUID, str]) -> None:
    """Find the number that each new client gets here; one that is taken has to be replaced."""
    used = set(db.scalars(select(ClientRow.code)))
    for (table, one), values in made.taken(Stand.NEW):
        if table == "client":
            code = codes.get(one, "").strip() or values["code"]
            if code in used:
                made.codes_wanted[one] = code
            used.add(code)
            made.codes[one] = code

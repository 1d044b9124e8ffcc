"""What is signed stays as it was signed: it is taken in whole, with its signatures, or not at all."""

from uuid import UUID

from kapdesk.domain import canonical
from kapdesk.domain.merging import Stand, Why
from kapdesk.domain.signing import Of
from kapdesk.services import sealing
from kapdesk.services.merging_rows import Aside, Bundle, Key, Plan
from kapdesk.store.merge import Rows, Values

OWNERS = {Of.SESSION: ("session", "session_id"), Of.INTEGRATION: ("integration_note", "integration_id")}


def respect(made: Plan, held: Bundle) -> None:
    """Keep aside what would change something signed, here or there, or break a chain of signatures."""
    for of in OWNERS:
        _respect_seals(made, held, of)
    _signatures(made)


def _respect_seals(made: Plan, held: Bundle, of: Of) -> None:
    """Change nothing that is signed here; take what is signed there as a whole, or not at all."""
    table = OWNERS[of][0]
    for owner, values in made.theirs.get(table, {}).items():
        here = made.here((table, owner))
        group = [*_group(made.theirs, of, owner), (table, owner)]
        if here is not None and here["signed_at"] is not None:
            for key in group:
                if made.stands[key] in (Stand.NEW, Stand.NEWER, Stand.BOTH):
                    made.aside[key] = Aside(Why.SIGNED_HERE, key[1] if made.here(key) else None)
        elif values["signed_at"] is not None:
            why = _why_not_whole(made, held, of, owner, group)
            if why is None:
                made.exact.update(group)
                made.signing.append((table, owner))
            else:
                _keep_aside(made, group, why)
                _keep_aside(made, _signed_under(made, owner), why)


def _keep_aside(made: Plan, group: list[Key], why: Why) -> None:
    for key in group:
        if made.stands[key] in (Stand.NEW, Stand.NEWER, Stand.BOTH):
            made.aside[key] = Aside(why, key[1] if made.here(key) else None)


def _why_not_whole(made: Plan, held: Bundle, of: Of, owner: UUID, group: list[Key]) -> Why | None:
    """Return why something signed there cannot stand here as it was signed; None where it can."""
    if owner in held.broken:
        return Why.NOT_GENUINE
    whole = (Stand.NEW, Stand.SAME, Stand.NEWER)
    if any(made.stands[key] not in whole or key in made.aside for key in group):
        return Why.SIGNED_THERE
    if any(key not in set(group) for key in _group(made.ours, of, owner)):
        return Why.SIGNED_THERE
    values = made.theirs[OWNERS[of][0]][owner]
    for one, other in made.ours.get("session", {}).items():
        same = of is Of.SESSION and one != owner and other["client_id"] == values["client_id"]
        if same and other["number"] == values["number"] and other["signed_at"] is not None:
            return Why.NUMBER
    return None


def _group(rows: Rows, of: Of, owner: UUID) -> list[Key]:
    """Return the rows that are signed together with an owner, apart from itself."""
    column = OWNERS[of][1]
    found = [
        (table.name, one)
        for table in sealing.tables_of(of)
        for one, values in rows.get(table.name, {}).items()
        if values[column] == owner
    ]
    if of is Of.INTEGRATION:
        texts = {one for name, one in found if name == "note"}
        revisions = rows.get("revision", {})
        found += [("revision", one) for one, values in revisions.items() if values["of_id"] in texts]
    return found


def _signed_under(made: Plan, owner: UUID) -> list[Key]:
    """Return the signatures of an owner and all that was signed beside it."""
    found: list[Key] = []
    for table in ("signature", "addendum", "retraction"):
        rows = made.theirs.get(table, {})
        found += [(table, one) for one, values in rows.items() if values["of_id"] == owner]
    beside = {one for table, one in found if table != "signature"}
    signatures = made.theirs.get("signature", {})
    return found + [("signature", one) for one, values in signatures.items() if values["of_id"] in beside]


def _signatures(made: Plan) -> None:
    """Keep aside signatures that would stand beside others in one place of a chain, and all after them."""
    theirs, ours = made.theirs.get("signature", {}), made.ours.get("signature", {})
    authors = {values["of_id"] for values in ours.values() if values["kind"] == "author"}
    ties = {values["previous_hash"] for values in ours.values() if values["previous_hash"]}
    for one, values in theirs.items():
        new = made.stands["signature", one] is Stand.NEW
        author = values["kind"] == "author" and values["of_id"] in authors
        if new and (author or values["previous_hash"] in ties):
            _drop_signature(made, one, values)
    again = True
    while again:
        gone = {_tie(theirs[one]) for table, one in made.aside if table == "signature"}
        after = [
            (one, values) for one, values in theirs.items()
            if values["previous_hash"] in gone and ("signature", one) not in made.aside
            and made.stands["signature", one] is Stand.NEW
        ]  # fmt: skip
        for one, values in after:
            _drop_signature(made, one, values)
        again = bool(after)


def _drop_signature(made: Plan, one: UUID, values: Values) -> None:
    made.aside.setdefault(("signature", one), Aside(Why.SIGNED_BOTH))
    for table in ("addendum", "retraction"):
        key = (table, values["of_id"])
        if made.stands.get(key) is Stand.NEW:
            made.aside.setdefault(key, Aside(Why.SIGNED_BOTH))


def _tie(values: Values) -> str:
    return canonical.digest(str(values["signature"]).encode())

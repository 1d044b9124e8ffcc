"""A bundle of another workstation is looked at, then taken in: nothing here is overwritten, nothing lost."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.audit import Action
from kapdesk.domain.errors import Refused
from kapdesk.domain.merging import Stand
from kapdesk.domain.people import Person, Role
from kapdesk.domain.signing import Of, Verdict
from kapdesk.services import audit, merging_plan, merging_write, row_states, signatures
from kapdesk.services.bundles import BEFORE, STEPS, no_step
from kapdesk.services.merging_rows import Bundle, Plan
from kapdesk.services.record import Record
from kapdesk.store import bundle, merge
from kapdesk.store.engine import Store
from kapdesk.store.rows_trust import ImportRow

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of taking a bundle in: counts for each client, and what has to be answered first."""

    clients: tuple["Arriving", ...]
    counts: dict[str, int]
    aside: dict[str, int]
    people: tuple[str, ...]
    keys: int
    codes_wanted: dict[UUID, str] = field(default_factory=dict[UUID, str])

    @property
    def nothing_new(self) -> bool:
        """Say whether taking it in would change nothing."""
        return not (self.aside or self.counts[Stand.NEW] or self.counts[Stand.NEWER])


@dataclass(frozen=True, slots=True)
class Arriving:
    """One client of a bundle: the number there, whether it is known here, its rows by how they stand."""

    id: UUID
    code: str
    is_here: bool
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking a bundle in."""

    clients: tuple[UUID, ...]
    counts: dict[str, int]
    aside: int
    people: int
    renumbered: int


@contextmanager
def opened(record: Record, path: Path, words: str, *, step: Step = no_step) -> Generator[Bundle]:
    """Open a bundle, checked, with its signatures looked at; raises what `store.bundle.opened` raises.

    A bundle of the practice room is refused in a record of care, and the other way round.
    """
    step(0, STEPS)
    with bundle.opened(path, words) as (sealed, said):
        packed = Store(sealed.path, sealed.key)
        try:
            yield _read(record, packed, said)
        finally:
            packed.close()


def preview(record: Record, path: Path, words: str, *, step: Step = no_step) -> Preview:
    """Say what taking a bundle in would do, and do nothing; `step` may raise to stop."""
    with opened(record, path, words, step=step) as held:
        step(2, STEPS)
        with record.read() as db:
            plan = merging_plan.plan(db, held, {})
            step(3, STEPS)
            return _preview(held, plan)


def take_in(
    record: Record, path: Path, words: str,
    *, codes: Mapping[UUID, str] | None = None, step: Step = no_step,
) -> Taken:  # fmt: skip
    """Take a bundle in, wholly or not at all; `codes` are new numbers for clients whose number is taken.

    Raises Refused where a number is wanted, where a session would be open twice, and for a client whose
    record was deleted here; and what opening raises. The same bundle twice changes nothing.
    """
    with opened(record, path, words, step=step) as held, record.store.holding(), record.write() as db:
        step(2, STEPS)
        plan = merging_plan.plan(db, held, codes or {})
        if plan.codes_wanted:
            taken = ", ".join(sorted(plan.codes_wanted.values()))
            raise Refused(
                f"Another client here has the number {taken}. Nothing was taken in. Give the arriving client "
                "another number."
            )
        done = merging_write.write(db, record, held, plan)
        step(3, STEPS)
        if done.wrote:
            for one in held.rows["client"]:
                audit.note(db, record, Action.IMPORTED, "bundle", one, one, done.wrote)
        return Taken(tuple(held.rows["client"]), plan.counts(), done.aside, len(plan.people), done.renumbered)


def _read(record: Record, packed: Store, said: bundle.Said) -> Bundle:
    """Read everything of a bundle into memory; it holds a few clients."""
    with record.read() as db:
        if row_states.identity(db)[1] != said.kind:
            raise Refused(
                "One of the two is the practice room and the other a record of care; they never mix. Nothing "
                "was taken in."
            )
    reader = Record(
        packed, record.content, record.clock, Person(record.author.id, "", "", Role.OWNER), record.zone
    )
    with packed.read() as db:
        clients = list(db.scalars(select(merge.metadata.tables["client"].c.id)))
        rows = merge.gather(db, clients, all_private=True)
        besides: dict[str, Any] = db.scalars(select(ImportRow.counts)).one()
        broken = _broken(db, reader, rows)
        before = row_states.unpacked(besides.get(BEFORE, {}))
        return Bundle(said, rows, merge.people_in(db, rows), before, besides, broken)


def _broken(db: Session, reader: Record, rows: merge.Rows) -> frozenset[UUID]:
    """Return what is signed in a bundle and is not as it was signed."""
    found: set[UUID] = set()
    for of, name in ((Of.SESSION, "session"), (Of.INTEGRATION, "integration_note")):
        for one, values in rows.get(name, {}).items():
            if values["signed_at"] is None:
                continue
            stands = signatures.standing_in(db, reader, of, one)
            if stands is None or stands.verdict not in (Verdict.VALID, Verdict.UNKNOWN_KEY):
                found.add(one)
    return frozenset(found)


def _preview(held: Bundle, plan: Plan) -> Preview:
    arriving = tuple(
        Arriving(one, values["code"], one in plan.ours.get("client", {}), plan.counts(one))
        for one, values in held.rows["client"].items()
    )
    aside: dict[str, int] = {}
    for kept in plan.aside.values():
        aside[kept.why.value] = aside.get(kept.why.value, 0) + 1
    names = tuple(sorted(str(one["name"]) for one in plan.people.values()))
    keys = sum(1 for one in plan.people if one.hex in held.besides.get("keys", {}))
    return Preview(arriving, plan.counts(), aside, names, keys, plan.codes_wanted)


def told(seen: Preview) -> tuple[str, ...]:
    """Return in lines what taking a bundle in would do."""
    lines = [
        f"{one.code}: {'here already' if one.is_here else 'new here'}, {one.counts[Stand.NEW]} new, "
        f"{one.counts[Stand.NEWER]} newer, {one.counts[Stand.SAME] + one.counts[Stand.OLDER]} known, "
        f"{one.counts['aside']} to be settled"
        for one in seen.clients
    ]
    lines += [f"To be settled, {why}: {number}" for why, number in sorted(seen.aside.items())]
    if seen.people:
        lines.append(f"People who become known, without a sign-in: {', '.join(seen.people)}")
    if seen.keys:
        lines.append(f"Public keys that come with them, to prove their signatures: {seen.keys}")
    lines += [f"Another client here has the number {code}" for code in seen.codes_wanted.values()]
    return (*lines, "Nothing in it is new.") if seen.nothing_new else tuple(lines)


def sentence(done: Taken) -> str:
    """Return in a sentence what came of taking a bundle in."""
    new, newer = done.counts[Stand.NEW], done.counts[Stand.NEWER]
    if not (new or newer or done.aside):
        return "Nothing in it was new. Nothing was changed."
    waits = f" {done.aside} differ and wait to be settled." if done.aside else ""
    return f"Taken in: {new} new and {newer} newer entries.{waits} Nothing here was overwritten."

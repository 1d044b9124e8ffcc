"""The log of what left about a client, and the consent and notice of a record under 42 CFR Part 2."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain import disclosures as rules
from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.clients import Consent, check_consent
from kapdesk.domain.clock import local, show_date
from kapdesk.domain.disclosures import PART2_KIND, Disclosure, Ground, Leaving, Part2Consent
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.services import audit, people
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, ConsentRow
from kapdesk.store.rows_trust import DisclosureRow

ASKED = frozenset({"summary", "provider", "esketamine", "measures", "advice", "extended", "other", "whole"})
"""Documents that tell of the chart; before one is printed or saved it is asked for whom.

What is handed to the client or the escort is not asked about, and in an emergency nothing stands in the way.
"""
AFTERWARDS = frozenset({"transfer", "evaluation"})
"""Documents that go along in an emergency; they are entered in the log when there is time."""
LETTER, EACH_PAGE = "part2-notice", "each-page"
VERSION = "42 CFR 2.31"
NOT_HERE = "This client is not in the record. Nothing was changed. Look under Clients."


def grounds(record: Record) -> tuple[Ground, ...]:
    """Return the grounds that are offered."""
    return tuple(
        Ground(
            row.id, row.text("label"), authorised=bool(row.flag("authorised")), part2=bool(row.flag("part2"))
        )
        for row in record.content.table("disclosure-grounds").rows
    )


def check(record: Record, leaving: Leaving) -> None:
    """Raise Refused where something is missing, signed on a day to come, or over."""
    rules.check(leaving, _known(record), _today(record))


def part2_words(record: Record, client_id: UUID, ground: str) -> str:
    """Return what 42 CFR Part 2 asks of this client's record on a ground; empty where it asks nothing.

    Nothing is held back by the program: what is missing is said, and the clinic decides.
    """
    known = _known(record).get(ground)
    if known is None:
        return ""
    with record.read() as db:
        return _part2_words(db, record, client_id, known)


def write(
    record: Record, client_id: UUID, leaving: Leaving, *, way: str, pages: int | None = None,
    at: datetime | None = None,
) -> Change:  # fmt: skip
    """Enter what left; raises Refused where it is not said to whom, why and on what ground."""
    rules.check(leaving, _known(record), _today(record))
    with record.write() as db:
        client = _client(db, client_id)
        row = DisclosureRow(id=uuid4(), client_id=client_id, part2=client.part2 is True, pages=pages)
        row.document, row.way = leaving.document, way
        row.recipient, row.purpose = leaving.recipient.strip(), leaving.purpose.strip()
        row.ground, row.note = leaving.ground, leaving.note.strip()
        row.authorised_on, row.expires_on = leaving.authorised_on, leaving.expires_on
        row.happened_at, row.zone = at or record.now(), record.zone
        row.written_at, row.author_id = record.now(), record.author.id
        db.add(row)
        audit.note(db, record, Action.DISCLOSED, "disclosure", row.id, client_id, pages)
        return Change(Topic.CLIENT, client_id, row.id)


def of_client(record: Record, client_id: UUID) -> tuple[Disclosure, ...]:
    """Return what left about a client, the newest first."""
    words = {one.id: one.label for one in grounds(record)}
    with record.read() as db:
        query = select(DisclosureRow).where(DisclosureRow.client_id == client_id)
        found = db.scalars(query.order_by(DisclosureRow.happened_at.desc(), DisclosureRow.written_at.desc()))
        return tuple(_disclosure(db, row, words) for row in found)


def set_part2(record: Record, client_id: UUID, part2: bool | None) -> Change:  # noqa: FBT001 - the answer itself
    """Keep whether this client's record is one of a programme under 42 CFR Part 2; None is not recorded."""
    with record.write() as db:
        _client(db, client_id).part2 = part2
        return Change(Topic.CLIENT, client_id, client_id)


def is_part2(record: Record, client_id: UUID) -> bool | None:
    """Return whether this client's record is under Part 2; None where that is not recorded."""
    with record.read() as db:
        return _client(db, client_id).part2


def notice(record: Record, client_id: UUID) -> str:
    """Return the notice that stands on each page of this client's record; empty where none is needed."""
    with record.read() as db:
        row = db.get(ClientRow, client_id)
        if row is None or row.part2 is not True:
            return ""
    blocks = record.content.letter(LETTER).blocks
    return " ".join(next(block for block in blocks if block.id == EACH_PAGE).paragraphs)


def consent(record: Record, client_id: UUID) -> Part2Consent | None:
    """Return the consent under Part 2 that stands today, the newest; None where none does."""
    with record.read() as db:
        return _consent(db, client_id, _today(record))


def give_consent(record: Record, client_id: UUID, said: Part2Consent, method: str = "on paper") -> Change:
    """Keep a consent under Part 2; raises Refused naming what it lacks. Source: 42 CFR 2.31(a)."""
    lacks = said.missing()
    if lacks or said.given_on is None:
        raise Refused(f"This consent does not say: {', '.join(lacks)}. Nothing was recorded. Complete it.")
    check_consent(Consent(PART2_KIND, VERSION, said.given_on, said.signer, method), _today(record))
    with record.write() as db:
        _client(db, client_id)
        row = ConsentRow(id=uuid4(), client_id=client_id, kind=PART2_KIND, version=VERSION)
        row.given_on, row.signer, row.method = said.given_on, said.signer.strip(), method
        row.note, row.written_at, row.author_id = said.note(), record.now(), record.author.id
        db.add(row)
        return Change(Topic.CONSENT, client_id, row.id)


def revoke_consent(record: Record, client_id: UUID, on: date) -> Change:
    """Keep that the client took the consent under Part 2 back; it stays readable."""
    with record.write() as db:
        rows = [row for row in _consents(db, client_id) if row.withdrawn_on is None]
        if not rows:
            raise Refused("No consent under Part 2 stands. Nothing was changed.")
        for row in rows:
            row.withdrawn_on = max(on, row.given_on)
        return Change(Topic.CONSENT, client_id, rows[-1].id)


def _known(record: Record) -> dict[str, Ground]:
    return {one.id: one for one in grounds(record)}


def _part2_words(db: Session, record: Record, client_id: UUID, ground: Ground) -> str:
    if _client(db, client_id).part2 is not True or ground.part2:
        return ""
    stands = _consent(db, client_id, _today(record))
    if stands is None:
        return (
            "This record is under 42 CFR Part 2, and no written consent of the client stands. Record the "
            "consent first, or choose a ground that needs none."
        )
    given = show_date(stands.given_on) if stands.given_on else "no day"
    return (
        f"Under 42 CFR Part 2, by the consent of {given} for {stands.recipient} ({stands.purpose}), until: "
        f"{stands.expires}. The notice stands on each page; a copy of the consent goes with them."
    )


def _consents(db: Session, client_id: UUID) -> list[ConsentRow]:
    query = select(ConsentRow).where(ConsentRow.client_id == client_id, ConsentRow.kind == PART2_KIND)
    return list(db.scalars(query.order_by(ConsentRow.given_on, ConsentRow.written_at)))


def _consent(db: Session, client_id: UUID, today: date) -> Part2Consent | None:
    for row in reversed(_consents(db, client_id)):
        if row.withdrawn_on is None or row.withdrawn_on > today:
            return rules.part2_consent(row.note, row.given_on, row.signer)
    return None


def _client(db: Session, client_id: UUID) -> ClientRow:
    row = db.get(ClientRow, client_id)
    if row is None:
        raise NotFound(NOT_HERE)
    return row


def _disclosure(db: Session, row: DisclosureRow, words: dict[str, str]) -> Disclosure:
    said = Leaving(
        row.document, row.recipient, row.purpose, row.ground, row.authorised_on, row.expires_on, row.note
    )
    by = people.author(db, row.author_id).signature if row.author_id else ""
    return Disclosure(
        row.id, said, row.happened_at, row.zone, row.written_at, by, row.part2, row.pages, row.way,
        words.get(row.ground, row.ground),
    )  # fmt: skip


def _today(record: Record) -> date:
    return local(record.now(), record.zone).date()

"""Proof on paper: the code of each page of a signed record, kept when made and read when typed in."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain import page_codes as codes
from kapdesk.domain.audit import Action
from kapdesk.domain.clock import show_moment
from kapdesk.domain.errors import Refused
from kapdesk.domain.page_codes import Match, Page, Proof
from kapdesk.domain.signing import Of, Standing, Verdict
from kapdesk.services import audit, people, settings, signatures
from kapdesk.services.record import Record
from kapdesk.store.rows import ClientRow, SessionRow
from kapdesk.store.rows_trust import PageCodeRow

KEY = "page-code.key"
"""The setting, in the encrypted record, with what the codes are made with: it outlives a change of keys."""
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Made:
    """What is printed: which document, of what signed record, in which content."""

    document: str
    of: Of
    of_id: UUID
    client: UUID
    content_hash: str


def mark(record: Record, made: Made, texts: Sequence[str]) -> tuple[str, ...]:
    """Keep the code of every page and return them in order; the same page printed again keeps its code."""
    with record.write() as db:
        key = _key(db, record)
        pages = [
            Page(
                made.document, made.of.value, made.of_id.hex, made.content_hash, codes.page_hash(text),
                number, len(texts),
            )
            for number, text in enumerate(texts, start=1)
        ]  # fmt: skip
        found = tuple(codes.code(key, page) for page in pages)
        for one, page in zip(found, pages, strict=True):
            _keep(db, record, made, one, page)
    return found


def check(record: Record, typed: str) -> Proof:
    """Return what a code that was typed in proves; nothing of the record is needed beside it."""
    try:
        code = codes.read(typed)
    except Refused as error:
        return Proof(Match.MISTYPED, error.sentence)
    with record.write() as db:
        query = select(PageCodeRow).where(PageCodeRow.code == code).order_by(PageCodeRow.written_at)
        row = db.scalars(query.limit(1)).first()
        genuine = row is not None and codes.code(_key(db, record), _page(row)) == code
        client = row.client_id if row is not None else None
        audit.note(db, record, Action.CODE_CHECKED, "page", row.id if row is not None else None, client)
        if row is None or not genuine:
            return Proof(Match.NOT_OURS, "Not ours: no page of this record carries this code.")
        return _proof(db, record, row)


def _proof(db: Session, record: Record, row: PageCodeRow) -> Proof:
    of = Of(row.of_kind)
    stands = signatures.standing_in(db, record, of, row.of_id)
    match, sentence = _judged(stands, row)
    client = db.get(ClientRow, row.client_id) if row.client_id else None
    session = db.get(SessionRow, row.of_id) if of is Of.SESSION else None
    what = f"dosing session {session.number}" if session else of.value
    about = f"{client.code}, {what}" if client else what
    by = people.author(db, row.author_id).signature if row.author_id else ""
    proof = Proof(match, sentence, row.document, row.page, row.pages, row.written_at, by, about)
    return replace(proof, added=_added(record, stands, row)) if match is Match.EARLIER else proof


def _judged(stands: Standing | None, row: PageCodeRow) -> tuple[Match, str]:
    if stands is None or stands.verdict is Verdict.CHANGED or stands.content_hash != row.content_hash:
        return Match.CHANGED, "The page is ours, but the record is no longer as it was signed."
    if stands.retraction is not None:
        at = show_moment(stands.retraction.at, stands.zone)
        why = stands.retraction.reason
        return (
            Match.RETRACTED,
            f"The page is ours; the record was retracted on {at}, as another client's: {why}",
        )
    if any(one.written_at > row.written_at for one in stands.additions):
        return Match.EARLIER, "An earlier version: the record was added to after this page was printed."
    return Match.MATCHES, f"Matches the signed record. {stands.verdict.sentence}"


def _added(record: Record, stands: Standing | None, row: PageCodeRow) -> tuple[str, ...]:
    later = [one for one in stands.additions if one.written_at > row.written_at] if stands else []
    return tuple(f"{one.kind}, {show_moment(one.written_at, record.zone)}, {one.by}" for one in later)


def _keep(db: Session, record: Record, made: Made, code: str, page: Page) -> None:
    known = select(PageCodeRow.id).where(PageCodeRow.code == code)
    if db.scalar(known.limit(1)) is not None:
        return
    row = PageCodeRow(id=uuid4(), code=code, client_id=made.client, document=made.document)
    row.of_kind, row.of_id, row.content_hash = made.of.value, made.of_id, made.content_hash
    row.page_hash, row.page, row.pages = page.page_hash, page.page, page.pages
    row.written_at, row.author_id = record.now(), record.author.id
    db.add(row)


def _page(row: PageCodeRow) -> Page:
    return Page(
        row.document, row.of_kind, row.of_id.hex, row.content_hash, row.page_hash, row.page, row.pages
    )


def _key(db: Session, record: Record) -> bytes:
    """Return the key of the codes; it is made at the first page."""
    kept = settings.value(db, KEY)
    if not kept:
        kept = secrets.token_hex(_KEY_BYTES)
        settings.put_in(db, record, KEY, kept)
        db.flush()
    return bytes.fromhex(kept)

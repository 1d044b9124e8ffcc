"""The lists of a whole record: alerts, consents, wishes, visits, contacts, tasks, what left, who signed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kapdesk.domain.clock import show_date, show_moment
from kapdesk.domain.errors import NotFound
from kapdesk.domain.withholding import Category, Rule
from kapdesk.services import appointment_reasons, challenges, printed_weeks
from kapdesk.services.printed_words import Names
from kapdesk.services.record import Record
from kapdesk.store import rows, rows_after, rows_trust

if TYPE_CHECKING:
    from kapdesk.reports.whole_record import Listing

Row = tuple[str, ...]
_SHOWN = 12  # letters of a hash that print
_REASONS = "board-reasons"


@dataclass(frozen=True, slots=True)
class _Of:
    """What every list is read from."""

    record: Record
    db: Session
    client: UUID
    names: Names

    def moment(self, at: datetime | None) -> str:
        """Return an instant in the clinic's zone; empty for none."""
        return show_moment(at, self.record.zone) if at else ""

    def by(self, author: UUID | None, at: datetime | None) -> str:
        """Return who wrote something, and when."""
        return "\n".join(part for part in (self.names.of(author), self.moment(at)) if part)

    def both(self, happened: datetime, written: datetime) -> str:
        """Return when something happened, and when it was written where that is another minute."""
        late = self.moment(happened) != self.moment(written)
        return self.moment(happened) + (f"\nwritten {self.moment(written)}" if late else "")

    def ids(self) -> Iterator[UUID]:
        """Yield every session and integration note of the client."""
        for table in (rows.SessionRow, rows.IntegrationNoteRow):
            yield from self.db.scalars(select(table.id).where(table.client_id == self.client))


@dataclass(frozen=True, slots=True)
class _List:
    """One list: its heading and columns, the part of the width of each, and what gathers its rows."""

    title: str
    heads: Row
    shares: tuple[float, ...]
    gather: Callable[[_Of], Iterator[Row]]


def client_row(db: Session, client_id: UUID) -> rows.ClientRow:
    """Return the row of a client; raises NotFound."""
    row = db.get(rows.ClientRow, client_id)
    if row is None:
        raise NotFound("This client is not in the record. Nothing was made. Look under Clients.")
    return row


def before(record: Record, client_id: UUID, names: Names) -> "tuple[Listing, ...]":
    """Return the lists that stand before the sessions."""
    return _lists(record, client_id, names, _BEFORE)


def after(record: Record, client_id: UUID, names: Names) -> "tuple[Listing, ...]":
    """Return the lists that stand after the sessions; one without lines is not among them."""
    return tuple(one for one in _lists(record, client_id, names, _AFTER) if one.rows)


def _lists(record: Record, client_id: UUID, names: Names, some: tuple[_List, ...]) -> "tuple[Listing, ...]":
    from kapdesk.reports.whole_record import Listing

    with record.read() as db:
        of = _Of(record, db, client_id, names)
        return tuple(Listing(one.title, one.heads, one.shares, tuple(one.gather(of))) for one in some)


def _day(day: date | None) -> str:
    return show_date(day) if day else ""


def _alerts(of: _Of) -> Iterator[Row]:
    query = select(rows.AlertRow).where(rows.AlertRow.client_id == of.client)
    for row in of.db.scalars(query.order_by(rows.AlertRow.written_at)):
        since = f"since {_day(row.since)}" if row.since else ""
        ended = f"ended {of.moment(row.ended_at)}: {row.ended_reason}" if row.ended_at else ""
        told = "\n".join(part for part in (row.text, row.source, since, ended) if part)
        yield (row.kind.replace("-", " "), row.severity, told, of.by(row.author_id, row.written_at))


def _consents(of: _Of) -> Iterator[Row]:
    labels = {row.id: row.text("label") for row in of.record.content.table("consents").rows}
    query = select(rows.ConsentRow).where(rows.ConsentRow.client_id == of.client)
    for row in of.db.scalars(query.order_by(rows.ConsentRow.given_on, rows.ConsentRow.written_at)):
        withdrawn = (
            f"withdrawn {_day(row.withdrawn_on)} {row.withdrawn_note}".strip() if row.withdrawn_on else ""
        )
        told = "\n".join(part for part in (row.note, withdrawn) if part)
        given = f"{_day(row.given_on)}\n{row.signer}, {row.method}".rstrip(", ")
        name = f"{labels.get(row.kind, row.kind.replace('-', ' '))}\nversion {row.version}"
        yield (name, given, told, of.by(row.author_id, row.written_at))


def _wishes(of: _Of) -> Iterator[Row]:
    query = select(rows.WithheldRow).where(rows.WithheldRow.client_id == of.client)
    for row in of.db.scalars(query.order_by(rows.WithheldRow.written_at)):
        what = Category(row.category).label if row.category in set(Category) else row.category
        rule = Rule(row.rule).label if row.rule in set(Rule) else row.rule
        lifted = f"lifted {of.moment(row.lifted_at)}" if row.lifted_at else ""
        yield (what, rule, lifted, of.by(row.author_id, row.written_at))


def _appointments(of: _Of) -> Iterator[Row]:
    query = select(rows.AppointmentRow).where(rows.AppointmentRow.client_id == of.client)
    for row in of.db.scalars(query.order_by(rows.AppointmentRow.starts_at)):
        one = printed_weeks.booking(of.record, row, of.names)
        when = f"{show_moment(row.starts_at, row.zone)}\n{row.minutes} minutes ({row.zone})"
        where = "\n".join(part for part in (one.place, one.with_whom) if part) or "not recorded"
        told = "\n".join(part for part in (one.state, row.note, *_changes(of, row)) if part)
        yield (when, one.kind, where, told)


def _changes(of: _Of, of_row: rows.AppointmentRow) -> Iterator[str]:
    query = select(rows.AppointmentChangeRow).where(rows.AppointmentChangeRow.appointment_id == of_row.id)
    for row in of.db.scalars(query.order_by(rows.AppointmentChangeRow.written_at)):
        turned = " to ".join(_instant(part, of_row.zone) for part in (row.before, row.after) if part)
        reason = appointment_reasons.words(of.record, None, row.reason)
        said = "; ".join(part for part in (f"{row.what}: {turned}".rstrip(": "), reason) if part)
        yield f"{of.moment(row.written_at)} {said}"


def _instant(text: str, zone: str) -> str:
    """Return a stored instant as it is read; any other words as they are."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return show_moment(at, zone) if at.tzinfo else text


def _contacts(of: _Of) -> Iterator[Row]:
    query = select(rows.ContactRow).where(rows.ContactRow.client_id == of.client)
    for row in of.db.scalars(query.order_by(rows.ContactRow.happened_at)):
        one = printed_weeks.contact(row, row.zone, of.names)
        told = "\n".join(part for part in (one.outcome, one.words) if part)
        yield (of.both(row.happened_at, row.written_at), one.channel, told, one.by)


def _tasks(of: _Of) -> Iterator[Row]:
    query = select(rows.TaskRow).where(rows.TaskRow.client_id == of.client)
    for row in of.db.scalars(query.order_by(rows.TaskRow.due_at)):
        done = "\n".join(part for part in (of.moment(row.done_at), row.done_note) if part) or "open"
        yield (row.text or row.kind, of.moment(row.due_at), done, of.names.of(row.author_id))


def _closed(of: _Of) -> Iterator[Row]:
    table = rows_after.BoardClosedRow
    query = select(table).where(table.client_id == of.client, table.line.not_like(f"{challenges.LINE}%"))
    labels = {row.id: row.text("label") for row in of.record.content.table(_REASONS).rows}
    for row in of.db.scalars(query.order_by(table.written_at)):
        reason = "; ".join(
            part for part in (labels.get(row.reason_code, row.reason_code), row.reason) if part
        )
        until = f"until {of.moment(row.until)}" if row.until else ""
        yield (row.line.replace("-", " "), reason, until, of.by(row.author_id, row.happened_at))


def _signatures(of: _Of) -> Iterator[Row]:
    """Yield every signature as it was made; whether it holds is said with what it stands under.

    Where what it stands under was retracted, that is said here as well, for no page of it is made.
    """
    gone = select(rows_trust.RetractionRow).where(rows_trust.RetractionRow.client_id == of.client)
    retracted = {
        row.of_id: f"\nretracted {of.moment(row.written_at)}: {row.reason}" for row in of.db.scalars(gone)
    }
    table = rows_trust.SignatureRow
    query = select(table).where(or_(table.client_id == of.client, table.of_id.in_(list(of.ids()))))
    for row in of.db.scalars(query.order_by(table.signed_at)):
        who = "\n".join(
            part
            for part in (f"{row.signer_name}, {row.signer_credential}".rstrip(", "), row.signer_role)
            if part
        )
        late = "\nLATE ENTRY" if row.late else ""
        hashed = f"{row.content_hash[:_SHOWN]} (kapdesk {row.made_by}, form {row.form})"
        what = f"{row.kind} of {row.of_kind}{retracted.get(row.of_id, '')}"
        yield (show_moment(row.signed_at, row.zone) + late, what, who,
               "\n".join(part for part in (row.statement, hashed) if part))  # fmt: skip


def _wrongly_filed(of: _Of) -> Iterator[Row]:
    table, moved = rows_trust.RetractionRow, rows_trust.MovedRow
    for row in of.db.scalars(select(table).where(table.client_id == of.client).order_by(table.written_at)):
        second = f"confirmed by {of.names.of(row.second_id)}" if row.second_id else ""
        yield (of.moment(row.written_at), f"{row.of_kind} retracted", row.reason,
               "\n".join(part for part in (of.names.of(row.author_id), second) if part))  # fmt: skip
    query = select(moved).where(or_(moved.from_client_id == of.client, moved.to_client_id == of.client))
    for row in of.db.scalars(query.order_by(moved.written_at)):
        way = "moved here from another client" if row.to_client_id == of.client else "moved to another client"
        yield (of.moment(row.written_at), f"{row.of_kind} {way}", row.reason, of.names.of(row.author_id))


def _disclosed(of: _Of) -> Iterator[Row]:
    table, released = rows_trust.DisclosureRow, rows_trust.ProcessReleaseRow
    for row in of.db.scalars(select(table).where(table.client_id == of.client).order_by(table.happened_at)):
        days = _authorised(row.authorised_on, row.expires_on)
        pages = f"{row.pages} pages" if row.pages else ""
        part2 = "42 CFR Part 2" if row.part2 else ""
        what = "\n".join(part for part in (row.document, pages, row.way, part2) if part)
        why = "\n".join(part for part in (row.purpose, row.ground, days, row.note) if part)
        yield (of.both(row.happened_at, row.written_at), what, row.recipient, why)
    query = select(released).where(released.client_id == of.client).order_by(released.happened_at)
    for one in of.db.scalars(query):
        days = _authorised(one.authorised_on, one.expires_on)
        allowed = f"authorised by {one.authorised_by}" if one.authorised_by else ""
        why = "\n".join(part for part in (one.purpose, one.exception, allowed, days) if part)
        yield (of.both(one.happened_at, one.written_at), "a private note", one.recipient, why)


def _authorised(on: date | None, until: date | None) -> str:
    said = (f"authorised {_day(on)}" if on else "", f"until {_day(until)}" if until else "")
    return ", ".join(part for part in said if part)


def _amendments(of: _Of) -> Iterator[Row]:
    table = rows_trust.AmendmentRequestRow
    for row in of.db.scalars(select(table).where(table.client_id == of.client).order_by(table.happened_at)):
        answered = f"{row.answer} {of.moment(row.answered_at)}".strip() or "open"
        told = "\n".join(part for part in (answered, row.answer_words, row.disagreement) if part)
        yield (of.both(row.happened_at, row.written_at), row.words, f"by {_day(row.due_on)}", told)


def _holds(of: _Of) -> Iterator[Row]:
    table = rows_trust.HoldRow
    for row in of.db.scalars(select(table).where(table.client_id == of.client).order_by(table.happened_at)):
        lifted = (
            f"lifted {of.moment(row.lifted_at)}: {row.lifted_reason or ''}" if row.lifted_at else "stands"
        )
        yield (of.both(row.happened_at, row.written_at), row.reason, row.asked_by, lifted)


_BEFORE = (
    _List("Alerts", ("Kind", "How far", "What", "By, at"), (0.22, 0.12, 0.42, 0.24), _alerts),
    _List("Consents", ("Consent", "Given", "More", "By, at"), (0.28, 0.24, 0.26, 0.22), _consents),
    _List(
        "What the client asked to have left out of pages", ("What", "How it stands", "Until", "By, at"),
        (0.34, 0.2, 0.22, 0.24), _wishes,
    ),
    _List("Appointments", ("When", "Kind", "Where, with", "State"), (0.26, 0.18, 0.24, 0.32), _appointments),
    _List("Contacts", ("At", "How", "What came of it", "By"), (0.22, 0.14, 0.42, 0.22), _contacts),
    _List("Tasks", ("What", "Due", "Done", "By"), (0.36, 0.2, 0.24, 0.2), _tasks),
)  # fmt: skip
_AFTER = (
    _List(
        "Taken off the follow-up list", ("Line", "Why", "Until", "By, at"), (0.2, 0.38, 0.18, 0.24), _closed
    ),
    _List("Signatures", ("At", "What", "Who", "Words, content"), (0.2, 0.18, 0.22, 0.4), _signatures),
    _List(
        "Filed under the wrong client", ("At", "What", "Reason", "By"), (0.2, 0.26, 0.32, 0.22),
        _wrongly_filed,
    ),
    _List(
        "What left the clinic", ("At", "What", "To whom", "Why, on what ground"), (0.2, 0.22, 0.24, 0.34),
        _disclosed,
    ),
    _List(
        "Asked to be put right", ("At", "Words", "Answer due", "Answer"), (0.2, 0.32, 0.16, 0.32),
        _amendments,
    ),
    _List("Legal holds", ("At", "Reason", "Asked by", "Standing"), (0.2, 0.34, 0.2, 0.26), _holds),
)  # fmt: skip

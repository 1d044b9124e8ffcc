"""A process note leaves alone, on a ground that is written down; a risk line is copied as it was typed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pypdfium2 as pdfium
import pytest
from sqlalchemy import text

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.process_notes import Release
from kapdesk.reports.paper import Paper
from kapdesk.services import audit, clients, notes, process_notes, process_release
from kapdesk.services.compartments import Compartment, Sealer
from kapdesk.services.notes import Owner
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.services.record import Record
from kapdesk.store.slots import new_own_keys

DAY = date(2026, 11, 20)
GROUND = Release("A. Moreau", DAY, "Dr R. Voss", "second opinion asked for by the client", date(2027, 1, 1))


@pytest.fixture
def room(record: Record) -> Compartment:
    own = new_own_keys()
    seals = Sealer({record.author.id: own.box_public}, None)
    return Compartment(record.author.id, seals, bytearray(own.box))


@pytest.fixture
def client(record: Record) -> UUID:
    new = replace(clients.blank(record), family_name="Moreau", given_name="Aster")
    clients.add(record, new)
    return new.id


def there(record: Record) -> Confirmation:
    return Confirmation(record.author.id, Purpose.PROCESS, record.now())


def words(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_page_holds_one_note_and_its_ground_and_nothing_of_another(
    record: Record, room: Compartment, client: UUID
) -> None:
    first = process_notes.add(record, room, client, text="First thoughts.\n\nA second paragraph.").item
    process_notes.add(record, room, client, text="another note altogether")
    assert first is not None
    pdf = process_release.release(record, room, there(record), first, GROUND, paper=Paper.A4)
    said = words(pdf)
    for part in (
        "First thoughts.",
        "A second paragraph.",
        "Dr R. Voss",
        "A. Moreau",
        "20-Nov-2026",
        "MOREAU",
    ):
        assert part in said
    assert "another note" not in said
    assert process_release.of_note(record, first) == (GROUND,)
    assert [line.of_id for line in audit.lines(record, action="process note released")] == [first]


@pytest.mark.parametrize(
    "ground",
    [
        replace(GROUND, authorised_by=" "),
        replace(GROUND, recipient=""),
        replace(GROUND, purpose=""),
        replace(GROUND, authorised_on=date(2026, 11, 23)),
        replace(GROUND, expires_on=date(2026, 11, 21)),
    ],
)
def test_an_authorisation_that_is_not_whole_releases_nothing(
    record: Record, room: Compartment, client: UUID, ground: Release
) -> None:
    first = process_notes.add(record, room, client, text="words").item
    assert first is not None
    with pytest.raises(Refused):
        process_release.release(record, room, there(record), first, ground, paper=Paper.A4)
    assert process_release.of_note(record, first) == ()


def test_without_a_passphrase_a_moment_ago_nothing_leaves(
    record: Record, room: Compartment, client: UUID, clock: SetClock
) -> None:
    first = process_notes.add(record, room, client, text="words").item
    assert first is not None
    said = there(record)
    clock.move(minutes=2)
    with pytest.raises(Refused):
        process_release.release(record, room, said, first, GROUND, paper=Paper.A4)
    other = Confirmation(record.author.id, Purpose.EXPORT, record.now())
    with pytest.raises(Refused):
        process_release.release(record, room, other, first, GROUND, paper=Paper.A4)
    assert record.now() - said.at == timedelta(minutes=2)


def test_a_risk_line_is_copied_as_it_was_typed_and_the_private_text_is_not(
    record: Record, room: Compartment, client: UUID
) -> None:
    process_notes.add(record, room, client, text="a private thought")
    process_release.copy_risk(record, client, None, "  Said at 10:20 that she would not act on it.  ")
    process_release.copy_risk(record, client, None, "Plan gone through.")
    kept = notes.text(record, Owner(client), process_release.RISK)
    assert kept == "Said at 10:20 that she would not act on it.\nPlan gone through."
    with pytest.raises(Refused):
        process_release.copy_risk(record, client, None, "  ")
    with record.read() as db:
        assert db.execute(text("SELECT count(*) FROM note WHERE text LIKE '%private%'")).scalar() == 0

"""Two of three sheets open the record in the opener's own name; a rehearsal proves it and changes nothing."""

import re
from pathlib import Path

import pytest
from conftest import PASSPHRASE

from kapdesk.domain.audit import Action
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.domain.people import Role
from kapdesk.reports.pdf import inspect
from kapdesk.services import audit, custody, people
from kapdesk.services.custody import HolderFacts, NewOwner
from kapdesk.services.reauthentication import Purpose
from kapdesk.store import keyfile
from kapdesk.store.derivation import FLOOR
from tests.services.signing_in import Desk, desk_of, prepare, signed_in

THREE = (
    HolderFacts("E. Lind", "colleague", "01 23"),
    HolderFacts("O. Vale", "lawyer"),
    HolderFacts("P. Moss", "sister"),
)
COMER = NewOwner("E. Lind", "LMFT", "lind", "plain wooden orchard gate")


@pytest.fixture
def folder(vault_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    prepare(vault_folder, monkeypatch)
    return vault_folder


def _made(desk: Desk) -> custody.Made:
    return custody.make(desk.record, desk.opened, desk.said(Purpose.KEYS), THREE)


def test_the_holders_are_named_inside_the_record_and_nowhere_else(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        _made(desk)
        found = custody.present(desk.record, desk.opened)
        assert found is not None
        assert [(one.share, one.name) for one in found.holders] == [
            (1, "E. Lind"),
            (2, "O. Vale"),
            (3, "P. Moss"),
        ]
        custody.handed(desk.record, found.holders[0].id, clock.now().date())
        again = custody.present(desk.record, desk.opened)
        assert again is not None
        assert again.holders[0].handed_on == clock.now().date()
    assert b"Lind" not in (folder / keyfile.FIRST).read_bytes()


def test_three_different_people_are_needed(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        for holders in (THREE[:2], (THREE[0], THREE[0], THREE[1]), (*THREE[:2], HolderFacts(" "))):
            with pytest.raises(Refused, match="Three different people"):
                custody.make(desk.record, desk.opened, desk.said(Purpose.KEYS), holders)
        assert custody.present(desk.record, desk.opened) is None


def test_a_rehearsal_proves_that_two_sheets_open_and_changes_no_key(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        made = _made(desk)
        before = (folder / keyfile.FIRST).read_bytes()
        clock.move(days=3)
        custody.rehearse(desk.record, desk.opened, [made.shares[2], made.shares[0]])
        found = custody.present(desk.record, desk.opened)
        assert found is not None
        assert found.last_tried == clock.now()
        assert (folder / keyfile.FIRST).read_bytes() == before
        with pytest.raises(Refused, match="same sheet twice"):
            custody.rehearse(desk.record, desk.opened, [made.shares[1]] * 2)


def test_two_sheets_open_the_record_in_the_openers_own_name_and_the_owner_still_comes_in(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as desk:
        made, owner = _made(desk), desk.record.author.id
    opened = custody.unlock(folder, made.shares[1:], COMER, clock=clock, cost=FLOOR)
    comer = desk_of(opened, clock)
    assert (comer.record.author.name, comer.record.author.role) == ("E. Lind", Role.OWNER)
    assert people.one(comer.record, owner).role is Role.OWNER
    came = next(audit.lines(comer.record))
    assert (came.action, came.actor) == (Action.CUSTODY_USED, comer.record.author.id)
    comer.close()
    for passphrase, name in ((PASSPHRASE, "J. Adler"), (COMER.passphrase, "E. Lind")):
        with signed_in(folder, clock, passphrase) as desk:
            assert desk.record.author.name == name


def test_a_weak_passphrase_or_one_sheet_opens_nothing_and_adds_nobody(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        made = _made(desk)
    weak = NewOwner("E. Lind", "", "lind", "short")
    for shares, comer in ((made.shares[:2], weak), (made.shares[:1], COMER)):
        with pytest.raises(Refused):
            custody.unlock(folder, shares, comer, clock=clock, cost=FLOOR)
    with signed_in(folder, clock) as desk:
        assert [one.name for one in people.everyone(desk.record)] == ["J. Adler"]


def test_revoked_sheets_open_nothing(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        made = _made(desk)
        with pytest.raises(Refused):
            custody.revoke(desk.record, desk.opened, desk.said(Purpose.KEYS), " ")
        custody.revoke(desk.record, desk.opened, desk.said(Purpose.KEYS), "a holder moved away")
        assert custody.present(desk.record, desk.opened) is None
        assert any(line.action == Action.CUSTODY_ENDED for line in audit.lines(desk.record, limit=5))
    with pytest.raises(WrongPassphrase):
        custody.unlock(folder, made.shares[:2], COMER, clock=clock, cost=FLOOR)


def test_the_words_can_be_typed_back_from_each_printed_sheet(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        made = _made(desk)
        pages = custody.sheets(desk.record, desk.opened.vault_id, made, THREE)
        for number, (pdf, share, holder) in enumerate(zip(pages, made.shares, THREE, strict=True), start=1):
            seen = inspect(pdf)
            assert (seen.pages, seen.good) == (1, True)
            text = re.sub(r"\s+", " ", seen.texts[0])
            found = dict(re.findall(r"\b(\d{1,2}) ([a-z]{4,8})\b", text))
            assert [found[str(place)] for place in range(1, custody.WORDS + 1)] == share.split()
            assert f"Custody sheet {number} of 3" in text
            assert holder.name in text
            assert desk.opened.vault_id in text

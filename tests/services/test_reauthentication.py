"""Who sits there proves it again, for one thing and one minute; guessing takes longer each time."""

from pathlib import Path

import pytest
from conftest import PASSPHRASE
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.services.reauthentication import PAUSES, Confirmation, Purpose, Reauthentication, require
from tests.services.signing_in import OTHER, prepare, signed_in


@pytest.fixture
def folder(vault_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    prepare(vault_folder, monkeypatch)
    return vault_folder


def test_a_confirmation_is_of_one_person_for_one_purpose_and_one_minute(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as desk:
        said = Reauthentication(desk.opened.keys, clock).confirm(PASSPHRASE, Purpose.KEYS)
        me = desk.record.author.id
        require(said, me, Purpose.KEYS, clock.now())
        with pytest.raises(Refused):
            require(said, me, Purpose.SIGN, clock.now())
        clock.move(minutes=2)
        with pytest.raises(Refused):
            require(said, me, Purpose.KEYS, clock.now())


def test_each_wrong_try_makes_the_next_pause_longer_and_is_told(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        asking, failed, done = Reauthentication(desk.opened.keys, clock), [], []
        asking.on_failed, asking.on_confirmed = failed.append, done.append
        for wrong in range(1, len(PAUSES) + 2):
            with pytest.raises(WrongPassphrase):
                asking.confirm("not this one", Purpose.EXPORT)
            assert asking.pause() == PAUSES[min(wrong, len(PAUSES) - 1)]
            with pytest.raises(Refused, match="Wait"):
                asking.confirm(PASSPHRASE, Purpose.EXPORT)
            clock.move(minutes=1)
        asking.confirm(PASSPHRASE, Purpose.EXPORT)
        assert asking.pause() == 0
        assert failed == [Purpose.EXPORT] * (len(PAUSES) + 1)
        assert done == [Purpose.EXPORT]


def test_another_persons_passphrase_does_not_confirm(folder: Path, clock: SetClock) -> None:
    from kapdesk.domain.people import Role

    with signed_in(folder, clock) as desk:
        desk.add("M. Rowe", Role.CLINICIAN, "rowe")
        with pytest.raises(WrongPassphrase):
            Reauthentication(desk.opened.keys, clock).confirm(OTHER, Purpose.SIGN)


@given(st.integers(-5, 120))
def test_it_holds_from_its_moment_for_sixty_seconds_only(later: int) -> None:
    from datetime import UTC, datetime, timedelta
    from uuid import UUID

    at, person = datetime(2026, 11, 22, tzinfo=UTC), UUID(int=1)
    said = Confirmation(person, Purpose.SIGN, at)
    assert said.holds(person, Purpose.SIGN, at + timedelta(seconds=later)) == (0 <= later <= 60)
    assert not said.holds(UUID(int=2), Purpose.SIGN, at)

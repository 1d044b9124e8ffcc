"""The recovery sheet is asked for again after a week, a month and each year, and a wrong one is noticed."""

from pathlib import Path

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused, WrongPassphrase
from kapdesk.services import recovery_trials as trials
from kapdesk.store import key, keyfile, recovery
from tests.services.signing_in import prepare, signed_in


@pytest.fixture
def folder(vault_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    prepare(vault_folder, monkeypatch)
    return vault_folder


def test_it_is_due_after_a_week_then_a_month_then_each_year(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        assert trials.state(desk.record).due is None
        code = key.set_recovery(folder, desk.opened.keys)
        trials.remember(desk.record, code)
        groups = recovery.groups_of(code)
        for days in (7, 30, 365, 365):
            due = trials.state(desk.record)
            assert not due.is_due(clock.now())
            clock.move(days=days)
            assert trials.state(desk.record).is_due(clock.now())
            trials.try_groups(desk.record, {2: groups[1].lower(), 5: groups[4]})
        assert not trials.state(desk.record).whole
        trials.try_code(desk.record, desk.opened, code)
        assert trials.state(desk.record).whole


def test_a_group_of_an_older_sheet_is_named_and_nothing_of_the_code_can_be_read_back(
    folder: Path, clock: SetClock
) -> None:
    with signed_in(folder, clock) as desk:
        older = recovery.groups_of(recovery.written(bytes(20)))
        code = key.set_recovery(folder, desk.opened.keys)
        trials.remember(desk.record, code)
        with pytest.raises(Refused, match="Group 3"):
            trials.try_groups(desk.record, {3: older[2], 1: recovery.groups_of(code)[0]})
        with pytest.raises(Refused, match="Group 4"):
            trials.try_groups(desk.record, {4: ""})
        kept = trials.settings.get(desk.record, trials.TAGS)
        assert not any(group in kept.upper() for group in recovery.groups_of(code))
        assert all(1 <= number <= 8 for number in trials.which_groups())


def test_the_whole_code_is_tried_without_changing_anything(folder: Path, clock: SetClock) -> None:
    with signed_in(folder, clock) as desk:
        old = key.set_recovery(folder, desk.opened.keys)
        code = key.set_recovery(folder, desk.opened.keys)
        before = (folder / keyfile.FIRST).read_bytes()
        trials.try_code(desk.record, desk.opened, code)
        with pytest.raises(WrongPassphrase):
            trials.try_code(desk.record, desk.opened, old)
        with pytest.raises(Refused, match="made before"):
            trials.try_groups(desk.record, {1: "AAAAA"})
        assert (folder / keyfile.FIRST).read_bytes() == before

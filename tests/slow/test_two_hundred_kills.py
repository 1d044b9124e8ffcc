"""Two hundred kills under scripted typing: nothing that was called written is lost."""

import random
from pathlib import Path

import pytest
from conftest import PASSPHRASE
from killing import Tally, kill_once, opened, session_in

KILLS = 200
SEED = 20261122


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_two_hundred_kills_lose_no_text_that_was_called_written(
    vault_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice, tally = random.Random(SEED), Tally()
    with opened(vault_folder, PASSPHRASE) as record:
        owner = session_in(record)
    for _ in range(KILLS):
        kill_once(vault_folder, owner, PASSPHRASE, dice, tally)
    with capsys.disabled():
        print(f"\n{tally}")
    assert tally.kills == KILLS
    assert tally.written > KILLS / 2

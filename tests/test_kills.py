"""A few kills under scripted typing, always; two hundred stand in the slow set."""

import random
from pathlib import Path

from conftest import PASSPHRASE
from killing import Tally, kill_once, opened, session_in


def test_a_kill_in_the_middle_of_typing_loses_no_text_that_was_called_written(vault_folder: Path) -> None:
    dice, tally = random.Random(7), Tally()
    with opened(vault_folder, PASSPHRASE) as record:
        owner = session_in(record)
    for _ in range(2):
        kill_once(vault_folder, owner, PASSPHRASE, dice, tally)
    assert tally.kills == 2
    assert tally.keys > 2
    assert tally.written > 0

"""Damage of every kind is noticed and named, and saving what can be read never makes anything up."""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MORNING

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import KapdeskError
from kapdesk.services import rehearsal, vault
from kapdesk.store import check, cipher, key, salvage
from kapdesk.store.key import VaultKeys
from kapdesk.store.pages import PAGE
from kapdesk.store.salvage import RECORD

HARMS, SEED = 60, 20261122
Harm = Callable[[bytearray, random.Random], bytearray]


def one_bit(raw: bytearray, dice: random.Random) -> bytearray:
    raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    return raw


def zeroed_pages(raw: bytearray, dice: random.Random) -> bytearray:
    for _ in range(dice.choice((1, 3, 10, 30))):
        at = dice.randrange(len(raw) // PAGE) * PAGE
        raw[at : at + PAGE] = bytes(PAGE)
    return raw


def first_page_gone(raw: bytearray, dice: random.Random) -> bytearray:
    raw[:PAGE] = dice.randbytes(PAGE)
    return zeroed_pages(raw, dice)


def cut_off(raw: bytearray, dice: random.Random) -> bytearray:
    return raw[: dice.randrange(len(raw) // 3, len(raw))]


def exchanged(raw: bytearray, dice: random.Random) -> bytearray:
    one, other = (at * PAGE for at in dice.sample(range(1, len(raw) // PAGE), 2))
    raw[one : one + PAGE], raw[other : other + PAGE] = raw[other : other + PAGE], raw[one : one + PAGE]
    return raw


KINDS: tuple[Harm, ...] = (one_bit, zeroed_pages, first_page_gone, cut_off, exchanged)


def rows_of(folder: Path, keys: VaultKeys) -> Counter[tuple[str, str]]:
    connection = cipher.connect_only_reading(folder / RECORD, keys.db_key)
    try:
        return Counter(
            (name, repr(row))
            for name in check.count_rows(connection)
            for row in connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - our tables
        )
    finally:
        connection.close()


def noticed(folder: Path, keys: VaultKeys) -> bool:
    """Say whether unlocking or the whole check sees the damage; every error has its sentence."""
    try:
        opened = vault.unlock(folder, rehearsal.PASSPHRASE, clock=SetClock(MORNING))
    except KapdeskError:
        return True
    opened.close()
    return not check.check_file(folder / RECORD, keys.db_key).whole


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_each_damage_is_noticed_and_what_is_saved_of_it_was_there_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, dice = tmp_path / "whole", random.Random(SEED)
    rehearsal.write(whole, clients=8, sessions=14, seed=3)
    keys = key.open_with_passphrase(whole, rehearsal.PASSPHRASE)
    before = rows_of(whole, keys)
    seen = saved_rows = made_up = 0
    for number in range(HARMS):
        folder = tmp_path / f"harmed-{number}"
        shutil.copytree(whole, folder)
        raw = KINDS[number % len(KINDS)](bytearray((folder / RECORD).read_bytes()), dice)
        (folder / RECORD).write_bytes(bytes(raw))
        report = salvage.save(folder, tmp_path / f"saved-{number}", keys, MORNING)
        saved = rows_of(report.folder, keys)
        allowed = sum(report.stand_ins.values()) + report.let_go + 1  # the list of what is missing itself
        made_up += max(0, (saved - before).total() - allowed)
        saved_rows += (saved & before).total()
        seen += noticed(folder, keys)
        shutil.rmtree(folder)
        shutil.rmtree(report.folder)
    with capsys.disabled():
        total = before.total() * HARMS
        print(f"\nharmed: {HARMS}, noticed: {seen}, rows saved: {saved_rows} of {total}, made up: {made_up}")
    assert seen == HARMS
    assert made_up == 0
    assert saved_rows > before.total() * HARMS // 2

"""Any two days apart: whatever two workstations did, no row is lost and only what both changed is listed."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Template
from tests.services.two_stations import Hands, Station, a_session, asides, said, station
from tests.services.whole_day import a_client


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), turns=st.lists(st.integers(1, 6), min_size=2, max_size=2))
def test_two_workstations_that_went_apart_lose_nothing_and_list_what_both_changed(
    template: Template, tmp_path_factory: pytest.TempPathFactory, seed: int, turns: list[int]
) -> None:
    dice, folder = random.Random(seed), tmp_path_factory.mktemp("apart")
    with (
        station(template, folder / "a") as one,
        station(template, folder / "b", name="R. Lind") as other,
    ):
        client = a_client(one.record)
        session = a_session(one, client)
        first = Hands(one, client, session, dice)
        for _ in range(4):
            first.act()
        other.take(one.send(client))
        other.clock.at = one.clock.at
        second = Hands(other, client, session, dice)
        before, both = {**said(one), **said(other)}, (one, other)
        for hands, at, number in ((first, one, turns[0]), (second, other, turns[1])):
            at.changed.clear()
            for _ in range(number):
                hands.act()
        stood = [said(at) for at in both]
        sent = [at.send(client) for at in both]
        if seed % 2:
            one.take(sent[1])
            other.take(sent[0])
        else:  # the other order; the second bundle is made after the first was taken in
            other.take(sent[0])
            one.take(other.send(client))
        _nothing_lost(both, stood)
        _listed(both, stood, before)


def _nothing_lost(
    both: tuple[Station, Station], stood: list[dict[tuple[str, object], dict[str, object]]]
) -> None:
    """Every row that either side had is on both, or kept beside what stands there."""
    for at, other in zip(both, reversed(stood), strict=True):
        aside = {(row.of_table, row.of_id) for row in asides(at)}
        now = said(at)
        assert all(key in now or key in aside for key in other)
        mine = stood[both.index(at)]
        assert all(key in now for key in mine)


def _listed(
    both: tuple[Station, Station],
    stood: list[dict[tuple[str, object], dict[str, object]]],
    before: dict[tuple[str, object], dict[str, object]],
) -> None:
    """Kept aside is exactly what both changed to something else; all the rest is the same on both."""
    mine, theirs = stood
    shared = {key for key in before if key in mine and key in theirs}
    changed = {key for key in shared if mine[key] != before[key] != theirs[key] and mine[key] != theirs[key]}
    places: dict[object, list[tuple[str, object]]] = {}
    for side in stood:
        for (table, key), values in side.items():
            if table == "note" and (table, key) not in shared:
                places.setdefault((values["session_id"], values["field"]), []).append((table, key))
    twice = {key for keys in places.values() if len(keys) > 1 for key in keys}
    for at, own in zip(both, (mine, theirs), strict=True):
        aside = {(row.of_table, row.of_id) for row in asides(at)}
        assert aside == changed | {key for key in twice if key not in own}
    now = [said(at) for at in both]
    for key in (set(now[0]) | set(now[1])) - changed - twice:
        assert now[0][key] == now[1][key], key
    for table in ("timeline", "revision"):
        places_now = [
            {
                key: row["seq"]
                for key, row in at.all().items()
                if key[0] == table and key in now[0] and key in now[1]
            }
            for at in both
        ]
        assert places_now[0] == places_now[1]

"""The trail: each line tied to the one before, and every change found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.audit import FIRST, Action, Anchor, Checker, Line, Recent, Verdict, against, seal

KEY, NOW = b"k" * 32, datetime(2026, 11, 22, 14, tzinfo=UTC)


def trail(length: int, key: bytes = KEY) -> list[Line]:
    lines: list[Line] = []
    previous = FIRST
    for seq in range(1, length + 1):
        bare = Line(
            seq, NOW + timedelta(seconds=seq), -300, "boot", seq * 1000, UUID(int=7), Action.CHANGED, "note",
            UUID(int=seq), UUID(int=1), None, previous,
        )  # fmt: skip
        lines.append(replace(bare, mac=seal(key, bare)))
        previous = lines[-1].mac
    return lines


def check(lines: list[Line], after: Anchor | None = None) -> Verdict:
    checker = Checker(after)
    return checker.take((line, KEY) for line in lines) or checker.end()


def test_a_trail_as_it_was_written_is_whole() -> None:
    assert check(trail(5)) == Verdict(5)
    assert check([]) == Verdict(0)


def test_the_seal_covers_every_field_of_a_line() -> None:
    line = trail(1)[0]
    others = {
        "seq": 2, "at": NOW, "offset_minutes": 0, "boot": "other", "steady_ms": 1, "actor": None,
        "action": Action.VIEWED, "of_kind": "dose", "of_id": None, "client": None, "count": 0,
        "previous": "1" * 64,
    }  # fmt: skip
    assert set(others) == set(Line.__slots__) - {"mac"}
    seals = {seal(KEY, replace(line, **{name: value})) for name, value in others.items()}
    assert len(seals | {line.mac}) == len(others) + 1


@given(st.integers(2, 9), st.data())
def test_a_line_that_is_changed_taken_out_or_exchanged_is_found(length: int, data: st.DataObject) -> None:
    lines = trail(length)
    at = data.draw(st.integers(0, length - 2))
    way = data.draw(st.sampled_from(["changed", "removed", "exchanged", "twice"]))
    if way == "changed":
        lines[at] = replace(lines[at], actor=UUID(int=8))
    elif way == "removed":
        del lines[at]
    elif way == "exchanged":
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    else:
        lines.insert(at, lines[at])
    assert not check(lines).whole


def test_a_trail_made_again_with_another_key_is_found() -> None:
    assert check(trail(3, key=b"x" * 32)).broken_at == 1


def test_a_cut_end_is_whole_by_itself_and_found_by_what_stands_outside() -> None:
    whole = trail(5)
    anchor = Anchor(5, whole[-1].mac)
    assert check(whole[:3]).whole
    assert against(anchor, None) is not None
    assert against(anchor, whole[-1].mac) is None
    assert against(anchor, whole[-2].mac) is not None


def test_a_trail_is_checked_from_a_known_line_on() -> None:
    lines = trail(6)
    assert check(lines[3:], Anchor(3, lines[2].mac)) == Verdict(3)
    assert check(lines[3:], Anchor(3, "0" * 64)).broken_at == 4


def test_one_act_is_one_line_and_one_that_was_not_written_is_new_again() -> None:
    recent = Recent()
    assert recent.new(("note", 1), NOW)
    recent.kept()
    assert not recent.new(("note", 1), NOW + timedelta(minutes=9))
    assert recent.new(("note", 1), NOW + timedelta(minutes=10))
    recent.undone()
    assert recent.new(("note", 1), NOW + timedelta(minutes=11))
    assert recent.new(("note", 2), NOW - timedelta(days=1))

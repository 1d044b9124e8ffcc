"""The pad is the clinic's own, and nothing in its file can take away what a day needs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.pad import SIGNS, Act, Whose, keys_of, label_in
from kapdesk.domain.tables import Column, Holds, Row, Table


def a_pad(*rows: tuple[str, str, str]) -> Table:
    made = tuple(Row(name, {"key": key, "label": name.title(), "act": act}) for name, key, act in rows)
    return Table(
        id="timeline-keys", version=1001, title="Pad", source="", licence="", note="",
        columns=(Column(id="key", holds=Holds.TEXT),), rows=made,
    )  # fmt: skip


def test_a_sign_that_is_given_twice_or_is_not_on_the_pad_leaves_a_button_without_a_key() -> None:
    keys = keys_of(a_pad(("music", "7", "entry"), ("song", "7", "entry"), ("light", "F5", "entry")))
    assert [key.key for key in keys[:3]] == ["7", "", ""]


def test_an_act_that_is_not_known_stamps() -> None:
    assert keys_of(a_pad(("gong", "7", "ring")))[0].act is Act.ENTRY


@pytest.mark.parametrize(("kind", "whose"), [("speech", Whose.WRITING), ("tears", Whose.OBSERVER)])
def test_a_file_that_does_not_say_whose_words_a_moment_holds_means_what_it_always_meant(
    kind: str, whose: Whose
) -> None:
    assert keys_of(a_pad((kind, "5", "entry")))[0].whose is whose


def test_the_words_of_a_kind_are_those_of_the_first_map_that_has_it() -> None:
    maps = (a_pad(("tears", "9", "entry")), a_pad(("light", "9", "entry")))
    assert [label_in(maps, kind) for kind in ("tears", "light", "gong")] == ["Tears", "Light", ""]


_rows: Any = st.lists(
    st.tuples(
        st.sampled_from(["music", "tears", "gong", "light"]),
        st.sampled_from([*SIGNS, "", "F5"]),
        st.sampled_from([*(act.value for act in Act), "ring"]),
    ),
    min_size=1,
    max_size=18,
)


@given(_rows)
def test_whatever_the_file_says_each_key_does_one_thing_and_stamp_strike_and_voice_are_there(
    rows: list[tuple[str, str, str]],
) -> None:
    keys = keys_of(a_pad(*rows))
    signs = [key.key for key in keys if key.key]
    assert len(signs) == len(set(signs))
    assert set(signs) <= set(SIGNS)
    assert {Act.STAMP, Act.STRIKE, Act.VOICE} <= {key.act for key in keys}

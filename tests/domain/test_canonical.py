"""One way of writing down what is signed: the same record, the same bytes."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapdesk.domain import canonical

LEAVES = st.none() | st.booleans() | st.integers() | st.text()
TREES = st.recursive(LEAVES, lambda kids: st.lists(kids) | st.dictionaries(st.text(), kids), max_leaves=12)


@settings(max_examples=15)
@given(st.dictionaries(st.text(), TREES))
def test_the_order_of_keys_does_not_matter(content: dict[str, object]) -> None:
    turned = dict(reversed(content.items()))
    assert canonical.encoded(content) == canonical.encoded(turned)


@settings(max_examples=15)
@given(st.dictionaries(st.text(), TREES), st.text(), st.text())
def test_another_word_is_another_hash(content: dict[str, object], one: str, other: str) -> None:
    first = canonical.digest(canonical.encoded({**content, "word": one}))
    assert (first == canonical.digest(canonical.encoded({**content, "word": other}))) is (one == other)


def test_an_instant_is_the_same_in_every_zone() -> None:
    here = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert canonical.plain(here) == canonical.plain(here.astimezone(UTC)) == "2026-11-22T14:00:00.000000Z"
    assert canonical.plain(date(2026, 11, 22)) == "2026-11-22"
    assert canonical.plain(UUID(int=5)) == "0" * 31 + "5"
    assert canonical.plain(b"\x01") == "01"


def test_a_column_that_comes_later_and_is_empty_changes_nothing() -> None:
    assert canonical.row({"a": 1, "later": None}) == canonical.row({"a": 1})
    assert canonical.row({"a": 1, "later": ""}) != canonical.row({"a": 1})


def test_a_kind_of_value_without_a_place_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical.plain(object())

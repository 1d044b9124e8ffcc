"""Two wordings beside each other give both texts back, whatever they are."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.wordings import MOST_PARTS, Kind, Piece, compare, words_in

WORDS = st.lists(st.sampled_from(["the", "sea", "door", " ", "\n", ",", "🌊"]), max_size=40).map("".join)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_out_of_the_pieces(then: str, now: str) -> None:
    pieces = compare(then, now)
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.NOW) == then
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.THEN) == now
    assert all(one.kind is not other.kind for one, other in pairwise(pieces))


def test_a_changed_word_is_shown_as_itself_and_nothing_else() -> None:
    assert compare("the red door", "the blue door") == (
        Piece(Kind.BOTH, "the "),
        Piece(Kind.THEN, "red"),
        Piece(Kind.NOW, "blue"),
        Piece(Kind.BOTH, " door"),
    )


def test_equal_texts_have_no_difference() -> None:
    assert compare("the sea", "the sea") == (Piece(Kind.BOTH, "the sea"),)
    assert compare("", "") == ()


def test_words_are_counted_by_where_they_stand() -> None:
    pieces = compare("one two", "one three four")
    assert (words_in(pieces, Kind.THEN), words_in(pieces, Kind.NOW)) == (1, 2)


def test_a_whole_new_text_is_shown_as_replaced_at_once() -> None:
    then, now = " ".join("ab" * MOST_PARTS), " ".join("cd" * MOST_PARTS)
    kinds = [piece.kind for piece in compare(then, now)]
    assert kinds == [Kind.THEN, Kind.NOW]

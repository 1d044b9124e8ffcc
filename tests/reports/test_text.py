"""Lines are never wider than their column and never lose a sign."""

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.reports import words
from kapdesk.reports.fonts import Style
from kapdesk.reports.text import Line, Span, lines

SIZE = 10
WIDTH = 200


def plain(line: Line) -> str:
    """Return the signs of a line from left to right."""
    return "".join(piece.text for piece in line.pieces)


def seen_width(line: Line) -> float:
    """Return the width of a line in points without the space at its end."""
    space = words.width(" ", Style.REGULAR) if plain(line).endswith(" ") else 0
    return (line.width - space) * SIZE / 1000


@given(
    st.text(st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x52F) | st.just(" "), max_size=400)
)
def test_no_line_is_wider_than_its_column(text: str) -> None:
    for line in lines((Span(text),), WIDTH, SIZE):
        assert seen_width(line) <= WIDTH + 0.01


@given(st.text(st.characters(categories=["L", "N", "P"], max_codepoint=0x24F) | st.just(" "), max_size=400))
def test_no_sign_is_lost_between_lines(text: str) -> None:
    shown = "".join(plain(line) for line in lines((Span(text),), WIDTH, SIZE))
    assert shown.replace(" ", "") == words.tidy(text).replace(" ", "").replace("\u00ad", "")


def test_a_word_of_four_hundred_letters_goes_on_over_several_lines() -> None:
    made = lines((Span("x" * 400),), WIDTH, SIZE)
    assert len(made) > 1
    assert "".join(plain(line) for line in made) == "x" * 400


def test_an_accent_stays_with_its_letter_when_a_word_is_cut() -> None:
    word = "q\u0323\u0307" * 200
    for line in lines((Span(word),), WIDTH, SIZE):
        assert plain(line).startswith("q")


def test_line_ends_and_empty_lines_are_kept() -> None:
    made = lines((Span("one\n\ntwo"),), WIDTH, SIZE)
    assert [plain(line) for line in made] == ["one", "", "two"]


def test_chinese_is_broken_without_spaces_and_no_line_begins_with_a_full_stop() -> None:
    made = lines((Span("\u6211\u5728\u6d77\u8fb9\u3002" * 30),), WIDTH, SIZE)
    assert len(made) > 1
    assert not any(plain(line).startswith("\u3002") for line in made)


def test_a_right_to_left_paragraph_stands_at_the_right() -> None:
    (line,) = lines((Span("\u05e9\u05dc\u05d5\u05dd (\u05d1)"),), WIDTH, SIZE)
    assert line.right_to_left
    assert plain(line) == "(\u05d1) \u05dd\u05d5\u05dc\u05e9"


def test_an_isolated_name_keeps_its_direction_in_an_english_line() -> None:
    spans = (Span("\u05de\u05d5\u05e8, \u05d3\u05df", isolated=True), Span("   Born"))
    (line,) = lines(spans, WIDTH, SIZE, right_to_left=False)
    assert plain(line) == "\u05df\u05d3 ,\u05e8\u05d5\u05de   Born"


def test_struck_words_keep_their_letters() -> None:
    (line,) = lines((Span("vomited", struck=True),), WIDTH, SIZE)
    assert plain(line) == "vomited"
    assert all(piece.struck for piece in line.pieces)


def _seconds(count: int) -> float:
    """Return the best of three timings of setting so many words."""
    text = "staircase into the sea " * (count // 4)
    best = 9.0
    for _ in range(3):
        start = perf_counter()
        lines((Span(text),), WIDTH, SIZE)
        best = min(best, perf_counter() - start)
    return best


def test_ten_times_the_words_take_about_ten_times_as_long() -> None:
    _seconds(3_000)
    assert _seconds(30_000) < 30 * _seconds(3_000)

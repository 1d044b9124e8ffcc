"""One box finds everybody: any part, any order, any script."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapdesk.domain.clock import show_date
from kapdesk.domain.finding import Known, alike_in, find_keys, fold, matches, similar

ANA = find_keys("García-López", "Ana María", "Nana", "K-0142", date(1986, 3, 4))


@pytest.mark.parametrize(
    "query",
    [
        "", "g", "GARCIA", "garcía", "lopez", "López", "garcia-lopez", "García López", "garcialopez", "ana",
        "maria ana", "MARÍA GAR", "nana", "k-0142", "K0142", "142", "ana 142", "04.03.1986", "4.3.1986",
        "4/3/86", "04-03-86", "1986-03-04", "19860304", "04-Mar-1986", "4 mar 1986", "march 4, 1986",
        "03/04/1986", "1986", "ana 1986",
    ],
)  # fmt: skip
def test_any_part_in_any_order_finds_the_client(query: str) -> None:
    assert matches(query, ANA)


@pytest.mark.parametrize("query", ["garciaz", "ana pedro", "1987", "05.03.1986", "k-0143"])
def test_what_is_not_the_clients_does_not_find_them(query: str) -> None:
    assert not matches(query, ANA)


@pytest.mark.parametrize(
    ("family", "given", "query"),
    [
        ("SAN MARTIN", "Manuel", "manuel san"),
        ("O'Brien", "Siobhán", "obrien siobhan"),
        ("O'Brien", "Siobhán", "o'brien"),
        ("Ångström", "Bjørn", "angstrom bjorn"),
        ("Łukasiewicz", "Jan", "lukas"),
        ("Weiß", "Jürgen", "weiss jurgen"),
        ("Weiß", "Jürgen", "WEISS"),
        ("İnönü", "Işıl", "inonu isil"),
        ("Иванова", "Мария", "мария иван"),
        ("Παπαδόπουλος", "Γιώργος", "γιωργος παπαδο"),
        ("山田", "太郎", "太郎"),
        ("محمد", "علي", "علي"),
        ("김", "민준", "민준"),
        ("Nguyễn", "Văn Anh", "van nguyen"),
        ("Anne Marie", "", "anne-marie"),
        ("Anne-Marie", "", "annemarie"),
    ],
)
def test_names_of_many_scripts_are_found(family: str, given: str, query: str) -> None:
    assert matches(query, find_keys(family, given))


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)))
def test_a_birth_date_is_found_in_every_common_form(born: date) -> None:
    keys = find_keys("Mor", "Aster", born=born)
    for form in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y", "%d%m%Y", "%m/%d/%Y", "%d %b %Y", "%d %B %Y"):
        assert matches(born.strftime(form), keys), form
    assert matches(f"{born.day}.{born.month}.{born.year}", keys)
    assert matches(show_date(born), keys)


@given(
    st.lists(
        st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8), min_size=1, max_size=3
    )
)
def test_each_word_of_a_name_finds_it_however_it_is_composed(words: list[str]) -> None:
    keys = find_keys(" ".join(words), "")
    for word in reversed(words):
        assert matches(word, keys)
        assert matches(unicodedata.normalize("NFD", word), keys)


@given(st.text())
def test_folding_twice_is_folding_once_for_finding(text: str) -> None:
    assert matches(text, find_keys(text, ""))
    assert fold(text) == fold(unicodedata.normalize("NFC", text))


MOR = Known("Mor", "Aster", date(1986, 3, 14))


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (Known("Mor", "Aster"), ("same name",)),
        (Known("MOR", "Áster", date(1986, 3, 14)), ("same birth date", "same name")),
        (Known("Aster", "Mor"), ("same name",)),
        (Known("Moor", "Aster"), ("similar name",)),
        (Known("Mohr", "Ester"), ("similar name",)),
        (Known("Lind", "Tove", date(1986, 3, 14)), ("same birth date",)),
        (Known("Lind", "Tove", date(1986, 3, 15)), ()),
        (Known("", "", None), ()),
    ],
)
def test_similar_clients_are_told_apart_before_it_matters(other: Known, reasons: tuple[str, ...]) -> None:
    assert similar(MOR, other) == reasons
    assert similar(other, MOR) == reasons


def test_two_clients_without_birth_date_do_not_share_one() -> None:
    assert similar(Known("Mor", "Aster"), Known("Lind", "Tove")) == ()


def by_the_book(one: str, other: str) -> int:
    """Count the letters to change, put in or take out, without any short cut."""
    if not one or not other:
        return len(one) + len(other)
    changed = by_the_book(one[1:], other[1:]) + (one[0] != other[0])
    return min(changed, by_the_book(one[1:], other) + 1, by_the_book(one, other[1:]) + 1)


@settings(max_examples=200, deadline=None)
@given(one=st.text("abc", min_size=1, max_size=6), other=st.text("abc", min_size=1, max_size=6))
def test_no_short_cut_misses_a_name_that_is_one_letter_away(one: str, other: str) -> None:
    assert (alike_in({1: one, 2: other}) == {1, 2}) is (by_the_book(one, other) <= 1)


@given(name=st.text("abcdefg", min_size=9, max_size=14), at=st.integers(0, 8), by=st.sampled_from("xyz"))
def test_two_letters_in_a_long_name_are_still_alike(name: str, at: int, by: str) -> None:
    other = name[:at] + by + name[at + 1 :]
    assert alike_in({"one": name, "other": other[:3] + other[4:]}) == {"one", "other"}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("abø -", max_size=11) | st.text("abcde", min_size=6, max_size=10), max_size=12))
def test_who_is_alike_in_a_list_is_who_is_alike_in_pairs(names: list[str]) -> None:
    known = [Known(name, "") for name in names]
    pairs = ((one, other) for one in range(len(known)) for other in range(len(known)) if one != other)
    alike = {one for one, other in pairs if similar(known[one], known[other])}
    assert alike_in(dict(enumerate(names))) == alike


@given(st.text(st.characters(max_codepoint=127)))
def test_a_text_without_accents_is_folded_as_any_other_is(plain: str) -> None:
    assert fold(plain) == fold(f"{plain}é")[:-1]

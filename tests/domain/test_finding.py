"""One box finds everybody: any part, any order, any script."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.clock import show_date
from kapdesk.domain.finding import Known, find_keys, fold, matches, similar

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

"""What is typed to find something is understood, whatever it is, and is never a command."""

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain import searching
from kapdesk.domain.searching import LONGEST, MOST, Asked, Term
from kapdesk.store.cipher import driver

STRANGE = st.text(st.characters(), max_size=60) | st.text(
    "\"'()*:^-+{}“”„ ANDORNOTEAR\x00\ud800\x02", max_size=40
)


def texts(terms: tuple[Term, ...]) -> list[str]:
    return [term.text for term in terms]


def test_words_must_all_stand_there_and_the_last_one_may_be_a_beginning() -> None:
    asked = searching.read("grey  win")
    assert texts(asked.terms) == ["grey", "win"]
    assert [term.begins for term in asked.terms] == [False, True]
    assert [term.begins for term in searching.read("grey win ").terms] == [False, False]
    assert [term.begins for term in searching.read("gr* win ").terms] == [True, False]
    assert asked.told == "both words, in any order, the last one from its beginning"
    assert searching.read("win").told == "the word or its beginning"


def test_a_phrase_stands_in_any_quotation_marks_also_before_the_closing_one() -> None:
    for typed in (
        '"long grey part"',
        "“long grey part”",
        "„long grey part“",
        "«long grey part»",
        '"long grey part',
    ):
        asked = searching.read(typed)
        assert texts(asked.terms) == ["long grey part"], typed
        assert asked.terms[0].phrase
        assert not asked.terms[0].begins


def test_what_begins_with_a_minus_is_left_out_and_alone_is_no_question() -> None:
    asked = searching.read('rain -window -"grey part" ')
    assert texts(asked.terms) == ["rain"]
    assert texts(asked.without) == ["window", "grey part"]
    assert asked.told == "the word; without 2 words or phrases"
    alone = searching.read("-window")
    assert not alone.asks
    assert alone.told.startswith("Only words to leave out")


def test_nothing_but_marks_asks_for_nothing() -> None:
    for typed in ("", "   ", "*", "( ) :", '""', "“”", "-", "--- …", "\x00"):
        assert searching.read(typed) == Asked((), ()), repr(typed)
    assert searching.read("").told == ""


def test_a_pasted_page_is_cut_and_so_are_too_many_words() -> None:
    many = searching.read("ab " * 60)
    assert len(many.terms) == MOST
    assert many.cut
    assert many.told.endswith("(more is left aside)")
    assert sum(map(len, texts(searching.read("x" * 10_000).terms))) <= LONGEST


def test_marks_in_a_word_are_no_commands() -> None:
    asked = searching.read('o\'clock NEAR(a) col:umn "a""b" AND ')
    assert searching.expression(asked) == ('(words : ("o\'clock" "NEAR(a)" "col:umn" "a" "b" "AND"))')
    assert searching.expression(searching.read("a -b "), [["cff"], [], ["knote", "kbody"]]) == (
        'tags : ((cff) AND (knote OR kbody)) AND (words : (("a") NOT ("b")))'
    )


@given(STRANGE)
def test_no_text_is_a_mistake_and_none_of_it_stands_in_a_repr(typed: str) -> None:
    asked = searching.read(typed)
    if not asked.asks:
        return
    connection = driver.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE search USING fts5(words, tags)")
        match = searching.expression(asked, [["cff"]])
        assert connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (match,)).fetchall() == []
    finally:
        connection.close()
    known = repr(Asked((Term("", phrase=True),), (Term(""),)))
    assert all(len(word) < 9 or word not in repr(asked) or word in known for word in typed.split())


@given(st.text(st.characters(), max_size=40))
def test_what_is_kept_for_finding_can_be_written_and_is_composed(text: str) -> None:
    kept = searching.clean(text)
    kept.encode()
    assert not {"\x00", "\x02", "\x03"} & set(kept)
    assert searching.clean(kept) == kept


def test_the_beginning_of_a_word_is_folded_as_the_index_folds_it() -> None:
    for typed, begins in (("Café", "cafe"), ("re-Ent", "ent"), ("o'Cl", "cl"), ("naï", "nai")):
        assert searching.beginning(Term(typed, begins=True)) == begins

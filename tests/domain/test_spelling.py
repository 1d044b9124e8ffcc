"""Only words a dictionary can know are looked up."""

from kapdesk.domain.spelling import plain, words_of


def test_numbers_units_capitals_and_other_scripts_are_left_out() -> None:
    found = [word for _, word in words_of("BP 120/80 at 10:44, ;quiet then 50mg. NMDA Ωmega море a Café")]
    assert found == ["at", "then", "Café"]


def test_a_word_is_found_where_it_begins() -> None:
    text = "“Don’t go” re-embodied"
    assert [(text[at : at + len(word)], word) for at, word in words_of(text)] == [
        ("Don’t", "Don’t"),
        ("go", "go"),
        ("re-embodied", "re-embodied"),
    ]


def test_curly_apostrophes_and_possessives_are_plain_to_a_dictionary() -> None:
    assert plain("Don’t") == "Don't"
    assert plain("mother’s") == "mother"

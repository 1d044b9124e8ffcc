"""A scent to avoid is recognised in other words, forms and languages; an alert asks for care with any."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapdesk import content
from kapdesk.domain.scents import SCENT_ALERTS, Names, listed, scent_caution

TABLE = content.load().table("embodiment-scents")
NAMES = Names(
    tuple(frozenset(row.texts("names")) for row in TABLE.rows if row.id != "everything"),
    frozenset(TABLE.row("everything").texts("names")),
)


@pytest.mark.parametrize(
    ("scent", "avoid"),
    [
        ("lavender", "Lavender, incense"),
        ("Lavender oil", "no lavender please"),
        ("rose", "roses; anything sweet"),
        ("café", "CAFE"),
        ("茶", "茶、香"),
    ],
)
def test_a_scent_on_the_list_is_left_out(scent: str, avoid: str) -> None:
    said = scent_caution(scent, avoid, ())
    assert said is not None
    assert "Leave it out" in said


@pytest.mark.parametrize(
    ("scent", "avoid"), [("coffee", ""), ("lavender oil", "tea tree oil"), ("tea", "none of the teak")]
)
def test_a_scent_that_is_not_on_the_list_may_be_asked_for(scent: str, avoid: str) -> None:
    assert scent_caution(scent, avoid, ()) is None


@pytest.mark.parametrize("kind", sorted(SCENT_ALERTS))
def test_an_alert_asks_for_care_with_any_scent(kind: str) -> None:
    said = scent_caution("coffee", "", {kind, "diabetes"})
    assert said is not None
    assert SCENT_ALERTS[kind] in said
    assert scent_caution("coffee", "", {"diabetes"}) is None


@pytest.mark.parametrize(
    ("scent", "avoid"),
    [
        ("Lavender", "Lavendel"),
        ("Lavender", "lavande, encens"),
        ("Lavender", "Lavendelöl vom Krankenhaus"),
        ("Lavender", "LAVANDA"),
        ("Lavender", "лаванды"),
        ("Lavender", "薰衣草精油"),
        ("Coffee", "Kaffee"),
        ("Coffee", "Kaffeeduft am Morgen"),
        ("Coffee", "café\nrosas"),
        ("Coffee", "espresso"),
        ("Coffee", "קפה"),
        ("Citrus", "lemons"),
        ("Citrus", "Zitronen; Rauch"),
        ("Citrus", "orange peel"),
        ("Tea", "thé"),
        ("Tea", unicodedata.normalize("NFD", "thé")),
        ("Tea", "Tee"),
        ("Tea", "чай"),
        ("vanille", "Vanilla"),
        ("strawberries", "strawberry"),
        ("peppermint drops", "Minze"),
        ("rose oil", "Rosen"),
    ],
)
def test_a_scent_is_recognised_in_other_forms_and_languages(scent: str, avoid: str) -> None:
    assert listed(scent, avoid, NAMES) is not None
    said = scent_caution(scent, avoid, (), names=NAMES)
    assert said is not None
    assert "scents to avoid" in said


@pytest.mark.parametrize(
    ("scent", "avoid"),
    [
        ("Coffee", "coffin wood"),
        ("rose", "rosemary"),
        ("Tea", "the smell of petrol"),
        ("Lavender", "lemon"),
        ("Citrus", "lavender oil"),
        ("Coffee", "anything sweet"),
        ("Coffee", "all citrus"),
        ("Coffee", "none"),
        ("Coffee", "no"),
        ("Coffee", "-"),
        ("mint", "minute steak"),
    ],
)
def test_another_scent_is_not_taken_for_it(scent: str, avoid: str) -> None:
    assert listed(scent, avoid, NAMES) is None


@pytest.mark.parametrize(
    "avoid",
    ["everything", "All scents, please", "any smell", "no fragrances", "fragrance-free", "alles", "todo"],
)
def test_a_list_that_means_everything_marks_every_scent(avoid: str) -> None:
    for scent in ("Coffee", "Fresh air", "her grandmother's soap"):
        assert listed(scent, avoid, NAMES) is not None


def test_the_entry_that_marks_a_scent_is_named_where_its_words_are_others() -> None:
    assert scent_caution("Citrus", "roses, lemon peel", (), names=NAMES) == (
        "Citrus is on the client's list of scents to avoid (“lemon peel”). Leave it out."
    )
    assert scent_caution("coffee", "Coffee", ()) == (
        "Coffee is on the client's list of scents to avoid. Leave it out."
    )


@given(st.sampled_from(["Lavender", "Coffee", "Citrus", "Tea"]), st.text(max_size=30))
def test_whatever_else_is_written_a_named_scent_is_marked(scent: str, more: str) -> None:
    assert listed(scent, f"{more}\n{scent.upper()}", NAMES) is not None


@given(st.text(max_size=40))
def test_what_marks_a_scent_is_always_a_part_of_the_list(avoid: str) -> None:
    found = listed("Coffee", avoid, NAMES)
    assert found is None or (found and found in unicodedata.normalize("NFC", avoid))


def test_no_name_stands_in_two_families_and_every_family_knows_itself() -> None:
    names = [name for row in TABLE.rows for name in row.texts("names")]
    assert len(names) == len(set(names))
    for row in TABLE.rows:
        for name in row.texts("names"):
            assert listed(row.texts("names")[0], name, NAMES) is not None, name

"""Names on the screen: whole, or number and initials; never empty, never a part of the name."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.domain.clients import display_name
from kapdesk.ui.shoulder import aside, hidden_or, initials, name_of, person, shoulder


@pytest.fixture
def hidden(qapp: QApplication) -> Iterator[None]:
    shoulder().set_hidden(hidden=True)
    yield
    shoulder().set_hidden(hidden=False)


def test_names_stand_whole_until_they_are_hidden() -> None:
    assert name_of("MOR, Aster", "K-0142") == "MOR, Aster"
    assert person("Ivo Mor") == "Ivo Mor"
    assert aside("Asti") == "Asti"


@pytest.mark.usefixtures("hidden")
def test_hidden_names_are_number_and_initials() -> None:
    assert name_of("MOR, Aster", "K-0142") == "K-0142 · A. M."
    assert name_of("MOR", "K-0142") == "K-0142 · M."
    assert person("Ivo Mor") == "I. M."
    assert aside("Asti") == ""
    assert hidden_or("Asti") == "hidden"
    assert hidden_or("") == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("MOR, Aster (Dr)", "A. M."),
        ("ÁLVAREZ-LÓPEZ, Íñigo", "Í. Á."),
        ("van der Berg", "V. D. B."),
        ("כהן, רות", "ר. כ."),
        ("", ""),
        (" , ", ""),
    ],
)
def test_initials_are_of_given_and_family_name_whatever_the_script(name: str, said: str) -> None:
    assert initials(name) == said


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_no_name_of_more_than_a_letter_is_ever_seen(family: str, given_name: str) -> None:
    shown = initials(display_name(family, given_name))
    assert all(
        len(part) <= 3 + 1 for part in shown.split()
    )  # one letter (at most three in capitals) and a dot


def test_it_is_told_once_when_it_changes(qtbot: QtBot) -> None:
    with qtbot.waitSignal(shoulder().changed):
        shoulder().set_hidden(hidden=True)
    with qtbot.assertNotEmitted(shoulder().changed):
        shoulder().set_hidden(hidden=True)
    shoulder().set_hidden(hidden=False)

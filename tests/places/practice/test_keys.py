"""The key cards ask for what they need and hold no key; a clinician sees only what is their own."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.desk import Desk, Place
from kapdesk.domain.people import Person, Role
from kapdesk.places.practice.keys import KeyFacts, KeysPart
from kapdesk.places.practice.people import MemberCard
from kapdesk.services.custody import Envelope, HolderFacts, HolderOf
from kapdesk.services.members import Member
from kapdesk.services.record import Record
from kapdesk.services.recovery_trials import Trial


@pytest.fixture
def place(qtbot: QtBot, record: Record, qapp: QApplication) -> Place:
    made = Place(Desk(record))
    qtbot.addWidget(made)
    return made


def _facts(record: Record, envelope: Envelope | None = None) -> KeyFacts:
    now = record.now()
    trial = Trial(now - timedelta(days=9), now - timedelta(days=2), whole=False)
    return KeyFacts(trial, False, envelope, now, record.zone)


def test_two_groups_are_asked_back_and_forgotten_once_they_were_right(
    qtbot: QtBot, place: Place, record: Record
) -> None:
    rings = KeysPart(place)
    rings.show_facts(_facts(record))
    assert "due since 20-Nov-2026" in rings.trial.state.text()
    first, second = rings.trial.fields
    first.setText("abcde")
    second.setText("fghjk")
    with qtbot.waitSignal(rings.trial.groups_given) as given:
        rings.trial.compare.click()
    (typed,) = given.args
    assert sorted(typed.values()) == ["abcde", "fghjk"]
    assert {field.accessibleName() for field in rings.trial.fields} == {
        f"Group {n} of the sheet" for n in typed
    }
    rings.trial.say("Right.", done=True)
    assert (first.text(), second.text()) == ("", "")


def test_three_holders_are_named_and_shown_with_what_is_still_to_do(
    qtbot: QtBot, place: Place, record: Record
) -> None:
    rings = KeysPart(place)
    rings.show_facts(_facts(record))
    card = rings.envelope
    card.slip.show_texts({"name1": "E. Lind", "name2": "O. Vale", "name3": "P. Moss"})
    with qtbot.waitSignal(card.made) as made:
        card.make.click()
    assert made.args == [(HolderFacts("E. Lind"), HolderFacts("O. Vale"), HolderFacts("P. Moss"))]
    holder = HolderOf(record.author.id, 1, "E. Lind", "", "", None)
    rings.show_facts(_facts(record, Envelope("a1", record.now(), (holder,), None)))
    assert "never tried" in card.state.text()


def test_what_concerns_everybodys_way_in_is_the_owners(place: Place, record: Record) -> None:
    assert len(KeysPart(place).cards()) == 4
    other = Place(Desk(replace(record, author=replace(record.author, role=Role.CLINICIAN))))
    rings = KeysPart(other)
    assert rings.cards() == (rings.stick,)
    other.close_down()


def test_the_rights_of_a_role_are_shown_with_what_stands_behind_them(
    qtbot: QtBot, qapp: QApplication, record: Record
) -> None:
    card = MemberCard()
    qtbot.addWidget(card)
    rowe = Person(record.author.id, "M. Rowe", "LCSW", Role.SUPERVISOR)
    card.show_member(Member(rowe, "", True, False, False, None), [rowe], record.zone, is_me=False)
    assert (
        card.rights.text() == "By encryption: co-sign.\nBy the program: use the desk, read clinical records."
    )
    card.first.setText("short")
    assert not card.give.isEnabled()
    with qtbot.waitSignal(card.role_asked) as asked:
        card.keep.click()
    assert asked.args == [rowe.id, "supervisor", None]


def test_backups_get_a_new_key_only_where_somebody_ticks_it(place: Place, record: Record) -> None:
    rings = KeysPart(place)
    card = rings.rotation
    rings.show_facts(_facts(record))
    assert (card.also.isHidden(), card.means.isHidden(), card.rewraps) == (True, True, False)
    rings.show_facts(replace(_facts(record), backups=9))
    assert card.also.text() == "Also re-wrap 9 backups within reach"
    assert (card.also.isHidden(), card.also.isChecked(), card.rewraps) == (False, False, False)
    assert card.act.text() == "Give the record a new key"
    card.also.click()
    assert card.rewraps
    assert card.act.text() == "Give the record and its backups a new key"
    rings.show_facts(_facts(record))  # the stick was pulled meanwhile
    assert not card.rewraps

"""Short words of the clinic: none is lost, none stands twice, and what ships can always be had back."""

import pytest

from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.snippets import check_text, check_word
from kapdesk.services import snippets
from kapdesk.services.record import Record


def test_every_word_that_ships_could_have_been_written_by_a_clinic(record: Record) -> None:
    shipped = snippets.everyone(record)
    assert len(shipped) >= 20
    for each in shipped:
        check_word(each.word)
        check_text(each.text)
        assert each.about
        assert not each.own


def test_a_word_of_the_clinic_stands_beside_those_that_ship(record: Record) -> None:
    snippets.add(record, ";Sea ", "the sea, {|}")
    assert snippets.in_use(record)["sea"] == "the sea, {|}"
    assert snippets.one(record, "sea").own


def test_a_word_that_is_there_already_is_refused(record: Record) -> None:
    snippets.add(record, "sea", "the sea")
    for word in ("sea", "SEA", "quiet"):
        with pytest.raises(Refused, match="already"):
            snippets.add(record, word, "another")
    assert snippets.one(record, "sea").text == "the sea"


def test_what_is_put_away_stands_for_nothing_and_is_not_lost(record: Record) -> None:
    snippets.add(record, "sea", "the sea")
    for word in ("sea", "quiet"):
        snippets.put_away(record, word)
        assert word not in snippets.in_use(record)
        assert snippets.one(record, word).off
        with pytest.raises(Refused, match="put away"):
            snippets.add(record, word, "another")
        snippets.put_back(record, word)
    assert snippets.in_use(record)["sea"] == "the sea"


def test_a_shipped_text_may_be_changed_and_keeps_its_name(record: Record) -> None:
    snippets.change(record, "quiet", "quiet", "{time} Still. {|}")
    changed = snippets.one(record, "quiet")
    assert changed.text == "{time} Still. {|}"
    assert changed.own
    with pytest.raises(Refused, match="keeps its name"):
        snippets.change(record, "quiet", "still", "{time} Still.")


def test_a_word_of_the_clinic_may_be_renamed_but_not_onto_another(record: Record) -> None:
    snippets.add(record, "sea", "the sea")
    with pytest.raises(Refused, match="already"):
        snippets.change(record, "sea", "quiet", "the sea")
    snippets.change(record, "sea", "ocean", "the sea")
    assert "sea" not in snippets.in_use(record)
    assert snippets.in_use(record)["ocean"] == "the sea"
    assert snippets.one(record, "sea").text == "the sea"


def test_a_word_that_never_was_is_told(record: Record) -> None:
    with pytest.raises(NotFound):
        snippets.put_away(record, "never")

"""Proof on paper: every page of something signed carries a code that says, typed back, what became of it."""

from datetime import timedelta

import pytest

from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import Refused
from kapdesk.domain.page_codes import LETTERS, Match
from kapdesk.domain.people import Role
from kapdesk.domain.signing import Of
from kapdesk.reports.pdf import inspect
from kapdesk.services import addenda, documents, page_codes, retractions, signatures
from kapdesk.services.documents import Paper
from kapdesk.services.hands import Hand
from kapdesk.services.record import Record
from kapdesk.store.rows_trust import PageCodeRow
from tests.conftest import Template
from tests.services.conftest import DosingDay
from tests.services.signed_day import colleague, own_hand, sign_short


@pytest.fixture
def hand(record: Record, template: Template) -> Hand:
    return own_hand(record, template)


@pytest.fixture
def signed(day: DosingDay, hand: Hand) -> DosingDay:
    sign_short(day, hand)
    return day


def codes_of(record: Record) -> list[str]:
    with record.read() as db:
        return [row.code for row in db.query(PageCodeRow).order_by(PageCodeRow.page)]


def pages(day: DosingDay) -> list[str]:
    made = documents.session_summary(day.record, day.session, paper=Paper.A4)
    return [" ".join(text.split()) for text in inspect(made.pdf).texts]


def test_each_signed_page_carries_the_code_that_was_kept_and_it_matches_however_it_is_typed(
    signed: DosingDay,
) -> None:
    texts = pages(signed)
    codes = codes_of(signed.record)
    assert len(codes) == len(set(codes)) == len(texts)
    for code, text in zip(codes, texts, strict=True):
        assert f"Code {code}" in text
        assert "Signed by J. Adler, LMFT" in text
        assert "Signature valid. Content hash" in text
        assert "DRAFT" not in text
    code = codes[0]
    alike = code.replace("0", "o").replace("1", "l")
    for typed in (code, code.lower(), code.replace("-", " "), alike, f" {code} "):
        proof = page_codes.check(signed.record, typed)
        assert proof.match is Match.MATCHES, typed
    assert (proof.document, proof.page, proof.printed_by) == ("summary", 1, "J. Adler, LMFT")
    assert "dosing session 1" in proof.about
    assert "Mor" not in proof.about  # the client is named by code alone


def test_a_draft_carries_no_code_and_says_draft_on_every_page(day: DosingDay) -> None:
    day.dose()
    texts = pages(day)
    assert all("DRAFT" in text and "Code " not in text for text in texts)
    assert codes_of(day.record) == []


def a_code(day: DosingDay) -> str:
    """Keep the code of a page, as when one is made, and return it."""
    stands = signatures.standing(day.record, Of.SESSION, day.session)
    assert stands is not None
    made = page_codes.Made("summary", Of.SESSION, day.session, day.client, stands.content_hash)
    return page_codes.mark(day.record, made, ["the words of one page"])[0]


def test_a_mistyped_code_names_the_group_and_another_records_is_not_ours(signed: DosingDay) -> None:
    code = a_code(signed)
    letter = LETTERS[(LETTERS.index(code[8]) + 3) % 32]
    proof = page_codes.check(signed.record, code[:8] + letter + code[9:])
    assert proof.match is Match.MISTYPED
    assert "group 2" in proof.sentence
    assert "group 1" in page_codes.check(signed.record, "").sentence
    other = page_codes.codes.code(b"another record", page_codes.Page("summary", "session", "", "", "", 1, 1))
    assert page_codes.check(signed.record, other).match is Match.NOT_OURS


def test_a_planted_row_does_not_make_a_page_ours(signed: DosingDay) -> None:
    code = a_code(signed)
    with signed.record.store.bare() as raw:
        raw.execute("DROP TRIGGER kept_page_code_update")
        raw.execute("UPDATE page_code SET document = 'copy' WHERE page = 1")
    assert page_codes.check(signed.record, code).match is Match.NOT_OURS


def test_an_addendum_prints_at_the_end_and_makes_earlier_pages_an_earlier_version(
    signed: DosingDay, hand: Hand, clock: SetClock
) -> None:
    code = a_code(signed)
    clock.at += timedelta(minutes=5)
    addenda.add(
        signed.record, hand, Of.SESSION, signed.session, kind="correction", reason="the lot was misread",
        text="The lot was K45, not K44.", about=None,
    )  # fmt: skip
    proof = page_codes.check(signed.record, code)
    assert proof.match is Match.EARLIER
    assert proof.added[0].startswith("correction, 22-Nov-2026 09:05")
    clock.at += timedelta(minutes=5)
    text = " ".join(pages(signed))
    assert "Added after signing" in text
    assert "Correction, 22-Nov-2026 09:05" in text
    assert "Reason: the lot was misread" in text
    assert text.index("The lot was K45, not K44.") > text.index("Added after signing")


def test_the_page_for_the_client_names_an_addendum_and_quotes_nothing(signed: DosingDay, hand: Hand) -> None:
    addenda.add(
        signed.record, hand, Of.SESSION, signed.session, kind="late entry", reason="forgotten at noon",
        text="she spoke of the orchard", about=None,
    )  # fmt: skip
    made = documents.discharge_summary(signed.record, signed.session, paper=Paper.A4)
    text = " ".join(" ".join(inspect(made.pdf).texts).split())
    assert "Something was added to this record on 22-Nov-2026" in text
    assert "orchard" not in text


def test_a_changed_text_is_said_on_paper_and_by_its_code(signed: DosingDay) -> None:
    code = a_code(signed)
    with signed.record.store.bare() as raw:
        raw.execute("DROP TRIGGER sealed_dose_update_old")
        raw.execute("DROP TRIGGER sealed_dose_update_new")
        raw.execute("UPDATE dose SET amount = '500'")
    assert page_codes.check(signed.record, code).match is Match.CHANGED
    text = pages(signed)[0]
    assert "THE TEXT WAS CHANGED" in text
    assert "Code " not in text


def test_nothing_is_printed_of_what_was_retracted_and_its_codes_say_so(signed: DosingDay, hand: Hand) -> None:
    code = a_code(signed)
    _, second = colleague(signed.record, "Dr N. Rowe", Role.MEDICAL)
    retractions.retract(
        signed.record, hand, second, Of.SESSION, signed.session, reason="written under the wrong client"
    )
    with pytest.raises(Refused, match="retracted"):
        pages(signed)
    assert page_codes.check(signed.record, code).match is Match.RETRACTED

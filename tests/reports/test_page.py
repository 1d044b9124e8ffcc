"""Every page says whose it is, its number, when and by whom it was printed, and whether it is a draft."""

import io
import re
import unicodedata
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from pypdf import PdfReader

from kapdesk.reports.layout import CLINIC, Sheet
from kapdesk.reports.page import divide, finish
from kapdesk.reports.paper import ABOUT, MARGIN, REHEARSAL, Frame, Identity, Paper, Stamp, Status
from kapdesk.reports.pdf import inspect
from kapdesk.reports.pen import Pen
from kapdesk.reports.strips import Strip

NOISE = re.compile(r"\s+")


def made(identity: Identity, stamp: Stamp, text: str = "Some words.", paper: Paper = Paper.A4) -> bytes:
    """Return a document of one section that holds a text."""
    frame = Frame(paper.size, MARGIN)
    sheet = Sheet("Some words", frame.width, CLINIC)
    sheet.heading("Words", 1)
    sheet.text(text)
    return finish(sheet, identity, stamp, frame)


def flat(text: str) -> str:
    """Return text with every run of white space as one space."""
    return NOISE.sub(" ", text)


def catalog(pdf: bytes) -> Any:
    """Return the root of a document."""
    return PdfReader(io.BytesIO(pdf)).trailer["/Root"]


@pytest.fixture
def long_text() -> str:
    return "staircase into the sea, and down. " * 5_000


@pytest.mark.parametrize("paper", list(Paper))
def test_every_page_carries_name_number_time_writer_and_what_kapdesk_is(
    identity: Identity, stamp: Stamp, paper: Paper
) -> None:
    facts = inspect(made(identity, stamp, "staircase " * 3_000, paper))
    assert facts.pages > 3
    for number, text in enumerate(map(flat, facts.texts), start=1):
        assert text.count("MOR, Aster") == 1
        assert text.count("Born 14-Mar-1986") == 1
        assert text.count("K-0142") == 1
        assert text.count(f"Page {number} of {facts.pages}") == 1
        assert text.count("Printed 22-Nov-2026 15:05 (Europe/Berlin) by J. Adler, LMFT.") == 1
        assert text.count(ABOUT) == 1


def test_every_page_says_draft_until_it_is_signed(identity: Identity, stamp: Stamp) -> None:
    text = "staircase " * 3_000
    for page in inspect(made(identity, stamp, text)).texts:
        assert "DRAFT - not signed" in flat(page)
    signed = replace(stamp, status=Status.SIGNED, signature="Signed by J. Adler, LMFT, 22-Nov-2026 15:10")
    for page in inspect(made(identity, signed, text)).texts:
        assert "DRAFT" not in page
        assert "Signed by J. Adler, LMFT, 22-Nov-2026 15:10" in flat(page)


def test_every_page_of_the_rehearsal_record_says_so_twice(identity: Identity, stamp: Stamp) -> None:
    for page in inspect(made(identity, replace(stamp, practice=True), "staircase " * 3_000)).texts:
        assert flat(page).count(REHEARSAL) == 2
    assert REHEARSAL not in flat("".join(inspect(made(identity, stamp)).texts))


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("text", ["x" * 400, "שלום עולם " * 300, "我在海边" * 300, "word " * 3_000])
def test_nothing_stands_outside_the_margins(
    identity: Identity, stamp: Stamp, paper: Paper, text: str
) -> None:
    long_name = replace(identity, given="Aster Philippa " * 12)
    with pdfplumber.open(io.BytesIO(made(long_name, stamp, text, paper))) as pdf:
        for page in pdf.pages:
            assert (round(page.width), round(page.height)) == tuple(round(side) for side in paper.size)
            for char in page.chars:
                if char["upright"] and char["text"].strip():
                    assert char["x0"] >= MARGIN - 0.5
                    assert char["x1"] <= page.width - MARGIN + 0.5
                    assert char["top"] >= MARGIN * 0.6
                    assert char["bottom"] <= page.height - MARGIN * 0.6


def test_no_line_of_words_lies_over_the_foot(identity: Identity, stamp: Stamp) -> None:
    with pdfplumber.open(io.BytesIO(made(identity, stamp, "word " * 3_000))) as pdf:
        for page in pdf.pages:
            rule = max(line["top"] for line in page.lines)
            words = [char for char in page.chars if char["upright"] and char["top"] < rule]
            assert max(char["bottom"] for char in words) <= rule


def test_thirty_thousand_words_come_back_whole(identity: Identity, stamp: Stamp, long_text: str) -> None:
    facts = inspect(made(identity, stamp, long_text))
    assert facts.good
    counted = sum(flat(text).count("staircase") for text in facts.texts)
    assert counted == 5_000


def test_a_page_costs_the_same_in_a_long_document_as_in_a_short_one(identity: Identity, stamp: Stamp) -> None:
    def seconds(words: int) -> float:
        best = 9.0
        for _ in range(3):
            start = perf_counter()
            made(identity, stamp, "word " * words)
            best = min(best, perf_counter() - start)
        return best

    seconds(3_000)
    assert seconds(30_000) < 25 * seconds(3_000)


def test_the_same_words_make_the_same_bytes(identity: Identity, stamp: Stamp) -> None:
    assert made(identity, stamp) == made(identity, stamp)


def test_every_font_is_inside_the_document(identity: Identity, stamp: Stamp) -> None:
    text = "Łukasz محمد שלום अमित สมชาย 王小明 김민수 გიორგი ✓ 🙂"
    reader = PdfReader(io.BytesIO(made(identity, replace(stamp, practice=True), text)))
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_no_sign_of_a_document_is_an_empty_box(identity: Identity, stamp: Stamp) -> None:
    text = "Łukasz محمد שלום अमित สมชาย 王小明 김민수 გიორგი ✓ 🙂"
    with pdfplumber.open(io.BytesIO(made(identity, stamp, text))) as pdf:
        shown = "".join(char["text"] for char in pdf.pages[0].chars)
    assert "(cid:" not in shown
    assert "\ufffd" not in shown
    assert "\x00" not in shown


@pytest.mark.parametrize(
    "name", ["محمد بن سلمان", "שלום כהן", "Иван Мор", "王小明", "김민수", "สมชาย", "Đặng Łukasz"]
)
def test_a_name_in_any_script_can_be_found_in_the_document(
    identity: Identity, stamp: Stamp, name: str
) -> None:
    pdf = pypdfium2.PdfDocument(made(replace(identity, family="", given=name), stamp, f"{name} came."))
    page = pdf[0]
    text_page = page.get_textpage()
    text = unicodedata.normalize("NFKC", text_page.get_text_range())
    text_page.close()
    page.close()
    pdf.close()
    assert name in text
    assert all(text.count(word) == 2 for word in name.split())


def test_what_paper_turns_around_is_kept_as_typed_for_the_screen_reader(
    identity: Identity, stamp: Stamp
) -> None:
    root = catalog(made(identity, stamp, "محمد بن سلمان"))
    document = root["/StructTreeRoot"]["/K"]
    assert "محمد بن سلمان" in [str(kid.get_object().get("/ActualText", "")) for kid in document["/K"]]


def test_the_document_is_tagged_titled_and_in_a_language(identity: Identity, stamp: Stamp) -> None:
    pdf = made(identity, stamp)
    root = catalog(pdf)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    roles = [str(kid.get_object()["/S"]) for kid in root["/StructTreeRoot"]["/K"]["/K"]]
    assert roles == ["/P", "/P", "/H1", "/P", "/P"]
    marks: list[Any] = list(PdfReader(io.BytesIO(pdf)).outline)
    assert [mark.title for mark in marks] == ["Words"]


def test_every_stretch_of_every_page_has_an_owner(identity: Identity, stamp: Stamp) -> None:
    pdf = made(identity, stamp, "word " * 3_000)
    numbers = catalog(pdf)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for index, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):
        assert page["/StructParents"] == index
        content = page.get_contents()
        assert content is not None
        opened = re.findall(rb"/MCID (\d+)", content.get_data())
        assert [int(number) for number in opened] == list(range(len(opened)))
        assert len(numbers[2 * index + 1]) == len(opened)
        assert content.get_data().count(b"EMC") == content.get_data().count(
            b"BDC"
        ) + content.get_data().count(b"BMC")


def test_nobody_is_named_in_what_a_file_says_about_itself(identity: Identity, stamp: Stamp) -> None:
    reader = PdfReader(io.BytesIO(made(identity, stamp)))
    assert dict(reader.metadata or {}) == {
        "/Title": "Some words",
        "/Creator": "kapdesk",
        "/Producer": "kapdesk",
    }
    assert "/Metadata" not in catalog(made(identity, stamp))


def test_who_is_not_known_is_said_to_be_not_known(stamp: Stamp) -> None:
    (text,) = inspect(made(Identity("", " ", None, "K-1"), stamp)).texts
    assert "Name not known" in text
    assert "Birth date not known" in flat(text)


def test_markup_in_words_is_printed_as_words(identity: Identity, stamp: Stamp) -> None:
    text = '<b>not bold</b> &amp; <img src="http://example.org/x.png"/> (a\\b)'
    assert text in flat("".join(inspect(made(identity, stamp, text)).texts))


def test_a_heading_stays_with_what_it_heads(identity: Identity, stamp: Stamp) -> None:
    frame = Frame(Paper.A4.size, MARGIN)
    for filled in range(30, 60):
        sheet = Sheet("Some words", frame.width, CLINIC)
        sheet.text("\n".join("word" for _ in range(filled)))
        sheet.heading("A heading")
        sheet.text("What it heads.")
        for text in inspect(finish(sheet, identity, stamp, frame)).texts:
            assert ("A heading" in text) == ("What it heads." in text)


def test_no_page_is_empty_whatever_the_number_of_lines(identity: Identity, stamp: Stamp) -> None:
    frame = Frame(Paper.A4.size, MARGIN)
    for filled in range(40, 60):
        sheet = Sheet("Some words", frame.width, CLINIC)
        sheet.text("\n".join("word" for _ in range(filled)))
        sheet.gap(100)
        assert inspect(finish(sheet, identity, stamp, frame)).good


def test_a_table_says_its_head_again_on_each_page(identity: Identity, stamp: Stamp) -> None:
    frame = Frame(Paper.A4.size, MARGIN)
    sheet = Sheet("Some words", frame.width, CLINIC)
    sheet.table(("Criterion", "Recorded"), [(f"D{row}", "yes " * 40) for row in range(60)], (0.5, 0.5))
    facts = inspect(finish(sheet, identity, stamp, frame))
    assert facts.pages > 2
    assert all(text.count("Criterion") == 1 for text in facts.texts)


def test_a_cell_of_many_pages_goes_on_over_them(identity: Identity, stamp: Stamp) -> None:
    frame = Frame(Paper.A4.size, MARGIN)
    sheet = Sheet("Some words", frame.width, CLINIC)
    sheet.table(("At", "Words"), [("10:02", "staircase " * 4_000)], (0.2, 0.8))
    facts = inspect(finish(sheet, identity, stamp, frame))
    assert facts.good
    assert sum(text.count("staircase") for text in facts.texts) == 4_000


def test_a_year_of_timeline_is_set_in_linear_time(identity: Identity, stamp: Stamp) -> None:
    def seconds(rows: int) -> float:
        frame = Frame(Paper.A4.size, MARGIN)
        start = perf_counter()
        sheet = Sheet("Some words", frame.width, CLINIC)
        sheet.table(("At", "Words"), [("10:02", "lies back")] * rows, (0.2, 0.8))
        finish(sheet, identity, stamp, frame)
        return perf_counter() - start

    seconds(100)
    assert seconds(3_000) < 30 * min(seconds(300), seconds(300))


def test_an_empty_sheet_still_is_one_page(identity: Identity, stamp: Stamp) -> None:
    frame = Frame(Paper.A4.size, MARGIN)
    facts = inspect(finish(Sheet("Some words", frame.width, CLINIC), identity, stamp, frame))
    assert facts.pages == 1
    assert not facts.good
    assert divide([], 100) == [[]]


def test_black_words_on_white_paper(identity: Identity, stamp: Stamp) -> None:
    with pdfplumber.open(io.BytesIO(made(replace(identity, born=date(1990, 1, 2)), stamp))) as pdf:
        for char in pdf.pages[0].chars:
            assert char["non_stroking_color"] in {(0,), (0.0,), (0, 0, 0), (0.93,)} or not char["upright"]


def test_what_holds_together_and_is_higher_than_a_page_still_goes_on_to_the_next() -> None:
    held = [Strip(40, _blank, holds=True) for _ in range(10)]
    assert [len(page) for page in divide(held, 100)] == [2, 2, 2, 2, 2]


def test_no_line_of_a_paragraph_stands_alone_on_a_page(identity: Identity, stamp: Stamp) -> None:
    frame = Frame(Paper.A4.size, MARGIN)
    for filled in range(40, 60):
        sheet = Sheet("Some words", frame.width, CLINIC)
        sheet.text("\n".join("filling" for _ in range(filled)))
        sheet.text("\n".join("staircase" for _ in range(4)))
        counts = [text.count("staircase") for text in inspect(finish(sheet, identity, stamp, frame)).texts]
        assert 1 not in counts


def _blank(_pen: Pen, _left: float, _top: float) -> None:
    """Draw nothing."""

"""A finished document is looked at before it is shown, and closed before it leaves."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from kapdesk.reports import session_summary
from kapdesk.reports.paper import Identity, Paper, Stamp
from kapdesk.reports.pdf import encrypt, inspect
from kapdesk.reports.session_facts import SessionFacts


@pytest.fixture
def document(full_session: SessionFacts, stamp: Stamp) -> bytes:
    return session_summary.render(full_session, paper=Paper.A4, stamp=stamp)


def test_a_whole_document_is_good(document: bytes) -> None:
    facts = inspect(document)
    assert facts.good
    assert facts.pages == len(facts.texts) > 1


def test_only_the_password_opens_a_closed_document(document: bytes) -> None:
    closed = encrypt(document, "five quiet words of пять")
    assert b"/AESV3" in closed
    reader = PdfReader(io.BytesIO(closed))
    assert reader.is_encrypted
    for wrong in ("", "five quiet words"):
        assert not reader.decrypt(wrong)
    with pytest.raises(FileNotDecryptedError):
        _ = reader.pages[0].extract_text()
    assert reader.decrypt("five quiet words of пять")
    assert "Session summary" in reader.pages[0].extract_text()


def test_nothing_can_be_read_in_a_closed_document(document: bytes) -> None:
    closed = encrypt(document, "five quiet words")
    assert b"Session summary" in document
    for word in (b"Session summary", b"kapdesk", b"Preparation"):
        assert word not in closed


def test_an_empty_password_is_refused(document: bytes) -> None:
    with pytest.raises(ValueError, match="empty password"):
        encrypt(document, "")


def test_two_clients_never_share_a_document(full_session: SessionFacts, stamp: Stamp) -> None:
    other = replace(full_session, identity=Identity("Lind", "Robin", None, "K-0999"))
    for data, name, not_name in ((full_session, "MOR, Aster", "LIND"), (other, "LIND, Robin", "MOR, Aster")):
        texts = inspect(session_summary.render(data, paper=Paper.LETTER, stamp=stamp)).texts
        assert all(name in text for text in texts)
        assert not any(not_name in text for text in texts)


def test_documents_made_at_the_same_time_do_not_mix(full_session: SessionFacts, stamp: Stamp) -> None:
    others = [replace(full_session, identity=Identity("Lind", name, None, name)) for name in "ΑБגد王김"]
    make = partial(session_summary.render, paper=Paper.A4, stamp=stamp)
    alone = [make(other) for other in others]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(make, others * 2))
    assert together == alone * 2


def test_the_pdf_writers_are_read_in_only_when_something_is_printed() -> None:
    code = (
        "import sys; from kapdesk.reports import session_summary, discharge_summary, escort_sheet,"
        " appointment_card, pdf; print([name for name in ('reportlab', 'pypdf', 'bidi', 'arabic_reshaper')"
        " if name in sys.modules])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"

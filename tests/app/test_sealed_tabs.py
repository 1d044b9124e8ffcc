"""A signed session says so over each of its tabs, hides no word, and leads to an addendum."""

from app_stage import Stage
from conftest import PASSPHRASE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from kapdesk.domain.signing import Of
from kapdesk.services import hands, notes, sessions, signing
from kapdesk.services.notes import Owner
from kapdesk.store.rows import SessionRow
from kapdesk.ui.sealed import SealedLine


def line_of(stage: Stage, name: str) -> SealedLine | None:
    return stage.house.tabs[name].findChild(SealedLine, options=Qt.FindChildOption.FindDirectChildrenOnly)


def test_each_tab_of_a_signed_session_says_so_and_keeps_its_words(stage: Stage) -> None:
    chart = stage.client_here()
    record = stage.house.desk.record
    assert chart.session is not None
    owner = Owner(chart.client, session=chart.session)
    notes.write(record, owner, "debrief.words", "a bird in the hedge")
    stage.go(chart, "debrief")
    assert line_of(stage, "debrief") is None
    with record.write() as db:
        db.get_one(SessionRow, chart.session).ended_at = record.now()
    hand = hands.take(record, PASSPHRASE)
    signing.sign(record, hand, Of.SESSION, chart.session)
    for name in ("prepare", "debrief"):
        stage.go(chart, name)
        line = line_of(stage, name)
        assert line is not None, name
        assert line.isVisible()
        said = line.words.text()
        assert said == "Signed by J. Adler, LMFT on 22-Nov-2026 09:00. Signature valid."
        if name in {"dosing", "debrief", "embodiment"}:
            tab = stage.house.tabs[name]
            for kind in (QLineEdit, QPlainTextEdit):
                assert all(field.isReadOnly() for field in tab.findChildren(kind)), name
    words = stage.house.tabs["debrief"].notes["debrief.words"]
    assert words.text() == "a bird in the hedge"
    assert words.has_versions
    line = line_of(stage, "prepare")
    assert line is not None
    stage.go(chart, "prepare")
    line.act.click()
    assert stage.house.tabs["documents"].isVisible()
    assert sessions.head(record, chart.session).signed_at is not None

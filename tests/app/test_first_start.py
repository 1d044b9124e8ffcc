"""A first start can be left and goes on where it was, without a word of its secrets on the machine."""

from collections.abc import Callable
from pathlib import Path

from app_stage import Stage
from PySide6.QtTest import QTest

from kapdesk.ui.first_start import FirstStart


def first_page(stage: Stage) -> FirstStart:
    page = stage.program.window.findChild(FirstStart)
    assert page is not None
    return page


def test_a_first_start_that_was_left_goes_on_with_what_was_answered(
    start: Callable[..., Stage], tmp_path: Path
) -> None:
    stage = start(tmp_path / "new-record")
    page = first_page(stage)
    page.welcome.ways["record"].click()
    QTest.keyClicks(page.clinic.fields["clinic"], "Hollow Oak")
    page.forward.click()
    QTest.keyClicks(page.clinician.fields["clinician"], "J. Adler")
    page.forward.click()
    QTest.keyClicks(page.passphrase.first, "quiet harbour lantern field")
    with stage.qtbot.waitSignal(stage.program.door.ended):
        page.leave.click()
    again = first_page(start(tmp_path / "new-record"))
    assert again.answers().clinic == "Hollow Oak"
    assert again.answers().clinician == "J. Adler"
    assert again.passphrase.isVisible()
    assert again.answers().passphrase == ""
    assert not (tmp_path / "new-record").exists()
    kept = "".join(path.read_text() for path in (tmp_path / "config").rglob("*.ini"))
    assert "Hollow Oak" in kept
    assert "lantern" not in kept

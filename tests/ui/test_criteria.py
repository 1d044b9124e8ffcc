"""A criterion that is reached by keys is heard as what it says."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kapdesk.ui.criteria import CriteriaList, Criterion
from kapdesk.ui.signs import Sign


def test_a_line_is_heard_in_a_sentence_and_not_as_a_border(qtbot: QtBot, qapp: QApplication) -> None:
    gate = CriteriaList("Before leaving")
    qtbot.addWidget(gate)
    gate.show_criteria([Criterion("D07", Sign.RECORDED, "Gait steady", recorded="")])
    gate.resize(500, 120)
    gate.show()
    row = gate.go_to("D07")
    assert row is not None
    heard = QAccessible.queryAccessibleInterface(row)
    assert heard.role() is not QAccessible.Role.Border
    assert heard.text(QAccessible.Text.Name) == f"Gait steady: {Sign.RECORDED.value}"
    assert heard.text(QAccessible.Text.Description) == "F3 shows every look"


def test_an_open_line_keeps_its_tint_beside_its_sign(qtbot: QtBot, qapp: QApplication) -> None:
    gate = CriteriaList("Before leaving")
    qtbot.addWidget(gate)
    gate.show_criteria(
        [Criterion("D07", Sign.RECORDED, "Gait steady"), Criterion("D08", Sign.MISSING, "Nausea")]
    )
    gate.resize(500, 160)
    gate.show()
    met, open_one = gate.go_to("D07"), gate.go_to("D08")
    assert met is not None
    assert open_one is not None
    corners = {one.grab().toImage().pixelColor(2, 2).name() for one in (met, open_one)}
    assert len(corners) == 2

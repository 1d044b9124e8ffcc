"""What stands above the week: boxes to choose a room or a person, with their labels."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from kapdesk.ui.theme import give_role, px


def offer(box: QComboBox, everything: str, options: tuple[str, ...]) -> None:
    """Offer all of them and each of these; what was chosen stays and nothing is announced."""
    chosen = box.currentText()
    was_blocked = box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
    box.clear()
    box.addItems([everything, *options])
    box.setCurrentIndex(max(0, box.findText(chosen)))
    box.blockSignals(was_blocked)


def quietly(box: QCheckBox, on: bool) -> None:  # noqa: FBT001 - the one fact it is about
    """Show whether a box is ticked; nothing is announced."""
    was_blocked = box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
    box.setChecked(on)
    box.blockSignals(was_blocked)


def labelled(words: str, box: QComboBox) -> QWidget:
    """Keep a box and its label together, whatever line they come to stand on."""
    pair = QWidget()
    label = QLabel(words)
    label.setBuddy(box)
    give_role(label, "muted")
    box.setAccessibleName(words)
    box.setMinimumHeight(px(36))
    line = QHBoxLayout(pair)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(label)
    line.addWidget(box)
    return pair

"""The steps of the first start, one quiet question each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kapdesk.domain.clock import Clock, show_moment
from kapdesk.ui import theme

_SCALES = (100, 110, 125, 150, 175, 200)
_TICK_MS = 1000


def say(text: str, role: str = "body") -> QLabel:
    """Return a wrapping label in a role."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    theme.give_role(label, role)
    return label


class Step(QWidget):
    """One step: a title, a hint, its fields, and whether one can go on."""

    changed = Signal()
    entered = Signal()  # Enter in one of its fields
    title = ""
    hint = ""

    def __init__(self) -> None:
        """Begin an empty column."""
        super().__init__()
        theme.give_role(self, "clear")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(8))

    def is_ready(self) -> bool:
        """Say whether one can go on from here."""
        return True

    def ask(self, label: str, hint: str, field: QLineEdit) -> None:
        """Add a labelled field with its hint below."""
        words = say(label, "strong")
        words.setBuddy(field)
        field.setAccessibleName(label)
        field.setAccessibleDescription(hint)
        field.textChanged.connect(self._edited)
        field.returnPressed.connect(self.entered)
        for part in (words, field, say(hint, "hint")):
            self.column.addWidget(part)

    def _edited(self) -> None:
        self.changed.emit()


class Welcome(Step):
    """What is wanted: a record, a rehearsal, or a record that exists already."""

    chosen = Signal(str)  # record, practice, restore
    title = "Welcome to kapdesk"
    hint = "Everything stays on this machine, in one encrypted file. Nothing is sent anywhere."
    _WAYS = (
        ("record", "Make a record", "A new, empty record for your clinic. About three minutes."),
        ("practice", "Practice room", "Invented clients, to try everything. Never mixed with care."),
        ("restore", "Restore from a backup", "Bring back a record that was backed up before."),
    )

    def __init__(self) -> None:
        """Offer the three ways."""
        super().__init__()
        self.ways: dict[str, QPushButton] = {}
        for key, text, hint in self._WAYS:
            button = QPushButton(text, self)
            button.setAccessibleDescription(hint)
            if key == "record":
                theme.give_role(button, "primary")
            button.clicked.connect(partial(self._choose, key))
            self.ways[key] = button
            self.column.addWidget(button)
            self.column.addWidget(say(hint, "hint"))
            self.column.addSpacing(theme.px(8))

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)


class Names(Step):
    """One or two names that stand on every printed page."""

    def __init__(self, title: str, hint: str, fields: Sequence[tuple[str, str, str, bool]]) -> None:
        """Ask for fields: key, label, hint, whether it must be there."""
        super().__init__()
        self.title, self.hint = title, hint
        self.fields: dict[str, QLineEdit] = {}
        self._needed = {key for key, _, _, needed in fields if needed}
        for key, label, about, needed in fields:
            self.fields[key] = QLineEdit(self)
            self.ask(label, about if needed else f"{about} Can stay empty.", self.fields[key])

    def text(self, key: str) -> str:
        """Return what stands in a field, without space around it."""
        return self.fields[key].text().strip()

    def is_ready(self) -> bool:
        """Go on once every needed field has a word."""
        return all(self.text(key) for key in self._needed)


class BackupFolder(Step):
    """Where the backups go."""

    title = "A folder for backups"
    hint = "Backups are encrypted like the record. A folder on another disk is best."

    def __init__(self) -> None:
        """Offer a field, a chooser, and to decide later."""
        super().__init__()
        self.folder = QLineEdit(self)
        self.ask("Folder", "Type it or choose it.", self.folder)
        choose = QPushButton("Choose a folder", self)
        choose.clicked.connect(self._choose)
        self.choose = choose
        self.later = QCheckBox("Decide later; Today will remind me", self)
        self.later.toggled.connect(self.changed)
        self.column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.later)

    def is_ready(self) -> bool:
        """Go on with a folder, or with a decision to decide later."""
        return bool(self.folder.text().strip()) or self.later.isChecked()

    def _choose(self) -> None:
        dialog = chooser(self)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()


def chooser(parent: QWidget) -> QFileDialog:
    """Return kapdesk's own folder chooser: dressed like the room, and it remembers nothing."""
    dialog = QFileDialog(parent, "kapdesk")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setHistory([])
    dialog.setSidebarUrls([])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.destroyed.connect(forget_folders)
    return dialog


def forget_folders() -> None:
    """Take back the note of visited folders that Qt's chooser leaves on the machine when it closes."""
    left = QSettings(QSettings.Scope.UserScope, "QtProject")
    left.remove("FileDialog")
    left.sync()


class Zone(Step):
    """The time zone, confirmed by the time it gives."""

    title = "The time here"
    hint = "Every entry carries this zone. kapdesk brings its own table of zones and summer times."

    def __init__(self, zones: Sequence[str], guess: str, clock: Clock) -> None:
        """Offer zones with a guess already shown; it still has to be confirmed."""
        super().__init__()
        self._clock = clock
        self.zone = QComboBox(self)
        self.zone.addItems(list(zones))
        self.zone.setAccessibleName("Time zone")
        self.zone.setCurrentText(guess)
        self.now = say("", "name")
        self.right = QCheckBox("This is the right date and time here", self)
        for part in (self.zone, self.now, self.right):
            self.column.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.zone.currentTextChanged.connect(self._moved)
        self.right.toggled.connect(self.changed)
        self.tick()

    def is_ready(self) -> bool:
        """Go on once the time was confirmed."""
        return self.right.isChecked()

    def tick(self) -> None:
        """Show the present time of the zone."""
        name = self.zone.currentText()
        self.now.setText(show_moment(self._clock.now(), name) if name else "")

    def _moved(self) -> None:
        self.right.setChecked(False)
        self.tick()


class Room(Step):
    """The look of the room: theme and text size, seen at once."""

    looked = Signal(str, int)
    title = "The look"
    hint = "F2 goes to the night look and back, Shift and F2 through all; Ctrl and + or - change the size."

    def __init__(self) -> None:
        """Offer the four themes and the text sizes."""
        super().__init__()
        now = theme.look()
        self._group = QButtonGroup(self)
        self.themes: dict[str, QRadioButton] = {}
        for name in theme.NAMES:
            button = QRadioButton(theme.Theme.load(name).label, self)
            button.setChecked(name == now.theme.name)
            self._group.addButton(button)
            self.column.addWidget(button)
            self.themes[name] = button
        self.scale = QComboBox(self)
        self.scale.setAccessibleName("Text size")
        for percent in _SCALES:
            self.scale.addItem(f"{percent} %", percent)
        self.scale.setCurrentIndex(max(0, self.scale.findData(now.scale)))
        label = say("Text size", "strong")
        label.setBuddy(self.scale)
        self.column.addSpacing(theme.px(8))
        self.column.addWidget(label)
        self.column.addWidget(self.scale, 0, Qt.AlignmentFlag.AlignLeft)
        self._group.buttonClicked.connect(self._look)
        self.scale.activated.connect(self._look)

    @property
    def choice(self) -> tuple[str, int]:
        """Return the theme and the text size in percent."""
        name = next(name for name, button in self.themes.items() if button.isChecked())
        return name, int(self.scale.currentData())

    def choose(self, name: str, percent: int) -> None:
        """Mark a theme and a size as chosen."""
        self.themes[name].setChecked(True)
        self.scale.setCurrentIndex(max(0, self.scale.findData(percent)))

    def _look(self) -> None:
        name, percent = self.choice
        theme.change(name, percent)
        self.looked.emit(name, percent)

"""The look of the room: four sets of colours, one type size, one stylesheet, changed without a restart."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from kapdesk.domain.resources import resource_folder

NAMES = ("paper", "ember", "night", "contrast")
SMALLEST_SCALE, LARGEST_SCALE, SCALE_STEP = 100, 200, 10
BODY, READING, NAME_SIZE, CLOCK_SIZE, LABEL = 14, 16, 18, 26, 12  # px at 100 %
_OWN_NAMES = {"size": "density"}  # Qt has a property `size` of its own, which is no word of the stylesheet
_LENGTH = re.compile(r"(?<![\w.#-])(\d+)u\b")
_TOKEN = re.compile(r"@([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours by the names the stylesheet and the painting widgets use."""

    name: str
    label: str
    dark: bool
    colours: Mapping[str, str]
    marks: tuple[str, ...]

    @staticmethod
    @cache
    def load(name: str) -> "Theme":
        """Read a theme that ships with kapdesk, once; raises KeyError for a name that does not."""
        if name not in NAMES:
            raise KeyError(name)
        path = resource_folder() / "theme" / f"{name}.toml"
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Theme(name, raw["label"], raw["dark"], raw["colours"], tuple(raw["marks"]["colours"]))

    def color(self, token: str) -> QColor:
        """Return the colour of a token, for instance `accent`; raises KeyError for an unknown one."""
        return QColor(self.colours[token])

    def mark(self, number: int) -> QColor:
        """Return the colour of a client's mark, numbered from 0 and counted round."""
        return QColor(self.marks[number % len(self.marks)])


class Look(QObject):
    """The theme and text size in use; tells everyone who paints or measures when they change."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with the light theme at 100 %, before anything was applied."""
        super().__init__()
        self.theme = Theme.load("paper")
        self.scale = SMALLEST_SCALE


@cache
def look() -> Look:
    """Return the one look of this program."""
    return Look()


def color(token: str) -> QColor:
    """Return the colour of a token in the theme in use."""
    return look().theme.color(token)


def px(length: float) -> int:
    """Return a length given in px at 100 % in the px of the text size in use, never less than 1."""
    return max(1, round(length * look().scale / 100))


def font(size: int = BODY, *, bold: bool = False, tabular: bool = False) -> QFont:
    """Return the interface font at a size in px at 100 %; `tabular` keeps figures from dancing."""
    made = QFont(QApplication.font())
    made.setPixelSize(px(size))
    made.setBold(bold)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def fit_scale(percent: int) -> int:
    """Return the nearest allowed text size in percent: 100 to 200."""
    return min(LARGEST_SCALE, max(SMALLEST_SCALE, percent))


_DRESSED = "kapdesk-style"
"""The mark of a program that has its style: to set it again dresses every widget twice."""


def apply(app: QApplication, theme: Theme, scale_percent: int = SMALLEST_SCALE) -> None:
    """Dress the whole program in a theme at a text size of 100 to 200 percent and tell who paints."""
    now = look()
    now.theme, now.scale = theme, fit_scale(scale_percent)
    QDir.setSearchPaths("kapdeskicons", [str(resource_folder() / "icons")])
    hints = app.styleHints()
    hints.setColorScheme(Qt.ColorScheme.Dark if theme.dark else Qt.ColorScheme.Light)
    if not app.property(_DRESSED):  # beneath a stylesheet the style does not tell its name
        app.setStyle("Fusion")
        app.setProperty(_DRESSED, True)  # noqa: FBT003 - Qt's signature
    app.setPalette(palette(theme))
    app.setFont(font())
    app.setStyleSheet(stylesheet(theme, now.scale))
    now.changed.emit()


def change(name: str, scale_percent: int) -> None:
    """Change the look of the running program; raises KeyError for an unknown theme."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply(app, Theme.load(name), scale_percent)


def preferred(app: QApplication) -> str:
    """Name the theme the system asks for: high contrast first, then dark, else light."""
    hints = app.styleHints()  # kept: chained calls lose the object
    accessibility = hints.accessibility()
    if accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "ember" if hints.colorScheme() == Qt.ColorScheme.Dark else "paper"


def give_role(widget: QWidget, role: str, **properties: str) -> None:
    """Dress a widget in a role of the stylesheet (`card`, `muted`, `primary` ...) and its states."""
    widget.setProperty("role", role)
    for name, value in properties.items():
        widget.setProperty(_OWN_NAMES.get(name, name), value)
    restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the stylesheet look again at a widget whose properties changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def stylesheet(theme: Theme, scale_percent: int) -> str:
    """Fill the one stylesheet with the colours of a theme and lengths at a text size."""
    text = (resource_folder() / "theme" / "style.qss").read_text(encoding="utf-8")
    words = {**theme.colours, "name": theme.name}

    def length(found: re.Match[str]) -> str:
        return f"{max(1, round(int(found[1]) * scale_percent / 100))}px"

    def token(found: re.Match[str]) -> str:
        return words[found[1]]

    body = text.split("*/", 1)[1]  # the first comment explains the marks and is not for Qt
    return _TOKEN.sub(token, _LENGTH.sub(length, body))


_PALETTE = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "surface",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "raised",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "line",
}


def palette(theme: Theme) -> QPalette:
    """Return the palette of a theme; what is disabled is muted and stays readable."""
    made = QPalette()
    for role, token in _PALETTE.items():
        made.setColor(role, theme.color(token))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.color("muted"))
    return made


def role_of(widget: QWidget) -> str:
    """Return the role a widget was dressed in, or nothing."""
    return cast("str | None", widget.property("role")) or ""

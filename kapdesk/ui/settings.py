"""What the window remembers about itself on this machine: size, theme, text size, splitters; never a name."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from kapdesk.ui import theme


class Settings:
    """The window's own file of preferences, outside the record and without a word from it."""

    def __init__(self, path: Path) -> None:
        """Keep the preferences in an INI file at this path."""
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str | None:
        """Return the chosen theme, or nothing while none was chosen."""
        name = str(self._store.value("look/theme", ""))
        return name if name in theme.NAMES else None

    def choose_theme(self, name: str) -> None:
        """Remember a theme; raises KeyError for one that does not exist."""
        if name not in theme.NAMES:
            raise KeyError(name)
        self._store.setValue("look/theme", name)

    @property
    def scale(self) -> int:
        """Return the text size in percent, 100 to 200; a damaged value reads as 100."""
        kept = str(self._store.value("look/scale", "100"))
        return theme.fit_scale(int(kept)) if kept.isdecimal() else theme.SMALLEST_SCALE

    def choose_scale(self, percent: int) -> None:
        """Remember a text size in percent."""
        self._store.setValue("look/scale", theme.fit_scale(percent))

    @property
    def geometry(self) -> QByteArray | None:
        """Return where the window stood, or nothing."""
        return self._bytes("window/geometry")

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window stands."""
        self._store.setValue("window/geometry", geometry)

    def splitter(self, name: str) -> QByteArray | None:
        """Return how a named splitter was divided, or nothing."""
        return self._bytes(f"splitter/{name}")

    def keep_splitter(self, name: str, state: QByteArray) -> None:
        """Remember how a named splitter is divided."""
        self._store.setValue(f"splitter/{name}", state)

    @property
    def first_start(self) -> dict[str, str]:
        """Return where a first start was left, before there was a record; empty where none was."""
        self._store.beginGroup("first-start")
        kept = {key: str(self._store.value(key, "")) for key in self._store.childKeys()}
        self._store.endGroup()
        return kept

    def keep_first_start(self, state: Mapping[str, str]) -> None:
        """Remember where a first start was left; an empty state forgets it."""
        self._store.remove("first-start")
        for key, value in state.items():
            self._store.setValue(f"first-start/{key}", value)

    def write(self) -> bool:
        """Put the preferences on disk now and say whether that worked."""
        self._store.sync()
        return self._store.status() == QSettings.Status.NoError

    def _bytes(self, key: str) -> QByteArray | None:
        kept = self._store.value(key)
        return kept if isinstance(kept, QByteArray) else None

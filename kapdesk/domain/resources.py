"""Where the texts, fonts, icons and themes that come with kapdesk lie."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource_folder() -> Path:
    """Return the folder of everything that ships beside the code.

    Inside an installed kapdesk it lies within the package; in a checkout it lies next to the package.
    """
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"

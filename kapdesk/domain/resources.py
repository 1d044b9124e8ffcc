"""Where the texts, fonts, icons and themes that come with kapdesk lie on this machine."""

from pathlib import Path


def resource_folder() -> Path:
    """Return the folder of what ships with kapdesk: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"

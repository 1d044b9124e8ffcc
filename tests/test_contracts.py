"""The rules of the map are kept by a machine, and the machine notices when one is broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LAYERS = "An import may only go down, and ui and services never meet"
TABS = "Tabs know nothing of each other"
PLACES = "Places know nothing of each other"
NO_QT = "Services and all below them know no Qt"
NO_SQL = "Tabs, places and ui know no SQL and no PDF writer"
FILE = "Only the store opens the file or changes its shape"
DOMAIN = "The domain stands on the standard library alone"
CIRCLES = "No package below the window goes in circles"
BREACHES = (
    (LAYERS, "domain/breach.py", "from kapdesk.store import rows\n"),
    (LAYERS, "ui/breach.py", "from kapdesk.services import notes\n"),
    (LAYERS, "breach.py", "X = 1\n"),
    (TABS, "tabs/debrief/breach.py", "import kapdesk.tabs.dosing\n"),
    (PLACES, "places/today/breach.py", "import kapdesk.places.week\n"),
    (NO_QT, "services/breach.py", "import PySide6.QtCore\n"),
    (NO_SQL, "tabs/debrief/breach.py", "import sqlalchemy\n"),
    (NO_SQL, "ui/breach.py", "import reportlab\n"),
    (FILE, "services/breach.py", "import sqlcipher3\n"),
    (FILE, "reports/breach.py", "import alembic\n"),
    (DOMAIN, "domain/breach.py", "import pydantic\n"),
    (CIRCLES, "ui/settings.py", "import kapdesk.desk\n"),
)
FOUR_CORNERS = 300  # lines of a file before it must be on the list below
LONG = {
    "kapdesk/ui/table.py": "the rows, the model and the view of the one table every list is made of",
    "kapdesk/store/rows.py": "one class a table, and nothing else: the shape of the record in one place",
    "kapdesk/store/migrations/versions/0001_first.py": "the first shape, written once and never again",
    "kapdesk/store/migrations/versions/0003_after_and_trust.py": "many tables, written once and never again",
    "kapdesk/cli.py": "every sub-command beside its arguments, so that one page is the whole terminal",
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).with_name("lint-imports")
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [tool, "--config", str(folder / "pyproject.toml"), "--no-cache"],
        cwd=folder, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def copy_of_the_project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "kapdesk", tmp_path / "kapdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_project_keeps_every_contract(copy_of_the_project: Path) -> None:
    result = lint(copy_of_the_project)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("contract", "place", "line"), BREACHES)
def test_a_breach_of_the_contract_is_noticed(
    contract: str, place: str, line: str, copy_of_the_project: Path
) -> None:
    with (copy_of_the_project / "kapdesk" / place).open("a", encoding="utf-8") as file:
        file.write("\n" + line)
    result = lint(copy_of_the_project)
    assert result.returncode != 0
    if place != "breach.py":  # a stray module at the top stops the tool before it lists the contracts
        assert f"{contract} BROKEN" in " ".join(result.stdout.split())


def test_everything_below_the_wall_stands_without_the_window() -> None:
    script = """
import importlib, pkgutil, sys
class NoWindow:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError("no window here")
sys.meta_path.insert(0, NoWindow())
import kapdesk
below = ("kapdesk.domain", "kapdesk.content", "kapdesk.store", "kapdesk.reports", "kapdesk.exchange",
         "kapdesk.services", "kapdesk.cli")
seen = 0
for module in pkgutil.walk_packages(kapdesk.__path__, "kapdesk."):
    if module.name.startswith(below) and ".migrations" not in module.name:
        importlib.import_module(module.name)
        seen += 1
print(seen)
"""
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 40


def test_a_long_file_is_on_the_list_with_its_reason() -> None:
    long = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "kapdesk").rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > FOUR_CORNERS
    }
    assert long == set(LONG)

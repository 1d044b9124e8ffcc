"""An older record is brought forward whole or not at all, after a copy; a newer one is left alone."""

import shutil
from pathlib import Path

import pytest

import kapdesk
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import NewerVersion
from kapdesk.services import vault
from kapdesk.store import cipher, migrate
from kapdesk.store.engine import FILE
from kapdesk.store.tables import metadata

PASSPHRASE = "quiet harbour lantern field"
NEXT = """
from alembic import op
import sqlalchemy as sa
revision = "9999"
down_revision = "HEAD"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE setting SET value = 'changed' WHERE key = 'clinic'")
    FAULT
"""


def _tables(folder: Path, key: bytes) -> set[str]:
    connection = cipher.connect_only_reading(folder / FILE, key)
    found = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    connection.close()
    return found


def _later_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(Path(kapdesk.__file__).parent / "store" / "migrations", scripts)
    (scripts / "versions" / "9999_later.py").write_text(
        NEXT.replace("HEAD", migrate.HEAD).replace("FAULT", fault), encoding="utf-8"
    )
    monkeypatch.setattr(migrate, "SCRIPTS", str(scripts))
    monkeypatch.setattr(migrate, "HEAD", "9999")


def test_the_newest_script_is_the_one_that_this_version_names() -> None:
    assert migrate.head_of_scripts() == migrate.HEAD


def test_the_classes_are_what_the_migrations_make(template, vault_folder: Path) -> None:
    assert migrate.models_equal_head(vault_folder / FILE, template.key, metadata) == []


def test_a_difference_between_classes_and_file_is_seen(template, vault_folder: Path) -> None:
    connection = cipher.connect(vault_folder / FILE, template.key)
    connection.execute("ALTER TABLE setting ADD COLUMN odd TEXT")
    connection.close()
    assert "odd" in str(migrate.models_equal_head(vault_folder / FILE, template.key, metadata))


def test_an_older_record_is_copied_then_brought_forward_at_unlocking(
    template, vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: SetClock
) -> None:
    _later_version(tmp_path, monkeypatch, "")
    vault.unlock(vault_folder, PASSPHRASE, clock=clock).close()
    assert "later" in _tables(vault_folder, template.key)
    copies = list((vault_folder / "backups").iterdir())
    assert len(copies) == 1
    assert copies[0].name.endswith("-before-update.kapbackup")


def test_an_update_that_fails_half_way_leaves_the_record_as_it_was(
    template, vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: SetClock
) -> None:
    before = _tables(vault_folder, template.key)
    with monkeypatch.context() as later:
        _later_version(tmp_path, later, "raise RuntimeError('half way')")
        with pytest.raises(RuntimeError):
            vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    assert _tables(vault_folder, template.key) == before
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    with opened.store.read() as db:
        said = db.connection().exec_driver_sql("SELECT value FROM setting WHERE key = 'clinic'").scalar()
    opened.close()
    assert said != "changed"


def test_a_record_of_a_newer_version_is_left_byte_for_byte(
    template, vault_folder: Path, clock: SetClock
) -> None:
    connection = cipher.connect(vault_folder / FILE, template.key)
    connection.execute("UPDATE alembic_version SET version_num = 'from the future'")
    connection.close()
    before = {path.name: path.read_bytes() for path in vault_folder.iterdir()}
    with pytest.raises(NewerVersion):
        vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    after = {path.name: path.read_bytes() for path in vault_folder.iterdir()}
    before.pop("vault.lock", None)
    after.pop("vault.lock", None)
    assert after == before


def test_the_machinery_is_not_loaded_for_a_record_that_is_up_to_date(vault_folder: Path) -> None:
    import subprocess
    import sys

    script = (
        "import sys\nfrom pathlib import Path\nfrom kapdesk.domain.clock import SystemClock\n"
        "from kapdesk.services import vault\n"
        "vault.unlock(Path(sys.argv[1]), sys.stdin.readline().strip(), clock=SystemClock()).close()\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('alembic', 'zxcvbn', 'PySide6', 'reportlab')])"
    )
    command = [sys.executable, "-c", script, str(vault_folder)]
    done = subprocess.run(command, input=PASSPHRASE, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

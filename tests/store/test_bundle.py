"""A bundle opens with its words alone, and one that was changed on the way is not taken in."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kapdesk.domain.errors import BackupNotGood, KapdeskError, NewerVersion, WrongPassphrase
from kapdesk.store import bundle
from kapdesk.store.bundle import Said
from kapdesk.store.derivation import FLOOR
from kapdesk.store.engine import Store
from kapdesk.store.rows import VaultIdentityRow

WORDS = "balemo-tinado-kerufa-sovilu-pagiro-denubi"
NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
MARK = "zwischenlager-der-worte"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundle") / f"one{bundle.SUFFIX}"
    with bundle.begin() as sealed:
        store = Store(sealed.path, sealed.key)
        with store.write() as db:
            db.add(VaultIdentityRow(id=1, vault_id="v1", kind="care", created_at=NOW, made_by=MARK))
        store.close()
        bundle.finish(sealed, path, Said("b1", "v1", "care", NOW), WORDS, FLOOR)
    return path


def altered(made: Path, target: Path, **said: object) -> Path:
    """Pack the bundle anew with other words in its description."""
    with zipfile.ZipFile(made) as packed, zipfile.ZipFile(target, "w") as other:
        manifest = json.loads(packed.read(bundle.MANIFEST))
        other.writestr(bundle.MANIFEST, json.dumps({**manifest, **said}))
        other.writestr(bundle.RECORD, packed.read(bundle.RECORD))
    return target


def test_it_opens_with_its_words_and_leaves_nothing_behind(made: Path) -> None:
    with bundle.opened(made, WORDS) as (sealed, said):
        assert (said.bundle, said.from_vault, said.kind, said.made_at) == ("b1", "v1", "care", NOW)
        place = sealed.path.parent
        assert place.exists()
    assert not place.exists()
    assert list(made.parent.iterdir()) == [made]
    assert MARK.encode() not in made.read_bytes()
    assert made.stat().st_mode & 0o077 == 0


def test_other_words_open_nothing(made: Path) -> None:
    with pytest.raises(WrongPassphrase), bundle.opened(made, WORDS.replace("a", "o")):
        pass


@pytest.mark.parametrize(
    "said",
    [{"from_vault": "v2"}, {"made_at": "2020-01-01T00:00:00+00:00"}, {"kind": "practice"}, {"sha256": ""}],
)
def test_a_changed_description_is_noticed(made: Path, tmp_path: Path, said: dict[str, object]) -> None:
    with pytest.raises(BackupNotGood), bundle.opened(altered(made, tmp_path / "x", **said), WORDS):
        pass


def test_a_newer_form_is_named_as_such(made: Path, tmp_path: Path) -> None:
    with pytest.raises(NewerVersion), bundle.opened(altered(made, tmp_path / "x", format=2), WORDS):
        pass


def test_a_weak_or_heavy_key_is_refused_before_it_is_worked_out(made: Path, tmp_path: Path) -> None:
    for cost in ([8, 1, 1], [2**30, 3, 4]):
        with pytest.raises(BackupNotGood), bundle.opened(altered(made, tmp_path / "x", cost=cost), WORDS):
            pass


def test_a_flipped_bit_or_a_cut_file_is_noticed(made: Path, tmp_path: Path) -> None:
    whole = made.read_bytes()
    for place in (len(whole) // 3, len(whole) // 2):
        broken = bytearray(whole)
        broken[place] ^= 1
        path = tmp_path / "x"
        path.write_bytes(bytes(broken))
        with pytest.raises(KapdeskError), bundle.opened(path, WORDS):
            pass
    path = tmp_path / "cut"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupNotGood), bundle.opened(path, WORDS):
        pass

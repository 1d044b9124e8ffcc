"""A record lies on a disk of this computer; synced, shared and removable places are named and refused."""

from pathlib import Path

import pytest

from kapdesk.domain.errors import UnsuitablePlace
from kapdesk.store import location

MOUNTS = [
    ("/", "ext4"),
    ("/home", "btrfs"),
    ("/mnt/clinic", "cifs"),
    ("/mnt/clinic/local disk", "ext4"),
    ("/srv/n", "nfs4"),
]


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Hollow Oak", "OneDrive"),
        ("onedrive-personal", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Hollow Oak Dropbox", "Dropbox"),
        ("iCloud Drive", "iCloud"),
        ("Mobile Documents", "iCloud"),
        ("CloudStorage", "a cloud service"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Syncthing", "Syncthing"),
    ],
)
def test_synced_folders_are_refused_by_name_and_offered_for_backups(
    tmp_path: Path, name: str, service: str
) -> None:
    with pytest.raises(UnsuitablePlace, match=service) as refused:
        location.refuse_unsuitable(tmp_path / name / "kapdesk" / "record")
    assert "fit for backups only" in refused.value.sentence
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("mark", [".stfolder", ".dropbox", ".nextcloudsync.log"])
def test_synced_folders_under_any_name_are_known_by_their_marks(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).mkdir()
    assert location.unsuitable(tmp_path / "notes" / "record") is not None


def test_a_link_into_a_synced_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "x").mkdir(parents=True)
    (tmp_path / "innocent").symlink_to(tmp_path / "Dropbox" / "x")
    assert "Dropbox" in (location.unsuitable(tmp_path / "innocent" / "record") or "")


@pytest.mark.parametrize("name", ["boxes", "my notes", "drive", "dropping", "mega clinic"])
def test_ordinary_names_are_not_mistaken(tmp_path: Path, name: str) -> None:
    assert location.unsuitable(tmp_path / name / "record") is None


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("/mnt/clinic/record", "network"),
        ("/srv/n/a/b", "network"),
        ("/media/jo/STICK/record", "removable"),
        ("/run/media/jo/STICK", "removable"),
    ],
)
def test_network_and_removable_disks_are_refused_on_linux(place: str, word: str) -> None:
    assert word in (location._on_linux(Path(place), MOUNTS) or "")


@pytest.mark.parametrize("place", ["/home/jo/record", "/mnt/clinic/local disk/record", "/srv/notes"])
def test_the_deepest_mount_decides(place: str) -> None:
    assert location._on_linux(Path(place), MOUNTS) is None


def test_mount_points_with_spaces_are_read() -> None:
    assert location._unescaped("/mnt/two\\040words") == "/mnt/two words"
    assert "/" in [point for point, _ in location._mounts()]


@pytest.mark.parametrize(("place", "fit"), [("/Volumes/STICK/record", False), ("/Users/jo/record", True)])
def test_volumes_are_refused_on_a_mac(place: str, fit: bool) -> None:
    assert (location._on_mac(Path(place)) is None) is fit


def test_the_practice_room_lies_apart_from_care() -> None:
    care, practice = location.default_folder(), location.default_folder(practice=True)
    assert care != practice
    assert care.parent == practice.parent
    assert (care.name, practice.name) == ("record", "practice")


def test_a_nearly_full_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    location.refuse_full(tmp_path / "not" / "there" / "yet")
    monkeypatch.setattr(location, "FREE_NEEDED", 10**18)
    with pytest.raises(UnsuitablePlace, match="MB left"):
        location.refuse_full(tmp_path / "not" / "there" / "yet")

"""Where a record may lie: on a disk of this computer, and never where something else copies or shares it."""

import os
import shutil
import sys
from pathlib import Path

from kapdesk.domain.errors import UnsuitablePlace

RECORD = "record"
PRACTICE = "practice"
FREE_NEEDED = 200 * 1024 * 1024

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud service",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "drivefs": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "pcloud": "pCloud",
    "pclouddrive": "pCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "box sync": "Box",
    "box": "Box",
    "seafile": "Seafile",
    "proton drive": "Proton Drive",
    "tresorit": "Tresorit",
    "resilio sync": "Resilio Sync",
    "synologydrive": "Synology Drive",
}
_SYNC_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".sync": "Resilio Sync",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".tmp.drivedownload": "Google Drive",
}
_NETWORK = frozenset(
    (
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ncpfs", "ceph", "glusterfs",
        "lustre", "9p", "davfs", "fuse.sshfs", "fuse.davfs", "fuse.davfs2", "fuse.rclone",
        "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.glusterfs",
        "fuse.s3fs", "fuse.curlftpfs", "fuse.smbnetfs", "fuse.ceph", "fuse.pcloud", "afpfs",
        "webdav",
    )
)  # fmt: skip
_REMOVABLE_ROOTS = ("/media", "/run/media", "/mnt/usb")
_WINDOWS_REMOVABLE, _WINDOWS_NETWORK, _WINDOWS_CD = 2, 4, 5


def default_folder(*, practice: bool = False) -> Path:
    """Return where the record (or the practice room) lies when nobody says otherwise."""
    from platformdirs import user_data_path

    return user_data_path("kapdesk", appauthor=False, roaming=False) / (PRACTICE if practice else RECORD)


def refuse_unsuitable(folder: Path) -> None:
    """Raise UnsuitablePlace for a synced, network or removable folder, in plain words."""
    reason = unsuitable(folder)
    if reason:
        raise UnsuitablePlace(
            f"The record cannot lie in {folder}: {reason}. Nothing was created. Choose a folder on a disk "
            "inside this computer; this place is fit for backups only."
        )


def unsuitable(folder: Path) -> str | None:
    """Return why a folder may not hold a record, None when it may."""
    place = Path(os.path.realpath(folder))
    for candidate in (Path(os.path.abspath(folder)), place):  # noqa: PTH100 - `absolute()` keeps `..`, which must go
        service = _synced(candidate)
        if service:
            return f"it is copied by {service}, which can change or split the files while they are in use"
    if sys.platform == "win32":
        return _on_windows(place)
    if sys.platform == "darwin":
        return _on_mac(place)
    return _on_linux(place, _mounts())


def refuse_full(folder: Path) -> None:
    """Raise UnsuitablePlace where less than 200 MB are free."""
    free = shutil.disk_usage(_existing(folder)).free
    if free < FREE_NEEDED:
        raise UnsuitablePlace(
            f"The disk of {folder} has {free // 1024**2} MB left; the record needs "
            f"{FREE_NEEDED // 1024**2} MB to work with. Nothing was changed. Make room on that disk and "
            "try again."
        )


def short_of_room(folder: Path) -> tuple[str, ...]:
    """Return what has to be said where less than 200 MB are free; nothing where there is room."""
    free = shutil.disk_usage(_existing(folder)).free
    if free >= FREE_NEEDED:
        return ()
    said = (
        f"The disk of this record has only {free // 1024**2} MB left. What is written is on the disk; new "
        "words may soon not fit. Make room on that disk now."
    )
    return (said,)


def _synced(place: Path) -> str | None:
    """Return the name of the service that copies this folder, as names and marks tell."""
    for part in place.parts:
        name = part.casefold()
        if name in _SYNCED:
            return _SYNCED[name]
        if name.startswith("onedrive"):  # "OneDrive - Clinic", "OneDrive-Personal"
            return "OneDrive"
        if name.startswith("dropbox (") or name.endswith(" dropbox"):  # "Dropbox (Clinic)", "Clinic Dropbox"
            return "Dropbox"
    for parent in (place, *place.parents):
        for mark, service in _SYNC_MARKS.items():
            try:
                if (parent / mark).exists() and parent != Path.home():
                    return service
            except OSError:
                continue
    return None


def _mounts() -> list[tuple[str, str]]:
    """Return mount points and file system types of this machine (Linux)."""
    try:
        lines = (
            Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        )
    except OSError:
        return []
    found: list[tuple[str, str]] = []
    for line in lines:
        left, _, right = line.partition(" - ")
        if right and len(left.split()) > 4:  # noqa: PLR2004 - the fifth field is the mount point (man proc)
            found.append((_unescaped(left.split()[4]), right.split()[0]))
    return found


def _unescaped(name: str) -> str:
    """Return a mount point with its escaped spaces, tabs and backslashes put back."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        name = name.replace(code, sign)
    return name


def _on_linux(place: Path, mounts: list[tuple[str, str]]) -> str | None:
    """Judge by the file system under the folder, and by where desktops mount sticks."""
    under = [(point, kind) for point, kind in mounts if place.is_relative_to(point)]
    kind = max(under, key=_depth)[1] if under else ""
    if kind in _NETWORK:
        return "it lies on a network drive, where two computers can damage each other's writing"
    if any(place.is_relative_to(root) for root in _REMOVABLE_ROOTS):
        return "it lies on a removable disk, which can be pulled out while it is written"
    return None


def _depth(mount: tuple[str, str]) -> int:
    """Return how deep a mount point lies."""
    return len(Path(mount[0]).parts)


def _on_mac(place: Path) -> str | None:
    """Judge by where macOS mounts what is not its own disk."""
    if place.is_relative_to("/Volumes") or place.is_relative_to("/Network"):
        return "it lies on a removable disk or a network drive"
    return None


def _on_windows(place: Path) -> str | None:
    """Judge by the drive type that Windows states."""
    if str(place).startswith("\\\\"):
        return "it lies on a network drive, where two computers can damage each other's writing"
    import ctypes

    kind = ctypes.CDLL("kernel32").GetDriveTypeW(place.anchor)
    if kind == _WINDOWS_NETWORK:
        return "it lies on a network drive, where two computers can damage each other's writing"
    if kind in (_WINDOWS_REMOVABLE, _WINDOWS_CD):
        return "it lies on a removable disk, which can be pulled out while it is written"
    return None


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest parent that is there already."""
    place = Path(os.path.realpath(folder))
    while not place.exists() and place != place.parent:
        place = place.parent
    return place

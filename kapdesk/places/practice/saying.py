"""What Practice says of a passphrase and of a backup."""

from collections.abc import Sequence
from typing import cast

from kapdesk.services import passphrases


def strength(passphrase: str, words: Sequence[str]) -> tuple[int, str]:
    """Return how strong a passphrase is, 0 to 4, and what to do about it."""
    judged = passphrases.judge(passphrase, words)
    return judged.score, judged.sentence


def counted(result: object) -> str:
    """Return in words what was counted in a backup that was made or tried."""
    counts = getattr(result, "counts", None)
    if not isinstance(counts, dict):
        return "Done."
    rows = cast("dict[str, int]", counts)
    clients, sessions = rows.get("client", 0), rows.get("session", 0)
    return (
        f"The backup is good: opened with the key, checked, and counted ({sum(rows.values())} rows, "
        f"{clients} clients, {sessions} sessions)."
    )

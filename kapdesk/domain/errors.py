"""Errors that are told to the person at the desk, in a sentence."""


class KapdeskError(Exception):
    """Say what is wrong, what happened to the data and what to do.

    `code` is the exit code of the windowless program (documented in its `--help`) and the reference code
    under the sentence on screen.
    """

    code = 1

    def __init__(self, sentence: str) -> None:
        """Keep the sentence as it will be read."""
        super().__init__(sentence)
        self.sentence = sentence


class Refused(KapdeskError):
    """A rule of the record forbids this; nothing was changed."""

    code = 10


class NotFound(KapdeskError):
    """What was asked for is not in the record."""

    code = 11


class WrongPassphrase(KapdeskError):
    """The key file is whole and this passphrase does not open it."""

    code = 20


class KeyFileDamaged(KapdeskError):
    """Both copies of the key file are unreadable."""

    code = 21


class RecordDamaged(KapdeskError):
    """The key is right and the record itself is damaged."""

    code = 22


class RecordMissing(KapdeskError):
    """A record was expected here and there is none, or a part of it is gone."""

    code = 23


class NewerVersion(KapdeskError):
    """The record was made by a newer kapdesk; nothing was touched."""

    code = 24


class InUse(KapdeskError):
    """Another kapdesk has this record open."""

    code = 25


class UnsuitablePlace(KapdeskError):
    """The folder cannot hold a record: network, synced, removable, or already something else."""

    code = 26


class NotEncrypted(KapdeskError):
    """The encryption library is not doing its work; nothing was read or written."""

    code = 27


class BackupNotGood(KapdeskError):
    """A backup could not be made, opened, checked or counted."""

    code = 28


class NotWritten(KapdeskError):
    """The disk did not take it; the text is still here and will be tried again."""

    code = 29

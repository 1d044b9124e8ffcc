"""A client goes to another workstation from a terminal, and comes in there once."""

import io
import re
import shutil
import sys
from pathlib import Path

import pytest

from kapdesk import cli
from kapdesk.domain import errors
from kapdesk.domain.clock import SetClock
from kapdesk.services import exporting, vault
from kapdesk.store.derivation import FLOOR
from tests.conftest import MORNING, PASSPHRASE, Template
from tests.services.whole_day import a_client


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: object, said: tuple[str, ...] = ()) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join((PASSPHRASE, *said)) + "\n"))
    name, *rest = map(str, arguments)
    words = [name, "--data-dir", str(folder), "--passphrase-stdin", *rest]
    return cli.run(words, lambda _options: 99)


def test_a_bundle_is_made_looked_at_and_taken_in_once(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there, out = tmp_path / "here", tmp_path / "there", tmp_path / "out"
    out.mkdir()
    for folder in (here, there):
        shutil.copytree(template.folder, folder)
    monkeypatch.setattr("kapdesk.store.derivation.calibrate", lambda: FLOOR)
    opened = vault.unlock(here, PASSPHRASE, clock=SetClock(MORNING))
    a_client(exporting.hold(opened, SetClock(MORNING)))
    opened.close()
    assert run(monkeypatch, here, "bundle", "--client", "K-0009", "--to", out) == errors.NotFound.code
    assert not list(out.iterdir())
    assert run(monkeypatch, here, "bundle", "--client", "K-0001", "--to", out) == 0
    made = next(out.iterdir())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d_\d{6}_[0-9a-f]{8}\.kapbundle", made.name)
    found = re.search(r"^  (\S+)$", capsys.readouterr().out, re.MULTILINE)
    assert found
    words = found.group(1)
    assert words.count("-") == 5
    wrong = run(monkeypatch, there, "take-in", made, said=(words[::-1],))
    assert wrong == errors.WrongPassphrase.code
    assert run(monkeypatch, there, "take-in", made, "--look", said=(words,)) == 0
    assert "K-0001: new here" in capsys.readouterr().out
    assert run(monkeypatch, there, "take-in", made, said=(words,)) == 0
    assert "Taken in: 1 new" in capsys.readouterr().out
    assert run(monkeypatch, there, "take-in", made, said=(words,)) == 0
    assert "Nothing in it was new" in capsys.readouterr().out

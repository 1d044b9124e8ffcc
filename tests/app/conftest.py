"""The program as the tests of its door and house start it."""

import pytest
from app_stage import stage, start

__all__ = ["stage", "start"]

NOT_IN_THIS_TEST = 600_000  # milliseconds


@pytest.fixture(autouse=True)
def only_what_is_gone_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build a tab when it is gone to; the tabs built ahead for their counts have a test of their own."""
    monkeypatch.setattr("kapdesk.app.house._COUNT_AFTER", NOT_IN_THIS_TEST)

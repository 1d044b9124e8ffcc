"""While the passphrase is typed, the parts that open the record are brought in behind the window."""

import importlib
import threading

PARTS = (
    "kapdesk.services.vault",
    "sqlalchemy.orm",
    "kapdesk.store.rows",
    "kapdesk.content",
    "kapdesk.app.house",
    "kapdesk.places.today.place",
    "kapdesk.tabs.dosing.tab",  # the tabs of the room last: they are gone to with a client there
    "kapdesk.tabs.debrief.tab",
    "kapdesk.tabs.embodiment.tab",
)


def begin() -> threading.Thread:
    """Start bringing them in; a part that is asked for earlier is simply there a little later."""
    thread = threading.Thread(target=_bring, daemon=True, name="warm")
    thread.start()
    return thread


def _bring() -> None:
    for part in PARTS:
        importlib.import_module(part)

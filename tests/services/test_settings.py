"""Settings are kept whole; a half-filled form the disk refused at a lock comes back after the unlock."""

from pathlib import Path

from kapdesk import content
from kapdesk.domain.clock import SetClock
from kapdesk.domain.people import Person, Role
from kapdesk.services import drafts, settings, vault
from kapdesk.services.clients import NEW_DRAFT
from kapdesk.services.record import Record

PASSPHRASE = "quiet harbour lantern field"


def test_several_settings_are_kept_together_and_read_by_their_beginning(record: Record) -> None:
    settings.put_several(record, {"limit.hr_low": "48", "limit.hr_high": "115", "lock.minutes": "7"})
    assert settings.several(record, "limit.") == {"limit.hr_low": "48", "limit.hr_high": "115"}
    settings.put(record, "limit.hr_low", "")
    assert settings.get(record, "limit.hr_low", "nothing set") == ""
    assert settings.get(record, "never", "nothing set") == "nothing set"


def test_a_half_filled_form_the_disk_refused_is_sealed_and_comes_back(
    vault_folder: Path, clock: SetClock
) -> None:
    opened = vault.unlock(vault_folder, PASSPHRASE, clock=clock)
    person = Person(opened.person_id, "J. Adler", "LMFT", Role.OWNER)
    record = Record(opened.store, content.load(), clock, person, "America/New_York")
    left = drafts.put_aside(opened, {(settings.OWNER, NEW_DRAFT): '{"family": "Quist"}'})
    assert left == ()
    assert settings.get(record, NEW_DRAFT) == ""
    taken = drafts.take_in(opened, record)
    assert (taken.written, taken.waiting) == (1, 0)
    assert settings.get(record, NEW_DRAFT) == '{"family": "Quist"}'
    opened.close()

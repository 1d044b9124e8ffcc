"""The trail in words: sifted by person, act, client and day, paged, and free of names of clients."""

from dataclasses import replace
from datetime import date

from kapdesk.domain.clock import SetClock
from kapdesk.services import audit, clients, settings, trail
from kapdesk.services.record import Record
from kapdesk.services.trail import Sieve


def test_a_line_is_read_as_a_sentence_with_the_clients_code(record: Record) -> None:
    new = replace(clients.blank(record), family_name="Moreau", given_name="Aster")
    clients.add(record, new)
    settings.put(record, "paper", "letter")
    audit.log(record, audit.Action.PRINTED, "session", None, new.id, count=2)
    printed, setting, made = trail.entries(record)[:3]
    assert (printed.who, printed.did, printed.what, printed.code) == (
        "J. Adler",
        "printed",
        "session (2)",
        new.code,
    )
    assert (setting.did, setting.what) == ("setting changed", "setting paper")
    assert (made.did, made.what, made.code) == ("written", "client", new.code)
    assert "Moreau" not in str(trail.entries(record))


def test_pages_follow_each_other_without_a_gap_or_a_double(record: Record) -> None:
    for number in range(25):
        settings.put(record, "paper", str(number))
    seen: list[int] = []
    while page := trail.entries(record, before=seen[-1] if seen else None, limit=7):
        seen += [entry.seq for entry in page]
    assert seen == list(range(25, 0, -1))


def test_the_sieve_keeps_to_person_act_client_and_days(record: Record, clock: SetClock) -> None:
    settings.put(record, "paper", "a4")
    clock.move(days=2)
    audit.log(record, audit.Action.PRINTED, "session")
    clock.move(hours=16)  # past midnight in the zone of the record
    audit.log(record, audit.Action.EXPORTED, "session")
    found = trail.choices(record)
    assert [name for _id, name in found.people] == ["J. Adler"]
    assert found.actions == ("exported", "printed", "setting changed")

    def acts(**by: object) -> list[str]:
        return [entry.did for entry in trail.entries(record, replace(Sieve(), **by))]

    assert acts(action="printed") == ["printed"]
    assert acts(actor=record.author.id) == ["exported", "printed", "setting changed"]
    assert acts(first=date(2026, 11, 24)) == ["exported", "printed"]
    assert acts(first=date(2026, 11, 24), last=date(2026, 11, 24)) == ["printed"]
    assert acts(last=date(2026, 11, 22)) == ["setting changed"]


def test_a_code_is_found_however_it_is_typed(record: Record) -> None:
    new = replace(clients.blank(record), family_name="Moreau", given_name="Aster")
    clients.add(record, new)
    assert trail.code_of(record, f" {new.code.lower()} ") == new.id
    assert trail.code_of(record, "K-9999") is None

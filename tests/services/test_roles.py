"""What a role may not do is refused where every service has to pass, not where one remembered to ask."""

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FunctionType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kapdesk.services
from kapdesk.domain.errors import Refused
from kapdesk.domain.people import Role
from kapdesk.domain.roles import POWERS, may
from kapdesk.services import appointments, clients, notes, people, roles, sessions, whereabouts
from kapdesk.services import settings as kept
from kapdesk.services.record import Record

FOLDER = Path(kapdesk.services.__file__).parent
MODULES = sorted(
    path.stem for path in FOLDER.glob("*.py") if path.stem not in ("__init__", "record", "roles")
)
PAST_THE_DOOR = {
    "audit": "reads and checks the trail for the program itself, whoever sits there",
    "audit_edits": "writes inside the transaction of the act",
    "backups": "notes the time of a backup, which is made whoever sits there",
    "custody": "two sheets open the record before anybody is signed in",
    "rotation": "the record is closed, and only its key changes",
    "founding": "there is no person yet",
    "opening": "there is no person yet",
    "rehearsal": "invents a clinic with all its people",
    "exporting": "opens a record without a window",
    "rehearsal_scale": "invents years of clients",
    "search_index": "lets the index follow what was written, whoever sits there, and shows nothing",
}
"""Services that touch the file without a person's hold on it, and why."""


def as_role(record: Record, role: Role) -> Record:
    return replace(record, author=replace(record.author, role=role))


def as_service(module: str) -> Callable[[Record, str], None]:
    """Return a verb that is, to whoever looks, one of this service."""

    def verb(record: Record, act: str) -> None:
        with getattr(record, act)():
            pass

    return FunctionType(verb.__code__, {**verb.__globals__, "__name__": f"kapdesk.services.{module}"})


def test_every_service_says_which_power_it_needs() -> None:
    missing = [module for module in MODULES if module not in roles.NEEDS and module != "audit_edits"]
    assert not missing, f"add to kapdesk/services/roles.py: {missing}"


@given(st.sampled_from(MODULES), st.sampled_from(list(Role)), st.sampled_from(["read", "write"]))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_service_is_refused_exactly_to_the_roles_that_lack_its_power(
    record: Record, module: str, role: Role, act: str
) -> None:
    if module == "audit_edits":
        return
    needed = getattr(roles.declared(module), act)
    allowed = role is Role.OWNER or bool(POWERS[role] & set(needed))
    verb = as_service(module)
    if allowed:
        verb(as_role(record, role), act)
    else:
        with pytest.raises(Refused, match="may not do this"):
            verb(as_role(record, role), act)


def test_no_service_goes_round_the_door() -> None:
    """Reading or writing the file itself, without a person's hold on it, is on the list with a reason."""
    found: set[str] = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                direct = isinstance(owner, ast.Attribute) and owner.attr == "store"
                named = isinstance(owner, ast.Name) and owner.id == "store"
                if node.func.attr in ("read", "write", "bare") and (direct or named):
                    found.add(path.stem)
    assert found - {"record"} <= set(PAST_THE_DOOR)


def test_a_supervisor_reads_and_an_assistant_books_but_neither_writes_a_note(record: Record) -> None:
    client = clients.add(
        record, replace(clients.blank(record), family_name="Mor", given_name="Aster")
    ).subject
    assert client is not None
    for role in (Role.SUPERVISOR, Role.ASSISTANT, Role.AUDITOR):
        with pytest.raises(Refused, match="write clinical records"):
            notes.write(as_role(record, role), notes.Owner(client), "field", "words")
    assert sessions.of_client(as_role(record, Role.SUPERVISOR), client) == ()
    assert clients.one(as_role(record, Role.ASSISTANT), client).family_name == "Mor"
    with pytest.raises(Refused):
        sessions.of_client(as_role(record, Role.ASSISTANT), client)
    with pytest.raises(Refused):
        clients.one(as_role(record, Role.AUDITOR), client)


def test_the_clinics_settings_are_the_owners_and_the_desk_is_everybodys(record: Record) -> None:
    for role in Role:
        person = as_role(record, role)
        whereabouts.keep(person, whereabouts.Whereabouts(place="week"))
        assert sessions.open_now(person) == ()
        if role is Role.OWNER:
            continue
        for key in ("clinic", "lock.minutes", "zone"):
            with pytest.raises(Refused):
                kept.put(person, key, "9")
        with pytest.raises(Refused, match="people and keys"):
            people.end(person, record.author.id)


def test_each_person_comes_back_to_their_own_place(record: Record) -> None:
    other = people.add(record, "M. Rowe", "LCSW", Role.CLINICIAN).item
    assert other is not None
    theirs = replace(record, author=people.one(record, other))
    whereabouts.keep(record, whereabouts.Whereabouts(place="clients"))
    whereabouts.keep(theirs, whereabouts.Whereabouts(place="week"))
    assert whereabouts.last(record).place == "clients"
    assert whereabouts.last(theirs).place == "week"
    kept.put(record, "draft.person", "half a name")
    assert (kept.get(record, "draft.person"), kept.get(theirs, "draft.person")) == ("half a name", "")
    kept.put(theirs, "draft.person", "another")
    assert kept.get(record, "draft.person") == "half a name"


def test_the_outermost_service_decides_so_that_booking_may_look_into_the_chart(record: Record) -> None:
    assert may(Role.ASSISTANT, *roles.declared("appointments").write)
    assert appointments.__name__.removeprefix(roles.SERVICES) in roles.NEEDS

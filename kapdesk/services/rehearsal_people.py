"""The invented people of the practice room: read from their files, brought to life through the services."""

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from kapdesk.domain.alerts import Allergies, Severity
from kapdesk.domain.clients import Client, Reach, SafeContact
from kapdesk.domain.clock import local
from kapdesk.domain.consents import Signing
from kapdesk.domain.resources import resource_folder
from kapdesk.services import alerts, clients, consents
from kapdesk.services import rehearsal_acts as acts
from kapdesk.services import rehearsal_after as after
from kapdesk.services.rehearsal_stage import Act, Stage

INVENTED = UUID("6b617064-6573-6b00-8000-707261637469")
"""The namespace of invented ids: the same person has the same id, so the same mark, each time."""

VERBS: dict[str, Callable[[Stage, Act], None]] = {
    "plan": acts.plan, "prepare": acts.prepare, "arrive": acts.arrive, "answer": acts.answer,
    "clear": acts.clear, "dose": acts.dose, "look": acts.look, "missed": acts.missed,
    "moment": acts.moment, "state": acts.state, "adverse": acts.adverse, "tell": acts.telling,
    "rate": acts.rate, "step": acts.step, "observe": acts.observe, "write-plan": acts.write_plan,
    "review-plan": acts.review_plan, "agree": acts.agree,
    "screen": after.screen, "assess": after.assess, "close-screens": after.close_screens,
    "fetch": after.fetch, "clear-medical": after.clear_medical, "clear-therapist": after.clear_therapist,
    "leave": after.leave, "sign": after.sign, "book": after.book, "attend": after.attend,
    "call": after.call, "integrate": after.integrate, "measure": after.measure,
}  # fmt: skip
SIGNED_AFTER = 200
"""Minutes from arrival at which a day of the past is signed."""


def folder() -> Path:
    """Return where the invented clinic lies."""
    return resource_folder() / "rehearsal"


def read(name: str) -> dict[str, Any]:
    """Read one file of the invented clinic."""
    return tomllib.loads((folder() / name).read_text("utf-8"))


def everyone() -> tuple[dict[str, Any], ...]:
    """Read the files of all invented clients, in the order in which they came."""
    return tuple(read(f"people/{path.name}") for path in sorted((folder() / "people").glob("*.toml")))


def play(stage: Stage, said: dict[str, Any]) -> None:
    """Bring one invented client to where their file says."""
    _meet(stage, said)
    for measured in said.get("measures", []):
        stage.clock.at = stage.wall(-measured["ago"], "09:05")
        after.measure(stage, measured)
    for number, day in enumerate(said.get("days", []), start=1):
        stage.session, stage.number = None, number
        stage.day = day | {"plan": said.get("plan", {})}
        _play_day(stage, day)
    after.settle(stage)
    ended = said.get("ended")
    if ended:
        stage.clock.at = stage.wall(-ended["ago"], "17:00")
        on = local(stage.clock.now(), stage.record.zone).date()
        clients.end(stage.record, stage.client, on, ended["reason"])


def _meet(stage: Stage, said: dict[str, Any]) -> None:
    """Write down who the client is, what stands against them, and what they agreed to."""
    since = said.get("known_since", 0)
    stage.clock.at = min(stage.wall(-since, "08:40"), stage.opened_at - timedelta(hours=1))
    clients.add(stage.record, _client(stage.client, said))
    for alert in said.get("alerts", []):
        stage.clock.move(minutes=1)
        alerts.add(
            stage.record, stage.client, alert["kind"], Severity(alert["severity"]),
            text=alert.get("text", ""), source=alert.get("source", ""),
        )  # fmt: skip
    wanted = said.get("consents", [])
    kinds = [
        (kind.id, kind.version)
        for kind in consents.kinds(stage.record)
        if kind.id in wanted or (wanted == "all" and kind.before_first_dose)
    ]
    if kinds:
        stage.clock.move(minutes=6)
        on = local(stage.clock.now(), stage.record.zone).date()
        name = f"{said['given']} {said['family']}"
        consents.add_several(stage.record, stage.client, Signing(tuple(kinds), name, on, "on paper"))


def _client(client_id: UUID, said: dict[str, Any]) -> Client:
    contact = said.get("contact", {})
    name, relation, phone = said.get("emergency", ("", "", ""))
    return Client(
        client_id, said["code"], said["family"], said["given"],
        preferred_name=said.get("preferred", ""), title=said.get("title", ""),
        pronouns=said.get("pronouns", ""), born=said.get("born"), language=said.get("language", ""),
        contact=SafeContact(
            contact.get("channel", ""), contact.get("message"), contact.get("code_word", ""),
            contact.get("note", ""),
        ),
        reach=Reach(
            phone=said.get("phone", ""), emergency_name=name, emergency_relation=relation,
            emergency_phone=phone, prescriber=said.get("prescriber", ""),
        ),
        allergies=Allergies(said.get("allergies", "")),
    )  # fmt: skip


def client_id(code: str) -> UUID:
    """Return the id of an invented client, the same in every practice room."""
    return uuid5(INVENTED, code)


def _play_day(stage: Stage, day: dict[str, Any]) -> None:
    """Play one dosing day and what came after it."""
    begin = stage.wall(-day["ago"], day["at"]) if "ago" in day else stage.from_now(day, day["minutes"])
    script: list[Act] = [
        act for act in read(f"days/{day['follows']}.toml")["acts"] if act.get("id") not in day.get("skip", [])
    ]
    script += day.get("acts", [])
    if day.get("signed"):
        script.append({"m": SIGNED_AFTER, "do": "sign"})
    for act in sorted(script, key=_minute):
        if act["m"] <= day.get("until", SIGNED_AFTER):
            _do(stage, act, begin + timedelta(minutes=float(act["m"])))
    for act in day.get("after", []):
        _do(stage, act | {"m": 0}, stage.wall(-act["ago"], act["at"]))


def _do(stage: Stage, act: Act, at: datetime) -> None:
    stage.clock.at = min(at, stage.opened_at)
    VERBS[act["do"]](stage, act)


def _minute(act: Act) -> float:
    return float(act["m"])

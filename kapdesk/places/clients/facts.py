"""What is known of a client as the texts of a form, and back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kapdesk.domain.clients import Client, Reach, SafeContact
from kapdesk.domain.clock import show_date

CODE = "code"
_MESSAGE = {"yes": True, "no": False}


def texts_of(client: Client) -> dict[str, str]:
    """Return what is known of a client by the ids of the form; what is not known is empty."""
    contact, reach = client.contact, client.reach
    message = contact.may_leave_message
    return {
        "family": client.family_name,
        "given": client.given_name,
        "preferred": client.preferred_name,
        "title": client.title,
        "gender": client.gender,
        "pronouns": client.pronouns,
        "born": show_date(client.born) if client.born else "",
        CODE: client.code,
        "language": client.language,
        "phone": reach.phone,
        "email": reach.email,
        "address": reach.address,
        "channel": contact.channel,
        "message": "" if message is None else "yes" if message else "no",
        "code_word": contact.code_word,
        "contact_note": contact.note,
        "emergency_name": reach.emergency_name,
        "emergency_relation": reach.emergency_relation,
        "emergency_phone": reach.emergency_phone,
        "prescriber": reach.prescriber,
    }


def client_of(texts: Mapping[str, str], born: date | None, base: Client) -> Client:
    """Return a client with what the form says; what the form does not ask stays as it was."""
    return replace(
        base,
        code=texts[CODE],
        family_name=texts["family"],
        given_name=texts["given"],
        preferred_name=texts["preferred"],
        title=texts["title"],
        gender=texts["gender"],
        pronouns=texts["pronouns"],
        born=born,
        language=texts["language"],
        contact=SafeContact(
            texts["channel"], _MESSAGE.get(texts["message"]), texts["code_word"], texts["contact_note"]
        ),
        reach=Reach(
            texts["phone"], texts["email"], texts["address"], texts["emergency_name"],
            texts["emergency_relation"], texts["emergency_phone"], texts["prescriber"],
        ),
    )  # fmt: skip

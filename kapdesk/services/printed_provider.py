"""What another clinician may read of a dosing day, gathered for the provider summary."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import or_, select

from kapdesk.domain.clock import show_date
from kapdesk.domain.consents import KeptConsent
from kapdesk.domain.errors import Refused
from kapdesk.domain.outcomes import REQUIRED
from kapdesk.domain.outcomes import Outcome as Ended
from kapdesk.domain.withholding import FOR_THE_CLIENT, Category, Rule
from kapdesk.services import (
    clients,
    escorts,
    printed_home,
    printed_leaving,
    printed_session,
    releases,
    settings,
    withholding,
)
from kapdesk.services.record import Record
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import ScreenRow

if TYPE_CHECKING:
    from kapdesk.reports import day_facts
    from kapdesk.reports.handing_sections import Noted
    from kapdesk.reports.leaving_facts import Outcome
    from kapdesk.reports.provider_summary import ProviderFacts
    from kapdesk.reports.session_facts import SessionFacts

AS_ASKED = "withheld at the client’s request"
NOT_RELEASED = (
    "The provider summary was not made, because neither the client’s consent to it nor a decision is "
    "recorded. Nothing was changed. Record the consent “Summary to another provider” in Prepare, or write "
    "who decided."
)
_LEFT_WITH = next(fact.label for fact in REQUIRED[Ended.RELEASED] if fact.key == "left_with")


def facts(record: Record, head: SessionHead) -> "ProviderFacts":
    """Return what may stand on the provider's copy; raises Refused where nobody released it."""
    from kapdesk.reports.provider_summary import ProviderFacts

    release = releases.standing(record, head.client, head.id)
    if not release.allowed:
        raise Refused(NOT_RELEASED)
    day = printed_session.facts(record, head)
    day = replace(day, screens=_screens(record, head))
    gone = _gone(record, head)
    client, home = clients.one(record, head.client), printed_home.discharge(record, head)
    one = escorts.of_session(record, head.id)
    escort = ", ".join(part for part in ((one.name, one.relation) if one else ()) if part)
    at_home = Category.AT_HOME in gone
    ordinary, urgent = printed_home.numbers(record)
    return ProviderFacts(
        day=_without_company(day) if at_home else day,
        release=_release(release),
        clinic=settings.get(record, "clinic"),
        prescriber=client.reach.prescriber,
        allergies=client.allergies.words,
        helps=home.helps,
        numbers=(*ordinary, *urgent),
        left_out=_left_out(day, gone),
        no_visits=AS_ASKED if Category.VISITS in gone else "",
        escort=AS_ASKED if at_home else escort or head.escort_exception,
    )


def _gone(record: Record, head: SessionHead) -> tuple[Category, ...]:
    """Return which lines the client wants to be left out of the pages that leave the clinic."""
    rules = withholding.rules(record, head.client, head.id)
    return tuple(one for one in FOR_THE_CLIENT if rules.of(one).rule is Rule.WITHHOLD)


def _left_out(day: "SessionFacts", gone: tuple[Category, ...]) -> tuple[str, ...]:
    """Return a line for each kind of thing that is left out because the client asked."""
    asked = [left.what for _, left in day.left_out if left.asked] + [one.label for one in gone]
    return tuple(f"Withheld at the client’s request: {what}." for what in dict.fromkeys(asked))


def _without_company(day: "SessionFacts") -> "SessionFacts":
    """Return the facts without who was with the client, which the client wants left out."""
    return replace(
        day,
        outcome=_unnamed(day.outcome) if day.outcome else None,
        earlier_outcomes=tuple(_unnamed(one) for one in day.earlier_outcomes),
    )


def _unnamed(one: "Outcome") -> "Outcome":
    rows = tuple((label, AS_ASKED if label == _LEFT_WITH else words) for label, words in one.facts)
    return replace(one, facts=rows)


def _screens(record: Record, head: SessionHead) -> "tuple[day_facts.Screen, ...]":
    """Return the screens of the session and every later one of the client, so that the newest is here."""
    of_day = ScreenRow.session_id == head.id
    if head.opened_at is not None:
        of_day = or_(of_day, ScreenRow.happened_at >= head.opened_at)
    with record.read() as db:
        query = select(ScreenRow.id).where(ScreenRow.client_id == head.client, of_day)
        wanted: list[UUID] = list(db.scalars(query.order_by(ScreenRow.happened_at, ScreenRow.written_at)))
    return printed_leaving.several_screens(record, wanted)


def _release(release: releases.Release) -> "tuple[Noted, ...]":
    """Return by whose consent or decision the copy leaves."""
    from kapdesk.reports.handing_sections import Noted

    rows: list[Noted] = []
    if release.consent is not None:
        rows.append(Noted("With the client’s consent", _consent(release.consent)))
    if release.withdrawn is not None:
        rows.append(Noted("The client’s consent", _consent(release.withdrawn)))
    decision = release.decision
    if decision is not None and release.consent is None:
        rows.append(Noted("Without consent, decided by", decision.by))
        rows.append(Noted("Why", decision.reason, decision.written_by, decision.written_at))
    return tuple(rows)


def _consent(kept: KeptConsent) -> str:
    one = kept.consent
    parts = (
        f"given on {show_date(one.given_on)}", f"by {one.signer}" if one.signer else "", one.method,
        f"text version {one.version}",
        f"withdrawn on {show_date(one.withdrawn_on)}" if one.withdrawn_on else "",
    )  # fmt: skip
    said = ", ".join(part for part in parts if part)
    return f"{said}\n{kept.note}" if kept.note else said

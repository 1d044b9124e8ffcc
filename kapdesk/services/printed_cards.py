"""The shelf of documents: what each is, how it stands, and why one cannot be made yet."""

from dataclasses import dataclass, replace
from uuid import UUID

from kapdesk.domain.clock import show_date, show_moment
from kapdesk.domain.outcomes import Outcome
from kapdesk.domain.signing import Of
from kapdesk.services import (
    printed_course,
    printed_esketamine,
    printed_home,
    printed_leaving,
    printed_measures,
    printed_outcome,
    releases,
    retractions,
    safety_plans,
    sessions,
)
from kapdesk.services.printed_course import MET, MET_PROGRESS, NO_SESSION, PROGRESS, WORKSHEET, standing_of
from kapdesk.services.printed_words import Names
from kapdesk.services.record import Record
from kapdesk.services.retractions import Gone
from kapdesk.services.sessions import SessionHead

WEEKS = printed_course.WEEKS
OUTCOMES = {
    "transfer": Outcome.MEDICAL_TRANSFER,
    "evaluation": Outcome.EMERGENCY_EVALUATION,
    "advice": Outcome.AGAINST_ADVICE,
    "extended": Outcome.EXTENDED,
    "other": Outcome.OTHER,
}
"""The keys of the pages that belong to one outcome each."""
_TITLES = {
    "transfer": ("Transfer sheet", "Goes along to a hospital: doses, vital signs, alerts, who decided"),
    "evaluation": (
        "Emergency evaluation sheet",
        "Goes along to an emergency psychiatric evaluation: results, plan, means, doses",
    ),
    "advice": ("Against-advice sheet", "What was advised, by whom, and how the client left"),
    "extended": ("Extended observation note", "Why the client stays, who decided, when to look again"),
    "other": ("Sheet for another outcome", "What happened, who decided, and how the client was"),
}
KEYS = (
    "discharge", "escort", "plan", "card", *printed_course.KEYS[:1], "measures", "provider", *OUTCOMES,
    "esketamine", "summary", *printed_course.KEYS[1:],
)  # fmt: skip
"""Every document by its key, in the order in which people need them."""
_OF_A_SESSION = {
    "discharge": "Discharge safety summary",
    "escort": "For the escort",
    "provider": "Provider summary",
    **{key: title for key, (title, _) in _TITLES.items()},
    "esketamine": "Esketamine monitoring fields",
    "summary": "Session summary",
}
_SESSION_PAGES = frozenset({*_OF_A_SESSION, PROGRESS, WORKSHEET})


@dataclass(frozen=True, slots=True)
class Card:
    """One document that can be made: what it is, how it stands, and whether it can be made now."""

    key: str
    title: str
    about: str
    state: str
    ready: bool


def cards(record: Record, client_id: UUID, session_id: UUID | None) -> tuple[Card, ...]:
    """Return every document of a chart with how it stands, in the order in which people need them.

    Of what was retracted no page is made; its cards say when and why.
    """
    gone = retractions.of_client(record, client_id)
    session = gone.get(session_id) if session_id is not None else None
    notes = [one for one in gone.values() if one.of is Of.INTEGRATION]
    return tuple(
        _retracted(one, session if one.key in _SESSION_PAGES else None, notes, record.zone)
        for one in _cards(record, client_id, session_id)
    )


def _cards(record: Record, client_id: UUID, session_id: UUID | None) -> tuple[Card, ...]:
    course = printed_course.standings(record, client_id, session_id)
    own = (
        _plan_card(record, client_id), _visits_card(record, client_id), _course_card(course, WEEKS),
        _measures_card(record, client_id),
    )  # fmt: skip
    after = tuple(_course_card(course, key) for key in printed_course.KEYS if key != WEEKS)
    if session_id is None:
        waits = (Card(key, title, "", NO_SESSION, ready=False) for key, title in _OF_A_SESSION.items())
        return (*own, *waits, *after)
    head = sessions.head(record, session_id)
    return (
        _discharge_card(record, head), _escort_card(record, head), *own, _provider_card(record, head),
        *(_outcome_card(record, head, key) for key in OUTCOMES), _esketamine_card(record, head),
        _summary_card(head), *after,
    )  # fmt: skip


def _retracted(card: Card, session: Gone | None, notes: list[Gone], zone: str) -> Card:
    """Return a card that says it where what it is made of was retracted."""
    if session is not None:
        return replace(card, state=f"{session.words(zone)}; no page is made", ready=False)
    if card.key in (MET, MET_PROGRESS) and not card.ready and notes:
        return replace(card, state=f"no integration session that stands; {notes[-1].words(zone)}")
    return card


def _course_card(course: dict[str, printed_course.Standing], key: str) -> Card:
    one = course[key]
    return Card(key, one.title, one.about if one.ready else "", one.state, ready=one.ready)


def _discharge_card(record: Record, head: SessionHead) -> Card:
    has_outcome = head.ended_at is not None or bool(printed_leaving.outcomes(record, head, Names({})))
    outcome = "" if has_outcome else "; no outcome recorded yet"
    about = "One page for the client: tonight, what to leave out, whom to call, the next visit"
    if elsewhere := printed_home.elsewhere(head):
        return Card("discharge", "Discharge safety summary", about, elsewhere, ready=False)
    return Card("discharge", "Discharge safety summary", about, standing_of(head) + outcome, ready=True)


def _escort_card(record: Record, head: SessionHead) -> Card:
    known = printed_leaving.escort(record, head)
    about = "Half a page of practical care; nothing of the session"
    if elsewhere := printed_home.elsewhere(head):
        return Card("escort", "For the escort", about, elsewhere, ready=False)
    consent = printed_home.consent_of(record, head)
    if consent is True:
        return Card("escort", "For the escort", about, standing_of(head), ready=True)
    refused = "the client does not want it handed over"
    wanted = refused if consent is False else "the client’s consent to hand it over is not recorded"
    return Card(
        "escort", "For the escort", about, wanted if known else f"no escort named; {wanted}", ready=False
    )


def _plan_card(record: Record, client_id: UUID) -> Card:
    about = "One page in large type, in the client’s words; no diagnosis, no medicines"
    last = safety_plans.latest(record, client_id)
    if last is None:
        return Card("plan", "Stay-safe plan", about, "not reviewed with the client yet", ready=False)
    newer = "; changed since, not reviewed" if safety_plans.changed_since_review(record, client_id) else ""
    state = f"version {last.number}, reviewed {show_moment(last.happened_at, record.zone)}{newer}"
    return Card("plan", "Stay-safe plan", about, state, ready=True)


def _visits_card(record: Record, client_id: UUID) -> Card:
    booked = printed_home.visits(record, client_id, Names({}))
    about = "To cut out and keep: when and where, without a clinical word"
    if not booked:
        return Card("card", "Appointment card", about, "nothing is booked", ready=False)
    return Card("card", "Appointment card", about, f"next: {booked[0].when}", ready=True)


def _measures_card(record: Record, client_id: UUID) -> Card:
    about = "Every questionnaire with its course, what changed, and by which rule"
    last = printed_measures.latest(record, client_id)
    if last is None:
        return Card("measures", "Measure summary", about, "no questionnaire is recorded", ready=False)
    return Card("measures", "Measure summary", about, f"latest: {show_moment(last, record.zone)}", ready=True)


def _provider_card(record: Record, head: SessionHead) -> Card:
    about = "For another clinician: vital signs, scores, results, clearance, plan; nothing that was told"
    release = releases.standing(record, head.client, head.id)
    title = "Provider summary"
    if release.consent is not None:
        given = show_date(release.consent.consent.given_on)
        return Card("provider", title, about, f"{standing_of(head)}; consent given on {given}", ready=True)
    if release.decision is not None:
        decided = f"without consent, decided by {release.decision.by}"
        return Card("provider", title, about, f"{standing_of(head)}; {decided}", ready=True)
    taken_back = "the client’s consent was withdrawn" if release.withdrawn else "no consent is recorded"
    return Card(
        "provider",
        title,
        about,
        f"{taken_back}; record it in Prepare, or write below who decided",
        ready=False,
    )


def _outcome_card(record: Record, head: SessionHead, key: str) -> Card:
    title, about = _TITLES[key]
    reason = printed_outcome.why_not(record, head, OUTCOMES[key])
    if reason:
        return Card(key, title, about, reason, ready=False)
    recorded = printed_outcome.ended_as(record, head, OUTCOMES[key], Names({}))
    open_yet = "" if recorded else "; this outcome is not recorded"
    return Card(key, title, about, standing_of(head) + open_yet, ready=True)


def _esketamine_card(record: Record, head: SessionHead) -> Card:
    about = "What the monitoring form asks for, to be typed in by hand; kapdesk submits nothing"
    if not printed_esketamine.devices(record, head):
        state = printed_esketamine.NOT_GIVEN
        return Card("esketamine", "Esketamine monitoring fields", about, state, ready=False)
    return Card("esketamine", "Esketamine monitoring fields", about, standing_of(head), ready=True)


def _summary_card(head: SessionHead) -> Card:
    about = "The whole day for the clinic’s own record, from arrival to what was booked"
    return Card("summary", "Session summary", about, standing_of(head), ready=True)

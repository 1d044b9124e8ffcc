"""Screens, scores, criteria, clearances, escort and outcome of a session, as they are printed."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from kapdesk.domain.clock import show_moment
from kapdesk.domain.errors import NotFound
from kapdesk.domain.gate_facts import Criterion as Judged
from kapdesk.domain.gate_facts import Kind, Seen, State, Verdict
from kapdesk.domain.gate_facts import Override as SetAside
from kapdesk.domain.outcomes import REQUIRED, Answer
from kapdesk.domain.outcomes import Outcome as Ended
from kapdesk.domain.readiness import Signature
from kapdesk.domain.recovery_scores import ALDRETE_RULE, ORIGINAL_PADSS_RULE, PADSS_RULE, RecoveryScore
from kapdesk.domain.two_people import same_person
from kapdesk.services import escorts, printed_scores, readiness
from kapdesk.services.printed_words import YES_NO, Names, asked, struck
from kapdesk.services.record import Record
from kapdesk.services.screen_rows import ITEMS, RECENT
from kapdesk.services.sessions import SessionHead
from kapdesk.store.rows import ClearanceRow, DischargeRow, MeasureRow, OverrideRow, ScreenRow

if TYPE_CHECKING:
    from kapdesk.reports import day_facts, leaving_facts

ASQ, BSSA = "asq", "bssa"
_YES = {1: "Yes", 0: "No"}
_TITLES = {
    ALDRETE_RULE: "Modified Aldrete score (Aldrete 1995)", PADSS_RULE: "Modified PADSS (Chung 1995)",
    ORIGINAL_PADSS_RULE: "PADSS (Chung 1995)",
}  # fmt: skip


def screens(record: Record, head: SessionHead) -> "tuple[day_facts.Screen, ...]":
    """Return every suicide screen and assessment of a session as asked, struck ones too."""
    with record.read() as db:
        query = select(ScreenRow).where(ScreenRow.session_id == head.id)
        rows = list(db.scalars(query.order_by(ScreenRow.happened_at, ScreenRow.written_at)))
        return tuple(_screen(record, row) for row in rows)


def several_screens(record: Record, ids: Sequence[UUID]) -> "tuple[day_facts.Screen, ...]":
    """Return some screens of a client in the order of their ids here, also those outside of a session."""
    with record.read() as db:
        return tuple(_screen(record, db.get_one(ScreenRow, one)) for one in ids)


def _screen(record: Record, row: ScreenRow) -> "day_facts.Screen":
    from kapdesk.reports.day_facts import Screen

    items = _items(record, row) if row.instrument == ASQ else _talked(record, row)
    why = str(row.answers.get("not_scored") or "")
    result = row.result.replace("_", " ") if row.result else ""
    closed = f"closed: {row.closed_reason}" if row.closed_at else ""
    return Screen(
        _title(record, row), f"version {row.instrument_version}", row.context, items,
        f"{result}: {why}" if why else result, row.disposition, closed, row.observer, row.happened_at,
        row.judgement, row.written_at, struck(row.struck_at, row.struck_reason),
    )  # fmt: skip


def _title(record: Record, row: ScreenRow) -> str:
    try:
        if row.instrument == BSSA:
            return record.content.form(row.instrument, row.instrument_version).title
        return record.content.instrument(row.instrument, row.instrument_version).title
    except NotFound:
        return row.instrument  # one that was done on paper: its name is all there is of its words


def _items(record: Record, row: ScreenRow) -> "tuple[day_facts.Item, ...]":
    from kapdesk.reports.day_facts import Item

    try:
        asq = record.content.instrument(ASQ, row.instrument_version)
    except NotFound:
        return ()
    if not any(item.id in row.answers for item in asq.items) and not row.answers.get("declined"):
        return ()
    words = dict(row.answers.get("words") or {})
    declined = bool(row.answers.get("declined"))
    found: list[Item] = []
    for number, item in enumerate(asq.items, start=1):
        given = row.answers.get(item.id)
        answer = (
            "declined" if given is None and declined else _YES.get(given, "") if given is not None else ""
        )
        was_asked = given is not None or declined or not item.asked_when
        beside = str(words.get(item.id, ""))
        if item.id == ITEMS[3] and RECENT in row.answers:
            when = "within" if row.answers[RECENT] else "not within"
            beside = "; ".join(part for part in (beside, f"{when} the past 12 months") if part)
        found.append(Item(str(number), item.text, answer, beside, was_asked))
    return tuple(found)


def _talked(record: Record, row: ScreenRow) -> "tuple[day_facts.Item, ...]":
    from kapdesk.reports.day_facts import Item
    from kapdesk.services.printed_words import said

    return tuple(
        Item(
            str(number), asked(record, row.instrument, row.instrument_version, id_),
            said(record, row.instrument, row.instrument_version, id_, str(value)),
        )
        for number, (id_, value) in enumerate(row.answers.items(), start=1)
        if str(value).strip()
    )  # fmt: skip


def scores(record: Record, head: SessionHead, now: readiness.Readiness) -> "tuple[day_facts.Score, ...]":
    """Return the recovery scores with their parts, and the questionnaires of the session."""
    recovery = [_recovery(seen) for seen in (now.facts.aldrete, now.facts.padss) if seen is not None]
    with record.read() as db:
        query = select(MeasureRow).where(MeasureRow.session_id == head.id)
        rows = list(db.scalars(query.order_by(MeasureRow.happened_at)))
        return (*recovery, *(printed_scores.score_of(record, row) for row in rows))


def _recovery(seen: Seen[RecoveryScore]) -> "day_facts.Score":
    from kapdesk.reports.day_facts import Score

    score = seen.value
    parts = tuple(
        (one.name, "" if one.points is None else f"{one.points}" + (f" ({one.label})" if one.label else ""))
        for one in score.components
    )
    passes = {True: "9 or more", False: "below 9", None: ""}[score.passes]
    return Score(
        _TITLES.get(score.rule_version, score.name), f"rule {score.rule_version}", parts,
        score.total, 10, passes, score.of - score.answered, seen.by,
        seen.at,
    )  # fmt: skip


def left_with(record: Record, head: SessionHead) -> tuple[Judged, ...]:
    """Return the criteria as they stood when the outcome was recorded; none while there is no outcome.

    What changed afterwards (a visit that took place, a number that was corrected) changes nothing of them.
    """
    with record.read() as db:
        query = select(DischargeRow).where(
            DischargeRow.session_id == head.id, DischargeRow.struck_at.is_(None)
        )
        row = db.scalar(query.order_by(DischargeRow.seq.desc()).limit(1))
        if row is None or head.ended_at is None:
            return ()
        aside = select(OverrideRow).where(OverrideRow.session_id == head.id, OverrideRow.struck_at.is_(None))
        overrides = {one.criterion: one for one in db.scalars(aside.order_by(OverrideRow.seq))}
        return tuple(_kept(id_, one, overrides.get(id_)) for id_, one in row.criteria.items())


def _kept(id_: str, one: dict[str, str], aside: OverrideRow | None) -> Judged:
    """Return one criterion from what was kept of it with the outcome."""
    state = State(one["state"])
    override = None
    if state is State.OVERRIDDEN and aside is not None:
        override = SetAside(id_, aside.by_name, aside.by_role, aside.reason, aside.happened_at)
    at = datetime.fromisoformat(one["at"]) if one.get("at") else None
    verdict = Verdict(state, one.get("value", ""), one.get("by", ""), at, one.get("why", ""))
    return Judged(id_, one["title"], Kind(one["kind"]), verdict, override)


def criteria(
    record: Record, head: SessionHead, judged: Sequence[Judged]
) -> "tuple[day_facts.Criterion, ...]":
    """Return every criterion as it stands, with each override and its reason; none before a dose."""
    from kapdesk.reports.day_facts import Criterion, Override, Standing

    if head.dosed_at is None and not any(one.verdict.value for one in judged):
        return ()
    aside = _withdrawn(record, head)
    return tuple(
        Criterion(
            one.id, one.title, one.kind.value, Standing(one.state.value), _value(one), one.verdict.by,
            one.verdict.at,
            Override(f"{one.override.by_name}, {one.override.by_role}", one.override.reason, one.override.at)
            if one.override
            else None,
            tuple(aside.get(one.id, ())),
        )
        for one in judged
    )  # fmt: skip


def _value(one: Judged) -> str:
    parts = (one.verdict.value, one.verdict.why if one.state is not State.MET else "")
    return "; ".join(part for part in parts if part)


def _withdrawn(record: Record, head: SessionHead) -> "dict[str, list[day_facts.Override]]":
    """Return what is kept of overrides that do not stand: withdrawn, or followed by another one."""
    from kapdesk.reports.day_facts import Override

    found: dict[str, list[Override]] = {}
    with record.read() as db:
        query = select(OverrideRow).where(
            OverrideRow.session_id == head.id, OverrideRow.struck_at.is_not(None)
        )
        for row in db.scalars(query.order_by(OverrideRow.seq)):
            why = struck(row.struck_at, row.struck_reason)
            who = f"{row.by_name}, {row.by_role}"
            one = Override(who, row.reason, row.happened_at, why, row.written_at)
            found.setdefault(row.criterion, []).append(one)
    return found


def clearances(record: Record, head: SessionHead, names: Names) -> "tuple[leaving_facts.Clearance, ...]":
    """Return every clearance in the order of writing, withdrawn ones too.

    A medical one says who entered it, where that was not the person who gave it, signed in.
    """
    from kapdesk.reports.leaving_facts import Clearance

    with record.read() as db:
        query = select(ClearanceRow).where(ClearanceRow.session_id == head.id).order_by(ClearanceRow.seq)
        return tuple(
            Clearance(
                row.kind.capitalize(), row.by_name, row.by_role, row.presence, row.statement, row.happened_at,
                struck(row.struck_at, row.struck_reason), row.written_at, entered_by=_entered_by(row, names),
            )
            for row in db.scalars(query)
        )  # fmt: skip


def _entered_by(row: ClearanceRow, names: Names) -> str:
    """Return who wrote a medical clearance down for somebody else; nobody where they are one person."""
    writer = names.of(row.author_id)
    own = row.kind != Signature.MEDICAL or same_person(row.by_name, writer)
    return "" if own else writer


def escort(record: Record, head: SessionHead) -> "leaving_facts.Escort | None":
    """Return who takes the client home, as far as recorded, or the exception that was written."""
    from kapdesk.reports.leaving_facts import Escort

    one = escorts.of_session(record, head.id)
    exception = head.escort_exception.strip()
    if one is None or not any((one.name, one.relation, one.phone, one.arrived_at, one.tonight)):
        return Escort(exception=exception) if exception else None
    return Escort(
        one.name, one.relation, one.phone, one.recognised, one.tonight, one.arrived_at, YES_NO[one.adult],
        one.drives, {True: "client consents", False: "client does not consent", None: ""}[one.sheet_consent],
        exception,
    )  # fmt: skip


def outcomes(record: Record, head: SessionHead, names: Names) -> "tuple[leaving_facts.Outcome, ...]":
    """Return every outcome in the order of writing, struck ones too; the last one stands."""
    with record.read() as db:
        query = select(DischargeRow).where(DischargeRow.session_id == head.id).order_by(DischargeRow.seq)
        return tuple(_outcome(row, names, head.zone) for row in db.scalars(query))


def _outcome(row: DischargeRow, names: Names, zone: str) -> "leaving_facts.Outcome":
    from kapdesk.reports.leaving_facts import Outcome

    facts: list[tuple[str, str]] = []
    for fact in REQUIRED[Ended(row.outcome)]:
        value = row.facts.get(fact.key)
        shown = YES_NO[value] if isinstance(value, bool) else str(value or "")
        if fact.answer is Answer.TIME and shown:
            shown = show_moment(datetime.fromisoformat(shown), zone)
        facts.append((fact.label, shown))
    if row.ready_without_minimum is not None:
        facts.append(("Ready without the minimum time, after", f"{row.ready_without_minimum} min"))
    return Outcome(
        row.outcome.capitalize(), names.wrote(row.id, row.author_id), row.happened_at, tuple(facts),
        struck(row.struck_at, row.struck_reason), row.written_at,
    )  # fmt: skip


def standing(found: "Sequence[leaving_facts.Outcome]") -> "leaving_facts.Outcome | None":
    """Return the outcome that stands: the last one that is not struck."""
    return next((one for one in reversed(found) if one.struck is None), None)

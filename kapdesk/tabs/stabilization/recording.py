"""What each editor asks for, done in the record: one verb, one write, and what to say about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kapdesk.desk import Tab
from kapdesk.domain.change import Change
from kapdesk.domain.errors import Refused
from kapdesk.domain.happened import parse_happened
from kapdesk.domain.means import Agreed, MeansStatus, Method
from kapdesk.domain.readiness import Signature
from kapdesk.domain.screens import Context, next_step
from kapdesk.services import (
    assessments,
    clearances,
    leaving,
    means,
    outcomes,
    paper_results,
    readiness,
    safety_plans,
    screens,
    sessions,
)
from kapdesk.services.assessments import OF_CHOICE, Talk
from kapdesk.services.readiness import Observation
from kapdesk.services.screens import Asked
from kapdesk.tabs.stabilization import asking, signing
from kapdesk.tabs.stabilization.editor import OBSERVER, OBSERVER_ROLE, WHEN, Editor
from kapdesk.tabs.stabilization.ending import OutcomeCard
from kapdesk.tabs.stabilization.home import EscortEditor
from kapdesk.tabs.stabilization.plan import MeansEditor, PlanEditor
from kapdesk.tabs.stabilization.screening import (
    DISPOSITION,
    HISTORY,
    JUDGEMENT,
    REASON,
    REFERRAL_DAY,
    REFERRAL_TIME,
    AssessmentEditor,
    PaperEditor,
    ScreenEditor,
)
from kapdesk.tabs.stabilization.signing import OverrideEditor, SignatureEditor

WITHDRAW = "withdraw:"


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a press: a sentence to say, whether it needs attention, and the editor that follows."""

    sentence: str
    attention: bool = False
    then: str = ""


class Recorder:
    """Takes what stands in an editor into the record; a refusal leaves everything where it is."""

    def __init__(self, tab: Tab, client: UUID, session: UUID) -> None:
        """Write in the name of one tab, for one session."""
        self._tab, self._client, self._session = tab, client, session
        self._desk = tab.desk

    def record(self, editor: Editor) -> Done | None:
        """Write what stands in an editor; None where it was refused, for the desk has said why.

        Raises KapdeskError for what cannot be read as it was typed.
        """
        for kind, act in self._acts():
            if isinstance(editor, kind):
                return act(editor)
        return self._withdraw(editor) if editor.key.startswith(WITHDRAW) else self._observe(editor)

    def _acts(self) -> "tuple[tuple[type[Editor], Callable[[Any], Done | None]], ...]":
        return (
            (ScreenEditor, self._screen), (AssessmentEditor, self._assessment), (PaperEditor, self._paper),
            (EscortEditor, self._escort),
            (PlanEditor, self._plan), (MeansEditor, self._means), (SignatureEditor, self._sign),
            (OverrideEditor, self._override), (OutcomeCard, self._end),
        )  # fmt: skip

    def withdraw_override(self, editor: OverrideEditor) -> Done | None:
        """Take the override of the chosen criterion back, with the reason that was written."""
        given = editor.values()
        criterion, reason = given.get(signing.CRITERION, ""), given.get(signing.REASON, "")
        if not criterion:
            raise Refused("No criterion is chosen. Nothing was changed. Choose the one that is overridden.")
        done = self._desk.do(self._tab, readiness.withdraw_override, self._session, criterion, reason)
        return _said(done, f"Override of {criterion} withdrawn")

    def _observe(self, editor: Editor) -> Done | None:
        given = editor.values()
        content = self._desk.record.content
        seen = Observation(
            asking.answers(given), asking.reading(content, given), given.get(OBSERVER, ""),
            given.get(OBSERVER_ROLE, ""), self._when(given),
        )  # fmt: skip
        done = self._desk.do(self._tab, readiness.observe, self._session, seen)
        return _said(done, f"{editor.accessibleName()}: recorded")

    def _screen(self, editor: ScreenEditor) -> Done | None:
        given = editor.values()
        if HISTORY in given and not self._history(given[HISTORY]):
            return None
        if set(given) <= {HISTORY, OBSERVER, OBSERVER_ROLE, WHEN} and HISTORY in given:
            return Done("History of suicidal thoughts: recorded")
        asked = Asked(
            editor.context, editor.answers(), editor.words(), given.get(JUDGEMENT, ""),
            given.get(OBSERVER, ""), given.get(OBSERVER_ROLE, ""), self._when(given), editor.attempt_recent(),
        )  # fmt: skip
        if editor.wrong is not None:
            done = self._desk.do(self._tab, screens.put_right, editor.wrong.id, asked, given.get(REASON, ""))
        else:
            session = None if editor.context is Context.CONTACT else self._session
            done = self._desk.do(self._tab, screens.ask, self._client, asked, session)
        return None if done is None else self._after_screen(done)

    def _after_screen(self, done: Change) -> Done:
        kept = next(one for one in self._desk.read(screens.of_client, self._client) if one.id == done.item)
        if kept.result is None:
            return Done(kept.not_scored, attention=True)
        words = f"Suicide screen {kept.context}: {kept.result}. {next_step(kept.result).words}"
        return Done(words, attention=kept.result.positive, then="bssa" if kept.result.positive else "")

    def _history(self, value: str) -> bool:
        seen = Observation({asking.FACTS: {HISTORY: value}})
        return self._desk.do(self._tab, readiness.observe, self._session, seen) is not None

    def _assessment(self, editor: AssessmentEditor) -> Done | None:
        given = editor.values()
        if DISPOSITION not in given and self._waits_for_date(editor):
            return self._referral(editor)
        talk = Talk(
            OF_CHOICE.get(given.get(DISPOSITION, "")), editor.texts(),
            editor.referral(self._desk.now(), self._desk.record.zone), given.get(OBSERVER, ""),
            given.get(OBSERVER_ROLE, ""), self._when(given),
        )  # fmt: skip
        done = self._desk.do(self._tab, assessments.assess, self._client, talk, self._still_open())
        return _said(done, f"Assessment recorded: {talk.disposition}")

    def _paper(self, editor: PaperEditor) -> Done | None:
        result = editor.result(self._when(editor.values()))
        done = self._desk.do(self._tab, paper_results.keep, self._client, result, self._still_open())
        return _said(done, f"{result.instrument}: recorded")

    def _still_open(self) -> UUID | None:
        """Return the session, or None once it is signed: what comes after belongs to the client."""
        return None if self._desk.read(sessions.head, self._session).signed_at else self._session

    def _waits_for_date(self, editor: AssessmentEditor) -> bool:
        """Return whether an assessment stands already and only the day of the referral is written now."""
        dated = {REFERRAL_DAY, REFERRAL_TIME} & set(editor.values())
        return bool(dated) and bool(self._desk.read(assessments.of_session, self._session))

    def _referral(self, editor: AssessmentEditor) -> Done | None:
        when = editor.referral(self._desk.now(), self._desk.record.zone)
        if when is None:
            raise Refused("The referral has no day and time. Nothing was recorded. Write both.")
        done = self._desk.do(self._tab, assessments.book_referral, self._session, when)
        return _said(done, "Referral: day and time recorded")

    def _escort(self, editor: EscortEditor) -> Done | None:
        escort = editor.escort(self._desk.now(), self._desk.record.zone)
        done = self._desk.do(
            self._tab, leaving.see_escort, self._session, escort, client_drives=editor.client_drives()
        )
        return _said(done, "Escort: recorded")

    def _plan(self, editor: PlanEditor) -> Done | None:
        copy = editor.copy_given()
        if copy is None:
            raise Refused(
                "Whether a copy is in the client's hands is not answered. Nothing was recorded; the plan is "
                "kept. Answer yes or no."
            )
        given = editor.values()
        done = self._desk.do(
            self._tab, safety_plans.review, self._client, copy_given=copy, session_id=self._still_open(),
            likelihood=editor.likelihood(), observer=given.get(OBSERVER, ""), at=self._when(given),
        )  # fmt: skip
        return _said(done, "Stay-safe plan: reviewed and kept as a version")

    def _means(self, editor: MeansEditor) -> Done | None:
        given = editor.values()
        if "method" in given or "agreed" in given:
            if not self._agree(given):
                return None
            given = {
                id_: text
                for id_, text in given.items()
                if "/" in id_ or id_ in {OBSERVER, OBSERVER_ROLE, WHEN}
            }
        if not asking.answers(given):
            return Done("Means safety: recorded")
        seen = Observation(
            asking.answers(given),
            None,
            given.get(OBSERVER, ""),
            given.get(OBSERVER_ROLE, ""),
            self._when(given),
        )
        done = self._desk.do(self._tab, readiness.observe, self._session, seen)
        return _said(done, "Means safety: recorded")

    def _agree(self, given: Mapping[str, str]) -> bool:
        if not {"method", "agreed"} <= set(given):
            raise Refused("A step says what, and what was agreed. Nothing was recorded. Choose one of each.")
        status = MeansStatus(given["status"]) if "status" in given else None
        done = self._desk.do(
            self._tab, means.agree, self._client, Method(given["method"]), Agreed(given["agreed"]),
            status=status, responsible=given.get("responsible", ""), note=given.get("note", ""),
            session_id=self._still_open(), at=self._when(given), quantity=given.get("quantity", ""),
            kept=given.get("kept", ""), by_when=given.get("by", ""),
        )  # fmt: skip
        return done is not None

    def _sign(self, editor: SignatureEditor) -> Done | None:
        given = editor.values()
        typed = given.get(signing.SIGNED_AT, "")
        at = parse_happened(typed, self._desk.now(), self._desk.record.zone) if typed else None
        done = self._desk.do(
            self._tab, clearances.sign, self._session, editor.signature,
            name=given.get(signing.NAME, ""), role=given.get(signing.ROLE, ""),
            presence=editor.presence(), statement=given.get(signing.STATEMENT, ""),
            qualifications=(given.get(signing.AS_MEDICAL, ""), given.get(signing.AS_THERAPIST, "")), at=at,
        )  # fmt: skip
        return _said(done, f"{editor.accessibleName()}: signed")

    def _withdraw(self, editor: Editor) -> Done | None:
        signature = Signature(editor.key.removeprefix(WITHDRAW))
        reason = editor.values().get(signing.REASON, "")
        done = self._desk.do(self._tab, clearances.withdraw, self._session, signature, reason)
        return _said(done, f"{signature.value.capitalize()} clearance: withdrawn")

    def _override(self, editor: OverrideEditor) -> Done | None:
        given = editor.values()
        parts = [
            given.get(name, "") for name in (signing.CRITERION, signing.NAME, signing.ROLE, signing.REASON)
        ]
        if not parts[0]:
            raise Refused("No criterion is chosen. Nothing was changed. Choose the one to override.")
        done = self._desk.do(
            self._tab, readiness.override, self._session, parts[0], parts[1], parts[2], parts[3]
        )
        return _said(done, f"{parts[0]}: overridden by {parts[1]}")

    def _end(self, editor: OutcomeCard) -> Done | None:
        outcome = editor.outcome()
        if outcome is None:
            raise Refused("No outcome is chosen. Nothing was recorded. Choose one.")
        told = editor.told(self._desk.now(), self._desk.record.zone)
        minutes = _whole(editor.minutes())
        if editor.putting_right:
            done = self._desk.do(
                self._tab, outcomes.put_right, self._session, outcome, told, editor.reason(),
                ready_without_minimum=minutes,
            )  # fmt: skip
            return _said(done, f"{outcome.value.capitalize()}: recorded, the first outcome is kept")
        done = self._desk.do(
            self._tab, outcomes.end, self._session, outcome, told, ready_without_minimum=minutes
        )
        return _said(done, f"{outcome.value.capitalize()}: recorded")

    def _when(self, given: Mapping[str, str]) -> datetime | None:
        typed = given.get(WHEN, "")
        return parse_happened(typed, self._desk.now(), self._desk.record.zone) if typed else None


def _whole(typed: str) -> int | None:
    if not typed:
        return None
    try:
        return int(typed)
    except ValueError:
        raise Refused("Minutes are a whole number. Nothing was recorded. Correct them.") from None


def _said(done: Change | None, sentence: str) -> Done | None:
    return None if done is None else Done(sentence)

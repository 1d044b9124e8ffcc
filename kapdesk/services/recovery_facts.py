"""The recovery scores of a session, made from what was rated and from its own vital signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kapdesk.content import Content
from kapdesk.domain.gate_facts import Seen
from kapdesk.domain.readings import Reading
from kapdesk.domain.recovery_scores import (
    BLEEDING_LABEL,
    SITE_LABEL,
    AldreteFacts,
    OriginalPadssFacts,
    Padss,
    PadssFacts,
    Pressures,
    RecoveryScore,
    aldrete,
    modified_padss,
    padss,
)
from kapdesk.services.given import Given, Look

ALDRETE, MODIFIED, ORIGINAL = "aldrete", "modified-padss", "padss"
FORM_OF = {Padss.MODIFIED: MODIFIED, Padss.ORIGINAL: ORIGINAL}
RATED: dict[str, tuple[str, ...]] = {
    ALDRETE: ("activity", "respiration", "consciousness"),
    MODIFIED: ("ambulation", "nausea-vomiting", "pain", "bleeding"),
    ORIGINAL: ("activity", "comfort", "bleeding", "intake-output"),
}
"""The parts of each score that somebody rates; the others come from the vital signs."""
_SITE = "site-"


@dataclass(frozen=True, slots=True)
class Scored:
    """What the scores of one session are made from."""

    given: Given
    content: Content
    signs: tuple[Seen[Reading], ...]
    baseline: Seen[Reading] | None
    since: datetime | None

    def last_with(self, field: str) -> Seen[Reading] | None:
        """Return the latest reading since the dose in which a sign was taken."""
        looks = [
            one
            for one in self.signs
            if self.since is not None and one.at > self.since and getattr(one.value, field) is not None
        ]
        return looks[-1] if looks else None

    def pressures(self) -> tuple[Pressures, Pressures]:
        """Return blood pressure and pulse now and before the dose, as far as taken."""
        bp, hr = _value(self.last_with("sbp")), _value(self.last_with("hr"))
        before = _value(self.baseline)
        return Pressures(bp.sbp, bp.dbp, hr.hr), Pressures(before.sbp, before.dbp, before.hr)

    def rated(self, form: str) -> Look | None:
        """Return the latest rating of a score, or None while nothing of it was rated."""
        looks = self.given.looks(form, RATED[form])
        return looks[-1] if looks else None

    def points(self, form: str, look: Look, items: Sequence[str]) -> list[int | None]:
        """Return the points of the parts that were rated, None where one was not."""
        return [self._points(form, look, item) for item in items]

    def _points(self, form: str, look: Look, item: str) -> int | None:
        value = look.values.get(item)
        if value is None:
            return None
        choices = self.content.checklist(form, look.versions[item]).item(item).choices
        return next((choice.score for choice in choices if choice.value == value), None)


def aldrete_of(day: Scored) -> Seen[RecoveryScore] | None:
    """Return the modified Aldrete score as it stands, or None while nothing of it was rated."""
    look = day.rated(ALDRETE)
    if look is None:
        return None
    activity, respiration, consciousness = day.points(ALDRETE, look, RATED[ALDRETE])
    (now, before), oxygen = day.pressures(), day.last_with("spo2")
    air = _value(oxygen)
    facts = AldreteFacts(activity, respiration, consciousness, now, before, air.spo2, air.on_oxygen)
    return _seen(aldrete(facts), look, day, ("sbp", "spo2"))


def padss_of(day: Scored, which: Padss) -> Seen[RecoveryScore] | None:
    """Return the PADSS that counts in this clinic as it stands, or None while nothing of it was rated."""
    form = FORM_OF[which]
    look = day.rated(form)
    if look is None:
        return None
    now, before = day.pressures()
    points = day.points(form, look, RATED[form])
    site = (look.values.get("bleeding") or "").startswith(_SITE)
    if which is Padss.ORIGINAL:
        activity, comfort, bleeding, intake = points
        label = "" if bleeding is None else SITE_LABEL if site else BLEEDING_LABEL
        score = padss(OriginalPadssFacts(activity, comfort, bleeding, intake, now, before, label))
    else:
        walking, nausea, pain, bleeding = points
        rated = bleeding if site else None
        score = modified_padss(PadssFacts(walking, nausea, pain, now, before, rated))
    return _seen(score, look, day, ("sbp", "hr"))


def _seen(score: RecoveryScore, look: Look, day: Scored, signs: tuple[str, ...]) -> Seen[RecoveryScore]:
    """Return a score timed by the latest of what it is made from, under the name of who rated it."""
    times = [look.at, *(one.at for sign in signs if (one := day.last_with(sign)) is not None)]
    return Seen(score, max(times), look.by, role=look.role)


def _value(seen: Seen[Reading] | None) -> Reading:
    return seen.value if seen is not None else Reading()

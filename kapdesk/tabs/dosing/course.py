"""The drawing since the dose: readings, doses, adverse events, chosen moments, looks without a reading."""

from datetime import datetime
from typing import cast
from uuid import UUID

from PySide6.QtCore import QObject

from kapdesk.domain.vital_schedule import DueLook, DueState
from kapdesk.services import adverse_events, doses, settings, timeline
from kapdesk.services.sessions import SessionHead
from kapdesk.services.vitals import Status, Vital
from kapdesk.tabs.dosing.part import Part
from kapdesk.ui.controls import Option
from kapdesk.ui.course import Course, Mark, MarkKind, Point
from kapdesk.ui.vitals_trend import VitalsTrend

MOMENTS = "dosing.course.moments"
_AIR = {True: "O₂", False: "air", None: ""}
_LOOKS = {Status.MISSED: MarkKind.MISSED, Status.DECLINED: MarkKind.DECLINED}


class CoursePart(QObject):
    """Gathers what the drawing shows; which kinds of moments stand in it is remembered by the desk."""

    def __init__(self, part: Part, session: UUID) -> None:
        """Bring the drawing."""
        super().__init__(part)
        self.desk, self.session = part.desk, session
        self.trend = VitalsTrend()
        self._chosen = tuple(kind for kind in self.desk.read(settings.get, MOMENTS).split(",") if kind)
        self._shown: tuple[SessionHead, tuple[Vital, ...], tuple[DueLook, ...]] | None = None
        # Connect Signals
        self.trend.kinds_chosen.connect(self._choose)

    @property
    def shows_moments(self) -> bool:
        """Return whether moments of any kind stand in the drawing."""
        return bool(self._chosen)

    def show(self, head: SessionHead, taken: tuple[Vital, ...], looks: tuple[DueLook, ...]) -> None:
        """Draw everything of a session that has a dose; nothing before one."""
        start = head.dosed_at
        if start is None:
            return
        self._shown = head, taken, looks
        points = [_point(one, start) for one in taken if one.status is Status.DONE and not one.struck]
        marks = [*self._given(start), *self._untoward(start), *_not_taken(taken, looks, start)]
        moments = self.desk.read(timeline.of_session, self.session)
        stamped = {one.kind: one.label for one in moments if one.kind and one.label and not one.struck}
        marks += [
            Mark(_since(one.happened_at, start), MarkKind.MOMENT, one.label)
            for one in moments
            if one.kind in self._chosen and not one.struck
        ]
        self.trend.show_course(Course(tuple(points), tuple(marks)))
        self.trend.show_kinds([Option(kind, label) for kind, label in sorted(stamped.items())], self._chosen)

    def _given(self, start: datetime) -> list[Mark]:
        return [
            Mark(
                _since(one.dose.given_at, start),
                MarkKind.BOOSTER if one.dose.is_booster else MarkKind.DOSE,
                one.dose.words,
            )
            for one in self.desk.read(doses.of_session, self.session)
            if not one.struck
        ]

    def _untoward(self, start: datetime) -> list[Mark]:
        return [
            Mark(
                _since(one.event.onset, start),
                MarkKind.ADVERSE,
                ", ".join(part for part in (one.label, one.event.severity.value) if part),
            )
            for one in self.desk.read(adverse_events.of_session, self.session)
            if not one.struck
        ]

    def _choose(self, kinds: object) -> None:
        if isinstance(kinds, tuple) and self._shown is not None:
            self._chosen = cast("tuple[str, ...]", kinds)
            self.desk.do(self, settings.put, MOMENTS, ",".join(self._chosen))
            self.show(*self._shown)


def _point(one: Vital, start: datetime) -> Point:
    reading = one.reading
    return Point(
        _since(one.happened_at, start), reading.sbp, reading.dbp, reading.hr, reading.spo2,
        _AIR[reading.on_oxygen], one.baseline,
    )  # fmt: skip


def _not_taken(taken: tuple[Vital, ...], looks: tuple[DueLook, ...], start: datetime) -> list[Mark]:
    said = [
        Mark(_since(one.due_at or one.happened_at, start), _LOOKS[one.status], one.reason)
        for one in taken
        if one.status in _LOOKS and not one.struck
    ]
    silent = [look for look in looks if look.state is DueState.NOT_RECORDED]
    return said + [Mark(_since(look.due_at, start), MarkKind.NOT_RECORDED, "") for look in silent]


def _since(at: datetime, start: datetime) -> int:
    return int((at - start).total_seconds() // 60)

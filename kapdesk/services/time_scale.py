"""One line of time for a session: when the machine's clock is moved, T+ and all times go on as before."""

import json
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from kapdesk.domain.change import Change
from kapdesk.domain.clock import Scale, SteadyClock
from kapdesk.domain.clock_jumps import LEAST, Jump, JumpKind
from kapdesk.services import clock_jumps, settings
from kapdesk.services.record import Record
from kapdesk.store.rows import SessionRow

KEPT = "desk.time_scale"
"""Under which setting the line is kept, with how far the machine's clock was known to be ahead of it."""


def take_up(record: Record) -> Change | None:
    """Go on with the line of time of an open session, or take the machine's clock; return a jump that is new.

    A line goes on while the machine was not started anew. What the machine's clock did while nobody was there
    is kept as a jump, once.
    """
    clock = record.clock
    if not isinstance(clock, SteadyClock) or record.rehearsal:
        return None
    jump: Jump | None = None
    with record.write() as db:
        kept = _kept(settings.value(db, KEPT))
        clock.set_right()
        if kept is not None and kept[0].goes_on(clock):
            scale, known = kept
            expected = scale.at(clock.boottime() or scale.count)
            if abs(clock.wall() - expected - known) > LEAST:
                jump = Jump(JumpKind.CLOCK, expected + known, clock.wall())
            if _in_session(db):
                clock.follow(scale)
        _keep(db, record, clock)
    return None if jump is None else clock_jumps.write(record, jump)


def moved(record: Record) -> None:
    """Take in that the machine's clock was moved: in a session the line goes on, else the clock is right."""
    clock = record.clock
    if not isinstance(clock, SteadyClock) or record.rehearsal:
        return
    with record.write() as db:
        if not _in_session(db):
            clock.set_right()
        _keep(db, record, clock)


def _in_session(db: Session) -> bool:
    open_now = select(SessionRow.id).where(SessionRow.opened_at.is_not(None), SessionRow.ended_at.is_(None))
    return db.scalar(open_now.limit(1)) is not None


def _keep(db: Session, record: Record, clock: SteadyClock) -> None:
    if (scale := clock.scale) is None:
        return
    line = {"wall": scale.wall.isoformat(), "count": scale.count, "boot": scale.boot}
    ahead = round(clock.ahead.total_seconds())
    settings.put_in(db, record, KEPT, json.dumps({**line, "ahead": ahead}))


def _kept(text: str) -> tuple[Scale, timedelta] | None:
    if not text:
        return None
    line = json.loads(text)
    scale = Scale(datetime.fromisoformat(line["wall"]), line["count"], line["boot"])
    return scale, timedelta(seconds=line["ahead"])

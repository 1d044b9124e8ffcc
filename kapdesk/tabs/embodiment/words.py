"""How times, effects and answers of the way back are said in few words."""

from datetime import datetime

from kapdesk.domain.clock import show_time, since_dose
from kapdesk.domain.guided import End, Gone, Run, Welcome
from kapdesk.services.offers import Given

_MINUTE = 60


def effect_words(effect: int | None) -> str:
    """Say what a step did: `effect +1`; nothing where nobody said."""
    if effect is None:
        return ""
    return f"effect {'0' if effect == 0 else f'+{effect}' if effect > 0 else f'−{-effect}'}"


def time_words(at: datetime, written: datetime, zone: str) -> str:
    """Say when it happened, and when it was written where that was a minute or more later."""
    happened, kept = show_time(at, zone), show_time(written, zone)
    later = abs((written - at).total_seconds()) >= _MINUTE
    return f"{happened} (written {kept})" if later and kept != happened else happened


def since(at: datetime, dosed_at: datetime | None) -> str:
    """Say the time since the dose, or nothing where there was none."""
    return "" if dosed_at is None else since_dose(at, dosed_at)


def given_line(given: Given, zone: str, dosed_at: datetime | None) -> str:
    """Say one answer in a line: when, what, what it did, the note, and why it was taken back."""
    struck = f"struck through: {given.struck_reason}" if given.struck_reason else ""
    said = (
        time_words(given.step.at, given.written_at, zone), since(given.step.at, dosed_at),
        given.step.answer.value, effect_words(given.step.effect), given.step.note, struck,
    )  # fmt: skip
    return " · ".join(part for part in said if part)


def run_line(run: Run, zone: str, names: dict[str, str]) -> str:
    """Say one time through the five senses: when, how far, and how it ended, without judgement."""
    at = show_time(run.begun_at, zone)
    if run.welcome is not Welcome.YES:
        return f"{at} · asked, {'not now' if run.welcome is Welcome.NOT_NOW else 'no'}"
    gone = sum(one.value == Gone.DONE.value for one in run.senses)
    long = f"{run.seconds // _MINUTE}:{run.seconds % _MINUTE:02d}"
    if run.end is End.WHOLE:
        return f"{at} · gone through, {gone} of {len(run.order)} senses in {long}"
    if run.end is End.STOPPED:
        where = names.get(run.sense or "", "")
        return f"{at} · stopped at “{where}” after {long}, which is as good"
    return f"{at} · under way"

"""The texts that ship: exact where they must be, our own where they must be, and easy to read."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kapdesk import content
from kapdesk.domain.adverse_events import AdverseEventKind
from kapdesk.domain.definitions import AnswerType, Audience, Checklist, Definition, Form, Item, Weight
from kapdesk.domain.insights import Level, Movement, Tone
from kapdesk.domain.instruments import Instrument
from kapdesk.domain.letters import PLACEHOLDER, Block, Letter
from kapdesk.domain.readiness import Facts, assess
from kapdesk.domain.tables import Table

CONTENT = content.load()
ROOT = Path(__file__).resolve().parents[2]

EXACT_TEXTS = {
    "asq": "307245c799cf942bd89e383d70fabb73f2dcfac4e063d381c1d437dba0aeb662",
    "phq9": "b18423eb971d1736611c402a7a8cd5dc1d87449c76c148367a26f3889a23d3ee",
    "gad7": "b41608695c1d44a9d2897b7bb953e66834fb2c1c4c1bd4d24b877f18c8c398a5",
    "pcl5": "b61bdb5dec8552dcbb8565b5c8ecb08600c53fffa5f39a5e86b637f97889e1af",
    "who5": "d1c56eab8081c4e293a176c67d7b5835042c688ab734acc9ded6f62ff6c24d63",
}
"""SHA-256 of every word the client sees; a change here was compared with the source letter by letter."""


def _everything() -> list[Definition]:
    return [definition for kind in content.KINDS for definition in CONTENT.all(kind)]


# Instruments


@pytest.mark.parametrize("instrument", CONTENT.all(Instrument), ids=lambda instrument: instrument.id)
def test_the_words_of_an_instrument_are_pinned(instrument: Instrument) -> None:
    digest = hashlib.sha256(instrument.exact_text.encode()).hexdigest()
    assert digest == EXACT_TEXTS[instrument.id]


def test_only_instruments_that_may_ship_are_shipped() -> None:
    assert {instrument.id for instrument in CONTENT.all(Instrument)} <= set(EXACT_TEXTS)
    assert all(instrument.ships for instrument in CONTENT.all(Instrument))


@pytest.mark.parametrize(
    ("name", "questions", "options", "highest"),
    [("asq", 5, 2, 5), ("phq9", 9, 4, 27), ("gad7", 7, 4, 21), ("pcl5", 20, 5, 80), ("who5", 5, 6, 25)],
)
def test_an_instrument_has_its_published_shape(name: str, questions: int, options: int, highest: int) -> None:
    instrument = CONTENT.instrument(name)
    scored = [item for item in instrument.items if item.scored]
    values = [option.value for option in instrument.options]
    assert len(scored) == questions
    assert sorted(values) == list(range(options))
    assert max(values) * questions == highest
    if instrument.bands:
        assert (instrument.bands[0].minimum, instrument.bands[-1].maximum) == (0, highest)


def test_pcl5_has_no_severity_bands() -> None:
    """None were derived from data; none are invented. Source: National Center for PTSD."""
    assert CONTENT.instrument("pcl5").bands == ()


def test_item_nine_has_an_alarm_of_its_own_from_one() -> None:
    (alarm,) = CONTENT.instrument("phq9").alarms
    assert (alarm.item, alarm.at_least) == ("phq9", 1)


def test_the_public_use_footer_stands_under_phq9_and_gad7() -> None:
    for name in ("phq9", "gad7"):
        assert (
            "No permission required to reproduce, translate, display or distribute."
            in CONTENT.instrument(name).footer
        )


def test_who5_lies_apart_with_its_own_licence() -> None:
    folder = ROOT / "resources" / "content" / "instruments" / "who5"
    assert "CC BY-NC-SA 3.0 IGO" in (folder / "LICENCE.md").read_text(encoding="utf-8")
    assert "CC BY-NC-SA 3.0 IGO" in CONTENT.instrument("who5").licence


# Protected instruments


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.casefold().replace("'", "").replace("’", ""))


def _fingerprints(text: str) -> Iterator[tuple[str, str]]:
    """Yield every run of five words with its fingerprint."""
    words = _words(text)
    for start in range(len(words) - 4):
        run = " ".join(words[start : start + 5])
        yield hashlib.sha256(run.encode()).hexdigest()[:16], run


def _sources() -> Iterator[Path]:
    for folder in ("kapdesk", "resources", "tests", "docs"):
        yield from (ROOT / folder).rglob("*")
    yield from ROOT.glob("*")


def _readable() -> Iterator[tuple[Path, str]]:
    for path in _sources():
        if path.suffix in {".py", ".toml", ".md", ".txt", ".json", ".po", ".qss", ".svg", ".html"}:
            yield path, path.read_text(encoding="utf-8", errors="replace")


def test_no_protected_wording_stands_in_source_or_resources() -> None:
    """Items of instruments that may not ship are recognised by fingerprint, so that they stand nowhere."""
    protected = set((Path(__file__).parent / "protected_phrases.txt").read_text(encoding="utf-8").split())
    assert len(protected) > 50
    found = [
        f"{path.relative_to(ROOT)}: {run}"
        for path, text in _readable()
        for fingerprint, run in _fingerprints(text)
        if fingerprint in protected
    ]
    assert found == []


def test_the_search_for_protected_wording_finds_it_across_quotes_and_lines() -> None:
    (wanted, _), *_ = _fingerprints("seven small boats left harbour")
    text = 'label = "The day seven\n  small boats" + "LEFT, harbour"'
    assert wanted in {fingerprint for fingerprint, _ in _fingerprints(text)}
    assert wanted not in {fingerprint for fingerprint, _ in _fingerprints("seven boats left harbour small")}


# Letters


LETTERS = CONTENT.all(Letter)
TAKEN_HOME = [letter for letter in LETTERS if letter.audience is not Audience.CLINICIAN]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.id)
def test_no_letter_holds_what_could_be_a_telephone_number(letter: Letter) -> None:
    """Numbers to call come from the clinic's own confirmed list alone."""
    assert re.findall(r"\+?\d(?:[\s().-]*\d){2,}", letter.text) == []


def _syllables(word: str) -> int:
    """Return roughly how many syllables a word has: its groups of vowels, without a silent e."""
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)


def _grade(letter: Letter) -> float:
    """Return the Flesch-Kincaid grade, open places read as a name. Source: Kincaid 1975."""
    lines = [line for block in letter.blocks for line in (*block.paragraphs, *block.bullets)]
    text = "\n".join(PLACEHOLDER.sub("Anna", line) for line in lines)
    sentences = [part for part in re.split(r"[.!?\n]+", text) if _words(part)]
    words = _words(text)
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize("letter", TAKEN_HOME, ids=lambda letter: letter.id)
def test_a_letter_to_take_home_reads_easily(letter: Letter) -> None:
    assert _grade(letter) <= 7.5


@pytest.mark.parametrize("letter", TAKEN_HOME, ids=lambda letter: letter.id)
def test_a_letter_to_take_home_names_no_score_and_no_diagnosis(letter: Letter) -> None:
    words = set(_words(letter.text))
    assert not words & {
        "score",
        "phq",
        "gad",
        "pcl",
        "asq",
        "depression",
        "ptsd",
        "diagnosis",
        "trauma",
        "safe",
    }


def _saying(sentence: str) -> Letter:
    return replace(LETTERS[0], blocks=(Block(id="one", heading="One", paragraphs=(sentence,)),))


def test_the_reading_age_measure_tells_easy_from_hard() -> None:
    assert _grade(_saying("The cat sat on the mat.")) < 2
    assert _grade(_saying("Individuals experiencing instability necessitate immediate consultation.")) > 15


# Everything


def _items() -> list[tuple[str, Item]]:
    return [(checklist.id, item) for checklist in CONTENT.all(Checklist) for item in checklist.items]


def test_every_caution_names_an_alert_there_is_and_says_what_to_do() -> None:
    alerts = {row.id for row in CONTENT.table("client-alerts").rows}
    for checklist, item in _items():
        assert set(item.cautions) <= alerts, (checklist, item.id)
        assert bool(item.cautions) == bool(item.caution_text), (checklist, item.id)
    for row in CONTENT.table("somatic-practices").rows:
        assert set(row.texts("caution") + row.texts("stop")) <= alerts, row.id
        assert bool(row.texts("stop")) == bool(row.text("stop_text")), row.id


def test_fasting_heat_and_breathwork_are_never_suggested() -> None:
    practices = CONTENT.table("somatic-practices")
    for name in ("fasting", "sweating", "breathwork", "alignment"):
        assert practices.row(name).flag("may_suggest") is False


def test_the_readiness_gate_has_nineteen_criteria_in_order() -> None:
    readiness = CONTENT.checklist("readiness")
    assert [item.id for item in readiness.items] == [f"D{number:02d}" for number in range(1, 20)]
    soft = {item.id for item in readiness.items if item.criterion and item.criterion.weight is Weight.SOFT}
    assert soft == {"D09", "D11", "D12", "D13", "D15", "D17"}
    firm = {item.id for item in readiness.items if item.criterion and item.criterion.hard_when}
    assert firm == {"D11", "D12", "D15", "D17"}


def test_the_words_of_the_criteria_agree_with_the_rules() -> None:
    """The rules judge, the content says how to ask: both speak of the same line in the same words."""
    ruled = {one.id: one.title for one in assess(Facts(now=datetime(2026, 11, 22, tzinfo=UTC)))}
    assert {item.id: item.label for item in CONTENT.checklist("readiness").items} == ruled
    for group in CONTENT.checklist("readiness-facts").groups:
        assert ruled[group.id] == group.title


def test_every_kind_of_event_tone_level_and_movement_of_the_record_has_its_words() -> None:
    events = [row.id for row in CONTENT.table("adverse-events").rows]
    assert sorted(events) == sorted(AdverseEventKind)
    assert [prompt.id for prompt in CONTENT.prompts("tones").prompts] == list(Tone)
    assert {prompt.id for prompt in CONTENT.prompts("levels").prompts} == set(Level)
    movements = {prompt.id for prompt in CONTENT.prompts("movements").prompts if not prompt.under}
    assert movements == set(Movement)


def test_every_embodiment_step_says_how_gentle_it_is() -> None:
    for name in ("movement", "smell", "anchoring", "orienting", "needs"):
        for item in CONTENT.checklist(f"embodiment-{name}").items:
            assert item.gentle in range(1, len(CONTENT.prompts("embodiment-ladder").prompts) + 1), item.id
            assert item.answer is AnswerType.TICK


def test_esketamine_is_observed_two_hours_and_nobody_overrides_it() -> None:
    """Source: SPRAVATO REMS."""
    routes = CONTENT.table("routes")
    assert routes.row("intranasal-esketamine").whole("min_observation") == 120
    fixed = [row.id for row in routes.rows if row.flag("may_override") is False]
    assert fixed == ["intranasal-esketamine"]
    for row in routes.rows:
        assert list(row.numbers("vitals_at")) == sorted(set(row.numbers("vitals_at")))
        assert row.numbers("vitals_at")[0] == 0
        assert row.numbers("vitals_at")[-1] >= (row.whole("min_observation") or 0)


def test_no_crisis_number_is_confirmed_for_the_clinic() -> None:
    assert all(row.day("verified_on") is None for row in CONTENT.table("crisis-resources").rows)


def test_the_numeric_pad_has_every_key_once() -> None:
    keys = [row.text("key") for row in CONTENT.table("timeline-keys").rows]
    assert sorted(keys) == sorted((*".0123456789+-*/", "Enter"))
    assert sorted(row.text("key") for row in CONTENT.table("timeline-keys", 1).rows) == sorted(".0123456789")


def test_limits_do_not_cross() -> None:
    for row in CONTENT.table("vital-limits").rows:
        low, high = row.number("reject_below"), row.number("reject_above")
        assert low is not None
        assert high is not None
        for column in ("predose_above", "flag_below", "flag_above", "urgent_down_to", "urgent_from"):
            limit = row.number(column)
            assert limit is None or low <= limit <= high, (row.id, column)


def test_settings_start_within_their_range() -> None:
    for row in CONTENT.table("settings-defaults").rows:
        number, low, high = row.number("number"), row.number("minimum"), row.number("maximum")
        if number is not None and low is not None and high is not None:
            assert low <= number <= high, row.id
        assert row.text("change") in {"free", "up", "down", "fixed"}
        assert not row.text("text") or row.text("text") in row.texts("texts")


def test_every_text_field_of_a_hard_and_a_pleasant_journey_is_the_same() -> None:
    debrief: Form = CONTENT.form("debrief")
    alive, hardest = debrief.field("most-alive"), debrief.field("hardest")
    assert (alive.size, alive.voice) == (hardest.size, hardest.voice)
    assert debrief.fields[0].id == "their-words"
    tones = [prompt.id for prompt in CONTENT.prompts("tones").prompts]
    assert [choice.value for choice in debrief.field("tone").choices] == tones


def test_words_that_blame_or_promise_stand_nowhere_in_our_own_texts() -> None:
    ours = [definition for definition in _everything() if not isinstance(definition, Instrument)]
    shunned = {"patient", "failed", "failure", "noncompliant", "compliance", "refused", "schedule", "noshow"}
    allowed = {"settings-defaults": {"patient"}}
    for definition in ours:
        words = set(_words(repr(definition))) & (shunned - allowed.get(definition.id, set()))
        assert words <= set(), (definition.id, words)


def test_tables_are_named_for_people() -> None:
    assert all(table.title and table.source and table.licence for table in CONTENT.all(Table))

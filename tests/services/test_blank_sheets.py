"""Blank forms hold what the screens ask, in the same words and order, and nothing that is filled in."""

import re
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader

from kapdesk.domain.errors import NotFound
from kapdesk.domain.outcomes import REQUIRED
from kapdesk.domain.routes import PROFILES, Route
from kapdesk.reports.blank_facts import BOX
from kapdesk.reports.blank_form import STANDING
from kapdesk.reports.paper import Paper
from kapdesk.reports.pdf import inspect
from kapdesk.services import blank_sheets, documents, paper_lines
from kapdesk.services.blank_sheets import Wanted, wanted
from kapdesk.services.record import Record
from tests.services.conftest import DosingDay
from tests.services.whole_day import a_client

KEYS = (
    "arrival", "doses", "timeline", "adverse-event", "debrief", "embodiment", "gate", "asq", "bssa", "plan",
    "going-home", "escort", "released", "extended", "transfer", "emergency", "against-advice", "other",
    "esketamine", "worksheet",
)  # fmt: skip


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def words_of(record: Record, sheet: Wanted, paper: Paper = Paper.A4) -> str:
    return plain(" ".join(inspect(blank_sheets.make(record, sheet, paper=paper)).texts))


def test_every_form_of_the_day_stands_on_the_shelf(record: Record) -> None:
    assert tuple(one.key for one in blank_sheets.shelf(record)) == KEYS
    assert all(one.title and one.about and one.version >= 1 for one in blank_sheets.shelf(record))


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("key", KEYS)
def test_every_page_has_room_for_two_identifiers_and_says_that_it_is_blank(
    record: Record, key: str, paper: Paper
) -> None:
    pdf = blank_sheets.make(record, Wanted(key), paper=paper)
    seen = inspect(pdf)
    assert seen.good
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == tuple(round(side) for side in paper.size)
    version = next(one.version for one in blank_sheets.shelf(record) if one.key == key)
    for number, text in enumerate(map(plain, seen.texts), start=1):
        assert re.search(r"Name _{9,}", text)
        assert re.search(r"Born _{6,}", text)
        assert f"Blank form, version {version}" in text
        assert STANDING in text
        assert f"Page {number} of {seen.pages}" in text


def test_a_form_can_carry_the_name_of_one_client(record: Record) -> None:
    client: UUID = a_client(record)
    for key in ("plan", "transfer"):
        text = words_of(record, Wanted(key, client=client))
        assert "MOR, Aster" in text
        assert "Born 14-Mar-1986" in text
        assert not re.search(r"Name _{9,}", text)


def test_nothing_of_a_client_but_the_name_stands_on_a_form(day: DosingDay) -> None:
    day.dose()
    for key in KEYS:
        text = words_of(day.record, Wanted(key, client=day.client))
        for fact in ("Tove", "555 0101", "K44", "Dr N. Rowe", "122/78"):
            assert fact not in text, (key, fact)


@pytest.mark.parametrize("route", list(Route))
def test_looks_stand_at_the_times_of_the_route(record: Record, route: Route) -> None:
    text = words_of(record, Wanted("doses", route))
    for minute in PROFILES[route].vitals_schedule_min:
        assert f"T+{minute // 60:02}:{minute % 60:02}" in text
    assert route.label in text
    assert "Before the dose" in text


def test_the_screen_is_printed_word_for_word(record: Record) -> None:
    text = words_of(record, Wanted("asq"))
    one = record.content.instrument("asq")
    places = [text.index(plain(item.text)) for item in one.items]
    assert places == sorted(places)
    assert plain(one.attribution) in text


def test_the_criteria_stand_in_their_order_with_both_looks(record: Record) -> None:
    text = words_of(record, Wanted("gate"))
    places = [text.index(f"D{number:02}  ".strip()) for number in range(1, 20)]
    assert places == sorted(places)
    for item in record.content.checklist("readiness").items:
        assert item.criterion is not None
        assert plain(item.criterion.passes) in text, item.id
    assert text.count("First look") > 5
    assert text.count("Second look") > 5


@pytest.mark.parametrize(
    ("key", "form"), [("debrief", "debrief"), ("bssa", "bssa"), ("plan", "stay-safe-plan")]
)
def test_a_form_of_the_screen_is_whole_on_paper_and_in_its_order(record: Record, key: str, form: str) -> None:
    text, at = words_of(record, Wanted(key)), 0
    for section in record.content.form(form).sections:
        at = text.index(plain(section.title), at)
        for one in section.fields:
            assert plain(one.label) in text, one.id
            assert all(plain(choice.label) in text for choice in one.choices), one.id


def test_every_required_fact_of_an_outcome_has_its_place(record: Record) -> None:
    for key, outcome in paper_lines.OUTCOMES.items():
        text = words_of(record, Wanted(key))
        assert all(plain(fact.label) in text for fact in REQUIRED[outcome]), key


@pytest.mark.parametrize(("key", "filled"), [("going-home", "discharge"), ("escort", "escort")])
def test_a_page_that_goes_home_has_the_headings_of_the_filled_one(
    record: Record, key: str, filled: str
) -> None:
    from kapdesk.reports import discharge_summary, escort_sheet

    title = {"discharge": discharge_summary.TITLE, "escort": escort_sheet.TITLE}[filled]
    text, at = words_of(record, Wanted(key)), 0
    assert title in text
    headings = {
        "discharge": (
            "Tonight", "Please do not", "What you may notice", "Call us if", "Who to call",
            "Get emergency help", "Your plan", "Your next visit",
        ),
        "escort": ("For", "Tonight", "Call us if", "Who to call", "Get emergency help"),
    }  # fmt: skip
    for heading in headings[filled]:
        at = text.index(heading, at)


def test_no_number_is_printed_that_the_clinic_has_not_confirmed(record: Record) -> None:
    for key in ("going-home", "escort", "plan", "bssa"):
        text = words_of(record, Wanted(key))
        for number in ("988", "911", "116 123", "741741"):
            assert number not in text.replace("1998", ""), (key, number)


def test_no_box_is_ticked_and_no_promise_is_asked_for(record: Record) -> None:
    for key in KEYS:
        text = words_of(record, Wanted(key))
        assert not re.search("[\u2713\u2714\u2611\u2612\u2717]", text)
        assert "contract" not in text.casefold()
    assert BOX in words_of(record, Wanted("arrival"))


def test_a_form_is_made_by_its_key_like_every_document(record: Record) -> None:
    client = a_client(record)
    asked = Wanted("doses", Route.IM, client)
    assert wanted(asked.key, client) == asked
    made = documents.make(record, asked.key, client, None, paper=Paper.A4)
    assert made.title == "Doses and vital signs: IM injection"
    assert "Mor" not in made.file_name
    with pytest.raises(NotFound):
        documents.make(record, "blank.nothing", client, None, paper=Paper.A4)
    with pytest.raises(NotFound):
        documents.make(record, "blank.nothing.any.nobody", client, None, paper=Paper.A4)


def test_a_new_version_of_any_part_makes_a_new_version_of_the_form(record: Record) -> None:
    parts = record.content.table("blank-sheets").row("doses").texts("takes")
    assert "checklist:moaas" in parts
    assert record.content.checklist("moaas").version == 2
    assert blank_sheets.version(record, "doses") == 2

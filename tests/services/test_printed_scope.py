"""Document by document: what is recorded stands on the page or on the list of what is left out, and why."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import inspect as shape_of

from kapdesk.domain.clock import SetClock
from kapdesk.domain.withholding import Category, Rule
from kapdesk.reports.pdf import inspect
from kapdesk.services import clients, consents, documents, releases, sessions, tasks, withholding
from kapdesk.services.documents import Paper
from kapdesk.services.printed_scope import LEFT_OUT
from kapdesk.services.record import Record
from kapdesk.store import rows
from tests.services.full_day import a_full_day
from tests.services.leaving_day import LeavingDay
from tests.services.test_printed_whole import (
    NOT_PRINTED,
    OF_EVERY_ROW,
    SPACE,
    forms_of,
    of_session,
    stands,
    tables,
)
from tests.services.whole_day import a_client

TELLING = 12
"""Words of this length are found by themselves, and not by chance."""
PEOPLE = {
    "observer",
    "observer_role",
    "asked_by",
    "by_name",
    "by_role",
    "filled_by",
    "given_by",
    "responsible",
}
"""Columns that name somebody of the clinic or of the home, who may stand on a page for another reason."""
ON_PURPOSE = {"grandfather's walnut"}
"""What the client says helps: it stands on the page in the client's own words."""
ZONE = "America/New_York"


@pytest.fixture
def day(record: Record, clock: SetClock) -> LeavingDay:
    made = a_full_day(record, clock)
    consents.add(
        record, made.client, releases.TO_PROVIDER, "1", date(2026, 11, 20), signer="Aster Mor",
        method="on paper",
    )  # fmt: skip
    return made


def words(record: Record, key: str, day: LeavingDay) -> str:
    printed = documents.make(record, key, day.client, day.session, paper=Paper.A4)
    return SPACE.sub(" ", " ".join(inspect(printed.pdf).texts))


def is_struck(row: Any) -> bool:
    return getattr(row, "struck_at", None) is not None


def is_left_out(key: str, table: str, column: str) -> bool:
    name, left = f"{table}.{column}", LEFT_OUT[key]
    return column in OF_EVERY_ROW or name in NOT_PRINTED or table in left or name in left


@pytest.mark.parametrize("key", list(LEFT_OUT))
def test_what_stands_in_the_record_is_on_the_page_or_on_the_list_and_never_on_both(
    day: LeavingDay, key: str
) -> None:
    text = words(day.record, key, day)
    missing, there, struck = list[str](), list[str](), list[str]()
    for table in tables():
        for row in of_session(day.record, table, day.session):
            if is_struck(row):
                struck += [row.struck_reason] if row.struck_reason in text else []
            else:
                missing += not_printed(key, table, row, text)
            if table.__tablename__ in LEFT_OUT[key]:
                there += told(table, row, text)
    assert missing == []
    assert [one for one in there if one not in ON_PURPOSE] == []
    assert struck == []


def not_printed(key: str, table: Any, row: Any, text: str) -> list[str]:
    """Return what of a row is neither on the page nor on the list."""
    found: list[str] = []
    for column in shape_of(table).columns:
        if is_left_out(key, table.__tablename__, column.key) or column.key.startswith("struck"):
            continue
        forms = forms_of(getattr(row, column.key), ZONE)
        found += [f"{table.__tablename__}.{column.key}: {form}" for form in forms if not stands(form, text)]
    return found


def told(table: Any, row: Any, text: str) -> list[str]:
    """Return the words of a row that is left out and stands on the page all the same."""
    values = [getattr(row, one.key) for one in shape_of(table).columns if one.key not in {"zone", *PEOPLE}]
    long = [SPACE.sub(" ", one) for one in values if isinstance(one, str) and len(one) >= TELLING]
    return [one for one in long if one in text]


def test_the_lists_name_no_table_and_no_column_that_is_gone() -> None:
    known = {table.__tablename__ for table in tables()}
    columns = {f"{table.__tablename__}.{one.key}" for table in tables() for one in shape_of(table).columns}
    named = {name for left in LEFT_OUT.values() for name in left}
    assert sorted(named - known - columns) == []
    assert all(reason.strip() for left in LEFT_OUT.values() for reason in left.values())


def test_what_is_still_to_be_done_is_on_the_copy(day: LeavingDay) -> None:
    tasks.add(
        day.record, day.client, "ring the sister about the keys", day.record.now(), session_id=day.session
    )
    text = words(day.record, "provider", day)
    assert "ring the sister about the keys" in text
    assert "send the orange oil" not in text


def bare(text: str) -> str:
    """Return the words of a page without its furniture and without the clinic's own texts and times."""
    return re.sub(
        r"Born 14-Mar-1986|K-\d+|Page \d+ of \d+|Printed .*? by|\d\d-Nov-2026 \d\d:\d\d|Version \d[\d.]*|"
        r"\d?\d November 2026(?: at \d\d:\d\d)?|You came: \d\d:\d\d|version \d|for 24 hours|"
        r"Dosing session 1|dosing session 1|, \d\d:\d\d", "", text,
    )  # fmt: skip


@pytest.mark.parametrize("key", ["discharge", "provider", "transfer", "evaluation"])
def test_an_empty_session_prints_no_tick_no_number_no_phone_and_no_drug(record: Record, key: str) -> None:
    client = a_client(record)
    session = sessions.plan(record, client).item
    assert session is not None
    if key in documents.OUTCOMES:
        with record.write() as db:
            db.get_one(rows.SessionRow, session).opened_at = record.now()
    releases.decide(record, session, "Dr N. Okafor, physician", "The ward asked for it at once")
    printed = documents.make(record, key, client, session, paper=Paper.LETTER)
    text = bare(SPACE.sub(" ", " ".join(inspect(printed.pdf).texts)))
    assert not re.search("[\u2713\u2714\u2611\u2612\u2610\u2717]", text)
    assert re.findall(r"\d", text) == []
    assert not re.search(r"ketamine|midazolam|\bmg\b|mmHg|criteria met|negative", text)
    assert "not recorded" in text


def test_no_page_has_a_place_for_the_word_safe_as_a_verdict(day: LeavingDay) -> None:
    for key in LEFT_OUT:
        text = words(day.record, key, day).lower().replace("stay-safe", "").replace("safety", "")
        assert not re.search(r"\bsafe\b|no-suicide|contract", text), key


@pytest.mark.parametrize("paper", list(Paper))
def test_every_page_says_whose_it_is_which_it_is_and_who_printed_it(day: LeavingDay, paper: Paper) -> None:
    client = clients.one(day.record, day.client)
    for key in LEFT_OUT:
        printed = documents.make(day.record, key, day.client, day.session, paper=paper)
        seen = inspect(printed.pdf)
        for number, page in enumerate(seen.texts, start=1):
            text = SPACE.sub(" ", page)
            for fact in (
                "MOR, Aster", "Born 14-Mar-1986", client.code, f"Page {number} of {seen.pages}", "Printed",
                "by J. Adler, LMFT",
            ):  # fmt: skip
                assert fact in text, (key, fact)
            assert ("DRAFT" in text) is (key not in {"plan", "card"})


def test_what_was_withheld_is_named_on_the_copy_and_nowhere_told(day: LeavingDay) -> None:
    for part in (Category.AT_HOME, Category.HELPED, Category.VISITS):
        withholding.ask(
            day.record, day.client, day.session, part, Rule.WITHHOLD, asked_by="the client", reason=""
        )
    text = words(day.record, "provider", day)
    for line in ("who is there tonight", "what helped today", "the next visits"):
        assert f"Withheld at the client’s request: {line}." in text
    assert "walnut" not in text
    who = re.findall(r".{30}Ivo Mor.{20}", text)
    assert [part for part in who if "locked" not in part and "planned" not in part] == []


def test_only_what_the_client_wants_said_of_a_short_telling_is_named(day: LeavingDay) -> None:
    withholding.ask(
        day.record, day.client, day.session, Category.DEBRIEF, Rule.WITHHOLD, asked_by="the client", reason=""
    )
    assert "Withheld at the client’s request: the debrief." in words(day.record, "provider", day)


def test_no_client_of_the_name_of_another_is_on_a_page(day: LeavingDay, record: Record) -> None:
    other = clients.one(record, a_client(record, "Quist", "Bran"))
    clients.edit(record, replace(other, language="Frisian"))
    for key in LEFT_OUT:
        text = words(record, key, day)
        assert "QUIST" not in text
        assert "Frisian" not in text

"""Every text that was written is found by its words, at once, and nothing else is."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from kapdesk.content import Content
from kapdesk.domain.change import Change
from kapdesk.domain.clock import SetClock
from kapdesk.domain.errors import KapdeskError, Refused
from kapdesk.domain.people import Role
from kapdesk.domain.timeline import Voice
from kapdesk.services import (
    audit,
    moving,
    notes,
    search,
    search_index,
    search_places,
    search_sources,
    sessions,
    timeline,
)
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.services.search import Found, Kind, Sieve
from kapdesk.store import rows, rows_after, rows_trust, search_keep
from kapdesk.store import search as full_text
from tests.services.full_day import a_full_day, put
from tests.services.leaving_day import LeavingDay
from tests.services.whole_day import a_client

TABS = frozenset(
    {"", "clients", "prepare", "dosing", "debrief", "embodiment", "stabilization", "integration", "documents"}
)  # fmt: skip
FIELDS = ("debrief.words", "debrief.body", "prepare.intention")
WORDS = (
    "rain", "raining", "Café", "CAFE", "cafe\u0301", "o'clock", "re-entry", "Straße", "雨の音", "grey",
    "grey's",
    "ШУМ", "шум", "3", "30",
)  # fmt: skip


def written(record: Record, owner: Owner, field: str, words: str) -> UUID:
    change = notes.write(record, owner, field, words)
    assert change.item is not None
    return change.item


def item(change: Change) -> UUID:
    assert change.item is not None
    return change.item


def a_session(record: Record, client: UUID) -> UUID:
    return item(sessions.plan(record, client))


def ids(found: Found) -> list[UUID]:
    return [hit.id for hit in found.hits]


def look(record: Record, words: str, **more: object) -> list[UUID]:
    return ids(search.find(record, Sieve(words, **more)))  # type: ignore[arg-type]


@pytest.fixture
def client(record: Record) -> UUID:
    return a_client(record)


@pytest.fixture
def owner(record: Record, client: UUID) -> Owner:
    return Owner(client, session=a_session(record, client))


# ---------------------------------------------------------------------- the same as a plain look


def folded(words: str) -> list[str]:
    """Part a text into words as the index does, in plain Python."""
    apart = unicodedata.normalize("NFD", words)
    kept = "".join(one for one in apart if unicodedata.category(one) != "Mn")
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", kept).lower())


def holds(words: str, part: str, *, begins: bool = False) -> bool:
    """Say whether these words stand in a text one after the other, the last perhaps unfinished."""
    there, wanted = folded(words), folded(part)
    for start in range(len(there) - len(wanted) + 1):
        *first, last = there[start : start + len(wanted)]
        if first == wanted[:-1] and (last.startswith(wanted[-1]) if begins else last == wanted[-1]):
            return True
    return False


@dataclass(frozen=True)
class Asked:
    whole: tuple[str, ...]
    begun: str
    without: tuple[str, ...]

    @property
    def typed(self) -> str:
        parts = [f'"{part}"' if " " in part else part for part in self.whole]
        parts += [f'-"{part}"' for part in self.without]
        return f"{' '.join(parts)} {self.begun}"


@dataclass
class Plain:
    """What is written of one client, kept beside the record."""

    texts: dict[UUID, str] = field(default_factory=dict[UUID, str])

    def look(self, asked: Asked) -> set[UUID]:
        return {
            id_
            for id_, words in self.texts.items()
            if all(holds(words, part) for part in asked.whole)
            and (not asked.begun or holds(words, asked.begun, begins=True))
            and not any(holds(words, part) for part in asked.without)
        }  # fmt: skip


word = st.sampled_from(WORDS)
some = st.lists(word, min_size=1, max_size=6).map(" ".join)
phrase = st.tuples(word, word).map(" ".join)
beginning = st.sampled_from([each[: len(each) // 2 + 1] for each in WORDS if each.isalpha()])
asked = st.one_of(
    st.builds(Asked, st.tuples(word), st.just(""), st.just(())),
    st.builds(Asked, st.just(()), beginning, st.just(())),
    st.builds(Asked, st.tuples(phrase), st.just(""), st.just(())),
    st.builds(Asked, st.lists(word, max_size=1).map(tuple), beginning, st.tuples(word | phrase)),
)
act = st.one_of(
    st.tuples(st.just("note"), st.integers(0, 2), some | st.just("")),
    st.tuples(st.just("moment"), st.just(0), some),
    st.tuples(st.just("edit"), st.integers(0, 9), some),
    st.tuples(st.just("strike"), st.integers(0, 9), some),
    st.tuples(st.just("delete"), st.integers(0, 9), some),
    st.tuples(st.just("index"), st.integers(1, 4), some),
)


def do(record: Record, owner: Owner, plain: Plain, moments: list[UUID], step: tuple[str, int, str]) -> None:
    what, number, words = step
    assert owner.session is not None
    if what == "note":
        plain.texts[written(record, owner, FIELDS[number], words)] = words
    elif what == "moment":
        moments.append(item(timeline.write(record, owner.session, Voice.CLIENT, words)))
        plain.texts[moments[-1]] = words
    elif what == "index":
        search_index.catch_up(record, at_most=number, gentle=False)
    elif number < len(moments):
        if what == "edit":
            timeline.edit(record, owner.session, moments[number], words)
            plain.texts[moments[number]] = words
        elif what == "strike":
            timeline.strike(record, owner.session, moments.pop(number))
        else:
            gone = moments.pop(number)
            with record.store.write() as db:
                db.execute(text("DELETE FROM timeline WHERE id = :id"), {"id": gone.hex})
            del plain.texts[gone]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(act, min_size=1, max_size=9), st.lists(asked, min_size=1, max_size=4))
def test_whatever_is_written_changed_struck_deleted_and_indexed_half_is_found_as_a_plain_look_finds_it(
    record: Record, steps: list[tuple[str, int, str]], questions: list[Asked]
) -> None:
    client = a_client(record)
    owner, plain, moments = Owner(client, session=a_session(record, client)), Plain(), list[UUID]()
    for step in steps:
        do(record, owner, plain, moments, step)
    for _ in range(2):
        for one in questions:
            found = search.find(record, Sieve(one.typed, client=client))
            assert set(ids(found)) == plain.look(one), one.typed
            assert not found.waiting
        assert search_index.catch_up(record, gentle=False) == 0


def test_what_was_changed_a_moment_ago_is_found_by_its_new_words_and_not_by_the_old(
    record: Record, owner: Owner
) -> None:
    note = written(record, owner, "debrief.words", "rain")
    search_index.catch_up(record, gentle=False)
    written(record, owner, "debrief.words", "grey")
    for _ in range(2):
        assert look(record, "rain") == []
        assert look(record, "grey") == [note]
        search_index.catch_up(record, gentle=False)
    written(record, owner, "debrief.words", "")
    assert look(record, "grey") == []


# ---------------------------------------------------------------------- pages, sieves, what is shown


def test_each_text_is_found_once_page_by_page_the_newest_first_indexed_or_not(
    record: Record, clock: SetClock, owner: Owner
) -> None:
    assert owner.session is not None
    said: list[UUID] = []
    for number in range(23):
        if number % 5:
            clock.move(minutes=number % 3)
        said.append(item(timeline.write(record, owner.session, Voice.CLIENT, f"rain {number}")))
        if number == 11:
            search_index.catch_up(record, gentle=False)
    seen, before, more = list[search.Hit](), None, True
    while more:
        found = search.find(record, Sieve("rain"), before=before, limit=4)
        seen += found.hits
        before, more = found.hits[-1].place, found.more
    assert sorted(hit.id for hit in seen) == sorted(said)
    assert [hit.at for hit in seen] == sorted((hit.at for hit in seen), reverse=True)
    assert [hit.place for hit in seen] == sorted({hit.place for hit in seen}, reverse=True)


@pytest.mark.parametrize("indexed", [False, True])
def test_it_is_found_by_client_kind_voice_and_day_only(
    record: Record, clock: SetClock, owner: Owner, *, indexed: bool
) -> None:
    assert owner.session is not None
    note = written(record, owner, "debrief.words", "rain on the roof")
    seen = written(record, owner, "debrief.observed", "quiet, then rain")
    other = a_client(record, "Vale", "Robin")
    theirs = written(record, Owner(other), "plan.noticing", "rain makes it worse")
    clock.move(hours=24)
    moment = item(timeline.write(record, owner.session, Voice.CLIENT, "rain again"))
    if indexed:
        search_index.catch_up(record, gentle=False)
    day = date(2026, 11, 22)
    assert set(look(record, "rain")) == {note, seen, theirs, moment}
    assert set(look(record, "rain", client=owner.client)) == {note, seen, moment}
    assert look(record, "rain", kinds=frozenset({Kind.SAFETY})) == [theirs]
    assert set(look(record, "rain", kinds=frozenset({Kind.NOTE, Kind.MOMENT}))) == {note, seen, moment}
    assert look(record, "rain", voice="observer") == [seen]
    assert set(look(record, "rain", last=day)) == {note, seen, theirs}
    assert look(record, "rain", first=day + timedelta(days=1)) == [moment]
    assert look(record, "rain", first=day, last=day, client=owner.client, voice="client") == [note]
    assert (
        look(record, "rain", first=date.min, last=date.max, voice='") OR (x') != []
    )  # no voice of that name


@pytest.mark.parametrize("indexed", [False, True])
def test_a_hit_says_whose_it_is_where_it_stands_and_what_became_of_it(
    record: Record, owner: Owner, *, indexed: bool
) -> None:
    assert owner.session is not None
    words = "A long grey part,\n\nand I did not mind it. " * 3 + "Then the RAINING café \u0001😀 rained."
    written(record, owner, "debrief.words", words)
    moment = item(timeline.write(record, owner.session, Voice.CLIENT, "no rain"))
    timeline.strike(record, owner.session, moment)
    if indexed:
        search_index.catch_up(record, gentle=False)
    struck, note = sorted(search.find(record, Sieve("rain")).hits, key=lambda hit: hit.table, reverse=True)
    assert (note.code, note.name, note.session_number, note.client) == (
        "K-0001",
        "MOR, Aster",
        1,
        owner.client,
    )
    assert (note.title, note.kind, note.voice) == ("Debrief · In their words", Kind.NOTE, "client")
    assert (note.struck, note.signed, note.retracted) == (False, False, False)
    assert (struck.title, struck.struck) == ("Moment of the journey", True)
    assert [piece.text for piece in note.pieces if piece.matched] == ["RAINING", "rained"]
    joined = "".join(piece.text for piece in note.pieces).strip("…")
    assert joined in re.sub(r"\s+", " ", words)
    assert "rain" not in repr(note).casefold()
    assert "Mor" not in repr(note)


def test_a_hit_opens_in_its_text_with_the_caret_before_the_match(record: Record, owner: Owner) -> None:
    written(record, owner, "debrief.words", "😀\n\x02 Café au lait, cafe\u0301 again")
    sieve = Sieve("CAFÉ")
    hit = search.find(record, sieve).hits[0]
    there = search.where(record, hit, sieve)
    assert (there.tab, there.field, there.caret, there.length) == ("debrief", "debrief.words", 5, 4)
    assert (there.client, there.session, there.row) == (owner.client, owner.session, hit.id)
    phrase = Sieve("“lait cafe”")
    assert search.where(record, hit, phrase).length == len("lait, cafe\u0301")
    written(record, owner, "debrief.words", "nothing of it any more")
    assert search.where(record, hit, sieve).length == 0


def test_the_best_stand_first_where_they_are_few(record: Record, owner: Owner) -> None:
    often = written(record, owner, "debrief.words", "rain rain rain")
    rarely = written(record, owner, "debrief.body", "a long text in which rain is named only once")
    search_index.catch_up(record, gentle=False)
    found = search.find(record, Sieve("rain"), best_first=True)
    assert found.ranked
    assert ids(found) == [often, rarely]
    newest = search.find(record, Sieve("rain"))
    assert not newest.ranked
    assert set(ids(newest)) == {often, rarely}


# ---------------------------------------------------------------------- what is found, and what never


def what_a_day_has_not(record: Record, day: LeavingDay) -> None:
    of, here = {"client_id": day.client}, {"session_id": day.session}
    by = {"by_name": "R. Okafor", "by_role": "physician"}
    now = record.now()
    note = put(record, rows.IntegrationNoteRow, **of, kind="early")
    put(
        record,
        rows.ChangeItemRow,
        **of,
        integration_id=note,
        kind="changed",
        text="the kettle is put on first",
    )
    put(record, rows.ScreenRow, **of, instrument="asq", instrument_version=1, context="leaving", answers={},
        result="negative", judgement="settled and looking forward to soup")  # fmt: skip
    put(
        record,
        rows.OverrideRow,
        **here,
        **by,
        criterion="D04",
        reason="walks with her own stick",
        rule_version="1",
    )
    put(
        record,
        rows.ClearanceRow,
        **here,
        **by,
        kind="medical",
        statement="seen on the stairs twice",
        criteria={},
    )
    put(
        record,
        rows.ConsentRow,
        **of,
        kind="touch",
        version="1",
        given_on=now.date(),
        note="hand only, said twice",
    )
    put(
        record,
        rows.AppointmentRow,
        **of,
        kind="early",
        starts_at=now,
        minutes=50,
        status="planned",
        note="ramp door",
    )
    put(record, rows_after.RelapseSignRow, **of, words="the curtains stay drawn", limits={})
    put(record, rows_trust.AmendmentRequestRow, **of, words="the dog is called Pepper", due_on=now.date())
    put(record, rows_trust.AddendumRow, **of, of_kind="session", of_id=day.session, kind="addition",
        reason="left out in the evening", text="the lamp was broken before")  # fmt: skip


def test_every_text_of_a_whole_day_is_found_by_its_first_words_and_stands_somewhere(
    record: Record, clock: SetClock
) -> None:
    what_a_day_has_not(record, a_full_day(record, clock))
    with record.store.read() as db:
        keys = search_keep.waiting(db, 10_000)
        entries = search_sources.read(db, record.content, keys)
    assert {table for table, _id in entries} == set(search_sources.SOURCES)
    search_index.catch_up(record, gentle=False)
    for key, entry in entries.items():
        first = " ".join(folded(entry.words)[:3])
        found = search.find(record, Sieve(f'"{first}"'), limit=500)
        assert key in {(hit.table, hit.id.hex) for hit in found.hits}, key
        there = search_places.stand(record.content, entry)
        assert there.title
        assert there.tab in TABS
        assert search_places.stand(Content(), entry).title  # the content of its time is gone


def test_unfinished_lines_and_choices_are_not_found(record: Record, owner: Owner) -> None:
    for name in ("draft.timeline", "said.0123", "goal.G1", "integration.others-agreed"):
        written(record, owner, name, "rain")
    assert look(record, "rain") == []
    search_index.catch_up(record, gentle=False)
    assert look(record, "rain") == []


def test_each_table_with_words_is_followed_by_the_record_and_read_by_the_index(record: Record) -> None:
    with record.store.read() as db:
        followed = "SELECT tbl_name FROM sqlite_schema WHERE name = 'search_' || tbl_name || '_insert'"
        assert set(db.connection().exec_driver_sql(followed).scalars()) == set(search_sources.SOURCES)
    assert not {"process_note", "process_revision", "revision", "audit", "client", "setting"} & set(
        search_sources.SOURCES
    )


def test_what_moves_to_another_chart_is_found_there(record: Record, owner: Owner) -> None:
    assert owner.session is not None
    written(record, owner, "prepare.intention", "rain")
    other = a_client(record, "Vale", "Robin")
    search_index.catch_up(record, gentle=False)
    moving.move(record, "session", owner.session, other, "filed under the wrong name")
    for _ in range(2):
        assert look(record, "rain", client=owner.client) == []
        assert len(look(record, "rain", client=other)) == 1
        search_index.catch_up(record, gentle=False)


def test_of_a_text_that_was_changed_no_word_stays_in_the_index(record: Record, owner: Owner) -> None:
    written(record, owner, "debrief.words", "herons over the flooded field")
    search_index.catch_up(record, gentle=False)
    written(record, owner, "debrief.words", "nothing")
    search_index.catch_up(record, gentle=False)
    with record.store.bare() as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.said USING fts5vocab('main', 'search', 'row')")
        known = {term for (term,) in connection.execute("SELECT term FROM temp.said")}
        pages = b"".join(row[0] for row in connection.execute("SELECT block FROM search_data"))
    assert "nothing" in known
    assert not {"herons", "flooded"} & known
    assert b"heron" not in pages


# ---------------------------------------------------------------------- who, how much, and what goes wrong


def test_who_may_not_read_charts_may_not_search_them(record: Record, owner: Owner) -> None:
    written(record, owner, "debrief.words", "rain")
    hit = search.find(record, Sieve("rain")).hits[0]
    assistant = replace(record, author=replace(record.author, role=Role.ASSISTANT))
    sieve = Sieve("rain")
    for refused in (partial(search.find, assistant, sieve), partial(search.where, assistant, hit, sieve)):
        with pytest.raises(Refused) as error:
            refused()
        assert "rain" not in str(error.value)


def test_the_trail_says_that_somebody_searched_once_and_never_what_for(record: Record, client: UUID) -> None:
    for _ in range(3):
        search.visited(record)
        search.visited(record, client)
    said = [line for line in audit.lines(record) if line.action == "searched"]
    assert [(line.of_kind, line.client) for line in said] == [("client", client), ("", None)]


STRANGE = st.text(st.characters(), max_size=30) | st.text(
    "\"'()*:^-+{}“” ANDORNOTEAR\x00\ud800\x02", max_size=30
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STRANGE.map(lambda typed: f"zq{typed}"))
def test_no_question_fails_whatever_is_typed(record: Record, typed: str) -> None:
    for ranked in (False, True):
        assert search.find(record, Sieve(typed), best_first=ranked).hits == ()
    assert "zq" not in repr(Sieve(typed))


def test_an_error_of_the_index_holds_no_word_of_what_was_asked(record: Record, owner: Owner) -> None:
    written(record, owner, "debrief.words", "rain")
    wrong = full_text.Question('words : ("heron" AND')
    with record.read() as db, pytest.raises(KapdeskError) as error:
        full_text.newest(db, wrong, 5)
    told = error.value
    with pytest.raises(KapdeskError) as other:
        full_text.among([], wrong)
    for one in (told, told.__cause__, told.__context__, other.value, other.value.__cause__):
        assert "heron" not in f"{one!r} {one}"
    assert "heron" not in repr(wrong)


def test_a_damaged_index_is_made_anew_and_everything_is_found_again(record: Record, owner: Owner) -> None:
    note = written(record, owner, "debrief.words", "rain over the long grey part")
    search_index.catch_up(record, gentle=False)
    with record.store.bare() as connection:
        connection.execute("DELETE FROM search_data WHERE id > 10")  # its pages, not their list
    found = search.find(record, Sieve("rain"))
    assert ids(found) == [note]
    with record.store.bare() as connection:
        connection.execute("DELETE FROM search_data WHERE id > 10")
    written(record, owner, "debrief.body", "raining")
    assert search_index.catch_up(record, gentle=False) == 0
    assert len(look(record, "rain")) == 2
    assert record.store.verify().index_whole


def test_a_check_tells_a_damaged_index_apart_from_a_damaged_record(record: Record, owner: Owner) -> None:
    written(record, owner, "debrief.words", "rain over the long grey part")
    search_index.catch_up(record, gentle=False)
    assert record.store.verify().index_whole
    with record.store.bare() as connection:
        connection.execute("UPDATE search_content SET c0 = 'other words' WHERE c0 LIKE 'rain%'")
    for quick in (False, True):
        report = record.store.verify(quick=quick)
        assert report.whole
        assert not report.index_whole
    search_index.make_anew(record)
    search_index.catch_up(record, gentle=False)
    assert record.store.verify().index_whole


def test_what_is_too_much_to_look_through_is_said_and_found_once_indexed(
    record: Record, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FRESH_ROWS", 2)
    for name in FIELDS:
        written(record, owner, name, "rain")
    found = search.find(record, Sieve("rain"))
    assert (len(found.hits), found.waiting) == (2, 1)
    monkeypatch.setattr(search, "FRESH_ROWS", 9)
    monkeypatch.setattr(search, "FRESH_LETTERS", 4)
    found = search.find(record, Sieve("rain"))
    assert (len(found.hits), found.waiting) == (1, 2)
    search_index.catch_up(record, gentle=False)
    found = search.find(record, Sieve("rain"))
    assert (len(found.hits), found.waiting) == (3, 0)


def test_a_beginning_that_too_many_words_have_is_taken_as_a_whole_word_and_said(
    record: Record, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = written(record, owner, "debrief.words", "rain")
    written(record, owner, "debrief.body", "raining")
    search_index.catch_up(record, gentle=False)
    assert len(look(record, "rain")) == 2
    monkeypatch.setattr(search, "DEAREST", -1)
    found = search.find(record, Sieve("rain"))
    assert ids(found) == [whole]
    assert "whole words only" in found.understood


def test_the_questions_are_few_and_none_goes_through_every_entry(record: Record, owner: Owner) -> None:
    for number in range(30):
        written(record, owner, f"debrief.{number}", f"rain {number}")
    search_index.catch_up(record, gentle=False)
    asked: list[tuple[str, object]] = []

    def hear(_c: object, _u: object, statement: str, values: object, *_more: object) -> None:
        asked.append((statement, values))

    engine = record.store._engine
    event.listen(engine, "before_cursor_execute", hear)
    for limit in (2, 25):
        search.find(record, Sieve("rain", client=owner.client), limit=limit)
    event.remove(engine, "before_cursor_execute", hear)
    few = [statement for statement, _values in asked if not statement.startswith("BEGIN")]
    assert len(few) == 2 * 4  # beginnings, what waits, what is found, whose it is
    with record.store.bare() as connection:
        for statement, values in asked:
            if "search_entry" in statement:
                plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
                assert not [line for line in plan if line.startswith("SCAN") and "VIRTUAL" not in line], plan
                assert not [line for line in plan if "TEMP B-TREE" in line], plan

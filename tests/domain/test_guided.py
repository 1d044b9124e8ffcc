"""One sense after the other, stopped whenever it is time; every run is told from what was written."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kapdesk.domain.guided import ENDED, WELCOME, End, Run, Said, Welcome, runs

ORDER = ("five-seen", "four-felt", "three-heard", "two-smelled", "one-tasted")
START = datetime(2026, 11, 22, 15, tzinfo=UTC)


def said(*pairs: tuple[str, str]) -> list[Said]:
    return [Said(item, value, START + timedelta(seconds=12 * n)) for n, (item, value) in enumerate(pairs)]


def run(*pairs: tuple[str, str]) -> Run:
    return runs(said(*pairs), ORDER)[-1]


def test_nothing_written_is_no_run() -> None:
    assert runs([], ORDER) == ()
    assert runs(said(("five-seen", "done")), ORDER) == ()


def test_it_begins_with_the_question_whether_it_is_welcome() -> None:
    assert run((WELCOME, "yes")).sense == "five-seen"
    assert run((WELCOME, "yes")).under_way
    for answer in ("no", "not-now"):
        assert not run((WELCOME, answer)).under_way


def test_each_sense_leads_to_the_next_and_the_last_one_ends_it() -> None:
    gone = [(WELCOME, "yes"), *((item, "done") for item in ORDER)]
    for number in range(1, len(gone)):
        assert run(*gone[:number]).sense == ORDER[number - 1]
    whole = run(*gone)
    assert (whole.end, whole.under_way, whole.seconds) == (End.WHOLE, False, 60)


def test_it_can_be_stopped_at_any_moment() -> None:
    stopped = run((WELCOME, "yes"), ("five-seen", "done"), (ENDED, "stopped"), ("four-felt", "done"))
    assert (stopped.end, stopped.under_way, len(stopped.senses)) == (End.STOPPED, False, 1)


def test_a_sense_left_out_is_passed_over_and_stays_to_be_read() -> None:
    left = run((WELCOME, "yes"), ("five-seen", "left-out"))
    assert left.sense == "four-felt"
    assert left.senses[0].value == "left-out"


def test_asking_again_begins_anew() -> None:
    told = runs(said((WELCOME, "not-now"), (WELCOME, "yes"), ("five-seen", "done"), (WELCOME, "yes")), ORDER)
    assert [one.welcome for one in told] == [Welcome.NOT_NOW, Welcome.YES, Welcome.YES]
    assert told[-1].sense == "five-seen"


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just(WELCOME), st.sampled_from(["yes", "no", "not-now"])),
            st.tuples(st.sampled_from(ORDER), st.sampled_from(["done", "left-out"])),
            st.tuples(st.just(ENDED), st.sampled_from(["whole", "stopped"])),
        ),
        max_size=14,
    )
)
def test_whatever_was_written_no_sense_is_asked_twice_and_one_run_goes_on_at_most(
    pairs: list[tuple[str, str]],
) -> None:
    told = runs(said(*pairs), ORDER)
    assert len(told) == sum(item == WELCOME for item, _ in pairs)
    for one in told:
        items = [each.item for each in one.senses]
        assert len(items) == len(set(items))
        assert one.under_way == (one.welcome is Welcome.YES and one.end is None)
        assert one.sense not in items

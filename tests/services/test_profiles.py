"""Goals and aims stand over the weeks as they were rated, never added up, and empty until asked."""

from kapdesk.domain.clock import SetClock
from kapdesk.services import integration, notes, profiles
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from tests.services.whole_day import a_client


def test_nine_goals_and_eight_aims_are_empty_until_asked(record: Record) -> None:
    client = a_client(record)
    goals, aims = profiles.goals(record, client), profiles.aims(record, client)
    assert (len(goals.lines), len(aims.lines)) == (9, 8)
    assert goals.empty
    assert aims.empty
    assert {line.highest for line in goals.lines} == {4}
    assert {line.highest for line in aims.lines} == {10}


def test_each_rating_stands_on_its_day_with_the_words_beside_it(record: Record, clock: SetClock) -> None:
    client = a_client(record)
    for value in (1, 3):
        note = integration.start(record, client).item
        assert note is not None
        integration.rate(record, note, "goal.G1", value)
        integration.rate(record, note, "aim.A7", value + 4)
        notes.write(record, Owner(client, integration=note), "aim-said.A7", f"said {value}")
        notes.write(record, Owner(client, integration=note), "aim-step.A7", "call on Friday")
        integration.end(record, note)
        clock.move(minutes=7 * 24 * 60)
    goal = profiles.goals(record, client).lines[0]
    assert [point.value for point in goal.points] == [1, 3]
    assert goal.word(3) == "3 consolidating"
    seven = next(line for line in profiles.aims(record, client).lines if line.id == "A7")
    assert [(point.value, point.words) for point in seven.points] == [
        (5, "said 1 · call on Friday"), (7, "said 3 · call on Friday"),
    ]  # fmt: skip
    assert len(profiles.aims(record, client).days) == 2


def test_a_rating_taken_back_is_gone_from_the_line(record: Record) -> None:
    client = a_client(record)
    note = integration.start(record, client).item
    assert note is not None
    integration.rate(record, note, "goal.G2", 0)
    assert [point.value for point in profiles.goals(record, client).lines[1].points] == [0]
    integration.rate(record, note, "goal.G2", None)
    assert profiles.goals(record, client).empty

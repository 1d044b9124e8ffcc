"""Steps of a part are told as steps of the whole."""

from kapdesk.domain.steps import no_step, within


def test_the_parts_follow_each_other_without_a_step_back() -> None:
    told: list[tuple[int, int]] = []

    def hear(number: int, of: int) -> None:
        told.append((number, of))

    for part in range(3):
        for number in range(5):
            within(hear, part, 3)(number, 4)
    shares = [number / of for number, of in told]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1


def test_a_part_of_nothing_is_no_fault() -> None:
    within(no_step, 0, 2)(0, 0)

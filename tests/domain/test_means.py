"""A step about means says what, what was agreed and who does it; declining is an answer too."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from kapdesk.domain.errors import Refused
from kapdesk.domain.means import Agreed, MeansStatus, MeansStep, Method, check_step

AT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
DOING = [agreed for agreed in Agreed if agreed not in {Agreed.NO_ACCESS, Agreed.DECLINED}]


@pytest.mark.parametrize("agreed", DOING)
def test_what_is_to_be_done_has_somebody_who_does_it(agreed: Agreed) -> None:
    with pytest.raises(Refused, match="Write who"):
        check_step(Method.MEDICATION, agreed, " ", "")
    check_step(Method.MEDICATION, agreed, "Ivo Mor", "")


@pytest.mark.parametrize("agreed", [Agreed.NO_ACCESS, Agreed.DECLINED])
def test_declining_and_no_access_need_nobody(agreed: Agreed) -> None:
    check_step(Method.FIREARM, agreed, "", "")


def test_a_means_of_another_kind_says_what_it_is() -> None:
    with pytest.raises(Refused, match="needs a word"):
        check_step(Method.OTHER, Agreed.DECLINED, "", " ")
    check_step(Method.OTHER, Agreed.DECLINED, "", "the bridge on the way home")


def test_a_declined_step_does_not_say_planned() -> None:
    step = MeansStep(uuid4(), Method.FIREARM, Agreed.DECLINED, "", MeansStatus.PLANNED, "", AT)
    assert step.words == "firearm: declined / not yet"

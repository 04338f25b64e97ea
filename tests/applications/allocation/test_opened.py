"""Places that have become free after the announcement, as the round's page tells of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from applications.allocation import opened
from applications.allocation.standing import Standing
from applications.rounds.models import Round

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def granted(*, days=0, accepted=False, given_back=None, announced=True):
    """A grant that was announced so many days ago."""
    return Standing(
        application_id=uuid4(),
        name="Skive",
        region="Midtjylland",
        population=46_599,
        daycare_share=None,
        outcome="granted",
        announced_at=NOW - timedelta(days=days) if announced else None,
        has_accepted=accepted,
        given_back_at=given_back,
    )


def reserve():
    return Standing(
        uuid4(), "Thisted", "Nordjylland", 43_423, None, outcome="reserve", announced_at=NOW - timedelta(days=30)
    )


@pytest.mark.parametrize(
    ("one", "lapsed", "unanswered"),
    [
        (granted(days=14), False, False),
        (granted(days=15), True, True),
        (granted(days=15, accepted=True), False, False),
        (granted(days=15, given_back=NOW), False, True),
        (granted(days=15, given_back=NOW - timedelta(days=5)), False, False),
        (granted(announced=False), False, False),
        (reserve(), False, False),
    ],
)
def test_a_grant_lapses_when_its_time_is_over_and_nobody_has_answered(one, lapsed, unanswered):
    round_ = Round(places=2, accept_within_days=14)

    assert opened.has_lapsed(one, round_, TODAY) is lapsed
    assert opened.went_unanswered(one, round_, TODAY) is unanswered


@pytest.mark.parametrize(
    ("standings", "places", "count"),
    [
        ([], 2, 0),
        ([granted(), reserve()], 2, 0),
        ([granted(days=15), granted(given_back=NOW), reserve()], 2, 2),
        ([granted(given_back=NOW), granted(), granted()], 2, 0),
        ([granted(announced=False)], 1, 0),
    ],
)
def test_places_are_counted_that_nobody_holds_any_more(standings, places, count):
    assert opened.count(standings, Round(places=places, accept_within_days=14), TODAY) == count

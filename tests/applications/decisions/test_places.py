"""Which places are open after the announcement, and who stands on the reserve list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.allocation import actions as choosing
from applications.allocation.models import Decision
from applications.decisions import places
from engagements import reference
from praksis.cases.actors import Actor
from tests.factories.allocation import announced_round, decided_round
from tests.factories.rounds import ProgrammeFactory

pytestmark = pytest.mark.django_db


def names(decisions):
    return [decision.application.applicant.name for decision in decisions]


def later(days=15):
    return timezone.now() + timedelta(days=days)


def test_as_long_as_all_can_answer_no_place_is_open():
    round_ = announced_round("granted", "granted", "reserve")

    found = places.open_places(round_, timezone.now())

    assert (found.count, found.opened_by, found.is_question) == (0, [], False)


def test_a_place_that_is_declined_is_open(coordinator):
    round_ = announced_round("granted", "granted", "reserve")
    declined = round_.decisions.filter(outcome="granted").first()
    choosing.decline_place(declined, by=Actor.of(coordinator))

    found = places.open_places(round_, timezone.now())

    assert (found.count, found.opened_by, found.is_question) == (1, [declined], True)


def test_places_that_nobody_accepted_in_time_are_open():
    round_ = announced_round("granted", "granted", "reserve")

    assert places.open_places(round_, later(14)).count == 0
    assert places.open_places(round_, later(15)).count == 2


def test_an_accepted_place_is_not_open_however_late_it_is(coordinator):
    round_ = announced_round("granted", "reserve", places=1)
    ProgrammeFactory()
    reference.load()
    choosing.accept_place(round_.decisions.get(outcome="granted"), by=Actor.of(coordinator))

    assert places.open_places(round_, later()).count == 0


def test_a_place_that_was_never_given_is_not_open():
    round_ = announced_round("granted", "reserve", places=3)

    assert places.open_places(round_, timezone.now()).count == 0


def test_a_place_given_on_is_not_open_any_more(coordinator):
    round_ = announced_round("granted", "reserve", places=1)
    choosing.decline_place(round_.decisions.get(outcome="granted"), by=Actor.of(coordinator))
    Decision.objects.filter(outcome="reserve").update(outcome="granted", seat_number=1)

    found = places.open_places(round_, timezone.now())

    assert (found.count, found.is_question) == (0, False)


def test_without_anybody_on_the_list_there_is_no_question():
    round_ = announced_round("granted", "refused", places=1)

    found = places.open_places(round_, later())

    assert (found.count, found.reserves, found.is_question) == (1, [], False)


def test_those_with_a_number_stand_first_then_the_others_by_name():
    round_ = announced_round("reserve", "reserve", "reserve")
    first, second, third = round_.decisions.order_by("application__applicant__name")
    Decision.objects.filter(pk=third.pk).update(reserve_rank=1)

    found = places.open_places(round_, timezone.now())

    assert names(found.reserves) == names([third, first, second])


def test_nothing_is_open_before_the_announcement():
    round_ = decided_round("granted", "reserve", places=1)

    found = places.open_places(round_, later())

    assert (found.count, found.reserves) == (0, [])


def test_the_longest_over_lapses_first_and_never_ones_own():
    round_ = announced_round("granted", "granted", "reserve")
    older, newer = round_.decisions.filter(outcome="granted").order_by("seat_number")
    for days, decision in ((30, older), (20, newer)):
        Decision.objects.filter(pk=decision.pk).update(announced_at=timezone.now() - timedelta(days=days))
    reserve = round_.decisions.get(outcome="reserve")

    assert places.first_lapsed(round_, timezone.now(), but=reserve) == older
    assert places.first_lapsed(round_, timezone.now(), but=older) == newer


def test_an_offer_that_can_still_be_answered_does_not_lapse():
    round_ = announced_round("granted", "reserve", places=1)
    reserve = round_.decisions.get(outcome="reserve")

    assert places.first_lapsed(round_, timezone.now(), but=reserve) is None


def test_a_rounds_open_places_take_one_query(django_assert_num_queries):
    round_ = announced_round("granted", "granted", "reserve", "reserve")

    with django_assert_num_queries(1):
        places.open_places(round_, later())

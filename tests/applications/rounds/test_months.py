from datetime import date, datetime

import pytest

from applications.rounds import actions
from applications.rounds.models import Programme, Round
from applications.rounds.tasks import prepare_months
from praksis.reference import load_all
from praksis.working_days import COPENHAGEN, end_of_day
from tests.factories.rounds import CriterionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def moment(*numbers):
    return datetime(*numbers, tzinfo=COPENHAGEN)


@pytest.fixture
def mini():
    return ProgrammeFactory(kind="mini", name="Miniforløb", places_per_round=5, months=4)


def test_the_months_ahead_have_a_round_each_with_its_deadline_stored(mini):
    made = actions.prepare_months(moment(2018, 3, 1, 4))

    assert [round_.name for round_ in made][:3] == ["Marts 2018", "April 2018", "Maj 2018"]
    assert made[-1].name == "Marts 2019"
    assert made[0].deadline == end_of_day(date(2018, 3, 28))
    assert made[1].deadline == end_of_day(date(2018, 4, 30))
    assert made[1].opens_at == moment(2018, 3, 29)
    assert (made[0].period_from, made[0].period_to) == (date(2018, 4, 1), date(2018, 7, 31))
    assert {round_.places for round_ in made} == {5}
    assert {round_.status for round_ in made} == {"assessing"}


def test_a_round_takes_the_programmes_criteria_and_no_questions_of_its_own():
    load_all()
    Programme.objects.update(last_deadline_on=None)

    first, *_ = actions.prepare_months(moment(2018, 3, 1), months=0)

    assert list(first.criteria.values_list("key", flat=True)) == ["challenge", "backing"]
    assert first.criteria.first().anchors.count() == 5
    assert first.questions_now is None
    assert first.case.events.get().kind == "round.created"


def test_what_is_there_is_left_as_it_is(mini):
    actions.prepare_months(moment(2018, 3, 1), months=2)
    moved = Round.objects.get(name="April 2018")
    Round.objects.filter(pk=moved.pk).update(deadline=moment(2018, 5, 2), places=9)

    again = actions.prepare_months(moment(2018, 3, 15), months=3)

    assert [round_.name for round_ in again] == ["Juni 2018"]
    moved.refresh_from_db()
    assert (moved.deadline, moved.places) == (moment(2018, 5, 2), 9)


def test_none_is_made_after_the_programmes_last_deadline(mini):
    mini.last_deadline_on = date(2019, 8, 30)
    mini.save()

    made = actions.prepare_months(moment(2019, 7, 1))

    assert [round_.deadline for round_ in made] == [end_of_day(date(2019, 7, 31)), end_of_day(date(2019, 8, 30))]


def test_a_month_whose_deadline_has_passed_gets_no_round(mini):
    made = actions.prepare_months(moment(2018, 3, 29), months=1)

    assert [round_.name for round_ in made] == ["April 2018"]


def test_december_is_followed_by_january(mini):
    made = actions.prepare_months(moment(2018, 12, 1), months=1)

    assert [(round_.name, round_.period_from) for round_ in made] == [
        ("December 2018", date(2019, 1, 1)),
        ("Januar 2019", date(2019, 2, 1)),
    ]
    assert made[1].opens_at == moment(2019, 1, 1)


def test_one_round_is_open_at_every_moment(mini):
    actions.prepare_months(moment(2018, 3, 1), months=3)

    for at, name in [
        (moment(2018, 3, 28, 23, 59, 59), "Marts 2018"),
        (end_of_day(date(2018, 3, 28)), "Marts 2018"),
        (moment(2018, 3, 29), "April 2018"),
        (moment(2018, 4, 30, 12), "April 2018"),
        (moment(2018, 5, 1), "Maj 2018"),
    ]:
        assert [round_.name for round_ in Round.objects.taking_minis_at(at)] == [name]


def test_without_a_mini_programme_there_are_no_months():
    CriterionFactory()

    assert actions.prepare_months(moment(2018, 3, 1)) == []


def test_the_task_makes_the_months_ahead(mini, time_machine):
    time_machine.move_to(moment(2018, 3, 1, 4))

    prepare_months()

    assert Round.objects.filter(programme=mini).count() == 13


def test_a_fresh_site_has_the_months_of_a_programme_that_runs(time_machine):
    time_machine.move_to(moment(2019, 7, 1))

    load_all()
    load_all()

    assert list(Round.objects.filter(programme__kind="mini").order_by("deadline").values_list("name", flat=True)) == [
        "Juli 2019",
        "August 2019",
    ]

from datetime import date

import pytest

from engagements.courses import actions, suggesting
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.engagements import ConsultantAssignmentFactory, EngagementFactory, EngagementInstitutionFactory
from tests.factories.staffing import (
    CapacityFactory,
    CompetenceFactory,
    ConsultantCompetenceFactory,
    ProgrammeLoadFactory,
    SoftPromiseFactory,
)

pytestmark = pytest.mark.django_db
YEAR = {"starts_on": date(2018, 1, 1), "ends_on": date(2018, 4, 30)}


@pytest.fixture(autouse=True)
def _it_is_february(time_machine):
    time_machine.move_to("2018-02-10 10:00Z", tick=False)


@pytest.fixture
def course():
    """Asks for leadership and knowing kindergartens, with twelve hours a month from February to April."""
    course = EngagementFactory(party__name="Skive", themes=["professional_leadership", "gone"], **YEAR)
    EngagementInstitutionFactory(engagement=course)
    EngagementInstitutionFactory(engagement=course, setting="")
    ProgrammeLoadFactory(programme=course.programme)
    return course


def who(name, *competences, hours=60):
    person = UserFactory(name=name, consultant=True)
    for competence in competences:
        ConsultantCompetenceFactory(consultant=person, competence=competence)
    if hours is not None:
        CapacityFactory(consultant=person, hours=hours)
    return person


def fits(course):
    return suggesting.fits(course)[1]


def test_those_who_know_most_come_first_then_those_who_have_time(course):
    lead, kinder = CompetenceFactory(leadership=True), CompetenceFactory(kindergarten=True)
    who("Bo", hours=100)
    who("Anne", lead, hours=6)
    who("Ida", lead, hours=40)
    who("Eva", lead, kinder, hours=None)

    need, found = suggesting.fits(course)

    assert list(need.competences.values()) == ["Faglig ledelse", "Børnehave"]
    assert (need.first, need.last, need.hours) == (date(2018, 2, 1), date(2018, 4, 1), 12)
    assert [(fit.name, fit.knows, fit.status_word, fit.time) for fit in found] == [
        (
            "Eva",
            "Faglig ledelse, Børnehave: alt det, forløbet handler om.",
            "Kapacitet ikke sat",
            "Ingen har sat, hvor mange timer der er.",
        ),
        ("Ida", "Faglig ledelse. Ikke Børnehave.", "Har tid", "Mindst 40 ledige timer i hver måned."),
        ("Anne", "Faglig ledelse. Ikke Børnehave.", "Har ikke tid", "Højst 6 ledige timer i en måned."),
        ("Bo", "Ingen af de 2: Faglig ledelse, Børnehave.", "Har tid", "Mindst 100 ledige timer i hver måned."),
    ]


def test_months_with_too_little_time_are_named(course):
    person = who("Bo")
    CapacityFactory(consultant=person, month=date(2018, 3, 1), away=True)

    [fit] = fits(course)

    assert (fit.status_word, fit.time) == ("Har tid i nogle måneder", "For lidt tid i marts 2018.")


def test_no_more_than_three_months_are_named(course):
    course.ends_on = date(2018, 12, 31)
    person = who("Bo")
    for month in range(2, 8):
        CapacityFactory(consultant=person, month=date(2018, month, 1), away=True)

    assert fits(course)[0].time == "For lidt tid i februar 2018, marts 2018, april 2018 og 3 til."


def test_a_course_without_themes_has_nothing_to_go_by():
    who("Bo")
    course = EngagementFactory(**YEAR)

    need, [fit] = suggesting.fits(course)

    assert (need.hours, fit.knows) == (0, "Forløbet har ingen temaer at gå efter.")


def test_the_one_thing_that_somebody_does_not_know():
    who("Bo")

    assert fits(EngagementFactory(themes=["professional_leadership"], **YEAR))[0].knows == "Ikke Faglig ledelse."


def test_what_they_are_on_now(course):
    bo, ida = who("Bo"), who("Ida")
    who("Ulla")
    for _ in range(2):
        ConsultantAssignmentFactory(consultant=bo, engagement=EngagementFactory(running=True))
    ConsultantAssignmentFactory(consultant=ida, engagement=EngagementFactory(running=True))
    ConsultantAssignmentFactory(consultant=ida, engagement=EngagementFactory(running=True, mini=True))

    said = {fit.name: fit.now for fit in fits(course)}

    assert said == {
        "Bo": "På 2 etårige nu.",
        "Ida": "På 1 etårigt og 1 miniforløb nu.",
        "Ulla": "Ikke på noget forløb nu.",
    }


def test_who_is_on_it_who_is_pencilled_in_and_who_must_be_asked_first(course):
    on_it, soft, interested = who("Bo"), who("Ida"), who("Anne")
    ConsultantAssignmentFactory(engagement=course, consultant=on_it)
    SoftPromiseFactory(consultant=soft, case=course.place.round.case)
    InterestDeclarationFactory(person=interested, round=course.place.round, conflicted=True)

    said = [(fit.name, fit.remarks) for fit in fits(course)]

    assert said == [
        ("Bo", ["Er på forløbet nu."]),
        ("Ida", ["Er blødt reserveret hertil."]),
        ("Anne", ["Har erklæret en interesse i runden. Spørg, før du vælger."]),
    ]


def test_being_put_on_a_course_makes_the_promise_firm(course, manager):
    bo = who("Bo")
    soft = SoftPromiseFactory(consultant=bo, case=course.place.round.case)

    actions.assign_consultants(course, [bo], by=Actor.of(manager))

    soft.refresh_from_db()
    assert soft.status == "kept"


def test_three_may_be_on_a_course_and_not_four(course, manager):
    people = [who(f"Bo {number}") for number in range(4)]

    actions.assign_consultants(course, people[:3], by=Actor.of(manager))
    with pytest.raises(ActionError, match="højst være tre"):
        actions.assign_consultants(course, people, by=Actor.of(manager))

    assert course.assignments.count() == 3


def test_the_page_of_the_team_tells_who_suits_it_and_warns_of_one_alone(client, course, manager):
    client.force_login(manager)
    bo = who("Bo", CompetenceFactory(leadership=True))
    path = f"/forloeb/{course.case.reference}/hold/"

    page = client.get(path).content.decode()
    saved = client.post(path, {"consultants": [bo.pk]}, follow=True).content.decode()
    again = client.get(path).content.decode()

    assert "Mindst 60 ledige timer i hver måned." in page
    assert "Der er kun én konsulent; typisk er der to." in saved
    assert "Der er kun én konsulent på forløbet" not in page
    assert "Der er kun én konsulent på forløbet" in again


def test_the_page_of_the_team_asks_as_many_times_for_one_as_for_three(client, course, manager, connection_queries):
    client.force_login(manager)
    path = f"/forloeb/{course.case.reference}/hold/"
    who("Bo")
    with connection_queries() as one:
        client.get(path)
    for name in ("Ida", "Eva"):
        ConsultantAssignmentFactory(consultant=who(name, CompetenceFactory()))

    with connection_queries() as three:
        client.get(path)

    assert len(one) == len(three) == 16

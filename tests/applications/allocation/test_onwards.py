"""Where an applicant without a place can go from here."""

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import onwards
from applications.drafting import actions
from applications.drafting.models import Application
from applications.rounds.models import RoundStatus
from praksis.cases.actors import Actor
from tests.factories.allocation import DecisionFactory
from tests.factories.drafting import ApplicationFactory, ApplicationInstitutionFactory
from tests.factories.minis import applicant, mini_programme
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import QuestionSetFactory, RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

CONFERENCES = reverse("conferences:event_list")


@pytest.fixture
def refused(municipality):
    """An application with two institutions that did not get a course."""
    round_ = RoundFactory(closed=True, status=RoundStatus.ANNOUNCED)
    application = ApplicationFactory(applicant=municipality, round=round_, submitted=True)
    for name in ("Solhuset", "Månehuset"):
        ApplicationInstitutionFactory(application=application, name=name)
    DecisionFactory(application=application, announced=True)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def ways(refused, coordinator):
    def ways(of=refused, user=coordinator):
        return [(way.label, way.url) for way in onwards.ways_on(user, of, timezone.now())]

    return ways


def copy(application, target=""):
    return reverse("applications:copy", args=[application.pk]) + (f"?til={target}" if target else "")


def test_a_refused_municipality_gets_a_prefilled_mini_the_next_round_and_the_conference(ways, refused):
    mini_programme()
    round_ = RoundFactory(name="Næste år")
    QuestionSetFactory(round=round_)

    assert ways() == [
        ("Søg om et miniforløb i stedet", copy(refused)),
        ("Søg igen: Næste år", copy(refused, f"runde:{round_.pk}")),
        ("Kom med til konferencen", CONFERENCES),
    ]


def test_with_one_institution_there_is_nothing_to_choose(refused, coordinator):
    mini_programme()
    refused.institutions.get(name="Solhuset").delete()

    mini = onwards.ways_on(coordinator, refused, timezone.now())[0]

    assert mini.url == copy(refused, f"mini:{refused.institutions.get().pk}")
    assert mini.text.startswith(
        "Vi udfylder ansøgningen med noget af det, I har skrevet. Det gælder Månehuset. Næste frist "
    )


def test_what_is_begun_already_is_gone_on_with(ways, coordinator, municipality):
    mini_programme()
    mini = actions.begin_mini(municipality.organisation, by=Actor.of(coordinator))
    round_, sent = RoundFactory(name="Næste år"), RoundFactory(name="Sendt til")
    QuestionSetFactory(round=round_)
    begun = actions.begin(round_, municipality.organisation, by=Actor.of(coordinator))
    done = ApplicationFactory(applicant=municipality, round=sent, submitted=True)

    assert sorted(ways()) == sorted(
        [
            ("Fortsæt ansøgningen om et miniforløb", mini.get_absolute_url()),
            ("Fortsæt ansøgningen til Næste år", begun.get_absolute_url()),
            ("Se ansøgningen til Sendt til", done.get_absolute_url()),
            ("Kom med til konferencen", CONFERENCES),
        ]
    )


def test_with_nothing_open_there_is_something_to_read(ways):
    assert ways() == [
        ("Læs om miniforløb", reverse("overview:programme_mini")),
        ("Se de næste ansøgningsrunder", reverse("overview:programme_one_year")),
        ("Kom med til konferencen", CONFERENCES),
    ]


def test_who_reads_along_is_not_asked_to_write(ways, municipality):
    mini_programme()
    RoundFactory()
    reader = MembershipFactory(organisation=municipality, viewer=True).user

    assert [url for _, url in ways(user=reader)] == [
        reverse("overview:programme_mini"),
        reverse("overview:programme_one_year"),
        CONFERENCES,
    ]


def test_a_refused_mini_can_be_sent_again(ways, municipality):
    programme = mini_programme()
    organisation, owner = applicant("private", municipality)
    month = RoundFactory(programme=programme, closed=True, status=RoundStatus.ANNOUNCED)
    mini = ApplicationFactory(applicant=organisation, applicant_kind="private", round=month, submitted=True)
    reader = MembershipFactory(organisation=organisation, viewer=True).user

    assert ways(mini, owner) == [
        ("Søg igen om et miniforløb", copy(mini, "mini")),
        ("Kom med til konferencen", CONFERENCES),
    ]
    assert ways(mini, reader) == [
        ("Læs om miniforløb", reverse("overview:programme_mini")),
        ("Kom med til konferencen", CONFERENCES),
    ]


def test_a_refused_mini_is_not_sent_again_where_no_month_takes_it(ways, municipality):
    programme = mini_programme()
    organisation, owner = applicant("private", municipality)
    mini = ApplicationFactory(applicant=organisation, applicant_kind="private", round__programme=programme)
    programme.rounds.update(status=RoundStatus.ANNOUNCED)

    assert ways(mini, owner) == [("Kom med til konferencen", CONFERENCES)]


def test_the_ways_stand_on_the_page_of_the_refusal_and_lead_to_a_prefilled_mini(client, refused, coordinator):
    mini_programme()
    client.force_login(coordinator)

    page = client.get(refused.get_absolute_url() + "afgoerelse/")
    choice = client.get(links(page, ".plain-rows a")[0])

    assert texts(page, "main h2")[:2] == ["Hvad sker der nu?", "Det kan I gøre nu"]
    assert [label.partition(".")[0] for label in texts(choice, ".form-group-radio .form-label")] == [
        "Miniforløb for Solhuset",
        "Miniforløb for Månehuset",
    ]


def test_with_a_place_there_is_no_way_on(client, municipality, coordinator):
    round_ = RoundFactory(closed=True, status=RoundStatus.ANNOUNCED)
    application = ApplicationFactory(applicant=municipality, round=round_, submitted=True)
    DecisionFactory(application=application, granted=True, announced=True)
    client.force_login(coordinator)

    page = client.get(application.get_absolute_url() + "afgoerelse/")

    assert texts(page, ".plain-rows a") == []

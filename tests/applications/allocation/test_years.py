"""All of an organisation's applications over the years."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import years
from applications.drafting.models import Application, Status
from applications.rounds.models import RoundStatus
from tests.factories.allocation import DecisionFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import MembershipFactory, MunicipalityFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

ADDRESS = reverse("applications:own_applications")


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


def shown(user):
    names = {each.organisation_id: each.organisation.name for each in user.active_memberships}
    return years.rows(list(years.of_organisations(user)), names, timezone.now())


def begun_in(year, municipality, **facts):
    # New Year in Denmark comes an hour before that of the server.
    at = datetime(year - 1, 12, 31, 23, 30, tzinfo=UTC)
    return ApplicationFactory(applicant=municipality, created_at=at, **facts)


def test_the_applications_stand_by_year_the_newest_first(web, municipality):
    begun_in(2017, municipality, submitted=True, round__name="Januar 2018 til december 2018")
    begun_in(2019, municipality, round__name="Fra 2019")
    begun_in(2018, municipality, status=Status.WITHDRAWN, round__name="Fra 2018")

    page = web.get(ADDRESS)

    assert texts(page, "main h2") == ["2019", "2018", "2017"]
    assert texts(page, "tbody td[data-title=Runde]") == ["Fra 2019", "Fra 2018", "Januar 2018 til december 2018"]
    assert texts(page, "tbody td[data-title=Status]") == ["Kladde", "Trukket tilbage", "Indsendt"]
    newest = Application.objects.order_by("-created_at")
    assert links(page, "tbody th a") == [each.get_absolute_url() for each in newest]


@pytest.mark.parametrize(
    ("status", "announced", "outcome"),
    [
        (RoundStatus.ANNOUNCED, True, "I har ikke fået et forløb denne gang"),
        (RoundStatus.APPROVED, True, ""),
        (RoundStatus.ANNOUNCED, False, ""),
    ],
)
def test_the_outcome_stands_there_once_the_round_is_announced(coordinator, municipality, status, announced, outcome):
    round_ = RoundFactory(closed=True, status=status)
    application = ApplicationFactory(applicant=municipality, round=round_, submitted=True)
    DecisionFactory(application=application, announced_at=timezone.now() if announced else None)

    assert [row.outcome for row in shown(coordinator)] == [outcome]


def test_a_place_that_was_given_back_is_told(coordinator, municipality):
    round_ = RoundFactory(closed=True, status=RoundStatus.ANNOUNCED)
    application = ApplicationFactory(applicant=municipality, round=round_, submitted=True)
    back = {"given_back_at": timezone.now(), "given_back_by": coordinator}
    DecisionFactory(application=application, granted=True, announced=True, **back)

    assert [row.outcome for row in shown(coordinator)] == ["I har ikke taget imod et forløb"]


def test_a_draft_whose_deadline_has_passed_was_not_sent(coordinator, municipality):
    late = RoundFactory(closed=True)
    ApplicationFactory(applicant=municipality, round=late, created_at=timezone.now() - timedelta(days=2))
    ApplicationFactory(applicant=municipality, round=late, extended_to=timezone.now() + timedelta(days=2))

    assert [row.status_word for row in shown(coordinator)] == ["Kladde", "Ikke sendt"]


def test_a_minis_draft_has_no_round_yet(web, municipality):
    programme = ProgrammeFactory(kind="mini", name="Miniforløb")
    draft = ApplicationFactory(applicant=municipality, applicant_kind="administration", programme=programme)
    Application.objects.filter(pk=draft.pk).update(round=None)

    page = web.get(ADDRESS)

    assert texts(page, "tbody td[data-title=Runde]") == ["Får en runde, når den sendes"]
    assert texts(page, "tbody td[data-title=Status]") == ["Kladde"]


def test_only_ones_own_are_listed(web, coordinator, municipality):
    ApplicationFactory(submitted=True)
    MembershipFactory(
        user=coordinator, unconfirmed=True, organisation=(other := MunicipalityFactory(name="By Kommune"))
    )
    ApplicationFactory(applicant=other)
    own = [ApplicationFactory(applicant=other, created_by=coordinator), ApplicationFactory(applicant=municipality)]

    page = web.get(ADDRESS)

    assert set(links(page, "tbody th a")) == {each.get_absolute_url() for each in own}
    assert sorted(texts(page, "tbody td[data-title=Ansøger]")) == ["By Kommune", "Skive Kommune"]


def test_who_acts_for_one_organisation_is_not_told_which(web, municipality):
    ApplicationFactory(applicant=municipality)

    assert texts(web.get(ADDRESS), "tbody td[data-title=Ansøger]") == []


def test_without_applications_the_page_says_so(web):
    assert texts(web.get(ADDRESS), ".lead") == ["I har ikke begyndt en ansøgning endnu."]


def test_the_list_has_pages(web, municipality):
    for _ in range(51):
        ApplicationFactory(applicant=municipality)

    assert len(texts(web.get(ADDRESS), "tbody tr")) == 50
    assert len(texts(web.get(ADDRESS, {"side": "2"}), "tbody tr")) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many(web, municipality, count, django_assert_num_queries):
    for _ in range(count):
        DecisionFactory(application__applicant=municipality, announced=True)

    with django_assert_num_queries(6):
        web.get(ADDRESS)

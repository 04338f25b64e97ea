import pytest
from django.urls import reverse
from django.utils import timezone

from applications.rounds.models import RoundStatus
from praksis.accounts.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory
from tests.factories.organisations import MembershipFactory, MunicipalityFactory
from tests.factories.rounds import RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

HOME = reverse("overview:home")
MINE = reverse("overview:mine")


@pytest.mark.parametrize(
    ("roles", "page"),
    [
        ([], "overview:mine"),
        ([Role.CONSULTANT], "engagements:my_day"),
        ([Role.MANAGER], "applications:round_list"),
        ([Role.APPROVER], "applications:round_list"),
        ([Role.MANAGER, Role.CONSULTANT], "applications:round_list"),
        ([Role.ADMINISTRATOR], "accounts:staff_list"),
        ([Role.ADMINISTRATOR, Role.CONSULTANT], "engagements:my_day"),
        ([Role.KNOWLEDGE_CONSULTANT], "engagements:editing"),
        ([Role.EVENT_HELPER], "conferences:doors"),
        ([Role.EVALUATOR], "engagements:evaluation"),
    ],
)
def test_home_sends_everybody_to_their_own_work(client, roles, page):
    client.force_login(UserFactory(roles=roles))

    assert client.get(HOME, follow=True).redirect_chain == [(reverse(page), 302)]


@pytest.mark.parametrize("role", Role)
def test_home_knows_every_role(client, role):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(HOME).url != MINE


@pytest.mark.parametrize("address", [HOME, MINE])
def test_home_and_mine_ask_a_visitor_to_sign_in(client, address):
    assert client.get(address).url == f"{reverse('account_login')}?next={address}"


def test_mine_shows_applications_courses_and_tasks(client, coordinator, municipality):
    draft = ApplicationFactory(applicant=municipality.organisation)
    course = EngagementFactory(party=municipality.organisation, running=True)
    step = CourseStepFactory(engagement=course)
    client.force_login(coordinator)

    page = client.get(MINE)

    assert links(page, ".tile__heading a") == [draft.get_absolute_url()]
    assert links(page, ".plain-rows a") == [course.get_absolute_url(), f"{course.get_absolute_url()}maaned/"]
    assert links(page, ".task__link") == [step.get_absolute_url()]
    assert texts(page, "main h2") == ["Det venter på jer", "Ansøgninger", "Forløb"]


def test_mine_says_what_is_not_there_yet(client, coordinator):
    client.force_login(coordinator)

    assert texts(client.get(MINE), "main p") == ["I har ikke begyndt en ansøgning endnu.", "I er ikke i et forløb nu."]


def test_mine_offers_the_open_round(client, coordinator):
    round_ = RoundFactory(name="Januar til december")
    client.force_login(coordinator)

    page = client.get(MINE)

    assert texts(page, ".begin a") == ["Begynd en ansøgning til Januar til december"]
    assert links(page, ".begin a") == [reverse("applications:begin", args=[round_.pk])]


def test_mine_asks_somebody_without_an_organisation_to_choose_one(client):
    client.force_login(UserFactory())

    page = client.get(MINE)

    assert links(page, "main a") == [reverse("organisations:organisation_join")]
    assert texts(page, "main h2") == []


def test_mine_shows_nothing_of_another_organisation(client, coordinator, stranger, municipality):
    application = ApplicationFactory(applicant=municipality.organisation)
    client.force_login(coordinator)
    seen_by_us = links(client.get(MINE), ".tile__heading a")

    client.force_login(stranger)
    page_of_a_stranger = client.get(MINE)

    assert seen_by_us == [application.get_absolute_url()]
    assert links(page_of_a_stranger, ".tile__heading a") == []
    assert texts(page_of_a_stranger, ".facts li") == [stranger.active_memberships[0].organisation.name]


def test_mine_tells_an_unconfirmed_member_that_another_is_at_work_without_a_name(client, coordinator, municipality):
    ApplicationFactory(applicant=municipality.organisation, created_by=coordinator)
    newcomer = MembershipFactory(organisation=municipality.organisation, unconfirmed=True).user
    client.force_login(newcomer)

    page = client.get(MINE)

    assert links(page, ".tile__heading a") == []
    assert texts(page, "main .alert-text") == [
        f"En anden fra {municipality.name} er også i gang med en ansøgning. "
        "I kan se den, når jeres medlemskab er bekræftet."
    ]
    assert coordinator.name not in page.content.decode()
    assert texts(page, ".facts li") == [
        f"{municipality.name} Venter på, at en kollega eller vi bekræfter jer. I kan skrive og sende imens."
    ]


def test_mine_is_the_same_to_the_byte_before_the_decisions_are_announced(client, coordinator, municipality):
    application = ApplicationFactory(applicant=municipality.organisation, submitted=True, round__closed=True)
    client.force_login(coordinator)

    undecided = texts(client.get(MINE), "main")
    decision = DecisionFactory(application=application)
    decided = texts(client.get(MINE), "main")
    decision.announced_at = timezone.now()
    decision.save()
    application.round.status = RoundStatus.ANNOUNCED
    application.round.save()
    announced = texts(client.get(MINE), ".tile .badge")

    assert decided == undecided
    assert announced == ["I har ikke fået et forløb denne gang"]


@pytest.mark.parametrize("count", [1, 3])
def test_mine_asks_the_same_few_queries(client, django_assert_num_queries, count):
    user = UserFactory()
    for _ in range(count):
        municipality = MunicipalityFactory()
        MembershipFactory(user=user, organisation=municipality)
        MembershipFactory(user=user, organisation=MunicipalityFactory(), unconfirmed=True)
        ApplicationFactory(applicant=municipality.organisation)
        decided = ApplicationFactory(
            applicant=municipality.organisation,
            submitted=True,
            round__closed=True,
            round__status=RoundStatus.ANNOUNCED,
        )
        DecisionFactory(application=decided, granted=True, announced=True)
        course = EngagementFactory(party=municipality.organisation, running=True)
        CourseStepFactory(engagement=course)
        MeetingFactory(engagement=course)
        RoundFactory()
    client.force_login(user)

    with django_assert_num_queries(12):
        client.get(MINE)


def test_the_menu_of_an_applicant_begins_with_their_own_cases(client, coordinator, manager):
    client.force_login(coordinator)
    ours = links(client.get(reverse("overview:contact")), ".nav .nav-link")
    client.force_login(manager)
    theirs = links(client.get(reverse("overview:contact")), ".nav .nav-link")

    assert ours[0] == MINE
    assert MINE not in theirs


def test_mine_says_when_a_running_course_meets_next_and_whom_to_call(client, coordinator, municipality):
    team = [UserFactory(name="Bo", phone="12 34 56 78"), UserFactory(name="Ida")]
    course = EngagementFactory(party=municipality.organisation, running=True, team=team)
    MeetingFactory(engagement=course, starts_at="2100-03-05 12:00+01:00")
    EngagementFactory(party=municipality.organisation)
    client.force_login(coordinator)

    page = texts(client.get(MINE), ".plain-rows__more")

    assert [line for line in page if line.startswith(("Næste", "Ring"))] == [
        "Næste møde: fredag den 5. marts 2100 kl. 12.00 · Månedens side",
        "Ring til Bo, 12 34 56 78 eller Ida",
    ]

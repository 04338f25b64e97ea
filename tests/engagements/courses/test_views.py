import pytest

from engagements.courses.models import Engagement, Status, StepStatus
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory, EngagementInstitutionFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant])


def url(engagement, path):
    return f"{engagement.get_absolute_url()}{path}"


def test_a_manager_chooses_the_team(client, manager):
    engagement = EngagementFactory()
    first, second = UserFactory.create_batch(2, consultant=True)
    client.force_login(manager)

    page = client.get(url(engagement, "hold/"))
    response = client.post(url(engagement, "hold/"), {"consultants": [first.pk, second.pk]}, follow=True)

    assert page.status_code == 200
    assert {each.consultant for each in engagement.assignments.running()} == {first, second}
    assert [str(message) for message in response.context["messages"]] == ["Holdet er gemt."]


def test_a_consultant_with_an_interest_is_refused_and_what_was_ticked_stays(client, manager):
    engagement = EngagementFactory()
    first, second = UserFactory.create_batch(2, consultant=True)
    client.force_login(manager)

    response = client.post(url(engagement, "hold/"), {"consultants": [first.pk, second.pk], "interested": [first.pk]})
    saved = client.post(url(engagement, "hold/"), {"consultants": [second.pk], "interested": [first.pk]})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        f"{first.name} har en interesse i {engagement.party} og kan ikke være på forløbet."
    ]
    assert response.context["form"]["consultants"].value() == [str(first.pk), str(second.pk)]
    assert saved.status_code == 302
    assert [each.consultant for each in engagement.assignments.running()] == [second]


@pytest.mark.parametrize("given", ["not-a-number", "00000000-0000-0000-0000-000000000000"])
def test_a_team_that_is_not_on_the_list_is_refused_beside_the_field(given, client, manager):
    engagement = EngagementFactory()
    client.force_login(manager)

    response = client.post(url(engagement, "hold/"), {"consultants": [given]})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["consultants"]


def test_a_course_is_started_and_a_refusal_is_a_message(client, manager, consultant):
    staffed, empty = EngagementFactory(team=[consultant]), EngagementFactory()
    client.force_login(manager)

    client.post(url(staffed, "start/"), follow=True)
    response = client.post(url(empty, "start/"), follow=True)

    assert Engagement.objects.get(pk=staffed.pk).status == Status.RUNNING
    assert [str(message) for message in response.context["messages"]] == [
        "Sæt mindst én konsulent på forløbet, før det sættes i gang. Typisk er der to."
    ]


@pytest.mark.parametrize("who", ["coordinator", "manager"])
def test_the_place_is_given_back_with_a_reason(who, client, municipality, request):
    course = EngagementFactory(party=municipality)
    client.force_login(request.getfixturevalue(who))

    leads = url(course, "giv-pladsen-tilbage/") in client.get(url(course, "")).content.decode()
    page = client.get(url(course, "giv-pladsen-tilbage/"))
    empty = client.post(url(course, "giv-pladsen-tilbage/"), {"reason": ""})
    done = client.post(url(course, "giv-pladsen-tilbage/"), {"reason": "Vi har ikke tiden."}, follow=True)

    assert (leads, page.status_code, empty.status_code) == (True, 200, 422)
    assert page.context["is_ours"] == (who == "manager")
    assert empty.context["form"].errors["reason"] == ["Skriv, hvorfor pladsen bliver givet tilbage."]
    assert [str(message) for message in done.context["messages"]] == ["Pladsen er givet tilbage."]
    assert texts(done, ".alert-heading")[-1] == "Pladsen er givet tilbage"
    assert Engagement.objects.get().never_began
    assert client.get(url(course, "giv-pladsen-tilbage/")).status_code == 403


def test_a_running_course_does_not_lead_to_giving_the_place_back(client, coordinator, course):
    client.force_login(coordinator)

    assert "giv-pladsen-tilbage" not in client.get(url(course, "")).content.decode()
    assert client.post(url(course, "giv-pladsen-tilbage/"), {"reason": "Nej."}).status_code == 403


def test_the_party_completes_its_own_task_and_opens_it_again(client, coordinator, course):
    step = CourseStepFactory(engagement=course, order=20)
    client.force_login(coordinator)

    done = client.post(url(course, "trin/20/faerdig/"), {"from": "course"})
    step.refresh_from_db()
    status = step.status
    reopened = client.post(url(course, "trin/20/genaabn/"))

    step.refresh_from_db()
    assert (done.url, reopened.url) == (course.get_absolute_url(), step.get_absolute_url())
    assert (status, step.status) == (StepStatus.DONE, StepStatus.WAITING)


def test_one_institutions_part_is_completed(client, consultant, course):
    step = CourseStepFactory(engagement=course, order=90, per_institution=True)
    first, _second = EngagementInstitutionFactory.create_batch(2, engagement=course)
    client.force_login(consultant)

    client.post(url(course, "trin/90/faerdig/"), {"institution": first.pk})

    assert [progress.institution for progress in step.progress.all()] == [first]


@pytest.mark.parametrize("given", ["garbage", "00000000-0000-0000-0000-000000000000"])
def test_an_institution_that_is_not_in_the_course_is_not_found(given, client, consultant, course):
    CourseStepFactory(engagement=course, order=90, per_institution=True)
    client.force_login(consultant)

    assert client.post(url(course, "trin/90/faerdig/"), {"institution": given}).status_code == 404


POSTED = ["trin/20/faerdig/", "trin/20/genaabn/"]
PATHS = ["hold/", "start/", "afslut/", *POSTED, "trin/20/ikke-relevant/"]


@pytest.mark.parametrize("path", PATHS)
def test_another_organisation_finds_nothing_to_do(path, client, stranger, course):
    CourseStepFactory(engagement=course, order=20)
    client.force_login(stranger)

    assert client.post(url(course, path)).status_code == 404


@pytest.mark.parametrize("path", ["hold/", "start/", "afslut/", "trin/20/ikke-relevant/", "trin/30/faerdig/"])
def test_the_party_may_not_do_what_is_ours(path, client, coordinator, course):
    CourseStepFactory(engagement=course, order=20)
    CourseStepFactory(engagement=course, order=30, anchor=True)
    client.force_login(coordinator)

    assert client.post(url(course, path)).status_code == 403


@pytest.mark.parametrize("path", PATHS)
def test_a_consultant_of_other_courses_may_change_nothing(path, client, course):
    CourseStepFactory(engagement=course, order=20)
    client.force_login(UserFactory(consultant=True))

    assert client.post(url(course, path)).status_code == 403


@pytest.mark.parametrize("path", ["start/", *POSTED])
def test_reading_never_changes_anything(path, client, consultant, course):
    CourseStepFactory(engagement=course, order=20)
    client.force_login(consultant)

    assert client.get(url(course, path)).status_code == 405

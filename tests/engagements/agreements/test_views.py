import pytest
from django.utils import timezone

from engagements.agreements import actions
from engagements.agreements.models import Agreement, Rendering
from praksis.cases.actors import Actor
from praksis.work import WorkStatus
from tests.factories.engagements import EngagementFactory, RenderingFactory
from tests.factories.organisations import InstitutionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant])


def url(course, path=""):
    return f"{course.get_absolute_url()}aftale/{path}"


def fragment(client, course):
    response = client.get(url(course, "status/"), headers={"HX-Request": "true"})
    assert response.templates[0].name == "engagements/agreements/_agreement.html"
    return response.content.decode()


def rendered(course, consultant):
    agreement = actions.request_agreement(course, by=Actor.of(consultant))
    assert actions.render(agreement.rendering.pk)
    return agreement


def test_asking_for_an_agreement_shows_its_progress(client, consultant, course):
    client.force_login(consultant)

    response = client.post(url(course))
    page = client.get(response.url).content.decode()

    assert response.url == url(course)
    assert Agreement.objects.get().number == 1
    assert page.count("Aftale nr. 1 bliver dannet.") == 1
    assert page.count(f'hx-get="{url(course, "status/")}?kendt=1.0" hx-trigger="every 2s"') == 1
    assert page.count("Opdater</a>") == 1


def test_the_fragment_asks_again_only_until_the_agreement_is_there(client, consultant, course):
    client.force_login(consultant)
    actions.request_agreement(course, by=Actor.of(consultant))

    before = fragment(client, course)
    actions.render(Rendering.objects.get().pk)
    after = fragment(client, course)

    assert (before.count("hx-get"), after.count("hx-get")) == (1, 0)
    agreement = Agreement.objects.get()
    assert after.count(f"Samarbejdsaftale (pdf, {agreement.size})") == 1
    assert after.count(f'href="{url(course, "1/")}"') == 1


def test_each_side_reads_how_the_agreement_is_signed(client, consultant, coordinator, course):
    on_paper = "Aftalen underskrives på papir indtil videre"
    rendered(course, consultant)

    client.force_login(consultant)
    ours = client.get(url(course)).content.decode()
    client.force_login(coordinator)
    theirs = client.get(url(course)).content.decode()

    assert (ours.count(on_paper), theirs.count(on_paper)) == (1, 1)
    assert ours.count("Meld derefter trinnet om underskriften færdigt.") == 1
    assert theirs.count("Derefter melder konsulenterne trinnet om underskriften færdigt.") == 1


def test_nothing_is_said_again_while_nothing_has_changed(client, consultant, course):
    client.force_login(consultant)
    work = actions.request_agreement(course, by=Actor.of(consultant)).rendering
    ask = lambda: client.get(url(course, "status/?kendt=1.0"), headers={"HX-Request": "true"}).status_code  # noqa: E731

    before = ask()
    Rendering.objects.update(attempts=1)
    after_a_failure = ask()
    actions.render(work.pk)

    assert (before, after_a_failure, ask()) == (204, 200, 200)


def test_without_htmx_the_progress_is_the_page(client, consultant, course):
    client.force_login(consultant)

    assert client.get(url(course, "status/")).url == url(course)


def test_both_sides_fetch_the_agreement_as_a_file_of_its_own(client, consultant, coordinator, course):
    rendered(course, consultant)

    for user in (consultant, coordinator):
        client.force_login(user)
        response = client.get(url(course, "1/"))
        content = b"".join(response.streaming_content)
        assert content[:5] == b"%PDF-"
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == (
            f'attachment; filename="samarbejdsaftale-{course.case.reference}-1.pdf"'
        )
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_municipality_fetches_the_agreement_of_its_municipal_institution(
    client, consultant, coordinator, municipality
):
    institution = InstitutionFactory(municipality=municipality, ownership="municipal")
    course = EngagementFactory(
        running=True, mini=True, party=institution, applicant_kind="municipal", team=[consultant]
    )
    rendered(course, consultant)
    client.force_login(coordinator)

    response = client.get(url(course, "1/"))

    assert b"".join(response.streaming_content)[:5] == b"%PDF-"


def test_an_agreement_that_is_not_made_yet_or_not_there_is_not_found(client, consultant, course):
    actions.request_agreement(course, by=Actor.of(consultant))
    client.force_login(consultant)

    assert client.get(url(course, "1/")).status_code == 404
    assert client.get(url(course, "2/")).status_code == 404


@pytest.mark.parametrize("path", ["", "status/", "1/", "1/igen/"])
def test_another_organisation_finds_no_agreement(path, client, stranger, course):
    RenderingFactory(agreement__engagement=course, agreement__number=1)
    client.force_login(stranger)
    method = client.post if path in ("", "1/igen/") else client.get

    assert method(url(course, path)).status_code == 404


@pytest.mark.parametrize("path", ["", "1/igen/"])
def test_the_party_does_not_have_agreements_made(path, client, coordinator, course):
    RenderingFactory(agreement__engagement=course, agreement__number=1)
    client.force_login(coordinator)

    assert client.post(url(course, path)).status_code == 403


def test_a_try_that_failed_is_shown_with_when_it_is_tried_again(client, coordinator, course):
    RenderingFactory(agreement__engagement=course, agreement__number=1, attempts=1, not_before=timezone.now())
    client.force_login(coordinator)

    page = fragment(client, course)

    assert page.count("kunne ikke dannes lige nu. Vi prøver selv igen kl.") == 1


def test_what_has_failed_for_good_is_shown_and_can_be_tried_again(client, consultant, course):
    RenderingFactory(agreement__engagement=course, agreement__number=1, status=WorkStatus.FAILED)
    client.force_login(consultant)

    page = fragment(client, course)
    client.post(url(course, "1/igen/"))

    assert page.count("Aftale nr. 1 kunne ikke dannes.") == 1
    assert page.count("Prøv igen") == 1
    assert Rendering.objects.get().status == WorkStatus.WAITING


def test_a_refusal_is_a_message(client, manager):
    client.force_login(manager)
    course = EngagementFactory()

    response = client.post(url(course), follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Sæt konsulenter på forløbet, før I laver aftalen. Deres navne står i den."
    ]


def test_earlier_agreements_can_still_be_fetched(client, consultant, course):
    rendered(course, consultant)
    rendered(course, consultant)
    client.force_login(consultant)

    page = fragment(client, course)

    assert page.count(f'href="{url(course, "1/")}"') == 1
    assert page.count(f'href="{url(course, "2/")}"') == 1

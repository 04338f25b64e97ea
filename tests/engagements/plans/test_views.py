"""The pages of a course's plans: the overview, the change model, versions and the history of every word."""

import uuid

import pytest

from engagements.plans import actions
from engagements.plans.models import Chain, PlanChange
from praksis.cases.actors import Actor
from praksis.documents.rendering import RenderFailed, renderer
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory, EngagementInstitutionFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.plans import ChainFactory, PlanFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

TYPED = {
    "challenge": "Børn står uden for legen.",
    "effort": "Vi deler dem op i små hold.",
    "expected": "Flere er med i legen.",
    "gain": "De hører til.",
    "gains": ["learning", "well_being"],
    "indicators": "Vi tæller om mandagen.",
    "theme": "professional_leadership",
}


def url(course, path="forandringsmodel/"):
    return f"{course.get_absolute_url()}{path}"


def edit_url(chain):
    return url(chain.plan.engagement, f"forandringsmodel/kaeder/{chain.pk}/")


def page(client, course, path="forandringsmodel/"):
    response = client.get(url(course, path))
    assert response.status_code == 200
    return response.content.decode()


# --- The change model ---------------------------------------------------------------------------------------------


def test_both_sides_write_chains_of_each_part(client, side, course, nursery):
    for part in ("kommunen", "1"):
        form = client.get(url(course, f"forandringsmodel/{part}/ny/"))
        key = form.context["form"]["key"].value()
        done = client.post(url(course, f"forandringsmodel/{part}/ny/"), {**TYPED, "key": str(key)})
        assert (done.status_code, done.url) == (302, url(course))

    municipal, own = Chain.objects.order_by("order")
    assert (municipal.part, own.part) == ("Kommunen", "Solstrålen")
    assert municipal.gains == ["well_being", "learning"]
    assert municipal.changed_by_name == side.name
    shown = page(client, course)
    assert shown.count("Flere er med i legen.") == 2
    assert "Trivsel, Læring" in shown


def test_a_chain_without_a_challenge_is_refused_beside_the_field(client, coordinator, course):
    client.force_login(coordinator)

    response = client.post(url(course, "forandringsmodel/kommunen/ny/"), {**TYPED, "challenge": " "})

    assert response.status_code == 422
    assert response.context["form"].errors == {"challenge": ["Skriv, hvilken udfordring det begynder med."]}
    assert "Vi deler dem op i små hold." in response.content.decode()


def test_a_form_sent_twice_is_one_chain(client, coordinator, course):
    client.force_login(coordinator)
    typed = {**TYPED, "key": str(uuid.uuid4())}

    for _ in range(2):
        client.post(url(course, "forandringsmodel/kommunen/ny/"), typed)

    assert Chain.objects.count() == 1


def test_a_chain_is_changed(client, side, chain):
    assert "Vi deler dem op." in client.get(edit_url(chain)).content.decode()

    client.post(edit_url(chain), {**TYPED, "revision": "1"})

    assert Chain.objects.get().expected == "Flere er med i legen."


def test_what_another_wrote_meanwhile_stands_beside_what_was_typed_and_one_chooses(
    client, coordinator, chain, consultant
):
    client.force_login(coordinator)
    actions.write_row(chain, revision=1, by=Actor.of(consultant), challenge="Konsulentens tekst")
    typed = {**TYPED, "challenge": "Min egen tekst", "revision": "1"}

    response = client.post(edit_url(chain), typed)

    shown = response.content.decode()
    assert response.status_code == 422
    assert ("Konsulentens tekst" in shown, "Min egen tekst" in shown) == (True, True)
    assert response.context["form"].errors["challenge"] == [
        "Kim Konsulent har skrevet her, mens du skrev. Vælg, hvad der skal stå."
    ]
    assert Chain.objects.get().challenge == "Konsulentens tekst"
    chosen = {**typed, "revision": response.context["form"]["revision"].value()}
    assert client.post(edit_url(chain), chosen).status_code == 302
    assert Chain.objects.get().challenge == "Min egen tekst"
    history = page(client, chain.plan.engagement, "planer/forandringsmodel/historik/")
    assert ("Konsulentens tekst" in history, "Ikke sat ind" in history) == (True, True)


def test_a_field_that_was_emptied_meanwhile_says_so(client, coordinator, chain, consultant):
    client.force_login(coordinator)
    actions.write_row(chain, revision=1, by=Actor.of(consultant), effort="")

    response = client.post(edit_url(chain), {**TYPED, "effort": "Min tekst", "revision": "1"})

    assert response.context["form"].meanwhile == [("Hvad gør vi?", "(tomt)", "Kim Konsulent")]


def test_a_chain_that_was_taken_out_meanwhile_can_be_put_in_again(client, coordinator, course, chain, consultant):
    client.force_login(coordinator)
    address = edit_url(chain)
    actions.remove_row(chain, by=Actor.of(consultant))

    response = client.post(address, {**TYPED, "revision": "1"})

    assert response.status_code == 422
    assert "Vi deler dem op i små hold." in response.content.decode()
    action = url(course, "forandringsmodel/kommunen/ny/")
    assert f'action="{action}"' in response.content.decode()
    assert client.post(action, {**TYPED, "key": "", "revision": "0"}).status_code == 302
    assert Chain.objects.get().effort == "Vi deler dem op i små hold."
    assert client.get(address).status_code == 404


def test_a_chain_is_taken_out_and_moved(client, side, course, chain):
    other = actions.add_row(course, Chain(challenge="Garderoben er kaotisk."), by=Actor.of(side))

    client.post(f"{edit_url(other)}flyt/", {"retning": "op"})
    assert [each.challenge for each in Chain.objects.all()] == ["Garderoben er kaotisk.", "Børn står uden for legen."]
    client.post(f"{edit_url(other)}flyt/", {"retning": "ned"})
    assert [each.challenge for each in Chain.objects.all()] == ["Børn står uden for legen.", "Garderoben er kaotisk."]
    client.post(f"{edit_url(other)}tag-ud/")
    assert [each.challenge for each in Chain.objects.all()] == ["Børn står uden for legen."]


def test_the_poster_is_a_pdf_also_before_anything_is_written(client, consultant, course):
    client.force_login(consultant)

    response = client.get(url(course, "forandringsmodel/plakat/"))

    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert f'filename="forandringsmodel-{course.case.reference}.pdf"' in response["Content-Disposition"]


def test_a_poster_that_cannot_be_drawn_is_said_on_the_page(client, consultant, chain, monkeypatch):
    def fail(*_):
        raise RenderFailed("broken")

    monkeypatch.setattr(renderer, "render", fail)
    client.force_login(consultant)

    response = client.get(url(chain.plan.engagement, "forandringsmodel/plakat/"), follow=True)

    assert "PDF-filen kunne ikke laves lige nu." in response.content.decode()


@pytest.mark.parametrize("part", ["9", "solen", "kommuner"])
def test_a_part_that_is_none_of_the_courses_is_not_there(client, coordinator, course, nursery, part):
    client.force_login(coordinator)

    assert client.get(url(course, f"forandringsmodel/{part}/ny/")).status_code == 404


# --- Who may what -------------------------------------------------------------------------------------------------


def test_a_viewer_reads_and_does_not_write(client, municipality, chain):
    viewer = UserFactory()
    MembershipFactory(user=viewer, organisation=municipality, role="viewer")
    client.force_login(viewer)
    course = chain.plan.engagement

    assert "Børn står uden for legen." in page(client, course)
    assert "Skriv en kæde" not in page(client, course)
    for path in ("forandringsmodel/kommunen/ny/", "planer/forandringsmodel/udgaver/ny/"):
        assert client.get(url(course, path)).status_code == 403
    assert client.post(f"{edit_url(chain)}tag-ud/").status_code == 403


def test_another_municipality_sees_nothing(client, stranger, chain):
    client.force_login(stranger)
    course = chain.plan.engagement

    for path in ("planer/", "forandringsmodel/", "forandringsmodel/plakat/", "planer/forandringsmodel/historik/"):
        assert client.get(url(course, path)).status_code == 404


def test_a_closed_course_is_read_only_and_says_so(client, consultant, municipality):
    course = EngagementFactory(closed=True, party=municipality, team=[consultant])
    chain = ChainFactory(plan=PlanFactory(engagement=course))
    client.force_login(consultant)

    shown = page(client, course)

    assert "kan læses, men ikke længere ændres" in shown
    assert "Skriv en kæde" not in shown
    assert client.post(edit_url(chain), {**TYPED, "revision": "1"}).status_code == 403


def test_a_mini_has_no_plans(client, consultant):
    course = EngagementFactory(running=True, mini=True, team=[consultant])
    client.force_login(consultant)

    assert client.get(url(course, "planer/")).status_code == 404
    assert f"{course.get_absolute_url()}planer/" not in page(client, course, "")


def test_a_refusal_of_the_action_keeps_what_was_typed(client, consultant, chain, monkeypatch):
    """The course is closed by somebody else between the page's look and the action's."""
    from engagements.plans.views import finding

    course = chain.plan.engagement
    course.become("closed")
    course.closed_at, course.closed_by, course.closing_note = course.started_at, course.started_by, "Slut."
    course.save()
    monkeypatch.setattr(finding.permissions, "can_write", lambda user, engagement: True)
    client.force_login(consultant)

    for path in ("forandringsmodel/kommunen/ny/", f"forandringsmodel/kaeder/{chain.pk}/"):
        response = client.post(url(course, path), {**TYPED, "revision": "1"})
        assert response.status_code == 422
        assert "Vi deler dem op i små hold." in response.content.decode()
        assert "afsluttet" in str(response.context["form"].non_field_errors())
    version = client.post(url(course, "planer/forandringsmodel/udgaver/ny/"), {"name": "Første"})
    assert "afsluttet" in str(version.context["form"].non_field_errors())


# --- Versions and history -----------------------------------------------------------------------------------------


def test_a_version_is_kept_for_a_meeting_and_shown(client, side, course, chain):
    step = CourseStepFactory(engagement=course, anchor=True)
    CourseStepFactory(engagement=course, kind="meeting", text="Arbejdsgruppemøde")

    form = client.get(url(course, "planer/forandringsmodel/udgaver/ny/")).context["form"]
    done = client.post(url(course, "planer/forandringsmodel/udgaver/ny/"), {"step": str(step.pk), "name": ""})

    assert form.fields["step"].choices == [("", "Ikke til et bestemt møde"), (str(step.pk), "Første styregruppemøde")]
    assert (done.status_code, done.url) == (302, url(course))
    assert "1. Første styregruppemøde" in page(client, course)
    shown = page(client, course, "planer/forandringsmodel/udgaver/1/")
    assert "Udgave 1: Første styregruppemøde" in shown
    assert "Vi deler dem op." in shown
    assert "Det får børnene ud af det" not in shown


def test_a_version_without_name_and_meeting_is_refused_beside_the_field(client, coordinator, course, chain):
    client.force_login(coordinator)

    response = client.post(url(course, "planer/forandringsmodel/udgaver/ny/"), {"step": "", "name": " "})

    assert response.status_code == 422
    assert response.context["form"].errors == {"name": ["Skriv et navn, eller vælg det møde, som udgaven er til."]}


def test_a_meeting_that_is_none_of_the_courses_is_refused(client, coordinator, course, chain):
    client.force_login(coordinator)

    response = client.post(url(course, "planer/forandringsmodel/udgaver/ny/"), {"step": "1"})

    assert response.context["form"].errors == {"step": ["Vælg et møde fra listen."]}


def test_versions_are_compared_with_each_other_and_with_now(client, side, course, chain):
    by = Actor.of(side)
    actions.save_version(chain.plan, name="Første", by=by)
    actions.write_row(chain, revision=1, by=by, effort="Vi går ud.")
    actions.save_version(chain.plan, name="Anden", by=by)

    now = client.get(url(course, "planer/forandringsmodel/udgaver/sammenlign/"))
    chosen = client.get(url(course, "planer/forandringsmodel/udgaver/sammenlign/?fra=1&til=2"))
    odd = client.get(url(course, "planer/forandringsmodel/udgaver/sammenlign/?fra=x&til=99"))

    assert (now.context["before"][0], now.context["after"][0], now.context["differences"]) == ("2", "nu", [])
    assert [each.state for each in chosen.context["differences"]] == ["Ændret"]
    assert texts(chosen, "main ins") == ["går ud."]
    assert (odd.context["before"][0], odd.context["after"][0]) == ("2", "nu")


def test_there_is_nothing_to_compare_before_the_first_version(client, coordinator, course, chain):
    client.force_login(coordinator)

    assert client.get(url(course, "planer/forandringsmodel/udgaver/sammenlign/")).status_code == 404
    assert client.get(url(course, "planer/forandringsmodel/udgaver/1/")).status_code == 404


def test_a_plan_that_nobody_began_has_no_history(client, coordinator, course):
    client.force_login(coordinator)

    assert client.get(url(course, "planer/forandringsmodel/historik/")).status_code == 404
    assert client.get(url(course, "planer/ukendt/historik/")).status_code == 404
    assert "Ikke begyndt" in page(client, course, "planer/")


def test_the_history_tells_who_wrote_changed_and_took_out(client, side, course, chain, consultant):
    by = Actor.of(consultant)
    actions.write_row(chain, revision=1, by=by, theme="professional_leadership")
    actions.remove_row(chain, by=by)
    client.force_login(side)

    shown = client.get(url(course, "planer/forandringsmodel/historik/"))

    lines = shown.context["changes"]
    assert [(line.who, line.did) for line in lines] == [
        ("Kim Konsulent", "tog ud"),
        ("Kim Konsulent", "ændrede"),
        ("Karen Koordinator", "skrev"),
    ]
    assert [(label, pieces[-1].text) for label, pieces in lines[1].fields] == [("Tema", "Faglig ledelse")]


def test_the_overview_tells_who_wrote_last(client, side, course, chain):
    actions.save_version(chain.plan, name="Første", by=Actor.of(side))

    shown = page(client, course, "planer/")

    assert "Senest skrevet af Karen Koordinator" in shown
    assert "1 udgave gemt." in shown


# --- Queries ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_change_model(client, consultant, rows, connection_queries):
    plan = PlanFactory(engagement__team=[consultant])
    for number in range(rows):
        institution = EngagementInstitutionFactory(engagement=plan.engagement, order=number + 1)
        ChainFactory(plan=plan, institution=institution)
    client.force_login(consultant)
    client.get(url(plan.engagement))

    with connection_queries() as queries:
        client.get(url(plan.engagement))

    assert len(queries) == 10


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_history(client, consultant, rows, connection_queries):
    plan = PlanFactory(engagement__team=[consultant])
    for _ in range(rows):
        actions.add_row(plan.engagement, Chain(challenge="Én"), by=Actor.of(consultant))
    client.force_login(consultant)
    address = url(plan.engagement, "planer/forandringsmodel/historik/")
    client.get(address)

    with connection_queries() as queries:
        client.get(address)

    assert PlanChange.objects.count() == rows
    assert len(queries) == 8

"""The anchoring plan: what lives on, with an owner and a date, written by both sides."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from engagements.plans import actions, anchoring_page, anchoring_paper, rows
from engagements.plans.anchoring_people import known
from engagements.plans.history import lines
from engagements.plans.models import AnchoringAction, Plan, PlanChange, PlanKind, PlanVersion, frozen
from praksis.cases.actors import Actor
from praksis.documents.rendering import RenderFailed, renderer
from tests.factories.anchoring import AnchoredChainFactory, AnchoringActionFactory, AnchoringPlanFactory
from tests.factories.engagements import (
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
    GroupFactory,
    GroupMemberFactory,
)
from tests.pages import links as hrefs
from tests.pages import texts

pytestmark = pytest.mark.django_db

DUE = {"due_on_day": "3", "due_on_month": "11", "due_on_year": "2031"}
TYPED = {"what": "Legegrupperne fortsætter", "owner_name": "Lise Leder", **DUE}


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant], starts_on=date(2026, 1, 1))


@pytest.fixture
def nursery(course):
    return EngagementInstitutionFactory(engagement=course, name="Solstrålen", order=1)


@pytest.fixture
def plan(course):
    return AnchoringPlanFactory(engagement=course)


@pytest.fixture
def action(plan):
    return AnchoringActionFactory(plan=plan, what="Ledermødet følger legen")


@pytest.fixture(params=["coordinator", "consultant"])
def side(request, client):
    """Each of the two sides, signed in."""
    user = request.getfixturevalue(request.param)
    client.force_login(user)
    return user


def url(course, path=""):
    return f"{course.get_absolute_url()}forankringsplan/{path}"


# --- Writing ------------------------------------------------------------------------------------------------------


def test_both_sides_write_an_action_of_a_part(client, side, course, nursery):
    page = client.get(url(course, "1/ny/"))

    sent = client.post(url(course, "1/ny/"), {**TYPED, "how": "Fast punkt på personalemødet", "theme": "centre"})

    assert (page.status_code, sent.status_code, sent["Location"]) == (200, 302, url(course))
    action = AnchoringAction.objects.get()
    assert (action.part, action.due_on, action.owner) == ("Solstrålen", date(2031, 11, 3), "Lise Leder")
    drawn = client.get(url(course))
    assert texts(drawn, ".anchoring__what") == ["Legegrupperne fortsætter"]
    assert texts(drawn, ".anchoring__facts dd") == [
        "Fast punkt på personalemødet",
        "Lise Leder",
        "3. november 2031",
        "Pædagogisk arbejde med børn i udsatte positioner",
    ]


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"what"}, "Skriv, hvad der skal leve videre."),
        ({"owner_name"}, "Skriv, hvem der har ansvaret."),
        (set(DUE), "Skriv, hvornår det senest skal være på plads."),
    ],
)
def test_an_action_without_a_text_an_owner_or_a_date_is_refused_beside_the_field(
    client, coordinator, course, without, said
):
    client.force_login(coordinator)

    page = client.post(url(course, "kommunen/ny/"), {name: text for name, text in TYPED.items() if name not in without})

    assert page.status_code == 422
    assert texts(page, ".form-error-message") == [f"Fejl: {said}"]
    assert not Plan.objects.exists()


def test_a_date_before_the_course_began_is_refused(client, coordinator, course):
    client.force_login(coordinator)

    page = client.post(url(course, "kommunen/ny/"), {**TYPED, "due_on_year": "2025"})

    assert texts(page, ".form-error-message") == ["Fejl: Datoen ligger, før forløbet begyndte 1. januar 2026."]


@pytest.mark.parametrize("missing", [{"what": ""}, {"owner_name": ""}, {"due_on": None}])
def test_the_database_takes_no_action_without_a_text_an_owner_or_a_date(plan, missing):
    with pytest.raises(IntegrityError), transaction.atomic():
        AnchoringActionFactory(plan=plan, **missing)


def test_somebody_of_the_course_is_known_with_title_and_address(client, coordinator, course):
    client.force_login(coordinator)

    client.post(url(course, "kommunen/ny/"), {**TYPED, "owner_name": "Karen Koordinator"})

    action = AnchoringAction.objects.get()
    assert (action.owner, action.owner_email) == ("Karen Koordinator, Tovholder", "karen@skive.example")


def test_what_is_typed_beside_a_known_name_stands(client, coordinator, course):
    client.force_login(coordinator)

    client.post(url(course, "kommunen/ny/"), {**TYPED, "owner_name": "Karen Koordinator", "owner_title": "Leder"})

    action = AnchoringAction.objects.get()
    assert (action.owner_title, action.owner_email) == ("Leder", "")


def test_contacts_groups_and_those_in_them_are_suggested_once(course):
    course.people = {
        "area_leaders": [{"name": "Ole Område"}],
        "director": {"name": "Dorte Direktør", "email": "d@x.dk"},
    }
    group = GroupFactory(engagement=course, name="Solens gruppe")
    GroupMemberFactory(group=group, name="Mia Med", email="mia@x.dk")
    GroupMemberFactory(group=group, name="Dorte Direktør", email="anden@x.dk")
    GroupMemberFactory(group=group, name="", email="")
    GroupMemberFactory(group=group, name="Rejst Bort", left=True)

    found = known(course)

    assert list(found) == ["Ole Område", "Dorte Direktør", "Mia Med", "Solens gruppe"]
    assert found["Dorte Direktør"].email == "d@x.dk"


def test_an_action_keeps_a_chain_of_the_change_model_alive(client, coordinator, course):
    client.force_login(coordinator)
    assert "chain" not in client.get(url(course, "kommunen/ny/")).context["form"].fields
    chain = AnchoredChainFactory(plan__engagement=course, challenge="Mange børn står uden for legen.")

    client.post(url(course, "kommunen/ny/"), {**TYPED, "chain": str(chain.pk)})

    action = AnchoringAction.objects.get()
    assert action.chain == chain
    assert hrefs(client.get(url(course)), ".anchoring__facts a") == [
        f"{reverse('engagements:change_model', args=[course.case.reference])}#{chain.pk}"
    ]
    form = client.get(url(course, f"handlinger/{action.pk}/")).context["form"]
    assert form.initial["chain"] == str(chain.pk)


def test_another_courses_chain_cannot_be_chosen(client, coordinator, course):
    client.force_login(coordinator)
    AnchoredChainFactory(plan__engagement=course)
    other = AnchoredChainFactory()

    page = client.post(url(course, "kommunen/ny/"), {**TYPED, "chain": str(other.pk)})

    assert texts(page, ".form-error-message") == ["Fejl: Vælg en kæde fra listen."]


def test_what_was_kept_alive_is_said_in_the_history_also_after_the_chain_is_gone(client, coordinator, course):
    client.force_login(coordinator)
    chain = AnchoredChainFactory(plan__engagement=course, challenge="Mange børn står uden for legen.")
    client.post(url(course, "kommunen/ny/"), {**TYPED, "chain": str(chain.pk)})

    def chains_in_history():
        [line] = lines(PlanKind.ANCHORING, PlanChange.objects.filter(plan__kind=PlanKind.ANCHORING))
        said = dict(line.fields)
        return " ".join(piece.text for piece in said["Kæde i forandringsmodellen"]), said["Senest"][0].text

    before = chains_in_history()
    actions.remove_row(chain, by=Actor.of(coordinator))

    assert before == ("Mange børn står uden for legen.", "3. november 2031")
    assert chains_in_history() == ("En kæde, der siden er taget ud", "3. november 2031")
    assert AnchoringAction.objects.get().text_of("chain") == ""


def test_two_who_write_the_same_action_choose_and_lose_nothing(client, coordinator, course):
    client.force_login(coordinator)
    client.post(url(course, "kommunen/ny/"), TYPED)
    action = AnchoringAction.objects.get()
    actions.write_row(action, revision=1, owner_name="Nina Ny", by=Actor.of(coordinator))

    page = client.post(url(course, f"handlinger/{action.pk}/"), {**TYPED, "owner_name": "Ole Anden", "revision": "1"})

    assert page.status_code == 422
    assert texts(page, ".meanwhile__texts dd") == ["Nina Ny"]
    assert texts(page, ".form-error-message")[0].startswith("Fejl: Karen Koordinator har skrevet her")
    again = {**TYPED, "owner_name": "Ole Anden", "revision": page.context["form"]["revision"].value()}
    assert client.post(url(course, f"handlinger/{action.pk}/"), again).status_code == 302
    action.refresh_from_db()
    assert action.owner_name == "Ole Anden"


def test_an_action_that_was_taken_out_meanwhile_can_be_put_in_again(client, coordinator, course, action):
    client.force_login(coordinator)
    assert client.post(url(course, f"handlinger/{action.pk}/tag-ud/")).status_code == 302

    gone = client.get(url(course, f"handlinger/{action.pk}/"))
    page = client.post(url(course, f"handlinger/{action.pk}/"), {**TYPED, "revision": "1"})

    assert (gone.status_code, page.status_code) == (404, 422)
    assert texts(page, ".alert-error li") == [
        "En anden har taget det ud, mens du skrev. Din tekst står her. Tryk på »Gem« for at sætte den ind igen."
    ]
    assert not AnchoringAction.objects.exists()


def test_actions_change_places_within_their_part(client, coordinator, course, nursery, plan):
    client.force_login(coordinator)
    first, last = AnchoringActionFactory(plan=plan), AnchoringActionFactory(plan=plan)
    AnchoringActionFactory(plan=plan, institution=nursery)

    client.post(url(course, f"handlinger/{last.pk}/flyt/"), {"retning": "op"})

    assert [row.pk for row in rows.anchoring(plan)][:2] == [last.pk, first.pk]
    client.post(url(course, f"handlinger/{last.pk}/flyt/"), {"retning": "ned"})
    assert [row.pk for row in rows.anchoring(plan)][:2] == [first.pk, last.pk]


@pytest.mark.parametrize("part", ["nogen", "99", "9" * 40])
def test_a_part_that_is_not_the_courses_is_not_found(client, coordinator, course, part):
    client.force_login(coordinator)

    assert client.get(url(course, f"{part}/ny/")).status_code == 404


def test_a_closed_course_shows_its_plan_and_says_that_it_cannot_be_changed(client, coordinator, municipality):
    closed = EngagementFactory(closed=True, party=municipality)
    action = AnchoringActionFactory(plan__engagement=closed)
    client.force_login(coordinator)

    page = client.get(url(closed))

    assert texts(page, ".alert-text") == ["Forankringsplanen kan læses, men ikke længere ændres."]
    assert texts(page, ".anchoring__what") == [action.what]
    assert texts(page, ".meeting__actions") == []
    assert client.post(url(closed, "kommunen/ny/"), TYPED).status_code == 403


# --- The page and the meetings ------------------------------------------------------------------------------------


def steering(course, text, order, **state):
    return CourseStepFactory(engagement=course, anchor=True, lane="Styregruppe", text=text, order=order, **state)


def test_the_second_and_third_meetings_say_which_version_they_saw(client, coordinator, course, plan, action):
    client.force_login(coordinator)
    CourseStepFactory(engagement=course, anchor=True, lane="Kommune", text="Opstartsmøde", order=1, done=True)
    steering(course, "Første styregruppemøde", 2, done=True)
    second = steering(course, "Andet styregruppemøde", 3, done=True)
    steering(course, "Tredje styregruppemøde", 4)

    before = client.get(url(course))
    actions.save_version(plan, name="Udkast", step=second, by=Actor.of(coordinator))
    after = client.get(url(course))

    assert texts(before, ".seen-by > li") == [
        "Præsenteres på andet styregruppemøde Mangler en udgave Mødet er holdt. Gem en udgave til det, så man kan se, "
        "hvordan planen så ud der.",
        "Udarbejdes på tredje styregruppemøde Venter",
    ]
    assert texts(after, ".seen-by > li") == [
        "Præsenteres på andet styregruppemøde Udgave 1",
        "Udarbejdes på tredje styregruppemøde Venter",
    ]
    assert PlanVersion.objects.get().rows == frozen(rows.anchoring(plan))


def test_a_meeting_that_saw_the_plan_is_done_well():
    seen = anchoring_page.Seen("Præsenteres", "Andet styregruppemøde", PlanVersion(number=2), True)
    missing = anchoring_page.Seen("Præsenteres", "Andet styregruppemøde", None, True)
    ahead = anchoring_page.Seen("Præsenteres", "Andet styregruppemøde", None, False)
    over = anchoring_page.Seen("Præsenteres", "Andet styregruppemøde", None, True, is_over=True)

    assert [(one.status_word, one.status_kind, one.is_missing) for one in (seen, missing, ahead, over)] == [
        ("Udgave 2", "success", False),
        ("Mangler en udgave", "warning", True),
        ("Venter", "neutral", False),
        ("Ingen udgave", "neutral", False),
    ]


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_however_many_actions_there_are(
    client, consultant, course, nursery, plan, many, connection_queries
):
    client.force_login(consultant)
    model = AnchoringPlanFactory(engagement=course, kind=PlanKind.CHANGE_MODEL)
    for _ in range(many):
        AnchoringActionFactory(plan=plan, institution=nursery, chain=AnchoredChainFactory(plan=model))
    client.get(url(course))

    with connection_queries() as queries:
        client.get(url(course))

    assert len(queries) == 11


def test_the_plan_stands_among_the_plans(client, coordinator, course, action):
    client.force_login(coordinator)

    page = client.get(f"{course.get_absolute_url()}planer/")

    assert "Forankringsplan" in texts(page, ".plan-card h3")
    assert url(course) in hrefs(page, ".plan-card h3 a")


# --- Paper --------------------------------------------------------------------------------------------------------


def test_the_plan_is_taken_out_as_a_pdf(client, coordinator, course, action):
    client.force_login(coordinator)

    answer = client.get(url(course, "pdf/"))

    assert answer.content[:5] == b"%PDF-"
    assert answer["Content-Disposition"] == f'attachment; filename="forankringsplan-{course.case.reference}.pdf"'


def test_the_paper_has_the_parts_with_something_in_them(course, nursery, action):
    page = anchoring_paper.page(course, anchoring_page.parts(course, [action]))

    assert "Ledermødet følger legen" in page
    assert "Kommunen" in page
    assert "Solstrålen" not in page


def test_a_course_without_a_plan_has_an_empty_paper(client, coordinator, course):
    client.force_login(coordinator)

    assert client.get(url(course, "pdf/")).status_code == 200


def test_a_pdf_that_cannot_be_made_is_said_on_the_page(client, coordinator, course, monkeypatch):
    client.force_login(coordinator)

    def fail(html, files):
        raise RenderFailed("The child ended without an answer.")

    monkeypatch.setattr(renderer, "render", fail)

    answer = client.get(url(course, "pdf/"), follow=True)

    assert texts(answer, ".alert-text")[0] == "PDF-filen kunne ikke laves lige nu. Prøv igen om lidt."


def test_dates_of_actions_are_not_bound_to_the_courses_end(client, coordinator, course):
    client.force_login(coordinator)
    later = course.ends_on + timedelta(days=400)

    sent = client.post(
        url(course, "kommunen/ny/"),
        {**TYPED, "due_on_day": later.day, "due_on_month": later.month, "due_on_year": later.year},
    )

    assert sent.status_code == 302

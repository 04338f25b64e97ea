"""The pages on which both sides say who takes part in a course."""

from datetime import date

import pytest

from engagements.courses.models import Group, GroupMember, Handover
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    EngagementFactory,
    EngagementInstitutionFactory,
    GroupFactory,
    GroupMemberFactory,
    HandoverFactory,
)
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db

PIA = {"name": "Pia Pædagog", "title": "Pædagog", "email": "pia@skive.example", "role": "Referent"}
NINA = {"name": "Nina Ny", "title": "Konsulent", "email": "nina@skive.example", "phone": "87654321"}
NOTE = "Lederne mødes hver anden tirsdag."


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant])


@pytest.fixture
def nursery(course):
    return EngagementInstitutionFactory(engagement=course, name="Solstrålen")


@pytest.fixture
def group(course, nursery):
    return GroupFactory(engagement=course, name="Solen", institutions=[nursery])


@pytest.fixture
def member(group):
    return GroupMemberFactory(group=group, name="Mia Med")


@pytest.fixture(params=["coordinator", "consultant"])
def side(request, client):
    """Each of the two sides, signed in."""
    user = request.getfixturevalue(request.param)
    client.force_login(user)
    return user


def url(course, path=""):
    return f"{course.get_absolute_url()}deltagere/{path}"


def group_url(group, path):
    return f"{group.engagement.get_absolute_url()}grupper/{group.pk}/{path}"


def shown(client, course):
    return client.get(url(course)).content.decode()


# --- Groups -------------------------------------------------------------------------------------------------------


def test_both_sides_set_up_a_group(client, side, course, nursery):
    facts = {"kind": "working_group", "name": "Solen", "institutions": [str(nursery.pk)]}
    page = client.get(f"{course.get_absolute_url()}grupper/ny/")

    sent = client.post(f"{course.get_absolute_url()}grupper/ny/", {**facts, "terms_of_reference": "Mødes ofte."})

    assert (page.status_code, sent.status_code, sent["Location"]) == (200, 302, url(course))
    assert list(Group.objects.get().institutions.all()) == [nursery]
    drawn = shown(client, course)
    for words in ("»Solen« er oprettet.", "Arbejdsgruppe · Solstrålen", "Kommissorium", "Mødes ofte.", "ingen med i"):
        assert drawn.count(words) == 1


def test_a_steering_group_and_a_course_without_institutions_ask_for_none(client, consultant, course):
    client.force_login(consultant)
    page = client.get(f"{course.get_absolute_url()}grupper/ny/")

    client.post(f"{course.get_absolute_url()}grupper/ny/", {"kind": "steering_group", "name": "Styregruppen"})

    steering = Group.objects.get()
    EngagementInstitutionFactory(engagement=course)
    assert "institutions" not in page.context["form"].fields
    assert list(client.get(group_url(steering, "ret/")).context["form"].fields) == ["name", "terms_of_reference"]
    assert client.post(group_url(steering, "ret/"), {"name": "Styret"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "Skriv, hvad gruppen hedder."),
        ({"name": "x" * 101}, "name", "Skriv højst 100 tegn."),
        ({"name": "Solen"}, "name", "Forløbet har allerede en gruppe, der hedder »Solen«. Vælg et andet navn."),
        ({"kind": ""}, "kind", "Vælg, om det er styregruppen eller en arbejdsgruppe."),
        ({"kind": "klub"}, "kind", "Vælg en af mulighederne."),
        ({"kind": "steering_group"}, "institutions", "Styregruppen hører til hele forløbet. Fjern krydsene."),
        ({"institutions": []}, "institutions", "Vælg det eller de dagtilbud, som arbejdsgruppen hører til."),
        ({"terms_of_reference": "x" * 5001}, "terms_of_reference", "Skriv højst 5.000 tegn."),
    ],
)
def test_a_group_that_was_mistyped_stands_as_it_was_typed(
    client, coordinator, course, nursery, group, changes, field, words
):
    client.force_login(coordinator)
    facts = {"kind": "working_group", "name": "Ny", "institutions": [str(nursery.pk)], "terms_of_reference": "Tit."}

    answer = client.post(f"{course.get_absolute_url()}grupper/ny/", {**facts, **changes})

    form = answer.context["form"]
    assert (answer.status_code, dict(form.errors)) == (422, {field: [words]})
    assert form["name"].value() == {**facts, **changes}["name"]
    assert list(Group.objects.all()) == [group]


def test_an_institution_of_another_course_is_not_in_the_list(client, coordinator, course, group):
    client.force_login(coordinator)
    theirs = EngagementInstitutionFactory()

    answer = client.post(group_url(group, "ret/"), {"name": "Solen", "institutions": [str(theirs.pk)]})

    assert (answer.status_code, dict(answer.context["form"].errors)) == (
        422,
        {"institutions": ["Vælg dagtilbud fra listen."]},
    )


def test_both_sides_change_a_group(client, side, course, nursery, group):
    page = client.get(group_url(group, "ret/"))

    facts = {"name": "Solens gruppe", "institutions": [str(nursery.pk)], "terms_of_reference": "Mødes."}
    sent = client.post(group_url(group, "ret/"), facts)
    empty = client.post(group_url(group, "ret/"), {**facts, "name": ""})

    group.refresh_from_db()
    assert (page.context["form"]["name"].value(), page.context["form"]["institutions"].value()) == (
        "Solen",
        [nursery.pk],
    )
    assert (sent.status_code, group.name, empty.status_code) == (302, "Solens gruppe", 422)


# --- Those who are in them ----------------------------------------------------------------------------------------


def test_both_sides_take_somebody_in(client, side, course, group):
    page = client.get(group_url(group, "medlemmer/nyt/"))

    sent = client.post(group_url(group, "medlemmer/nyt/"), {**PIA, "is_chair": "on"})

    assert (page.status_code, sent.status_code, sent["Location"]) == (200, 302, url(course))
    drawn = shown(client, course)
    for words in ("<span>Pædagog</span>", "<span>Referent</span>", "Leder gruppen", "mailto:pia@skive.example"):
        assert drawn.count(words) == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "Skriv personens navn."),
        ({"email": "pia"}, "email", "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk."),
        ({"email": "MIA@skive.example"}, "email", "Mailadressen står allerede i gruppen ved Mia Med."),
    ],
)
def test_a_member_that_was_mistyped_stands_as_it_was_typed(client, coordinator, group, changes, field, words):
    GroupMemberFactory(group=group, name="Mia Med", email="mia@skive.example")
    client.force_login(coordinator)

    answer = client.post(group_url(group, "medlemmer/nyt/"), {**PIA, **changes})

    form = answer.context["form"]
    assert (answer.status_code, dict(form.errors), form["title"].value()) == (422, {field: [words]}, "Pædagog")
    assert GroupMember.objects.count() == 1


def test_both_sides_change_what_stands_about_a_member(client, side, course, group, member):
    page = client.get(group_url(group, f"medlemmer/{member.pk}/ret/"))

    sent = client.post(group_url(group, f"medlemmer/{member.pk}/ret/"), PIA)
    empty = client.post(group_url(group, f"medlemmer/{member.pk}/ret/"), {**PIA, "name": ""})

    member.refresh_from_db()
    assert page.context["form"]["name"].value() == "Mia Med"
    assert (sent.status_code, member.name, empty.status_code) == (302, "Pia Pædagog", 422)


def test_both_sides_let_a_member_leave_and_the_name_is_kept(client, side, course, group, member):
    leave = group_url(group, f"medlemmer/{member.pk}/fjern/")

    answers = [client.post(leave), client.post(leave)]

    member.refresh_from_db()
    drawn = shown(client, course)
    assert [answer["Location"] for answer in answers] == [url(course)] * 2
    assert (member.left_at is None, drawn.count("Tidligere medlemmer"), drawn.count("Mia Med, med til")) == (
        False,
        1,
        1,
    )
    assert client.get(group_url(group, f"medlemmer/{member.pk}/ret/")).status_code == 404
    assert client.get(leave).status_code == 405


def test_what_belongs_to_another_course_is_not_found(client, consultant, course, group, member):
    theirs = GroupMemberFactory()
    client.force_login(consultant)

    for path in (
        f"grupper/{theirs.group.pk}/ret/",
        f"grupper/{theirs.group.pk}/medlemmer/nyt/",
        f"grupper/{group.pk}/medlemmer/{theirs.pk}/ret/",
        f"grupper/{group.pk}/medlemmer/{theirs.pk}/fjern/",
    ):
        assert client.post(course.get_absolute_url() + path, PIA).status_code == 404


# --- Handing over -------------------------------------------------------------------------------------------------


def test_both_sides_hand_a_role_over(client, side, course):
    page = client.get(url(course, "tovholder/skift/"))

    sent = client.post(url(course, "tovholder/skift/"), {**NINA, "note": NOTE})

    assert (page.status_code, sent.status_code, sent["Location"]) == (200, 302, url(course))
    assert page.content.decode().count("Karen Koordinator er tovholder nu.") == 1
    drawn = shown(client, course)
    for words in ("Nina Ny står nu som tovholder.", "Tovholder: Nina Ny efter Karen Koordinator", NOTE):
        assert drawn.count(words) == 1


def test_a_contact_who_was_mistyped_stands_as_typed(client, coordinator, course):
    client.force_login(coordinator)
    same = {"name": "Karen Koordinator", "email": "karen@kommune.example"}

    empty = client.post(url(course, "tovholder/skift/"), {**NINA, "name": "", "phone": "1" * 31})
    note = client.post(url(course, "tovholder/skift/"), {**same, "note": NOTE})

    assert (empty.status_code, dict(empty.context["form"].errors)) == (
        422,
        {"name": ["Skriv, hvem der tager over."], "phone": ["Skriv ét telefonnummer."]},
    )
    assert empty.context["form"]["email"].value() == "nina@skive.example"
    assert (note.status_code, list(note.context["form"].errors), note.context["form"]["note"].value()) == (
        422,
        ["note"],
        NOTE,
    )
    assert not Handover.objects.exists()


def test_a_role_that_nobody_is_in_can_be_filled_and_others_are_not_found(client, coordinator, course):
    course.people = {"coordinator": course.people["coordinator"]}
    course.save()
    client.force_login(coordinator)

    drawn, page = shown(client, course), client.get(url(course, "dagtilbudschef/skift/")).content.decode()

    assert (drawn.count("Ingen endnu"), drawn.count("Vælg dagtilbudschef"), drawn.count("Skift tovholder")) == (1, 1, 1)
    assert page.count("Der er ingen dagtilbudschef endnu.") == 1
    for role in ("direktoer", "konsulenter", "coordinator"):
        assert client.get(url(course, f"{role}/skift/")).status_code == 404


def test_somebody_with_two_roles_hands_each_over(client, consultant):
    one = {"name": "Lise Leder", "email": "lise@solen.example"}
    course = EngagementFactory(
        mini=True, running=True, team=[consultant], people={"institution_leader": one, "contact": one}
    )
    client.force_login(consultant)

    drawn = shown(client, course)

    assert (drawn.count("Skift leder"), drawn.count("Skift kontaktperson"), drawn.count("Ingen endnu")) == (1, 1, 0)


def test_a_consultant_writes_for_the_next_one_and_the_party_does_not_read_it(client, consultant, coordinator, course):
    client.force_login(consultant)
    page = client.get(url(course, "konsulenter/notat/"))

    empty = client.post(url(course, "konsulenter/notat/"), {"note": " "})
    sent = client.post(url(course, "konsulenter/notat/"), {"note": NOTE})

    ours = shown(client, course)
    client.force_login(coordinator)
    theirs = shown(client, course)
    assert (page.status_code, empty.status_code, sent["Location"]) == (200, 422, url(course))
    assert dict(empty.context["form"].errors) == {"note": ["Skriv, hvad den næste konsulent skal vide."]}
    assert (ours.count(NOTE), theirs.count(NOTE)) == (1, 0)
    assert (ours.count("Overdragelser</h2>"), theirs.count("Overdragelser</h2>")) == (1, 0)


def test_a_consultant_who_just_left_is_told_with_the_text_kept(client, consultant, course, monkeypatch):
    monkeypatch.setattr("engagements.courses.permissions.is_on_team", lambda *_: True)
    course.assignments.update(until=date(2099, 1, 1))
    client.force_login(consultant)

    answer = client.post(url(course, "konsulenter/notat/"), {"note": NOTE})

    assert (answer.status_code, answer.context["form"]["note"].value()) == (422, NOTE)


# --- Who sees and does what ---------------------------------------------------------------------------------------


def pages(group, member):
    course = group.engagement
    return [
        f"{course.get_absolute_url()}grupper/ny/",
        group_url(group, "ret/"),
        group_url(group, "medlemmer/nyt/"),
        group_url(group, f"medlemmer/{member.pk}/ret/"),
        url(course, "tovholder/skift/"),
    ]


def test_those_who_only_read_get_no_buttons_and_no_pages(client, municipality, group, member):
    viewer = MembershipFactory(organisation=municipality, viewer=True).user
    words = ["Opret en gruppe", "Tilføj et medlem", "Skift tovholder", "Skriv til den næste", ">Ret<"]

    def drawn_to(user):
        client.force_login(user)
        return shown(client, group.engagement)

    assert [text for text in words if text not in drawn_to(group.engagement.team[0])] == []
    for user in (viewer, UserFactory(consultant=True)):
        assert [text for text in words if text in drawn_to(user)] == []
        for page in [*pages(group, member), url(group.engagement, "konsulenter/notat/")]:
            assert (client.get(page).status_code, client.post(page, PIA).status_code) == (403, 403)


def test_nothing_is_changed_about_a_closed_course(client, consultant, coordinator, municipality):
    course = EngagementFactory(closed=True, party=municipality, team=[consultant])
    member = GroupMemberFactory(group__engagement=course)

    for user in (coordinator, consultant):
        client.force_login(user)
        assert [client.post(page, PIA).status_code for page in pages(member.group, member)] == [403] * 5
        assert client.post(group_url(member.group, f"medlemmer/{member.pk}/fjern/")).status_code == 403
        assert client.post(url(course, "konsulenter/notat/"), {"note": NOTE}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "queries"), [("consultant", 11), ("coordinator", 11)])
def test_the_page_costs_the_same_for_one_group_as_for_three(
    rows, who, queries, request, client, course, nursery, django_assert_num_queries
):
    for _ in range(rows):
        group = GroupFactory(engagement=course, institutions=[nursery])
        GroupMemberFactory.create_batch(rows, group=group)
        GroupMemberFactory(group=group, left=True)
        HandoverFactory(engagement=course)
    client.force_login(request.getfixturevalue(who))

    with django_assert_num_queries(queries):
        drawn = client.get(url(course)).content.decode()

    assert drawn.count("Tidligere medlemmer") == rows


@pytest.mark.parametrize("model", ["group", "groupmember", "handover"])
def test_administrators_look_up_and_change_nothing(model, client, administrator, member):
    handover = HandoverFactory(engagement=member.group.engagement, note=NOTE)
    found = {"group": member.group, "groupmember": member, "handover": handover}[model]
    client.force_login(administrator)

    page = client.get(f"/admin/engagements/{model}/{found.pk}/change/")

    assert (client.get(f"/admin/engagements/{model}/").status_code, page.status_code) == (200, 200)
    assert client.get(f"/admin/engagements/{model}/add/").status_code == 403
    assert NOTE not in page.content.decode()

"""An institution begins its municipality's application, hands it over, and reads along once it is taken over."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions, permissions, sections, standing, steps
from applications.drafting.models import ApplicantKind, Application, Status
from overview.home import desk
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.minis import mini_programme
from tests.factories.organisations import InstitutionFactory, MembershipFactory
from tests.factories.rounds import RoundFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

NOW = timezone.now


@pytest.fixture
def institution(municipality):
    return InstitutionFactory(name="Solhuset", municipality=municipality)


@pytest.fixture
def leader(institution):
    user = UserFactory(name="Lis Leder", email="lis@solhuset.example")
    MembershipFactory(user=user, organisation=institution)
    return user


@pytest.fixture
def prepared(open_round, institution, leader):
    return actions.begin_for_municipality(open_round, institution, by=Actor.of(leader), received_at=NOW())


@pytest.fixture
def hand_over(prepared, leader):
    def hand_over(at=None):
        actions.hand_over(prepared, by=Actor.of(leader), received_at=at or NOW())

    return hand_over


@pytest.fixture
def take_over(prepared, coordinator):
    def take_over(by=coordinator, at=None):
        actions.take_over(prepared, by=Actor.of(by), received_at=at or NOW())

    return take_over


def kinds(application) -> list[str]:
    return list(application.case.events.order_by("id").values_list("kind", flat=True))


def test_an_institution_begins_with_itself_in_it(prepared, institution, municipality):
    assert (prepared.applicant, prepared.prepared_by) == (institution.organisation, institution.organisation)
    assert (prepared.applicant_kind, prepared.is_mini) == (ApplicantKind.MUNICIPALITY, False)
    assert prepared.municipality_id == municipality.pk
    assert [row.institution for row in prepared.institutions.all()] == [institution]


def test_beginning_twice_gives_the_same_draft(prepared, open_round, institution, leader):
    again = actions.begin_for_municipality(open_round, institution, by=Actor.of(leader), received_at=NOW())

    assert again == prepared


@pytest.mark.parametrize("which", ["closed", "mini"])
def test_it_is_begun_only_in_an_open_round_for_a_year(which, institution, leader):
    round_ = RoundFactory(closed=True) if which == "closed" else mini_programme().rounds.get()

    with pytest.raises(ActionError, match="tager ikke imod"):
        actions.begin_for_municipality(round_, institution, by=Actor.of(leader), received_at=NOW())


def test_the_institution_writes_and_the_municipality_does_not_see_it(prepared, leader, coordinator):
    assert list(Application.objects.editable_by(leader)) == [prepared]
    assert list(Application.objects.visible_to(coordinator)) == []
    assert permissions.can_view(coordinator, prepared) is False


def test_an_institution_neither_sends_for_signature_nor_freezes(prepared, leader):
    assert permissions.can_send_for_signature(leader, prepared) is False
    with pytest.raises(ActionError, match="Giv ansøgningen videre til kommunen først"):
        actions.send_for_signature(prepared, by=Actor.of(leader))


def test_it_may_name_other_institutions_of_the_municipality_and_none_of_another(prepared, leader, municipality):
    by = Actor.of(leader)
    actions.add_institution(prepared, institution=InstitutionFactory(municipality=municipality), by=by)

    with pytest.raises(ActionError, match="jeres egen kommune"):
        actions.add_institution(prepared, institution=InstitutionFactory(), by=by)

    assert prepared.institutions.count() == 2


# --- Handing over -------------------------------------------------------------------------------------------------


def test_handing_over_tells_those_who_write_for_the_municipality(prepared, hand_over, coordinator, municipality):
    MembershipFactory(organisation=municipality, viewer=True)
    MembershipFactory(organisation=municipality, unconfirmed=True)

    hand_over()
    hand_over()

    assert list(Email.objects.values_list("to", flat=True)) == [coordinator.email]
    assert kinds(prepared)[-1:] == ["application.handed_over"]
    assert prepared.handed_over_at is not None


def test_handing_over_says_so_where_nobody_is_there_to_take_it(prepared, hand_over):
    with pytest.raises(ActionError, match="endnu ingen hos os"):
        hand_over()

    assert Application.objects.get().handed_over_at is None


def test_nothing_is_handed_over_after_the_deadline(prepared, hand_over, coordinator):
    with pytest.raises(ActionError, match="Fristen var"):
        hand_over(prepared.deadline + timedelta(seconds=1))


def test_handing_over_what_nobody_prepares_does_nothing(draft, coordinator):
    actions.hand_over(draft, by=Actor.of(coordinator), received_at=NOW())

    assert draft.handed_over_at is None


def test_what_is_handed_over_was_begun_by_an_institution():
    draft = ApplicationFactory()

    with (
        pytest.raises(IntegrityError, match="application_handed_over_by_an_institution"),
        transaction.atomic(),
    ):
        Application.objects.filter(pk=draft.pk).update(handed_over_at=NOW())


# --- Taking over --------------------------------------------------------------------------------------------------


def test_taking_over_makes_it_the_municipalitys(prepared, hand_over, take_over, coordinator, leader, municipality):
    Application.objects.filter(pk=prepared.pk).update(created_at=NOW())
    hand_over()

    take_over()
    take_over()

    fresh = Application.objects.get(pk=prepared.pk)
    assert (fresh.applicant, fresh.created_by) == (municipality.organisation, coordinator)
    assert (fresh.case.party, fresh.case.title) == (
        municipality.organisation,
        "Ansøgning: Etårigt forløb, Skive Kommune",
    )
    assert kinds(fresh)[-2:] == ["application.handed_over", "application.taken_over"]
    assert list(Application.objects.editable_by(coordinator)) == [fresh]
    assert Email.objects.filter(to=leader.email).count() == 1


def test_the_institution_reads_along_until_it_is_sent(prepared, hand_over, take_over, coordinator, leader):
    hand_over()
    take_over()
    fresh = Application.objects.get(pk=prepared.pk)

    assert list(Application.objects.visible_to(leader)) == [fresh]
    assert list(Application.objects.editable_by(leader)) == []
    assert [permissions.can_view(leader, fresh), permissions.can_edit(leader, fresh)] == [True, False]
    Application.objects.filter(pk=fresh.pk).update(status=Status.WITHDRAWN)
    fresh.refresh_from_db()
    assert list(Application.objects.visible_to(leader)) == []
    assert permissions.can_view(leader, fresh) is False


def test_a_draft_that_was_not_handed_over_is_not_taken(take_over):
    with pytest.raises(ActionError, match="givet den videre"):
        take_over()


@pytest.mark.parametrize("kind", [{"viewer": True}, {"unconfirmed": True}])
def test_only_who_writes_for_the_municipality_takes_it_over(hand_over, take_over, coordinator, municipality, kind):
    hand_over()
    other = MembershipFactory(organisation=municipality, **kind).user

    with pytest.raises(ActionError, match="kun overtages af kommunen"):
        take_over(by=other)


def test_nothing_is_taken_over_after_the_deadline(prepared, hand_over, take_over):
    MembershipFactory(organisation=prepared.applicant.as_institution.municipality)
    hand_over()

    with pytest.raises(ActionError, match="Fristen var"):
        take_over(at=prepared.deadline + timedelta(seconds=1))


# --- Pages --------------------------------------------------------------------------------------------------------


def test_the_page_to_begin_on_lets_an_institution_begin(client, open_round, institution, leader):
    client.force_login(leader)
    begin = reverse("applications:begin", args=[open_round.pk])
    assert "Begynd for Skive Kommune" in client.get(begin).text

    answer = client.post(
        reverse("applications:begin_for_municipality", args=[open_round.pk]), {"dagtilbud": institution.pk}
    )

    draft = Application.objects.get()
    assert answer.url == draft.get_absolute_url()
    page = client.get(answer.url).text
    assert "Giv ansøgningen videre til kommunen" in page
    assert "Solhuset" in client.get(begin).text


def test_beginning_too_late_says_so(client, institution, leader):
    round_ = RoundFactory(closed=True)
    client.force_login(leader)

    answer = client.post(
        reverse("applications:begin_for_municipality", args=[round_.pk]), {"dagtilbud": institution.pk}, follow=True
    )

    assert "Runden tager ikke imod ansøgninger lige nu." in answer.text


def test_nobody_begins_for_an_institution_of_others(client, open_round, leader):
    client.force_login(leader)

    answer = client.post(
        reverse("applications:begin_for_municipality", args=[open_round.pk]), {"dagtilbud": InstitutionFactory().pk}
    )

    assert (answer.status_code, Application.objects.count()) == (403, 0)


def test_both_sides_go_through_their_pages(client, prepared, leader, coordinator, municipality):
    hand_over, take_over = (reverse(f"applications:{name}", args=[prepared.pk]) for name in ("hand_over", "take_over"))
    client.force_login(leader)
    assert client.get(take_over).url == prepared.get_absolute_url()
    for name, args in (("section", [1]), ("section", [2]), ("check", [])):
        assert client.get(reverse(f"applications:{name}", args=[prepared.pk, *args])).status_code == 200
    assert client.get(hand_over).status_code == 200
    client.post(hand_over)
    assert "I gav den videre" in client.get(hand_over).text
    assert "Givet videre" in client.get(prepared.get_absolute_url()).text

    client.force_login(coordinator)
    assert client.get(prepared.get_absolute_url()).status_code == 404
    begin = client.get(reverse("applications:begin", args=[prepared.round_id]))
    assert take_over in begin.text
    assert "Overtag ansøgningen fra Solhuset" in client.get(take_over).text
    assert client.post(take_over).url == prepared.get_absolute_url()
    assert client.post(take_over).url == prepared.get_absolute_url()
    assert "Begyndt af" in client.get(prepared.get_absolute_url()).text

    client.force_login(leader)
    page = client.get(prepared.get_absolute_url())
    assert "Kommunen har overtaget ansøgningen" in page.text
    assert "Kommunen skriver ansøgningen færdig og får direktørens underskrift." in page.text
    assert client.get(hand_over).status_code == 403
    assert client.get(reverse("applications:check", args=[prepared.pk])).status_code == 200


def test_the_municipality_is_told_where_it_has_an_application_already(client, prepared, hand_over, coordinator):
    hand_over()
    ApplicationFactory(round=prepared.round, applicant=coordinator.memberships.get().organisation)
    client.force_login(coordinator)

    assert (
        "I har allerede en ansøgning i runden" in client.get(reverse("applications:take_over", args=[prepared.pk])).text
    )


def test_taking_over_too_late_says_so(client, prepared, hand_over, coordinator):
    hand_over()
    prepared.round.deadline = NOW() - timedelta(seconds=1)
    prepared.round.save()
    client.force_login(coordinator)
    take_over = reverse("applications:take_over", args=[prepared.pk])

    answer = client.post(take_over, follow=True)

    assert "Fristen var" in texts(answer, ".alert")[0]
    assert Application.objects.get().applicant == prepared.prepared_by


def test_nobody_else_finds_the_page_to_take_over(client, prepared, hand_over, coordinator):
    hand_over()
    client.force_login(MembershipFactory().user)

    assert client.get(reverse("applications:take_over", args=[prepared.pk])).status_code == 404


def test_the_desk_says_how_far_it_is(prepared, hand_over, take_over, leader, coordinator):
    def words():
        [row] = desk.of(type(leader).objects.get(pk=leader.pk), NOW()).applications
        return row.applicant, row.status_word

    assert words() == ("Solhuset", "Kladde")
    hand_over()
    assert words() == ("Solhuset", "Givet videre")
    take_over()
    assert words() == ("Kommunen", "Overtaget")


def test_who_only_reads_at_the_institution_gets_no_way_to_hand_it_over(prepared, institution):
    viewer = MembershipFactory(organisation=institution, viewer=True).user
    application = Application.objects.get(pk=prepared.pk)
    parts, signing = sections.of(application), standing.of(application)

    assert permissions.can_hand_over(viewer, application) is False
    assert steps.tasks(application, parts, signing, writes=False)[1]["tasks"][0].url == ""
    assert steps.next_step(application, parts, signing, writes=False).url == ""

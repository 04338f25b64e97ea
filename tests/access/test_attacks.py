"""What people try who mean no good, signed in: other people's ids, forged fields, decisions that are not theirs."""

import pytest
from django.urls import reverse

from applications.allocation import actions as allocation
from applications.allocation.models import Decision, Proposal
from applications.assessment.models import Score
from applications.drafting.models import Answer, ApplicationInstitution
from applications.rounds.models import RoundStatus
from praksis.accounts.models import Role, StaffRole, User
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.organisations import actions as organisations
from praksis.organisations.models import Membership, MembershipRole
from tests.access.addresses import address_of
from tests.access.asking import post
from tests.factories.engagements import EngagementInstitutionFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db


# --- Ids of others in what is posted ----------------------------------------------------------------------------------


def test_nobody_begins_for_an_organisation_of_others(world, sign_in):
    before = world.skive.applications.count()

    response = post(sign_in("stranger"), "applications:begin", world, applicant=str(world.skive.pk))

    assert response.status_code == 200
    assert world.skive.applications.count() == before


def test_an_institution_of_another_municipality_is_not_taken_in(world, sign_in):
    foreign = InstitutionFactory(name="Fremmed", municipality=world.thisted)
    number = 1

    path = reverse("applications:section", args=[world.draft.pk, number])
    response = sign_in("owner").post(path, {"nyt-institution": str(foreign.pk)})

    assert response.status_code == 422
    assert not world.draft.institutions.filter(institution=foreign).exists()


def test_an_institution_of_another_application_is_not_removed(world, sign_in):
    theirs = world.waiting.institutions.get()

    response = sign_in("owner").post(reverse("applications:remove_institution", args=[world.draft.pk, theirs.pk]))

    assert response.status_code == 404
    assert ApplicationInstitution.objects.filter(pk=theirs.pk).exists()


def test_a_field_of_another_applications_institution_is_not_saved(world, sign_in):
    theirs = world.waiting.institutions.get()
    path = reverse("applications:save", args=[world.draft.pk])

    response = sign_in("owner").post(path, {"field": f"need@{theirs.pk}", "value": "Ny", "revision": "0"})

    assert response.status_code in {403, 404}
    assert not Answer.objects.filter(value="Ny").exists()


def test_a_colleague_who_only_reads_does_not_save_a_field_of_a_draft_begun_as_an_editor(world, sign_in):
    membership = world.memberships["owner"]
    MembershipFactory(organisation=world.skive)
    organisations.change_role(membership, MembershipRole.VIEWER, by=Actor.of(world.owner))

    response = post(sign_in("owner"), "applications:save", world)

    assert response.status_code == 403
    assert not Answer.objects.filter(value="Nyt svar").exists()


def test_a_step_is_not_marked_for_an_institution_of_another_course(world, sign_in):
    theirs = EngagementInstitutionFactory(engagement=world.their_course)

    response = post(sign_in("reviewer"), "engagements:step_complete", world, institution=str(theirs.pk))

    assert response.status_code == 404
    world.task.refresh_from_db()
    assert world.task.is_open


def test_a_meeting_is_not_planned_on_a_step_of_another_course(world, sign_in):
    response = post(sign_in("reviewer"), "engagements:meeting_plan", world, step=str(world.their_meeting.step_id))

    assert response.status_code == 200
    assert world.their_course.meetings.count() == 1


def test_nobody_but_a_consultant_is_put_on_a_team_or_among_the_reviewers(world, sign_in):
    manager, outsider = sign_in("manager"), str(world.people["stranger"].pk)

    answers = [
        post(manager, "engagements:course_team", world, consultants=[outsider]),
        post(manager, "applications:round_reviewers", world, reviewers=[outsider]),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert [a.consultant for a in world.course.assignments.running()] == [world.people["reviewer"]]
    assert [a.reviewer for a in world.closed.assignments.all()] == [world.people["reviewer"]]


@pytest.mark.parametrize(
    "name", ["applications:round_application@other-round", "engagements:meeting_hold@other-course"]
)
def test_one_matters_thing_is_not_reached_through_another(world, sign_in, name):
    for who in ("manager", "reviewer"):
        assert post(sign_in(who), name, world).status_code in {403, 404}

    assert Decision.objects.get(application=world.submitted).reason == "Fordi"


def test_the_letters_on_a_round_stay_unseen_by_whoever_has_an_interest_in_it(world, sign_in):
    manager, interested = (sign_in(who).get(reverse("mail:list")) for who in ("manager", "interested"))

    assert world.round_letter in manager.context["page"].object_list
    assert world.round_letter not in interested.context["page"].object_list


def test_an_administrators_look_up_does_not_tell_what_is_chosen(world, sign_in):
    allocation.choose(world.closed, world.theirs, outcome="refused", reason="Næsten.", by=Actor.of(world.manager))
    event = AuditEvent.objects.get(kind="decision.chosen")
    shown = AuditEvent.objects.filter(kind="application.begun").first()
    client = sign_in("administrator")

    assert client.get(reverse("admin:praksis_auditevent_change", args=[shown.pk])).status_code == 200
    assert client.get(reverse("admin:praksis_auditevent_change", args=[event.pk])).status_code == 302
    assert "afslag" not in client.get(reverse("admin:praksis_auditevent_changelist")).content.decode()
    assert world.remark.encode() not in client.get(reverse("admin:praksis_auditevent_changelist")).content


# --- Those who may not decide -----------------------------------------------------------------------------------------


def test_whoever_proposed_does_not_approve_also_when_an_approver(world, sign_in):
    StaffRole.objects.create(user=world.manager, role=Role.APPROVER)

    response = post(sign_in("manager"), "applications:round_approve", world)

    assert response.status_code == 403
    assert Proposal.objects.get(round=world.proposed).approved_at is None


def test_whoever_has_not_declared_neither_reads_nor_decides_a_round(world, sign_in):
    ways = ["round_propose", "round_send_back", "round_approve", "round_announce"]

    for who in ("manager", "approver"):
        client = sign_in(who)
        for way in ways:
            response = client.post(reverse(f"applications:{way}", args=[world.undeclared.pk]), {"remark": "x"})
            assert (way, response.status_code) == (way, 403)

    world.undeclared.refresh_from_db()
    assert world.undeclared.status == RoundStatus.ASSESSING


def test_a_reviewer_who_finds_an_interest_is_out_at_once(world, sign_in):
    client = sign_in("reviewer")
    assert post(client, "applications:review", world).status_code == 302

    said = {"has_interest": "ja", "about": "Min søster arbejder der."}
    assert post(client, "applications:declare_interest", world, **said).status_code == 302

    assert post(client, "applications:review", world).status_code == 404
    path, _ = address_of("applications:review", world)
    assert client.get(path).status_code == 404
    assert client.get(reverse("applications:declare_interest", args=[world.closed.pk])).status_code == 404


def test_a_reviewers_scores_are_written_to_no_other_review(world, sign_in):
    others = {score.pk: score.rationale for score in Score.objects.exclude(review=world.review)}

    post(sign_in("reviewer"), "applications:review", world, review=str(world.review.pk), reviewer="x")

    assert {score.pk: score.rationale for score in Score.objects.filter(pk__in=others)} == others


# --- Fields that nobody asked for -------------------------------------------------------------------------------------


def test_a_profile_takes_nothing_but_what_its_form_has(world, sign_in):
    owner = world.owner
    forged = {"email": "chef@praksis.example", "is_active": "", "roles": "administrator", "role": "administrator"}

    post(sign_in("owner"), "accounts:profile", world, **forged, is_staff="on", id=str(world.manager.pk))

    kept = User.objects.get(pk=owner.pk)
    assert (kept.email, kept.is_active, kept.roles) == (owner.email, True, frozenset())


def test_a_sign_up_gives_neither_a_role_nor_a_confirmed_membership(world, client):
    forged = {"role": "owner", "roles": "manager", "confirmed_at": "2018-01-01", "is_staff": "on", "verified": "on"}
    person = {"name": "Mads", "title": "Leder", "email": "mads@skive.example", "organisation": "Skive Kommune"}
    passwords = {"password1": "en lang ny adgangskode", "password2": "en lang ny adgangskode"}

    client.post(reverse("account_signup"), {**person, **passwords, **forged})

    membership = Membership.objects.get(user__email="mads@skive.example")
    assert (membership.role, membership.confirmed_at) == (MembershipRole.EDITOR, None)
    assert membership.user.roles == frozenset()
    assert not membership.user.emailaddress_set.get().verified


def test_nobody_makes_more_of_an_invitation_than_was_offered(world, client):
    world.follow(world.invitation_link)(client)

    forged = {"role": "owner", "email": "chef@skive.example", "organisation": str(world.thisted.pk)}
    post(client, "organisations:invitation_answer@link", world, **forged)

    membership = Membership.objects.get(user__email="kim@skive.example")
    assert (membership.organisation_id, membership.role) == (world.skive.pk, MembershipRole.EDITOR)
    assert not User.objects.filter(email="chef@skive.example").exists()


@pytest.mark.parametrize("who", ["editor", "viewer", "unconfirmed", "stranger"])
def test_nobody_raises_the_own_role(world, sign_in, who):
    membership = world.memberships[who]
    before = (membership.role, membership.confirmed_at, membership.organisation_id)
    client = sign_in(who)
    # A stranger owns another municipality, and so tries a membership here.
    tried = world.memberships["unconfirmed"] if who == "stranger" else membership

    answers = [
        client.post(reverse("organisations:membership_change_role", args=[tried.pk]), {"role": "owner"}),
        client.post(reverse("organisations:membership_confirm", args=[tried.pk])),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    membership.refresh_from_db()
    assert (membership.role, membership.confirmed_at, membership.organisation_id) == before


def test_a_role_that_is_none_is_refused(world, sign_in):
    post(sign_in("owner"), "organisations:membership_change_role", world, role="administrator")
    post(sign_in("administrator"), "accounts:staff_change_role", world, role="superuser")

    world.memberships["viewer"].refresh_from_db()
    assert world.memberships["viewer"].role == MembershipRole.VIEWER
    assert set(world.people["consultant"].staff_roles.values_list("role", flat=True)) == {Role.CONSULTANT}


def test_staff_never_becomes_a_member_by_an_invitation(world, sign_in):
    invitation = organisations.invite(
        world.skive.organisation,
        email=world.people["manager"].email,
        role=MembershipRole.OWNER,
        by=Actor.of(world.manager),
    )
    client = sign_in("manager")
    world.follow(organisations.link_of(invitation))(client)

    client.post(reverse("organisations:invitation_answer"))

    assert not world.manager.memberships.exists()

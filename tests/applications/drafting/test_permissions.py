import pytest

from applications.drafting import permissions
from applications.drafting.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db

PREDICATES = [
    permissions.can_view,
    permissions.can_edit,
    permissions.can_send_for_signature,
    permissions.can_submit,
]


def member(application, **traits):
    return MembershipFactory(organisation=application.applicant.organisation, **traits).user


def answers_for(user, application):
    """What the four predicates say, as one letter each: view, edit, send for signature, submit."""
    return "".join(
        letter if allowed(user, application) else "-" for letter, allowed in zip("vesb", PREDICATES, strict=True)
    )


@pytest.mark.parametrize(
    ("traits", "draft", "submitted"),
    [
        ({}, "vesb", "v--b"),
        ({"editor": True}, "ve--", "v---"),
        ({"viewer": True}, "v---", "v---"),
        ({"unconfirmed": True}, "----", "----"),
        ({"unconfirmed": True, "editor": True}, "----", "----"),
    ],
)
def test_what_a_member_may_do(traits, draft, submitted):
    application = ApplicationFactory()
    handed_in = ApplicationFactory(submitted=True)

    assert answers_for(member(application, **traits), application) == draft
    assert answers_for(member(handed_in, **traits), handed_in) == submitted


def test_whoever_began_a_draft_may_do_everything_before_the_membership_is_confirmed():
    membership = MembershipFactory(unconfirmed=True)
    application = ApplicationFactory(applicant=membership.organisation.as_municipality, created_by=membership.user)

    assert answers_for(membership.user, application) == "vesb"


def test_whoever_began_a_draft_and_left_sees_it_no_longer():
    user = UserFactory()
    application = ApplicationFactory(created_by=user)

    assert answers_for(user, application) == "----"


def test_a_stranger_may_nothing(stranger):
    assert answers_for(stranger, ApplicationFactory()) == "----"


def test_the_predicate_and_the_queryset_agree_on_who_may_write(coordinator, stranger, municipality):
    application = ApplicationFactory(applicant=municipality)
    everybody = [coordinator, stranger, member(application, editor=True), member(application, viewer=True)]
    demoted = member(application, viewer=True)
    Application.objects.update(created_by=demoted)
    application.refresh_from_db()
    everybody.append(demoted)

    writers = [user for user in everybody if Application.objects.editable_by(user).exists()]

    assert writers == [user for user in everybody if permissions.can_edit(user, application)]


def test_begins_for_the_organisations_one_writes_for():
    user = UserFactory()
    owner = MembershipFactory(user=user, unconfirmed=True)
    MembershipFactory(user=user, viewer=True)

    assert permissions.begins_for(user) == [owner.organisation_id]

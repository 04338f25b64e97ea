import pytest

from applications.assessment.models import InterestDeclaration
from applications.casework import actions
from praksis.accounts.models import Role
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db

SECRET = "Kan I se på bilag 3?"


def recipients():
    return sorted(Email.objects.values_list("to", flat=True))


def test_a_message_from_us_is_told_to_those_who_write_for_the_applicant(
    application, manager, coordinator, municipality
):
    editor = MembershipFactory(organisation=municipality, editor=True).user
    MembershipFactory(organisation=municipality, viewer=True)
    MembershipFactory(organisation=municipality, unconfirmed=True)

    actions.write_to_applicant(application, text=SECRET, by=Actor.of(manager))

    assert recipients() == sorted([coordinator.email, editor.email])


def test_the_mail_has_the_way_to_the_message_and_not_its_words(application, manager, coordinator):
    actions.write_to_applicant(application, text=SECRET, by=Actor.of(manager))
    actions.write_to_us(application, text=SECRET, by=Actor.of(coordinator))

    letters = Email.objects.order_by("created_at")
    assert [SECRET in letter.body + letter.subject for letter in letters] == [False, False]
    assert [letter.button_path for letter in letters] == [
        f"/ansoegninger/{application.pk}/beskeder/",
        f"/runder/{application.round_id}/ansoegning/{application.pk}/beskeder/",
    ]


def test_a_message_to_us_goes_to_the_managers_but_never_to_one_with_an_interest(application, manager, coordinator):
    conflicted = UserFactory(roles=[Role.MANAGER])
    InterestDeclarationFactory(round=application.round, person=conflicted, conflicted=True)
    colleague, undeclared = UserFactory(roles=[Role.MANAGER]), UserFactory(roles=[Role.MANAGER])
    InterestDeclarationFactory(round=application.round, person=colleague)
    UserFactory(roles=[Role.CONSULTANT])

    actions.write_to_us(application, text=SECRET, by=Actor.of(coordinator))

    assert recipients() == sorted([manager.email, colleague.email])
    assert undeclared.email not in recipients()


def test_where_nobody_may_read_it_yet_all_managers_are_told(application, manager, coordinator):
    InterestDeclaration.objects.all().delete()
    colleague = UserFactory(roles=[Role.MANAGER])

    actions.write_to_us(application, text=SECRET, by=Actor.of(coordinator))

    assert recipients() == sorted([manager.email, colleague.email])


def test_whoever_of_us_has_written_gets_the_answer_alone(application, manager, coordinator):
    UserFactory(roles=[Role.MANAGER])
    actions.write_to_applicant(application, text="Hej", by=Actor.of(manager))

    message = actions.write_to_us(application, text=SECRET, by=Actor.of(coordinator))

    assert list(Email.objects.filter(key__startswith=f"message:{message.pk}").values_list("to", flat=True)) == [
        manager.email
    ]


def test_where_nobody_writes_any_more_whoever_handed_in_is_told(application, manager, coordinator):
    coordinator.memberships.update(removed_at=application.submitted_at, removed_by=manager)

    actions.write_to_applicant(application, text=SECRET, by=Actor.of(manager))

    assert recipients() == [coordinator.email]


def test_about_a_withdrawn_application_nothing_more_is_written(application, manager, coordinator):
    actions.withdraw(application, reason="Nej", by=Actor.of(coordinator))

    with pytest.raises(ActionError, match="trukket tilbage"):
        actions.write_to_us(application, text=SECRET, by=Actor.of(coordinator))
    with pytest.raises(ActionError, match="trukket tilbage"):
        actions.write_to_applicant(application, text=SECRET, by=Actor.of(manager))
    assert not application.case.messages.exists()


@pytest.mark.parametrize("write", [actions.write_to_us, actions.write_to_applicant])
def test_an_empty_message_is_refused(application, manager, write):
    with pytest.raises(ActionError, match="Skriv en besked"):
        write(application, text=" ", by=Actor.of(manager))

    assert not Email.objects.exists()

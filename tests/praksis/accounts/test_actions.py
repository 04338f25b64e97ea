import pytest
from django.db import IntegrityError

from praksis.accounts import actions
from praksis.accounts.models import Role, User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(administrator):
    return Actor.of(administrator)


def events() -> list[str]:
    return [log.words(event) for event in AuditEvent.objects.order_by("id")]


def create(by, **changes):
    facts = {"email": "Ny@praksis.example", "name": "Nina Ny", "title": "Konsulent", "roles": [Role.CONSULTANT]}
    return actions.create_staff(by=by, **{**facts, **changes})


def test_a_member_of_staff_gets_roles_a_confirmed_address_and_a_letter(by):
    person = create(by, roles=[Role.CONSULTANT, Role.APPROVER, Role.CONSULTANT])

    letter = Email.objects.get()
    assert User.objects.get(pk=person.pk).roles == {Role.CONSULTANT, Role.APPROVER}
    assert list(person.emailaddress_set.values_list("email", "verified", "primary")) == [
        ("ny@praksis.example", True, True)
    ]
    assert not person.has_usable_password()
    assert (letter.to, letter.subject, letter.sensitive) == (
        "ny@praksis.example",
        "Vælg din adgangskode til Praksis",
        True,
    )
    assert events() == [
        "En konto til Nina Ny blev oprettet",
        "Nina Ny fik rollen Praksiskonsulent",
        "Nina Ny fik rollen Godkender",
    ]


def test_a_member_of_staff_needs_a_role(by):
    with pytest.raises(ActionError, match="Vælg mindst én rolle"):
        create(by, roles=[])

    assert not User.objects.filter(name="Nina Ny").exists()


def test_an_address_in_use_is_not_made_staff(by, coordinator):
    with pytest.raises(ActionError, match="allerede en konto"):
        create(by, email="KAREN@skive.example")

    assert coordinator.staff_roles.count() == 0


def test_an_account_is_made_once_per_address(coordinator):
    with pytest.raises(IntegrityError):
        actions.create_account(email="Karen@Skive.example", name="En til", title="", verified=False)


def test_a_role_is_given_once(by, consultant):
    for _ in range(2):
        actions.give_role(consultant, Role.MANAGER, by=by)

    assert consultant.roles == {Role.CONSULTANT, Role.MANAGER}
    assert events() == ["Kim Konsulent fik rollen Leder"]


def test_a_role_is_taken_once(by, consultant):
    actions.give_role(consultant, Role.MANAGER, by=by)
    for _ in range(2):
        actions.take_role(consultant, Role.MANAGER, by=by)

    assert consultant.roles == {Role.CONSULTANT}
    assert events()[1:] == ["Kim Konsulent mistede rollen Leder"]


def test_an_only_role_is_not_taken(by, consultant):
    with pytest.raises(ActionError, match="eneste rolle"):
        actions.take_role(consultant, Role.CONSULTANT, by=by)

    assert User.objects.get(pk=consultant.pk).roles == {Role.CONSULTANT}


def test_the_last_administrator_stays_one(by, administrator):
    actions.give_role(administrator, Role.MANAGER, by=by)
    UserFactory(roles=[Role.ADMINISTRATOR], is_active=False)  # a closed account does not count

    with pytest.raises(ActionError, match="mindst én administrator"):
        actions.take_role(administrator, Role.ADMINISTRATOR, by=by)


def test_an_administrator_among_two_may_give_it_up(by, administrator):
    actions.give_role(administrator, Role.MANAGER, by=by)
    UserFactory(roles=[Role.ADMINISTRATOR])

    actions.take_role(administrator, Role.ADMINISTRATOR, by=by)

    assert administrator.roles == {Role.MANAGER}


def test_an_account_is_closed_and_opened_once_with_its_roles(by, consultant):
    for _ in range(2):
        actions.deactivate(consultant, by=by)
    assert not User.objects.get(pk=consultant.pk).is_active

    for _ in range(2):
        actions.reactivate(consultant, by=by)

    consultant = User.objects.get(pk=consultant.pk)
    assert (consultant.is_active, consultant.roles) == (True, {Role.CONSULTANT})
    assert events() == ["Kontoen for Kim Konsulent blev lukket", "Kontoen for Kim Konsulent blev åbnet igen"]


def test_nobody_closes_their_own_account(by, administrator):
    with pytest.raises(ActionError, match="din egen konto"):
        actions.deactivate(administrator, by=by)


def test_the_last_administrator_is_not_closed(administrator, manager):
    with pytest.raises(ActionError, match="mindst én administrator"):
        actions.deactivate(administrator, by=Actor.of(manager))


def test_a_profile_is_changed_without_touching_anything_else(coordinator):
    before = coordinator.password

    actions.update_profile(coordinator, name="Karen K.", title="Chef", phone="12 34 56 78")

    coordinator.refresh_from_db()
    assert (coordinator.name, coordinator.title, coordinator.phone) == ("Karen K.", "Chef", "12 34 56 78")
    assert coordinator.password == before

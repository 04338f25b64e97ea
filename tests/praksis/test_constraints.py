"""Every rule that the database keeps for the ground, broken once."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from praksis.accounts.models import StaffRole, User
from praksis.cases.models import AuditEvent, Case, Message, Note
from praksis.mail.models import Email, PersonalLink, Reminder
from praksis.organisations.models import Invitation, Membership, Municipality
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.mail import EmailFactory, PersonalLinkFactory
from tests.factories.organisations import InvitationFactory, MembershipFactory, MunicipalityFactory
from tests.factories.staffing import (
    CapacityFactory,
    CompetenceFactory,
    ConsultantCompetenceFactory,
    SoftPromiseFactory,
)

pytestmark = pytest.mark.django_db

NOW, JANUARY = timezone.now(), date(2018, 1, 1)


def twice(make):
    make()
    make()


def same_address_in_another_case():
    UserFactory(email="karen@skive.example", verified=False)
    User.objects.create(email="Karen@Skive.example", name="En til")


def same_role():
    user = UserFactory()
    twice(lambda: StaffRole.objects.create(user=user, role="manager"))


def event(**actor):
    AuditEvent.objects.create(kind="account.created", actor_name="Nogen", **actor)


def same_membership():
    user, organisation = UserFactory(), MunicipalityFactory()
    twice(lambda: MembershipFactory(user=user, organisation=organisation))


def same_invitation():
    organisation = MunicipalityFactory()
    twice(lambda: InvitationFactory(organisation=organisation, email="ny@skive.example"))


def same_reminder():
    facts = {"kind": "deadline", "object_id": CaseFactory().pk, "recipient": "a@b.example", "due_on": NOW.date()}
    twice(lambda: Reminder.objects.create(**facts))


def same_competence():
    facts = {"consultant": UserFactory(consultant=True), "competence": CompetenceFactory()}
    twice(lambda: ConsultantCompetenceFactory(**facts))


def same_capacity(**facts):
    consultant = UserFactory(consultant=True)
    twice(lambda: CapacityFactory(consultant=consultant, **facts))


BROKEN = {
    "user_email_is_unique_whatever_its_case": same_address_in_another_case,
    "staff_role_is_given_once": same_role,
    "case_closes_after_it_opens": lambda: CaseFactory(opened_at=NOW, closed_at=NOW - timedelta(seconds=1)),
    "event_actor_fits_its_kind": lambda: event(actor_kind="user"),
    "note_says_something": lambda: Note.objects.create(case=CaseFactory(), text="", by=UserFactory()),
    "message_says_something": lambda: Message.objects.create(case=CaseFactory(), text="", sent_by=UserFactory()),
    "municipality_family_daycare_share_is_a_fraction": lambda: MunicipalityFactory(
        family_daycare_share="1.1", family_daycare_year=2018, family_daycare_source="Registret"
    ),
    "municipality_family_daycare_share_has_a_source": lambda: MunicipalityFactory(family_daycare_share="0.4"),
    "membership_one_running_per_person_and_organisation": same_membership,
    "membership_confirmed_at_and_by": lambda: MembershipFactory(confirmed_at=NOW, confirmed_by=None),
    "membership_removed_at_and_by": lambda: MembershipFactory(removed_at=NOW, removed_by=None),
    "invitation_one_open_per_address_and_organisation": same_invitation,
    "link_is_not_both_used_and_withdrawn": lambda: PersonalLinkFactory(used=True, withdrawn=True),
    "email_knows_its_links_generation": lambda: EmailFactory(link=PersonalLinkFactory(), link_generation=None),
    "reminder_is_sent_once": same_reminder,
    "competence_name_once": lambda: (CompetenceFactory(name="Sprog"), CompetenceFactory(name="sprog")),
    "competence_once_per_theme_or_setting": lambda: [CompetenceFactory(leadership=True, name=name) for name in "ab"],
    "competence_of_a_theme_or_setting_has_its_key": lambda: CompetenceFactory(kind="theme"),
    "consultant_has_a_competence_once": same_competence,
    "capacity_one_usual_month_per_consultant": lambda: same_capacity(),
    "capacity_once_per_consultant_and_month": lambda: same_capacity(month=JANUARY, away=True),
    "capacity_is_no_more_than_a_month_has": lambda: CapacityFactory(hours=251),
    "capacity_of_a_month_that_is_not_as_usual_has_a_reason": lambda: CapacityFactory(month=JANUARY),
    "soft_promise_ends_in_or_after_its_first_month": lambda: SoftPromiseFactory(
        first_month=JANUARY, last_month=date(2017, 12, 1)
    ),
    "soft_promise_is_of_some_hours": lambda: SoftPromiseFactory(hours_per_month=0),
    "soft_promise_has_ended_when_it_has_a_time": lambda: SoftPromiseFactory(status="kept"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name):
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[name]()


def test_no_rule_is_missing_from_the_table():
    rules = {
        constraint.name
        for model in apps.get_app_config("praksis").get_models()
        for constraint in model._meta.constraints
    }

    assert set(BROKEN) == rules


# --- And what they must let pass -------------------------------------------------------------------------------------


def test_a_removed_member_may_come_back():
    gone = MembershipFactory(removed_at=NOW, removed_by=UserFactory())

    MembershipFactory(user=gone.user, organisation=gone.organisation)

    assert Membership.objects.count() == 2


@pytest.mark.parametrize("ended", ["accepted_at", "withdrawn_at"])
def test_an_address_may_be_invited_again(ended):
    old = InvitationFactory(**{ended: NOW})

    InvitationFactory(organisation=old.organisation, email=old.email)

    assert Invitation.objects.count() == 2


@pytest.mark.parametrize(
    "actor",
    [
        lambda: {"actor_kind": "system"},
        lambda: {"actor_kind": "user", "actor_user": UserFactory()},
        lambda: {"actor_kind": "link", "actor_link": PersonalLinkFactory()},
    ],
)
def test_each_kind_of_actor_is_recorded(actor):
    event(**actor())

    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    "actor",
    [
        lambda: {"actor_kind": "system", "actor_user": UserFactory()},
        lambda: {"actor_kind": "user", "actor_link": PersonalLinkFactory()},
        lambda: {"actor_kind": "link", "actor_user": UserFactory()},
        lambda: {"actor_kind": "ghost"},
    ],
)
def test_an_actor_of_another_kind_is_refused(actor):
    facts = actor()

    with pytest.raises(IntegrityError), transaction.atomic():
        event(**facts)


@pytest.mark.parametrize("model", [User, Case, Municipality, Email, PersonalLink])
def test_ids_tell_nothing(model):
    key = model._meta.pk

    assert isinstance(key if not key.remote_field else key.target_field, models.UUIDField)

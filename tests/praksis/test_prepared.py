"""A query that is written out once finds what the same query finds when it is put together each time."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Count
from django.db.transaction import TransactionManagementError

from praksis.accounts.models import User
from praksis.organisations.models import Membership, MembershipRole
from praksis.prepared import Prepared
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


def running(user, role):
    return Membership.objects.filter(user=user, role=role).select_related("organisation")


@pytest.fixture
def membership():
    return MembershipFactory(role=MembershipRole.OWNER)


def test_it_finds_the_same_and_asks_once(membership, django_assert_num_queries):
    other = MembershipFactory(role=MembershipRole.EDITOR)
    prepared = Prepared(running)
    for one in (membership, other, membership):
        with django_assert_num_queries(1):
            found = prepared.get(user=one.user_id, role=one.role)
            assert (found, found.organisation.name) == (one, one.organisation.name)


def test_it_is_built_once_for_each_set_of_values_that_are_there(membership):
    built = []

    def of(user, organisation):
        built.append(organisation is None)
        found = Membership.objects.filter(user=user)
        return found if organisation is None else found.filter(organisation=organisation)

    prepared = Prepared(of)
    for organisation in (membership.organisation_id, None, membership.organisation_id, None):
        assert prepared.get(user=membership.user_id, organisation=organisation) == membership
    assert sorted(built) == [False, True]


def test_a_value_reaches_the_database_as_a_value(membership):
    with pytest.raises(Membership.DoesNotExist):
        Prepared(running).get(user=membership.user_id, role="' OR 1=1 --")


def test_it_keeps_annotations_and_deferred_fields(membership):
    prepared = Prepared(lambda user: User.objects.filter(pk=user).only("name").annotate(number=Count("memberships")))
    found = prepared.get(user=membership.user_id)
    assert (found.name, found.number, found.get_deferred_fields() >= {"email"}) == (membership.user.name, 1, True)


def test_none_and_many_are_refused_as_by_django(membership):
    prepared = Prepared(lambda role: Membership.objects.filter(role=role))
    with pytest.raises(Membership.DoesNotExist):
        prepared.get(role=MembershipRole.VIEWER)
    MembershipFactory(role=MembershipRole.OWNER)
    with pytest.raises(Membership.MultipleObjectsReturned):
        prepared.get(role=MembershipRole.OWNER)


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_only_inside_a_transaction():
    user = UserFactory()
    prepared = Prepared(lambda user: User.objects.select_for_update().filter(pk=user))
    with transaction.atomic():
        assert prepared.get(user=user.pk) == user
    with pytest.raises(TransactionManagementError):
        prepared.get(user=user.pk)


def test_a_value_that_the_query_leaves_out_is_refused():
    with pytest.raises(ValueError, match="role"):
        Prepared(lambda user, role: Membership.objects.filter(user=user)).get(user=uuid4(), role="owner")


def test_other_kinds_of_values_are_refused():
    with pytest.raises(TypeError, match="int"):
        Prepared(lambda number: Membership.objects.filter(pk=number)).get(number=1)

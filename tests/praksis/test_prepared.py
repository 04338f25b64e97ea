"""A query that is written out once finds what the same query finds when it is put together each time."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Count
from django.db.transaction import TransactionManagementError

from praksis.accounts.models import User
from praksis.organisations.models import Membership, MembershipRole
from praksis.prepared import Prepared
from praksis.staffing.models import SoftPromise
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.staffing import SoftPromiseFactory

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


def test_all_the_rows_come_as_the_query_makes_them(membership, django_assert_num_queries):
    other = MembershipFactory(role=MembershipRole.OWNER)
    models = Prepared(lambda role: Membership.objects.filter(role=role).order_by("pk"))
    values = Prepared(lambda role: Membership.objects.filter(role=role).order_by("pk").values_list("pk", "role"))
    keys = Prepared(lambda role: Membership.objects.filter(role=role).order_by("pk").values_list("pk", flat=True))
    found = sorted([membership, other], key=lambda one: one.pk)
    for _ in range(2):
        with django_assert_num_queries(3):
            assert models.all(role=MembershipRole.OWNER) == found
            assert values.all(role=MembershipRole.OWNER) == [(one.pk, "owner") for one in found]
            assert keys.all(role=MembershipRole.OWNER) == [one.pk for one in found]
    assert models.all(role=MembershipRole.VIEWER) == []


def test_days_times_and_many_keys_are_values_too(django_assert_num_queries):
    since = datetime(2018, 3, 25, 0, 30, tzinfo=UTC)
    early, late, other = (MembershipFactory(created_at=since + timedelta(hours=hours)) for hours in (0, 2, 2))

    prepared = Prepared(
        lambda keys, moment, day: Membership.objects.filter(
            pk__among=keys, created_at__gt=moment, user__created_at__date__gte=day
        )
    )
    never = date(2017, 1, 1)
    for keys, found in (
        ([early.pk, late.pk], [late]), ([early.pk], []), ([], []), ([other.pk, late.pk, early.pk], [late, other]),
    ):  # fmt: skip
        with django_assert_num_queries(1):
            assert set(prepared.all(keys=keys, moment=since, day=never)) == set(found)
    assert prepared.all(keys=[late.pk], moment=since + timedelta(hours=2), day=never) == []
    assert prepared.all(keys=[late.pk], moment=since, day=date(9000, 1, 1)) == []


def test_another_day_is_asked_for_with_a_new_value(membership):
    prepared = Prepared(lambda day: SoftPromise.objects.filter(first_month__lte=day))
    one = SoftPromiseFactory(first_month=date(2018, 3, 1), last_month=date(2018, 4, 1))
    assert [prepared.all(day=date(2018, month, 1)) for month in (2, 3, 4)] == [[], [one], [one]]


def test_no_two_days_of_a_query_are_taken_for_each_other():
    days = {f"day{number}": date(2018, 1, 1) for number in range(1_000)}
    assert Prepared(lambda **given: SoftPromise.objects.filter(first_month__in=given.values())).all(**days) == []


def test_other_kinds_of_values_are_refused():
    with pytest.raises(TypeError, match="int"):
        Prepared(lambda number: Membership.objects.filter(pk=number)).get(number=1)

import pytest
from django.test import RequestFactory

from praksis import paging
from praksis.mail.models import Email
from tests.factories.mail import EmailFactory

pytestmark = pytest.mark.django_db


def page(address="/"):
    return paging.page_of(Email.objects.order_by("pk"), 2, RequestFactory().get(address))


def test_a_short_list_is_counted_whole():
    EmailFactory.create_batch(3)

    found = page("/?side=2")

    assert (len(found), found.paginator.count, found.paginator.has_more) == (1, 3, False)


def test_a_long_list_is_counted_and_leafed_through_no_further_than_the_bound(monkeypatch):
    monkeypatch.setattr(paging, "MOST", 4)
    EmailFactory.create_batch(6)

    last = page("/?side=9")

    assert (last.number, len(last), last.paginator.count, last.paginator.has_more) == (2, 2, 4, True)


def test_counting_asks_for_no_more_rows_than_the_bound(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        assert page().paginator.count == 0

    assert f"LIMIT {paging.MOST + 1}" in asked[0]["sql"]


def test_keys_are_found_once_and_no_more_than_the_bound(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 4)
    made = [email.pk for email in EmailFactory.create_batch(6)]
    rows = Email.objects.order_by("pk")

    with django_assert_num_queries(1) as asked:
        found = paging.page_of_keys(Email, paging.keys_as_texts(rows), 2, RequestFactory().get("/?side=2"))
        assert (list(found), found.paginator.count, found.paginator.has_more) == (sorted(made)[2:4], 4, True)

    assert "LIMIT 5" in asked[0]["sql"]

"""What happens to a session when the database goes away just as it is saved."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DataError, OperationalError, connection
from django.utils import timezone

from praksis.tasks import clear_sessions
from tests.factories.accounts import PASSWORD
from tests.pages import texts

pytestmark = pytest.mark.django_db


def sign_in(client, fault):
    """Sign in while the last thing done, saving the session, goes wrong."""

    def fail(execute, sql, params, many, context):
        if sql.startswith('UPDATE "django_session"'):
            raise fault
        return execute(sql, params, many, context)

    client.raise_request_exception = False
    with connection.execute_wrapper(fail):
        return client.post("/konto/log-ind/", {"login": "karen@skive.example", "password": PASSWORD})


def test_a_database_that_goes_away_as_the_session_is_saved_gives_the_503_page(client, coordinator):
    page = sign_in(client, OperationalError("server closed the connection"))

    assert page.status_code == 503
    assert texts(page, "h1") == ["Praksis er optaget et øjeblik"]


def test_any_other_fault_of_saving_is_answered_as_django_does(client, coordinator):
    page = sign_in(client, DataError("too long"))

    assert page.status_code == 400


def test_a_session_that_has_expired_is_removed_with_what_it_remembers(client, coordinator, time_machine):
    time_machine.move_to("2031-05-01T09:00:00+02:00", tick=False)
    client.force_login(coordinator)
    time_machine.move_to(timezone.now() + timedelta(days=7, seconds=-1), tick=False)
    clear_sessions()
    assert Session.objects.count() == 1

    time_machine.move_to(timezone.now() + timedelta(seconds=2), tick=False)
    clear_sessions()

    assert Session.objects.count() == 0

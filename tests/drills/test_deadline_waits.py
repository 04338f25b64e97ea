"""A request that is received in time and then waits for a real lock until the deadline has passed."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.drafting.models import Application, Status
from praksis.db import lock
from praksis.mail import links
from praksis.mail.models import PersonalLink
from tests.drills.race import race
from tests.drills.rows import a_signed_application, an_application_to_sign
from tests.factories.rounds import RoundFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
PATIENCE = 60


def press_while_locked(clock, application, press):
    """Somebody else holds the application when the request wants it, and lets go when the deadline has passed.

    The request is received in the deadline's last moment.
    """
    deadline = application.round.deadline
    is_held, is_wanted, is_late = threading.Event(), threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            lock(Application.objects.get(pk=application.pk))
            is_held.set()
            assert is_late.wait(PATIENCE)

    # PostgreSQL locks the row, SQLite the whole database from whatever writes first.
    locks = ("SELECT",) if connection.vendor == "postgresql" else ("BEGIN IMMEDIATE", "UPDATE", "INSERT")

    def notice(execute, sql, params, many, context):
        if sql.startswith(locks) and (connection.vendor == "sqlite" or "FOR NO KEY UPDATE" in sql):
            is_wanted.set()
        return execute(sql, params, many, context)

    def want():
        assert is_held.wait(PATIENCE)
        with connection.execute_wrapper(notice):
            return press()

    def pass_the_deadline():
        assert is_wanted.wait(PATIENCE)
        clock.move_to(deadline + timedelta(minutes=1), tick=False)
        is_late.set()

    clock.move_to(deadline, tick=False)
    return race([hold, want, pass_the_deadline])[1]


@pytest.fixture
def round_(db):
    return RoundFactory(deadline=timezone.now() + timedelta(days=1))


def test_what_the_owner_sends_in_the_last_moment_is_in_time_however_long_the_lock_waits(round_, time_machine):
    application = a_signed_application(round=round_)
    client = Client()
    client.force_login(application.created_by)
    path = reverse("applications:submit", args=[application.pk])

    answer = press_while_locked(time_machine, application, lambda: client.post(path))

    sent = Application.objects.get(pk=application.pk)
    assert answer.url == reverse("applications:receipt", args=[application.pk])
    assert (sent.status, sent.submitted_at) == (Status.SUBMITTED, round_.deadline)


def test_what_the_director_signs_in_the_last_moment_is_in_time_however_long_the_lock_waits(round_, time_machine):
    application = an_application_to_sign(round=round_)
    client, link = Client(), PersonalLink.objects.get()
    client.get(reverse("applications:sign_start", args=[links.token(link)]))
    time_machine.move_to(round_.deadline - timedelta(minutes=1), tick=False)
    client.post(reverse("applications:sign_code"), {"name": "Dorte", "title": "Direktør"})
    code = links.code(PersonalLink.objects.get())
    signed = {"name": "Dorte", "title": "Direktør", "code": code}

    answer = press_while_locked(time_machine, application, lambda: client.post(reverse("applications:sign"), signed))

    sent = Application.objects.get(pk=application.pk)
    assert answer.url == reverse("applications:sign_thanks")
    assert (sent.status, sent.submitted_at) == (Status.SUBMITTED, round_.deadline)

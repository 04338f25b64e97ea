"""Eight submits of one application at once, on the real database."""

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.actions import submission
from applications.drafting.models import Application, Submission
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.mail.models import Email
from tests.drills.race import race
from tests.drills.rows import a_signed_application

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
AT_ONCE = 8


@pytest.fixture
def signed():
    return a_signed_application()


def submit_at_once(application):
    """Each has read the application before anybody submits it, as eight requests in flight have."""
    by = Actor.of(application.created_by)
    copies = [Application.objects.get(pk=application.pk) for _ in range(AT_ONCE)]
    return race([lambda copy=copy: actions.submit(copy, by=by, received_at=timezone.now()).pk for copy in copies])


def test_eight_submits_give_one_submission_one_event_and_the_same_receipt(signed):
    receipts = submit_at_once(signed)

    assert receipts == [Submission.objects.get().pk] * AT_ONCE
    assert AuditEvent.objects.filter(kind="application.submitted").count() == 1
    assert Email.objects.filter(key__startswith="received:").count() == 2


def test_without_the_lock_eight_submits_go_wrong(signed, monkeypatch):
    """The red twin: with the protection off, not everybody gets the receipt."""
    monkeypatch.setattr(submission, "lock", lambda instance: None)

    receipts = submit_at_once(signed)

    assert receipts != [Submission.objects.get().pk] * AT_ONCE


def test_eight_posts_end_at_the_same_receipt_page(signed, client):
    client.force_login(signed.created_by)
    cookies = client.cookies

    def post():
        contestant = type(client)()
        contestant.cookies = cookies
        return contestant.post(reverse("applications:submit", args=[signed.pk]), follow=True)

    answers = race([post] * AT_ONCE)

    assert [answer.status_code for answer in answers] == [200] * AT_ONCE
    assert {answer.redirect_chain[-1][0] for answer in answers} == {reverse("applications:receipt", args=[signed.pk])}
    assert Submission.objects.count() == 1

"""R2: fifty applications, each sent by ten presses at the same moment."""

from django.urls import reverse

from applications.drafting.models import Submission
from praksis.cases.models import AuditEvent
from praksis.mail.models import Email
from tests.drills.people import Person, all_at_once
from tests.drills.rows import a_signed_application
from tests.factories.rounds import RoundFactory

APPLICATIONS, PRESSES, IN_FLIGHT = 50, 10, 20


def press_together(site, applications):
    """Every application's presses, side by side; what each ended at."""
    people = [Person(site.address, each.created_by) for each in applications for _ in range(PRESSES)]
    paths = [reverse("applications:submit", args=[each.pk]) for each in applications for _ in range(PRESSES)]
    return all_at_once(
        [lambda person=person, path=path: person.post(path) for person, path in zip(people, paths, strict=True)],
        in_flight=IN_FLIGHT,
    )


def receipts(applications):
    """Where each press should end."""
    return [reverse("applications:receipt", args=[each.pk]) for each in applications for _ in range(PRESSES)]


def test_each_application_is_submitted_once_and_every_press_gets_the_receipt(compose, figures):
    round_ = RoundFactory()
    applications = [a_signed_application(round=round_) for _ in range(APPLICATIONS)]
    site = compose()
    site.start("web")

    answers = press_together(site, applications)

    right = sum(answer.location == at for answer, at in zip(answers, receipts(applications), strict=True))
    figures(
        "R2",
        f"{APPLICATIONS} applications × {PRESSES} presses, {IN_FLIGHT} in flight",
        promise=f"{APPLICATIONS} submitted, every press gets the receipt",
        seen=f"{Submission.objects.count()} submitted, {right} of {len(answers)} got the receipt",
    )
    assert [answer.location for answer in answers] == receipts(applications)
    assert Submission.objects.count() == APPLICATIONS
    assert AuditEvent.objects.filter(kind="application.submitted").count() == APPLICATIONS
    assert Email.objects.filter(key__startswith="received:").count() == 2 * APPLICATIONS


def test_red_twin_without_the_lock_some_presses_fail(compose, figures):
    round_ = RoundFactory()
    applications = [a_signed_application(round=round_) for _ in range(APPLICATIONS)]
    site = compose(without="submit_lock")
    site.start("web")

    answers = press_together(site, applications)

    wrong = sum(answer.location != at for answer, at in zip(answers, receipts(applications), strict=True))
    figures("R2", "the same without the lock", promise="red", seen=f"{wrong} presses without the receipt")
    assert wrong > 0

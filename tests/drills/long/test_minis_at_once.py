"""R10: fifty minis of one month, each sent by ten presses at the same moment."""

import pytest
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Application, Submission
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.mail.models import Email
from tests.drills.long.test_submits_at_once import APPLICATIONS, IN_FLIGHT, PRESSES, press_together, receipts
from tests.factories.minis import applicant, complete_mini, mini_programme
from tests.factories.organisations import MunicipalityFactory


@pytest.fixture
def minis(db):
    """Each of an institution of its own, and confirmed by its leader."""
    mini_programme()
    municipality = MunicipalityFactory()
    return [confirmed_mini(municipality, number) for number in range(APPLICATIONS)]


def confirmed_mini(municipality, number) -> Application:
    person = {"email": f"oda{number}@solhuset.example"}
    mini = complete_mini(*applicant("private", municipality, name=f"Solhuset {number}", **person))
    link = actions.send_for_signature(mini, by=Actor.of(mini.created_by), sends_when_signed=False)
    actions.confirm(link, name="Lone", title="Leder", received_at=timezone.now())
    return mini


def test_each_mini_is_submitted_once_and_every_press_gets_the_receipt(compose, figures, minis):
    site = compose()
    site.start("web")

    answers = press_together(site, minis)

    right = sum(answer.location == at for answer, at in zip(answers, receipts(minis), strict=True))
    figures(
        "R10",
        f"{APPLICATIONS} minis × {PRESSES} presses, {IN_FLIGHT} in flight",
        promise=f"{APPLICATIONS} submitted in the same month, every press gets the receipt",
        seen=f"{Submission.objects.count()} submitted, {right} of {len(answers)} got the receipt",
    )
    assert [answer.location for answer in answers] == receipts(minis)
    assert Submission.objects.count() == APPLICATIONS
    assert Application.objects.values("round").distinct().count() == 1
    assert AuditEvent.objects.filter(kind="application.submitted").count() == APPLICATIONS
    assert Email.objects.filter(key__startswith="received:").count() == 2 * APPLICATIONS


def test_red_twin_without_the_lock_some_presses_fail(compose, figures, minis):
    site = compose(without="submit_lock")
    site.start("web")

    answers = press_together(site, minis)

    wrong = sum(answer.location != at for answer, at in zip(answers, receipts(minis), strict=True))
    figures("R10", "the same without the lock", promise="red", seen=f"{wrong} presses without the receipt")
    assert wrong > 0

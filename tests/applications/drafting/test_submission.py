from datetime import timedelta

import pytest
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Signature, Status, Submission
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.drafting import AnswerFactory, ApplicationFactory
from tests.factories.rounds import QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(complete, coordinator):
    """The complete draft, signed, and waiting for the coordinator to send it."""
    link = actions.send_for_signature(complete, by=Actor.of(coordinator), sends_when_signed=False)
    complete.refresh_from_db()
    Signature.objects.create(
        version=complete.current_version, link=link, name="Dorte", title="Direktør", email=link.recipient
    )
    return complete


def test_submit_gives_a_receipt_and_tells_everybody(signed, coordinator):
    submission = actions.submit(signed, by=Actor.of(coordinator), received_at=timezone.now())

    assert signed.status == Status.SUBMITTED
    assert submission.version == signed.current_version
    assert sorted(Email.objects.filter(key__startswith="received:").values_list("to", flat=True)) == [
        "dorte@skive.example",
        "karen@skive.example",
    ]
    assert signed.case.events.filter(kind="application.submitted").count() == 1


def test_the_themes_that_were_chosen_stand_with_the_application(complete, coordinator):
    keys = ["parental_cooperation", "professional_leadership"]
    question = QuestionFactory(
        question_set=complete.question_set, key="themes", kind="multi_choice", options=[[key, key] for key in keys]
    )
    AnswerFactory(application=complete, question=question, value=keys, revision=1)
    link = actions.send_for_signature(complete, by=Actor.of(coordinator), sends_when_signed=False)
    complete.refresh_from_db()
    Signature.objects.create(version=complete.current_version, link=link, name="D", title="D", email=link.recipient)

    actions.submit(complete, by=Actor.of(coordinator), received_at=timezone.now())

    complete.refresh_from_db()
    assert complete.themes == " parental_cooperation  professional_leadership "


def test_submit_twice_gives_the_first_receipt(signed, coordinator):
    first = actions.submit(signed, by=Actor.of(coordinator), received_at=timezone.now())

    second = actions.submit(signed, by=Actor.of(coordinator), received_at=timezone.now())

    assert second == first
    assert signed.case.events.filter(kind="application.submitted").count() == 1


def test_submit_counts_the_whole_last_day_and_not_an_instant_more(signed, coordinator):
    deadline = signed.round.deadline

    with pytest.raises(ActionError, match="Jeres kladde er gemt"):
        actions.submit(signed, by=Actor.of(coordinator), received_at=deadline + timedelta(microseconds=1))
    signed.refresh_from_db()
    assert signed.status == Status.DRAFT

    actions.submit(signed, by=Actor.of(coordinator), received_at=deadline)
    assert signed.status == Status.SUBMITTED


def test_submit_refuses_any_version_but_the_signed_one(signed, write, coordinator):
    write("need", "Rettet efter underskriften")

    with pytest.raises(ActionError, match="ikke skrevet under på den tekst"):
        actions.submit(signed, by=Actor.of(coordinator), received_at=timezone.now())
    assert not Submission.objects.exists()


def test_submit_refuses_a_version_that_nobody_signed(complete, coordinator):
    actions.send_for_signature(complete, by=Actor.of(coordinator))

    with pytest.raises(ActionError, match="ikke skrevet under"):
        actions.submit(complete, by=Actor.of(coordinator), received_at=timezone.now())


def test_submit_refuses_a_second_application_of_the_same_municipality(signed, coordinator):
    ApplicationFactory(submitted=True, round=signed.round, applicant=signed.applicant)

    with pytest.raises(ActionError, match="allerede sendt en ansøgning"):
        actions.submit(signed, by=Actor.of(coordinator), received_at=timezone.now())

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions, sections, standing, steps
from applications.drafting.models import Application, Status
from applications.drafting.reopened import Waiting
from applications.rounds.models import Round, RoundStatus
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.mail import links
from praksis.mail.models import Email, PersonalLink
from praksis.work import WorkStatus
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db


def read(draft):
    related = ("case", "round", "question_set", "current_version")
    application = Application.objects.select_related(*related).get(pk=draft.pk)
    return application, sections.of(application), standing.of(application)


def next_step(draft):
    step = steps.next_step(*read(draft))
    return step.whose, step.what, step.link_text


def final(draft):
    return [(task.label, task.status_word, bool(task.url)) for task in steps.final_tasks(*read(draft))]


def test_a_new_draft(draft):
    assert next_step(draft) == ("Jer", "Udfyld »Kommunen«.", "Fortsæt")
    assert final(draft) == [
        ("Tjek jeres svar", "Mangler svar", True),
        ("Direktørens underskrift", "Ikke begyndt", False),
        ("Send ansøgningen", "Venter", False),
    ]


def test_a_complete_draft(complete):
    assert next_step(complete) == (
        "Jer",
        "Tjek jeres svar, og send ansøgningen til direktøren.",
        "Tjek jeres svar",
    )


def test_it_waits_for_the_director(complete, link):
    assert next_step(complete) == ("Direktøren", "Direktøren læser ansøgningen og skriver under.", "Se, hvor det står")
    assert final(complete)[1] == ("Direktørens underskrift", "Venter på direktøren", True)


def test_the_mail_bounced(complete, link):
    Email.objects.update(status=WorkStatus.FAILED)

    assert next_step(complete) == ("Jer", "Direktøren har ikke fået mailen. Ret adressen.", "Ret adressen")


def test_it_was_sent_back(complete, link):
    actions.send_back(link, remark="Ret det.", name="Dorte", received_at=timezone.now())

    assert next_step(complete)[1:] == (
        "Ret det, direktøren har skrevet, og send til underskrift igen.",
        "Læs bemærkningen",
    )


def test_it_was_changed_after_it_was_sent(complete, link, write):
    write("need", "Ny tekst")

    assert next_step(complete)[1] == "Teksten er ændret. Send den til underskrift igen."

    write("need", "")

    assert next_step(complete)[1] == "Udfyld »Behov«."


def test_the_link_was_withdrawn(complete, link, coordinator):
    actions.withdraw_signature_link(complete, by=Actor.of(coordinator))

    assert next_step(complete)[1] == "Linket er trukket tilbage. Send til underskrift, når I er klar."


def test_the_link_has_expired(complete, link):
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    assert next_step(complete)[1] == "Direktørens link er udløbet. Send det igen."


def test_it_is_signed_and_waits_to_be_sent(complete, coordinator):
    link = actions.send_for_signature(complete, by=Actor.of(coordinator), sends_when_signed=False)
    actions.send_code(link)
    link.refresh_from_db()
    actions.sign(link, code=links.code(link), name="Dorte", title="Direktør", received_at=timezone.now())

    assert next_step(complete) == ("Jer", "Direktøren har skrevet under. Send ansøgningen.", "Send ansøgningen")
    assert final(complete)[2] == ("Send ansøgningen", "Klar til at blive sendt", True)


def test_the_deadline_has_passed(draft):
    Round.objects.update(deadline=timezone.now() - timedelta(days=1))

    whose, what, link_text = next_step(draft)

    assert (whose, link_text) == ("", "")
    assert what.startswith("Fristen var ")


def test_it_is_sent_and_the_agency_assesses():
    application = ApplicationFactory(submitted=True)

    step = steps.after_drafting(application)

    assert step.whose == "Socialstyrelsen"
    assert step.what.startswith("Vi bedømmer alle ansøgninger, når fristen er udløbet, og skriver til jer")
    assert step.when.startswith("Fristen er ")
    assert not steps.is_announced(application)


def test_after_the_deadline_the_agency_assesses_now():
    application = ApplicationFactory(submitted=True, round=RoundFactory(closed=True))

    step = steps.after_drafting(application)

    assert step.what.startswith("Vi bedømmer ansøgningerne nu og skriver til jer")
    assert step.when.startswith("Fristen var ")


def test_it_is_the_applicants_turn_while_an_answer_is_asked_for_again():
    application = ApplicationFactory(submitted=True, round=RoundFactory(closed=True))
    asked = Waiting(uuid4(), timezone.localdate() + timedelta(days=2))

    step = steps.after_drafting(application, asked)

    assert (step.whose, step.link_text) == ("Jer", "Svar igen")
    assert step.what.startswith("Vi har bedt jer svare igen på et spørgsmål.")
    assert step.when == f"Senest {danish_date(asked.due_on)} (2 dage tilbage)"
    assert step.url == reverse("applications:answer_again", args=[application.pk, asked.pk])


def test_the_decision_is_announced():
    application = ApplicationFactory(submitted=True, round__status=RoundStatus.ANNOUNCED)

    step = steps.after_drafting(application)

    assert (step.whose, step.what, step.link_text) == ("Jer", "Afgørelsen er truffet.", "Læs afgørelsen")
    assert steps.is_announced(application)


def test_it_was_withdrawn():
    step = steps.after_drafting(ApplicationFactory(status=Status.WITHDRAWN))

    assert (step.whose, step.what) == ("", "Ansøgningen er trukket tilbage. Der sker ikke mere.")


def test_a_reader_gets_no_links_into_the_sections(draft):
    def links_of(writes):
        fill, _ = steps.tasks(*read(draft), writes=writes)
        return {bool(task.url) for task in fill["tasks"]}

    assert links_of(writes=True) == {True}
    assert links_of(writes=False) == {False}

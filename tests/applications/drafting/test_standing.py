from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from applications.drafting import actions, standing
from applications.drafting.models import Application
from applications.drafting.standing import State
from praksis.cases.actors import Actor
from praksis.mail import links
from praksis.mail.models import Email, PersonalLink
from praksis.work import WorkStatus

pytestmark = pytest.mark.django_db


def now(draft):
    """The standing as a page reads it."""
    return standing.of(Application.objects.select_related("case", "current_version").get(pk=draft.pk))


def sign(link):
    actions.send_code(link)
    link.refresh_from_db()
    return actions.sign(
        link, code=links.code(link), name="Dorte Direktør", title="Direktør", received_at=timezone.now()
    )


def test_a_draft_that_was_not_sent(complete):
    assert now(complete).state == State.NOT_SENT


def test_a_draft_that_waits_for_the_director(complete, link):
    found = now(complete)

    assert (found.state, found.link, found.letter.to) == (State.WAITING, link, "dorte@skive.example")


def test_a_text_that_was_changed_after_it_was_sent(complete, link, write):
    write("need", "En ny tekst")

    assert now(complete).state == State.CHANGED


def test_a_link_that_was_withdrawn(complete, link, coordinator):
    actions.withdraw_signature_link(complete, by=Actor.of(coordinator))

    assert now(complete).state == State.WITHDRAWN


def test_a_link_that_has_expired(complete, link):
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    assert now(complete).state == State.EXPIRED


def test_an_application_that_was_sent_back_with_a_remark(complete, link):
    actions.send_back(link, remark="Skriv timetallet.", name="Dorte Direktør", received_at=timezone.now())

    found = now(complete)

    assert (found.state, found.remark, found.remark_by) == (State.SENT_BACK, "Skriv timetallet.", "Dorte Direktør")


def test_a_signed_text_and_the_same_text_changed_afterwards(complete, coordinator, write):
    link = actions.send_for_signature(complete, by=Actor.of(coordinator), sends_when_signed=False)
    signature = sign(link)

    assert (now(complete).state, now(complete).signature) == (State.SIGNED, signature)

    write("need", "En ny tekst")

    assert now(complete).state == State.CHANGED


@pytest.mark.parametrize(
    ("fields", "kind", "words"),
    [
        ({}, "info", "Mailen er på vej."),
        (
            {"attempts": 2, "not_before": datetime(2026, 11, 3, 12, tzinfo=UTC)},
            "info",
            "Mailen er ikke afleveret endnu. Vi prøver igen tirsdag den 3. november 2026 kl. 13.00.",
        ),
        (
            {
                "status": WorkStatus.DONE,
                "finished_at": datetime(2026, 11, 3, 12, tzinfo=UTC),
            },
            "success",
            "Mailen blev afleveret til modtagerens mailserver tirsdag den 3. november 2026 kl. 13.00.",
        ),
        (
            {"status": WorkStatus.FAILED, "last_error": "550"},
            "error",
            "Mailen kunne ikke afleveres. Modtagerens mailserver siger, at adressen ikke findes.",
        ),
        (
            {"status": WorkStatus.FAILED, "last_error": "554"},
            "error",
            "Mailen kunne ikke afleveres. Modtagerens mailserver tog ikke imod den.",
        ),
        (
            {"status": WorkStatus.DROPPED},
            "error",
            "Mailen blev ikke sendt, fordi linket i den ikke længere gælder.",
        ),
    ],
)
def test_how_the_mail_fared_is_said_in_words(complete, link, fields, kind, words):
    Email.objects.filter(link=link).update(**fields)

    found = now(complete)

    assert found.letter_words == (words, kind)
    assert found.bounced == (fields.get("status") == WorkStatus.FAILED)


def test_reading_the_standing_takes_two_queries_while_it_waits(complete, link, django_assert_num_queries):
    application = Application.objects.select_related("case", "current_version").get(pk=complete.pk)

    with django_assert_num_queries(2):
        assert standing.of(application).is_waiting

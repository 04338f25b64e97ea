from datetime import timedelta

import pytest
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.actions import signing
from applications.drafting.models import Signature, Status
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email, PersonalLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign(link):
    """Sign with the right code, unless another is given."""

    def sign(code=None, at=None):
        actions.send_code(link)
        return actions.sign(
            link,
            code=code or links.code(link),
            name="Dorte Direktør",
            title="Direktør",
            received_at=at or timezone.now(),
        )

    return sign


def letters(kind):
    return Email.objects.filter(key__startswith=f"{kind}:")


def test_send_for_signature_freezes_the_text_and_mails_the_director(complete, link):
    version = complete.versions.get()

    assert link.recipient == "dorte@skive.example"
    assert link.document_hash == version.sha256
    assert link.expires_at == complete.round.deadline
    assert letters("please_sign").get().to == "dorte@skive.example"


def test_send_for_signature_is_refused_while_an_answer_is_missing(draft, coordinator):
    with pytest.raises(ActionError, match="mangler stadig svar"):
        actions.send_for_signature(draft, by=Actor.of(coordinator))

    assert not letters("please_sign").exists()


def test_send_for_signature_is_refused_after_the_deadline(complete, coordinator):
    complete.round.deadline = timezone.now() - timedelta(seconds=1)
    complete.round.save()

    with pytest.raises(ActionError, match="Fristen var"):
        actions.send_for_signature(complete, by=Actor.of(coordinator))


def test_send_for_signature_again_withdraws_the_earlier_link(complete, link, write, coordinator):
    write("need", "Noget andet")

    newer = actions.send_for_signature(complete, by=Actor.of(coordinator))

    link.refresh_from_db()
    assert link.withdrawn_at is not None
    assert newer.document_hash != link.document_hash
    assert complete.versions.count() == 2


def test_send_for_signature_of_the_same_text_uses_the_same_version(complete, link, write, coordinator):
    write("need", "Noget andet")
    write("need", "Formiddagene er urolige.")

    newer = actions.send_for_signature(complete, by=Actor.of(coordinator))

    assert newer.document_hash == link.document_hash
    assert complete.versions.count() == 1


def test_send_for_signature_of_a_signed_text_is_refused(complete, link, sign, coordinator):
    complete.refresh_from_db()
    complete.sends_when_signed = False
    complete.save()
    sign()

    with pytest.raises(ActionError, match="allerede skrevet under"):
        actions.send_for_signature(complete, by=Actor.of(coordinator))


def test_send_for_signature_of_a_sent_application_is_refused(complete, sign, coordinator):
    sign()

    with pytest.raises(ActionError, match="allerede sendt"):
        actions.send_for_signature(complete, by=Actor.of(coordinator))


def test_resend_makes_the_earlier_mails_link_useless(complete, link, coordinator):
    old = links.token(link)

    renewed = actions.resend_signature_link(complete, by=Actor.of(coordinator))

    with pytest.raises(links.LinkRefused, match="sendt et nyt link"):
        links.redeem(old, purpose=link.purpose)
    assert links.redeem(links.token(renewed), purpose=link.purpose) == link
    assert letters("please_sign").count() == 2


def test_resend_without_a_link_is_refused(draft, coordinator):
    with pytest.raises(ActionError, match="ikke noget link"):
        actions.resend_signature_link(draft, by=Actor.of(coordinator))


def test_withdraw_makes_the_link_useless(complete, link, coordinator):
    actions.withdraw_signature_link(complete, by=Actor.of(coordinator))

    with pytest.raises(links.LinkRefused, match="trukket tilbage"):
        links.redeem(links.token(link), purpose=link.purpose)
    with pytest.raises(ActionError, match="ikke noget link"):
        actions.withdraw_signature_link(complete, by=Actor.of(coordinator))


def test_correct_approver_sends_a_new_link_to_the_right_address(complete, link, coordinator):
    complete.refresh_from_db()
    person = {"name": "Dorte", "title": "Direktør", "email": "rigtig@skive.example", "phone": "12345678"}
    revision = complete.answers.get(question__key="director").revision

    newer = actions.correct_approver(complete, person=person, revision=revision, by=Actor.of(coordinator))

    link.refresh_from_db()
    assert newer.recipient == "rigtig@skive.example"
    assert link.withdrawn_at is not None


def test_correct_approver_does_not_write_over_a_colleague(complete, link, write, coordinator):
    revision = complete.answers.get(question__key="director").revision
    write("director__email", "kollegas@skive.example")
    person = {"name": "Dorte", "title": "Direktør", "email": "min@skive.example", "phone": "12345678"}

    with pytest.raises(actions.Conflict) as conflict:
        actions.correct_approver(complete, person=person, revision=revision, by=Actor.of(coordinator))

    assert conflict.value.theirs == "kollegas@skive.example"


def test_sign_sends_the_application_by_itself(complete, link, sign):
    signature = sign()

    complete.refresh_from_db()
    assert complete.status == Status.SUBMITTED
    assert complete.submission.version == signature.version
    assert signature.version.sha256 == link.document_hash
    assert letters("received").count() == 2


def test_sign_leaves_the_sending_to_the_coordinator_where_that_was_chosen(complete, coordinator):
    link = actions.send_for_signature(complete, by=Actor.of(coordinator), sends_when_signed=False)
    actions.send_code(link)

    actions.sign(link, code=links.code(link), name="Dorte", title="Direktør", received_at=timezone.now())

    complete.refresh_from_db()
    assert complete.status == Status.DRAFT
    assert letters("signed").get().to == coordinator.email


def test_sign_with_a_wrong_code_counts_the_try(link, sign):
    with pytest.raises(ActionError, match="Koden er ikke rigtig"):
        sign("not it")

    link.refresh_from_db()
    assert link.code_tries == 1
    assert not Signature.objects.exists()


def test_sign_twice_is_refused_and_changes_nothing(link, sign):
    sign()

    with pytest.raises(links.LinkRefused, match="allerede brugt"):
        actions.sign(link, code=links.code(link), name="Dorte", title="Direktør", received_at=timezone.now())
    assert Signature.objects.count() == 1


def test_sign_is_refused_once_the_text_was_changed(link, sign, write):
    actions.send_code(link)
    write("need", "Noget andet")

    with pytest.raises(links.LinkRefused, match="Teksten er ændret"):
        actions.sign(link, code=links.code(link), name="Dorte", title="Direktør", received_at=timezone.now())
    assert not Signature.objects.exists()


def test_sign_counts_when_it_was_received_before_the_deadline(complete, link, time_machine):
    actions.send_code(link)
    code, received_at = links.code(link), complete.round.deadline
    link.code_sent_at = received_at - timedelta(minutes=1)
    link.save()
    time_machine.move_to(received_at + timedelta(seconds=3))

    actions.sign(link, code=code, name="Dorte", title="Direktør", received_at=received_at)

    complete.refresh_from_db()
    assert complete.status == Status.SUBMITTED


def test_sign_after_the_deadline_is_refused(complete, link, time_machine):
    late = complete.round.deadline + timedelta(seconds=1)
    time_machine.move_to(late - timedelta(minutes=1))
    actions.send_code(link)
    time_machine.move_to(late)

    with pytest.raises(links.LinkRefused, match="udløbet"):
        actions.sign(link, code=links.code(link), name="Dorte", title="Direktør", received_at=late)


def test_send_back_tells_the_coordinator_why(complete, link, coordinator):
    actions.send_back(link, remark=" Nævn dagplejen. ", name="Dorte", received_at=timezone.now())

    letter = letters("sent_back").get()
    assert letter.to == coordinator.email
    assert "»Nævn dagplejen.«" in letter.body
    assert signing.current_link(complete) is None


def test_send_back_without_a_remark_is_refused(link):
    with pytest.raises(ActionError, match="Skriv, hvad der skal rettes"):
        actions.send_back(link, remark="  ", name="Dorte", received_at=timezone.now())

    link.refresh_from_db()
    assert link.used_at is None


def test_current_hash_of_an_unknown_object_is_empty(link):
    assert signing.current_hash(PersonalLink(object_id=link.pk)) == ""

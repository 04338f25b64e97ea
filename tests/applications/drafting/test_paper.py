"""The director's signature on paper: frozen, printed, uploaded, counted from its receipt, and checked by a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.drafting import actions, approval, standing
from applications.drafting.models import ApplicantKind, Signature, Status
from praksis.cases.actors import Actor
from praksis.documents.models import Audience, Document
from praksis.documents.uploads import check
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email, PersonalLink
from tests.factories.files import docx, jpeg, pdf, png

pytestmark = pytest.mark.django_db

PAPER = check("underskrevet.pdf", pdf())


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def prepared(complete, coordinator):
    actions.prepare_paper(complete, by=Actor.of(coordinator))
    return complete


@pytest.fixture
def sign(coordinator):
    def sign(application, *, upload=PAPER, at=None, sends=True):
        return actions.sign_on_paper(
            application,
            upload=upload,
            by=Actor.of(coordinator),
            received_at=at or timezone.now(),
            sends_when_signed=sends,
        )

    return sign


def kinds(application) -> list[str]:
    return list(application.case.events.order_by("id").values_list("kind", flat=True))


def test_preparing_freezes_the_text_without_a_letter(prepared):
    assert prepared.current_version == prepared.versions.get()
    assert kinds(prepared)[-1] == "application.paper_prepared"
    assert Email.objects.count() == 0


def test_preparing_waits_for_every_answer(draft, coordinator):
    with pytest.raises(ActionError, match="mangler stadig svar"):
        actions.prepare_paper(draft, by=Actor.of(coordinator))

    assert draft.versions.count() == 0


def test_a_signed_paper_counts_from_its_receipt_and_sends_the_application(prepared, sign):
    at = timezone.now() - timedelta(minutes=3)

    signature = sign(prepared, at=at)

    assert (signature.name, signature.title, signature.email) == (
        "Dorte Direktør", "Direktør", "dorte@skive.example",
    )  # fmt: skip
    assert (signature.signed_at, signature.link, signature.checked_at) == (at, None, None)
    document = Document.objects.get()
    assert (signature.document, document.audience, document.kind) == (document, Audience.APPLICATION, "signed_paper")
    assert (prepared.status, prepared.submission.received_at) == (Status.SUBMITTED, at)
    assert kinds(prepared)[-2:] == ["application.signed_on_paper", "application.submitted"]
    assert Email.objects.filter(to="dorte@skive.example", key__startswith="received:").count() == 1


def test_a_signed_paper_can_wait_for_being_sent(prepared, sign):
    sign(prepared, sends=False)

    assert prepared.status == Status.DRAFT
    assert standing.of(prepared).state == standing.State.SIGNED


def test_a_paper_takes_the_place_of_the_link(complete, link, sign):
    sign(complete, sends=False)

    link.refresh_from_db()
    assert link.withdrawn_at is not None
    assert PersonalLink.objects.filter(used_at=None, withdrawn_at=None).count() == 0


@pytest.mark.parametrize("content", [png(), jpeg()])
def test_a_photograph_of_the_paper_will_do(prepared, sign, content):
    assert sign(prepared, upload=check("papir", content), sends=False).document is not None


def test_a_word_document_is_no_signed_paper(prepared, sign):
    with pytest.raises(ActionError, match="skal være en PDF eller et billede"):
        sign(prepared, upload=check("papir.docx", docx()))

    assert Signature.objects.count() == 0


def test_a_better_scan_takes_the_first_ones_place_until_it_is_sent(prepared, sign):
    first = sign(prepared, sends=False)
    second = sign(prepared, upload=check("bedre.png", png()), sends=False)

    assert (first.pk, Signature.objects.count()) == (second.pk, 1)
    assert Signature.objects.get().document.filename == "bedre.png"


def test_a_paper_does_not_count_for_a_text_that_was_changed(prepared, sign, write):
    write("need", "Noget andet")

    with pytest.raises(ActionError, match="Teksten er ændret"):
        sign(prepared)


def test_a_paper_is_not_taken_after_the_deadline(prepared, sign):
    with pytest.raises(ActionError, match="Fristen var"):
        sign(prepared, at=prepared.round.deadline + timedelta(seconds=1))

    assert (Signature.objects.count(), Document.objects.count()) == (0, 0)


def test_a_text_that_is_signed_by_link_needs_no_paper(complete, link, sign, coordinator):
    complete.sends_when_signed = False
    complete.save()
    actions.send_code(link)
    link.refresh_from_db()
    actions.sign(link, code=links.code(link), name="Dorte", title="Direktør", received_at=timezone.now())

    with pytest.raises(ActionError, match="allerede skrevet under"):
        sign(complete)


def test_what_is_sent_takes_no_paper(prepared, sign):
    sign(prepared)

    with pytest.raises(ActionError, match="allerede sendt"):
        sign(prepared)


def test_only_a_directors_signature_is_given_on_paper(prepared, sign, coordinator):
    prepared.applicant_kind = ApplicantKind.PRIVATE
    assert approval.of(prepared) is approval.LEADER

    with pytest.raises(ActionError, match="kun en direktørs underskrift"):
        sign(prepared)
    with pytest.raises(ActionError, match="kun en direktørs underskrift"):
        actions.prepare_paper(prepared, by=Actor.of(coordinator))


def test_a_disk_without_room_takes_no_paper_and_keeps_the_draft(prepared, sign, media):
    media.write_text("not a folder")

    with pytest.raises(ActionError, match="Vi kunne ikke gemme filen lige nu"):
        sign(prepared)

    prepared.refresh_from_db()
    assert (prepared.status, Signature.objects.count()) == (Status.DRAFT, 0)
    assert prepared.current_version is not None


# --- Checked ------------------------------------------------------------------------------------------------------


def test_somebody_says_that_the_paper_is_in_order_once(prepared, sign, manager, approver):
    signature = sign(prepared)

    actions.check_paper(signature, by=Actor.of(manager))
    actions.check_paper(signature, by=Actor.of(approver))

    signature.refresh_from_db()
    assert signature.checked_by == manager
    assert kinds(prepared).count("application.paper_checked") == 1


def test_a_signature_by_link_is_not_checked(complete, link, manager):
    actions.send_code(link)
    link.refresh_from_db()
    signature = actions.sign(link, code=links.code(link), name="Dorte", title="Direktør", received_at=timezone.now())

    with pytest.raises(ActionError, match="ikke noget papir"):
        actions.check_paper(signature, by=Actor.of(manager))

"""Entering an application for somebody who sent it by mail: when it counts from, who writes, who reads, who is told."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions, permissions, sections, standing, steps
from applications.drafting.actions.writing import TOO_LATE_TO_ENTER
from applications.drafting.models import Answer, Application, Confirmation, Signature, Status
from applications.drafting.reminders import due
from applications.rounds.models import Extension, RoundStatus
from overview.home import desk
from praksis.accounts.models import StaffRole
from praksis.cases.actors import Actor
from praksis.documents.models import Document
from praksis.documents.uploads import check
from praksis.errors import ActionError
from praksis.mail.models import Email, PersonalLink
from praksis.organisations.actions import TypedInstitution
from praksis.organisations.models import Institution
from tests.applications.drafting.conftest import DIRECTOR
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.files import pdf, png
from tests.factories.minis import ANSWERS, mini_programme
from tests.factories.organisations import InstitutionFactory, MembershipFactory, MunicipalityFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db

NOW = timezone.now


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def past(open_round):
    """The round with its deadline passed yesterday."""
    open_round.deadline = NOW() - timedelta(days=1)
    open_round.save()
    return open_round


def mail(at=None, *, address="skema@skive.example", admitted=""):
    at = at or NOW() - timedelta(days=2)
    return actions.Mail(at, "Karen Kommune", address, check("mail.pdf", pdf()), "Mailen kom i tide.", admitted)


@pytest.fixture
def enter(past, municipality, manager):
    def enter(told=None, *, round_=None, applicant=None, by=manager):
        return actions.enter(
            round_ or past, applicant or municipality.organisation, told or mail(), by=Actor.of(by), received_at=NOW()
        )

    return enter


@pytest.fixture
def entered(enter):
    return enter()


@pytest.fixture
def filled(entered, manager, municipality):
    """The draft with everything typed from the form."""
    return fill(entered, manager, municipality)


def fill(application, manager, municipality):
    by, at = Actor.of(manager), NOW()
    institution = InstitutionFactory(name="Solhuset", municipality=municipality)
    row = actions.add_institution(application, institution=institution, by=by, received_at=at)
    fields = {f"director__{part}": text for part, text in DIRECTOR.items()}
    fields |= {"need": "Uro.", "agreed": "on", f"institutions.why@{row.pk}": "Legen."}
    for revision, (name, text) in enumerate(fields.items()):
        seen = revision if name.startswith("director") else 0
        actions.save_answer(application.pk, name=name, values=[text], revision=seen, by=by, received_at=at)
    application.refresh_from_db()
    return application


def sign(application, manager, *, sends=True):
    return actions.sign_on_paper(
        application,
        upload=check("papir.png", png()),
        by=Actor.of(manager),
        received_at=NOW(),
        sends_when_signed=sends,
    )


def kinds(application) -> list[str]:
    return list(application.case.events.order_by("id").values_list("kind", flat=True))


def next_of(application, *, writes=True):
    return steps.next_step(application, sections.of(application), standing.of(application), writes=writes)


# --- Beginning ----------------------------------------------------------------------------------------------------


def test_entering_begins_a_draft_with_the_mail_in_its_case(entered, manager, past):
    assert (entered.status, entered.round, entered.entered_by) == (Status.DRAFT, past, manager)
    assert (entered.mailed_by, entered.mailed_from) == ("Karen Kommune", "skema@skive.example")
    assert kinds(entered) == ["application.begun", "application.entered"]
    document = Document.objects.get(case=entered.case)
    assert (document.kind, document.filename) == ("mailed_application", "mail.pdf")


def test_the_same_mail_twice_is_one_draft(enter):
    told = mail()

    assert enter(told).pk == enter(told).pk
    assert Document.objects.count() == 1


def test_another_mail_of_the_same_applicant_waits_for_the_first(entered, enter):
    with pytest.raises(ActionError, match="Gør den færdig først"):
        enter(mail(NOW() - timedelta(days=3)))


def test_a_mail_that_came_after_the_deadline_is_not_entered(enter):
    with pytest.raises(ActionError, match="ikke, mens runden var åben"):
        enter(mail(NOW() - timedelta(hours=1)))

    assert Application.objects.count() == 0


def test_a_mail_that_came_at_the_last_moment_is_in_time_and_a_second_later_is_not(enter, past):
    with pytest.raises(ActionError):
        enter(mail(past.deadline + timedelta(seconds=1)))

    assert enter(mail(past.deadline)).is_in_time


@pytest.mark.parametrize("admitted", ["", "   "])
def test_a_late_mail_is_not_in_without_a_decision(admitted, enter):
    with pytest.raises(ActionError, match="så skriv hvorfor"):
        enter(mail(NOW() - timedelta(hours=1), admitted=admitted))

    assert Application.objects.count() == 0


def test_a_late_mail_is_admitted_by_a_decision_that_is_on_record(enter, past, manager):
    told = mail(NOW() - timedelta(hours=1), admitted=" Vores postkasse var lukket. ")

    application = enter(told)

    assert (application.deadline, application.is_in_time) == (told.received_at, True)
    extension = Extension.objects.get()
    assert (extension.application, extension.by, extension.reason) == (
        application, manager, "Vores postkasse var lukket.",
    )  # fmt: skip
    assert (extension.deadline_before, extension.deadline_after) == (past.deadline, told.received_at)
    assert kinds(application) == ["application.begun", "application.entered", "application.admitted_late"]
    assert past.case.events.get(kind="round.admitted_late").data["reason"] == "Vores postkasse var lukket."
    assert enter(told) == application
    assert Extension.objects.count() == 1


def test_an_admitted_mail_is_sent_as_of_when_it_came(enter, manager, municipality):
    told = mail(NOW() - timedelta(hours=1), admitted="Vores postkasse var lukket.")
    application = enter(told)
    fill(application, manager, municipality)

    sign(application, manager)

    application.refresh_from_db()
    assert (application.status, application.submitted_at) == (Status.SUBMITTED, told.received_at)


def test_a_mail_in_time_needs_no_admission_and_gets_none(enter, past):
    application = enter(mail(admitted="For en sikkerheds skyld."))

    assert application.deadline == past.deadline
    assert not Extension.objects.exists()


def test_a_mail_from_before_the_round_opened_is_not_admitted(enter, past):
    with pytest.raises(ActionError, match=r"ikke, mens runden var åben: .*\d\.$"):
        enter(mail(past.opens_at - timedelta(days=1), admitted="De var ivrige."))


def test_a_mail_does_not_come_in_the_future(enter, past):
    past.deadline = NOW() + timedelta(days=9)
    past.save()

    with pytest.raises(ActionError, match="i fremtiden"):
        enter(mail(NOW() + timedelta(hours=1)))


def test_nothing_is_entered_once_the_round_is_proposed(enter, past):
    past.status = RoundStatus.PROPOSED
    past.save()

    with pytest.raises(ActionError, match="kan ikke indtastes"):
        enter()


def test_nothing_is_entered_before_the_round_opens(enter, manager):
    round_ = RoundFactory(opens_at=NOW() + timedelta(days=1), deadline=NOW() + timedelta(days=9))

    assert permissions.can_enter(manager, round_) is False
    with pytest.raises(ActionError, match="kan ikke indtastes"):
        enter(round_=round_)


def test_only_a_manager_enters(enter, consultant):
    with pytest.raises(ActionError, match="kan ikke indtastes"):
        enter(by=consultant)


def test_whoever_has_applied_has_nothing_entered(filled, manager, enter):
    sign(filled, manager)

    with pytest.raises(ActionError, match="Skive Kommune har allerede sendt"):
        enter(mail(NOW() - timedelta(days=3)))


def test_a_draft_of_a_mail_has_its_sender(entered):
    with pytest.raises(IntegrityError, match="application_entered_by_us_came_by_mail"), transaction.atomic():
        Application.objects.filter(pk=entered.pk).update(mailed_from="")


# --- Who writes and who reads -------------------------------------------------------------------------------------


def test_who_enters_writes_after_the_deadline_and_the_applicants_people_read(entered, manager, coordinator):
    def may(user):
        return [
            permissions.can_view(user, entered),
            permissions.can_edit(user, entered),
            permissions.can_send_for_signature(user, entered),
            permissions.can_submit(user, entered),
        ]

    assert may(manager) == [True, True, True, True]
    assert may(coordinator) == [True, False, False, False]
    for user, editable in ((manager, [entered]), (coordinator, [])):
        assert list(Application.objects.visible_to(user)) == [entered]
        assert list(Application.objects.editable_by(user)) == editable


def test_the_applicants_people_cannot_write_in_what_we_enter(entered, coordinator):
    with pytest.raises(Answer.DoesNotExist):
        actions.save_answer(
            entered.pk, name="need", values=["Nyt"], revision=0, by=Actor.of(coordinator), received_at=NOW()
        )


def test_another_manager_does_not_see_it(entered, approver):
    StaffRole.objects.create(user=approver, role="manager")

    assert list(Application.objects.visible_to(approver)) == []
    assert permissions.can_view(approver, entered) is False


def test_whoever_is_no_manager_any_longer_neither_writes_nor_reads(entered, manager):
    StaffRole.objects.filter(user=manager).delete()
    del manager.roles

    assert list(Application.objects.visible_to(manager)) == []
    assert list(Application.objects.editable_by(manager)) == []
    assert permissions.can_edit(manager, entered) is False


def test_an_interest_that_is_declared_takes_the_draft_away(entered, manager, past):
    InterestDeclarationFactory(round=past, person=manager, conflicted=True)

    assert list(Application.objects.visible_to(manager)) == []
    assert list(Application.objects.editable_by(manager)) == []


def test_a_declaration_of_no_interest_takes_nothing_away(entered, manager, past):
    InterestDeclarationFactory(round=past, person=manager)

    assert list(Application.objects.editable_by(manager)) == [entered]


def test_nothing_more_is_entered_once_the_round_is_proposed(filled, manager, past):
    past.status = RoundStatus.PROPOSED
    past.save()
    fresh = Application.objects.get(pk=filled.pk)

    with pytest.raises(ActionError, match=TOO_LATE_TO_ENTER):
        actions.save_answer(fresh.pk, name="need", values=["Nyt"], revision=1, by=Actor.of(manager), received_at=NOW())
    with pytest.raises(ActionError, match=TOO_LATE_TO_ENTER):
        sign(fresh, manager)
    assert next_of(fresh).what == "Runden er indstillet, så ansøgningen kan ikke indtastes længere."


# --- Signing and sending ------------------------------------------------------------------------------------------


def test_the_paper_that_came_with_the_mail_sends_it_as_of_when_the_mail_came(filled, manager):
    signature = sign(filled, manager)

    filled.refresh_from_db()
    assert (filled.status, filled.submitted_by) == (Status.SUBMITTED, manager)
    assert filled.submitted_at == filled.submission.received_at == signature.signed_at == filled.mailed_at
    assert signature.version == filled.submission.version
    assert kinds(filled)[-3:] == [
        "application.signed_on_paper", "application.sent_on_behalf", "application.submitted",
    ]  # fmt: skip


def test_the_receipt_goes_to_the_sender_the_members_and_the_director(filled, manager, coordinator):
    sign(filled, manager)

    letters = Email.objects.filter(key__startswith="received:")
    assert sorted(letters.values_list("to", flat=True)) == sorted(
        ["skema@skive.example", coordinator.email, "dorte@skive.example"]
    )
    assert letters.filter(body__contains="i en mail fra Karen Kommune").count() == 3


def test_it_waits_for_every_answer(entered, manager):
    with pytest.raises(ActionError, match="mangler stadig svar"):
        sign(entered, manager)


def test_it_is_sent_when_who_enters_it_wants_to(filled, manager):
    sign(filled, manager, sends=False)
    fresh = Application.objects.get(pk=filled.pk)
    assert (fresh.status, next_of(fresh).what) == (Status.DRAFT, "Send ansøgningen.")

    actions.submit(fresh, by=Actor.of(manager), received_at=NOW())

    assert fresh.submission.received_at == fresh.mailed_at


def test_a_round_that_is_proposed_meanwhile_takes_nothing_more(filled, manager, past):
    sign(filled, manager, sends=False)
    past.status = RoundStatus.PROPOSED
    past.save()

    with pytest.raises(ActionError, match=TOO_LATE_TO_ENTER):
        actions.submit(filled, by=Actor.of(manager), received_at=NOW())

    assert Application.objects.get(pk=filled.pk).status == Status.DRAFT


def test_nobody_gets_a_link_to_what_came_by_mail(filled, manager):
    by, row = Actor.of(manager), filled.institutions.get()

    with pytest.raises(ActionError, match="kommet i en mail"):
        actions.send_for_signature(filled, by=by)
    with pytest.raises(ActionError, match="kommet i en mail"):
        actions.send_part(filled, row.pk, name="Lis", email="lis@skive.example", by=by, received_at=NOW())

    assert PersonalLink.objects.count() == 0


def test_once_it_is_sent_the_applicant_can_do_with_it_as_with_any_other(filled, manager, coordinator):
    sign(filled, manager)
    filled.refresh_from_db()

    assert permissions.can_submit(coordinator, filled) is True
    assert permissions.can_edit(manager, filled) is False


def test_we_write_to_the_sender_where_the_applicant_has_nobody(entered):
    assert entered.contact_email == "skema@skive.example"


# --- A mini -------------------------------------------------------------------------------------------------------


@pytest.fixture
def month():
    """The mini round whose deadline has passed, and the one that follows."""
    programme = mini_programme(name="Marts", deadline=NOW() - timedelta(days=1))
    RoundFactory(programme=programme, name="April", deadline=NOW() + timedelta(days=9))
    return programme.rounds.get(name="Marts")


def fill_mini(application):
    for answer in Answer.objects.filter(application=application, question__key__in=ANSWERS).select_related("question"):
        answer.value, answer.revision = ANSWERS[answer.question.key], 1
        answer.save()
    application.refresh_from_db()


def test_a_mini_that_came_by_mail_in_march_is_marchs_whenever_it_is_entered(enter, month, manager):
    institution = InstitutionFactory(name="Solhuset", ownership="private")
    application = enter(round_=month, applicant=institution.organisation)
    assert (application.round, application.round_now, application.applicant_kind) == (None, month, "private")
    fill_mini(application)

    confirmation = sign(application, manager)

    assert (application.round, application.submission.received_at) == (month, application.mailed_at)
    assert Confirmation.objects.get(document__isnull=False) == confirmation
    assert (confirmation.name, confirmation.signed_at) == ("Lone Leder", application.mailed_at)
    assert Signature.objects.count() == 0
    assert "application.confirmed_on_paper" in kinds(application)


def test_a_municipal_institutions_administration_is_told(enter, month, manager, municipality):
    institution = InstitutionFactory(name="Solhuset", municipality=municipality)
    application = enter(round_=month, applicant=institution.organisation)
    fill_mini(application)

    sign(application, manager)

    assert Email.objects.filter(key__startswith="administration_told:").count() == 1


def test_a_mail_is_entered_from_the_month_it_belongs_to(enter, month, municipality):
    april = month.programme.rounds.get(name="April")

    with pytest.raises(ActionError, match="hører til marts"):
        enter(round_=april)


def test_a_better_scan_of_the_leaders_paper_takes_the_firsts_place(enter, month, manager):
    application = enter(round_=month, applicant=InstitutionFactory(ownership="private").organisation)
    fill_mini(application)

    first, second = sign(application, manager, sends=False), sign(application, manager, sends=False)

    assert first.pk == second.pk


def test_an_institution_that_is_not_in_the_register_is_written_in(enter, month, municipality, manager):
    typed = TypedInstitution("Stjernen", municipality, "private", "nursery")

    application = enter(round_=month, applicant=typed)

    assert Institution.objects.get(name="Stjernen").added_by == manager
    assert application.applicant.name == "Stjernen"


def test_a_second_mini_of_somebody_who_has_applied_this_month_is_refused(enter, month, manager):
    institution = InstitutionFactory(ownership="private")
    application = enter(round_=month, applicant=institution.organisation)
    fill_mini(application)
    sign(application, manager)

    with pytest.raises(ActionError, match="allerede sendt"):
        enter(mail(NOW() - timedelta(days=3)), round_=month, applicant=institution.organisation)


# --- What pages say -----------------------------------------------------------------------------------------------


def test_the_next_step_is_ours_and_leads_who_enters_it_on(entered, filled, manager):
    assert next_of(filled).what == "Læg underskriften fra mailen ind, og send."
    assert next_of(filled, writes=False).whose == "Socialstyrelsen"
    Answer.objects.filter(application=filled, question__key="need").update(value="", revision=2)
    assert next_of(filled).what == "Indtast »Behov«."


def test_nobody_is_reminded_of_what_we_enter(enter, open_round):
    open_round.deadline = NOW() + timedelta(days=2)
    open_round.opens_at = NOW() - timedelta(days=30)
    open_round.save()
    application = enter(mail(NOW() - timedelta(days=20)), round_=open_round)
    Application.objects.filter(pk=application.pk).update(created_at=NOW() - timedelta(days=20))

    assert list(due(NOW())) == []


def test_the_applicants_page_says_that_we_enter_it(client, entered, coordinator):
    client.force_login(coordinator)

    page = client.get(entered.get_absolute_url()).text

    assert "Indtastes af os" in page
    assert "efter jeres mail fra Karen Kommune" in page
    mine = client.get(reverse("overview:mine")).text
    assert "Vi indtaster den ansøgning" in mine


def test_the_applicant_gets_the_mail_as_a_file_and_the_receipt(client, filled, coordinator, manager):
    client.force_login(coordinator)
    document = Document.objects.get(kind="mailed_application")
    answer = client.get(reverse("applications:file", args=[filled.pk, document.pk]))
    assert b"".join(answer.streaming_content) == pdf()
    assert client.get(reverse("applications:check", args=[filled.pk])).status_code == 200

    sign(filled, manager)

    receipt = client.get(reverse("applications:receipt", args=[filled.pk])).text
    assert "Indtastet af os den" in receipt


def test_what_one_enters_for_others_is_not_among_ones_own(entered, manager):
    MembershipFactory(user=manager, organisation=MunicipalityFactory())

    assert desk.of(manager, NOW()).applications == []


def test_who_enters_goes_through_the_applicants_own_pages(client, filled, manager):
    client.force_login(manager)

    for name, args in (("application", []), ("section", [1]), ("section", [2]), ("check", []), ("history", [])):
        assert client.get(reverse(f"applications:{name}", args=[filled.pk, *args])).status_code == 200
    page = client.get(reverse("applications:sign_on_paper", args=[filled.pk]))
    assert "Direktørens underskrift" in page.text
    assert "Gør teksten klar" not in page.text
    sent = {"paper": png_file(), "sends_when_signed": "on"}
    answer = client.post(reverse("applications:sign_on_paper", args=[filled.pk]), sent)
    assert answer.url == reverse("applications:receipt", args=[filled.pk])
    assert client.get(answer.url).status_code == 200


def test_who_enters_can_wait_with_sending(client, filled, manager):
    client.force_login(manager)

    answer = client.post(reverse("applications:sign_on_paper", args=[filled.pk]), {"paper": png_file()})

    assert answer.url == reverse("applications:signature", args=[filled.pk])
    assert "før runden bliver indstillet" in client.get(answer.url).text
    client.post(reverse("applications:submit", args=[filled.pk]))
    assert Application.objects.get(pk=filled.pk).status == Status.SUBMITTED


def png_file():
    return SimpleUploadedFile("papir.png", png(), "image/png")

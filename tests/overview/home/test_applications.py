"""The rows of applications, as the desk shows them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.drafting.models import Signature, Status
from applications.rounds.models import RoundStatus
from overview.home import desk
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.mail.models import Email, PersonalLink, Purpose
from praksis.work import WorkStatus
from tests.factories.allocation import DecisionFactory, PlaceFactory
from tests.factories.drafting import ApplicationFactory, VersionFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db


def desk_of(user):
    return desk.of(user, timezone.now())


@pytest.fixture
def draft(municipality):
    return ApplicationFactory(applicant=municipality.organisation)


def freeze(application):
    """Freeze the draft and send the director a link to that version."""
    version = VersionFactory(application=application)
    application.current_version = version
    application.save(update_fields=["current_version"])
    return PersonalLink.objects.create(
        purpose=Purpose.SIGN_APPLICATION,
        object_id=application.pk,
        recipient="dorte@skive.example",
        document_hash=version.sha256,
        expires_at=timezone.now() + timedelta(days=10),
    )


def letter(link, **facts):
    return Email.objects.create(
        key=f"please_sign:{link.pk}", to=link.recipient, subject="Skriv under", link=link, **facts
    )


def test_a_draft_says_what_comes_next_and_by_when(coordinator, draft):
    (row,) = desk_of(coordinator).applications

    assert (row.url, row.status_word) == (draft.get_absolute_url(), "Kladde")
    assert row.what == "Skriv videre, og send til direktøren, når I er klar."
    assert row.when.endswith("(30 dage tilbage)")


def test_a_draft_that_the_director_has_says_so(coordinator, draft):
    freeze(draft)

    (row,) = desk_of(coordinator).applications

    assert row.what == "Direktøren læser ansøgningen og skriver under."


@pytest.mark.parametrize(
    "changed",
    [
        {"withdrawn_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(minutes=1)},
        {"document_hash": "another"},
    ],
)
def test_a_draft_whose_link_no_longer_holds_is_the_writers_turn(coordinator, draft, changed):
    link = freeze(draft)
    PersonalLink.objects.filter(pk=link.pk).update(**changed)

    (row,) = desk_of(coordinator).applications

    assert row.what == "Skriv videre, og send til direktøren, når I er klar."


def test_a_draft_whose_mail_did_not_arrive_says_so(coordinator, draft):
    link = freeze(draft)
    letter(link, link_generation=link.generation, status=WorkStatus.FAILED, finished_at=timezone.now())

    (row,) = desk_of(coordinator).applications

    assert row.what == "Direktøren har ikke fået mailen. Ret adressen."


def test_a_mail_that_was_lost_before_the_link_was_sent_anew_is_forgotten(coordinator, draft):
    link = freeze(draft)
    letter(link, link_generation=link.generation, status=WorkStatus.FAILED, finished_at=timezone.now())
    PersonalLink.objects.filter(pk=link.pk).update(generation=2)

    (row,) = desk_of(coordinator).applications

    assert row.what == "Direktøren læser ansøgningen og skriver under."


def test_a_draft_that_the_director_sent_back_says_so(coordinator, draft):
    link = freeze(draft)
    PersonalLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    director = Actor.by_link(link, name="Dorte Direktør")
    log.record(draft.case, "application.sent_back", by=director, remark="Skriv om dagplejen.")

    (row,) = desk_of(coordinator).applications

    assert row.what == "Direktøren har sendt den tilbage med en bemærkning. Læs den, og ret."


def test_a_signed_draft_is_ready_to_be_sent(coordinator, draft):
    link = freeze(draft)
    Signature.objects.create(
        version=draft.current_version, link=link, name="Dorte Direktør", title="Direktør", email=link.recipient
    )

    (row,) = desk_of(coordinator).applications

    assert row.what == "Direktøren har skrevet under. Send ansøgningen."


def test_a_draft_after_the_deadline_is_kept_and_says_so(coordinator, municipality):
    ApplicationFactory(applicant=municipality.organisation, round__closed=True)

    (row,) = desk_of(coordinator).applications

    assert (row.status_word, row.when) == ("Ikke sendt", "")
    assert row.what.startswith("Fristen var ")


def test_a_minis_draft_is_for_the_next_month_that_takes_it(coordinator, municipality):
    mini = ProgrammeFactory(kind="mini", name="Miniforløb")
    application = ApplicationFactory(applicant=municipality.organisation, applicant_kind="administration")
    application.programme, application.round = mini, None
    application.save()

    (after_the_last,) = desk_of(coordinator).applications
    RoundFactory(programme=mini)
    (in_time,) = desk_of(coordinator).applications

    assert (after_the_last.status_word, after_the_last.when) == ("Ikke sendt", "")
    assert in_time.what == "Skriv videre, og send til lederen, når I er klar."
    assert in_time.when.endswith("for at være med til den næste frist (30 dage tilbage)")


def test_a_submitted_application_waits_for_us(coordinator, municipality):
    ApplicationFactory(applicant=municipality.organisation, submitted=True)

    (row,) = desk_of(coordinator).applications

    assert (row.status_word, row.what) == (
        "Indsendt",
        "Vi læser og vurderer. I får svar samtidig med de andre i runden.",
    )


def test_a_withdrawn_application_stays_in_the_list(coordinator, municipality):
    ApplicationFactory(applicant=municipality.organisation, status=Status.WITHDRAWN)

    (row,) = desk_of(coordinator).applications

    assert (row.status_word, row.what) == ("Trukket tilbage", "Der sker ikke mere.")


def test_a_decision_looks_like_none_until_the_round_is_announced(coordinator, municipality):
    application = ApplicationFactory(applicant=municipality.organisation, submitted=True, round__closed=True)
    before = desk_of(coordinator)
    decision = DecisionFactory(application=application, granted=True)
    chosen = desk_of(coordinator)
    decision.announced_at = timezone.now()
    decision.save()
    application.round.status = RoundStatus.ANNOUNCED
    application.round.save()
    announced = desk_of(coordinator)

    assert (chosen.applications, chosen.tasks) == (before.applications, before.tasks)
    assert announced.applications[0].status_word == "I har fået et forløb"
    assert announced.applications[0].what.startswith("Tag imod pladsen senest ")
    assert [task.label for task in announced.tasks] == ["Tag imod pladsen"]


def test_a_refusal_leads_to_its_reason(coordinator, municipality):
    application = ApplicationFactory(
        applicant=municipality.organisation, submitted=True, round__closed=True, round__status=RoundStatus.ANNOUNCED
    )
    DecisionFactory(application=application, announced=True)

    shown = desk_of(coordinator)

    assert shown.applications[0].status_word == "I har ikke fået et forløb denne gang"
    assert shown.applications[0].what == "Læs begrundelsen, og se, hvad I kan gøre nu."
    assert shown.tasks == []


def test_a_place_given_back_is_no_task(coordinator, municipality):
    application = ApplicationFactory(
        applicant=municipality.organisation, submitted=True, round__closed=True, round__status=RoundStatus.ANNOUNCED
    )
    DecisionFactory(
        application=application, granted=True, announced=True, given_back_at=timezone.now(), given_back_by=coordinator
    )

    shown = desk_of(coordinator)

    assert shown.applications[0].status_word == "I har ikke taget imod et forløb"
    assert shown.applications[0].what == "I er velkomne til at søge igen."
    assert shown.tasks == []


def test_an_accepted_place_is_no_task(coordinator, municipality):
    application = ApplicationFactory(
        applicant=municipality.organisation, submitted=True, round__closed=True, round__status=RoundStatus.ANNOUNCED
    )
    decision = DecisionFactory(application=application, granted=True, announced=True)
    PlaceFactory(
        applicant=municipality.organisation,
        case=application.case,
        round=application.round,
        application=application,
        decision=decision,
    )

    shown = desk_of(coordinator)

    assert shown.applications[0].what == "I har taget imod pladsen."
    assert shown.tasks == []


def test_a_draft_that_is_written_on_after_it_was_signed_is_sent_again(coordinator, draft):
    link = freeze(draft)
    Signature.objects.create(
        version=draft.current_version, link=link, name="Dorte Direktør", title="Direktør", email=link.recipient
    )
    draft.current_version = None
    draft.save(update_fields=["current_version"])

    (row,) = desk_of(coordinator).applications

    assert row.what == "Skriv videre, og send til direktøren, når I er klar."

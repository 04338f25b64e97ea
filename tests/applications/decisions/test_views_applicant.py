"""The announced decision as the applicant sees it: its letter, its reasons, and what was decided before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import actions as choosing
from applications.allocation.models import Decision
from applications.decisions import actions
from applications.decisions.models import DecisionLetter
from praksis.cases.actors import Actor
from praksis.work import WorkStatus
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory, announced_round
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


def decided(municipality, outcome, *others, **fields):
    """An announced decision on Skive's application."""
    decision = announced_round(outcome, *others, **fields).decisions.order_by("application__applicant__name").first()
    decision.application.applicant = municipality.organisation
    decision.application.save()
    return decision


def page(decision, name="decision", *args):
    return reverse(f"applications:{name}", args=[decision.application_id, *args])


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


def test_the_letter_is_on_its_way_and_then_fetched(web, municipality):
    decision = decided(municipality, "refused")
    waiting = web.get(page(decision))
    letter = page(decision, "decision_letter", 1)
    too_early = web.get(letter)

    actions.draw_letter(DecisionLetter.objects.get().pk)
    ready, answer = web.get(page(decision)), web.get(letter)

    assert texts(waiting, ".decision-letter")[0].startswith("Brevet er på vej som pdf.")
    assert too_early.status_code == 404
    assert links(ready, "a[download]") == [letter]
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    reference = decision.case.reference
    assert answer["Content-Disposition"] == f'attachment; filename="afgoerelse-{reference}.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_a_letter_that_could_not_be_made_keeps_nobody_from_the_decision(web, municipality):
    decision = decided(municipality, "refused")
    DecisionLetter.objects.update(status=WorkStatus.FAILED)

    shown = web.get(page(decision))

    assert texts(shown, ".decision-letter")[0].startswith("Brevet kunne ikke dannes.")
    assert texts(shown, "main p").count(decision.reason) == 1


def test_a_decision_from_before_there_were_letters_has_none(web, municipality):
    decision = DecisionFactory(application__applicant=municipality.organisation, announced=True)

    shown = web.get(page(decision))

    assert (shown.status_code, shown.content.decode().count("Brevet")) == (200, 0)


def test_the_reasons_stand_under_their_criteria(web, municipality):
    decision = decided(municipality, "refused")

    assert texts(web.get(page(decision)), "main h3") == ["Behov", "Opbakning"]


def test_a_new_decision_shows_the_earlier_one_and_why(web, municipality):
    decision = decided(municipality, "refused")
    actions.draw_letter(DecisionLetter.objects.get().pk)
    actions.replace(
        Decision.objects.get(),
        outcome="granted",
        reason="En plads er ledig.",
        reasons={},
        why="En anden kommune sagde nej.",
        after=1,
        by=Actor.of(UserFactory(approver=True)),
    )
    actions.draw_letter(DecisionLetter.objects.get(number=2).pk)

    shown = web.get(page(decision))

    assert texts(shown, "h1") == ["I har fået et forløb"]
    assert texts(shown, ".earlier-decision h3") == ["I har ikke fået et forløb denne gang"]
    assert texts(shown, ".earlier-decision p").count("En anden kommune sagde nej.") == 1
    assert links(shown, "a[download]") == [page(decision, "decision_letter", number) for number in (2, 1)]


def test_a_place_that_went_on_is_said_not_to_have_been_answered(web, municipality):
    offer = decided(municipality, "granted", "reserve", places=1)
    Decision.objects.filter(pk=offer.pk).update(announced_at=timezone.now() - timedelta(days=15))
    reserve = Decision.objects.get(outcome="reserve")
    actions.replace(
        reserve,
        outcome="granted",
        reason="En plads er ledig.",
        reasons={},
        why="En plads er ledig.",
        after=1,
        by=Actor.of(UserFactory(approver=True)),
    )

    shown = web.get(page(offer))

    assert texts(shown, "h1") == ["I har ikke taget imod et forløb"]
    assert texts(shown, ".alert-heading") == ["I svarede ikke i tide"]
    assert texts(shown, "main")[0].count(reserve.application.applicant.name) == 0


def test_a_no_is_said_to_be_a_no(web, municipality, coordinator):
    offer = decided(municipality, "granted")
    choosing.decline_place(offer, by=Actor.of(coordinator))

    assert texts(web.get(page(offer)), ".alert-heading") == ["I har sagt nej til pladsen"]


def test_before_the_announcement_there_is_no_letter(web, municipality):
    decision = DecisionFactory(application__applicant=municipality.organisation, granted=True)

    assert web.get(page(decision, "decision_letter", 1)).status_code == 404


@pytest.mark.parametrize("persona", ["stranger", "manager", "consultant"])
def test_the_letter_is_the_organisations_own(client, request, municipality, persona):
    decision = decided(municipality, "refused")
    actions.draw_letter(DecisionLetter.objects.get().pk)
    client.force_login(request.getfixturevalue(persona))

    assert client.get(page(decision, "decision_letter", 1)).status_code == 404
    assert client.get(reverse("documents:download", args=[DecisionLetter.objects.get().document_id])).status_code == 404

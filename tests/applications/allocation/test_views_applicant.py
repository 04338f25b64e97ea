import re
from datetime import timedelta

import pytest
from django.template import engines
from django.urls import reverse
from django.utils import timezone

from applications.allocation.models import Decision, Place
from applications.assessment.models import Review
from engagements import reference
from praksis.danish import danish_date
from tests.factories.allocation import DecisionFactory, announced_round
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db


def text_of(response):
    """The page without its form token, which is new at each request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def decided(municipality, outcome):
    """An announced decision on Skive's application."""
    round_ = announced_round(outcome)
    decision = round_.decisions.get()
    decision.application.applicant = municipality.organisation
    decision.application.save()
    return decision


def page(application, name="decision"):
    return reverse(f"applications:{name}", args=[application.pk])


@pytest.mark.parametrize(
    ("outcome", "words", "more"),
    [
        ("granted", "I har fået et forløb", "Ja tak, vi tager imod"),
        ("reserve", "I står på reservelisten", "Bliver en plads ledig"),
        ("refused", "I har ikke fået et forløb denne gang", "I kan søge igen i den næste runde"),
    ],
)
def test_the_decision_comes_with_reason_and_what_now(client, coordinator, municipality, outcome, words, more):
    decision = decided(municipality, outcome)
    client.force_login(coordinator)

    text = text_of(client.get(page(decision.application)))

    assert f"<h1>{words}</h1>" in text
    assert decision.reason in text
    assert more in text


@pytest.mark.parametrize("name", ["decision", "accept_place", "decline_place"])
def test_before_it_is_announced_there_is_no_decision(client, coordinator, municipality, name):
    decision = DecisionFactory(application__applicant=municipality.organisation, granted=True)
    client.force_login(coordinator)
    request = client.post if name == "accept_place" else client.get
    assert request(page(decision.application, name)).status_code == 404

    decision.announced_at = timezone.now()
    decision.save()
    ProgrammeFactory()
    reference.load()

    assert request(page(decision.application, name)).status_code in {200, 302}


def test_two_worlds_with_different_unannounced_decisions_look_the_same(client, coordinator, municipality):
    round_ = RoundFactory(closed=True)
    application = ApplicationFactory(round=round_, applicant=municipality.organisation, submitted=True)
    client.force_login(coordinator)
    template = engines["django"].from_string("{% load allocation %}{% decision_summary application %}")

    def world():
        addresses = [page(application, name) for name in ("decision", "decline_place")]
        shown = [text_of(client.get(address)) for address in addresses]
        return [
            *shown,
            text_of(client.post(page(application, "accept_place"))),
            template.render({"application": application}),
        ]

    nothing_chosen = world()
    decision = DecisionFactory(application=application, granted=True, reason="Meget stærk.")
    granted = world()
    Decision.objects.update(outcome="refused", seat_number=None, reason="Alt for svag.")
    refused = world()

    assert nothing_chosen == granted == refused
    Decision.objects.filter(pk=decision.pk).update(announced_at=timezone.now())
    assert world() != refused


def test_the_summary_shows_an_announced_decision(municipality):
    decision = decided(municipality, "granted")
    template = engines["django"].from_string("{% load allocation %}{% decision_summary application %}")

    text = template.render({"application": decision.application})

    assert "I har fået et forløb" in text
    assert f"Sig ja tak senest {danish_date(decision.accept_by)}." in text
    assert page(decision.application) in text


@pytest.mark.parametrize("persona", ["stranger", "manager", "consultant"])
def test_the_decision_is_the_organisations_own(client, request, municipality, persona):
    decision = decided(municipality, "granted")
    client.force_login(request.getfixturevalue(persona))

    assert client.get(page(decision.application)).status_code == 404
    assert client.post(page(decision.application, "accept_place")).status_code == 404
    assert client.get(page(decision.application, "decline_place")).status_code == 404
    assert not Place.objects.exists()


@pytest.mark.parametrize("kind", ["editor", "viewer"])
def test_only_an_owner_answers(client, municipality, kind):
    decision = decided(municipality, "granted")
    client.force_login(MembershipFactory(organisation=municipality.organisation, **{kind: True}).user)

    assert "En ejer hos jer skal sige ja tak" in text_of(client.get(page(decision.application)))
    assert client.post(page(decision.application, "accept_place")).status_code == 403
    assert client.post(page(decision.application, "decline_place")).status_code == 403
    assert not Place.objects.exists()


def test_accepting_opens_the_course_and_says_so(client, coordinator, municipality):
    decision = decided(municipality, "granted")
    reference.load()
    client.force_login(coordinator)

    response = client.post(page(decision.application, "accept_place"), follow=True)
    again = client.post(page(decision.application, "accept_place"), follow=True)

    assert Place.objects.get().decision == decision
    for shown in (response, again):
        assert "Tak, I har taget imod pladsen." in text_of(shown)
        assert reverse("engagements:course", args=[decision.case.reference]) in text_of(shown)


def test_declining_asks_once_more_and_gives_the_place_back(client, coordinator, municipality):
    decision = decided(municipality, "granted")
    client.force_login(coordinator)
    assert "Vil I sige nej til pladsen?" in text_of(client.get(page(decision.application, "decline_place")))

    response = client.post(page(decision.application, "decline_place"), follow=True)

    assert Decision.objects.get().given_back_by == coordinator
    assert "I har sagt nej til pladsen" in text_of(response)
    assert client.get(page(decision.application, "decline_place")).url == page(decision.application)


def test_after_the_last_day_the_page_says_so(client, coordinator, municipality):
    decision = decided(municipality, "granted")
    Decision.objects.update(announced_at=timezone.now() - timedelta(days=15))
    client.force_login(coordinator)

    assert "Fristen for at svare er udløbet" in text_of(client.get(page(decision.application)))
    response = client.post(page(decision.application, "accept_place"), follow=True)
    assert "I kunne tage imod pladsen til og med" in text_of(response)
    assert not Place.objects.exists()


def test_the_decision_takes_few_queries(client, coordinator, municipality, django_assert_num_queries):
    decision = decided(municipality, "granted")
    assert Review.objects.exists()
    client.force_login(coordinator)

    with django_assert_num_queries(7):
        client.get(page(decision.application))

"""An announced decision as staff see it, and the form of a new one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import actions as choosing
from applications.allocation.models import Decision, EarlierDecision
from applications.decisions import actions
from applications.decisions.models import DecisionLetter
from engagements import reference
from praksis.cases.actors import Actor
from praksis.work import WorkStatus
from tests.factories.accounts import UserFactory
from tests.factories.allocation import announced_round, decided_round
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.rounds import ProgrammeFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db


def declared(round_, *people):
    for person in people:
        InterestDeclarationFactory(round=round_, person=person)
    return round_


def page(decision):
    return reverse("applications:decision_replace", args=[decision.round_id, decision.application_id])


def filled(decision, **given):
    under = {f"criterion-{criterion.pk}": "Vejet igen." for criterion in decision.round.criteria.all()}
    said = {"outcome": "granted", "why": "En plads er ledig.", "reason": "Ny begrundelse.", "after": "1"}
    return {**said, **under, **given}


@pytest.fixture
def decision(manager, approver):
    return declared(announced_round("refused"), manager, approver).decisions.get()


@pytest.fixture
def web(client, approver):
    client.force_login(approver)
    return client


def test_an_approver_replaces_a_decision_and_sees_both(web, decision):
    before = web.get(page(decision))
    response = web.post(page(decision), filled(decision), follow=True)

    assert texts(before, "#standing ~ p .badge, #standing ~ p")[0] == "Afslag"
    assert (
        texts(response, ".alert-text, .alert-heading").count("Den nye afgørelse er meddelt, og brevet er på vej.") == 1
    )
    assert Decision.objects.get().outcome == "granted"
    assert texts(response, ".earlier-decision h3") == ["I har ikke fået et forløb denne gang"]
    assert texts(response, ".earlier-decision p")[1] == "En plads er ledig."


def test_the_form_begins_with_the_words_that_stand(web, decision):
    shown = web.get(page(decision))

    assert texts(shown, "textarea[name=reason]") == [decision.reason]
    assert texts(shown, "textarea[name^=criterion]") == ["Det er beskrevet."] * 2


def test_a_refused_form_keeps_what_was_typed(web, decision):
    first = decision.round.criteria.order_by("order").first()
    sent = filled(decision, outcome="reserve", **{f"criterion-{first.pk}": ""})

    response = web.post(page(decision), sent)

    assert response.status_code == 422
    assert texts(response, "textarea[name=why]") == ["En plads er ledig."]
    assert texts(response, ".alert-error li") == ["Skriv, hvad der har vejet under Behov."]
    assert not EarlierDecision.objects.exists()


def test_each_field_says_what_it_lacks(web, decision):
    response = web.post(page(decision), {"after": ""})

    assert texts(response, ".alert-error li") == [
        "Vælg en afgørelse.",
        "Skriv, hvorfor der er en ny afgørelse. Ansøgeren læser det.",
        "Skriv en begrundelse. Ansøgeren læser den.",
        "Vi kan ikke se, hvilken afgørelse du har læst. Åbn siden igen, og send derefter.",
    ]


def test_who_comes_second_is_told(web, decision):
    reasons = {criterion.key: "Nej." for criterion in decision.round.criteria.all()}
    actions.replace(
        Decision.objects.get(),
        outcome="reserve",
        reason="Venter.",
        reasons=reasons,
        why="En fejl.",
        after=1,
        by=Actor.of(UserFactory(approver=True)),
    )

    response = web.post(page(decision), filled(decision))

    assert response.status_code == 422
    assert texts(response, ".alert-error li")[0].startswith("Afgørelsen er allerede erstattet.")
    assert Decision.objects.get().outcome == "reserve"


def test_a_manager_reads_and_does_not_replace(client, manager, decision):
    client.force_login(manager)

    shown = client.get(page(decision))

    assert texts(shown, "main form") == []
    assert texts(shown, ".act p")[0].startswith("En godkender, der ikke selv har valgt")
    assert client.post(page(decision), filled(decision)).status_code == 403


def test_who_chose_it_is_told_that_another_must(web, decision, approver):
    Decision.objects.update(chosen_by=approver)

    assert texts(web.get(page(decision)), ".act p")[0].startswith("Du har selv valgt den afgørelse, der gælder.")
    assert web.post(page(decision), filled(decision)).status_code == 403


def test_an_accepted_place_is_said_to_be_in_the_way(web, coordinator, manager, approver):
    decision = declared(announced_round("granted"), manager, approver).decisions.get()
    ProgrammeFactory()
    reference.load()
    choosing.accept_place(decision, by=Actor.of(coordinator))

    shown = web.get(page(decision))

    assert texts(shown, ".act p")[0].startswith("Pladsen er taget imod")
    assert web.post(page(decision), filled(decision)).status_code == 403


def test_before_the_announcement_there_is_no_such_page(web, approver):
    decision = declared(decided_round("refused"), approver).decisions.get()

    assert web.get(page(decision)).status_code == 403


def test_who_has_an_interest_in_the_round_finds_nothing(client, decision):
    conflicted = UserFactory(manager=True)
    InterestDeclarationFactory(round=decision.round, person=conflicted, conflicted=True)
    client.force_login(conflicted)

    letter = reverse("applications:round_letter", args=[decision.round_id, decision.application_id, 1])
    assert (client.get(page(decision)).status_code, client.get(letter).status_code) == (404, 404)


# --- The letter, for staff ----------------------------------------------------------------------------------------


def test_the_letter_is_fetched_once_it_is_made(web, decision):
    address = reverse("applications:round_letter", args=[decision.round_id, decision.application_id, 1])
    assert web.get(address).status_code == 404
    actions.draw_letter(DecisionLetter.objects.get().pk)

    answer = web.get(address)

    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    assert "no-store" in answer["Cache-Control"]
    assert links(web.get(page(decision)), "a.icon-link[download]") == [address]


def test_a_letter_that_could_not_be_made_says_so(web, decision):
    DecisionLetter.objects.update(status=WorkStatus.FAILED)

    assert texts(web.get(page(decision)), "main section p").count(
        "Brevet kunne ikke dannes. Det er en fejl hos os, og vi ser på det. Hele afgørelsen står her på siden."
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_however_often_it_was_replaced(web, decision, django_assert_num_queries, count):
    for number in range(1, count + 1):
        actions.replace(
            Decision.objects.get(),
            outcome="granted",
            reason="Igen.",
            reasons={},
            why="En fejl.",
            after=number,
            by=Actor.of(UserFactory(approver=True)),
        )

    with django_assert_num_queries(11):
        shown = web.get(page(decision))

    assert len(texts(shown, ".earlier-decision h3")) == count


# --- The reserve list ---------------------------------------------------------------------------------------------


def list_of(round_):
    return reverse("applications:round_reserves", args=[round_.pk])


def test_a_manager_puts_the_list_in_order(client, manager):
    round_ = declared(decided_round("reserve", "reserve"), manager)
    client.force_login(manager)
    first, second = round_.decisions.order_by("application__applicant__name")

    response = client.post(list_of(round_), {str(first.pk): "2", str(second.pk): "1"}, follow=True)

    assert texts(response, ".alert-text, .alert-heading").count("Rækkefølgen er gemt.") == 1
    assert list(round_.decisions.order_by("reserve_rank")) == [second, first]


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (("1", "1"), "To ansøgere har fået samme nummer. Giv dem hver sit."),
        (("to", ""), "Skriv et helt tal, fx 1."),
        (("0", ""), "Begynd med 1."),
    ],
)
def test_an_order_that_cannot_be_is_refused_and_stands_there_still(client, manager, typed, refusal):
    round_ = declared(decided_round("reserve", "reserve"), manager)
    client.force_login(manager)
    decisions = round_.decisions.order_by("application__applicant__name")
    sent = {str(decision.pk): value for decision, value in zip(decisions, typed, strict=True)}

    response = client.post(list_of(round_), sent)

    assert (response.status_code, texts(response, ".alert-error li")) == (422, [refusal])
    assert response.content.decode().count(f'value="{typed[0]}"') > 0


def test_an_approver_reads_the_list_before_the_announcement(web, approver):
    round_ = declared(decided_round("reserve"), approver)

    shown = web.get(list_of(round_))

    assert (texts(shown, "main form"), texts(shown, "td[data-title=Afgørelse]")) == ([], ["Ikke meddelt"])
    assert web.post(list_of(round_), {}).status_code == 403


def test_nobody_on_the_list_is_said(client, manager):
    round_ = declared(decided_round("refused"), manager)
    client.force_login(manager)

    assert texts(client.get(list_of(round_)), "main p").count("Der står ingen på reservelisten.") == 1


@pytest.mark.parametrize(("person", "word"), [("approver", "Giv pladsen"), ("manager", "Se afgørelsen")])
def test_a_free_place_asks_who_gets_it(client, request, manager, approver, person, word):
    round_ = declared(announced_round("granted", "reserve", places=1), manager, approver)
    client.force_login(request.getfixturevalue(person))
    quiet = client.get(list_of(round_))
    Decision.objects.update(announced_at=timezone.now() - timedelta(days=15))

    asked = client.get(list_of(round_))

    assert texts(quiet, "main p").count("Alle pladser, der blev givet, er taget imod eller venter på svar.") == 1
    assert texts(asked, "#open") == ["En plads er ledig"]
    name = round_.decisions.get(outcome="reserve").application.applicant.name
    assert texts(asked, "td[data-title=Afgørelse] a") == [f"{word} til {name}"]


def test_giving_the_place_begins_with_a_grant(web, manager, approver):
    round_ = declared(announced_round("granted", "reserve", places=1), manager, approver)
    reserve = round_.decisions.get(outcome="reserve")

    shown = web.get(f"{page(reserve)}?udfald=granted")

    assert len(texts(shown, "input[name=outcome][value=granted][checked]")) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(web, approver, django_assert_num_queries, count):
    round_ = declared(announced_round("granted", *["reserve"] * count, places=1), approver)

    with django_assert_num_queries(7):
        shown = web.get(list_of(round_))

    assert len(texts(shown, "td[data-title=Afgørelse]")) == count


# --- On the round's page ------------------------------------------------------------------------------------------


def on_the_round(client, round_):
    """The words of what is next, and of the steps of the reserve list and of the answers."""
    shown = client.get(reverse("applications:round_detail", args=[round_.pk]))
    steps = [text for text in texts(shown, "#steps ~ ul li") if text.startswith(("Reservelisten", "Svar"))]
    return texts(shown, ".next-step__what, .next-step a"), steps


def test_the_round_asks_the_reserve_question_once_a_place_is_free(client, manager):
    round_ = declared(announced_round("granted", "reserve", places=1), manager)
    client.force_login(manager)
    quiet, before = on_the_round(client, round_)
    Decision.objects.update(announced_at=timezone.now() - timedelta(days=15))

    asked, after = on_the_round(client, round_)

    assert quiet == ["De valgte kommuner svarer"]
    assert asked == ["Der tages stilling til, hvem der får den ledige plads", "Se den ledige plads"]
    assert before[0].count("1 på listen.") == 1
    assert after[0].count("1 plads er ledig. 1 på listen.") == 1
    assert after[1].count("0 af 1 har sagt ja. 1 har ikke svaret i tide.") == 1


def test_a_free_place_with_nobody_on_the_list_is_no_question(client, manager):
    round_ = declared(announced_round("granted", "refused", places=1), manager)
    client.force_login(manager)
    Decision.objects.update(announced_at=timezone.now() - timedelta(days=15))

    asked, steps = on_the_round(client, round_)

    assert (asked, len(steps)) == (["De valgte kommuner svarer"], 1)


def test_while_it_is_chosen_the_round_leads_to_the_order_of_the_list(client, manager):
    round_ = declared(decided_round("reserve"), manager)
    client.force_login(manager)

    _, steps = on_the_round(client, round_)

    assert steps[0].count("1 på listen. I kan give dem en rækkefølge.") == 1


def test_the_application_leads_to_its_announced_decision(client, manager):
    round_ = declared(announced_round("refused"), manager)
    client.force_login(manager)
    decision = round_.decisions.get()

    shown = client.get(reverse("applications:round_application", args=[round_.pk, decision.application_id]))

    assert links(shown, ".act a.function-link") == [page(decision)]

"""»Hvilket forløb passer til jer?«: which answers lead where, and what the page says."""

from itertools import product

import pytest
from django.urls import reverse

from applications.rounds.models import ProgrammeKind
from overview.public.guide import (
    CHALLENGE,
    CONFERENCE,
    DEVELOP,
    INDEPENDENT,
    INSPIRATION,
    MINI,
    MUNICIPAL,
    MUNICIPALITY,
    NO,
    ONE_YEAR,
    OTHER,
    UNSURE,
    YES,
    advise,
)
from praksis.danish import danish_datetime
from tests.factories.programme import EventFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory
from tests.pages import links, texts

GUIDE = reverse("overview:guide")
WHO, WISHES, TIMES = (MUNICIPALITY, MUNICIPAL, INDEPENDENT, OTHER), (DEVELOP, CHALLENGE, INSPIRATION), (YES, UNSURE, NO)


def asked(client, who, wish, time):
    return client.get(GUIDE, {"who": who, "wish": wish, "time": time})


@pytest.mark.parametrize(
    ("who", "wish", "time", "course"),
    [
        (MUNICIPALITY, DEVELOP, YES, ONE_YEAR),
        (MUNICIPALITY, DEVELOP, UNSURE, ONE_YEAR),
        (MUNICIPALITY, DEVELOP, NO, MINI),
        (MUNICIPALITY, CHALLENGE, YES, MINI),
        (MUNICIPAL, DEVELOP, YES, ONE_YEAR),
        (MUNICIPAL, DEVELOP, UNSURE, MINI),
        (MUNICIPAL, CHALLENGE, NO, MINI),
        (INDEPENDENT, DEVELOP, YES, ONE_YEAR),
        (INDEPENDENT, DEVELOP, NO, MINI),
        (INDEPENDENT, CHALLENGE, YES, MINI),
        (MUNICIPALITY, INSPIRATION, YES, CONFERENCE),
        (INDEPENDENT, INSPIRATION, NO, CONFERENCE),
        (OTHER, DEVELOP, YES, CONFERENCE),
        (OTHER, CHALLENGE, YES, CONFERENCE),
    ],
)
def test_three_answers_lead_to_a_course(who, wish, time, course):
    assert advise(who, wish, time).course == course


def test_every_set_of_answers_gets_a_reason_and_a_next_step():
    for answers in product(WHO, WISHES, TIMES):
        advice = advise(*answers)

        assert (len(advice.reasons) >= 2, advice.first.endswith(".")) == (True, True), answers


@pytest.mark.parametrize("who", [MUNICIPAL, INDEPENDENT])
def test_an_institution_is_told_that_the_municipality_applies_for_a_year(who):
    assert advise(who, DEVELOP, YES).heading.endswith("men det er kommunen, der søger")


@pytest.mark.django_db
def test_the_page_asks_first_and_shows_no_advice(client):
    page = client.get(GUIDE)

    assert texts(page, "legend") == ["Hvem er I?", "Hvad vil I helst?", "Kan der sættes tid af i et helt år?"]
    assert (texts(page, "#advice"), texts(page, ".alert-error")) == ([], [])


@pytest.mark.django_db
def test_the_one_year_course_is_shown_with_its_deadline(client):
    round_ = RoundFactory()

    page = asked(client, MUNICIPALITY, DEVELOP, YES)

    assert texts(page, "#advice") == ["Et etårigt forløb passer til jer"]
    assert texts(page, ".guide-advice strong") == [danish_datetime(round_.deadline)]
    assert links(page, ".guide-advice a") == [reverse("overview:programme_one_year")]


@pytest.mark.django_db
def test_without_an_open_round_that_is_said(client):
    RoundFactory(closed=True)

    page = asked(client, MUNICIPALITY, DEVELOP, YES)

    assert texts(page, ".guide-advice h3 + p")[0].count("Der er ingen åben runde lige nu.") == 1


@pytest.mark.django_db
def test_the_mini_is_shown_with_the_months_deadline(client):
    month = RoundFactory(programme=ProgrammeFactory(kind=ProgrammeKind.MINI))

    page = asked(client, INDEPENDENT, CHALLENGE, NO)

    assert texts(page, ".guide-advice strong") == [danish_datetime(month.deadline)]
    assert links(page, ".guide-advice a") == [reverse("overview:programme_mini")]


@pytest.mark.django_db
def test_the_conference_is_shown_with_its_programme_where_one_is_planned(client):
    without = asked(client, OTHER, INSPIRATION, NO)
    event = EventFactory(published=True)
    planned = asked(client, OTHER, INSPIRATION, NO)

    assert links(without, ".guide-advice a") == [reverse("conferences:event_list")]
    assert links(planned, ".guide-advice a") == [event.get_absolute_url()]


@pytest.mark.django_db
def test_what_is_not_answered_is_asked_for_beside_the_question(client):
    page = client.get(GUIDE, {"who": MUNICIPALITY, "wish": "x"})

    assert texts(page, ".alert-error li") == ["Vælg et af svarene.", "Vælg, om der kan sættes tid af."]
    assert texts(page, "#advice") == []
    assert texts(page, "input[checked] + label") == ["En kommune eller en forvaltning"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", [reverse("overview:front")])
def test_the_front_page_leads_to_the_guide(client, address):
    assert links(client.get(address), "#choose ~ p a")[0] == GUIDE


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(ProgrammeKind))
def test_both_offers_lead_to_the_guide(client, kind):
    ProgrammeFactory(kind=kind)

    assert links(client.get(reverse(f"overview:programme_{kind}")), "main > p a").count(GUIDE) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("wish", WISHES)
def test_the_page_takes_one_query_at_most(client, django_assert_max_num_queries, wish):
    for _ in range(3):
        RoundFactory()
        EventFactory(published=True)

    with django_assert_max_num_queries(1):
        asked(client, MUNICIPALITY, wish, YES)

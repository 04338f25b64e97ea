"""Seats at an event for all running courses at once, and what a party is told of its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conferences.registration.models import Allowance
from engagements.attendance import actions, seats
from engagements.attendance.seats import MINI, MINI_OVER, ONE_YEAR
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.engagements import EngagementFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory, MunicipalityFactory
from tests.factories.registration import AllowanceFactory, RegistrationFactory, open_event
from tests.pages import texts

pytestmark = pytest.mark.django_db
PAGE = "/konferencer/konference/pladser/forloeb/"


def days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def event():
    return open_event(slug="konference", title="Leg", capacity=20, held_until=days(10))


@pytest.fixture
def course(municipality):
    return EngagementFactory(running=True, party=municipality, starts_on=days(-100))


@pytest.fixture
def managing(client, manager):
    client.force_login(manager)
    return client


def give(event, manager, kinds=(ONE_YEAR,), number=6):
    return actions.give_seats(event, kinds, number, at=timezone.now(), by=Actor.of(manager))


def held(event):
    return sorted(event.allowances.values_list("organisation__name", "seats"))


def letters():
    return sorted(Email.objects.filter(subject__startswith="Pladser til").values_list("to", flat=True))


# --- Giving them ------------------------------------------------------------------------------------------------------


def test_each_party_gets_seats_and_its_coordinator_the_link(event, course, manager):
    thisted = EngagementFactory(party=MunicipalityFactory(name="Thisted Kommune"), people={})

    given = give(event, manager)

    assert (given, held(event)) == (2, [("Skive Kommune", 6), ("Thisted Kommune", 6)])
    assert letters() == ["karen@skive.example"]
    for one in (course, thisted):
        [words] = [log.words(each) for each in one.case.events.all()]
        assert words.startswith("Der holdes 6 pladser til »Leg« til og med ")


def test_giving_them_again_changes_nothing_and_what_is_held_stays_as_it_is(event, course, manager, municipality):
    AllowanceFactory(event=event, organisation=municipality, seats=3)
    EngagementFactory(party=MunicipalityFactory(name="Thisted Kommune"))
    give(event, manager, number=1)

    assert give(event, manager) == 0

    assert held(event) == [("Skive Kommune", 3), ("Thisted Kommune", 1)]
    assert len(letters()) == 1


def test_a_party_with_two_courses_gets_them_once(event, course, manager, municipality):
    EngagementFactory(party=municipality, starts_on=days(-10), people={})

    assert give(event, manager) == 1
    assert (held(event), letters()) == ([("Skive Kommune", 6)], ["karen@skive.example"])


def test_a_single_party_is_told_of_as_one(managing, event, course):
    done = managing.post(f"{PAGE}hold/", {"slags": [ONE_YEAR], "antal": "5"}, follow=True)

    assert texts(done, ".alert-text") == ["Der holdes nu 5 pladser til 1 part. Linket er på vej."]


def test_where_there_is_not_room_for_all_nobody_gets_any(event, course, manager):
    EngagementFactory()

    with pytest.raises(ActionError, match="Det er 22 pladser, og der er 20 ledige"):
        give(event, manager, number=11)

    assert (held(event), letters()) == ([], [])


@pytest.mark.parametrize(
    ("until", "says"), [(None, "Skriv først på arrangementet"), (-1, "Pladserne blev holdt til og med")]
)
def test_seats_are_given_as_long_as_they_are_held(until, says, event, course, manager):
    event.held_until = None if until is None else days(until)
    event.save()

    with pytest.raises(ActionError, match=says):
        give(event, manager)


def test_where_the_link_leads_nowhere_nothing_is_held(event, course, manager):
    event.registration_closes_at = timezone.now() - timedelta(hours=1)
    event.save()

    with pytest.raises(ActionError, match="Tilmeldingen er lukket"):
        give(event, manager)

    assert held(event) == []


# --- To which courses -------------------------------------------------------------------------------------------------


def parties(event, *kinds):
    return {engagement.party_id for engagement in seats.courses_on(event, kinds)}


def test_courses_that_run_on_the_day_planned_ones_too(event):
    planned = EngagementFactory(starts_on=event.held_on)
    running = EngagementFactory(running=True, starts_on=days(-100), ends_on=event.held_on)
    mini = EngagementFactory(running=True, mini=True)
    EngagementFactory(starts_on=event.held_on + timedelta(days=1))
    EngagementFactory(running=True, starts_on=days(-300), ends_on=event.held_on - timedelta(days=1))
    EngagementFactory(closed=True, starts_on=days(-100))

    assert parties(event, ONE_YEAR) == {planned.party_id, running.party_id}
    assert parties(event, MINI) == {mini.party_id}
    assert parties(event) == set()


def test_minis_that_are_over_can_be_asked_too(event):
    last = event.held_on - timedelta(days=365)
    used = EngagementFactory(mini=True, closed=True)
    ended = EngagementFactory(mini=True, running=True, starts_on=last - timedelta(days=90), ends_on=last)
    long_ago = last - timedelta(days=1)
    EngagementFactory(mini=True, closed=True, starts_on=long_ago - timedelta(days=90), ends_on=long_ago)
    EngagementFactory(mini=True, closed=True, ended_early=True)
    EngagementFactory(mini=True, closed=True, started_at=None, started_by=None, closed_by=used.closed_by)
    EngagementFactory(closed=True)

    assert parties(event, MINI_OVER) == {used.party_id, ended.party_id}
    assert parties(event, MINI, MINI_OVER) == {used.party_id, ended.party_id}


# --- The managers' page -----------------------------------------------------------------------------------------------


def test_a_manager_sees_who_gets_how_many_and_gives_them(managing, event, course, municipality):
    thisted = EngagementFactory(party=MunicipalityFactory(name="Thisted Kommune"))
    AllowanceFactory(event=event, organisation=municipality, seats=4)
    EngagementFactory(mini=True, running=True, people={}, party=InstitutionFactory(name="Solhuset"))

    shown = managing.get(PAGE, {"slags": [ONE_YEAR, MINI], "antal": "5"})
    done = managing.post(f"{PAGE}hold/", {"slags": [ONE_YEAR, MINI], "antal": "5"}, follow=True)

    assert texts(shown, "tbody th") == ["Skive Kommune", "Solhuset", "Thisted Kommune"]
    assert texts(shown, "tbody td:last-child") == ["Uændret", "5", "5"]
    assert "Vi kan ikke skrive til: Solhuset." in " ".join(texts(shown, "main p"))
    assert texts(shown, "main form .button-primary") == ["Hold 10 pladser, og send linkene"]
    assert texts(done, ".alert-text")[0].startswith("Der holdes nu 5 pladser til hver af 2 parter.")
    assert Allowance.objects.get(organisation=thisted.party_id).seats == 5


def test_the_page_leads_from_the_events_seats(managing, event):
    page = managing.get("/konferencer/konference/pladser/").content.decode()

    assert f'href="{PAGE}"' in page


def test_giving_what_all_have_says_so(managing, event, course, municipality):
    AllowanceFactory(event=event, organisation=municipality)
    asked = {"slags": [ONE_YEAR], "antal": "5"}

    shown = managing.get(PAGE, asked)
    done = managing.post(f"{PAGE}hold/", asked, follow=True)

    assert "De har alle pladser i forvejen." in texts(shown, "main p")
    assert "De har alle pladser i forvejen, så intet er ændret." in texts(done, ".alert-text")


def test_what_there_is_no_room_for_cannot_be_pressed_and_is_refused(managing, event, course):
    asked = {"slags": [ONE_YEAR], "antal": "21"}

    shown = managing.get(PAGE, asked)
    refused = managing.post(f"{PAGE}hold/", asked)

    assert texts(shown, ".alert-heading") == ["Der er ikke plads til alle"]
    assert texts(shown, "main form .button-primary") == []
    assert (refused.status_code, Allowance.objects.count()) == (422, 0)
    assert "Det er 21 pladser, og der er 20 ledige." in refused.content.decode()


@pytest.mark.parametrize(
    "asked", [{"antal": "0", "slags": ONE_YEAR}, {"antal": "x", "slags": ONE_YEAR}, {"antal": "3"}, {"antal": ""}]
)
def test_what_cannot_be_asked_is_shown_again(asked, managing, event, course):
    answers = managing.get(PAGE, asked), managing.post(f"{PAGE}hold/", asked)

    assert [answer.status_code for answer in answers] == [422, 422]
    assert Allowance.objects.count() == 0


def test_courses_that_came_later_are_pointed_out(managing, event, course, municipality):
    before = managing.get(PAGE)
    AllowanceFactory(event=event, organisation=municipality)
    all_have = managing.get(PAGE)
    EngagementFactory()

    after = managing.get(PAGE)

    assert [texts(page, ".alert-heading") for page in (before, all_have, after)] == [
        [],
        [],
        ["Nogle forløb har ingen pladser"],
    ]


def test_a_theme_day_is_thought_of_for_one_year_courses(managing, course):
    open_event(slug="konference", kind="theme_day", held_until=days(10))
    EngagementFactory(running=True, mini=True)

    assert texts(managing.get(PAGE), "tbody th") == ["Skive Kommune"]


def test_seats_of_courses_that_are_over_can_be_let_go(managing, event):
    stopped = EngagementFactory(closed=True, ended_early=True, party=MunicipalityFactory(name="Thisted Kommune"))
    used = EngagementFactory(closed=True, ended_early=True)
    unused = AllowanceFactory(event=event, organisation=stopped.party, seats=3)
    all_used = AllowanceFactory(event=event, organisation=used.party, seats=1)
    RegistrationFactory(event=event, allowance=all_used)
    RegistrationFactory(event=event, allowance=unused)
    AllowanceFactory(event=event)

    page = managing.get(PAGE)

    assert texts(page, "section[aria-labelledby=over] li") == [
        "Thisted Kommune: 2 af 3 er ikke taget. Giv fri det, Thisted Kommune ikke har taget"
    ]
    assert f"/konferencer/konference/pladser/{unused.pk}/giv-fri/" in page.content.decode()


def test_an_event_without_a_day_to_hold_until_says_so(managing, event):
    event.held_until = None
    event.save()

    assert any(text.startswith("Skriv først på arrangementet") for text in texts(managing.get(PAGE), "main p"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_course_and_for_three(rows, managing, event, django_assert_num_queries):
    for _ in range(rows):
        AllowanceFactory(event=event, organisation=EngagementFactory().party)
        EngagementFactory()
        AllowanceFactory(event=event, organisation=EngagementFactory(closed=True, ended_early=True).party)

    with django_assert_num_queries(12):
        assert managing.get(PAGE, {"slags": ONE_YEAR, "antal": "1"}).status_code == 200


# --- What the party sees ----------------------------------------------------------------------------------------------


@pytest.fixture
def own(event, municipality):
    allowance = AllowanceFactory(event=event, organisation=municipality, seats=6)
    RegistrationFactory(event=event, allowance=allowance, name="Gitte Gæst", workplace="Børnehuset")
    RegistrationFactory(event=event, allowance=allowance, name="Vera Venter", waiting=True)
    RegistrationFactory(event=event, allowance=allowance, name="Anna Afmeldt", cancelled=True)
    RegistrationFactory(event=event, name="En Anden", municipality=municipality)
    return allowance


def test_the_party_reads_of_its_seats_on_its_own_pages(client, course, own, coordinator):
    client.force_login(coordinator)
    says = "I har 6 pladser til konferencen "

    pages = client.get(course.get_absolute_url()), client.get("/mine/")

    for page in pages:
        text = " ".join(page.content.decode().split())
        assert says in text
        assert ": 1 er brugt." in text
        assert f"{course.get_absolute_url()}konferencer/" in text


def test_what_was_held_or_is_not_public_is_not_told(client, course, municipality, coordinator):
    AllowanceFactory(event=open_event(held_on=days(-1), held_until=days(-5)), organisation=municipality)
    hidden = AllowanceFactory(organisation=municipality).event
    hidden.status, hidden.published_at = "draft", None
    hidden.save()
    client.force_login(coordinator)

    pages = [client.get(url) for url in (course.get_absolute_url(), "/mine/")]
    own = client.get(f"{course.get_absolute_url()}konferencer/")

    assert not any("I har 2 pladser" in page.content.decode() for page in pages)
    assert "Der holdes ikke pladser til Skive Kommune" in own.content.decode()


def test_the_link_is_not_offered_when_the_registration_is_closed(client, course, municipality, coordinator):
    event = open_event(held_until=days(-1), registration_closes_at=timezone.now() - timedelta(hours=1))
    AllowanceFactory(event=event, organisation=municipality)
    client.force_login(coordinator)

    page = client.get(f"{course.get_absolute_url()}konferencer/")

    assert "Tilmeldingen er lukket." in texts(page, "section p")
    assert texts(page, "section form") == []


def test_the_day_until_which_they_were_held_may_be_over():
    until = days(-1), days(0)

    assert ["som blev holdt til og med" in seats.sentence("konferencen", 2, 1, day) for day in until] == [True, False]


def test_the_coordinator_sees_who_has_registered_by_the_link_and_has_it_sent(client, course, own, coordinator):
    client.force_login(coordinator)
    address = f"{course.get_absolute_url()}konferencer/"

    page = client.get(address)
    sent = client.post(f"{address}{own.pk}/send-link/", follow=True)

    assert texts(page, "section li") == ["Gitte Gæst, Børnehuset", "Vera Venter, Børnehuset (på venteliste)"]
    assert "Linket er på vej til karen@skive.example." in texts(sent, ".alert-text")
    assert letters() == ["karen@skive.example"]


def test_others_see_how_many_and_no_names(client, course, own, municipality, consultant):
    viewer = MembershipFactory(organisation=municipality, viewer=True).user
    address = f"{course.get_absolute_url()}konferencer/"

    for user in (consultant, viewer):
        client.force_login(user)
        page = client.get(address)
        assert "6 pladser holdes til Skive Kommune til og med " in page.content.decode()
        assert "Gitte" not in page.content.decode()
        assert client.post(f"{address}{own.pk}/send-link/").status_code == 403


def test_the_link_to_the_seats_of_others_is_not_found(client, course, coordinator):
    client.force_login(coordinator)
    theirs = AllowanceFactory()

    assert client.post(f"{course.get_absolute_url()}konferencer/{theirs.pk}/send-link/").status_code == 404


def test_without_guests_or_a_day_the_page_says_what_there_is(client, course, event, municipality, coordinator):
    event.held_until = None
    event.save()
    AllowanceFactory(event=event, organisation=municipality, seats=1)
    client.force_login(coordinator)

    page = client.get(f"{course.get_absolute_url()}konferencer/").content.decode()

    assert "I har 1 plads til konferencen " in page
    assert ": 0 er brugt." in page
    assert "Ingen har tilmeldt sig med jeres link endnu." in page
    assert "I har 1 plads til konferencen " in client.get(course.get_absolute_url()).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_partys_page_costs_the_same_for_one_and_for_three(
    rows, client, course, municipality, coordinator, django_assert_num_queries
):
    for _ in range(rows):
        allowance = AllowanceFactory(organisation=municipality)
        for _ in range(rows):
            RegistrationFactory(event=allowance.event, allowance=allowance)
    client.force_login(coordinator)

    with django_assert_num_queries(7):
        assert client.get(f"{course.get_absolute_url()}konferencer/").status_code == 200


def test_a_guest_is_told_before_registering_who_sees_the_name(client, own):
    page = client.get(f"/tilmelding/forloeb/{links.token(own.link)}/", follow=True)

    assert any(
        "kan jeres tovholder og de kolleger, der skriver med i forløbet, se navn" in text
        for text in texts(page, "main p")
    )

"""An institution's part: the writers' page, and the leader's way through the mail without an account."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Application
from praksis.cases.actors import Actor
from praksis.mail import delivery, links
from praksis.mail.models import Email, PersonalLink
from tests.pages import texts

pytestmark = pytest.mark.django_db

PART, BEGIN, SAVE, THANKS = (
    reverse(f"applications:{name}") for name in ("part", "begin_part", "save_part", "part_thanks")
)


@pytest.fixture
def web(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def row(complete):
    return complete.institutions.get()


@pytest.fixture
def part_link(complete, row, coordinator):
    who = {"name": "Lis Leder", "email": "lis@skive.example", "by": Actor.of(coordinator)}
    return actions.send_part(complete, row.pk, **who, received_at=timezone.now())


@pytest.fixture
def leader(part_link):
    """A browser that has followed the link in the mail."""
    browser = Client()
    letter = Email.objects.get(link=part_link)
    browser.get(delivery.button_url(letter).removeprefix("http://testserver"))
    return browser


@pytest.fixture
def begun(leader):
    leader.post(BEGIN, {"name": "Lis Leder"})
    return leader


def page_of(name, complete, row):
    return reverse(f"applications:{name}", args=[complete.pk, row.pk])


def sent(row, text="Legen er svær.", revision=1, handling="gem"):
    name = f"institutions.why@{row.pk}"
    return {name: text, f"revision:{name}": revision, "handling": handling}


def value(row):
    return row.answers.get().value


# --- The writers --------------------------------------------------------------------------------------------------


def test_the_institutions_button_saves_the_page_and_leads_to_its_leader(web, complete, row):
    section = reverse("applications:section", args=[complete.pk, 2])

    answer = web.post(section, sent(row, handling=f"leder:{row.pk}"))

    assert answer.url == page_of("send_part", complete, row)
    assert value(row) == "Legen er svær."


def test_the_part_is_sent_and_its_state_stands_beside_the_institution(web, complete, row):
    form = {"name": "Lis Leder", "email": "lis@skive.example"}

    answer = web.post(page_of("send_part", complete, row), form, follow=True)

    assert "Delen er sendt til lis@skive.example." in texts(answer, ".messages, .alert-text")[0]
    section = web.get(reverse("applications:section", args=[complete.pk, 2]))
    assert texts(section, ".institution__leader")[0].startswith("Sendt til lederen lis@skive.example")


@pytest.mark.parametrize("form", [{}, {"name": "Lis", "email": "lis"}, {"name": "L" * 101, "email": "x" * 300}])
def test_a_mistyped_address_is_said_beside_the_field(web, complete, row, form):
    page = web.post(page_of("send_part", complete, row), form)

    assert page.status_code == 422
    assert not PersonalLink.objects.exists()


def test_the_link_is_sent_again_and_taken_back(web, complete, row, part_link):
    web.post(page_of("resend_part", complete, row))
    part_link.refresh_from_db()
    assert part_link.generation == 2

    web.post(page_of("withdraw_part", complete, row))
    part_link.refresh_from_db()
    assert part_link.withdrawn_at is not None


def test_after_the_deadline_it_is_said_that_nothing_can_be_sent(web, complete, row):
    complete.round.deadline = timezone.now() - timedelta(seconds=1)
    complete.round.save()

    page = web.post(page_of("send_part", complete, row), {"name": "Lis", "email": "lis@skive.example"})

    assert page.status_code == 422
    assert "Fristen var" in texts(page, ".alert-error")[0]
    assert not PersonalLink.objects.exists()


# --- The leader ---------------------------------------------------------------------------------------------------


def test_looking_acts_on_nothing_and_the_address_is_clean(leader, complete, row):
    before = complete.case.events.count()

    page = leader.get(PART)

    assert texts(page, "h1") == ["Spørgsmål om Solhuset"]
    assert complete.case.events.count() == before


def test_the_leader_sees_nothing_else_of_the_application(begun, write):
    write("need", "Hemmelig uro")

    page = begun.get(PART).content.decode()

    assert "Skive Kommune" in page
    assert "Spørgsmål institutions.why" in page
    assert "Hemmelig uro" not in page
    assert "Dorte" not in page
    assert "Spørgsmål need" not in page


def test_the_leader_says_who_it_is_before_anything_is_written(leader, row):
    assert leader.post(PART, sent(row)).status_code == 200
    assert leader.post(BEGIN, {"name": ""}).status_code == 422
    assert value(row) == "Mange børn står uden for legen."

    assert leader.post(BEGIN, {"name": "Lis Leder"}).url == PART
    assert texts(leader.get(PART), "form[data-autosave] button.button")[-2:] == ["Færdig", "Gem og fortsæt senere"]


def test_the_leader_saves_the_page_without_javascript(begun, row):
    answer = begun.post(PART, sent(row))

    assert answer.url == PART
    assert (value(row), row.answers.get().changes.first().by_name) == ("Legen er svær.", "Lis Leder")


def test_the_leaders_page_saves_itself(begun, row):
    field = {"field": f"institutions.why@{row.pk}", "value": "Legen er svær.", "revision": 1}

    answer = begun.post(SAVE, field)

    assert (answer.status_code, answer.json()["revision"]) == (200, 2)
    assert value(row) == "Legen er svær."


@pytest.mark.parametrize(("field", "status"), [("need", 403), ("director__name", 403), ("", 403), ("x@y", 403)])
def test_the_leader_saves_no_other_field(begun, field, status):
    assert begun.post(SAVE, {"field": field, "value": "x", "revision": 0}).status_code == status


def test_the_leader_and_a_colleague_choose_between_their_texts(begun, row, write):
    write(f"institutions.why@{row.pk}", "Kommunens tekst")

    page = begun.post(PART, sent(row, "Lederens tekst", revision=1))
    told = begun.post(SAVE, {"field": f"institutions.why@{row.pk}", "value": "Lederens tekst", "revision": 1})
    chosen = begun.post(PART, sent(row, "Lederens tekst", revision=2, handling=f"kollegas:institutions.why@{row.pk}"))

    assert (page.status_code, told.status_code, chosen.status_code) == (409, 409, 302)
    assert texts(page, ".conflict button") == ["Behold min tekst", "Brug kollegaens tekst"]
    assert value(row) == "Kommunens tekst"
    assert "Lederens tekst" in row.answers.get().changes.values_list("value", flat=True)


def test_done_tells_the_writers_and_ends_the_link(begun, row, coordinator):
    answer = begun.post(PART, sent(row, handling="faerdig"))

    assert answer.url == THANKS
    assert texts(begun.get(THANKS), "h1") == ["Tak for dine svar"]
    assert Email.objects.filter(to=coordinator.email, subject__contains="er færdig").count() == 1
    assert begun.get(PART).status_code == 410


def test_done_with_an_empty_answer_says_what_is_missing(begun, row, part_link):
    page = begun.post(PART, sent(row, "", handling="faerdig"), follow=True)

    assert "Svar på: Spørgsmål institutions.why" in re.sub(r"\s+", " ", page.content.decode())
    part_link.refresh_from_db()
    assert part_link.used_at is None


def test_a_cpr_number_is_warned_of_and_can_be_said_to_be_none(begun, row, complete):
    name = f"institutions.why@{row.pk}"
    begun.post(PART, sent(row, "Barnet 010190-1234"))
    assert len(texts(begun.get(PART), ".answer-note--cpr")) == 1

    begun.post(PART, sent(row, "Barnet 010190-1234", revision=2, handling=f"ikke-cpr:{name}"))

    assert texts(begun.get(PART), ".answer-note--cpr") == []
    assert complete.case.events.get(kind="application.not_cpr").actor_name == "Lis Leder"


def withdrawn(link, complete, row, coordinator):
    actions.withdraw_part(complete, row.pk, by=Actor.of(coordinator), received_at=timezone.now())


def sent_again(link, complete, row, coordinator):
    actions.resend_part(complete, row.pk, by=Actor.of(coordinator), received_at=timezone.now())


def removed(link, complete, row, coordinator):
    actions.remove_institution(complete, row.pk, by=Actor.of(coordinator))


def handed_in(link, complete, row, coordinator):
    Application.objects.filter(pk=complete.pk).update(status="withdrawn")


def expired(link, complete, row, coordinator):
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))


def closed(link, complete, row, coordinator):
    complete.round.deadline = timezone.now() - timedelta(seconds=1)
    complete.round.save()


@pytest.mark.parametrize("happens", [withdrawn, sent_again, removed, handed_in, expired, closed])
def test_a_link_that_no_longer_works_says_why_and_keeps_what_was_typed(
    begun, part_link, complete, row, coordinator, happens
):
    happens(part_link, complete, row, coordinator)

    page = begun.post(PART, sent(row, "En lang tekst"))
    told = begun.post(SAVE, {"field": f"institutions.why@{row.pk}", "value": "En lang tekst", "revision": 1})

    assert page.status_code == 410
    assert texts(page, ".remark") == ["En lang tekst"]
    assert told.status_code in {403, 410}
    assert "Teksten står her stadig" in told.json()["message"]
    assert not row.answers.filter(value="En lang tekst").exists()


@pytest.mark.parametrize("token", ["noget", "00000000-0000-0000-0000-000000000000.abc", "\x00", "x" * 5000])
def test_an_unknown_link_is_not_found(client, token):
    assert client.get(reverse("applications:part_start", args=[token])).status_code == 404


def test_without_a_link_there_is_nothing(client):
    for path in (PART, THANKS):
        assert client.get(path).status_code == 404
    assert client.post(BEGIN, {"name": "Lis"}).status_code == 404
    assert client.post(SAVE, {"field": "need"}).status_code == 410


def test_the_directors_link_opens_no_part(client, link):
    assert client.get(reverse("applications:part_start", args=[links.token(link)])).status_code == 404

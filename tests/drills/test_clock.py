"""A clock that jumps: an hour forward or back while links, codes, deadlines and sessions are in use."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Application, Signature, Status
from praksis import health
from praksis.mail import delivery, links
from praksis.mail.models import Email, PersonalLink
from praksis.work import WorkStatus
from praksis.working_days import end_of_day
from tests.drills.rows import a_signed_application, an_application_to_sign
from tests.factories.rounds import RoundFactory
from tests.pages import texts

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

NOON = datetime(2017, 11, 3, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)
SIGN, CODE = reverse("applications:sign"), reverse("applications:sign_code")
DORTE = {"name": "Dorte Direktør", "title": "Direktør"}


@pytest.fixture
def clock(time_machine):
    """Noon of the last day of a round; `clock.shift` lets it jump."""
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def round_(clock):
    return RoundFactory(deadline=end_of_day(date(2017, 11, 3)))


@pytest.fixture
def application(round_):
    return an_application_to_sign(round=round_)


@pytest.fixture
def director(application):
    """A browser that has followed the link in the mail."""
    browser = Client()
    browser.get(reverse("applications:sign_start", args=[links.token(PersonalLink.objects.get())]))
    return browser


def ask_for_code(director) -> str:
    """The director asks for a code and reads it in the mail."""
    assert director.post(CODE, DORTE).status_code == 302
    return links.code(PersonalLink.objects.get())


def sign(director, code):
    return director.post(SIGN, {**DORTE, "code": code})


# --- Six-digit codes ----------------------------------------------------------------------------------------------


def test_a_code_in_use_when_the_clock_jumps_forward_has_run_out_and_a_new_one_works(director, clock):
    code = ask_for_code(director)
    clock.shift(HOUR)
    refused = sign(director, code)

    signed = sign(director, ask_for_code(director))

    assert (refused.status_code, texts(refused, ".form-error-message")) == (
        422,
        ["Fejl: Koden er udløbet. Bed om en ny."],
    )
    assert (signed.status_code, Signature.objects.count()) == (302, 1)


def test_a_code_in_use_when_the_clock_is_set_back_still_works_once(director, clock, application):
    code = ask_for_code(director)
    clock.shift(-HOUR)

    signed = sign(director, code)
    again = sign(director, code)

    assert [(answer.status_code, answer.url) for answer in (signed, again)] == [
        (302, reverse("applications:sign_thanks"))
    ] * 2
    assert Signature.objects.get().signed_at == NOON - HOUR
    assert Application.objects.get().status == Status.SUBMITTED


# --- Personal links -----------------------------------------------------------------------------------------------


def test_a_link_past_its_time_by_a_wrong_clock_says_so_and_works_again_when_the_clock_is_right(director, clock):
    clock.move_to(NOON + 12 * HOUR, tick=False)
    refused = director.get(SIGN)
    clock.move_to(NOON, tick=False)

    signed = sign(director, ask_for_code(director))

    assert refused.status_code == 410
    assert texts(refused, "main")[0].count(links.EXPIRED) == 1
    assert (signed.status_code, Signature.objects.count()) == (302, 1)


def test_a_letter_dropped_by_a_wrong_clock_is_sent_with_one_press_when_the_clock_is_right(clock, application, client):
    client.force_login(application.created_by)
    resend = reverse("applications:resend_link", args=[application.pk])
    client.post(resend)
    clock.move_to(NOON + 12 * HOUR, tick=False)
    delivery.deliver(Email.objects.get().pk)
    clock.move_to(NOON, tick=False)

    client.post(resend)
    delivery.deliver(Email.objects.get(link_generation=3).pk)

    letters = Email.objects.order_by("link_generation").values_list("link_generation", "status")
    assert list(letters) == [(2, WorkStatus.DROPPED), (3, WorkStatus.DONE)]


# --- Deadlines ----------------------------------------------------------------------------------------------------


@pytest.fixture
def in_time(round_, client):
    """An application to be sent one minute before the deadline."""
    application = a_signed_application(round=round_)
    client.force_login(application.created_by)
    return application


def submit(client, application):
    return client.post(reverse("applications:submit", args=[application.pk]))


def jump_at_first_query(clock, by):
    """Let the clock jump once, when the request has come but nothing was looked up for it."""
    left = [by]

    def jump(execute, sql, params, many, context):
        if left:
            clock.shift(left.pop())
        return execute(sql, params, many, context)

    return connection.execute_wrapper(jump)


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_an_application_is_judged_by_the_clock_at_the_moment_it_came(client, in_time, clock, jump):
    came = in_time.round.deadline - timedelta(minutes=1)
    clock.move_to(came, tick=False)

    with jump_at_first_query(clock, jump):
        answer = submit(client, in_time)

    in_time.refresh_from_db()
    assert answer.url == reverse("applications:receipt", args=[in_time.pk])
    assert (in_time.status, in_time.submitted_at) == (Status.SUBMITTED, came)


def test_red_twin_judged_when_it_is_handled_it_is_late(client, in_time, clock, monkeypatch):
    submit_now = actions.submit
    monkeypatch.setattr(
        actions, "submit", lambda each, *, by, received_at: submit_now(each, by=by, received_at=timezone.now())
    )
    clock.move_to(in_time.round.deadline - timedelta(minutes=1), tick=False)

    with jump_at_first_query(clock, HOUR):
        submit(client, in_time)

    in_time.refresh_from_db()
    assert in_time.status == Status.DRAFT


def test_a_draft_refused_by_a_clock_that_ran_ahead_is_kept_and_sent_when_the_clock_is_right(client, in_time, clock):
    clock.move_to(in_time.round.deadline + timedelta(minutes=1), tick=False)
    submit(client, in_time)
    refused = Application.objects.get().status
    clock.shift(-HOUR)

    answer = submit(client, in_time)

    assert refused == Status.DRAFT
    assert answer.url == reverse("applications:receipt", args=[in_time.pk])


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Asia/Tokyo"])
def machine_in(request, monkeypatch):
    """The machine's own time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine_in")
@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2018, 3, 25), datetime(2018, 3, 25, 21, 59, 59, 999999, tzinfo=UTC)),  # a day of 23 hours
        (date(2018, 10, 28), datetime(2018, 10, 28, 22, 59, 59, 999999, tzinfo=UTC)),  # a day of 25 hours
        (date(2020, 2, 29), datetime(2020, 2, 29, 22, 59, 59, 999999, tzinfo=UTC)),
        (date(2018, 12, 31), datetime(2018, 12, 31, 22, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_the_last_day_is_whole_on_every_odd_day_and_on_machines_anywhere(client, time_machine, day, last):
    time_machine.move_to(last - timedelta(days=1), tick=False)
    round_ = RoundFactory(deadline=end_of_day(day))
    early, late = a_signed_application(round=round_), a_signed_application(round=round_)

    for application, moment in [(early, last), (late, last + timedelta(microseconds=1))]:
        time_machine.move_to(moment, tick=False)
        client.force_login(application.created_by)
        submit(client, application)

    assert [Application.objects.get(pk=each.pk).status for each in (early, late)] == [Status.SUBMITTED, Status.DRAFT]
    assert Application.objects.get(pk=early.pk).submitted_at == last


# --- Sessions and signs of life -----------------------------------------------------------------------------------


def test_whoever_is_signed_in_stays_so_when_the_clock_jumps(client, in_time, clock):
    answers = []
    for jump in (HOUR, -2 * HOUR, HOUR):
        clock.shift(jump)
        answers.append(client.get(in_time.get_absolute_url()).status_code)

    assert answers == [200, 200, 200]


def test_signs_of_life_go_on_after_the_clock_is_set_back(client, clock):
    health.note_alive("worker")
    clock.shift(-HOUR)

    before = client.get("/healthz").json()
    health.note_alive("worker")
    after = client.get("/healthz").json()

    assert [seen["worker"] for seen in (before, after)] == ["2017-11-03T11:00:00+00:00", "2017-11-03T10:00:00+00:00"]

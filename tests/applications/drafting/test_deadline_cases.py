"""Two thousand requests around deadlines: accepted exactly when they were received in time, by the Danish calendar.

Each is judged by a calendar of the test's own: the rule of the summer time and the last working days, written out by
hand. The seed stands in the name of each test, and a failing case says what it was.
"""

import random
import time
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Answer, Application, Status
from applications.rounds.actions import prepare_months
from applications.rounds.models import Programme, ProgrammeKind, QuestionKind, Round
from praksis.cases.actors import Actor
from praksis.mail import links
from praksis.mail.models import PersonalLink, Purpose
from praksis.working_days import end_of_day
from tests.access.asking import rolled_back
from tests.drills.rows import a_draft, a_signed_application, an_application_to_sign
from tests.factories.drafting import AnswerFactory, ApplicationInstitutionFactory
from tests.factories.minis import applicant, complete_mini, mini_programme
from tests.factories.rounds import QuestionFactory

pytestmark = pytest.mark.django_db

ZONES = ["UTC", "America/Los_Angeles", "Asia/Tokyo"]
CASES = 134  # of each way on each machine: 5 × 3 × 134 = 2010
BEGAN = datetime(2017, 9, 1, 8, tzinfo=UTC)
# The rounds on record, and the odd days: both changes of the clock, a leap day, the last of the year
DAYS = [
    date(2017, 11, 3),
    date(2018, 5, 1),
    date(2018, 11, 1),
    date(2018, 3, 25),
    date(2018, 10, 28),
    date(2019, 3, 31),
    date(2019, 10, 27),
    date(2020, 2, 29),
    date(2020, 3, 1),
    date(2017, 12, 31),
    date(2019, 1, 1),
]
# The last working day of each month, from the calendar; a mini was last applied for on 30 August 2019
LAST_DAYS = [
    date.fromisoformat(day)
    for day in """
    2017-09-29 2017-10-31 2017-11-30 2017-12-29 2018-01-31 2018-02-28 2018-03-28 2018-04-30 2018-05-31 2018-06-29
    2018-07-31 2018-08-31 2018-09-28 2018-10-31 2018-11-30 2018-12-31 2019-01-31 2019-02-28 2019-03-29 2019-04-30
    2019-05-31 2019-06-28 2019-07-31 2019-08-30
    """.split()
]
MICROSECOND = timedelta(microseconds=1)


# --- A calendar of the test's own ---------------------------------------------------------------------------------


def last_sunday(year: int, month: int) -> date:
    """March and October have 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def danish_day(moment: datetime) -> date:
    """The date in Denmark: two hours before UTC from the last Sunday of March to that of October, at 01 UTC; or one."""
    changes = [datetime(moment.year, month, last_sunday(moment.year, month).day, 1, tzinfo=UTC) for month in (3, 10)]
    is_summer = changes[0] <= moment < changes[1]
    return (moment + timedelta(hours=2 if is_summer else 1)).date()


def moments_around(day: date, chance: random.Random) -> datetime:
    """A moment near the end of a day: mostly its very last or first ones, or somebody else's midnight."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    midnight -= timedelta(hours=2 if danish_day(midnight - timedelta(hours=2)) > day else 1)
    near = [
        chance.choice([-2, -1, 0, 1, 2]) * MICROSECOND,
        timedelta(seconds=chance.uniform(-2, 2)),
        timedelta(minutes=chance.uniform(-90, 90)),
        timedelta(hours=chance.choice([-16, -9, -8, -2, -1, 1, 2, 7, 8, 15]), microseconds=chance.choice([-1, 0, 1])),
        timedelta(days=chance.uniform(-3, 3)),
    ]
    return midnight + chance.choice(near)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2018, 3, 25, 0, 59, tzinfo=UTC), date(2018, 3, 25)),
        (datetime(2018, 3, 25, 21, 59, 59, 999999, tzinfo=UTC), date(2018, 3, 25)),
        (datetime(2018, 3, 25, 22, tzinfo=UTC), date(2018, 3, 26)),
        (datetime(2018, 10, 28, 22, 59, 59, 999999, tzinfo=UTC), date(2018, 10, 28)),
        (datetime(2018, 10, 28, 23, tzinfo=UTC), date(2018, 10, 29)),
        (datetime(2018, 12, 31, 23, tzinfo=UTC), date(2019, 1, 1)),
        (datetime(2020, 2, 29, 22, 59, tzinfo=UTC), date(2020, 2, 29)),
    ],
)
def test_the_calendar_of_these_tests_is_right(moment, day):
    assert danish_day(moment) == day


# --- What is sent -------------------------------------------------------------------------------------------------


class Submit:
    """The owner sends a signed application."""

    def __init__(self):
        self.application = a_signed_application(round__opens_at=BEGAN)
        self.user, self.path = self.application.created_by, reverse("applications:submit", args=[self.application.pk])

    def data(self, sent_at):
        return {}

    def was_accepted(self, received_at):
        sent = Application.objects.get(pk=self.application.pk)
        assert sent.submitted_at in {None, received_at}
        return sent.status == Status.SUBMITTED


class Sign(Submit):
    """The director signs, whereupon the application is sent."""

    def __init__(self):
        self.application = an_application_to_sign(round__opens_at=BEGAN)
        self.user, self.path = None, reverse("applications:sign")
        self.link = PersonalLink.objects.get(object_id=self.application.pk)

    def data(self, sent_at):
        """The code was asked for in time, a moment before."""
        PersonalLink.objects.filter(pk=self.link.pk).update(code_sent_at=sent_at - timedelta(minutes=1), code_serial=1)
        return {"name": "Dorte", "title": "Direktør", "code": links.code(PersonalLink.objects.get(pk=self.link.pk))}


class Save:
    """Somebody writes, and the page saves the field by itself."""

    def __init__(self):
        self.application, self.answer = a_draft(round__opens_at=BEGAN)
        self.user, self.path = self.application.created_by, reverse("applications:save", args=[self.application.pk])
        self.field = "need"

    def data(self, sent_at):
        return {"field": self.field, "value": "Nyt", "revision": "0"}

    def was_accepted(self, received_at):
        return Answer.objects.get(pk=self.answer.pk).value == "Nyt"


class LeadersPart(Save):
    """An institution's leader writes, by a personal link."""

    def __init__(self):
        super().__init__()
        self.user, self.path = None, reverse("applications:save_part")
        row = ApplicationInstitutionFactory(application=self.application)
        question = QuestionFactory(
            question_set=self.application.question_set,
            key="institutions.why",
            kind=QuestionKind.LONG_TEXT,
            part_of="institutions",
        )
        self.answer = AnswerFactory(application=self.application, question=question, institution=row)
        self.field = f"institutions.why@{row.pk}"
        self.link = links.create(
            Purpose.FILL_INSTITUTION,
            object_id=row.pk,
            recipient="lis@skive.example",
            expires_at=BEGAN + timedelta(days=30),
        )


WAYS = {"submit": Submit, "sign": Sign, "save": Save, "part": LeadersPart}


@pytest.fixture(params=ZONES)
def machine_in(request, monkeypatch):
    """The machine's own time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def clock(time_machine, settings):
    settings.SESSION_COOKIE_AGE = 10**9  # whoever signed in in 2017 is so in 2020
    time_machine.move_to(BEGAN, tick=False)
    return time_machine


def browser_of(way) -> Client:
    """Signed in, or with the personal link opened."""
    client = Client()
    if way.user:
        client.force_login(way.user)
    else:
        client.get(reverse(links.path_name(way.link), args=[links.token(way.link)]))
    return client


def waiting(clock, seconds):
    """The request's first look at the database waits, as for a lock, and the clock goes on meanwhile."""
    if not seconds:
        return nullcontext()
    left = [seconds]

    def wait(execute, sql, params, many, context):
        if left:
            clock.shift(timedelta(seconds=left.pop()))
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wait)


def close_on(application, day: date, *, has_own: bool):
    """The deadline is the end of this day: the round's, or the application's own."""
    round_closes = end_of_day(day - timedelta(days=4) if has_own else day)
    Round.objects.filter(pk=application.round_id).update(deadline=round_closes, opens_at=round_closes - timedelta(60))
    Application.objects.filter(pk=application.pk).update(extended_to=end_of_day(day) if has_own else None)
    PersonalLink.objects.update(expires_at=end_of_day(day))


@pytest.mark.parametrize("seed", [20171103])
@pytest.mark.parametrize("name", WAYS)
def test_what_a_round_takes_is_what_was_received_on_its_last_day(clock, machine_in, name, seed):
    way, chance, wrong = WAYS[name](), random.Random(f"{seed} {machine_in} {name}"), []
    client = browser_of(way)

    for _ in range(CASES):
        day, has_own, waits = chance.choice(DAYS), chance.random() < 0.3, chance.choice([0, 0, 1, 30, 400])
        received_at = moments_around(day, chance)
        clock.move_to(received_at, tick=False)
        with rolled_back():
            close_on(way.application, day, has_own=has_own)
            data = way.data(min(received_at, end_of_day(day)))
            with waiting(clock, waits):
                client.post(way.path, data)
            clock.move_to(received_at, tick=False)
            if way.was_accepted(received_at) != (danish_day(received_at) <= day):
                wrong.append(f"{received_at} for {day}, own deadline {has_own}, waited {waits} s")

    assert not wrong, "\n".join(wrong)


# --- Minis: what comes after a month's deadline is the next month's ---------------------------------------------------


@pytest.fixture
def confirmed_mini(clock, municipality):
    """A private institution's mini that its leader has confirmed, and the rounds of all the months."""
    mini_programme()
    mini = complete_mini(*applicant("private", municipality))
    link = actions.send_for_signature(mini, by=Actor.of(mini.created_by), sends_when_signed=False)
    actions.confirm(link, name="Lone", title="Leder", received_at=timezone.now())
    Round.objects.all().delete()
    Programme.objects.filter(kind=ProgrammeKind.MINI).update(last_deadline_on=LAST_DAYS[-1])
    prepare_months(BEGAN, months=30)
    return mini


@pytest.mark.parametrize("seed", [20180329])
def test_a_mini_belongs_to_the_first_month_whose_last_working_day_it_keeps(clock, machine_in, confirmed_mini, seed):
    chance, wrong, client = random.Random(f"{seed} {machine_in} mini"), [], Client()
    client.force_login(confirmed_mini.created_by)
    path = reverse("applications:submit", args=[confirmed_mini.pk])

    for _ in range(CASES):
        received_at = max(moments_around(chance.choice(LAST_DAYS), chance), BEGAN)
        waits = chance.choice([0, 0, 1, 30, 400])
        clock.move_to(received_at, tick=False)
        with rolled_back():
            with waiting(clock, waits):
                client.post(path)
            sent = Application.objects.select_related("round").get(pk=confirmed_mini.pk)
        month = next((day for day in LAST_DAYS if danish_day(received_at) <= day), None)
        if (sent.round and danish_day(sent.round.deadline)) != month:
            wrong.append(f"{received_at}: {sent.round}, not {month}, waited {waits} s")

    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("machine_in")
def test_a_mini_of_29_march_2018_belongs_to_april(client, clock, confirmed_mini):
    """Easter: the last working day of March 2018 is the 28th."""
    clock.move_to(datetime(2018, 3, 29, 9, tzinfo=UTC), tick=False)
    client.force_login(confirmed_mini.created_by)

    client.post(reverse("applications:submit", args=[confirmed_mini.pk]))

    assert Application.objects.get().round.name == "April 2018"

"""A course's month on one sheet, and when the head of day care is told of it."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from engagements.dashboard import month_page
from engagements.dashboard.reminders import month_pages
from praksis.mail.models import Email
from praksis.mail.reminders import send_due
from tests.factories.accounts import UserFactory
from tests.factories.conditions import ConditionFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory

pytestmark = pytest.mark.django_db
YEAR = {"starts_on": date(2018, 1, 1), "ends_on": date(2018, 12, 31)}


@pytest.fixture(autouse=True)
def _it_is_may(time_machine):
    time_machine.move_to("2018-05-15 10:00+02:00", tick=False)


@pytest.fixture
def course():
    begun = {"started_at": "2018-01-08 10:00+01:00", "opened_at": "2018-01-02 10:00+01:00"}
    made = EngagementFactory(running=True, team=[UserFactory(name="Bo", consultant=True)], **begun, **YEAR)
    made.refresh_from_db()
    return made


def sheet(course, month=date(2018, 5, 1)):
    return month_page.of(course, month)


def whats(lines):
    return [line.what for line in lines]


def meeting(course, at, **facts):
    return MeetingFactory(engagement=course, starts_at=f"{at}+02:00", **facts)


def test_what_happened_in_the_month(course):
    meeting(course, "2018-05-02 10:00", held=True, duration_minutes=90)
    meeting(course, "2018-05-10 10:00")
    meeting(course, "2018-05-11 10:00", cancelled=True)
    meeting(course, "2018-04-30 23:00", held=True)
    CourseStepFactory(engagement=course, text="Nu", done=True, done_at="2018-05-03 10:00+02:00")
    CourseStepFactory(engagement=course, text="Før", done=True, done_at="2018-04-30 23:30+02:00")

    may, april = sheet(course), sheet(course, date(2018, 4, 1))

    assert [(line.when, line.who) for line in may.met] == [
        ("onsdag den 2. maj 2018 kl. 10.00", "1½ time"),
        ("torsdag den 10. maj 2018 kl. 10.00", "1 time, ikke noteret endnu"),
    ]
    assert (whats(may.done), whats(april.done)) == (["Nu"], ["Før"])
    assert may.hours == "1,5 timer i måneden og 2,5 i alt. 1 timer er aftalt endnu."
    assert april.hours == "1 timer i måneden og 1 i alt. 1 timer er aftalt endnu."


def test_what_comes_and_who_owes_what(course):
    meeting(course, "2018-05-20 10:00")
    meeting(course, "2018-07-01 10:00")
    theirs = {"engagement": course, "responsible": "municipality"}
    CourseStepFactory(**theirs, text="Sent", due_from=date(2018, 5, 1))
    CourseStepFactory(**theirs, text="Snart", due_from=date(2018, 6, 30))
    CourseStepFactory(**theirs, text="Senere", due_from=date(2018, 7, 1))
    CourseStepFactory(engagement=course, responsible="consultants", text="Vores", due_from=date(2018, 9, 1))
    CourseStepFactory(engagement=course, track=True)

    may = sheet(course)

    assert [line.when for line in may.coming] == ["søndag den 20. maj 2018 kl. 10.00"]
    assert [(line.what, line.when, line.is_late) for line in may.theirs] == [
        ("Sent", "senest 1. maj 2018", True),
        ("Snart", "senest 30. juni 2018", False),
    ]
    assert whats(may.ours) == ["Vores"]
    assert sheet(course, date(2018, 4, 1)).theirs == []


def test_how_far_it_is_in_words_that_blame_nobody(course):
    CourseStepFactory(engagement=course, done=True)
    CourseStepFactory(engagement=course, skipped=True)
    CourseStepFactory(engagement=course, due_from=date(2018, 6, 1))
    on_plan = sheet(course).state
    CourseStepFactory(engagement=course, due_from=date(2018, 5, 1))

    assert on_plan == "Forløbet følger planen: 1 af 2 trin er færdige."
    assert sheet(course).state == "1 af 3 trin er færdige. 1 trin venter på en ny dato eller på at blive gjort."


def test_before_it_begins_and_after_it_is_closed():
    planned = EngagementFactory(starts_on=date(2018, 8, 1), opened_at="2018-05-01 10:00+02:00")
    closed = EngagementFactory(
        closed=True, closed_at="2018-04-10 10:00+02:00", started_at="2018-01-08 10:00+01:00", **YEAR
    )
    for one in (planned, closed):
        one.refresh_from_db()

    assert sheet(planned).state == "Forløbet begynder 1. august 2018."
    assert sheet(closed, date(2018, 4, 1)).state == "Forløbet er afsluttet 10. april 2018."
    assert month_page.asked_for(closed, "") == date(2018, 4, 1)
    assert sheet(closed, date(2018, 4, 1)).is_current is False


def test_a_minis_hours_are_of_ten():
    mini = EngagementFactory(mini=True, running=True)

    assert sheet(mini).hours == "0 timer i måneden og 0 i alt af de 10. 0 timer er aftalt endnu."


@pytest.mark.parametrize(
    ("asked", "month"),
    [
        ("2018-03", date(2018, 3, 1)),
        ("2018-01", date(2018, 1, 1)),
        ("2017-12", date(2018, 5, 1)),
        ("2018-06", date(2018, 5, 1)),
        ("banan", date(2018, 5, 1)),
    ],
)
def test_the_month_that_is_asked_for_is_one_of_the_courses_own(course, asked, month):
    assert month_page.asked_for(course, asked) == month


def test_one_leafs_between_the_months(course):
    first, middle, last = (sheet(course, date(2018, month, 1)) for month in (1, 3, 5))

    assert (first.earlier, first.later) == ("", "2018-02")
    assert (middle.earlier, middle.later) == ("2018-02", "2018-04")
    assert (last.earlier, last.later) == ("2018-04", "")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_many_times_for_one_of_everything_as_for_three(
    client, consultant, course, rows, django_assert_num_queries
):
    for _ in range(rows):
        CourseStepFactory(engagement=course)
        meeting(course, "2018-05-20 10:00")
        meeting(course, "2018-05-02 10:00", held=True)
    client.force_login(consultant)

    with django_assert_num_queries(9):
        client.get(f"{course.get_absolute_url()}maaned/")


def test_the_party_reads_it_and_nothing_of_what_we_say_among_ourselves(client, coordinator, municipality):
    course = EngagementFactory(running=True, party=municipality, **YEAR)
    ConditionFactory(engagement=course, stuck=True)
    client.force_login(coordinator)

    page = client.get(f"{course.get_absolute_url()}maaned/").content.decode()

    assert "Ring eller skriv til os" in page
    assert "Gået i stå" not in page
    assert "Ny chef." not in page
    client.force_login(UserFactory(consultant=True))
    assert "Ny chef." in client.get(f"{course.get_absolute_url()}status/").content.decode()


# --- The letter ---


def told(at):
    return list(month_pages(datetime.fromisoformat(at)))


@pytest.mark.parametrize(
    ("at", "number"),
    [
        # The first of April 2018 is Easter Day, the second Easter Monday.
        ("2018-04-02T08:00+02:00", 0),
        ("2018-04-03T08:00+02:00", 1),
        ("2018-04-08T08:00+02:00", 1),
        ("2018-04-09T08:00+02:00", 0),
        ("2018-07-02T08:00+02:00", 0),
    ],
)
def test_the_head_of_day_care_is_told_in_the_first_days_of_a_month(course, at, number, time_machine):
    time_machine.move_to(at, tick=False)

    assert len(told(at)) == number


def test_only_of_courses_that_ran_in_the_month_before(time_machine):
    time_machine.move_to("2018-06-01 08:00+02:00", tick=False)
    EngagementFactory(running=True, started_at=timezone.now(), **YEAR)
    EngagementFactory(**YEAR)
    EngagementFactory(running=True, people={}, started_at="2018-01-08 10:00+01:00", **YEAR)

    assert told("2018-06-01T08:00+02:00") == []


def test_the_letter_is_sent_once_and_leads_to_the_month_that_is_over(course, time_machine):
    for day in (1, 2):
        time_machine.move_to(f"2018-06-0{day} 08:00+02:00", tick=False)
        send_due()

    [letter] = Email.objects.filter(key__startswith="course.month")
    assert letter.to == "dorte@skive.example"
    assert letter.subject == f"Jeres forløb i maj 2018 ({course.case.reference})"
    assert letter.button_path == f"{course.get_absolute_url()}maaned/?maaned=2018-05"

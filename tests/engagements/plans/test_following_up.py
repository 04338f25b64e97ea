"""It is asked once what became of a plan, six and twelve months after the close, and answered by a link."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.plans import actions, anchoring_page
from engagements.plans.anchoring_reminders import due
from engagements.plans.models import AnchoringAnswer, AnchoringFollowUp
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.mail import delivery, links, reminders
from praksis.mail.models import Email, PersonalLink, Purpose
from praksis.working_days import COPENHAGEN, end_of_day
from tests.factories.anchoring import (
    AnchoringActionFactory,
    AnchoringAnswerFactory,
    AnchoringFollowUpFactory,
    AnchoringPlanFactory,
)
from tests.factories.engagements import EngagementFactory
from tests.factories.mail import PersonalLinkFactory
from tests.pages import links as hrefs
from tests.pages import texts

pytestmark = pytest.mark.django_db

CLOSED_AT = datetime(2026, 4, 15, 14, tzinfo=COPENHAGEN)
# A Thursday in week 43: the autumn holiday is week 42
HALF_A_YEAR = date(2026, 10, 19)
A_YEAR = date(2027, 4, 15)
PAGE = "/forankring-svar/"


def morning(day):
    return datetime(day.year, day.month, day.day, 7, tzinfo=COPENHAGEN)


def send_on(day):
    """The hourly job, as it runs on that day."""
    with time_machine.travel(morning(day), tick=False):
        return reminders.send_due()


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(
        closed=True, party=municipality, team=[consultant], closed_at=CLOSED_AT, started_at=CLOSED_AT
    )


@pytest.fixture
def plan(course):
    return AnchoringPlanFactory(engagement=course)


@pytest.fixture
def rows(plan):
    return [AnchoringActionFactory(plan=plan, what=f"Handling {number}") for number in (1, 2)]


@pytest.fixture
def asked(rows):
    """Asked on the first day on which it is due."""
    send_on(HALF_A_YEAR)
    return AnchoringFollowUp.objects.get()


@pytest.fixture
def clock(asked):
    """It is the day after."""
    with time_machine.travel(morning(HALF_A_YEAR + timedelta(days=1)), tick=False) as traveller:
        yield traveller


@pytest.fixture
def holder(clock):
    """A browser that has followed the link in the letter."""
    browser = Client()
    browser.get(delivery.button_url(Email.objects.get()).removeprefix("http://testserver"))
    return browser


def letters(kind):
    return Email.objects.filter(key__startswith=f"anchoring.{kind}:")


# --- When it is asked ---------------------------------------------------------------------------------------------


def test_the_contact_is_asked_half_a_year_after_the_close_and_again_after_a_year(rows):
    sent = [send_on(day) for day in (HALF_A_YEAR - timedelta(days=4), HALF_A_YEAR)]
    for answered in rows:
        AnchoringAnswerFactory(follow_up=AnchoringFollowUp.objects.get(), action=answered)
    sent += [send_on(day) for day in (A_YEAR - timedelta(days=1), A_YEAR)]

    assert sent == [0, 1, 0, 1]
    assert [(letter.to, letter.link.purpose) for letter in letters("asked")] == [
        ("karen@skive.example", Purpose.FOLLOW_UP_ANCHORING)
    ] * 2
    assert sorted(AnchoringFollowUp.objects.values_list("months", "asked_on", "answer_by")) == [
        (6, HALF_A_YEAR, HALF_A_YEAR + timedelta(days=30)),
        (12, A_YEAR, A_YEAR + timedelta(days=30)),
    ]


def test_however_often_the_job_runs_it_is_asked_once(rows):
    sent = [send_on(HALF_A_YEAR), send_on(HALF_A_YEAR), send_on(HALF_A_YEAR + timedelta(days=1))]

    assert sent == [1, 0, 0]
    assert (AnchoringFollowUp.objects.count(), PersonalLink.objects.count(), Email.objects.count()) == (1, 1, 1)


def test_a_job_that_comes_late_asks_once_and_only_the_newest(rows):
    send_on(A_YEAR + timedelta(days=60))
    send_on(A_YEAR + timedelta(days=61))

    assert list(AnchoringFollowUp.objects.values_list("months", flat=True)) == [12]


def test_a_clock_that_is_set_back_asks_nothing_again(rows):
    send_on(A_YEAR)

    assert send_on(HALF_A_YEAR) == 0
    assert list(AnchoringFollowUp.objects.values_list("months", flat=True)) == [12]


def test_the_day_is_denmarks_also_on_the_night_when_the_clocks_change(rows):
    Engagement.objects.update(closed_at=datetime(2026, 4, 25, 23, 30, tzinfo=UTC))  # 26 April in Denmark
    night = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # half past two, for the first time; a Sunday

    assert list(due(night)) == []
    assert [one.due_on for one in due(datetime(2026, 10, 26, tzinfo=COPENHAGEN))] == [date(2026, 10, 26)]


@pytest.mark.parametrize("state", ["stopped early", "running", "nothing in the plan", "nobody to write to"])
def test_of_these_nothing_is_asked(course, plan, state):
    if state != "nothing in the plan":
        AnchoringActionFactory(plan=plan)
    if state == "stopped early":
        Engagement.objects.update(ended_early=True)
    elif state == "running":
        Engagement.objects.update(status="running", closed_at=None, closed_by=None)
    elif state == "nobody to write to":
        Engagement.objects.update(people={"coordinator": {"name": "Karen", "email": ""}})

    assert send_on(HALF_A_YEAR) == 0
    assert not AnchoringFollowUp.objects.exists()
    plan.engagement.refresh_from_db()
    with pytest.raises(ActionError):
        actions.ask(plan, months=6, on=HALF_A_YEAR)


def test_asking_twice_gives_the_first(plan, rows):
    first = actions.ask(plan, months=6, on=HALF_A_YEAR)

    assert actions.ask(plan, months=6, on=A_YEAR) == first
    assert PersonalLink.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"months": 7}, {"answer_by": date(2020, 1, 1)}])
def test_the_database_takes_only_six_and_twelve_months_and_time_to_answer(plan, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AnchoringFollowUpFactory(plan=plan, **wrong)


def test_the_database_takes_one_question_for_each_month_and_one_answer_for_each_action(rows, plan):
    asked = AnchoringFollowUpFactory(plan=plan)
    AnchoringAnswerFactory(follow_up=asked, action=rows[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        AnchoringFollowUpFactory(plan=plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        AnchoringAnswerFactory(follow_up=asked, action=rows[0])


@pytest.mark.parametrize("courses", [1, 3])
def test_what_is_due_is_found_in_as_many_queries_however_many_courses_there_are(courses, connection_queries):
    for _ in range(courses):
        plan = AnchoringPlanFactory(closed=True, engagement__closed_at=CLOSED_AT)
        AnchoringActionFactory(plan=plan)
    found = list(due(morning(HALF_A_YEAR)))

    with connection_queries() as queries:
        again = list(due(morning(HALF_A_YEAR)))

    assert len(found) == len(again) == courses
    assert len(queries) == 6


# --- The one reminder ---------------------------------------------------------------------------------------------


def test_whoever_has_not_answered_everything_is_reminded_once(asked, rows):
    AnchoringAnswerFactory(follow_up=asked, action=rows[0])

    sent = [send_on(HALF_A_YEAR + timedelta(days=days)) for days in (13, 14, 15, 29)]

    assert sent == [0, 1, 0, 0]
    assert [letter.to for letter in letters("unanswered")] == ["karen@skive.example"]


def test_whoever_has_answered_is_not_reminded(asked, rows):
    for row in rows:
        AnchoringAnswerFactory(follow_up=asked, action=row)

    assert send_on(HALF_A_YEAR + timedelta(days=14)) == 0


def test_a_link_that_was_taken_back_is_not_reminded_of(asked, consultant):
    actions.withdraw_follow_up(asked, by=Actor.of(consultant))

    assert send_on(HALF_A_YEAR + timedelta(days=14)) == 0


# --- Answering ----------------------------------------------------------------------------------------------------


def typed(rows, *fates, line="", name="Karen Koordinator"):
    answers = {f"{row.pk}-fate": fate for row, fate in zip(rows, fates, strict=False)}
    return {"name": name, f"{rows[0].pk}-line": line, **answers}


def test_the_address_of_the_page_is_clean_and_looking_acts_on_nothing(holder, rows, course):
    before = course.case.events.count()

    page = holder.get(PAGE)

    assert texts(page, "h1") == ["Hvad er der blevet af forankringsplanen?"]
    assert texts(page, ".anchoring__what") == ["Handling 1", "Handling 2"]
    assert course.case.events.count() == before


def test_what_became_of_each_action_is_saved_bit_by_bit_and_changed(holder, asked, rows):
    first = holder.post(PAGE, typed(rows, "lives", line="Hver fredag"), follow=True)
    second = holder.post(PAGE, typed(rows, "changed", "stopped"), follow=True)

    assert texts(first, ".alert-success")[0].endswith(
        "Du har svaret på 1 af 2. Du kan rette dem, så længe linket virker."
    )
    assert "Du har svaret" not in texts(second, ".alert-success")[0]
    said = AnchoringAnswer.objects.values_list("action__what", "fate", "line", "answered_by_name")
    assert sorted(said) == [
        ("Handling 1", "changed", "", "Karen Koordinator"),
        ("Handling 2", "stopped", "", "Karen Koordinator"),
    ]
    [last, _] = AuditEvent.objects.filter(kind="anchoring.answered").order_by("-id")
    assert (last.actor_name, last.data) == ("Karen Koordinator", {"months": 6, "answered": 2, "of": 2})


def test_the_same_answers_again_are_no_news(holder, rows):
    holder.post(PAGE, typed(rows, "lives"))
    holder.post(PAGE, typed(rows, "lives"))

    assert AuditEvent.objects.filter(kind="anchoring.answered").count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"fates": ["lives"], "name": ""}, "Skriv dit navn."),
        ({"fates": ["bedre"]}, "Vælg en af mulighederne."),
        ({"fates": [], "line": "Hver fredag"}, "Vælg også, hvordan det er gået."),
        ({"fates": ["lives"], "line": "x" * 301}, "Skriv højst 300 tegn."),
        ({"fates": []}, "Vælg ved mindst én handling, hvordan det er gået."),
    ],
)
def test_what_is_mistyped_is_said_and_nothing_is_saved(holder, rows, change, said):
    fates = change.pop("fates")

    page = holder.post(PAGE, typed(rows, *fates, **change))

    assert page.status_code == 422
    assert texts(page, ".alert-error li") == [said]
    assert not AnchoringAnswer.objects.exists()


def test_an_action_of_another_plan_is_refused(asked, clock, rows):
    other = AnchoringActionFactory()
    link = PersonalLink.objects.get()

    with pytest.raises(ActionError, match="anden plan"):
        actions.answer(link, [actions.Said(other.pk, "lives")], name="Karen", received_at=timezone.now())
    assert not AnchoringAnswer.objects.exists()


def test_it_can_be_answered_to_the_last_minute_of_the_last_day_and_no_longer(holder, asked, rows, clock):
    last = end_of_day(asked.answer_by)
    clock.move_to(last - timedelta(seconds=1))
    holder.get(f"{PAGE}{links.token(PersonalLink.objects.get())}/")  # the session did not last so long
    in_time = holder.post(PAGE, typed(rows, "lives"))

    clock.move_to(last + timedelta(seconds=1))
    late = holder.post(PAGE, typed(rows, "stopped", line="Ingen tid"))

    assert (in_time.status_code, late.status_code) == (302, 410)
    assert texts(late, ".lead, .as-written") == ["Linket er udløbet. Bed om at få det sendt igen.", "Ingen tid"]
    assert AnchoringAnswer.objects.get().fate == "lives"


def test_the_closed_course_stays_as_it_is_otherwise(holder, rows, course):
    holder.post(PAGE, typed(rows, "lives"))

    course.refresh_from_db()
    rows[0].refresh_from_db()
    assert (course.is_closed, rows[0].revision) == (True, 1)


@pytest.mark.parametrize("end", ["withdrawn", "sent anew", "gone"])
def test_a_link_that_no_longer_works_says_why(holder, asked, consultant, end):
    by = Actor.of(consultant)
    if end == "withdrawn":
        actions.withdraw_follow_up(asked, by=by)
    elif end == "sent anew":
        actions.ask_again(asked, name="Nina", email="nina@skive.example", by=by, on=timezone.localdate())
    else:
        asked.delete()

    assert holder.get(PAGE).status_code == 410


def test_an_unknown_link_is_not_found_and_another_purposes_does_not_open(client):
    other = PersonalLinkFactory()

    assert client.get(f"{PAGE}x.y/").status_code == 404
    assert client.get(f"{PAGE}{links.token(other)}/").status_code == 404
    assert client.get(PAGE).status_code == 404


# --- Staff --------------------------------------------------------------------------------------------------------


def url(course, path=""):
    return f"{course.get_absolute_url()}forankringsplan/{path}"


def test_the_question_is_sent_again_to_another_and_the_earlier_link_stops(client, consultant, course, asked, clock):
    client.force_login(consultant)
    page = client.get(url(course, "opfoelgning/6/"))

    sent = client.post(url(course, "opfoelgning/6/"), {"name": "Nina Ny", "email": "nina@skive.example"}, follow=True)

    assert page.context["form"].initial == {"name": "Karen Koordinator", "email": "karen@skive.example"}
    assert texts(sent, ".seen-by > li")[-1].startswith("6 måneder efter Venter på svar Spurgt 20. oktober 2026")
    [first, second] = PersonalLink.objects.order_by("created_at")
    assert (first.withdrawn_at is None, second.recipient) == (False, "nina@skive.example")
    assert [letter.to for letter in letters("asked").order_by("created_at")] == [
        "karen@skive.example",
        "nina@skive.example",
    ]
    assert send_on(HALF_A_YEAR + timedelta(days=2)) == 1  # marks what was sent by hand, and queues nothing
    assert letters("asked").count() == 2


def test_to_the_same_person_a_new_link_is_sent_too(asked, consultant, clock):
    actions.ask_again(asked, name=asked.name, email=asked.email, by=Actor.of(consultant), on=timezone.localdate())

    assert letters("asked").count() == 2
    assert PersonalLink.objects.filter(withdrawn_at=None).count() == 1


def test_a_question_without_a_name_or_an_address_is_not_sent(client, consultant, course, asked):
    client.force_login(consultant)

    page = client.post(url(course, "opfoelgning/6/"), {"name": " ", "email": "nina"})

    assert page.status_code == 422
    assert texts(page, ".form-error-message") == [
        "Fejl: Skriv, hvem vi skal spørge.",
        "Fejl: Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk.",
    ]
    with pytest.raises(ActionError):
        actions.ask_again(asked, name=" ", email="nina@x.dk", by=Actor.of(consultant), on=HALF_A_YEAR)
    assert letters("asked").count() == 1


def test_a_link_is_taken_back_once(client, consultant, course, asked):
    client.force_login(consultant)

    for _ in range(2):
        assert client.post(url(course, "opfoelgning/6/traek-tilbage/")).status_code == 302

    assert PersonalLink.objects.get().withdrawn_at is not None
    assert AuditEvent.objects.filter(kind="anchoring.withdrawn").count() == 1


def test_the_party_reads_what_was_answered_and_sends_nothing(client, coordinator, course, asked, rows):
    AnchoringAnswerFactory(follow_up=asked, action=rows[0], line="Hver fredag")
    client.force_login(coordinator)

    page = client.get(url(course))

    assert texts(page, ".anchoring__later") == ["6 måneder efter: Lever videre »Hver fredag«"]
    assert texts(page, ".seen-by .badge") == ["1 af 2 besvaret"]
    assert client.get(url(course, "opfoelgning/6/")).status_code == 403


@pytest.mark.parametrize(
    ("answered", "is_open", "word", "kind"),
    [
        (2, True, "Besvaret", "success"),
        (1, True, "1 af 2 besvaret", "info"),
        (1, False, "1 af 2 besvaret", "warning"),
        (0, True, "Venter på svar", "info"),
        (0, False, "Ikke besvaret", "warning"),
    ],
)
def test_how_far_a_question_is_stands_in_words(answered, is_open, word, kind):
    asked = AnchoringFollowUpFactory.build(plan=None)

    question = anchoring_page.FollowedUp(asked, answered, 2, is_open)

    assert (question.status_word, question.status_kind) == (word, kind)
    assert ("kan besvares" if is_open else "kunne besvares") in question.when


def test_consultants_and_managers_see_who_has_answered(client, manager, asked, rows):
    done = AnchoringFollowUpFactory(plan=AnchoringPlanFactory(closed=True), asked_on=HALF_A_YEAR - timedelta(days=9))
    AnchoringAnswerFactory(follow_up=done, fate="stopped")
    client.force_login(manager)

    def listed(shown):
        page = client.get(f"/forankring/?vis={shown}")
        return list(zip(texts(page, "tbody .badge"), texts(page, "tbody td:last-child"), strict=True))

    waits, stopped = ("Venter på svar", "Ikke kendt endnu"), ("Besvaret", "1 er stoppet")
    if timezone.localdate() > asked.answer_by:
        waits = ("Ikke besvaret", "Ikke kendt endnu")
    assert listed("") == [waits, stopped]
    assert listed("mangler") == [waits]
    assert listed("besvaret") == [stopped]
    assert hrefs(client.get("/forloeb/"), "main p a") == ["/forankring/"]


def test_a_list_of_nothing_says_so(client, consultant):
    client.force_login(consultant)

    assert texts(client.get("/forankring/"), "main > p")[-1] == "Der er ingen at vise."


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(client, manager, many, connection_queries):
    for _ in range(many):
        AnchoringAnswerFactory()
    client.force_login(manager)
    client.get("/forankring/")

    with connection_queries() as queries:
        client.get("/forankring/")

    assert len(queries) == 7

"""The pages of a poll: the consultant's, the party's, and that of whoever is asked."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from engagements.meetings import actions
from engagements.meetings.models import Meeting
from engagements.meetings.poll_models import Can, Poll, PollStatus
from praksis.cases.actors import Actor
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.engagements import (
    CourseStepFactory,
    EngagementFactory,
    GroupFactory,
    GroupMemberFactory,
    MeetingFactory,
)
from tests.factories.pauses import PauseFactory
from tests.factories.polls import PollAnswerFactory, PollFactory, PollPersonFactory, PollTimeFactory
from tests.pages import links as hrefs
from tests.pages import texts

pytestmark = pytest.mark.django_db

TIME = datetime(2030, 3, 5, 14, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant], ends_on=date(2031, 12, 31))


@pytest.fixture
def step(course):
    return CourseStepFactory(engagement=course, anchor=True, lane="Styregruppe", order=40)


@pytest.fixture
def poll(course, step, consultant):
    """Two times in 2030, asked of Karen, who must be there and is a colleague of the party's, and of Bo."""
    poll = PollFactory(engagement=course, step=step, made_by=consultant)
    for days in (0, 1):
        PollTimeFactory(poll=poll, starts_at=TIME + timedelta(days=days))
    PollPersonFactory(poll=poll, name="Karen", email="karen@skive.example", is_required=True)
    PollPersonFactory(poll=poll, name="Bo", email="bo@skive.example")
    return poll


def url(poll, path=""):
    return f"{poll.engagement.get_absolute_url()}moeder/afstemning/{poll.pk}/{path}"


def make_url(course):
    return f"{course.get_absolute_url()}moeder/afstemning/ny/"


def moment(name, day, month="3", year="2030", at="14.30"):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year, f"{name}_time": at}


def typed(about, **changes):
    soon = timezone.localdate() + timedelta(days=5)
    return {
        "key": str(uuid4()),
        "step": str(about.pk),
        "duration_minutes": "90",
        "channel": "video",
        "location": "Link kommer",
        **moment("time_1", "5"),
        **moment("time_2", "6"),
        "invited": ["karen@skive.example"],
        "others": "Mia <mia@skive.example>",
        "answer_by_day": str(soon.day),
        "answer_by_month": str(soon.month),
        "answer_by_year": str(soon.year),
        **changes,
    }


def token(person):
    return f"/moedetid/{links.token(actions.link_of(person))}/"


def opened(client, person):
    """The page that the link in the mail leads to."""
    return client.get(token(person)).url


def given(poll, *says, **more):
    return {f"t{time.pk.hex}": can for time, can in zip(poll.times.all(), says, strict=True)} | more


# --- Making one -------------------------------------------------------------------------------------------------------


def test_a_consultant_asks_people_about_times(client, consultant, course, step):
    client.force_login(consultant)

    page = client.get(f"{make_url(course)}?trin=40")
    response = client.post(make_url(course), typed(step))

    poll = Poll.objects.get()
    assert page.context["form"]["step"].value() == step.pk
    assert len(page.context["form"].first_times) + len(page.context["form"].more_times) == 10
    assert (page.context["form"].shows_more, texts(page, "details[open]")) == (False, [])
    assert response.url == url(poll)
    assert [time.starts_at for time in poll.times.all()] == [TIME, TIME + timedelta(days=1)]
    assert [(one.name, one.is_required) for one in poll.people.all()] == [("Karen Koordinator", True), ("Mia", True)]
    assert poll.location == "Link kommer"


def test_the_course_without_anybody_to_suggest_lets_one_type_them(client, manager):
    step = CourseStepFactory(
        engagement=EngagementFactory(running=True, people={}, ends_on=date(2031, 12, 31)),
        anchor=True,
        lane="Styregruppe",
    )
    client.force_login(manager)

    nobody = client.post(make_url(step.engagement), typed(step, others=""))
    response = client.post(make_url(step.engagement), typed(step))

    assert nobody.context["form"].errors == {"others": ["Vælg mindst én, der skal spørges."]}
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (moment("time_2", "", "", "", ""), "time_2"),
        (moment("time_2", "5"), "time_2"),
        (moment("time_1", "5", year="2018"), "time_1"),
        (moment("time_7", "5", year="2040"), "time_7"),
        (moment("time_7", "33"), "time_7"),
        ({"answer_by_day": ""}, "answer_by"),
        ({"answer_by_year": "2018"}, "answer_by"),
        ({"answer_by_year": "2031"}, "answer_by"),
        ({"invited": [], "others": ""}, "invited"),
        ({"others": "Mia"}, "others"),
        ({"duration_minutes": "50"}, "duration_minutes"),
        ({"step": ""}, "step"),
        ({"key": "garbage"}, "key"),
        ({"location": "\0"}, "location"),
    ],
)
def test_what_was_mistyped_is_said_beside_its_field(changes, field, client, consultant, course, step):
    client.force_login(consultant)

    response = client.post(make_url(course), typed(step, **changes))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"].shows_more == (field == "time_7")
    assert Poll.objects.count() == 0


def test_a_time_in_a_pause_is_refused_beside_it(client, consultant, course, step):
    PauseFactory(engagement=course, expected_until=date(2030, 3, 6))
    client.force_login(consultant)

    response = client.post(make_url(course), typed(step))

    [error] = response.context["form"].errors["time_1"]
    assert "Forløbet holder pause" in error
    assert list(response.context["form"].errors) == ["time_1"]


def test_a_refusal_stands_with_the_form(client, consultant):
    mini = EngagementFactory(mini=True, running=True, team=[consultant], ends_on=date(2031, 12, 31))
    step = CourseStepFactory(engagement=mini, track=True, lane="Møder")
    MeetingFactory(engagement=mini, step=step, duration_minutes=480)
    client.force_login(consultant)

    response = client.post(make_url(mini), typed(step, duration_minutes="180", invited=[]))

    assert "højst 10 timer" in response.context["form"].non_field_errors()[0]
    assert response.context["form"]["location"].value() == "Link kommer"


@pytest.mark.parametrize("count", [1, 3])
def test_making_one_takes_the_same_queries_for_one_step_and_for_three(
    count, client, consultant, course, step, django_assert_num_queries
):
    for _ in range(count - 1):
        CourseStepFactory(engagement=course, anchor=True, lane="Styregruppe")
        GroupMemberFactory(group=GroupFactory(engagement=course))
    client.force_login(consultant)

    with django_assert_num_queries(8):
        client.get(make_url(course))


# --- Who can when -----------------------------------------------------------------------------------------------------


def test_the_page_shows_who_can_when(client, consultant, poll):
    karen = poll.people.get(name="Karen")
    first, second = poll.times.all()
    PollAnswerFactory(person=karen, time=first, can=Can.NO)
    PollAnswerFactory(person=karen, time=second, can=Can.MAYBE)
    poll.people.filter(pk=karen.pk).update(answered_at=timezone.now(), remark="Helst onsdag")
    client.force_login(consultant)

    page = client.get(url(poll))

    table = page.context["table"]
    assert [[cell.word for cell in row.cells] for row in table.rows] == [
        ["Kan ikke", "Hvis nødvendigt"],
        ["Ikke svaret", "Ikke svaret"],
    ]
    assert [(row.name, row.is_required, row.remark, row.hint) for row in table.rows] == [
        ("Karen", True, "Helst onsdag", ""),
        ("Bo", False, "", "Har ikke svaret endnu"),
    ]
    assert [(one.counts, one.lacks, one.is_best) for one in table.columns] == [
        ("1 kan ikke", "Skal med, men kan ikke: Karen", False),
        ("1 hvis det er nødvendigt", "", True),
    ]
    assert (table.answered, table.missing) == (1, ["Bo"])
    assert texts(page, "main form button") == [f"Vælg dette tidspunkt: {one.when}" for one in table.columns] + [
        "Mind dem om at svare",
        "Aflys afstemningen",
    ]


def test_an_overdue_answer_says_so(client, consultant, poll):
    poll.answer_by = timezone.localdate() - timedelta(days=1)
    poll.save()
    poll.people.filter(name="Bo").update(answered_at=timezone.now())
    client.force_login(consultant)

    page = client.get(url(poll))

    today = timezone.localdate()
    hints = [row.hint for row in page.context["table"].rows]
    assert hints[0] == "Har ikke svaret, og fristen er overskredet"
    assert hints[1].startswith(f"Svarede efter fristen, {today.day}. ")


def test_a_closed_poll_says_who_did_not_answer(client, consultant, poll):
    PollTimeFactory(poll=poll, starts_at=timezone.now() - timedelta(days=1))
    client.force_login(consultant)
    shown = texts(client.get(url(poll)), "main .task .badge")

    client.post(url(poll, "aflys/"))
    page = client.get(url(poll))

    assert shown == ["Passeret"]
    assert [row.hint for row in page.context["table"].rows] == ["Svarede ikke"] * 2
    assert texts(page, "main form button") == []


def test_the_party_reads_the_poll_and_changes_nothing(client, coordinator, poll, consultant):
    busy = EngagementFactory(running=True, team=[consultant])
    MeetingFactory(engagement=busy, starts_at=TIME)
    client.force_login(coordinator)

    page = client.get(url(poll))

    assert texts(page, "main form button") == []
    assert [one.clashes for one in page.context["table"].columns] == [[], []]
    assert [client.post(url(poll, path)).status_code for path in ("paamind/", "aflys/")] == [403, 403]
    assert client.post(url(poll, f"vaelg/{poll.times.first().pk}/")).status_code == 403


def test_the_course_page_leads_to_the_open_poll(client, coordinator, poll):
    PollFactory(engagement=poll.engagement, step=poll.step, cancelled=True)
    client.force_login(coordinator)

    page = client.get(poll.engagement.get_absolute_url())

    assert hrefs(page, ".side-box .meeting__title a") == [url(poll)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_for_one_of_everything_and_for_three(
    rows, client, consultant, course, step, django_assert_num_queries
):
    poll = PollFactory(engagement=course, step=step, made_by=consultant)
    for _ in range(rows):
        time, person = PollTimeFactory(poll=poll), PollPersonFactory(poll=poll)
        PollAnswerFactory(person=person, time=time)
        MeetingFactory(engagement=course, starts_at=time.starts_at)
    client.force_login(consultant)

    with django_assert_num_queries(11):
        page = client.get(url(poll))

    assert sum(bool(one.clashes) for one in page.context["table"].columns) == rows


# --- Choosing, reminding, calling off ---------------------------------------------------------------------------------


def test_a_consultant_chooses_a_time(client, consultant, poll):
    client.force_login(consultant)

    page = client.post(url(poll, f"vaelg/{poll.times.first().pk}/"), follow=True)
    again = client.post(url(poll, f"vaelg/{poll.times.last().pk}/"), follow=True)

    assert Meeting.objects.get().starts_at == TIME
    assert "Tidspunktet er valgt" in page.content.decode()
    assert "har allerede valgt" in str(next(iter(again.context["messages"])))
    assert client.post(url(poll, f"vaelg/{uuid4()}/")).status_code == 404


def test_a_time_at_which_a_consultant_meets_somebody_else_is_warned_about_first(client, consultant, poll):
    elsewhere = EngagementFactory(running=True, team=[consultant])
    MeetingFactory(engagement=elsewhere, starts_at=TIME, duration_minutes=90)
    client.force_login(consultant)
    choose = url(poll, f"vaelg/{poll.times.first().pk}/")

    shown = client.get(url(poll))
    warned = client.post(choose)
    before = Poll.objects.get().status
    client.post(choose, {"alligevel": "ja"})

    sentence = f"Kim Konsulent har allerede et møde tirsdag den 5. marts 2030 klokken 14.30–16.00 i {elsewhere.party}."
    assert [one.clashes for one in shown.context["table"].columns] == [[sentence], []]
    assert (warned.status_code, warned.context["warned"]["clashes"], before) == (200, [sentence], PollStatus.OPEN)
    assert Poll.objects.get().status == PollStatus.CHOSEN


def test_a_consultant_reminds_and_calls_off(client, consultant, poll):
    client.force_login(consultant)

    client.post(url(poll, "paamind/"))
    again = client.post(url(poll, "paamind/"), follow=True)
    response = client.post(url(poll, "aflys/"))

    assert Email.objects.filter(key__startswith="poll.reminded:").count() == 2
    assert [str(message) for message in again.context["messages"]][-1] == "Alle har svaret eller er påmindet i dag."
    assert (response.url, Poll.objects.get().status) == (poll.engagement.get_absolute_url(), PollStatus.CANCELLED)


# --- Whoever is asked -------------------------------------------------------------------------------------------------


def test_the_link_opens_a_page_where_one_answers_without_signing_in(client, poll):
    bo = poll.people.get(name="Bo")
    page = opened(client, bo)

    first = client.get(page)
    empty = client.post(page, {"remark": "Ring"})
    sent = client.post(page, given(poll, "yes", "maybe", remark="Ring"), follow=True)

    assert page == f"/moedetid/svar/{bo.pk}/"
    assert texts(first, "fieldset legend") == [
        "tirsdag den 5. marts 2030 kl. 14.30",
        "onsdag den 6. marts 2030 kl. 14.30",
    ]
    assert (empty.status_code, empty.context["form"]["remark"].value()) == (422, "Ring")
    assert [error for errors in empty.context["form"].errors.values() for error in errors] == [
        "Vælg et svar til tirsdag den 5. marts 2030 kl. 14.30.",
        "Vælg et svar til onsdag den 6. marts 2030 kl. 14.30.",
    ]
    assert list(bo.answers.values_list("can", flat=True)) == ["yes", "maybe"]
    assert texts(sent, "main .badge") == ["Du har svaret"]
    assert [field.value() for field in sent.context["form"].rows] == ["yes", "maybe"]
    assert sent.context["form"]["remark"].value() == "Ring"


def test_after_the_last_day_one_may_still_answer(client, poll):
    Poll.objects.update(answer_by=timezone.localdate() - timedelta(days=1))
    page = opened(client, poll.people.get(name="Bo"))

    assert "Svarfristen er passeret" in client.get(page).content.decode()
    assert client.post(page, given(poll, "yes", "no")).status_code == 302


def test_what_no_answer_is_is_refused(client, poll):
    page = opened(client, poll.people.get(name="Bo"))

    response = client.post(page, given(poll, "often", "no"))

    assert [list(errors) for errors in response.context["form"].errors.values()] == [["Vælg et af de tre svar."]]


def test_a_time_that_came_meanwhile_is_asked_about(client, poll):
    """The times of a poll never change; should they, nothing is half answered."""
    bo = poll.people.get(name="Bo")
    page, sent = opened(client, bo), given(poll, "yes", "no")
    PollTimeFactory(poll=poll, starts_at=TIME + timedelta(days=2))

    response = client.post(page, sent)

    assert (response.status_code, bo.answers.count()) == (422, 0)


@pytest.mark.parametrize("end", ["chosen", "cancelled"])
def test_when_the_poll_is_closed_the_link_says_what_came_of_it(end, client, consultant, poll):
    bo, by = poll.people.get(name="Bo"), Actor.of(consultant)
    page = opened(client, bo)
    if end == "chosen":
        actions.choose_time(poll.times.first(), by=by)
    else:
        actions.cancel_poll(poll, by=by)

    late = client.post(page, given(poll, "yes", "yes", remark="Jeg kan godt"))
    anew = client.get(token(bo), follow=True)

    heading = {"chosen": "Tidspunktet er valgt", "cancelled": "Afstemningen er aflyst"}[end]
    assert [texts(response, "h1") for response in (late, anew)] == [[heading]] * 2
    assert [response.status_code for response in (late, anew)] == [410, 410]
    assert ("tirsdag den 5. marts 2030 kl. 14.30" in anew.content.decode()) == (end == "chosen")
    assert "Jeg kan godt" in late.content.decode()
    assert bo.answers.count() == 0


def test_a_meeting_that_is_called_off_afterwards_says_so(client, consultant, poll):
    bo, by = poll.people.get(name="Bo"), Actor.of(consultant)
    meeting = actions.choose_time(poll.times.first(), by=by)

    actions.cancel_meeting(meeting, by=by)

    assert texts(client.get(token(bo), follow=True), "main .badge") == ["Aflyst"]


def test_a_poll_that_closes_while_one_sends_says_what_came_of_it(client, consultant, poll, monkeypatch):
    """The choice falls between the reading of the page and the lock."""
    bo = poll.people.get(name="Bo")
    page, answer_poll = opened(client, bo), actions.answer_poll

    def closes_first(*args, **facts):
        actions.cancel_poll(Poll.objects.get(), by=Actor.of(consultant))
        return answer_poll(*args, **facts)

    monkeypatch.setattr(actions, "answer_poll", closes_first)

    assert texts(client.post(page, given(poll, "yes", "yes")), "h1") == ["Afstemningen er aflyst"]


def test_a_link_that_is_wrong_taken_back_or_over_opens_nothing(client, poll):
    bo, karen = poll.people.get(name="Bo"), poll.people.get(name="Karen")
    own, other = (token(person) for person in (bo, karen))
    page = opened(client, bo)
    mixed = f"{own.partition('.')[0]}.{other.partition('.')[2]}"

    assert [client.get(address).status_code for address in (mixed, "/moedetid/x.y/")] == [404, 404]
    link = actions.link_of(bo)
    link.expires_at = timezone.now() - timedelta(minutes=1)
    link.save()
    assert texts(client.get(page), "main .lead") == ["Linket er udløbet. Bed om at få det sendt igen."]
    assert client.get(own, follow=True).status_code == 410


def test_of_two_links_in_one_browser_the_first_page_says_that_the_other_is_open(client, poll):
    bo = poll.people.get(name="Bo")
    page = opened(client, bo)
    opened(client, PollPersonFactory(poll=poll))

    response = client.post(page, given(poll, "yes", "yes"))

    assert (response.status_code, bo.answers.count()) == (410, 0)
    assert "Åbn linket i mailen om dette møde igen" in texts(response, "main .lead")[0]


def test_without_a_link_the_page_is_nobodys(client, poll):
    assert client.get(f"/moedetid/svar/{poll.people.first().pk}/").status_code == 404


def test_somebody_signed_in_who_is_asked_answers_on_the_page(client, coordinator, poll):
    karen = poll.people.get(name="Karen")
    client.force_login(coordinator)

    page = client.get(url(poll))
    form = client.get(url(poll, "svar/"))
    empty = client.post(url(poll, "svar/"))
    sent = client.post(url(poll, "svar/"), given(poll, "yes", "no"))

    assert hrefs(page, "main a.button") == [url(poll, "svar/")]
    assert (form.status_code, empty.status_code, sent.url) == (200, 422, url(poll))
    assert list(karen.answers.values_list("can", flat=True)) == ["yes", "no"]


def test_who_is_not_asked_has_nothing_to_answer(client, consultant, coordinator, poll):
    client.force_login(consultant)
    assert client.get(url(poll, "svar/")).status_code == 404

    actions.cancel_poll(poll, by=Actor.of(consultant))
    client.force_login(coordinator)
    assert client.get(url(poll, "svar/")).url == url(poll)

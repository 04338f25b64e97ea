"""The pages on which a course's copy of the framework is fitted to it."""

from datetime import date, timedelta

import pytest

from engagements.courses.models import CourseStep, StepStatus
from tests.factories.engagements import CourseStepFactory, EngagementFactory

pytestmark = pytest.mark.django_db

DAYS = {
    "first_day": "1",
    "first_month": "2",
    "first_year": "2018",
    "last_day": "9",
    "last_month": "2",
    "last_year": "2018",
}
OWN = {
    "text": "Forældrecafé i Solstrålen",
    "kind": "event",
    "column": "Efter opstartsmøde",
    "lane": "Kommune",
    "responsible": ["coordinator", "consultants"],
    "reason": "Forældrene har bedt om det.",
    **DAYS,
}


@pytest.fixture
def course(consultant, municipality):
    year = {"starts_on": date(2018, 1, 1), "ends_on": date(2018, 12, 31)}
    engagement = EngagementFactory(running=True, party=municipality, team=[consultant], **year)
    CourseStepFactory(engagement=engagement, order=20, due_from=date(2018, 1, 8))
    return engagement


def url(course, path):
    return f"{course.get_absolute_url()}{path}"


def test_a_consultant_leaves_a_step_out_with_a_reason(client, consultant, course):
    client.force_login(consultant)
    page = client.get(url(course, "trin/20/ikke-relevant/"))

    empty = client.post(url(course, "trin/20/ikke-relevant/"), {"reason": ""})
    sent = client.post(url(course, "trin/20/ikke-relevant/"), {"reason": "Det er gjort før."}, follow=True)

    assert page.status_code == 200
    assert (empty.status_code, empty.context["form"].errors["reason"]) == (
        422,
        ["Skriv, hvorfor trinnet ikke er relevant."],
    )
    step = CourseStep.objects.get()
    assert (step.status, step.skip_reason) == (StepStatus.SKIPPED, "Det er gjort før.")
    assert "er taget ud af forløbet" in sent.content.decode()
    assert "Det er gjort før." in client.get(url(course, "trin/20/")).content.decode()


def test_a_consultant_moves_a_step(client, consultant, course):
    client.force_login(consultant)

    page = client.get(url(course, "trin/20/flyt/"))
    sent = client.post(url(course, "trin/20/flyt/"), {**DAYS, "reason": "Lederne har ferie."})

    step = CourseStep.objects.get()
    assert page.context["form"]["first"].value() == date(2018, 1, 8)
    assert (sent.status_code, sent["Location"]) == (302, step.get_absolute_url())
    assert (step.due_from, step.due_to) == (date(2018, 2, 1), date(2018, 2, 9))


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"last_day": "1", "last_month": "1"}, "last", "Den sidste dag skal ligge efter den første."),
        ({"last_year": "2019"}, "last", "Vælg dage inden for den tid."),
        ({"first_day": "31"}, "first", ""),
        ({"reason": " "}, "reason", "Skriv, hvorfor trinnet bliver flyttet."),
    ],
)
def test_what_was_typed_stands_with_the_sentence_beside_it(client, consultant, course, changes, field, words):
    client.force_login(consultant)

    answer = client.post(url(course, "trin/20/flyt/"), {**DAYS, "reason": "Lederne har ferie.", **changes})

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, [field])
    assert words in form.errors[field][0]
    assert form["first"].value()[2] == "2018"


def test_a_consultant_adds_a_step(client, consultant, course):
    client.force_login(consultant)
    page = client.get(url(course, "trin/nyt/"))

    sent = client.post(url(course, "trin/nyt/"), OWN, follow=True)

    own = CourseStep.objects.get(is_own=True)
    assert page.context["form"].fields["column"].choices == [("", "Vælg"), ("Efter opstartsmøde",) * 2]
    assert (own.order, own.kind, own.responsible) == (1000, "event", "coordinator+consultants")
    assert "»Forældrecafé i Solstrålen« er lagt ind i forløbet." in sent.content.decode()
    assert "Lagt ind i dette forløb" in client.get(own.get_absolute_url()).content.decode()


def test_a_step_without_what_it_needs_is_not_added(client, consultant, course):
    client.force_login(consultant)

    answer = client.post(url(course, "trin/nyt/"), {**OWN, "text": "", "responsible": [], "last_year": "2019"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["text", "responsible"]
    assert answer.context["form"]["reason"].value() == OWN["reason"]


def test_a_meeting_in_a_lane_without_meetings_is_refused_beside_the_lane(client, consultant, course):
    client.force_login(consultant)

    answer = client.post(url(course, "trin/nyt/"), {**OWN, "kind": "meeting"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["lane"])
    assert not CourseStep.objects.filter(is_own=True).exists()


def test_a_mini_has_other_people_to_choose_from(client, consultant, mini):
    CourseStepFactory(engagement=mini, column="Sparring", lane="Møder")
    client.force_login(consultant)

    choices = client.get(url(mini, "trin/nyt/")).context["form"].fields["responsible"].choices

    assert ("contact", "Kontaktperson") in choices
    assert "steering_group" not in dict(choices)


@pytest.fixture
def mini(consultant):
    return EngagementFactory(mini=True, running=True, team=[consultant])


def test_the_other_side_does_not_change_the_framework(client, coordinator, course):
    client.force_login(coordinator)

    for path in ("trin/20/flyt/", "trin/20/ikke-relevant/", "trin/nyt/"):
        assert (client.get(url(course, path)).status_code, client.post(url(course, path)).status_code) == (403, 403)


def test_what_is_done_is_not_moved(client, consultant, course):
    CourseStepFactory(engagement=course, order=30, done=True, due_from=date(2018, 1, 8) + timedelta(days=1))
    client.force_login(consultant)

    assert client.get(url(course, "trin/30/flyt/")).status_code == 403

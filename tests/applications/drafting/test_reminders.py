from datetime import timedelta

import pytest
from django.utils import timezone

from applications.drafting.models import Application
from applications.drafting.reminders import due as reminders_of_drafts
from praksis.danish import danish_datetime
from praksis.mail import reminders
from praksis.mail.models import Email
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db


def sent(kind):
    return sorted(Email.objects.filter(key__startswith=f"{kind}:").values_list("to", flat=True))


@pytest.fixture
def old_draft(draft):
    """A draft begun long before the first reminder."""
    Application.objects.filter(pk=draft.pk).update(created_at=draft.round.deadline - timedelta(days=25))
    return draft


def days_before(draft, days):
    return draft.round.deadline - timedelta(days=days, microseconds=1)


@pytest.mark.parametrize(("days", "reminded"), [(15, 0), (14, 1), (8, 1), (7, 1), (2, 1), (0, 1), (-1, 0)])
def test_editors_are_reminded_from_fourteen_days_before_the_deadline_and_never_after_it(old_draft, days, reminded):
    reminders.send_due(days_before(old_draft, days))

    assert len(sent("unfinished")) == reminded


def test_each_step_reminds_once(old_draft):
    for days in (14, 13, 7, 6, 2, 1, 0):
        reminders.send_due(days_before(old_draft, days))
        reminders.send_due(days_before(old_draft, days))

    assert len(sent("unfinished")) == 3


def test_after_an_outage_only_the_newest_step_is_sent(old_draft):
    reminders.send_due(days_before(old_draft, 1))

    assert len(sent("unfinished")) == 1


def test_a_draft_begun_late_is_not_reminded_of_the_steps_before_it(draft):
    Application.objects.filter(pk=draft.pk).update(created_at=days_before(draft, 5))

    reminders.send_due(days_before(draft, 4))

    assert sent("unfinished") == []


def test_all_who_write_in_the_draft_are_reminded(old_draft, municipality, coordinator):
    editor = MembershipFactory(organisation=municipality, editor=True).user
    MembershipFactory(organisation=municipality, viewer=True)
    MembershipFactory(organisation=municipality, unconfirmed=True)

    reminders.send_due(days_before(old_draft, 7))

    assert sent("unfinished") == sorted([coordinator.email, editor.email])


def test_a_deadline_of_ones_own_is_reminded_of_after_the_rounds_has_passed(old_draft):
    own = old_draft.deadline + timedelta(days=10)
    Application.objects.filter(pk=old_draft.pk).update(extended_to=own)

    reminders.send_due(own - timedelta(days=2, microseconds=1))
    reminders.send_due(own + timedelta(microseconds=1))

    assert danish_datetime(own) in Email.objects.get(key__startswith="unfinished:").body


def test_the_director_is_reminded_before_the_applications_own_deadline(complete, link):
    own = complete.deadline + timedelta(days=10)
    Application.objects.filter(pk=complete.pk).update(extended_to=own)

    reminders.send_due(own - timedelta(days=2, microseconds=1))

    assert danish_datetime(own) in Email.objects.get(key__startswith="unsigned:").body


@pytest.mark.parametrize(("days", "reminded"), [(8, []), (7, ["dorte@skive.example"]), (2, ["dorte@skive.example"])])
def test_the_director_is_reminded_seven_and_two_days_before(complete, link, days, reminded):
    reminders.send_due(days_before(complete, days))

    assert sent("unsigned") == reminded


def test_the_director_is_not_reminded_of_a_text_that_was_changed(complete, link, write):
    write("need", "Noget andet")

    reminders.send_due(days_before(complete, 2))

    assert sent("unsigned") == []


@pytest.mark.parametrize("drafts", [1, 3])
def test_what_is_due_is_found_in_as_many_queries_however_many_drafts_there_are(
    complete, link, drafts, django_assert_num_queries
):
    for _ in range(1, drafts):
        other = ApplicationFactory(round=complete.round, question_set=complete.question_set)
        MembershipFactory(organisation=other.applicant)
    now = days_before(complete, 2)
    Application.objects.update(created_at=now - timedelta(days=20))

    with django_assert_num_queries(4):  # drafts, who may write in them, links, the month that takes minis
        found = [due.kind for due in reminders_of_drafts(now)]

    assert found.count("application.unsigned") == 1
    assert found.count("application.unfinished") == 2 * drafts - 1


def test_a_round_without_drafts_reminds_nobody(open_round):
    assert reminders.send_due(timezone.now()) == 0

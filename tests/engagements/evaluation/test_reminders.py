from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from engagements.evaluation.reminders import due
from praksis.mail import links
from praksis.mail.models import Email
from praksis.mail.reminders import send_due
from tests.factories.evaluation import SurveyInvitationFactory, SurveyWaveFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def at(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=9)


def kinds(day):
    return [one.kind for one in due(at(day))]


@pytest.fixture
def wave():
    """Open for two weeks, from the day after tomorrow."""
    first = TODAY + timedelta(days=2)
    return SurveyWaveFactory(opens_on=first, closes_on=first + timedelta(days=13))


def test_the_link_is_sent_on_the_first_day_and_a_reminder_four_days_before_the_last(wave):
    SurveyInvitationFactory(wave=wave)
    first, last = wave.opens_on, wave.closes_on

    assert kinds(first - timedelta(days=1)) == []
    assert kinds(first) == ["survey.asked"]
    assert kinds(last - timedelta(days=5)) == ["survey.asked"]
    assert kinds(last - timedelta(days=4)) == ["survey.asked", "survey.reminded"]
    assert kinds(last) == ["survey.asked", "survey.reminded"]
    assert kinds(last + timedelta(days=1)) == []


def test_each_letter_is_sent_once(wave):
    invitation = SurveyInvitationFactory(wave=wave)

    for number in range(14):
        send_due(at(wave.opens_on + timedelta(days=number)))

    subjects = sorted(Email.objects.filter(to=invitation.email).values_list("subject", flat=True))
    party = wave.engagement.party
    assert subjects == [
        f"Du kan nå det endnu: spørgeskema før forløbet i {party}",
        f"Spørgeskema før forløbet i {party} ({wave.engagement.case.reference})",
    ]


def test_nobody_is_reminded_who_has_answered_is_taken_off_or_has_no_link(wave):
    SurveyInvitationFactory(wave=wave, has_answered=True)
    SurveyInvitationFactory(wave=wave, withdrawn_at=timezone.now())
    links.withdraw(SurveyInvitationFactory(wave=wave).link)

    assert kinds(wave.closes_on) == []


def test_nobody_is_reminded_of_a_survey_that_is_closed_or_just_sent(wave, manager):
    SurveyInvitationFactory(wave=wave)
    wave.closes_on = wave.opens_on + timedelta(days=4)
    wave.save()
    short = kinds(wave.opens_on + timedelta(days=1))
    wave.closed_at, wave.closed_by = timezone.now(), manager
    wave.save()

    assert short == ["survey.asked"]
    assert kinds(wave.opens_on) == []

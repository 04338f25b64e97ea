"""What falls due about surveys: the link on the first day, and one reminder to those who have not answered."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from engagements.evaluation import emails
from engagements.evaluation.models import SurveyInvitation, SurveyWave
from praksis.mail.models import PersonalLink, Purpose
from praksis.mail.reminders import Due, newest_step

# Once, so many days before the last
DAYS = (4,)


def due(now: datetime) -> Iterable[Due]:
    """The letters of the surveys that can be answered today, to those who have not."""
    today = timezone.localdate(now)
    waves = SurveyWave.objects.open_on(today)
    related = ("wave__engagement__case", "wave__engagement__party")
    waiting = SurveyInvitation.objects.filter(wave__in=waves, has_answered=False, withdrawn_at=None)
    invitations = list(waiting.select_related(*related).order_by("pk"))
    links = PersonalLink.objects.filter(
        purpose=Purpose.ANSWER_SURVEY, object_id__in=[one.pk for one in invitations], withdrawn_at=None
    )
    by_object = {link.object_id: link for link in links}
    for invitation in invitations:
        if link := by_object.get(invitation.pk):
            yield from _of_one(invitation, link, today)


def _of_one(invitation: SurveyInvitation, link: PersonalLink, today: date) -> Iterable[Due]:
    wave = invitation.wave
    # The letter's key lets it be queued once, also where it was sent when the survey was.
    yield Due("survey.asked", invitation.pk, link.recipient, wave.opens_on, emails.asked(invitation, link))
    # Not the day after the first letter
    step = newest_step(today, wave.closes_on, DAYS, since=wave.opens_on + timedelta(days=2))
    if step:
        yield Due("survey.reminded", invitation.pk, link.recipient, step, emails.reminded(invitation, link))

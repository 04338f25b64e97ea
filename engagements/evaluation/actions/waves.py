"""Sending a survey out in a course, and looking after it until it closes."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import Engagement
from engagements.evaluation import clear_dates, editions, emails
from engagements.evaluation.models import DataCollection, SurveyEdition, SurveyInvitation, SurveyWave, WaveKind
from engagements.evaluation.suggestions import Recipient
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import short_date
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import PersonalLink, Purpose
from praksis.working_days import end_of_day

# A survey that can be answered for longer is one that people put off.
LONGEST = timedelta(days=60)
CLOSED = "Spørgeskemaet er lukket, så der kan ikke ændres på det længere."


@transaction.atomic
def send_survey(
    engagement: Engagement,
    *,
    kind: WaveKind,
    opens_on: date,
    closes_on: date,
    recipients: Sequence[Recipient],
    by: Actor,
) -> SurveyWave:
    """Put the survey before or after a one-year course to these people, from its first day to its last.

    Each gets a mail with a link of their own on the first day. Raises ActionError where it is sent already, in a mini,
    in a closed course, for days that have passed, are too many or turned about, for those on which the evaluator
    collects data, and without anybody to ask.
    """
    lock(engagement)
    refuse_closed(engagement)
    if engagement.is_mini:
        raise ActionError("Et miniforløb har ingen evaluering.")
    if SurveyWave.objects.filter(engagement=engagement, kind=kind).exists():
        raise ActionError(f"{kind.survey.capitalize()} er allerede sendt ud i forløbet.")
    if opens_on < timezone.localdate():
        raise ActionError("Den første dag er gået. Vælg i dag eller en senere dag.")
    _refuse_days(engagement, opens_on, closes_on)
    _refuse_twice(recipients, known=())
    if not recipients:
        raise ActionError("Skriv mindst én, der skal have spørgeskemaet.")
    wave = SurveyWave.objects.create(
        engagement=engagement,
        kind=kind,
        edition=_edition(engagement),
        opens_on=opens_on,
        closes_on=closes_on,
        set_up_by=by.person,
    )
    invited = [_invite(wave, recipient) for recipient in recipients]

    period = _period(opens_on, closes_on)
    log.record(engagement.case, "survey.sent", by=by, when=_when(wave), number=_number(recipients), period=period)
    _send(wave, invited)
    return wave


@transaction.atomic
def add_recipients(wave: SurveyWave, *, recipients: Sequence[Recipient], by: Actor) -> None:
    """Put the survey to more people. Raises ActionError where it is closed, and for somebody who has it already."""
    _lock_open(wave)
    known = wave.invitations.filter(withdrawn_at=None).values_list("email", flat=True)
    _refuse_twice(recipients, known=known)
    if not recipients:
        raise ActionError("Skriv mindst én, der skal have spørgeskemaet.")
    invited = [_invite(wave, recipient) for recipient in recipients]

    case = wave.engagement.case
    log.record(case, "survey.recipients_added", by=by, when=_when(wave), number=_number(recipients))
    _send(wave, invited)


@transaction.atomic
def send_again(invitation: SurveyInvitation, *, by: Actor) -> None:
    """Send a recipient a new link; the earlier one stops working. Raises ActionError where it is closed."""
    wave = invitation.wave
    _lock_open(wave)
    lock(invitation)
    if invitation.withdrawn_at:
        raise ActionError("Modtageren er taget af spørgeskemaet.")
    if wave.is_waiting:
        raise ActionError(f"Mailen bliver sendt {short_date(wave.opens_on)}.")
    link = links.renew(link_of(invitation), expires_at=end_of_day(wave.closes_on))

    log.record(wave.engagement.case, "survey.sent_again", by=by, when=_when(wave))
    outbox.queue(emails.asked(invitation, link))


@transaction.atomic
def remove_recipient(invitation: SurveyInvitation, *, by: Actor) -> None:
    """Take somebody off who has not answered; the link stops working. Doing it twice changes nothing.

    Raises ActionError where the survey is closed, and for somebody who has answered: their answers cannot be found.
    """
    wave = invitation.wave
    _lock_open(wave)
    lock(invitation)
    if invitation.withdrawn_at:
        return
    if invitation.has_answered:
        raise ActionError("Modtageren har svaret og kan ikke tages af. Svarene står uden navn og kan ikke findes.")
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    links.withdraw(link_of(invitation))

    log.record(wave.engagement.case, "survey.recipient_removed", by=by, when=_when(wave))


@transaction.atomic
def prolong_wave(wave: SurveyWave, *, closes_on: date, by: Actor) -> None:
    """Let the survey be answered until another day. The same day again changes nothing.

    Raises ActionError where it is closed, for a day that has passed, and as `send_survey` does for its days.
    """
    _lock_open(wave)
    if closes_on == wave.closes_on:
        return
    if closes_on < timezone.localdate():
        raise ActionError("Dagen er gået. Vælg i dag eller en senere dag, eller luk spørgeskemaet nu.")
    _refuse_days(wave.engagement, wave.opens_on, closes_on)
    wave.closes_on = closes_on
    wave.save(update_fields=["closes_on"])
    _links_of(wave).update(expires_at=end_of_day(closes_on))

    log.record(wave.engagement.case, "survey.prolonged", by=by, when=_when(wave), until=short_date(closes_on))


@transaction.atomic
def close_wave(wave: SurveyWave, *, by: Actor) -> None:
    """Close the survey before its last day; the links stop working. Closing it twice changes nothing."""
    lock(wave.engagement)
    refuse_closed(wave.engagement)
    lock(wave)
    if wave.is_closed:
        return
    wave.closed_at, wave.closed_by = timezone.now(), by.person
    wave.save(update_fields=["closed_at", "closed_by"])
    _links_of(wave).update(withdrawn_at=wave.closed_at)

    log.record(wave.engagement.case, "survey.closed", by=by, when=_when(wave))


def link_of(invitation: SurveyInvitation) -> PersonalLink:
    """The link by which somebody answers."""
    return PersonalLink.objects.get(purpose=Purpose.ANSWER_SURVEY, object_id=invitation.pk)


def _links_of(wave: SurveyWave) -> QuerySet[PersonalLink]:
    invitations = wave.invitations.order_by().values("pk")
    return PersonalLink.objects.filter(
        purpose=Purpose.ANSWER_SURVEY, object_id__in=invitations, used_at=None, withdrawn_at=None
    )


def _lock_open(wave: SurveyWave) -> None:
    """Lock course and survey, in this order. Raises ActionError where either is closed."""
    lock(wave.engagement)
    refuse_closed(wave.engagement)
    lock(wave)
    if wave.is_closed:
        raise ActionError(CLOSED)


def _edition(engagement: Engagement) -> SurveyEdition:
    """The edition of the course's other survey, so that the two can be compared; else the newest."""
    other = SurveyWave.objects.filter(engagement=engagement).select_related("edition").first()
    return other.edition if other else editions.newest()


def _invite(wave: SurveyWave, recipient: Recipient) -> tuple[SurveyInvitation, PersonalLink]:
    invitation = SurveyInvitation.objects.create(
        wave=wave, name=recipient.name, email=recipient.email, role=recipient.role
    )
    link = links.create(
        Purpose.ANSWER_SURVEY,
        object_id=invitation.pk,
        recipient=recipient.email,
        expires_at=end_of_day(wave.closes_on),
    )
    return invitation, link


def _send(wave: SurveyWave, invited: Iterable[tuple[SurveyInvitation, PersonalLink]]) -> None:
    """What is sent on a later day is found by the reminders on that day."""
    if not wave.is_waiting:
        for invitation, link in invited:
            outbox.queue(emails.asked(invitation, link))


def _refuse_days(engagement: Engagement, first: date, last: date) -> None:
    if last < first:
        raise ActionError("Den sidste dag kan ikke ligge før den første.")
    if last - first > LONGEST:
        raise ActionError(f"Spørgeskemaet kan højst besvares i {LONGEST.days} dage. Vælg en tidligere sidste dag.")
    taken = list(DataCollection.objects.of_course(engagement))
    met = clear_dates.overlap(taken, first, last)
    if met:
        free = clear_dates.next_clear(taken, first, days=(last - first).days + 1)
        raise ActionError(
            f"Evaluator samler data ind {_period(met.starts_on, met.ends_on)} (»{met.title}«). "
            f"De næste ledige dage er {_period(*free)}."
        )


def _refuse_twice(recipients: Sequence[Recipient], *, known: Iterable[str]) -> None:
    seen = {email.lower() for email in known}
    for recipient in recipients:
        email = recipient.email.lower()
        if email in seen:
            raise ActionError(f"{email} står der to gange. Hver mailadresse kan kun få ét spørgeskema.")
        seen.add(email)


def _period(first: date, last: date) -> str:
    return f"{short_date(first)} – {short_date(last)}"


def _when(wave: SurveyWave) -> str:
    return wave.get_kind_display().lower()


def _number(recipients: Sequence[Recipient]) -> str:
    return "én person" if len(recipients) == 1 else f"{len(recipients)} personer"

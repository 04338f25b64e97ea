"""What guests answer, what managers send and take out, and what is erased."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from conferences.afterwards import certificates, emails, survey
from conferences.afterwards.models import Answer, Answered, WorkshopScore
from conferences.programme.models import Event
from conferences.registration.models import Registration
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox

WRITTEN = ~Q(takes_home="", otherwise="")


@transaction.atomic
def answer(
    registration: Registration,
    *,
    overall: int,
    benefit: int | None,
    practical: int | None,
    workshops: Mapping[UUID, int],
    takes_home: str,
    otherwise: str,
    received_at: datetime,
) -> bool:
    """Keep what a guest thought of the day, without the guest; False where they had answered before: the first stays.

    `workshops` are scores by the ids of workshops in which the guest had a seat. Nothing is recorded of it but the
    day: the time would lead to the answer. Raises ActionError for who did not come, and outside the thirty days.
    """
    event = registration.event
    lock(event)
    lock(registration)
    if registration.came_at is None:
        raise ActionError("Evalueringen er til dem, der kom på dagen.")
    if not survey.is_over(event, received_at):
        raise ActionError("Man kan svare, når dagen er slut.")
    if not survey.is_open(event, received_at):
        raise ActionError("Evalueringen er lukket, så svaret kan ikke gemmes.")
    had = set(registration.choices.seated().values_list("workshop", flat=True))
    if not had.issuperset(workshops):
        raise ActionError("Du kan kun vurdere de workshops, du havde plads i. Åbn siden igen.")
    _, is_first = Answered.objects.get_or_create(registration=registration, defaults={"on": timezone.localdate()})
    if not is_first:
        return False

    facts = {"overall": overall, "benefit": benefit, "practical": practical}
    Answer.objects.create(event=event, takes_home=takes_home, otherwise=otherwise, **facts)
    WorkshopScore.objects.bulk_create(WorkshopScore(workshop_id=key, score=score) for key, score in workshops.items())
    return True


@transaction.atomic
def send_thanks_again(registration: Registration, *, at: datetime, by: Actor) -> None:
    """Send the letter with the certificate and the survey once more; within an hour twice is once.

    Raises ActionError where there is no certificate, no address, or the personal link does not work any more.
    """
    lock(registration.event)
    lock(registration)
    _refuse_without_certificate(registration, at)
    if not registration.email or registration.link is None:
        raise ActionError("Gæsten har ingen mailadresse. Hent beviset, og giv det på en anden måde.")
    if at > registration.event.links_end_at:
        raise ActionError("Gæstens personlige link er udløbet. Hent beviset, og send det på en anden måde.")

    letter = emails.thanks_again(registration, at=at)
    if outbox.queue(letter).pk == letter.pk:
        log.record(registration.event.case, "registration.thanked_again", by=by, number=registration.number)


@transaction.atomic
def note_certificate(registration: Registration, *, at: datetime, by: Actor) -> None:
    """Note that a manager took a guest's certificate out. Raises ActionError where there is none."""
    _refuse_without_certificate(registration, at)
    log.record(registration.event.case, "registration.certificate_made", by=by, number=registration.number)


@transaction.atomic
def note_export(event: Event, kind: str, *, number: int, by: Actor) -> None:
    """Note that the results of so many answers were taken out."""
    log.record(event.case, "event.survey_exported", by=by, format=kind, number=number)


def erase_due() -> None:
    """Erase what is due today: the marks of closed surveys, and the texts when the guests were promised it."""
    today = timezone.localdate()
    Answered.objects.filter(registration__event__held_on__lt=today - survey.OPEN).delete()
    # However far the event was put off, what is written is read while one can still answer.
    closed = Event.objects.filter(held_on__lt=today - survey.OPEN)
    promised = Registration.objects.came().filter(erased_on__lte=today)
    events = closed.filter(registrations__in=promised, answers__in=Answer.objects.filter(WRITTEN))
    for event in events.select_related("case").distinct().order_by("held_on", "slug"):
        erase_texts(event)


@transaction.atomic
def erase_texts(event: Event) -> int:
    """Erase what guests wrote in their own words; the scores stay. Returns of how many answers.

    Raises ActionError before the survey is closed.
    """
    lock(event)
    if timezone.localdate() <= survey.closes_on(event):
        raise ActionError("Evalueringen er ikke lukket endnu.")
    number = event.answers.filter(WRITTEN).update(takes_home="", otherwise="")
    if number:
        log.record(event.case, "event.survey_erased", by=SYSTEM, number=number)
    return number


def _refuse_without_certificate(registration: Registration, at: datetime) -> None:
    anybody = Registration.objects.came().filter(event=registration.event).exists()
    if why := certificates.refusal(registration, at, anybody_came=anybody):
        raise ActionError(why)

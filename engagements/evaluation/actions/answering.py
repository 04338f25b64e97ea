"""Answering a survey by one's own link."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from engagements.evaluation import editions, pseudonyms
from engagements.evaluation.models import SurveyInvitation, SurveyResponse, SurveyWave
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import PersonalLink


@transaction.atomic
def answer(link: PersonalLink, *, scores: dict[str, int], texts: dict[str, str], received_at: datetime) -> None:
    """Keep what the holder of the link answers, in place of what they answered before.

    What is answered goes under the pseudonym alone; beside the name it only stands that they have answered. Nothing is
    written to the timeline, for its times would join the two. Raises ActionError where nothing is answered,
    LinkRefused where the link no longer works or the survey is not open.
    """
    invitation = invitation_of(link)
    lock(invitation)
    lock(link)
    links.refuse_unless_usable(link, at=received_at)
    refuse_unless_open(invitation.wave, received_at)
    asked = editions.asked(invitation.wave.edition_id, invitation.wave.which)
    allowed = {*editions.SCALE, editions.DONT_KNOW}
    kept = {q.key: scores[q.key] for q in asked if q.is_scale and scores.get(q.key) in allowed}
    said = {q.key: texts[q.key].strip() for q in asked if not q.is_scale and texts.get(q.key, "").strip()}
    if not kept and not said:
        raise ActionError("Svar på mindst ét spørgsmål.")
    SurveyResponse.objects.update_or_create(
        wave=invitation.wave,
        pseudonym=pseudonyms.of_person(invitation.wave.engagement_id, invitation.email),
        defaults={"role": invitation.role, "scores": kept, "texts": said},
    )
    if not invitation.has_answered:
        invitation.has_answered = True
        invitation.save(update_fields=["has_answered"])


def invitation_of(link: PersonalLink) -> SurveyInvitation:
    """Whom the link was made for. Raises LinkRefused where it is gone."""
    related = ("wave__engagement__case", "wave__engagement__party", "wave__engagement__programme")
    invitation = SurveyInvitation.objects.select_related(*related).filter(pk=link.object_id).first()
    if invitation is None:
        raise links.LinkRefused(links.WITHDRAWN)
    return invitation


def refuse_unless_open(wave: SurveyWave, received_at: datetime) -> None:
    """Raise LinkRefused before the survey's first day, and once it is closed."""
    day = timezone.localdate(received_at)
    if wave.is_closed_on(day):
        raise links.LinkRefused("Spørgeskemaet er lukket. Tak, hvis du nåede at svare.")
    if wave.opens_on > day:
        raise links.LinkRefused("Spørgeskemaet er ikke åbnet endnu. Brug linket i mailen, når den kommer.")

"""Writing a review and locking it."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.assessment import access
from applications.assessment.models import InterestDeclaration, Review, Score
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


class Opinion(NamedTuple):
    """What a reviewer thinks of one criterion so far, and how sure the reviewer is (models.Confidence)."""

    score: int | None = None
    rationale: str = ""
    confidence: int | None = None


# By a criterion's key
Scores = dict[str, Opinion]


@transaction.atomic
def save_review(application: Application, *, scores: Scores, by: Actor) -> Review:
    """Keep what the reviewer has written so far; criteria that are not among `scores` stay as they are.

    Raises ActionError where the person does not review the application now, or has locked the review.
    """
    round_ = _lock_round_for_reviewing(application, by)
    review, _ = Review.objects.get_or_create(application=application, reviewer=by.person)
    if review.is_locked:
        raise ActionError("Bedømmelsen er låst og kan ikke ændres.")
    for criterion in round_.criteria.filter(key__in=scores):
        score, rationale, confidence = Opinion(*scores[criterion.key])
        written = {"score": score, "rationale": rationale.strip(), "confidence": confidence}
        Score.objects.update_or_create(review=review, criterion=criterion, defaults=written)
    return review


@transaction.atomic
def save_reviews(round_: Round, *, scores: Mapping[UUID, Scores], by: Actor) -> dict[UUID, str]:
    """Keep what the reviewer has written about several applications of a round, by their keys.

    Returns why one could not be kept, by its key: the others are kept all the same, so that nothing that was written is
    lost for the sake of one that was locked or withdrawn meanwhile.
    """
    lock(round_)
    refused = {}
    applications = Application.objects.filter(round=round_, pk__in=scores).select_related("round", "applicant")
    for application in applications.order_by("pk"):
        try:
            save_review(application, scores=scores[application.pk], by=by)
        except ActionError as refusal:
            refused[application.pk] = str(refusal)
    return refused


@transaction.atomic
def lock_review(review: Review, *, by: Actor) -> Review:
    """Make the review final, so that it counts and its reviewer may see the others'. A second call changes nothing.

    Raises ActionError, naming the criteria that lack a score, a rationale or how sure the reviewer is.
    """
    round_ = _lock_round_for_reviewing(review.application, by)
    lock(review)
    if review.reviewer_id != by.person.pk:
        raise ActionError("Kun bedømmeren selv kan låse sin bedømmelse.")
    if review.is_locked:
        return review
    complete = review.scores.exclude(score=None).exclude(rationale="").exclude(confidence=None).values("criterion")
    missing = round_.criteria.exclude(pk__in=complete).order_by("order")
    if missing:
        titles = ", ".join(f"»{criterion.title}«" for criterion in missing)
        raise ActionError(
            f"Giv karakter, skriv en begrundelse, og vælg, hvor sikker du er, før du låser. Det mangler under {titles}."
        )

    review.locked_at = max(timezone.now(), review.started_at)  # the clock may have been set back since
    review.save(update_fields=["locked_at"])
    log.record(round_.case, "review.locked", by=by, applicant=review.application.applicant.name)
    return review


def _lock_round_for_reviewing(application, by):
    round_ = application.round
    lock(round_)
    application.refresh_from_db(fields=["status"])
    if round_.status == RoundStatus.ASSESSING and not round_.is_closed:
        raise ActionError("Bedømmelsen begynder, når ansøgningsfristen er nået.")
    if round_.status != RoundStatus.ASSESSING:
        raise ActionError("Runden er indstillet. Bedømmelserne kan ikke længere ændres.")
    if application.status != Status.SUBMITTED:
        raise ActionError("Ansøgningen er trukket tilbage og skal ikke bedømmes.")
    if not InterestDeclaration.objects.filter(round=round_, person=by.person, is_out=False).exists():
        raise ActionError("Erklær din habilitet, før du bedømmer.")
    if not access.reviewed_applications(by.person).filter(pk=application.pk).exists():
        raise ActionError("Du er ikke bedømmer af ansøgningen.")
    return round_

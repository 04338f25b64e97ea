"""What the reviewers agree on once they have talked."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from applications.assessment import access, permissions, progress
from applications.assessment.models import AgreedScore, InterestDeclaration, Review
from applications.drafting.models import Application, Status
from applications.rounds.models import Criterion, Round, RoundStatus
from praksis.accounts.models import User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError

# Two must have scored before there is anything to agree on.
ENOUGH_TO_AGREE = 2


@transaction.atomic
def agree(
    application: Application, criterion: Criterion, *, score: int, reason: str, replaces: datetime | None, by: Actor
) -> AgreedScore:
    """Note the score that the reviewers have agreed on for one criterion, and why; it counts instead of their mean.

    The reviewers' own scores stay as they are, and so does what was agreed before, in the log. `replaces` is when the
    agreed score was noted that the person has read, None where there was none: another's is not overwritten unread.

    Raises ActionError before the deadline and once the round is proposed, for a person who may not agree on scores of
    the round, where fewer than two reviews count, without a reason, or with the reason of the score that is replaced.
    """
    round_ = application.round
    assert round_ is not None  # only a mini's draft is without one
    lock(round_)
    _refuse_unless_assessing(round_)
    application.refresh_from_db(fields=["status"])
    if application.status != Status.SUBMITTED:
        raise ActionError("Ansøgningen er trukket tilbage og skal ikke bedømmes.")
    _refuse_others(round_, application, by.person)
    if Review.objects.filter(application=application).valid_in(round_).count() < ENOUGH_TO_AGREE:
        raise ActionError("Mindst to bedømmelser skal være låst, før I kan aftale en fælles karakter.")
    reason = reason.strip()
    if not reason:
        raise ActionError("Skriv, hvorfor I er nået frem til karakteren.")
    before = AgreedScore.objects.filter(application=application, criterion=criterion).first()
    _refuse_unread(before, replaces)
    if before and (before.score, before.reason) == (score, reason):
        return before
    if before and before.reason == reason:
        raise ActionError("Skriv en ny begrundelse for, at I ændrer den fælles karakter.")

    written = {"score": score, "reason": reason, "agreed_at": timezone.now(), "agreed_by": by.person}
    agreed, _ = AgreedScore.objects.update_or_create(application=application, criterion=criterion, defaults=written)
    log.record(
        round_.case,
        "score.agreed_anew" if before else "score.agreed",
        by=by,
        applicant=application.applicant.name,
        criterion=criterion.title,
        application=str(application.pk),
        key=criterion.key,
        score=score,
        reason=reason,
    )
    return agreed


def _refuse_unless_assessing(round_: Round) -> None:
    if round_.status == RoundStatus.ASSESSING and not round_.is_closed:
        raise ActionError("Bedømmelsen begynder, når ansøgningsfristen er nået.")
    if round_.status != RoundStatus.ASSESSING:
        raise ActionError("Runden er indstillet. De fælles karakterer kan ikke længere ændres.")


def _refuse_others(round_: Round, application: Application, person: User) -> None:
    if not InterestDeclaration.objects.filter(round=round_, person=person, is_out=False).exists():
        raise ActionError("Erklær din habilitet, før du aftaler karakterer.")
    reviewed = access.reviewed_applications(person).filter(round=round_)
    has_left = progress.left_to_lock(person, round_).exists()
    if not permissions.can_agree(person, reviews=reviewed.filter(pk=application.pk).exists(), has_left=has_left):
        raise ActionError("Lås dine egne bedømmelser i runden, før du aftaler karakterer med de andre.")


def _refuse_unread(before: AgreedScore | None, replaces: datetime | None) -> None:
    if before and before.agreed_at != replaces:
        raise ActionError(
            f"{before.agreed_by.name} har noteret {before.score} af 4 imens. Læs begrundelsen, og gem igen, hvis jeres "
            "karakter skal gælde i stedet."
        )

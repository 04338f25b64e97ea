"""Assigning reviewers, declaring interests, and reviewing."""

from django.db import transaction
from django.utils import timezone

from applications.assessment import access, emails
from applications.assessment.models import InterestDeclaration, Review, ReviewerAssignment, Score
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role, User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox

# A criterion's key → the score, or None, and the rationale
Scores = dict[str, tuple[int | None, str]]


@transaction.atomic
def assign_reviewer(round_: Round, reviewer: User, *, by: Actor) -> ReviewerAssignment:
    """Make a consultant a reviewer of the round, and tell the consultant by mail. A second call changes nothing.

    Raises ActionError once the round is proposed, or for a person who is not a consultant.
    """
    lock(round_)
    _refuse_new_reviewers(round_)
    if not reviewer.has_role(Role.CONSULTANT):
        raise ActionError(f"{reviewer.name} er ikke praksiskonsulent og kan ikke være bedømmer.")
    assignment, is_new = ReviewerAssignment.objects.get_or_create(
        round=round_, reviewer=reviewer, defaults={"assigned_by": by.person}
    )
    if is_new:
        log.record(round_.case, "reviewer.assigned", by=by, reviewer=reviewer.name)
        outbox.queue(emails.reviewer_assigned(assignment))
    return assignment


@transaction.atomic
def remove_reviewer(round_: Round, reviewer: User, *, by: Actor) -> None:
    """Take a reviewer off the round; the drafts stay. Raises ActionError where a review is already locked."""
    lock(round_)
    _refuse_new_reviewers(round_)
    if Review.objects.filter(application__round=round_, reviewer=reviewer).exclude(locked_at=None).exists():
        raise ActionError(f"{reviewer.name} har låst bedømmelser i runden og kan ikke tages af den.")
    removed, _ = ReviewerAssignment.objects.filter(round=round_, reviewer=reviewer).delete()
    if removed:
        log.record(round_.case, "reviewer.removed", by=by, reviewer=reviewer.name)


@transaction.atomic
def set_reviewers(round_: Round, reviewers: list[User], *, by: Actor) -> None:
    """Make exactly these the reviewers of the round: all of it, or nothing where one of the changes is refused."""
    lock(round_)
    assigned = {assignment.reviewer for assignment in round_.assignments.select_related("reviewer")}
    for reviewer in sorted(assigned - set(reviewers), key=lambda person: person.name):
        remove_reviewer(round_, reviewer, by=by)
    for reviewer in reviewers:
        assign_reviewer(round_, reviewer, by=by)


@transaction.atomic
def declare_interest(round_: Round, *, has_interest: bool, about: str = "", by: Actor) -> InterestDeclaration:
    """Say whether one has an interest in an applicant of the round. Without it nothing of the round can be read.

    An interest that is found later can be declared later; a declared one is not taken back by oneself. Raises
    ActionError before the deadline, when the applicants are not all known yet.
    """
    lock(round_)
    if not access.may_declare(round_):
        raise ActionError("Du kan erklære din habilitet, når fristen er nået og alle ansøgere er kendt.")
    if has_interest and not about.strip():
        raise ActionError("Skriv kort, hvem og hvad din interesse handler om.")
    declaration, is_new = InterestDeclaration.objects.get_or_create(
        round=round_, person=by.person, defaults={"has_interest": has_interest, "about": about.strip() * has_interest}
    )
    if not is_new:
        if declaration.has_interest == has_interest:
            return declaration
        if declaration.has_interest:
            raise ActionError("Du har erklæret en interesse i runden. Kun din overordnede kan bestemme andet.")
        declaration.has_interest, declaration.about = True, about.strip()
        declaration.declared_at = timezone.now()
        declaration.save(update_fields=["has_interest", "about", "declared_at"])
    log.record(round_.case, "interest.declared" if has_interest else "interest.none", by=by)
    return declaration


@transaction.atomic
def save_review(application: Application, *, scores: Scores, by: Actor) -> Review:
    """Keep what the reviewer has written so far; criteria that are not among `scores` stay as they are.

    Raises ActionError where the person does not review the round now, or has locked the review.
    """
    round_ = _lock_round_for_reviewing(application, by)
    review, _ = Review.objects.get_or_create(application=application, reviewer=by.person)
    if review.is_locked:
        raise ActionError("Bedømmelsen er låst og kan ikke ændres.")
    for criterion in round_.criteria.filter(key__in=scores):
        score, rationale = scores[criterion.key]
        Score.objects.update_or_create(
            review=review, criterion=criterion, defaults={"score": score, "rationale": rationale.strip()}
        )
    return review


@transaction.atomic
def lock_review(review: Review, *, by: Actor) -> Review:
    """Make the review final, so that it counts and its reviewer may see the others'. A second call changes nothing.

    Raises ActionError, naming the criteria that lack a score or a rationale.
    """
    round_ = _lock_round_for_reviewing(review.application, by)
    lock(review)
    if review.reviewer_id != by.person.pk:
        raise ActionError("Kun bedømmeren selv kan låse sin bedømmelse.")
    if review.is_locked:
        return review
    complete = review.scores.exclude(score=None).exclude(rationale="").values("criterion")
    missing = round_.criteria.exclude(pk__in=complete).order_by("order")
    if missing:
        titles = ", ".join(f"»{criterion.title}«" for criterion in missing)
        raise ActionError(f"Giv både karakter og begrundelse, før du låser. Det mangler under {titles}.")

    review.locked_at = max(timezone.now(), review.started_at)  # the clock may have been set back since
    review.save(update_fields=["locked_at"])
    log.record(round_.case, "review.locked", by=by, applicant=review.application.applicant.name)
    return review


def _refuse_new_reviewers(round_):
    if round_.status not in {RoundStatus.DRAFT, RoundStatus.ASSESSING}:
        raise ActionError("Runden er indstillet. Bedømmerne kan ikke længere ændres.")


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
    if not ReviewerAssignment.objects.filter(round=round_, reviewer=by.person).exists():
        raise ActionError("Du er ikke bedømmer i runden.")
    if not InterestDeclaration.objects.filter(round=round_, person=by.person, has_interest=False).exists():
        raise ActionError("Erklær din habilitet, før du bedømmer.")
    return round_

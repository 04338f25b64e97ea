"""What of a round a member of staff may read.

Everybody who is to read a round's applications first declares own interests. An interest in one applicant takes the
person out of the whole round, managers too (forvaltningsloven §§ 3 and 6): all applicants of a round compete.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from applications.assessment.models import InterestDeclaration, Review, ReviewerAssignment
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role
from praksis.cases.models import Case


def known_rounds(user) -> QuerySet:
    """Rounds that exist for this person: all to managers and approvers, the assigned to reviewers.

    Rounds in which the person has declared an interest do not. Each has `has_declared` and `reviews_it`.
    """
    declared = InterestDeclaration.objects.filter(round=OuterRef("pk"), person=user)
    rounds = (
        Round.objects.visible_to(user)
        .select_related("programme")
        .annotate(has_declared=Exists(declared))
        .filter(~Exists(declared.with_interest()))
    )
    if user.has_role(Role.MANAGER, Role.APPROVER):
        assigned = ReviewerAssignment.objects.filter(round=OuterRef("pk"), reviewer=user)
        return rounds.annotate(reviews_it=Exists(assigned))
    # At most one assignment to a round: no round comes twice.
    return rounds.filter(assignments__reviewer=user).annotate(reviews_it=Value(True))


def reviewed_rounds(user) -> QuerySet:
    """Those of the known rounds that this person is a reviewer of."""
    rounds = known_rounds(user)
    # Others know no rounds but these.
    return rounds.filter(reviews_it=True) if user.has_role(Role.MANAGER, Role.APPROVER) else rounds


def is_readable(round_) -> bool:
    """Whether the reader of a round from `known_rounds` may read its applications.

    The deadline has passed and no interest is declared.
    """
    passed = round_.deadline is not None and round_.deadline < timezone.now()
    return passed and round_.has_declared and round_.status != RoundStatus.DRAFT


def may_declare(round_: Round) -> bool:
    """Whether the applicants are all known, so that interests in them can be declared."""
    passed = round_.deadline is not None and round_.deadline < timezone.now()
    return passed and round_.opens_at is not None and round_.status != RoundStatus.DRAFT


def must_declare(round_) -> bool:
    """Whether a round from `known_rounds` shows nothing more until its reader has declared."""
    return may_declare(round_) and not round_.has_declared


def readable_applications(user) -> QuerySet[Application]:
    """The submitted applications that this person may read: of the known rounds, where these are readable."""
    if not user.has_role(Role.MANAGER, Role.APPROVER):
        return reviewed_applications(user)
    return _of_declared_rounds(user).exclude(round__status=RoundStatus.DRAFT)


def reviewed_applications(user) -> QuerySet[Application]:
    """Those of the readable applications that are in rounds which this person reviews."""
    if not user.runs_the_work:
        return Application.objects.none()
    # As keys: joined with the declarations as well, the query takes longer to plan than to answer.
    rounds = ReviewerAssignment.objects.filter(reviewer=user).order_by().values_list("round", flat=True)
    return _of_declared_rounds(user, round__in=list(rounds)).exclude(round__status=RoundStatus.DRAFT)


def awaiting_review(user) -> QuerySet[Application]:
    """Those that this person is to review and has not locked a review of, in rounds that are still being assessed."""
    if not user.runs_the_work:
        return Application.objects.none()
    locked = Review.objects.filter(application=OuterRef("pk"), reviewer=user, locked_at__isnull=False)
    assigned = _of_declared_rounds(user, round__assignments__reviewer=user, round__status=RoundStatus.ASSESSING)
    return assigned.filter(~Exists(locked))


def _of_declared_rounds(user, **conditions) -> QuerySet[Application]:
    """The rule of `is_readable` as joins, but for the round's status: nobody declares interests in a round twice."""
    return Application.objects.filter(
        status=Status.SUBMITTED,
        round__deadline__lt=timezone.now(),
        round__interest_declarations__person=user,
        round__interest_declarations__has_interest=False,
        **conditions,
    )


def withheld_cases(user) -> QuerySet[Case]:
    """The cases whose letters this person may not read in the outbox.

    Those of rounds in which the person has an interest, with the cases of their applications; and, for all but managers
    and approvers, those of rounds whose decisions are not announced: what an approver sends back may tell of them.
    """
    # Most have none, and then the database need not look for them.
    interests = list(InterestDeclaration.objects.with_interest().filter(person=user).values_list("round", flat=True))
    withheld = Q(round__in=interests) | Q(application__round__in=interests)
    if not user.has_role(Role.MANAGER, Role.APPROVER):
        withheld |= Q(round__in=Round.objects.exclude(status=RoundStatus.ANNOUNCED).values("pk"))
    return Case.objects.filter(withheld)

"""What of a round a member of staff may read.

Everybody who is to read a round's applications first declares own interests. An interest in one applicant takes the
person out of the whole round, managers too (forvaltningsloven §§ 3 and 6): all applicants of a round compete.

A reviewer reads every application of a round, or those that are assigned; managers and approvers read all.
"""

from functools import cache
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet, Value
from django.utils import timezone

from applications.assessment.models import AssignedApplication, InterestDeclaration, ReviewerAssignment
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role
from praksis.cases.models import Case


def known_rounds(user) -> QuerySet:
    """Rounds that exist for this person: all to managers and approvers, the assigned to reviewers.

    Rounds in which the person has declared an interest do not. Each has `has_declared` and `reviews_it`.
    """
    # At most one declaration and one assignment of a person to a round: no round comes twice.
    own = FilteredRelation("interest_declarations", condition=Q(interest_declarations__person=user))
    rounds = (
        Round.objects.visible_to(user)
        .select_related("programme")
        .alias(own=own)
        .filter(unconflicted())
        .annotate(has_declared=Q(own__isnull=False))
    )
    if user.has_role(Role.MANAGER, Role.APPROVER):
        standing = Q(assignments__reviewer=user, assignments__removed_at=None)
        assigned = FilteredRelation("assignments", condition=standing)
        return rounds.alias(assigned=assigned).annotate(reviews_it=Q(assigned__isnull=False))
    return rounds.filter(assignments__reviewer=user, assignments__removed_at=None).annotate(reviews_it=Value(True))


def unconflicted() -> Q:
    """That the person's declaration, joined as `own`, tells of no interest, or is not there yet."""
    return Q(own=None) | Q(own__is_out=False)


def reviewed_rounds(user) -> QuerySet:
    """Those of the known rounds that this person is a reviewer of."""
    rounds = known_rounds(user)
    # Others know no rounds but these.
    return rounds.filter(reviews_it=True) if user.has_role(Role.MANAGER, Role.APPROVER) else rounds


def is_readable(round_) -> bool:
    """Whether the reader of a round from `known_rounds` may read its applications.

    The deadline has passed and no interest is declared.
    """
    return _is_over(round_) and round_.has_declared


def reads_round(round_: Round, is_out: bool | None) -> bool:
    """The rule of `is_readable` for managers and approvers, who know every round but those that they declare out of.

    `is_out` is what follows of the person's declaration in the round, None where there is none.
    """
    return _is_over(round_) and is_out is False


def may_declare(round_: Round) -> bool:
    """Whether the applicants are all known, so that interests in them can be declared."""
    return _is_over(round_) and round_.opens_at is not None


def _is_over(round_: Round) -> bool:
    passed = round_.deadline is not None and round_.deadline < timezone.now()
    return passed and round_.status != RoundStatus.DRAFT


def readable_rounds(user) -> QuerySet:
    """Those of the known rounds whose applications this person may read, the newest first.

    It is the rule of `is_readable` for all at once; of some of them a reviewer reads a part (`read_in_part`).
    Whoever has declared no interest has declared: what is outer joined in `known_rounds` need not be here.
    """
    own = {"interest_declarations__person": user, "interest_declarations__is_out": False}
    if not user.has_role(Role.MANAGER, Role.APPROVER):
        own |= {"assignments__reviewer": user, "assignments__removed_at": None}
    return _prepared().filter(deadline__lt=timezone.now(), **own) if user.runs_the_work else Round.objects.none()


@cache  # the same for everybody
def _prepared() -> QuerySet[Round]:
    return Round.objects.exclude(status=RoundStatus.DRAFT).order_by("-deadline", "name", "pk")


def read_in_part(user) -> dict[UUID, set[UUID]]:
    """The rounds of which this person reads a part only, each with the keys of the applications that are assigned.

    Managers and approvers read everything.
    """
    if user.has_role(Role.MANAGER, Role.APPROVER):
        return {}
    own = ReviewerAssignment.objects.standing().filter(reviewer=user, reads_all=False)
    parts: dict[UUID, set[UUID]] = {}
    for round_, application in own.order_by().values_list("round", "parts__application"):
        parts.setdefault(round_, set()).update([application] if application else [])
    return parts


def must_declare(round_) -> bool:
    """Whether a round from `known_rounds` shows nothing more until its reader has declared."""
    return may_declare(round_) and not round_.has_declared


def readable_applications(user) -> QuerySet[Application]:
    """The submitted applications that this person may read: of the known rounds, where these are readable."""
    if not user.has_role(Role.MANAGER, Role.APPROVER):
        return reviewed_applications(user)
    return _of_declared_rounds(user)


def reviewed_applications(user) -> QuerySet[Application]:
    """Those of the readable applications that this person is a reviewer of."""
    if not user.runs_the_work:
        return Application.objects.none()
    # As keys: joined with the declarations as well, the query takes longer to plan than to answer.
    own = ReviewerAssignment.objects.standing().filter(reviewer=user)
    assigned = list(own.order_by().values_list("round", "reads_all"))
    whole = [round_ for round_, reads_all in assigned if reads_all]
    if len(whole) == len(assigned):
        return _of_declared_rounds(user, round__in=whole)
    given = AssignedApplication.objects.filter(
        assignment__reviewer=user, assignment__removed_at=None, assignment__reads_all=False
    )
    return _of_declared_rounds(user).filter(Q(round__in=whole) | Q(pk__in=given.values("application")))


def rounds_to_review(user) -> QuerySet[ReviewerAssignment]:
    """The person's assignments to rounds that are being assessed now, but for those with a declared interest."""
    if not user.runs_the_work:
        return ReviewerAssignment.objects.none()
    declared = "round__interest_declarations"
    own = FilteredRelation(declared, condition=Q(**{f"{declared}__person": user}))
    assigned = ReviewerAssignment.objects.standing().filter(
        reviewer=user, round__status=RoundStatus.ASSESSING, round__deadline__lt=timezone.now()
    )
    return assigned.alias(own=own).filter(unconflicted())


def _of_declared_rounds(user, **conditions) -> QuerySet[Application]:
    """The rule of `is_readable` as joins: nobody declares interests in a round twice."""
    return _handed_in().filter(
        round__deadline__lt=timezone.now(),
        round__interest_declarations__person=user,
        round__interest_declarations__is_out=False,
        **conditions,
    )


@cache  # the same for everybody
def _handed_in() -> QuerySet[Application]:
    return Application.objects.filter(status=Status.SUBMITTED).exclude(round__status=RoundStatus.DRAFT)


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

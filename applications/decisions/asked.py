"""The requests about decisions as they are read: which there are for whom, and what they are about."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from applications.allocation.models import Decision
from applications.assessment import access
from applications.assessment.models import InterestDeclaration
from applications.decisions.models import DecisionRequest, RequestKind
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role, User
from praksis.cases.models import Case

RELATED = ("round__case", "round__programme", "decision__case", "decision__application__applicant", "asked_by")


def answered_by(user) -> QuerySet[DecisionRequest]:
    """The requests that this person answers: managers' and approvers', of the rounds that they may read."""
    requests = DecisionRequest.objects.select_related(*RELATED)
    if not user.has_role(Role.MANAGER, Role.APPROVER):
        return requests.none()
    return requests.filter(round__in=access.readable_rounds(user).order_by().values("pk"))


def waiting(requests: QuerySet[DecisionRequest]) -> QuerySet:
    """Those that are not answered, the most pressing first, with `last_day`."""
    return with_last_day(requests.filter(answered_at=None)).order_by("last_day", "received_at", "pk")


def with_last_day(requests: QuerySet[DecisionRequest]) -> QuerySet:
    """The same with the day that counts now: clocks.last_day as the database works it out."""
    return requests.annotate(last_day=Coalesce(F("postponed_to"), F("due_on")))


def of_applicant(decision: Decision) -> QuerySet[DecisionRequest]:
    """What the applicant's own people have asked about a decision, the newest first; what others ask is not theirs."""
    return decision.requests.filter(asked_by__isnull=False).order_by("-received_at", "pk")


def about(request: DecisionRequest) -> Case:
    """The case that a request stands on: the applicant's own stands on the application's, all others on the round's.

    Who else asks about an application is no business of the applicant's, who reads the application's case.
    """
    return request.decision.case if request.decision and request.asked_by_id else request.round.case


def subject(request: DecisionRequest) -> str:
    """What a request is about, in words."""
    return request.decision.application.applicant.name if request.decision else "Hele runden"


def by_reference(user, reference: str) -> tuple[Round, Decision | None] | None:
    """The round, or the announced decision in one, with this reference number, of what the person may read."""
    rounds = access.readable_rounds(user).select_related("case", "programme")
    round_ = rounds.filter(case__reference=reference).first()
    if round_:
        return round_, None
    decisions = Decision.objects.select_related("round__case", "round__programme", "case", "application__applicant")
    found = decisions.filter(case__reference=reference, announced_at__isnull=False, round__in=rounds.order_by()).first()
    return (found.round, found) if found else None


def draft(request: DecisionRequest) -> str:
    """Where somebody asks for reasons, what a person begins the answer with: the reasons as they were announced."""
    if request.kind != RequestKind.REASONS or not request.decision:
        return ""
    return "\n\n".join([request.decision.reason, *(f"{title}:\n{text}" for title, text in reasons(request.decision))])


def reasons(decision: Decision) -> Iterable[tuple[str, str]]:
    """The written reasons under the criteria, each with the criterion's title."""
    return decision.reasons.exclude(text="").order_by("criterion__order").values_list("criterion__title", "text")


def handlers_of(round_: Round) -> list[str]:
    """The addresses of those of us who answer requests about a round.

    The managers who may read it; else the approvers who may; else all managers but those with an interest in it.
    """
    declared = InterestDeclaration.objects.filter(round=round_)
    free = Q(pk__in=declared.filter(is_out=False).values("person"))
    people = User.objects.filter(is_active=True).exclude(pk__in=declared.with_interest().values("person"))
    managers = people.filter(staff_roles__role=Role.MANAGER)
    return (
        _addresses(managers.filter(free))
        or _addresses(people.filter(free, staff_roles__role=Role.APPROVER))
        or _addresses(managers)
    )


def user_of_applicant(decision: Decision, email: str) -> User | None:
    """The applicant's own user with this address, who can read an answer here."""
    members = Q(memberships__organisation=decision.application.applicant_id, memberships__removed_at=None)
    confirmed = Q(memberships__confirmed_at__isnull=False)
    return User.objects.filter(members & confirmed, is_active=True, email__iexact=email).first()


def applications_of(round_: Round) -> QuerySet[Application]:
    """What was handed in in a round and still stands, by applicant."""
    submitted = Application.objects.filter(round=round_, status=Status.SUBMITTED)
    return submitted.select_related("case", "applicant").order_by("applicant__name", "pk")


def is_announced(round_: Round) -> bool:
    """Whether the round's decisions can be seen."""
    return round_.status == RoundStatus.ANNOUNCED


def _addresses(users) -> list[str]:
    return sorted(set(users.values_list("email", flat=True)))

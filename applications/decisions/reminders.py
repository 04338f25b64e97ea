"""What falls due after the announcement: the answer to a place, and the reserve question where one is free."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from applications.allocation.models import Decision, Outcome
from applications.assessment.models import InterestDeclaration
from applications.decisions import emails, places
from applications.decisions.readers import readers_of
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role, User
from praksis.mail.reminders import Due, newest_step

# Before the last day to accept, and on it
ANSWER_DAYS = (3, 0)
# An offer, or a free place, of so long ago is nobody's to be reminded of
AT_MOST = timedelta(days=365)


def due(now: datetime) -> Iterable[Due]:
    """Everything due at `now`: the applicants whose answer is awaited, and the managers of rounds with a free place."""
    yield from _unanswered(now)
    yield from _open(now)


def _unanswered(now: datetime) -> Iterable[Due]:
    offers = Decision.objects.holding_a_seat().filter(announced_at__gte=now - AT_MOST, place=None)
    related = ("round__programme", "case", "application__applicant", "application__submitted_by")
    today, steps = timezone.localdate(now), {}
    for decision in offers.select_related(*related).order_by("announced_at", "pk"):
        if decision.awaits_answer_at(now) and decision.accept_by:
            since = timezone.localdate(decision.announced_at)
            steps[decision] = newest_step(today, decision.accept_by, ANSWER_DAYS, since=since)
    due_now = {decision: step for decision, step in steps.items() if step}
    for decision, addresses in readers_of(due_now).items():
        step = due_now[decision]
        for to in addresses:
            letter = emails.place_unanswered(decision, to=to, due_on=step)
            yield Due("place.unanswered", decision.pk, to, step, letter)


def _open(now: datetime) -> Iterable[Due]:
    """The reserve question, once for each place that became free: while it is free, and somebody is on the list."""
    rounds = Round.objects.filter(
        status=RoundStatus.ANNOUNCED, status_changed_at__gte=now - AT_MOST, decisions__outcome=Outcome.RESERVE
    )
    for round_ in rounds.select_related("case").order_by("pk").distinct():
        found = places.open_places(round_, now)
        if not found.is_question:
            continue
        managers = _managers(round_)
        for decision in found.opened_by:
            if hasattr(decision, "place"):
                continue  # whoever handles the round was asked at once, when it was given back
            step = _opened_on(decision)
            for to in managers:
                yield Due("place.open", decision.pk, to, step, emails.place_open(round_, decision, to=to, due_on=step))


def _opened_on(decision: Decision) -> date:
    if decision.given_back_at:
        return timezone.localdate(decision.given_back_at)
    assert decision.accept_by
    return decision.accept_by + timedelta(days=1)


def _managers(round_: Round) -> list[str]:
    """The managers who have no interest in the round."""
    managers = User.objects.filter(is_active=True, staff_roles__role=Role.MANAGER)
    kept_out = InterestDeclaration.objects.persons_out_of(round_)
    return list(managers.exclude(pk__in=kept_out).order_by("email").values_list("email", flat=True))

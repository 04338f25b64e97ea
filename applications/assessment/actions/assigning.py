"""Who reviews a round, and which of its applications."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.assessment import emails, spreading
from applications.assessment.models import AssignedApplication, InterestDeclaration, Review, ReviewerAssignment
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role, User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def assign_reviewer(round_: Round, reviewer: User, *, by: Actor) -> ReviewerAssignment:
    """Make a consultant a reviewer of the round, and tell the consultant by mail. A second call changes nothing.

    Whoever was taken off the round is put back with what was locked. Where the applications are spread, a new reviewer
    reads none until they are spread anew. Raises ActionError once the round is proposed, or for a person who is not a
    consultant.
    """
    lock(round_)
    _refuse_new_reviewers(round_)
    if not reviewer.has_role(Role.CONSULTANT):
        raise ActionError(f"{reviewer.name} er ikke praksiskonsulent og kan ikke være bedømmer.")
    reads_all = not round_.assignments.standing().filter(reads_all=False).exists()
    assignment, is_new = ReviewerAssignment.objects.get_or_create(
        round=round_, reviewer=reviewer, defaults={"assigned_by": by.person, "reads_all": reads_all}
    )
    if is_new:
        log.record(round_.case, "reviewer.assigned", by=by, reviewer=reviewer.name)
        outbox.queue(emails.reviewer_assigned(assignment))
    elif assignment.removed_at:
        _put_back(assignment, by=by)
    return assignment


@transaction.atomic
def remove_reviewer(round_: Round, reviewer: User, *, reason: str = "", by: Actor) -> None:
    """Take a reviewer off the round; drafts and locked reviews are kept, and what is locked counts no longer.

    A second call changes nothing. Raises ActionError once the round is proposed, and without a reason where a review is
    locked: then the reviewer stays on record with it.
    """
    lock(round_)
    _refuse_new_reviewers(round_)
    assignment = round_.assignments.standing().filter(reviewer=reviewer).first()
    if assignment is None:
        return
    locked = Review.objects.filter(application__round=round_, reviewer=reviewer, locked_at__isnull=False).count()
    if not locked:
        assignment.delete()
        log.record(round_.case, "reviewer.removed", by=by, reviewer=reviewer.name)
        return
    if not reason.strip():
        raise ActionError(
            f"{reviewer.name} har låst bedømmelser i runden. Brug »Tag af runden« ud for navnet, og skriv hvorfor."
        )
    assignment.removed_at, assignment.removed_by = timezone.now(), by.person
    assignment.removed_reason = reason.strip()
    assignment.save(update_fields=["removed_at", "removed_by", "removed_reason"])
    kept = "1 låst bedømmelse tæller" if locked == 1 else f"{locked} låste bedømmelser tæller"
    log.record(round_.case, "reviewer.taken_off", by=by, reviewer=reviewer.name, kept=kept, reason=reason.strip())
    outbox.queue(emails.reviewer_taken_off(assignment))


@transaction.atomic
def put_reviewer_back(assignment: ReviewerAssignment, *, by: Actor) -> None:
    """Let somebody who was taken off the round review it again; what was locked counts again.

    A second call changes nothing. Raises ActionError once the round is proposed, or where the person is no longer a
    consultant.
    """
    lock(assignment.round)
    lock(assignment)
    _refuse_new_reviewers(assignment.round)
    reviewer = assignment.reviewer
    if not (reviewer.is_active and reviewer.has_role(Role.CONSULTANT)):
        raise ActionError(f"{reviewer.name} er ikke længere praksiskonsulent og kan ikke være bedømmer.")
    if assignment.removed_at:
        _put_back(assignment, by=by)


def _put_back(assignment, *, by):
    letter = emails.reviewer_put_back(assignment)
    assignment.removed_at = assignment.removed_by = None
    assignment.removed_reason = ""
    assignment.save(update_fields=["removed_at", "removed_by", "removed_reason"])
    log.record(assignment.round.case, "reviewer.put_back", by=by, reviewer=assignment.reviewer.name)
    outbox.queue(letter)


@transaction.atomic
def set_reviewers(round_: Round, reviewers: list[User], *, by: Actor) -> None:
    """Make exactly these the reviewers of the round: all of it, or nothing where one of the changes is refused."""
    lock(round_)
    assigned = {assignment.reviewer for assignment in round_.assignments.standing().select_related("reviewer")}
    for reviewer in sorted(assigned - set(reviewers), key=lambda person: person.name):
        remove_reviewer(round_, reviewer, by=by)
    for reviewer in reviewers:
        assign_reviewer(round_, reviewer, by=by)


# --- Who reads what ---------------------------------------------------------------------------------------------------


@transaction.atomic
def read_all(round_: Round, *, by: Actor) -> None:
    """Let every reviewer read every application. Those who did not are told by mail; a second call changes nothing.

    Raises ActionError once the round is proposed.
    """
    lock(round_)
    _refuse_new_reviewers(round_)
    some = list(round_.assignments.standing().filter(reads_all=False).select_related("reviewer"))
    if not some:
        return
    AssignedApplication.objects.filter(assignment__in=some).delete()
    round_.assignments.filter(pk__in=[one.pk for one in some]).update(reads_all=True)
    log.record(round_.case, "reviewers.read_all", by=by)
    out = set(InterestDeclaration.objects.persons_out_of(round_).values_list("person", flat=True))
    for one in some:
        if one.reviewer_id not in out:
            outbox.queue(emails.applications_assigned(one, number=None))


@transaction.atomic
def spread_evenly(round_: Round, *, by: Actor) -> None:
    """Give each application at least two readers, and nobody more than one more than anybody else.

    Whoever has an interest in the round gets none, and nobody loses what is locked already: that may leave them uneven.
    The same round is always spread the same way. Raises ActionError before the deadline, when the applications are not
    all known, once the round is proposed, or where there are too few reviewers.
    """
    lock(round_)
    assignments = _in_turn(round_)
    taking_part = [one for one in assignments if not one.has_interest]
    if len(taking_part) < spreading.READERS:
        raise ActionError("Der skal være mindst to bedømmere uden interesser i runden. Vælg flere, og fordel igen.")
    applications = list(_submitted(round_).order_by("applicant__name", "pk").values_list("pk", flat=True))
    locked = _locked(round_)
    fixed = {one: locked.get(one.reviewer_id, set()) & set(applications) for one in taking_part}
    reading = spreading.spread(applications, taking_part, fixed)
    _give(round_, {one: reading.get(one, set()) for one in assignments}, by=by)


@transaction.atomic
def assign_by_hand(round_: Round, parts: Mapping[UUID, set[UUID]], *, by: Actor) -> None:
    """Say which applications each reviewer reads, by the keys of the assignments; who is not named reads none.

    Nobody loses what is locked already. Raises ActionError before the deadline, once the round is proposed, for
    somebody who has an interest in the round, or where an application has been withdrawn meanwhile.
    """
    lock(round_)
    assignments = _in_turn(round_)
    known = set(_submitted(round_).values_list("pk", flat=True))
    locked = _locked(round_)
    wanted = {}
    for one in assignments:
        given = parts.get(one.pk, set())
        if given and one.has_interest:
            raise ActionError(f"{one.reviewer.name} har en interesse i runden og kan ikke læse ansøgninger i den.")
        if not given <= known:
            raise ActionError("En af ansøgningerne er trukket tilbage. Listen viser nu dem, der er tilbage.")
        wanted[one] = given | (locked.get(one.reviewer_id, set()) & known)
    _give(round_, wanted, by=by)


def _in_turn(round_):
    """The round's reviewers by name, where its applications can be divided among them now."""
    _refuse_new_reviewers(round_)
    if not round_.is_closed:
        raise ActionError("Ansøgningerne kan fordeles, når fristen er nået og alle er kendt.")
    assignments = round_.assignments.standing().with_interests().order_by("reviewer__name", "reviewer")
    # With the addresses, that who gets another part can be told.
    return list(assignments.only("round", "reads_all", "removed_at", "reviewer__name", "reviewer__email"))


def _submitted(round_):
    return Application.objects.filter(round=round_, status=Status.SUBMITTED)


def _locked(round_) -> dict[UUID, set[UUID]]:
    """The applications of the round that each reviewer has locked a review of."""
    reviews = Review.objects.filter(application__round=round_, locked_at__isnull=False).order_by()
    locked: dict[UUID, set[UUID]] = {}
    for reviewer, application in reviews.values_list("reviewer", "application"):
        locked.setdefault(reviewer, set()).add(application)
    return locked


def _give(round_, wanted, *, by):
    """Write down who reads what, where it is something else than before, and tell those who have something to read."""
    before: dict = {}
    for assignment, application in AssignedApplication.objects.filter(assignment__in=wanted).values_list(
        "assignment", "application"
    ):
        before.setdefault(assignment, set()).add(application)
    changed = [one for one, given in wanted.items() if one.reads_all or before.get(one.pk, set()) != given]
    if not changed:
        return
    AssignedApplication.objects.filter(assignment__in=changed).delete()
    AssignedApplication.objects.bulk_create(
        AssignedApplication(assignment=one, application_id=pk) for one in changed for pk in wanted[one]
    )
    round_.assignments.filter(pk__in=[one.pk for one in changed]).update(reads_all=False)
    loads = ", ".join(f"{one.reviewer.name} {len(given)}" for one, given in wanted.items() if not one.has_interest)
    log.record(round_.case, "reviewers.spread", by=by, loads=loads)
    for one in changed:
        if not one.has_interest:
            outbox.queue(emails.applications_assigned(one, number=len(wanted[one])))


def _refuse_new_reviewers(round_):
    if round_.status not in {RoundStatus.DRAFT, RoundStatus.ASSESSING}:
        raise ActionError("Runden er indstillet. Bedømmerne kan ikke længere ændres.")

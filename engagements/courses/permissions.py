"""Who may do what with a course they can see."""

from collections.abc import Iterable

from applications.assessment.models import InterestDeclaration
from engagements.courses.models import CourseStep, Engagement, StepKind
from praksis.accounts.models import Role, User
from praksis.organisations.models import MembershipRole


def can_assign(user: User, engagement: Engagement) -> bool:
    """Managers put the team together, until the course is closed."""
    return user.has_role(Role.MANAGER) and not engagement.is_closed


def can_run(user: User, engagement: Engagement) -> bool:
    """The course's own consultants and the managers run it, until it is closed."""
    if engagement.is_closed:
        return False
    return user.has_role(Role.MANAGER) or is_on_team(user, engagement)


def can_read_evaluation(user: User, engagement: Engagement) -> bool:
    """Both sides once the course has ended; as long as it is a draft, the consultants and the managers."""
    return engagement.is_closed or user.has_role(Role.CONSULTANT, Role.MANAGER)


def can_give_place_back(user: User, engagement: Engagement) -> bool:
    """A confirmed owner of the party, or a manager for them, until the course is set going.

    Never a manager with an interest in the round: somebody else may get the place.
    """
    if not engagement.is_planned:
        return False
    if user.has_role(Role.MANAGER):
        interests = InterestDeclaration.objects.with_interest().filter(person=user)
        return not interests.filter(round__accepted_places=engagement.place_id).exists()
    return any(
        membership.organisation_id == engagement.party_id
        and membership.confirmed_at is not None
        and membership.role == MembershipRole.OWNER
        for membership in user.active_memberships
    )


def is_on_team(user: User, engagement: Engagement) -> bool:
    """Whether the user is one of the course's consultants now."""
    return user in engagement.team


def writes_for_party(user: User, engagement: Engagement) -> bool:
    """Whether the user is a confirmed owner or editor on the course's other side; viewers only read."""
    writing = {
        membership.organisation_id
        for membership in user.active_memberships
        if membership.confirmed_at and membership.role in (MembershipRole.OWNER, MembershipRole.EDITOR)
    }
    # Most are of the party itself: only for others it is looked up whose institution the party is.
    return bool(writing) and (
        engagement.party_id in writing or not writing.isdisjoint(engagement.agreeing_organisation_ids)
    )


def can_complete(user: User, step: CourseStep) -> bool:
    """Consultants tick off any step that can be; the other side its own tasks and events, while the course runs."""
    return bool(completable(user, step.engagement, [step]))


def completable(user: User, engagement: Engagement, steps: Iterable[CourseStep]) -> set:
    """The ids of those of a course's steps that the user may tick off."""
    if not engagement.is_running:
        return set()
    ours = can_run(user, engagement)
    if not ours and not writes_for_party(user, engagement):
        return set()
    its_own = (StepKind.TASK, StepKind.EVENT)
    return {
        step.pk
        for step in steps
        if not step.is_track and not step.closes_the_course and (ours or (step.kind in its_own and step.is_partys))
    }


def can_move(user: User, step: CourseStep) -> bool:
    """Other days are for those who run the course to give, as long as the step is not done."""
    return step.engagement.is_running and step.is_open and can_run(user, step.engagement)


def can_skip(user: User, step: CourseStep) -> bool:
    """Leaving a step out is for those who run the course, and never a fixed one."""
    return step.engagement.is_running and not step.is_anchor and step.is_open and can_run(user, step.engagement)


def can_edit_people(user: User, engagement: Engagement) -> bool:
    """Both sides say who is in the groups and who the contacts are, until the course is closed."""
    return not engagement.is_closed and (can_run(user, engagement) or writes_for_party(user, engagement))


def can_leave_note(user: User, engagement: Engagement) -> bool:
    """The course's own consultants write for the next one, until it is closed."""
    return not engagement.is_closed and is_on_team(user, engagement)

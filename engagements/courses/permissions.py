"""Who may do what with a course they can see."""

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


def is_on_team(user: User, engagement: Engagement) -> bool:
    """Whether the user is one of the course's consultants now."""
    return any(assignment.consultant_id == user.pk for assignment in engagement.team)


def writes_for_party(user: User, engagement: Engagement) -> bool:
    """Whether the user is a confirmed owner or editor on the course's other side; viewers only read."""
    return any(
        membership.organisation_id in engagement.agreeing_organisation_ids
        and membership.confirmed_at
        and membership.role in (MembershipRole.OWNER, MembershipRole.EDITOR)
        for membership in user.active_memberships
    )


def can_complete(user: User, step: CourseStep) -> bool:
    """Consultants tick off any step that can be; the other side its own tasks and events, while the course runs."""
    engagement = step.engagement
    if not engagement.is_running or step.is_track or step.closes_the_course:
        return False
    if can_run(user, engagement):
        return True
    is_its_own = step.kind in (StepKind.TASK, StepKind.EVENT) and step.is_partys
    return is_its_own and writes_for_party(user, engagement)


def can_skip(user: User, step: CourseStep) -> bool:
    """Leaving a step out is for those who run the course, and never a fixed one."""
    return step.engagement.is_running and not step.is_anchor and step.is_open and can_run(user, step.engagement)

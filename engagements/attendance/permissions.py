"""Who holds seats for courses, and who sees what became of them."""

from conferences.registration.permissions import can_manage
from engagements.courses.models import CourseStep, Engagement, StepStatus
from engagements.courses.permissions import can_run, writes_for_party
from praksis.accounts.models import User


def can_give_seats(user: User) -> bool:
    """Whoever manages an event's guests holds seats for the courses too."""
    return can_manage(user)


def can_pass_on(user: User, engagement: Engagement) -> bool:
    """Those who write for the party get its link, and see who has registered by it; others see how many."""
    return writes_for_party(user, engagement)


def can_choose_event(user: User, step: CourseStep) -> bool:
    """Whoever runs the course says what a step about an event means, unless it is not relevant."""
    engagement = step.engagement
    return step.is_event and step.status != StepStatus.SKIPPED and engagement.is_running and can_run(user, engagement)

"""Who writes what courses have learned, and who keeps the library."""

from engagements.courses.models import Engagement
from engagements.courses.permissions import can_run, writes_for_party
from engagements.knowledge.models import LearningNote
from praksis.accounts.models import Role, User


def can_note(user: User, engagement: Engagement) -> bool:
    """Both sides write what they learn, until the course is closed."""
    return not engagement.is_closed and (can_run(user, engagement) or writes_for_party(user, engagement))


def can_change_note(user: User, note: LearningNote) -> bool:
    """Whoever wrote a note changes it, as long as nobody has taken it up."""
    return note.is_new and note.written_by_id == user.pk and can_note(user, note.engagement)


def can_edit_library(user: User) -> bool:
    """The library is the knowledge consultants'."""
    return user.is_authenticated and user.has_role(Role.KNOWLEDGE_CONSULTANT)


def sees_courses(user: User) -> bool:
    """Whether a note may lead to the course it is of: for staff who read all courses anyway."""
    return user.has_role(Role.CONSULTANT, Role.MANAGER)

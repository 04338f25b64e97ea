"""Who may do what with surveys and the evaluator's data calendar."""

from engagements.courses.models import Engagement
from engagements.courses.permissions import can_run
from praksis.accounts.models import Role, User


def can_survey(user: User, engagement: Engagement) -> bool:
    """Those who run a one-year course send its surveys out, until it is closed; minis have no evaluation."""
    return not engagement.is_mini and can_run(user, engagement)


def can_evaluate(user: User) -> bool:
    """The evaluator and the managers see the courses' contacts, keep the data calendar and take the extract out."""
    return user.has_role(Role.EVALUATOR, Role.MANAGER)


def can_see_all_results(user: User) -> bool:
    """What all the courses say together, beside which course it is, is for the managers."""
    return user.has_role(Role.MANAGER)

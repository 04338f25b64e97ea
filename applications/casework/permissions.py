"""Who may do what with an application that is handed in.

Which applications exist for a member of staff at all is decided in assessment/access.py: interests come first.
"""

from django.utils import timezone

from applications.casework.models import Hearing
from applications.drafting import permissions as drafting
from applications.drafting.models import Application, Status
from applications.rounds.models import RoundStatus
from praksis.accounts.models import Role


def can_write_to_us(user, application: Application) -> bool:
    """Send us a message, and answer again: those who could write in the draft, while the application stands.

    Nobody of us reads an application before the deadline, so until then there is nobody to write to.
    """
    membership = drafting.membership_of(user, application)
    if not membership or not is_read_by_us(application):
        return False
    if membership.role not in drafting.WRITERS:
        return False
    return membership.confirmed_at is not None or application.created_by_id == user.pk


def can_answer_hearing(user, application: Application, hearing: Hearing) -> bool:
    """Answer a hearing: whoever may write to us, until it is answered or closed, or the decision is announced."""
    return hearing.awaits_answer and not is_announced(application) and can_write_to_us(user, application)


def is_read_by_us(application: Application) -> bool:
    """Whether an application stands, and its round's deadline has passed (assessment/access.py)."""
    round_ = application.round
    is_past = round_ is not None and round_.deadline is not None and round_.deadline < timezone.now()
    return is_past and application.status == Status.SUBMITTED


def can_withdraw(user, application: Application) -> bool:
    """Withdraw: the same people who may hand it in, until the decision is announced."""
    if application.status == Status.WITHDRAWN or is_announced(application):
        return False
    return drafting.can_submit(user, application)


def is_announced(application: Application) -> bool:
    """Whether the decisions of its round can be seen; a mini's draft has no round yet."""
    return application.round is not None and application.round.status == RoundStatus.ANNOUNCED


def can_follow(user) -> bool:
    """Managers and approvers read a case's messages and notes, and add to the notes."""
    return user.has_role(Role.MANAGER, Role.APPROVER)


def can_list(user) -> bool:
    """Everybody who reads applications has the list of them; which ones are in it, assessment/access.py decides."""
    return user.is_authenticated and user.has_role(Role.CONSULTANT, Role.MANAGER, Role.APPROVER)


def can_export(user) -> bool:
    """Managers and approvers take a list out of the system; a reviewer reads applications in it."""
    return can_follow(user)


def can_handle(user) -> bool:
    """Managers write to the applicant."""
    return user.has_role(Role.MANAGER)


def can_check(user, application: Application) -> bool:
    """Managers check an application while its round is being assessed."""
    return can_handle(user) and application.round is not None and application.round.is_closed


def can_hear(user, application: Application) -> bool:
    """Managers hear the applicant while its round is being assessed."""
    return can_check(user, application)

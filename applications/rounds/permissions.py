"""Who prepares rounds and their questions. Predicates for views and templates alike."""

from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role


def can_prepare(user) -> bool:
    """Managers prepare rounds, edit questions, and extend deadlines."""
    return user.is_authenticated and user.has_role(Role.MANAGER)


def can_edit(user, round_: Round) -> bool:
    """A round's facts and texts are its managers' to edit until it is opened."""
    return can_prepare(user) and round_.status == RoundStatus.DRAFT

"""Who does a thing: a user, the holder of a personal link, or the system."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Optional

from praksis.cases.models import ActorKind

if TYPE_CHECKING:
    from praksis.accounts.models import User
    from praksis.mail.models import PersonalLink


@dataclass(frozen=True)
class Actor:
    """Handed to every action as `by`. Make one with `of`, `by_link` or `SYSTEM`."""

    kind: ActorKind
    name: str
    user: Optional["User"] = field(default=None)
    link: Optional["PersonalLink"] = field(default=None)

    @property
    def person(self) -> "User":
        """The signed-in user, for what is never done by a link or by the system."""
        assert self.user is not None
        return self.user

    @classmethod
    def of(cls, request_or_user) -> "Actor":
        """The signed-in person of a request, or the given user."""
        user = getattr(request_or_user, "user", request_or_user)
        return cls(ActorKind.USER, user.name, user=user)

    @classmethod
    def by_link(cls, link: "PersonalLink", *, name: str, title: str = "") -> "Actor":
        """The holder of a personal link, with the name and title that the holder gave."""
        return cls(ActorKind.LINK, f"{name}, {title}" if title else name, link=link)


SYSTEM = Actor(ActorKind.SYSTEM, "Praksis")

"""How many people may be registered in an hour, so that nobody takes a conference's seats by a flood of made-up names.

People are counted and not requests: ten at once are ten, and what is not filled in right is nobody. They count for the
internet address that they are sent from, or for the link of their course where they come by one, so that a
municipality's own people are not kept out by what others send. The numbers stand in settings.ACCOUNT_RATE_LIMITS.
"""

from allauth.core import ratelimit
from django.http import HttpRequest

from conferences.registration.models import Allowance

# In seconds: the time that the limits count over
TRY_AGAIN = 3600


def may_register(request: HttpRequest, people: int, allowance: Allowance | None) -> bool:
    """Whether so many more people may be registered; if so, they are counted. Once it is no, it is no for the next."""
    action, key = ("register_guests_by_link", str(allowance.pk)) if allowance else ("register_guests", None)
    return all(ratelimit.consume(request, action=action, key=key) for _ in range(people))

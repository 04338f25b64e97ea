"""The names under which answers are kept: made with a key that is not in the database.

The same person has the same pseudonym before and after a course, and another in another course. Nobody who has the
database alone can tell whose it is, nor whether somebody's is among them.
"""

import hmac
from uuid import UUID

from django.conf import settings

LENGTH = 32
COURSE_LENGTH = 12


def of_person(engagement: UUID, email: str) -> str:
    """The pseudonym of whoever has this mail address, in this course."""
    return _made(f"person:{engagement}:{email.strip().lower()}")[:LENGTH]


def of_course(engagement: UUID) -> str:
    """The pseudonym of a course, where its answers leave the system."""
    return _made(f"course:{engagement}")[:COURSE_LENGTH]


def _made(text: str) -> str:
    return hmac.new(settings.PSEUDONYM_KEY.encode(), text.encode(), "sha256").hexdigest()

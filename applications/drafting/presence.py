"""Who else has a draft open now. Read for those who may write in it; nothing is saved here."""

from datetime import timedelta

from django.utils import timezone

from applications.drafting.models import Presence

# The page says so every twenty seconds: whoever was silent for three times that has gone.
SEEN_FOR = timedelta(seconds=60)


def others(pk, user) -> list[tuple[str, int]]:
    """The names of those who have the draft open beside this person, each with the number of the section."""
    seen = Presence.objects.filter(application=pk, seen_at__gt=timezone.now() - SEEN_FOR).exclude(user=user)
    return list(seen.order_by("user__name", "user").values_list("user__name", "section"))

"""Opening and closing cases."""

from django.db import transaction
from django.utils import timezone

from praksis.cases.models import Case, CaseCounter
from praksis.db import lock


@transaction.atomic
def open_case(title: str, *, party=None, at=None) -> Case:
    """Open a case with the year's next reference number, such as 2026-0042.

    The number is taken under a lock, so two cases never share one and none is skipped when an action is rolled back.
    """
    at = at or timezone.now()
    counter, _ = CaseCounter.objects.get_or_create(year=timezone.localtime(at).year)
    lock(counter)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Case.objects.create(reference=f"{counter.year}-{counter.last:04d}", title=title, party=party, opened_at=at)

"""The outbox: letters are rows, written with the change they tell about and sent after it."""

from django.db import transaction
from django.db.models import QuerySet

from praksis.mail.models import Email
from praksis.work import WorkStatus

LONGEST_SUBJECT = 200
# More would keep the person who asks waiting.
MOST_AGAIN = 500


def queue(email: Email) -> Email:
    """Put an unsaved letter in the outbox and nudge the worker once the transaction is committed.

    A letter with the same key is already there: that one is returned and nothing is sent twice.
    """
    if email.link and not email.link_generation:
        email.link_generation = email.link.generation
    # Names stand in subjects, and two long ones together may be longer than a subject can be.
    if len(email.subject or "") > LONGEST_SUBJECT:
        email.subject = f"{email.subject[: LONGEST_SUBJECT - 1]}…"
    # One INSERT that gives way to another with the same key, also to one that is only just being committed.
    Email.objects.bulk_create([email], ignore_conflicts=True)
    stored = Email.objects.get(key=email.key)
    if stored.pk == email.pk:
        Email.nudge_after_commit(email.pk)
    return stored


@transaction.atomic
def try_again(email: Email) -> None:
    """Send a failed letter again, asked for by a person. Otherwise changes nothing."""
    Email.objects.filter(pk=email.pk).put_back()


@transaction.atomic
def try_all_again(letters: QuerySet[Email]) -> int:
    """Send the failed ones of these letters again, asked for by a person: those first that failed first.

    Returns how many that were, at most MOST_AGAIN.
    """
    failed = letters.filter(status=WorkStatus.FAILED).order_by("finished_at", "pk").values_list("pk", flat=True)
    return Email.objects.filter(pk__in=list(failed[:MOST_AGAIN])).put_back()

"""The outbox: letters are rows, written with the change they tell about and sent after it."""

from collections.abc import Iterable
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from praksis.mail.models import Email
from praksis.work import WorkStatus

LONGEST_SUBJECT = 200
# More would keep the person who asks waiting.
MOST_AGAIN = 500
# So many letters at once are written in one go.
BATCH = 500
# Of many letters the sweep finds the rest: a code that somebody waits for must not stand behind thousands of them.
MOST_NUDGED = 100


def queue(email: Email) -> Email:
    """Put an unsaved letter in the outbox and nudge the worker once the transaction is committed.

    A letter with the same key is already there: that one is returned and nothing is sent twice.
    """
    _finish(email)
    # One INSERT that gives way to another with the same key, also to one that is only just being committed.
    Email.objects.bulk_create([email], ignore_conflicts=True)
    stored = Email.objects.get(key=email.key)
    if stored.pk == email.pk:
        Email.nudge_after_commit(email.pk)
    return stored


@transaction.atomic
def queue_all(letters: Iterable[Email]) -> int:
    """Do the same with many unsaved letters in a few queries for each batch; returns how many were not there already.

    The first of them nudge the worker, and the sweep sends the others.
    """
    left, queued = iter(letters), 0
    while batch := list(islice(left, BATCH)):
        for email in batch:
            _finish(email)
        Email.objects.bulk_create(batch, ignore_conflicts=True)
        stored = set(Email.objects.filter(pk__in=[email.pk for email in batch]).values_list("pk", flat=True))
        new = [email.pk for email in batch if email.pk in stored]
        for pk in new[: max(MOST_NUDGED - queued, 0)]:
            Email.nudge_after_commit(pk)
        queued += len(new)
    return queued


def _finish(email: Email) -> None:
    """Fill in what a letter's link says of it, and make its subject fit."""
    if email.link and not email.link_generation:
        email.link_generation = email.link.generation
    # Names stand in subjects, and two long ones together may be longer than a subject can be.
    if len(email.subject or "") > LONGEST_SUBJECT:
        email.subject = f"{email.subject[: LONGEST_SUBJECT - 1]}…"


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

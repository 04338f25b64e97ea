"""The outbox: letters are rows, written with the change they tell about and sent after it."""

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone

from praksis.mail.models import Email
from praksis.work import WorkStatus

logger = logging.getLogger("praksis.mail")


def queue(email: Email) -> Email:
    """Put an unsaved letter in the outbox and nudge the worker once the transaction is committed.

    A letter with the same key is already there: that one is returned and nothing is sent twice.
    """
    if email.link and not email.link_generation:
        email.link_generation = email.link.generation
    # One INSERT that gives way to another with the same key, also to one that is only just being committed.
    Email.objects.bulk_create([email], ignore_conflicts=True)
    stored = Email.objects.get(key=email.key)
    if stored.pk == email.pk:
        transaction.on_commit(partial(nudge, email.pk))
    return stored


def nudge(pk) -> None:
    """Tell a worker that a letter waits. A broker that is away costs only time: the sweep finds the row."""
    from praksis.tasks import deliver_email

    try:
        deliver_email.apply_async([str(pk)], retry=False)
    except Exception as error:  # noqa: BLE001 - whatever the broker does, the page must go on
        logger.warning("nudge failed: %s", type(error).__name__)


@transaction.atomic
def try_again(email: Email) -> None:
    """Send a failed letter again, asked for by a person."""
    Email.objects.filter(pk=email.pk, status=WorkStatus.FAILED).update(
        status=WorkStatus.WAITING, attempts=0, not_before=timezone.now(), finished_at=None, last_error=""
    )
    transaction.on_commit(partial(nudge, email.pk))

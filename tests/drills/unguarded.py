"""Praksis with exactly one guard switched off: what a red twin runs instead of `praksis.wsgi` and `praksis.celery`.

WITHOUT names the guard. A drill that still passes with it off proves nothing.
"""

import os

import django

django.setup()

from praksis.celery import app  # noqa: E402
from praksis.wsgi import application  # noqa: E402

__all__ = ["app", "application"]


def submit_lock():
    """Submitting believes what the page had read, without looking again under a lock."""
    from applications.drafting.actions import submission

    submission.lock = lambda instance: None


def synchronous_commit():
    """PostgreSQL answers before what it committed is written to its log."""
    from django.db import connection

    options = connection.settings_dict["OPTIONS"]
    options["options"] = options["options"].replace("synchronous_commit=on", "synchronous_commit=off")


def impatience():
    """A nudge waits for Redis as long as it takes."""
    app.conf.broker_transport_options = {}


def own_count():
    """A worker holds what Redis does not let it give back."""
    app.conf.broker_transport = "redis"


def cut_off():
    """A worker tells of the end of a job also by a connection that broke while the job ran."""
    from praksis import broker

    broker.QoS.is_cut_off = False


def sweep():
    """Nobody looks for work whose nudge was lost."""
    from praksis.work import WorkQuerySet

    WorkQuerySet.sweep = lambda self, do: None


def commit_before_answer():
    """An autosave is answered first, and written by a thread a moment later."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import Event

    from applications.drafting import actions
    from applications.drafting.models import Answer

    save, afterwards = actions.save_answer, ThreadPoolExecutor(1)

    def write(pk, **sent):
        Event().wait(0.1)
        save(pk, **sent)

    def promise(pk, **sent):
        afterwards.submit(write, pk, **sent)
        return Answer(revision=sent["revision"] + 1)

    actions.save_answer = promise


def agreement_ladder():
    """An agreement that cannot be stored is nobody's business: the task fails, and the row keeps its lease."""
    from engagements.agreements import actions

    def fail(work, agreement, error):
        raise  # the error that is being handled

    actions._fail = fail


def lease():
    """Whoever takes a piece of work marks it as done before doing it."""
    from django.utils import timezone

    from praksis.work import WorkQuerySet, WorkStatus

    def claim_for_good(self, pk):
        taken = self.due().filter(pk=pk).update(status=WorkStatus.DONE, finished_at=timezone.now())
        return self.get(pk=pk) if taken else None

    WorkQuerySet.claim = claim_for_good


def ladder():
    """What failed is tried again at once."""
    from praksis import work

    work.LADDER[:] = [0 * pause for pause in work.LADDER]


def own_turn():
    """Letters leave in the order in which they were queued, each after the one before it."""
    from praksis.work import WorkQuerySet, WorkStatus

    claim = WorkQuerySet.claim

    def claim_in_order(self, pk):
        queued = self.get(pk=pk).created_at
        is_first = not self.filter(status=WorkStatus.WAITING, created_at__lt=queued).exists()
        return claim(self, pk) if is_first else None

    WorkQuerySet.claim = claim_in_order


def put_off():
    """Every letter finds out for itself that the mail server is away."""
    from praksis.work import WorkQuerySet

    WorkQuerySet.put_off = lambda self, pause: None


def fast_disk():
    """No guard, but what makes the moment in which a file is stored long enough to be hit."""
    from threading import Event

    from django.core.files.storage import FileSystemStorage

    save = FileSystemStorage._save

    def save_slowly(self, name, content):
        Event().wait(1)
        return save(self, name, content)

    FileSystemStorage._save = save_slowly


def own_lines():
    """The log's lines are written by Python's own formatter."""
    import logging

    from praksis import logs

    logs.Json.format = logs.Plain.format = logging.Formatter.format


def file_before_row():
    """The row of a document is committed first, and its file stored afterwards."""
    from django.db import transaction
    from django.db.models.fields.files import FieldFile

    fast_disk()

    def save_afterwards(self, name, content, save=True):
        self.name = self.field.generate_filename(self.instance, name)
        setattr(self.instance, self.field.attname, self.name)
        transaction.on_commit(lambda: self.storage.save(self.name, content))

    FieldFile.save = save_afterwards


GUARDS = {
    guard.__name__: guard
    for guard in (
        submit_lock,
        synchronous_commit,
        impatience,
        own_count,
        cut_off,
        sweep,
        commit_before_answer,
        agreement_ladder,
        lease,
        ladder,
        own_turn,
        put_off,
        fast_disk,
        file_before_row,
        own_lines,
    )
}
GUARDS[os.environ["WITHOUT"]]()

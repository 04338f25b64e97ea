"""The evaluator's data calendar, and taking the answers out."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from engagements.courses.models import Engagement
from engagements.evaluation import emails, reading
from engagements.evaluation.models import DataCollection
from praksis.accounts.models import Role, User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import short_date
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def add_collection(
    *,
    title: str,
    asked: str,
    of_whom: str,
    starts_on: date,
    ends_on: date,
    for_all: bool,
    courses: Iterable[Engagement],
    by: Actor,
) -> DataCollection:
    """Write a collection of data into the calendar; the managers are told where a survey of ours can be answered then.

    Raises ActionError for days that are turned about, without words, and without courses where it is not for all.
    """
    chosen, words = _read(title, asked, of_whom, starts_on, ends_on, for_all, courses)
    collection = DataCollection.objects.create(
        **words, starts_on=starts_on, ends_on=ends_on, for_all=for_all, written_by=by.person
    )
    collection.courses.set(chosen)

    _note("added", collection, by)
    _tell(collection)
    return collection


@transaction.atomic
def change_collection(
    collection: DataCollection,
    *,
    title: str,
    asked: str,
    of_whom: str,
    starts_on: date,
    ends_on: date,
    for_all: bool,
    courses: Iterable[Engagement],
    by: Actor,
) -> None:
    """Change what stands in the calendar. Raises ActionError as `add_collection` does."""
    chosen, words = _read(title, asked, of_whom, starts_on, ends_on, for_all, courses)
    lock(collection)
    facts = {**words, "starts_on": starts_on, "ends_on": ends_on, "for_all": for_all}
    for field, value in facts.items():
        setattr(collection, field, value)
    collection.save(update_fields=list(facts))
    collection.courses.set(chosen)

    _note("changed", collection, by)
    _tell(collection)


@transaction.atomic
def remove_collection(collection: DataCollection, *, by: Actor) -> None:
    """Take a collection out of the calendar."""
    lock(collection)
    _note("removed", collection, by)
    collection.delete()


@transaction.atomic
def note_export(kind: str, *, answers: int, courses: int, by: Actor) -> None:
    """Note in the audit that answers left the system, as which kind of file, and how many."""
    log.record(None, "evaluation.exported", by=by, format=kind, answers=answers, courses=courses)


def _read(
    title: str,
    asked: str,
    of_whom: str,
    starts_on: date,
    ends_on: date,
    for_all: bool,
    courses: Iterable[Engagement],
) -> tuple[list[Engagement], dict[str, str]]:
    words = {"title": title.strip(), "asked": asked.strip(), "of_whom": of_whom.strip()}
    chosen = [] if for_all else list(courses)
    if not all(words.values()):
        raise ActionError("Skriv, hvad indsamlingen hedder, hvad der bliver spurgt om, og hvem der bliver spurgt.")
    if ends_on < starts_on:
        raise ActionError("Den sidste dag kan ikke ligge før den første.")
    if not for_all and not chosen:
        raise ActionError("Vælg de forløb, der bliver spurgt, eller vælg alle etårige forløb.")
    return chosen, words


def _note(what: str, collection: DataCollection, by: Actor) -> None:
    period = f"{short_date(collection.starts_on)} – {short_date(collection.ends_on)}"
    log.record(None, f"evaluation.collection_{what}", by=by, title=collection.title, period=period)


def _tell(collection: DataCollection) -> None:
    """Once for the same days: writing better words is no news."""
    met = reading.surveys_met(collection)
    if met:
        for manager in User.objects.filter(is_active=True, staff_roles__role=Role.MANAGER).order_by("email"):
            outbox.queue(emails.overlaps(collection, met, manager))

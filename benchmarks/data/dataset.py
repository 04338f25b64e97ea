"""The bench's data: 10,000 applications, 2,000 courses, 50,000 meetings, 1,000,000 events, 20,000 mails.

And 20,000 registrations to conferences. Made in bulk from a fixed seed, so that it is the same each time but for its
dates, which count from today.
"""

import json
import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.data import applying, people, registering, running, traces
from conferences import reference as conferences
from praksis.cases.actors import SYSTEM
from praksis.cases.models import Case, CaseCounter
from praksis.reference import load_all

SEED = 1117
# The numbers below are left to the cases that the product's own actions open meanwhile.
FIRST_NUMBER = 1000
PASSWORD = "fyrre ansøgninger og fem bedømmere"


@dataclass(frozen=True)
class Size:
    """How much of everything. The sums for the default stand beside the numbers."""

    one_year_rounds: int = 40
    applicants: int = 90  # 3,600 applications
    one_year_places: int = 20  # 800 courses
    mini_rounds: int = 100
    minis: int = 63  # 6,300 applications
    mini_places: int = 12  # 1,200 courses
    current: int = 40  # applications in the round that is being assessed
    reviewers: int = 5
    drafts: int = 60  # in the round that is open
    municipalities: int = 98
    institutions: int = 20  # a municipality
    consultants: int = 60
    one_year_meetings: int = 50  # 40,000
    mini_meetings: int = 8  # and one more in every third: 10,000
    events: int = 1_000_000
    mails: int = 20_000
    participants: int = 5_000  # with a seat at the event that is full, beside those who wait and have cancelled
    waiting: int = 180
    cancelled: int = 240
    registered: int = 900  # at the event that has seats left
    past_events: int = 24  # 13,680 registrations
    past_seated: int = 540
    past_cancelled: int = 30


@dataclass
class Known:
    """Where to look: the people who sign in, all with `password`, and the things they look at."""

    password: str = PASSWORD
    coordinator: str = ""  # an owner in `organisation`, whose draft is whole and which has courses
    consultant: str = ""  # on eight courses, and a reviewer of `round`
    manager: str = ""
    administrator: str = ""
    organisation: str = ""
    draft: str = ""
    round: str = ""
    open_round: str = ""
    review: str = ""  # an application that the consultant has not begun to review
    decided: str = ""  # an application of `organisation` with an announced decision
    course: str = ""  # the reference of the course with the most on it
    agreement: int = 1  # the number of its agreement
    event: str = ""
    full_event: str = ""  # the address of the one with 5,000 participants
    guest: str = ""  # the registration of one of them
    registering: str = ""  # the address of one with seats left
    # For load: (mail address, draft, field, revision) of the owners of drafts; mail addresses of the others
    writers: list = field(default_factory=list)
    consultants: list = field(default_factory=list)
    managers: list = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write it down for another process."""
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, path: Path) -> "Known":
        """What `save` wrote."""
        return cls(**json.loads(path.read_text()))


@dataclass
class World:
    """What the makers share while the data are made."""

    size: Size
    known: Known
    rng: Random
    now: datetime
    password: str
    users: dict = field(default_factory=dict)  # lists of ids by role
    owners: dict = field(default_factory=dict)  # the id of an owner by organisation
    municipalities: list = field(default_factory=list)
    institutions: dict = field(default_factory=dict)  # lists by municipality
    cases: list = field(default_factory=list)  # (case, its kind, the day of its beginning)
    numbers: dict = field(default_factory=dict)  # the last case number by year

    def id(self) -> uuid.UUID:
        """A new id."""
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def ago(self, days: float) -> datetime:
        """So many days before now."""
        return self.now - timedelta(days=days)

    def case(self, kind: str, title: str, party, at: datetime) -> dict:
        """A row for a new case."""
        number = self.numbers[at.year] = self.numbers.get(at.year, FIRST_NUMBER) + 1
        row = {
            "id": self.id(),
            "reference": f"{at.year}-{number:04d}",
            "title": title,
            "party_id": party,
            "opened_at": at,
            "closed_at": None,
        }
        self.cases.append((row["id"], kind, at))
        return row


def make(size: Size | None = None) -> Known:
    """Fill an empty, migrated database, and return where to look."""
    load_all()
    event = conferences.record(
        conferences.read("coming_conference"), held_on=timezone.localdate() + timedelta(days=60), by=SYSTEM
    )
    world = World(size or Size(), Known(event=event.slug), Random(SEED), timezone.now(), make_password(PASSWORD))
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
            # Millions of look-ups whether a case or a person is there; a test makes a small set with all of them.
            cursor.execute("SET LOCAL session_replication_role = replica")
        people.make(world)
        granted = applying.make(world)
        running.make(world, granted)
        traces.make(world)
        registering.make(world)
        CaseCounter.objects.filter(year__in=world.numbers).delete()
        CaseCounter.objects.bulk_create(CaseCounter(year=year, last=last) for year, last in world.numbers.items())
    _tidy()
    return world.known


def counts() -> dict[str, int]:
    """How many there are of what the bench is about."""
    from applications.drafting.models import Application
    from conferences.registration.models import Registration
    from engagements.courses.models import CourseStep, Engagement
    from engagements.meetings.models import Meeting
    from praksis.cases.models import AuditEvent
    from praksis.mail.models import Email

    models = {
        "cases": Case,
        "applications": Application,
        "courses": Engagement,
        "steps": CourseStep,
        "meetings": Meeting,
        "events": AuditEvent,
        "mails": Email,
        "registrations": Registration,
    }
    return {name: model.objects.count() for name, model in models.items()}


def _tidy() -> None:
    """As the database's own housekeeping would have done meanwhile."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("RESET statement_timeout")
        else:
            cursor.execute("ANALYZE")

"""Many people at once, on a whole installation of real processes: a mixed working hour, and the rush to a deadline."""

import hashlib
import random
import threading
import time
import uuid
from collections.abc import Callable, Sequence

from django.db import connection
from django.urls import reverse

from applications.drafting.actions.files import KIND as ATTACHMENT
from applications.drafting.models import Answer, AnswerChange, Application, Status, Submission
from applications.rounds.models import Round
from benchmarks import guests
from benchmarks.data.dataset import Known
from benchmarks.rows import Row
from benchmarks.seen import Seen, figures, tail
from benchmarks.site import serving
from praksis.accounts.models import Role, User
from praksis.documents.models import Document
from tests.drills.people import Person
from tests.drills.rows import a_signed_application
from tests.factories.files import pdf, stream
from tests.factories.rounds import RoundFactory

PEOPLE = 50
THINKING = (0.5, 2.5)  # seconds between two pages of one person
SAVES = 0.3  # the share of an applicant's requests that save
FILES_FIELD, FILE = "need_files", 1024**2  # bytes

SECONDS, RUSH_SECONDS, RUSH_PEOPLE = 60, 120, 300
TITLE = "Many people at once"
ABOUT = f"""A whole installation of real processes, with these people's browsers on the same machine, {SECONDS} s each.
Six of ten are applicants who read and save, two consultants, one a manager, one a visitor. In the rush up to
{RUSH_PEOPLE // 5} people save five texts each and attach a PDF of 1 MB, and the others hand in a signed application,
thicker towards the end. Then {guests.GUESTS} guests register for an event with fewer seats, which is expected within
ten minutes and is done in one here: it is harder. *Lost* is what the site acknowledged and does not have: each file is
fetched again and its SHA-256 compared; and each guest without a place of their own or without a letter."""

Act = Callable[[random.Random], object]


class Writer:
    """An applicant with a draft: opens its pages, and saves texts of their own."""

    def __init__(self, address: str, draft: Application, seen: Seen):
        self.person, self.draft, self.seen = Person(address, draft.created_by), draft, seen
        self.answer = (
            Answer.objects.filter(application=draft, question__kind="long_text", institution=None)
            .select_related("question")
            .order_by("question__order")[0]
        )
        self.revision, self.acknowledged = self.answer.revision, 0
        self.attached: list[str] = []
        self.pages = [
            reverse("overview:mine"),
            draft.get_absolute_url(),
            reverse("applications:section", args=[draft.pk, 2]),
            reverse("applications:check", args=[draft.pk]),
        ]

    def __call__(self, chance: random.Random) -> None:
        """Do one thing."""
        if chance.random() < SAVES:
            self.save()
        else:
            page = chance.choice(self.pages)
            self.seen.note(self.person.get(page), wrote=False, what=page)

    def save(self) -> None:
        """Save a text, and count it where the site says that it is saved."""
        text = f"Vi vil styrke børnenes sprog og leg, {uuid.uuid4()}."
        answer = self.person.post(
            reverse("applications:save", args=[self.draft.pk]),
            {"field": self.answer.question.key, "value": text, "revision": self.revision},
        )
        self.seen.note(answer, wrote=True, what="save")
        if answer.status == 200:
            self.revision += 1
            self.acknowledged += 1

    def attach(self) -> None:
        """Attach a file of its own, and remember its SHA-256 where the site says that it has it."""
        content = pdf(stream(random.Random(str(self.draft.pk)).randbytes(FILE)))
        address = reverse("applications:add_files", args=[self.draft.pk])
        answer = self.person.attach(address, FILES_FIELD, "bilag.pdf", content)
        self.seen.note(answer, wrote=True, what="attach")
        if "Filen er vedhæftet." in answer.text:
            self.attached.append(hashlib.sha256(content).hexdigest())
            self.acknowledged += 1

    def lost_files(self) -> int:
        """How many of the files that it was told are there the site does not hand out as they were."""
        documents = Document.objects.filter(case=self.draft.case_id, kind=ATTACHMENT)
        paths = [reverse("applications:file", args=[self.draft.pk, document.pk]) for document in documents]
        there = {hashlib.sha256(self.person.get(path).body).hexdigest() for path in paths}
        return len(set(self.attached) - there)


def lost(writers: Sequence[Writer], before: dict) -> int:
    """How many saves the site acknowledged that are not there; `before` is `changes(writers)` of the beginning."""
    now = changes(writers)
    return sum(writer.acknowledged - (now[writer.draft.pk] - before[writer.draft.pk]) for writer in writers)


def changes(writers: Sequence[Writer]) -> dict:
    """How many saves each draft has."""
    return {w.draft.pk: AnswerChange.objects.filter(answer__application=w.draft).count() for w in writers}


def reader(address: str, user: User | None, pages: Sequence[str], seen: Seen) -> Act:
    """Somebody who only reads, one page after another."""
    person = Person(address, user)

    def act(chance: random.Random) -> None:
        page = chance.choice(pages)
        seen.note(person.get(page), wrote=False, what=page)

    return act


def mixed(address: str, *, seconds: float, thinking: tuple[float, float] = THINKING) -> tuple[Seen, int]:
    """Let fifty people work: six of ten applicants, two consultants, one manager, one visitor.

    Returns what they saw, and how many acknowledged saves were lost.
    """
    seen = Seen()
    writers = [Writer(address, draft, seen) for draft in open_drafts(PEOPLE * 6 // 10)]
    assert len(writers) == PEOPLE * 6 // 10
    newest = Round.objects.exclude(deadline=None).order_by("-deadline").values_list("pk", flat=True)[:3]
    rounds = [reverse("applications:round_detail", args=[pk]) for pk in newest]
    desk = [reverse("engagements:my_day"), reverse("engagements:course_list")]
    consultants, managers = staff(Role.CONSULTANT, PEOPLE // 5), staff(Role.MANAGER, PEOPLE // 10)
    others = [
        *(reader(address, user, desk, seen) for user in consultants),
        *(reader(address, user, [reverse("applications:round_list"), *rounds], seen) for user in managers),
        *(reader(address, None, ["/", reverse("overview:programme_one_year")], seen) for _ in range(PEOPLE // 10)),
    ]
    before = changes(writers)
    together([*writers, *others], seen, seconds=seconds, thinking=thinking)
    return seen, lost(writers, before)


def together(acts: Sequence[Act], seen: Seen, *, seconds: float, thinking: tuple[float, float]) -> None:
    """Everybody at once, until the time is over."""
    began, pause = time.monotonic(), threading.Event()

    def live(number: int, act: Act) -> None:
        chance = random.Random(number)
        pause.wait(chance.random() * thinking[1])
        while time.monotonic() - began < seconds:
            act(chance)
            pause.wait(chance.uniform(*thinking))

    in_threads(live, acts)
    seen.seconds = time.monotonic() - began


def rush(address: str, *, people: int, seconds: float) -> tuple[Seen, int, int]:
    """The last minutes before a deadline: a fifth save texts and attach a file, the others hand in what is signed.

    They come thicker towards the end. Returns what they saw, how many applications should have been handed in and were
    not with what should have been attached, and how much that the site acknowledged is not there.
    """
    seen, pause = Seen(), threading.Event()
    writers = [Writer(address, draft, seen) for draft in open_drafts(people // 5)]
    round_ = RoundFactory()
    signed = [a_signed_application(round=round_) for _ in range(people - len(writers))]
    receipts: list[str] = []

    def save(chance: random.Random, writer: Writer) -> None:
        for _ in range(5):
            writer.save()
            pause.wait(chance.uniform(*THINKING))
        writer.attach()

    def hand_in(chance: random.Random, application: Application) -> None:
        person = Person(address, application.created_by)
        seen.note(person.get(application.get_absolute_url()), wrote=False, what="task list")
        answer = person.post(reverse("applications:submit", args=[application.pk]))
        seen.note(answer, wrote=True, what="submit")
        if answer.location == reverse("applications:receipt", args=[application.pk]):
            receipts.append(answer.location)

    def live(number: int, one: Writer | Application) -> None:
        chance = random.Random(number)
        pause.wait(seconds * chance.random() ** 0.5)
        (save if isinstance(one, Writer) else hand_in)(chance, one)

    before, began = changes(writers), time.monotonic()
    in_threads(live, [*writers, *signed])
    seen.seconds = time.monotonic() - began
    stored = Submission.objects.filter(application__in=signed).count()
    missing = lost(writers, before) + sum(writer.lost_files() for writer in writers) + len(receipts) - stored
    # What nobody was told is there is missing too, or the rush would be one without files.
    return seen, len(signed) - stored + sum(not writer.attached for writer in writers), missing


def in_threads(live: Callable, each: Sequence) -> None:
    """Call `live(number, one)` for every one at the same time, and wait for all."""

    def alone(number: int, one) -> None:
        try:
            live(number, one)
        finally:
            connection.close()  # each thread that signs somebody in has one of its own

    threads = [threading.Thread(target=alone, args=pair) for pair in enumerate(each)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def open_drafts(most: int) -> list[Application]:
    """Drafts that their writers can still change, each with a writer of its own."""
    found: dict = {}
    drafts = Application.objects.filter(status=Status.DRAFT, round__isnull=False).select_related("created_by", "round")
    for draft in drafts.order_by("pk").iterator():
        if draft.round.is_open and draft.current_version_id is None:
            found.setdefault(draft.created_by_id, draft)
        if len(found) == most:
            break
    return list(found.values())


def staff(role: str, most: int) -> list[User]:
    """Staff with a role, over again where there are too few."""
    users = list(User.objects.filter(staff_roles__role=role).order_by("email")[:most])
    return [users[number % len(users)] for number in range(most)]


def run(known: Known) -> list[Row]:
    """All loads on an installation of this process' database: with Redis where it is configured, else embedded."""
    served = connection.vendor == "postgresql"
    least = 25 if served else 15
    with serving() as address:
        rows = [
            working(address, f"{PEOPLE} people, 0.5–2.5 s at each page", THINKING, least, most=(800, 1200)),
            working(address, f"{PEOPLE} people without a pause", (0, 0), least),
        ]
        if served:
            rows.append(rushing(address))
    with serving(TRUSTED_PROXIES="1") as address:
        return [*rows, guests.crowding(address)]


def working(address: str, what: str, thinking: tuple[float, float], least: int, *, most=None) -> Row:
    """The row of a mixed load: at least so many requests a second, and reads and saves in so many milliseconds."""
    seen, missing = mixed(address, seconds=SECONDS, thinking=thinking)
    budget = f"≥ {least}/s, no error, none lost"
    holds = seen.per_second >= least and not seen.wrong and not missing
    if most:
        budget += f", reads ≤ {most[0]} ms, saves ≤ {most[1]} ms"
        holds = holds and tail(seen.reads) <= most[0] and tail(seen.writes) <= most[1]
    return Row(what, figures(seen, missing), budget, holds)


def rushing(address: str) -> Row:
    """The row of the rush to a deadline."""
    seen, left, missing = rush(address, people=RUSH_PEOPLE, seconds=RUSH_SECONDS)
    what = f"deadline rush: {RUSH_PEOPLE} people in {RUSH_SECONDS // 60} minutes"
    holds = not (left or seen.wrong or missing)
    return Row(what, figures(seen, missing), "no error, none lost", holds)

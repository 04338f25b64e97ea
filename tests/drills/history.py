"""A client history: people write and send, note what the site acknowledged, and the database is held against it."""

import json
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import pairwise

from django.urls import reverse

from applications.drafting.models import Answer, AnswerChange, Submission
from praksis.cases.models import AuditEvent
from tests.drills.composition import until
from tests.drills.people import Person
from tests.drills.rows import a_signed_application
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import QuestionFactory, RoundFactory

# How long a person tries before the site counts as gone, and how often something is submitted
PATIENCE = 120
SUBMITS_EVERY = 20
AWAY = "Praksis er optaget et øjeblik"


class Writer:
    """One person: autosaves an answer again and again, each text unlike all others, and now and then submits.

    What was not acknowledged is sent again, as the page does it (static/js/autosave.js).
    """

    def __init__(self, address: str, answer: Answer, signed: list, turn: int):
        self.answer_id, self.revision = answer.pk, 0
        self.turn = turn  # when to submit: not all at the same time
        self.path = reverse("applications:save", args=[answer.application_id])
        self.person = Person(address, answer.application.created_by)
        self.senders = [(application.pk, Person(address, application.created_by)) for application in signed]
        self.saved: list[tuple[int, str]] = []
        self.submitted: list[uuid.UUID] = []
        self.moments: list[float] = []

    def work(self, stop: threading.Event) -> None:
        """Write until told to stop; what is in flight then is still seen through."""
        waiting = iter(self.senders)
        while not stop.is_set():
            text = str(uuid.uuid4())
            until(partial(self.save, text), seconds=PATIENCE, what="an autosave is acknowledged")
            if (len(self.saved) + self.turn) % SUBMITS_EVERY == 0 and (sender := next(waiting, None)):
                until(partial(self.submit, *sender), seconds=PATIENCE, what="a submission is acknowledged")

    def save(self, text: str) -> bool:
        """One try; whether it was acknowledged."""
        answer = self.person.post(self.path, {"field": "need", "value": text, "revision": self.revision})
        if answer.status in {200, 409}:  # 409: another text stands there; the page takes its number and tries again
            self.revision = json.loads(answer.body)["revision"]
        if answer.status == 200:
            self.saved.append((self.revision, text))
            self.moments.append(time.monotonic())
        return answer.status == 200

    def submit(self, pk: uuid.UUID, person: Person) -> bool:
        """One press of the button; whether it led to the receipt."""
        answer = person.post(reverse("applications:submit", args=[pk]))
        if answer.location == reverse("applications:receipt", args=[pk]):
            self.submitted.append(pk)
            self.moments.append(time.monotonic())
            return True
        return False


class History:
    """Several writers at work, each in a draft of its own, and what became of what they were promised."""

    def __init__(self, address: str, *, writers: int = 8, submissions: int = 10):
        self.round = RoundFactory()
        question = None
        self.writers = []
        for turn in range(writers):
            owner = MembershipFactory()
            draft = ApplicationFactory(round=self.round, applicant=owner.organisation, created_by=owner.user)
            question = question or QuestionFactory(question_set=draft.question_set, key="need")
            answer = Answer.objects.create(application=draft, question=question)
            signed = [a_signed_application(round=self.round) for _ in range(submissions)]
            self.writers.append(Writer(address, answer, signed, turn))

    @contextmanager
    def under_way(self):
        """The writers write for as long as the block lasts."""
        stop = threading.Event()
        with ThreadPoolExecutor(len(self.writers)) as pool:
            runs = [pool.submit(writer.work, stop) for writer in self.writers]
            try:
                yield
            finally:
                stop.set()
        for run in runs:
            run.result()

    @property
    def acknowledged(self) -> int:
        """How many writes the site has acknowledged so far."""
        return sum(len(writer.moments) for writer in self.writers)

    @property
    def longest_silence(self) -> float:
        """The longest time, in seconds, in which nothing was acknowledged to anybody."""
        moments = sorted(moment for writer in self.writers for moment in writer.moments)
        return max(later - earlier for earlier, later in pairwise(moments))

    @property
    def failures(self) -> Counter:
        """The answers that were neither an acknowledgement nor a receipt, by what they were."""
        return Counter(_named(a) for person in self._people for a in person.answers if a.status not in {200, 302})

    def lost(self) -> list[str]:
        """What was acknowledged and is not in the database."""
        kept = set(AnswerChange.objects.values_list("answer", "revision", "value"))
        receipts = set(Submission.objects.values_list("application", flat=True))
        texts = [(w.answer_id, *pair) for w in self.writers for pair in w.saved if (w.answer_id, *pair) not in kept]
        return [f"{answer} v{revision}" for answer, revision, _ in texts] + [
            f"submission of {pk}" for writer in self.writers for pk in writer.submitted if pk not in receipts
        ]

    def doubled(self) -> list[str]:
        """What is in the database more often than it was written, or only in part."""
        texts = Counter(AnswerChange.objects.values_list("value", flat=True))
        events = Counter(AuditEvent.objects.filter(kind="application.submitted").values_list("case", flat=True))
        changes = Counter(AnswerChange.objects.values_list("answer", flat=True))
        revisions = Answer.objects.filter(pk__in=[writer.answer_id for writer in self.writers])
        return [
            *(f"text {text} × {times}" for text, times in texts.items() if times > 1),
            *(f"case {case} submitted × {times}" for case, times in events.items() if times > 1),
            *(f"answer {a.pk} v{a.revision}: {changes[a.pk]}" for a in revisions if changes[a.pk] != a.revision),
            *(["submissions without their event"] if len(events) != Submission.objects.count() else []),
        ]

    @property
    def _people(self) -> list[Person]:
        return [person for w in self.writers for person in (w.person, *(sender for _, sender in w.senders))]


def _named(answer) -> str:
    if answer.status == 0:
        return "no answer"
    if answer.status == 503 and AWAY in answer.text:
        return "503 page"
    return f"{answer.status}: {answer.text[:200]}"

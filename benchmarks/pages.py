"""Every page that people wait for, one after the other in many rounds, compared with a page that only says hello."""

import gzip
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from benchmarks import reading
from benchmarks.data.dataset import Known
from benchmarks.rows import Row
from conferences.programme.models import Event
from conferences.registration.models import Registration
from praksis.accounts.models import User
from praksis.mail import links
from praksis.organisations.models import Municipality

ROUNDS, WARM_UP = 60, 5
TITLE = "Pages"
ABOUT = f"""Through Django's test client with the product's settings and every middleware, {ROUNDS} times each in a
mixed order after {WARM_UP} to warm up. *hello* is the session, the user and the base template with its menu. "Rows
read" are those that PostgreSQL looked at for the page, in tables and indexes: above 5,000 the page depends on the
total, but for a search. The HTML may be 20 kB."""
NULL, HELLO = "/bench/null/", "/bench/hello/"
KB = 1000
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Budget:
    """What a page may cost. `rows` are those that the database looks at: more, and it depends on the total."""

    queries: int
    ratio: float
    bytes: int = 20 * KB
    rows: int = 5_000

    def __str__(self):
        return f"≤ {self.queries} queries, ≤ {self.ratio:g} × hello"


PAGE, ROUND, AUTOSAVE = Budget(12, 3), Budget(15, 5), Budget(5, 1.5)
# A page to write on: Django draws each field by templates of its own, and that is worth its milliseconds.
FORM_PAGE = Budget(12, 7)
# A page to read with a form on it, whose fields are drawn in place: our own limit.
READ_AND_WRITE = Budget(12, 4)
# A search reads the table that it looks through.
SEARCH = Budget(12, 3, rows=100_000)
# Our own limit for a list of thousands that is narrowed: conditions are put together for it.
NARROWED = Budget(12, 4, rows=100_000)
# Sixty consultants and twelve months are seven hundred cells: our own limit too.
CALENDAR = Budget(12, 7, rows=20_000)
# Two rounds of workshops and all municipalities to choose among: the form's fields are most of it.
REGISTRATION = Budget(12, 7, rows=20_000)
# Everything that a registration writes (twelve queries), and the limit, the session and the page around it.
REGISTERING = Budget(32, 7, rows=30_000)
# How many are registered is counted for every page of the list.
GUESTS = Budget(12, 3, rows=30_000)
# Thousands are counted in four ways, and choices of workshops by the thousand: our own limit.
FIGURES = Budget(12, 6, rows=100_000)


@dataclass
class Page:
    """One page as one person opens it."""

    what: str
    client: Client
    path: str
    budget: Budget | None = PAGE
    form: Callable[[], dict] | None = None  # what is sent, where it is not only fetched
    seconds: list[float] = field(default_factory=list)

    def open(self):
        """Open it once."""
        answer = self.asking()()
        assert answer.status_code in (200, 302), f"{answer.status_code} {self.path}"
        return answer

    def time(self) -> None:
        """Open it once against the clock."""
        ask = self.asking()
        began = time.perf_counter()
        answer = ask()
        self.seconds.append(time.perf_counter() - began)
        assert answer.status_code in (200, 302)

    def asking(self) -> Callable:
        """What asks for it; a form is written out before, as static/js/autosave.js sends it."""
        if not self.form:
            return partial(self.client.get, self.path)
        return partial(self.client.post, self.path, urlencode(self.form()), content_type=FORM)

    @property
    def median(self) -> float:
        """In milliseconds."""
        return 1000 * statistics.median(self.seconds)

    @property
    def slow(self) -> float:
        """What nineteen of twenty stay below, in milliseconds."""
        return 1000 * statistics.quantiles(self.seconds, n=20)[-1]

    def row(self, hello: float) -> Row:
        """The line of the table."""
        queries, rows = reading.of(self.open)
        size, ratio = transferred(self.open()), self.median / hello
        figures = {
            "queries": str(queries),
            "median": f"{self.median:.1f} ms",
            "95 %": f"{self.slow:.1f} ms",
            "× hello": f"{ratio:.2f}",
            "HTML, compressed": f"{size / KB:.1f} kB",
            "rows read": f"{rows:,}",
        }
        if not self.budget:
            return Row(self.what, figures)
        most = self.budget
        within = [queries <= most.queries, ratio <= most.ratio, size <= most.bytes, rows <= most.rows]
        return Row(self.what, figures, str(most), all(within))


def transferred(answer) -> int:
    """The bytes of a page behind a proxy that compresses."""
    return len(answer.content if answer.has_header("Content-Encoding") else gzip.compress(answer.content, 6))


def run(known: Known) -> list[Row]:
    """The table: nothing, hello, and every page."""
    pages = everything(known)
    for _ in range(WARM_UP):
        for page in pages:
            page.open()
    order, chance = list(pages), random.Random(1)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for page in order:
            page.time()
    hello = next(page.median for page in pages if page.path == HELLO)
    return [page.row(hello) for page in pages]


def everything(known: Known) -> list[Page]:
    """Every page, as the person whose page it is."""
    visitor = browser()
    coordinator, consultant, manager, administrator = (
        browser(email) for email in (known.coordinator, known.consultant, known.manager, known.administrator)
    )
    draft, course = [known.draft], [known.course]
    listed, portfolio = reverse("applications:application_list"), reverse("engagements:course_list")
    return [
        Page("*null*", visitor, NULL, None),
        Page("*hello*", consultant, HELLO, None),
        Page("*hello and five look-ups*", consultant, "/bench/look-ups/", None),
        Page("front page", visitor, reverse("overview:front")),
        Page("one-year course, the offer", visitor, reverse("overview:programme_one_year")),
        Page("mini course, the offer", visitor, reverse("overview:programme_mini")),
        Page("who takes part", visitor, reverse("overview:status")),
        Page("conferences", visitor, reverse("conferences:event_list")),
        Page("conference", visitor, reverse("conferences:event", args=[known.event])),
        *conferences(known, visitor, manager),
        Page("sign in", visitor, reverse("account_login")),
        Page("home (leads on)", consultant, reverse("overview:home")),
        Page("applicant: our cases", coordinator, reverse("overview:mine")),
        Page("applicant: begin", coordinator, reverse("applications:begin", args=[known.open_round])),
        Page("applicant: task list", coordinator, reverse("applications:application", args=draft)),
        Page("applicant: section of persons", coordinator, reverse("applications:section", args=[*draft, 1]),
             FORM_PAGE),
        Page("applicant: section of institutions", coordinator, reverse("applications:section", args=[*draft, 2]),
             FORM_PAGE),
        Page("applicant: section of texts", coordinator, reverse("applications:section", args=[*draft, 3]),
             FORM_PAGE),
        Page("applicant: autosave", coordinator, reverse("applications:save", args=draft), AUTOSAVE, typing(known)),
        Page("applicant: check answers", coordinator, reverse("applications:check", args=draft)),
        Page("applicant: decision", coordinator, reverse("applications:decision", args=[known.decided])),
        Page("applicant: receipt", coordinator, reverse("applications:receipt", args=[known.decided])),
        Page("applicant: course", coordinator, reverse("engagements:course", args=course)),
        Page("applicant: organisation", coordinator, reverse("organisations:organisation_detail",
             args=[known.organisation])),
        Page("consultant: my day", consultant, reverse("engagements:my_day")),
        Page("consultant: my courses", consultant, reverse("engagements:my_courses")),
        Page("consultant: courses", consultant, reverse("engagements:course_list")),
        Page("consultant: courses, searched", consultant, portfolio + "?q=skive", SEARCH),
        Page("consultant: courses, last page", consultant, portfolio + "?side=25"),
        Page("manager: portfolio of 2,000 courses", manager, portfolio),
        Page("manager: portfolio, filtered", manager, f"{portfolio}?status=running&region=Nordjylland&orden=slutter",
             NARROWED),
        Page("manager: portfolio, with warnings", manager, f"{portfolio}?advarsel=ja", NARROWED),
        Page("manager: capacity calendar", manager, reverse("staffing:calendar"), CALENDAR),
        Page("consultant: course, the largest", consultant, reverse("engagements:course", args=course)),
        Page("consultant: course's picture", consultant, reverse("engagements:course_picture", args=course)),
        Page("consultant: course's hours", consultant, reverse("engagements:course_hours", args=course)),
        Page("consultant: course's status", consultant, reverse("engagements:course_condition", args=course),
             READ_AND_WRITE),
        Page("consultant: note sparring", consultant, reverse("engagements:sparring_log", args=course), FORM_PAGE),
        Page("consultant: course's people", consultant, reverse("engagements:course_people", args=course)),
        Page("consultant: course's agreements", consultant, reverse("engagements:agreements", args=course)),
        Page("consultant: course's history", consultant, reverse("engagements:course_history", args=course)),
        Page("consultant: step", consultant, reverse("engagements:step", args=[*course, 10])),
        Page("consultant: plan a meeting", consultant, reverse("engagements:meeting_plan", args=course)),
        Page("consultant: reviews", consultant, reverse("applications:review_list")),
        Page("consultant: review", consultant, reverse("applications:review", args=[known.review]), READ_AND_WRITE),
        Page("manager: 10,000 applications", manager, listed),
        Page("manager: applications, last page", manager, f"{listed}?side=25"),
        Page("manager: applications, searched", manager, f"{listed}?q=skive", NARROWED),
        Page("manager: applications, filtered", manager,
             f"{listed}?region=Nordjylland&tema=learning_environments&orden=ansoeger", NARROWED),
        Page("consultant: applications to review", consultant, listed),
        Page("manager: rounds", manager, reverse("applications:round_list")),
        Page("manager: round of 40", manager, reverse("applications:round_detail", args=[known.round]), ROUND),
        Page("manager: composition of 40", manager, reverse("applications:round_composition",
             args=[known.round]), ROUND),
        Page("manager: application", manager, reverse("applications:round_application",
             args=[known.round, known.review]), READ_AND_WRITE),
        Page("manager: reviewers", manager, reverse("applications:round_reviewers", args=[known.round]),
             READ_AND_WRITE),
        Page("manager: frameworks", manager, reverse("engagements:framework_list")),
        Page("manager: outbox", manager, reverse("mail:list")),
        Page("manager: outbox, searched", manager, reverse("mail:list") + "?q=kontakt7@", SEARCH),
        Page("manager: organisations", manager, reverse("organisations:organisation_list")),
        Page("manager: memberships to confirm", manager, reverse("organisations:membership_list")),
        Page("administrator: staff", administrator, reverse("accounts:staff_list")),
        Page("administrator: events", administrator, reverse("admin:praksis_auditevent_changelist")),
    ]  # fmt: skip


def conferences(known: Known, visitor: Client, manager: Client) -> list[Page]:
    """The pages of an event with thousands of participants, and of one that takes registrations."""
    guest, found = browser(), Registration.objects.select_related("link").get(pk=known.guest)
    guest.get(reverse("conferences:registration_open", args=[links.token(found.link)]))
    programme = reverse("conferences:event", args=[known.full_event])
    listed = reverse("conferences:guests", args=[known.full_event])
    register = reverse("conferences:register", args=[known.registering])
    return [
        Page("conference, 30 entries", visitor, programme),
        Page("conference, 30 entries as a table", visitor, programme + "?vis=skema"),
        Page("conference: registration", visitor, register, REGISTRATION),
        Page("conference: registration sent", browser(kind=Crowd), register, REGISTERING, registering(known)),
        Page("guest: own registration", guest, reverse("conferences:registration", args=[known.guest])),
        Page("guest: choose workshops", guest, reverse("conferences:registration_workshops", args=[known.guest]),
             REGISTRATION),
        Page("manager: 5,000 participants", manager, listed, GUESTS),
        Page("manager: participants, last page", manager, f"{listed}?side=10", GUESTS),
        Page("manager: participants, searched", manager, f"{listed}?q=anne+æblehaven", NARROWED),
        Page("manager: participants in figures", manager, reverse("conferences:figures", args=[known.full_event]),
             FIGURES),
    ]  # fmt: skip


class Crowd(Client):
    """A browser whose every request comes from another internet address: so many from one would be refused."""

    sent = 0

    def request(self, **request):
        self.sent += 1
        return super().request(**request, REMOTE_ADDR=f"10.{self.sent >> 16}.{self.sent >> 8 & 255}.{self.sent & 255}")


def browser(email: str = "", kind: type[Client] = Client) -> Client:
    """A browser, signed in as the person with this address."""
    client = kind(headers={"accept-encoding": "gzip"})
    if email:
        client.force_login(User.objects.get(email=email))
    return client


def typing(known: Known) -> Callable[[], dict]:
    """Another text each time, for the field that autosave saves."""
    email, draft, name, revision = known.writers[0]
    assert (email, draft) == (known.coordinator, known.draft)
    sent = 0

    def form() -> dict:
        nonlocal sent
        sent += 1
        return {"field": name, "value": f"Det har vi rettet {sent} gange.", "revision": revision + sent - 1}

    return form


def registering(known: Known) -> Callable[[], dict]:
    """Another guest each time, who chooses the workshop with the most seats left."""
    event = Event.objects.get(slug=known.registering)
    workshop = event.workshops.order_by("starts_at", "-seats", "title")[0]
    municipality = Municipality.objects.order_by("short_name")[0]

    def form() -> dict:
        key = uuid4()
        return guest_form(key, f"{key}@kommune.example", municipality.pk, workshop.pk)

    return form


def guest_form(key: UUID, email: str, municipality: UUID, workshop: UUID) -> dict:
    """What the registration page sends of one guest, with a workshop of the first round."""
    common = {"antal": "1", "fulde": "", "key": str(key), "workplace": "Æblehaven", "municipality": str(municipality)}
    guest = {"name": "Anne Aagaard", "email": email, "role": "staff", "workshop_1": str(workshop), "food": "Vegetar"}
    return common | {f"gaest1-{name}": value for name, value in guest.items()}

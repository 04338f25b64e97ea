"""Two worlds that differ only in a decision that is not announced look the same to an applicant, byte for byte.

That is every page, list, file and public page with its headers, what comes of everything that can be sent in, and every
letter, also those that fall due later.
"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import actions
from applications.allocation.models import Decision, Outcome
from applications.allocation.models.decisions import DecisionQuerySet
from applications.casework.models import Hearing
from applications.decisions.actions import announce
from applications.drafting.models import Reopening
from applications.rounds.models import RoundStatus
from overview.home.applications import Facts
from praksis.accounts.models import User
from praksis.cases.actors import Actor
from praksis.mail import reminders
from praksis.mail.models import Email
from tests.access.asking import Asker, rolled_back
from tests.access.table import blocks
from tests.factories.allocation import considered_by
from tests.factories.mail import EmailFactory

pytestmark = pytest.mark.django_db

# A form's token, and the key that it gives to what it will make
TOKEN = re.compile(rb'name="(csrfmiddlewaretoken|key)" value="[\w-]+"')
# What is made in each world has a key of its own in each.
KEY = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ELSEWHERE = {"Public pages", "Signing in", "The director's pages"}
ROWS = [(heading, method, name) for heading, rows in blocks().items() for method, name, _ in rows]
GETS = [name for heading, method, name in ROWS if method == "GET" and heading not in ELSEWHERE]
PUBLIC = [name for heading, method, name in ROWS if method == "GET" and heading == "Public pages"]
POSTS = [name for heading, method, name in ROWS if method == "POST" and heading not in ELSEWHERE]
# Days from now on which something may fall due
LATER = (0, 3, 11, 14, 30)


def paths_in(asker) -> dict[str, set[str]]:
    """What each asks for: every address behind the sign-in, some more of what was handed in, and the public pages."""
    handed_in = ("check", "signature", "messages", "withdraw", "history")
    own = {asker.address(name)[0] for name in GETS}
    own |= {reverse(f"applications:{name}", args=[asker.world.submitted.pk]) for name in handed_in}
    public = {asker.address(name)[0] for name in PUBLIC}
    return {"owner": own | public, "viewer": own, "stranger": own, "visitor": public}


def pages(world, *, only=None) -> dict[tuple, tuple]:
    """What people outside can get, of everything or of some paths, without the tokens of the forms."""
    asker, seen = Asker(world), {}
    for who, paths in paths_in(asker).items():
        for path in sorted(paths & only if only else paths):
            with rolled_back():
                seen[who, path] = told(asker.client(who).get(path))
    return seen


def told(response) -> tuple:
    """What the browser is told: the status, the headers, the names of the cookies, and the page itself."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    # "Expires" is the machine's clock, which nobody has stopped.
    headers = {name: value for name, value in response.items() if name != "Expires"}
    return response.status_code, headers, sorted(response.cookies), TOKEN.sub(b"", body)


def answers(world) -> dict[tuple, tuple]:
    """What comes of everything that the applicant's owner sends in, and of what is sent about the application."""
    asker, seen = Asker(world), {}
    more = {"messages": {"text": "Hvordan går det?"}, "withdraw": {"reason": "Vi kan ikke alligevel."}}
    asked = [asker.address(name) for name in POSTS]
    asked = [(path, address.data, address.headers, address.before) for path, address in asked]
    asked += [
        (reverse(f"applications:{name}", args=[world.submitted.pk]), data, {}, None) for name, data in more.items()
    ]
    for number, (path, data, headers, before) in enumerate(asked):
        with rolled_back():
            client = asker.client("owner")
            if before:
                before(client)
            for value in data.values():
                if hasattr(value, "seek"):
                    value.seek(0)
            status, sent, cookies, body = told(client.post(path, data, headers=headers))
            location = KEY.sub(b"", sent.get("Location", "").encode())
            seen["owner", number, path] = (status, location, cookies, KEY.sub(b"", body), letters(world))
    return seen


def letters(world) -> list[tuple]:
    """Every letter to somebody outside."""
    ours = User.objects.filter(staff_roles__isnull=False).values("email")
    outside = Email.objects.exclude(to__in=ours).values_list("to", "subject", "body", "button_path")
    return sorted((to, KEY.sub(b"", repr(rest).encode())) for to, *rest in outside)


def letters_later(world) -> dict[tuple, list]:
    """Every letter to somebody outside, as of now and as reminders fall due."""
    seen = {}
    for days in LATER:
        with rolled_back():
            reminders.send_due(timezone.now() + timedelta(days=days))
            seen["letters", days] = letters(world)
    return seen


def everything(world) -> dict:
    """All that an applicant can come to know."""
    return {**pages(world), **answers(world), **letters_later(world)}


def decide(world, outcome) -> None:
    by = Actor.of(world.manager)
    # While an answer is asked for again, or somebody is heard, nothing can be proposed.
    Reopening.objects.filter(answer__application__round=world.closed).update(closed_at=timezone.now())
    concluded = {"closed_at": timezone.now(), "closed_by": world.manager, "conclusion": "Nej."}
    Hearing.objects.filter(application__round=world.closed).update(**concluded)
    actions.choose(world.closed, world.theirs, outcome=Outcome.REFUSED, reason="Nej.", by=by)
    actions.choose(world.closed, world.submitted, outcome=outcome, reason=f"Fordi: {outcome}", by=by)


def world_in_which(world, outcome, *, until, seen=everything) -> dict:
    with rolled_back():
        decide(world, outcome)
        if until != RoundStatus.ASSESSING:
            considered_by(world.closed, world.manager)
            actions.propose(world.closed, waiver="Ferie.", by=Actor.of(world.manager))
            actions.approve(world.closed, by=Actor.of(world.people["approver"]))
        if until == RoundStatus.ANNOUNCED:
            announce(world.closed, by=Actor.of(world.manager))
        return seen(world)


def differing(one, other) -> list:
    assert one.keys() == other.keys()
    return [key for key in one if one[key] != other[key]]


@pytest.fixture
def at_one_moment(monkeypatch, world):
    """The clock stands, so that no page differs by the time of day; and the world's own events are a while ago."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return world


@pytest.mark.parametrize("until", [RoundStatus.ASSESSING, RoundStatus.APPROVED])
def test_an_unannounced_decision_changes_nothing_for_an_applicant(at_one_moment, until):
    granted = world_in_which(at_one_moment, Outcome.GRANTED, until=until)
    refused = world_in_which(at_one_moment, Outcome.REFUSED, until=until)

    assert differing(granted, refused) == []


def test_an_announced_decision_does(at_one_moment):
    application = reverse("applications:application", args=[at_one_moment.submitted.pk])

    def seen(world):
        return {**pages(world, only={application, "/mine/"}), **letters_later(world)}

    granted = world_in_which(at_one_moment, Outcome.GRANTED, until=RoundStatus.ANNOUNCED, seen=seen)
    refused = world_in_which(at_one_moment, Outcome.REFUSED, until=RoundStatus.ANNOUNCED, seen=seen)

    # Whoever has a place is reminded to answer.
    told_apart = {("owner", application), ("viewer", application), ("owner", "/mine/"), ("letters", 14)}
    assert told_apart <= set(differing(granted, refused))


# --- The red twins: with one guard off, the comparison finds it ---------------------------------------------------


def leaked(world, seen) -> list:
    granted = world_in_which(world, Outcome.GRANTED, until=RoundStatus.APPROVED, seen=seen)
    refused = world_in_which(world, Outcome.REFUSED, until=RoundStatus.APPROVED, seen=seen)
    return differing(granted, refused)


def test_a_page_that_shows_a_decision_too_early_is_found(at_one_moment, monkeypatch):
    decision = reverse("applications:decision", args=[at_one_moment.submitted.pk])
    monkeypatch.setattr(DecisionQuerySet, "visible_to", lambda self, user: self)

    assert ("owner", decision) in leaked(at_one_moment, lambda world: pages(world, only={decision}))


def test_a_list_that_tells_a_decision_too_early_is_found(at_one_moment, monkeypatch):
    monkeypatch.setattr(Facts, "is_announced", property(lambda one: one.outcome is not None))
    monkeypatch.setattr(Facts, "accept_by", property(lambda one: timezone.localdate()))

    assert ("owner", "/mine/") in leaked(at_one_moment, lambda world: pages(world, only={"/mine/"}))


def test_a_letter_that_is_sent_too_early_is_found(at_one_moment):
    def seen(world):
        decision = Decision.objects.get(application=world.submitted)
        if decision.is_granted:
            EmailFactory(to="direktoer@skive.example", subject="Tillykke")
        return letters_later(world)

    assert leaked(at_one_moment, seen) == [("letters", days) for days in LATER]


def test_a_header_that_differs_is_found(at_one_moment, monkeypatch):
    def counting(response):
        response["X-Granted"] = str(Decision.objects.filter(outcome=Outcome.GRANTED).count())
        return told_of(response)

    told_of = told
    monkeypatch.setitem(globals(), "told", counting)

    assert ("owner", "/mine/") in leaked(at_one_moment, lambda world: pages(world, only={"/mine/"}))

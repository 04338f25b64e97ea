"""Two worlds that differ only in a decision that is not announced look the same to an applicant, byte for byte."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import actions
from applications.allocation.models import Outcome
from applications.casework.models import Hearing
from applications.decisions.actions import announce
from applications.drafting.models import Reopening
from applications.rounds.models import RoundStatus
from praksis.cases.actors import Actor
from tests.access.asking import Asker, rolled_back
from tests.access.table import blocks
from tests.factories.allocation import considered_by

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
ELSEWHERE = {"Public pages", "Signing in", "The director's pages"}
GETS = [
    name
    for heading, rows in blocks().items()
    for method, name, _ in rows
    if method == "GET" and heading not in ELSEWHERE
]


def paths_in(asker) -> set[str]:
    """Every address behind the sign-in, and two of what was handed in that the table asks for while it is a draft."""
    paths = {asker.address(name)[0] for name in GETS}
    return paths | {reverse(f"applications:{name}", args=[asker.world.submitted.pk]) for name in ("check", "signature")}


def pages(world, *, only=None) -> dict[tuple, tuple]:
    """What the applicants' people can get, of everything or of some paths, without the tokens of the forms."""
    asker, seen = Asker(world), {}
    for who in ("owner", "viewer", "stranger"):
        for path in sorted(only or paths_in(asker)):
            with rolled_back():
                response = asker.client(who).get(path)
                body = b"".join(response.streaming_content) if response.streaming else response.content
            headers = {name: value for name, value in response.items() if name != "Content-Length"}
            seen[who, path] = (response.status_code, headers.get("Location"), TOKEN.sub(b"", body))
    return seen


def decide(world, outcome) -> None:
    by = Actor.of(world.manager)
    # While an answer is asked for again, or somebody is heard, nothing can be proposed.
    Reopening.objects.filter(answer__application__round=world.closed).update(closed_at=timezone.now())
    concluded = {"closed_at": timezone.now(), "closed_by": world.manager, "conclusion": "Nej."}
    Hearing.objects.filter(application__round=world.closed).update(**concluded)
    actions.choose(world.closed, world.theirs, outcome=Outcome.REFUSED, reason="Nej.", by=by)
    actions.choose(world.closed, world.submitted, outcome=outcome, reason=f"Fordi: {outcome}", by=by)


def world_in_which(world, outcome, *, until, only=None) -> dict:
    with rolled_back():
        decide(world, outcome)
        if until != RoundStatus.ASSESSING:
            considered_by(world.closed, world.manager)
            actions.propose(world.closed, waiver="Ferie.", by=Actor.of(world.manager))
            actions.approve(world.closed, by=Actor.of(world.people["approver"]))
        if until == RoundStatus.ANNOUNCED:
            announce(world.closed, by=Actor.of(world.manager))
        return pages(world, only=only)


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
    asked = {"until": RoundStatus.ANNOUNCED, "only": {application, "/mine/"}}

    granted = world_in_which(at_one_moment, Outcome.GRANTED, **asked)
    refused = world_in_which(at_one_moment, Outcome.REFUSED, **asked)

    assert {("owner", application), ("viewer", application), ("owner", "/mine/")} <= set(differing(granted, refused))

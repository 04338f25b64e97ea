"""Two worlds that differ only in a decision that is not announced look the same to an applicant, byte for byte."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import actions
from applications.allocation.models import Outcome
from applications.rounds.models import RoundStatus
from praksis.cases.actors import Actor
from tests.access.addresses import address_of
from tests.access.asking import Asker, rolled_back
from tests.access.table import blocks

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
ELSEWHERE = {"Public pages", "Signing in", "The director's pages"}
GETS = [
    name
    for heading, rows in blocks().items()
    for method, name, _ in rows
    if method == "GET" and heading not in ELSEWHERE
]


def pages(world) -> dict[tuple, tuple]:
    """Everything that the applicants' people can get behind the sign-in, without the tokens of the forms."""
    asker, seen = Asker(world), {}
    for who in ("owner", "viewer", "stranger"):
        paths = {address_of(name, world)[0] for name in GETS}
        paths |= {reverse(f"applications:{name}", args=[world.submitted.pk]) for name in ("check", "signature")}
        for path in sorted(paths):
            with rolled_back():
                response = asker.client(who).get(path)
                body = b"".join(response.streaming_content) if response.streaming else response.content
            headers = {name: value for name, value in response.items() if name != "Content-Length"}
            seen[who, path] = (response.status_code, headers.get("Location"), TOKEN.sub(b"", body))
    return seen


def decide(world, outcome) -> None:
    by = Actor.of(world.manager)
    actions.choose(world.closed, world.theirs, outcome=Outcome.REFUSED, reason="Nej.", by=by)
    actions.choose(world.closed, world.submitted, outcome=outcome, reason=f"Fordi: {outcome}", by=by)


def world_in_which(world, outcome, *, until) -> dict:
    with rolled_back():
        decide(world, outcome)
        if until != RoundStatus.ASSESSING:
            actions.propose(world.closed, waiver="Ferie.", by=Actor.of(world.manager))
            actions.approve(world.closed, by=Actor.of(world.people["approver"]))
        if until == RoundStatus.ANNOUNCED:
            actions.announce(world.closed, by=Actor.of(world.manager))
        return pages(world)


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
    granted = world_in_which(at_one_moment, Outcome.GRANTED, until=RoundStatus.ANNOUNCED)
    refused = world_in_which(at_one_moment, Outcome.REFUSED, until=RoundStatus.ANNOUNCED)

    application = reverse("applications:application", args=[at_one_moment.submitted.pk])
    assert {("owner", application), ("viewer", application), ("owner", "/mine/")} <= set(differing(granted, refused))

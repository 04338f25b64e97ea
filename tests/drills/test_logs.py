"""What the processes of a whole site write when a fault of ours quotes a person: nothing of it."""

import json
import socket

import pytest
from celery import Celery
from django.urls import reverse

from engagements.agreements.models import Rendering
from praksis.accounts.models import Role
from praksis.health import Heartbeat
from praksis.work import WorkStatus
from tests.drills.composition import until
from tests.drills.people import Person
from tests.factories.accounts import UserFactory
from tests.factories.engagements import AgreementFactory, RenderingFactory

pytestmark = pytest.mark.drill
NAME, ADDRESS, SECRET = "Karen Koordinator", "karen@skive.example", "s" * 50
# Celery warns of it before it has a log. In production nobody is root.
AS_ROOT = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}


@pytest.fixture
def faulty() -> Rendering:
    """An agreement that failed; trying again meets a fault of ours, whose text quotes what stands in it."""
    facts = {"programme": "one_year", "applicant_kind": "municipality", "municipality": "Skive", "themes": []}
    facts |= {"applicant": "Skive", "starts_on": f"{NAME} {ADDRESS}"}
    return RenderingFactory(agreement=AgreementFactory(facts=facts), status=WorkStatus.FAILED)


def misuse(site, faulty, log: str) -> None:
    """Meet a fault that an action reports, a page that is not there, and a request that is none."""
    manager = Person(site.address, UserFactory(name=NAME, email=ADDRESS, roles=[Role.MANAGER]))
    again = manager.post(reverse("overview:agreement_try_again", args=[faulty.agreement.pk]))
    lost = manager.get(f"/underskriv/{SECRET}/findes-ikke/?navn={ADDRESS}")
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as line:
        line.sendall(f"GET / HTTP/1.1\r\nCookie {ADDRESS}\r\n\r\n".encode())
        line.recv(100)
    until(lambda: "ValueError" in site.log(log), seconds=60, what="the fault in the task")

    assert (again.status, lost.status) == (302, 404)


def break_a_task(site, redis) -> None:
    """Meet a fault that nobody reports: its text quotes what the task was given."""
    with Celery(broker=redis.url, set_as_current=False) as celery:
        celery.send_task("praksis.tasks.deliver_email", [f"{NAME} {ADDRESS}"], retry=False)
    until(lambda: "ValidationError" in site.log("worker"), seconds=60, what="the fault of the task")


def test_with_redis_every_line_is_json_and_names_nobody(compose, redis, faulty):
    site = compose(redis_url=redis.url, **AS_ROOT)
    site.start("web", "worker")

    misuse(site, faulty, "worker")
    break_a_task(site, redis)
    site.start("beat")
    until(lambda: Heartbeat.objects.filter(name="beat").exists(), seconds=60, what="beat")
    site.stop("beat")

    written = site.log("web") + site.log("worker") + site.log("beat")
    lines = {name: [json.loads(line) for line in site.log(name).splitlines()] for name in ("web", "worker", "beat")}
    (fault,) = [line for line in lines["worker"] if line["logger"] == "celery.app.trace"]
    assert fault["message"].startswith("Task praksis.tasks.deliver_email[")
    assert fault["message"].endswith("] raised unexpected: ValidationError")
    assert fault["exception"]["type"] == "django.core.exceptions.ValidationError"
    assert [line["message"] for line in lines["worker"] if line["logger"] == "praksis.agreements"] == [
        f"agreement {faulty.agreement.pk} cannot be made: ValueError"
    ]
    messages = [line["message"] for line in lines["web"]]
    assert {"Not Found: /underskriv/[skjult]/findes-ikke/", "Invalid request"} <= set(messages)
    asked = [(line["method"], line["route"], line["status"]) for line in lines["web"] if line["message"] == "request"]
    assert ("POST", "overview:agreement_try_again", 302) in asked
    assert ("GET", None, 404) in asked
    assert [private for private in (NAME, ADDRESS, SECRET) if private in written] == []


def test_the_embedded_default_names_nobody_either(compose, faulty):
    site = compose()
    site.start("web")

    misuse(site, faulty, "web")

    assert [private for private in (NAME, ADDRESS, SECRET) if private in site.log("web")] == []


def test_with_pythons_own_lines_they_are_named(compose, redis, faulty):
    """The red twin of both."""
    site = compose(redis_url=redis.url, without="own_lines", **AS_ROOT)
    site.start("web", "worker")

    misuse(site, faulty, "worker")
    break_a_task(site, redis)

    written = site.log("web") + site.log("worker")
    assert [private for private in (NAME, ADDRESS, SECRET) if private in written] == [NAME, ADDRESS, SECRET]

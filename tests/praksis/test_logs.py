"""No person, no secret, and nothing that anybody wrote reaches the log."""

import io
import json
import logging

import pytest
from celery import shared_task
from django.db import IntegrityError
from django.test import Client

from praksis.logs import configuration
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.mail import PersonalLinkFactory

KEEPS = "/organisationer/0e7b7b5a-6c1c-4b0e-8f5e-0d8c7c8a9b10/"
PERSON = "Karen Koordinator"
ADDRESS = "karen@skive.example"
TEXT = f'duplicate key value: Key (name, email)=("{PERSON}", {ADDRESS}) already exists.'


class Log:
    """What our handler writes, under a kind of line."""

    def __init__(self, kind, **options):
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        made = configuration(kind, **options)["formatters"]["line"]
        self.handler.setFormatter(made.pop("()")(**made))

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.text.splitlines()]

    @property
    def messages(self) -> list[str]:
        return [line["message"] for line in self.lines]


@pytest.fixture
def listen():
    """Adds a handler of ours to Python's log for the length of the test."""
    root, added = logging.getLogger(), []

    def add(kind="json", **options):
        log = Log(kind, **options)
        root.addHandler(log.handler)
        added.append(log.handler)
        return log

    yield add
    for handler in added:
        root.removeHandler(handler)


@pytest.fixture
def log(listen):
    return listen()


def warn(text, *args, name="django.request", **options):
    logging.getLogger(name).warning(text, *args, **options)


# --- One line ---------------------------------------------------------------------------------------------------------


def test_a_line_is_one_json_object(log):
    warn("Broken:\n%s", "pipe", extra={"request": PERSON})

    (line,) = log.lines
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "WARNING", "logger": "django.request", "message": "Broken:\npipe"}
    assert log.text.count("\n") == 1


def test_a_plain_line_is_one_to_read(listen):
    log = listen("plain")

    warn("Not Found: %s", KEEPS)

    assert log.text.partition(" WARNING ")[2] == f"django.request Not Found: {KEEPS}\n"


def test_only_json_and_plain_can_be_asked_for():
    with pytest.raises(ValueError, match="LOG_FORMAT is 'yaml'; it can be json or plain"):
        configuration("yaml")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"Not Found: {KEEPS}", f"Not Found: {KEEPS}"),
        (f"Forbidden: /underskriv/{'a' * 36}.{'0' * 64}/", "Forbidden: /underskriv/[skjult]/"),
        ("Not Found: /udbakke/?q=Karen+Koordinator&side=2", "Not Found: /udbakke/?[skjult]"),
        (f"Not Found: /konto/{ADDRESS}/", "Not Found: /konto/[skjult]/"),
        ("Not Found: /konto/karen%40skive.example/", "Not Found: /konto/[skjult]/"),
        (f"refused <{ADDRESS}>, and no other", "refused <[skjult]>, and no other"),
        ("Invalid request from ip=192.0.2.7: Invalid HTTP Header: 'Cookie: session=abc'\n…", "Invalid request"),
        (f"Exception on exit:\nTraceback (most recent call last):\n {TEXT}", "Exception on exit:\n[skjult]"),
        (
            "consumer: Cannot connect to redis://127.0.0.1:6379/0",
            "consumer: Cannot connect to redis://127.0.0.1:6379/0",
        ),
    ],
)
def test_what_a_message_may_say(log, said, told):
    warn(said)

    assert log.messages == [told]


# --- Exceptions -------------------------------------------------------------------------------------------------------


def fail():
    raise IntegrityError(TEXT)


def fail_because_of_another():
    try:
        fail()
    except IntegrityError as error:
        raise ValueError(f"{PERSON} kan ikke gemmes") from error


@pytest.mark.parametrize("kind", ["json", "plain"])
def test_an_exception_is_told_by_its_type_and_place_alone(listen, kind):
    log = listen(kind)

    try:
        fail_because_of_another()
    except ValueError as error:
        warn("Could not save: %s", error, exc_info=True)
        warn(error)
        warn(f"{error} ({error!r})", exc_info=True)

    assert PERSON not in log.text
    assert ADDRESS not in log.text
    assert "django.db.utils.IntegrityError" in log.text
    assert "Could not save: ValueError" in log.text
    assert "ValueError (ValueError)" in log.text


def test_places_are_files_of_the_project_with_lines(log):
    try:
        fail_because_of_another()
    except ValueError:
        warn("Could not save", exc_info=True)

    (line,) = log.lines
    here = "tests/praksis/test_logs.py"
    assert line["exception"]["type"] == "builtins.ValueError"
    assert [place.partition(":")[0] for place in line["exception"]["where"]] == [here, here]
    assert line["exception"]["where"][-1].endswith(" fail_because_of_another")
    assert [cause["type"] for cause in line["because_of"]] == ["django.db.utils.IntegrityError"]
    assert line["because_of"][0]["where"][-1].endswith(" fail")


def test_an_endless_chain_of_calls_is_cut(log):
    def again(count):
        if count:
            again(count - 1)
        fail()

    try:
        again(100)
    except IntegrityError:
        warn("Deep", exc_info=True)

    assert len(log.lines[0]["exception"]["where"]) == 20


def test_a_mistake_in_a_log_call_does_not_print_its_arguments(log):
    record = logging.makeLogRecord({"msg": "Saved %d of %d", "args": (PERSON, "3")})

    line = json.loads(log.handler.format(record))

    assert line["message"] == "Saved %d of %d"


def test_a_developer_sees_the_text(listen):
    log = listen("plain", with_texts=True)

    try:
        fail()
    except IntegrityError:
        warn("Could not save", exc_info=True)

    assert TEXT in log.text


# --- Through the site -------------------------------------------------------------------------------------------------


@pytest.fixture
def faulty(settings):
    """A site with one address, at which a fault of ours quotes a person."""
    settings.ROOT_URLCONF = "tests.praksis.faulty_urls"
    return Client(raise_request_exception=False)


def test_a_fault_behind_a_page_leaves_no_person_in_the_log(log, faulty):
    response = faulty.get("/fejl/", {"q": PERSON})

    assert response.status_code == 500
    (line,) = [line for line in log.lines if line["logger"] == "django.request"]
    assert line["message"] == "Internal Server Error: /fejl/"
    assert line["exception"]["type"] == "django.db.utils.IntegrityError"
    assert line["exception"]["where"][-1].startswith("tests/praksis/faulty_urls.py:")
    assert PERSON not in log.text
    assert ADDRESS not in log.text


@shared_task(name="tests.faulty")
def faulty_task(person):
    raise IntegrityError(TEXT)


def test_a_fault_in_a_task_leaves_no_person_in_the_log(log):
    faulty_task.apply(args=[PERSON], task_id="7")

    (line,) = log.lines
    assert line["message"] == "Task tests.faulty[7] raised unexpected: IntegrityError"
    assert line["exception"]["type"] == "django.db.utils.IntegrityError"
    assert line["exception"]["where"][-1].startswith("tests/praksis/test_logs.py:")
    assert PERSON not in log.text
    assert ADDRESS not in log.text


def test_with_pythons_own_lines_both_faults_would_name_the_person(log, faulty):
    """The red twin of the two above."""
    log.handler.setFormatter(logging.Formatter("%(message)s"))

    faulty.get("/fejl/")
    of_the_page = log.text
    faulty_task.apply(args=[PERSON])

    assert PERSON in of_the_page
    assert f"raised unexpected: IntegrityError('{TEXT}" in log.text.removeprefix(of_the_page).replace("\\", "")


@pytest.mark.django_db
def test_a_personal_link_that_meets_an_error_is_not_logged(log):
    token = links.token(PersonalLinkFactory())

    Client().post(f"/organisationer/invitation/{token}/")

    assert log.messages == ["Method Not Allowed (POST): /organisationer/invitation/[skjult]/"]


@pytest.mark.django_db
def test_keys_of_accounts_are_not_logged(log, coordinator):
    client = Client(enforce_csrf_checks=True)
    Client().post("/konto/glemt-adgangskode/", {"email": coordinator.email})
    path = Email.objects.get().button_path

    client.post(path)
    client.post(f"/konto/bekraeft/{'k' * 50}/")

    secret = path.split("/")[-2]
    assert "Forbidden" in log.text
    assert "[skjult]" in log.text
    assert secret not in log.text
    assert "k" * 50 not in log.text


# --- Requests ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def requests(log, settings):
    """What the middleware of requests writes; production has it (LOG_FORMAT=json)."""
    others = [name for name in settings.MIDDLEWARE if name != "praksis.middleware.log_requests"]
    settings.MIDDLEWARE = ["praksis.middleware.log_requests", *others]

    def written():
        found = [line for line in log.lines if line["logger"] == "praksis.requests"]
        assert all(isinstance(line.pop("milliseconds"), int) and line.pop("time") for line in found)
        return found

    return written


@pytest.mark.django_db
def test_a_request_is_a_line_without_who_what_and_where_from(requests, log, coordinator, client):
    client.force_login(coordinator)
    address = {"REMOTE_ADDR": "192.0.2.7"}

    client.get("/mine/", {"q": PERSON}, **address)
    client.post("/forloeb/2026-0042/trin/7/", {"navn": PERSON}, **address)
    client.get(f"/findes-ikke/{PERSON}/", **address)

    line = {"level": "INFO", "logger": "praksis.requests", "message": "request"}
    assert requests() == [
        {**line, "method": "GET", "route": "overview:mine", "status": 200},
        {**line, "method": "POST", "route": "engagements:step", "status": 405},
        {**line, "method": "GET", "route": None, "status": 404},
    ]
    assert "192.0.2.7" not in log.text
    assert coordinator.email not in log.text


def test_a_request_that_meets_a_fault_is_a_line_too(requests, faulty):
    faulty.get("/fejl/")

    assert [(line["route"], line["status"]) for line in requests()] == [("fault", 500)]

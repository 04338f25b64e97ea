"""A real Chromium, a real mail server, and a real Celery worker and beat, around the live site."""

import email
import email.policy
import re
import socket
import time
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone
from playwright.sync_api import Page, expect

from applications.rounds import actions as rounds
from applications.rounds.models import Programme
from praksis import embedded
from praksis.cases.actors import SYSTEM
from praksis.reference import load_all
from praksis.working_days import end_of_day
from tests.journeys.people import Visitor

# In milliseconds: how long a page may take to show what a person did, on a machine that is busy with other things.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "args": [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
        ],
    }


class Mailbox:
    """The mail server's side: every letter that came, as a person finds it."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name aiosmtpd asks for
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def wait_for(self, to, subject):
        """The newest letter to an address with these words in its subject, waiting until it comes."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for letter in reversed(self.letters):
                if letter["To"] == to and subject in letter["Subject"]:
                    return letter.get_body(("plain",)).get_content()
            Page.wait_for_timeout(self.page, 200)
        raise AssertionError(f"No letter to {to} about {subject}: {[str(one['Subject']) for one in self.letters]}")

    def link(self, to, subject):
        """The address in that letter."""
        return re.search(r"https?://\S+", self.wait_for(to, subject)).group()

    def code(self, to):
        """The six digits in the newest letter with a code."""
        return re.search(r"\b\d{6}\b", self.wait_for(to, "kode")).group()


@pytest.fixture
def mailbox(page):
    box = Mailbox()
    box.page = page
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        box.port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    yield box
    server.stop()


@pytest.fixture
def site(transactional_db, live_server, mailbox, settings):
    """The site with its reference data, its worker and its beat; letters go to the mailbox."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.port
    settings.SITE_URL = live_server.url
    load_all()
    embedded.start()
    yield live_server.url
    embedded.stop()


@pytest.fixture
def round_(site):
    """An open round for next year, with the questions and criteria of the one-year programme."""
    today = timezone.localdate()
    round_ = rounds.create_round(
        Programme.objects.get(kind="one_year"),
        name="Næste år",
        period_from=today.replace(year=today.year + 1, month=1, day=1),
        period_to=today.replace(year=today.year + 1, month=12, day=31),
        opens_at=timezone.now() - timedelta(days=5),
        deadline=end_of_day(today + timedelta(days=20)),
        places=5,
        by=SYSTEM,
    )
    rounds.open_round(round_, by=SYSTEM)
    return round_


@pytest.fixture
def visitor(browser, site):
    """Make people: `visitor()` without an account, `visitor(user)` signed in; `kind` is how they use the browser."""
    contexts = []

    def arrive(user=None, *, width=1280, kind=Visitor):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="da-DK", java_script_enabled=kind.has_scripts
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        person = kind(context.new_page(), site)
        if user:
            person.sign_in(user)
        return person

    yield arrive
    for context in contexts:
        context.close()

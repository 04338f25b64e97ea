"""A real Chromium, a real mail server, and a real Celery worker and beat, around the live site."""

import email
import email.policy
import re
import socket
import time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Page, expect

from praksis import embedded
from praksis.reference import load_all

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "correct horse battery staple"


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


class Visitor:
    """A person at a browser of their own. Every page they look at is checked by axe, and for sideways scrolling."""

    def __init__(self, page, site):
        self.page, self.site = page, site
        self.problems = []
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("console", self._note)

    def _note(self, message):
        if message.type == "error" and "status of 4" not in message.text:
            self.problems.append(f"console: {message.text}")

    def go(self, path):
        self.page.goto(path if path.startswith("http") else self.site + path)
        self.look()

    def press(self, name, exact=True):
        """Press a button or follow a link by its words, and look at what comes."""
        button = self.page.get_by_role("main").get_by_role("button", name=name, exact=exact)
        target = button if button.count() else self.page.get_by_role("main").get_by_role("link", name=name, exact=exact)
        target.first.click()
        self.page.wait_for_load_state()
        self.look()

    def look(self):
        """Nothing for axe to say, no error of the browser, nothing beyond the edge."""
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("axe.run().then(result => result.violations.map(v => [v.id, v.nodes[0].html]))")
        assert found == [], f"{self.page.url}: {found}"
        assert self.problems == [], f"{self.page.url}: {self.problems}"
        assert self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    def fill(self, name, text):
        """Fill in the field with this name."""
        self.page.locator(f"[name='{name}']").fill(text)

    def sees(self, text):
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def sign_in(self, user):
        self.go("/konto/log-ind/")
        self.fill("login", user.email)
        self.fill("password", PASSWORD)
        self.press("Log ind")


@pytest.fixture
def visitor(browser, site):
    """Make people: `visitor()` without an account, `visitor(user)` signed in."""
    contexts = []

    def arrive(user=None, width=1280):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="da-DK")
        context.set_default_timeout(20_000)
        contexts.append(context)
        person = Visitor(context.new_page(), site)
        if user:
            person.sign_in(user)
        return person

    yield arrive
    for context in contexts:
        context.close()

"""People at browsers: signed in, each with a connection of its own, and a note of what the site acknowledged."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from select import POLLIN, poll
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

CSRF = "drill" * 6 + "dr"


@dataclass(frozen=True)
class Answer:
    """What the site answered; status 0 where it did not answer at all."""

    status: int
    seconds: float
    location: str = ""
    body: bytes = b""

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


@dataclass
class Person:
    """One browser. `user` is signed in from the beginning; without one it is a visitor. Gives up after `timeout` s."""

    address: str
    user: object = None
    timeout: float = 60
    answers: list[Answer] = field(default_factory=list)

    def __post_init__(self):
        self.cookies = {"csrftoken": CSRF}
        if self.user:
            client = Client()
            client.force_login(self.user)
            self.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.line = None

    def __del__(self):
        if self.line:
            self.line.close()

    def get(self, path: str, **headers) -> Answer:
        """Open a page. Redirects are not followed."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, data=None, **headers) -> Answer:
        """Send a form."""
        body = urlencode({"csrfmiddlewaretoken": CSRF, **(data or {})}, doseq=True)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def attach(self, path: str, field: str, name: str, content: bytes) -> Answer:
        """Send one file as a page with scripts does; what comes back is the part of the page that shows the field."""
        file = SimpleUploadedFile(name, content)
        body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": CSRF, field: file})
        return self._ask("POST", path, body, {"Content-Type": MULTIPART_CONTENT, "HX-Request": "true"})

    def _ask(self, method, path, body, headers):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        began = time.monotonic()
        try:
            if self.line and self._has_ended():
                self.line.close()
                self.line = None
            if self.line is None:
                self.line = HTTPConnection(urlsplit(self.address).netloc, timeout=self.timeout)
            self.line.request(method, path, body, headers)
            response = self.line.getresponse()
            body = response.read()
            answer = Answer(response.status, time.monotonic() - began, response.headers.get("Location", ""), body)
        except (OSError, HTTPException):
            self.line.close()
            self.line = None
            answer = Answer(0, time.monotonic() - began)
        self.answers.append(answer)
        return answer

    def _has_ended(self) -> bool:
        """Whether the site has closed the idle connection, which a browser sees before it uses it again."""
        if self.line.sock is None:
            return False
        ready = poll()
        ready.register(self.line.sock, POLLIN)
        return bool(ready.poll(0))


def all_at_once(calls, *, in_flight: int) -> list:
    """Make the calls, at most so many at a time, the first ones at the same instant; their results in order."""
    start = threading.Barrier(min(in_flight, len(calls)))
    first = set(range(start.parties))

    def run(numbered):
        number, call = numbered
        if number in first:
            start.wait(timeout=60)
        return call()

    with ThreadPoolExecutor(in_flight) as pool:
        return list(pool.map(run, enumerate(calls)))


def percentile(values, share: float) -> float:
    """The value that `share` (0–1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

"""Asking for an address as somebody, in a savepoint that is rolled back; what came of it, in the table's words."""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.addresses import address_of, addresses
from tests.access.addresses.address import Address
from tests.access.world import World

WRITES = re.compile(r"(INSERT( OR IGNORE)? INTO|UPDATE|DELETE FROM) \"(?P<table>\w+)\"")
# A page may remember who looks at it, and how often a password was tried.
NOT_COUNTED = {"django_session", "praksis_cache"}


@dataclass(frozen=True)
class Answer:
    """What came of a request: in the table's words, with the tables that were written to."""

    word: str
    written: frozenset[str]
    response: HttpResponse


@contextmanager
def rolled_back():
    """A savepoint of which nothing stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def written():
    """The tables that are written to, but those not counted. Nothing is kept of the queries: there are many."""
    tables = set()

    def watch(execute, sql, params, many, context):
        if match := WRITES.search(sql):
            tables.add(match["table"])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables
    tables -= NOT_COUNTED


class Asker:
    """Asks as each of the world's people. Everybody signs in once, and addresses are looked up once."""

    def __init__(self, world: World):
        self.world = world
        self._known = addresses(world)
        self._cookies = {name: self._sign_in(person) for name, person in world.people.items()}

    def _sign_in(self, person) -> str:
        client = Client()
        if person:
            client.force_login(person)
        return client.cookies.output(header="", sep=";")

    def client(self, who: str, **settings) -> Client:
        """A browser of that person's, signed in."""
        client = Client(raise_request_exception=False, **settings)
        client.cookies = SimpleCookie(self._cookies[who])
        return client

    def address(self, name: str) -> tuple[str, Address]:
        """As `address_of`, of the world as it was in the beginning; its files are read from their beginning."""
        path, address = address_of(name, self._known)
        for value in address.data.values():
            if hasattr(value, "seek"):
                value.seek(0)
        return path, address

    def ask(self, who: str, method: str, name: str) -> Answer:
        """Send the request of one cell, and take back whatever it did."""
        path, address = self.address(name)
        with rolled_back():
            client = self.client(who)
            if address.before:
                address.before(client)
            send = {"GET": client.get, "POST": client.post}[method]
            with written() as tables:
                kind = {"content_type": "application/json"} if address.as_json else {}
                response = send(path, address.data if method == "POST" else None, headers=address.headers, **kind)
                if response.get("Location", "").startswith(reverse("admin:login")):
                    # Django's admin leads everybody to its sign-in, which says no to whoever may not enter.
                    response = client.get(response["Location"])
            body = b"".join(response.streaming_content) if response.streaming else response.content
        response.body = body
        return Answer(_word(response, method, tables), frozenset(tables), response)


def _word(response, method: str, written: set) -> str:
    if response.status_code == 302:
        return "in" if response["Location"].startswith(reverse(settings.LOGIN_URL) + "?next=") else "ok"
    shows_again = method == "POST" and response.status_code in {200, 422} and not written
    is_page = response.get("Content-Type", "").startswith("text/html")
    return "no" if shows_again and is_page else str(response.status_code)


def post(client: Client, name: str, world: World, **changes) -> HttpResponse:
    """Send a row's POST with some of its fields changed. What it does stays."""
    path, address = address_of(name, world)
    return client.post(path, {**address.data, **changes})

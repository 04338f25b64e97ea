"""Personas and the strict harness."""

import socket
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from praksis.accounts.models import Role
from praksis.documents.rendering import renderer
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory, MunicipalityFactory


@pytest.fixture(scope="session", autouse=True)
def _stop_the_child():
    """One warm child makes the PDFs of all tests, and ends with them."""
    yield
    renderer.stop()


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Refuse every connection beyond this machine."""
    connect = socket.socket.connect

    def only_loopback(self, address):
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"A test reached for the network: {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_loopback)


@pytest.fixture(autouse=True)
def unordered_rows_come_backwards(monkeypatch):
    """Give the rows of a query without an order the other way round, so that nothing comes to rely on their order."""
    fetch = QuerySet._fetch_all

    def fetch_all(self):
        is_new = self._result_cache is None
        fetch(self)
        if is_new and not self.ordered:
            self._result_cache.reverse()

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_all)


@pytest.fixture
def connection_queries():
    """Capture the queries that count: neither BEGIN, COMMIT nor savepoints."""

    @contextmanager
    def capture():
        queries = []
        with CaptureQueriesContext(connection) as context:
            yield queries
        around = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
        queries += [query["sql"] for query in context.captured_queries if not query["sql"].startswith(around)]

    return capture


@pytest.fixture
def municipality():
    return MunicipalityFactory(short_name="Skive", code="0779", region="Midtjylland", population=46_599)


@pytest.fixture
def coordinator(municipality):
    """A confirmed owner in Skive."""
    user = UserFactory(name="Karen Koordinator", email="karen@skive.example")
    MembershipFactory(user=user, organisation=municipality)
    return user


@pytest.fixture
def stranger():
    """A confirmed owner in another municipality."""
    user = UserFactory(name="Frede Fremmed", email="frede@thisted.example")
    MembershipFactory(user=user, organisation=MunicipalityFactory(short_name="Thisted", code="0787"))
    return user


@pytest.fixture
def manager():
    return UserFactory(name="Mona Manager", email="mona@praksis.example", roles=[Role.MANAGER])


@pytest.fixture
def approver():
    return UserFactory(name="Anders Approver", email="anders@praksis.example", roles=[Role.APPROVER])


@pytest.fixture
def consultant():
    return UserFactory(name="Kim Konsulent", email="kim@praksis.example", roles=[Role.CONSULTANT])


@pytest.fixture
def administrator():
    return UserFactory(name="Ada Admin", email="ada@praksis.example", roles=[Role.ADMINISTRATOR])

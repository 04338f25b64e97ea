"""The pages that stand when something else does not, through the whole stack."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.urls import include, path

from praksis import urls
from tests.pages import links, texts

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

FAULTS = {
    "400": SuspiciousOperation,
    "403": PermissionDenied,
    "500": ZeroDivisionError,
    "503": OperationalError,
}


@login_not_required
def fail(request, fault):
    """A view in which something goes wrong."""
    raise FAULTS[fault]("on purpose")


urlpatterns = [path("fejl/<fault>/", fail), path("", include("praksis.urls"))]
handler500 = urls.handler500


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/fejl/400/", 400, "Vi kunne ikke læse det, der blev sendt"),
        ("/fejl/403/", 403, "Det har du ikke adgang til"),
        ("/findes-ikke/", 404, "Siden findes ikke"),
        ("/fejl/500/", 500, "Der gik noget galt hos os"),
        ("/fejl/503/", 503, "Praksis er optaget et øjeblik"),
    ],
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_a_fault_gives_a_danish_page_with_a_way_on(client, coordinator, address, status, heading, signed_in):
    client.raise_request_exception = False
    if signed_in:
        client.force_login(coordinator)

    page = client.get(address)

    assert page.status_code == status
    assert texts(page, "h1") == [heading]
    assert texts(page, "title") == [f"{heading} – Praksis"]
    assert [link for link in links(page, "main a") if link not in {"/", "/kontakt/"}] == []
    assert links(page, ".word-mark") == ["/"]
    assert texts(page, "html")[0].count("on purpose") == 0


def test_a_database_that_is_away_gives_the_same_page_before_the_view_is_reached(client, coordinator):
    client.raise_request_exception = False
    client.force_login(coordinator)

    def away(execute, sql, params, many, context):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(away):
        page = client.get("/mine/")

    assert page.status_code == 503
    assert texts(page, "h1") == ["Praksis er optaget et øjeblik"]

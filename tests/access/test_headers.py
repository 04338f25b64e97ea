"""What every answer says to the browser, and how the cookies are kept under the production's settings."""

import json
import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.addresses import address_of
from tests.factories.accounts import PASSWORD
from tests.pages import texts

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "overview:front": "visitor",
    "account_login": "visitor",
    "overview:mine": "owner",
    "applications:section": "owner",
    "applications:round_application": "manager",
    "engagements:course": "reviewer",
    "mail:list": "manager",
    "admin:index": "administrator",
    # 404, 403 and 410
    "applications:decision@unannounced": "owner",
    "accounts:staff_list": "owner",
    "organisations:invitation_answer": "visitor",
}
# What django-csp is told (settings.py), and no page may loosen
POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
WANTED = """SESSION_COOKIE_NAME SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE CSRF_COOKIE_NAME
    CSRF_COOKIE_SECURE CSRF_COOKIE_HTTPONLY CSRF_COOKIE_SAMESITE SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS
    SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_HSTS_PRELOAD SECURE_PROXY_SSL_HEADER SECURE_REDIRECT_EXEMPT DEBUG DEMO
    ALLOWED_HOSTS""".split()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_carries_the_headers(world, name):
    client = Client()
    if world.people[PAGES[name]]:
        client.force_login(world.people[PAGES[name]])

    response = client.get(address_of(name, world)[0])

    assert set(response["Content-Security-Policy"].split("; ")) == POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.fixture(scope="module")
def production_environment() -> dict[str, str]:
    """The variables under which `make test` tries the settings of production."""
    sys.path.insert(0, str(ROOT / "bin"))
    try:
        spec = spec_from_file_location("check_everything", ROOT / "bin" / "check.py")
        module = module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "bin"))
    return {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "praksis.settings", **module.PRODUCTION}


@pytest.fixture(scope="module")
def production(production_environment, tmp_path_factory) -> dict:
    """What the settings are in production, read by a process of its own."""
    program = "import json, sys; from praksis import settings; "
    program += "print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}))"
    told = subprocess.run(
        [sys.executable, "-c", program, *WANTED],
        cwd=ROOT,
        env={**production_environment, "DATA_DIR": str(tmp_path_factory.mktemp("data"))},
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: value for name, value in json.loads(told.stdout).items() if value is not None}


def test_the_settings_of_production_have_nothing_to_object_to(production_environment, tmp_path):
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**production_environment, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert (checked.returncode, checked.stderr) == (0, "")


def test_production_is_neither_a_demo_nor_open_to_debugging(production):
    assert (production["DEBUG"], production["DEMO"], production["ALLOWED_HOSTS"]) == (False, False, ["praksis.example"])


@pytest.fixture
def https(settings, production):
    """A browser's connection in production: by HTTPS, through the proxy."""
    for name, value in production.items():
        setattr(settings, name, tuple(value) if name == "SECURE_PROXY_SSL_HEADER" else value)
    return {"secure": True, "headers": {"Host": "praksis.example", "X-Forwarded-Proto": "https"}}


def test_cookies_are_kept_to_this_host_to_https_and_from_scripts(world, https):
    client = Client()
    client.get(reverse("account_login"), **https)
    client.post(reverse("account_login"), {"login": world.owner.email, "password": PASSWORD}, **https)

    assert {name: name.startswith("__Host-") for name in client.cookies} == {
        "__Host-csrf": True,
        "__Host-session": True,
    }
    for cookie in client.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["domain"], cookie["path"]) == ("", "/")


def test_plain_http_leads_to_https_but_for_the_watchman(client, https):
    host = {"Host": "praksis.example"}

    page, *health = [client.get(path, headers=host) for path in ("/kontakt/", "/healthz", "/readyz")]

    assert (page.status_code, page["Location"]) == (301, "https://praksis.example/kontakt/")
    assert [answer.status_code for answer in health] == [200, 200]


def test_https_is_remembered_for_a_year(client, https):
    response = client.get("/kontakt/", **https)

    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_another_host_is_not_answered(client, https):
    response = client.get("/kontakt/", secure=True, headers={"Host": "ond.example"})

    assert (response.status_code, texts(response, "h1")) == (400, ["Vi kunne ikke læse det, der blev sendt"])

"""What docs/operating.md and docker-compose.yml promise to whoever runs an installation."""

import ast
import re
from pathlib import Path

import pytest
import yaml
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[1]
OURS = ["migrate", "web", "worker", "beat"]
RUNNING = ["web", "worker", "beat", "postgres", "redis"]
# What a container has no use for, or what the image settles
NOT_IN_COMPOSE = set(
    """CONN_MAX_AGE DATA_DIR DEBUG DEMO EMAIL_TIMEOUT HOST LOG_FORMAT LOG_LEVEL MEDIA_ROOT PORT STATIC_ROOT""".split()
)


def read_by(path: str) -> set[str]:
    """The variables that a file of Python reads: env("X"), env.list("X"), os.environ.get("X"), os.environ["X"]."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Call) and re.fullmatch(r"(env|env\.\w+|os\.environ\.get)", ast.unparse(node.func)):
            found.add(ast.literal_eval(node.args[0]))
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            found.add(ast.literal_eval(node.slice))
    return found


SETTINGS = read_by("praksis/settings.py") | read_by("gunicorn.conf.py")


def documented() -> list[str]:
    """The variables of the table in docs/operating.md."""
    section = (ROOT / "docs" / "operating.md").read_text().partition("\n## Settings\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def test_every_setting_that_is_read_stands_in_the_table_and_no_other():
    assert {"SECRET_KEY", "DATABASE_URL", "WEB_CONCURRENCY", "EMAIL_URL", "LINK_KEYS"} <= SETTINGS
    assert sorted(documented()) == sorted(SETTINGS)


def with_secrets(patterns, before: str = "") -> set[str]:
    """What stands before the secret in the addresses that hold one."""
    found = set()
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            found |= with_secrets(pattern.url_patterns, path)
        elif "token" in path:
            found.add("/" + path.partition("<")[0])
    return found


def test_the_paths_with_secrets_that_a_proxy_must_not_log_are_named():
    section = (ROOT / "docs" / "operating.md").read_text().partition("\n## Production with Docker\n")[2]
    named = re.findall(r"`(/[\w/-]+/)`", section.partition("(Gunicorn writes no access log")[0])

    secret = with_secrets(get_resolver().url_patterns)
    # Those of signing in are below /konto/, and call theirs a key; what lies below another is named with it.
    assert {"/underskriv/", "/tilmelding/", "/program/tjek/"} <= secret
    assert sorted(named) == sorted({*secret, "/konto/"} - {"/tilmelding/forloeb/"})


@pytest.fixture(scope="module")
def compose():
    """docker-compose.yml as it is read."""
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_the_composition_has_every_part_and_one_beat(compose):
    services = compose["services"]

    assert sorted(services) == sorted(["migrate", *RUNNING])
    assert [name for name in services if {"deploy", "scale"} & set(services[name])] == []


@pytest.mark.parametrize("name", RUNNING)
def test_what_runs_is_asked_how_it_is_and_started_again(name, compose):
    service = compose["services"][name]

    assert set(service["healthcheck"]) >= {"interval", "retries", "test", "timeout"}
    assert service["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", OURS)
def test_our_containers_have_no_rights_and_write_to_the_data_alone(name, compose):
    service = compose["services"][name]
    user = re.findall(r"^USER (\w+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert user == ["praksis"]
    assert "user" not in service
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["data:/data"]


def test_what_must_survive_lies_in_volumes(compose):
    kept = {volume for service in compose["services"].values() for volume in service["volumes"]}

    assert kept == {"data:/data", "postgres:/var/lib/postgresql/data", "redis:/data"}
    assert sorted(compose["volumes"]) == ["data", "postgres", "redis"]


def test_only_the_site_can_be_reached_and_only_from_the_proxy(compose):
    assert {name: service["ports"] for name, service in compose["services"].items() if "ports" in service} == {
        "web": ["127.0.0.1:${PORT:-8000}:8000"]
    }


def test_nobody_starts_before_the_tables_are_there(compose):
    ready = {
        "migrate": {"condition": "service_completed_successfully"},
        "postgres": {"condition": "service_healthy"},
        "redis": {"condition": "service_healthy"},
    }

    assert [compose["services"][name]["depends_on"] for name in ("web", "worker", "beat")] == [ready] * 3
    assert compose["services"]["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}


def test_redis_forgets_nothing_and_throws_nothing_away(compose):
    command = compose["services"]["redis"]["command"]
    options = dict(zip(command[1::2], command[2::2], strict=True))

    assert (options["--appendonly"], options["--maxmemory-policy"]) == ("yes", "noeviction")


def test_every_setting_that_production_needs_can_be_given(compose):
    given = set(compose["services"]["web"]["environment"])

    assert given == SETTINGS - NOT_IN_COMPOSE


def test_the_example_names_every_value_that_must_be_given():
    text = (ROOT / "docker-compose.yml").read_text()
    example = re.findall(r"^(\w+)=", (ROOT / "docker.env.example").read_text(), re.MULTILINE)

    assert sorted(example) == sorted(set(re.findall(r"\$\{(\w+):\?", text)))

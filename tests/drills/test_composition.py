"""What the drills try is what docker-compose.yml starts."""

import re
from pathlib import Path

from services import REDIS

from tests.drills.composition import COMMANDS, ROOT


def production(service: str) -> list[str]:
    """The words of a service's command in docker-compose.yml."""
    text = (ROOT / "docker-compose.yml").read_text().partition("\nservices:\n")[2]
    of_it = re.search(rf"^  {service}:\n((?:    .*\n|\n)+)", text, re.MULTILINE)[1]
    return re.findall(r'"([^"]*)"', re.search(r"^    command: \[([^\]]*)\]", of_it, re.MULTILINE)[1])


def drilled(program: str) -> list[str]:
    """The same words as the drills use them, with the names of files and the application put in."""
    names = {"celery": "praksis", "folder": "/tmp", "name": program}
    program, *arguments = (str(part).format(**names) for part in COMMANDS[program])
    return [Path(program).name, *arguments]


def test_redis_has_the_options_it_has_in_production():
    program, *options = production("redis")

    assert program == "redis-server"
    assert dict(zip(options[::2], options[1::2], strict=True)) == {f"--{name}": value for name, value in REDIS.items()}


def test_the_worker_is_started_as_in_production():
    assert drilled("worker") == production("worker")


def test_beat_is_started_as_in_production():
    # Where it keeps its schedule is the machine's; without a pid file, as in a container, any number can be started.
    assert [part for part in drilled("beat") if part not in {"--pidfile", ""}] == [
        part.replace("/tmp/schedule", "/tmp/beat.schedule") for part in production("beat")
    ]

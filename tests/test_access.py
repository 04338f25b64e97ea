"""Every address of the site as every kind of person: what they get is what the table says (tests/access/table.py)."""

import pytest
from django.urls import get_resolver

from tests.access.asking import Asker
from tests.access.table import blocks
from tests.access.world import PEOPLE, World

pytestmark = pytest.mark.django_db

BLOCKS = blocks()
ROWS = {(method, name): expected for rows in BLOCKS.values() for method, name, expected in rows}


@pytest.fixture
def asker(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Asker(World())


def noticed(asker, method: str, name: str) -> list[str]:
    """The cells in which what a person gets is not what the table says."""
    found = []
    for who in PEOPLE:
        expected, answer = ROWS[method, name][who], asker.ask(who, method, name)
        if answer.word != expected:
            found.append(f"{method} {name} as {who}: {answer.word}, not {expected}")
        elif answer.written and (method == "GET" or expected not in {"ok", "200"}):
            found.append(f"{method} {name} as {who}: {answer.word}, but wrote {sorted(answer.written)}")
    return found


@pytest.mark.parametrize("heading", BLOCKS)
def test_everybody_gets_what_the_table_says(asker, heading):
    wrong = [line for method, name, _ in BLOCKS[heading] for line in noticed(asker, method, name)]

    assert wrong == []


def named_addresses(patterns, namespace="") -> set[str]:
    """Every URL name of the site; of Django's admin only its first page."""
    names = set()
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            names |= {"admin:index"} if inner == "admin:" else named_addresses(pattern.url_patterns, inner)
        elif pattern.name:
            names.add(namespace + pattern.name)
    return names


def test_the_table_has_a_row_for_every_address_and_no_others():
    in_the_table = {name.partition("@")[0] for _, name in ROWS}

    assert in_the_table == named_addresses(get_resolver().url_patterns)

"""The command that calculates a kept round anew. The tests ask for no database, so that any query is refused."""

import ast
import copy
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import applications.allocation.sums as package
from tests.applications.allocation.sums.example import ANALYSIS, EXAMPLE
from tests.applications.allocation.sums.test_reading import WRONG, with_

ROOT = Path(__file__).parents[4]


@pytest.fixture
def kept(tmp_path):
    file = tmp_path / "snapshot.json"
    file.write_text(json.dumps(EXAMPLE))
    return file


def replay(file):
    out = StringIO()
    call_command("replay_allocation", str(file), stdout=out)
    return out.getvalue()


def test_the_analysis_is_printed_with_its_keys_sorted(kept):
    printed = replay(kept)

    assert json.loads(printed) == ANALYSIS
    assert printed == json.dumps(ANALYSIS, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def test_the_same_file_gives_the_same_text(kept, tmp_path):
    other = tmp_path / "other.json"
    turned = copy.deepcopy(EXAMPLE)
    turned["applicants"].reverse()
    turned["reviews"].reverse()
    other.write_text(json.dumps(turned, indent=4, ensure_ascii=True))

    assert replay(kept) == replay(kept) == replay(other)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}", "version: is missing"),
        ("", r"the snapshot: is not JSON in UTF-8"),
        (json.dumps({**EXAMPLE, "places": 0}), "places: must be a whole number, 1 or more"),
    ],
)
def test_a_wrong_file_ends_with_2_and_names_the_field(kept, content, message):
    kept.write_text(content)

    with pytest.raises(CommandError, match=message) as refusal:
        replay(kept)

    assert refusal.value.returncode == 2


@pytest.mark.parametrize(("path", "value", "message"), WRONG)
def test_whatever_field_is_wrong_is_named_and_ends_with_2(kept, path, value, message):
    kept.write_text(json.dumps(with_(path, value)))

    with pytest.raises(CommandError) as refusal:
        replay(kept)

    assert str(refusal.value) == message
    assert refusal.value.returncode == 2


def test_a_file_that_is_not_there_ends_with_2(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.json cannot be read") as refusal:
        replay(tmp_path / "nowhere.json")

    assert refusal.value.returncode == 2


def test_it_works_where_no_database_answers(kept):
    """In a process of its own, with the order of Python's sets another than here."""
    wrong = kept.with_name("wrong.json")
    wrong.write_text(
        json.dumps({**EXAMPLE, "reviews": [{"reviewer": "r1", "applicant": "0101", "scores": {"need": 9}}]})
    )
    nowhere = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "manage.py", "replay_allocation"]

    right, refused = (
        subprocess.run([*command, file], cwd=ROOT, env=nowhere, capture_output=True, text=True)
        for file in (kept, wrong)
    )

    assert (right.returncode, json.loads(right.stdout), right.stderr) == (0, ANALYSIS, "")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "CommandError: reviews[0].scores.need: must be a whole number, from 0 to 4\n"


def test_the_sums_import_nothing_but_python_and_themselves():
    foreign = []
    for path in sorted(Path(package.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            foreign += [
                f"{path.name}: {module}"
                for module in modules
                if module.split(".")[0] not in sys.stdlib_module_names
                and not f"{module}.".startswith(f"{package.__name__}.")
            ]

    assert foreign == []

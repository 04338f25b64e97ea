"""Keeps the house as docs/architecture.md draws it."""

import ast
import importlib
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template.loader import get_template
from django.urls import get_resolver

ROOT = Path(__file__).parent.parent
FLOORS = {"praksis": 0, "applications": 1, "conferences": 1, "engagements": 2, "overview": 3}
# Within a wing a room may import those before it.
ROOMS = {
    "praksis": ["mail", "cases", "accounts", "organisations", "documents", "staffing"],
    "applications": ["rounds", "drafting", "assessment", "casework", "allocation", "decisions"],
    "conferences": ["programme", "registration", "door", "afterwards"],
    "engagements": ["courses", "attendance", "meetings", "plans", "agreements", "evaluation", "knowledge", "dashboard"],
    "overview": ["public", "home", "operations", "demo"],
}
NAMES_THE_WINGS = {"praksis/settings.py", "praksis/urls.py", "praksis/celery.py"}
FORBIDDEN_NAMES = {"common", "core", "utils", "helpers", "services"}


def sources():
    for wing in FLOORS:
        for path in sorted((ROOT / wing).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT)


def imports(path):
    """The modules that a file imports, also inside its functions; not what it names for its types alone."""
    tree = ast.parse((ROOT / path).read_text())
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def room_of(parts):
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS.get(parts[0], []) else None


def test_imports_go_down_the_floors():
    climbing = [
        f"{path} imports {module}"
        for path in sources()
        if str(path) not in NAMES_THE_WINGS
        for module in imports(path)
        if module.split(".")[0] in FLOORS
        and module.split(".")[0] != path.parts[0]
        and FLOORS[module.split(".")[0]] >= FLOORS[path.parts[0]]
    ]

    assert climbing == []


def test_a_room_imports_only_itself_and_rooms_before_it():
    backwards = []
    for path in sources():
        wing, room = path.parts[0], room_of(path.with_suffix("").parts)
        for module in imports(path):
            other = room_of(module.split(".")) if module.split(".")[0] == wing else None
            if room and other and ROOMS[wing].index(other) > ROOMS[wing].index(room):
                backwards.append(f"{path} imports {module}")

    assert backwards == []


def test_every_room_stands_in_the_list():
    packages = {
        wing: {path.parent.name for path in (ROOT / wing).glob("*/__init__.py")}
        - {"migrations", "management", "templatetags", "data"}
        for wing in FLOORS
    }

    assert packages == {wing: set(rooms) for wing, rooms in ROOMS.items()}


@pytest.mark.parametrize("gathered", ["models", "admin", "urls"])
def test_each_wing_gathers_what_its_rooms_have(gathered):
    missing = []
    for wing, rooms in ROOMS.items():
        gatherer = ROOT / wing / f"{gathered}.py"
        named = set(imports(gatherer.relative_to(ROOT))) if gatherer.exists() else set()
        for room in rooms:
            module = f"{wing}.{room}.{gathered}"
            has_it = (ROOT / wing / room / f"{gathered}.py").exists() or (ROOT / wing / room / gathered).is_dir()
            if has_it and not any(name == module or name.startswith(f"{module}.") for name in named):
                text = gatherer.read_text() if gatherer.exists() else ""
                if f"from {wing}.{room} import" not in text and f'"{module}"' not in text:
                    missing.append(module)

    assert missing == []


def test_every_model_lies_in_a_room_that_is_gathered():
    for wing in FLOORS:
        models = importlib.import_module(f"{wing}.models") if (ROOT / wing / "models.py").exists() else None
        for model in apps.get_app_config(wing).get_models():
            assert getattr(models, model.__name__, None) is model, f"{model} is not gathered"


def test_a_status_changes_only_in_actions():
    """`become` and `.status =` stand in actions.py (or a module of a package actions/), and nowhere else."""
    elsewhere = []
    for path in sources():
        if "actions" in path.with_suffix("").parts or str(path) in {"praksis/db.py", "praksis/work.py"}:
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text())):
            sets = isinstance(node, ast.Assign | ast.AugAssign) and any(
                isinstance(target, ast.Attribute) and target.attr == "status"
                for target in getattr(node, "targets", [getattr(node, "target", None)])
            )
            becomes = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "become"
            if sets or becomes:
                elsewhere.append(f"{path}:{node.lineno}")

    assert elsewhere == []


@pytest.mark.parametrize("module", ["views", "forms", "admin", "permissions", "emails"])
def test_no_transaction_outside_the_actions(module):
    named = [path for path in sources() if module in path.with_suffix("").parts]

    assert [str(path) for path in named if "transaction" in (ROOT / path).read_text()] == []


def test_views_are_functions():
    classes = [
        f"{path}: {node.name}"
        for path in sources()
        if path.name == "views.py" or "views" in path.parts
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.ClassDef)
    ]

    assert classes == []


def test_no_vague_names():
    vague = [str(path) for path in sources() if FORBIDDEN_NAMES & set(path.with_suffix("").parts)]

    assert vague == []


def test_files_are_short_enough_to_read_at_one_go():
    long = {str(path): len((ROOT / path).read_text().splitlines()) for path in sources()}

    assert {path: lines for path, lines in long.items() if lines > 400} == {}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_template_compiles():
    for path in (ROOT / "templates").rglob("*.*"):
        if path.suffix in {".html", ".txt", ".svg"}:
            get_template(str(path.relative_to(ROOT / "templates")))


def test_no_template_carries_script_style_or_another_host():
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        parts = path.relative_to(ROOT / "templates").parts
        # Attributes of crispy's layout objects come escaped from the library.
        if parts[0] in {"emails", "pdf"} or parts[:2] == ("dkfds", "layout"):
            continue
        text = path.read_text()
        for sign in ("<style", ' style="', " onclick=", " onchange=", "|safe", 'src="http', 'href="http://'):
            if sign in text:
                found.append(f"{'/'.join(parts)}: {sign}")
        if "<script>" in text:
            found.append(f"{'/'.join(parts)}: inline script")

    assert found == []


def test_no_file_names_the_place_it_was_written_in():
    """Neither a path of a machine nor a download address of a package may stand in the repository."""
    # Put together here, so that this file does not find itself.
    signs = ["/" + "work/", "/" + "tmp/plan", '"resol' + 'ved":', "--extra-" + "index-url", "../sha" + "red"]
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert "manage.py" in names

    found = []
    for name in names:
        if (ROOT / name).is_file() and (ROOT / name).suffix not in {".png", ".woff2", ".pdf"}:
            text = (ROOT / name).read_text(encoding="utf-8", errors="ignore")
            found += [f"{name}: {sign}" for sign in signs if sign in text]

    assert found == []


def test_every_address_has_a_name():
    unnamed = [
        str(pattern.pattern)
        for prefix, pattern in walk(get_resolver().url_patterns)
        if not pattern.name and not str(prefix).startswith("admin/")
    ]

    assert unnamed == []


@pytest.mark.parametrize("wing", [wing for wing in FLOORS if (ROOT / wing / "urls.py").exists() and wing != "praksis"])
def test_no_two_addresses_of_a_wing_share_a_name(wing):
    names = Counter(pattern.name for pattern in importlib.import_module(f"{wing}.urls").urlpatterns)

    assert [name for name, times in names.items() if times > 1] == []


def walk(patterns, prefix=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern

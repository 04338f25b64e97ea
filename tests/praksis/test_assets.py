"""What a first visit weighs, and that everything the style sheet names is there."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
BUILT = STATIC / "dkfds"
BASE = STATIC.parent / "templates" / "base.html"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"

pytestmark = pytest.mark.skipif(not BUILT.exists(), reason="static/dkfds is not built: npm ci && npm run build")


def compressed(path):
    return len(gzip.compress(path.read_bytes(), 9))


def test_a_first_visit_stays_within_150_kb():
    page = 8_000  # the largest of our pages, compressed
    scripts = re.findall(r'static "(js/[^"]+)"', BASE.read_text())
    assert len(scripts) == 3
    ours = [STATIC / "css" / "praksis.css", STATIC / "favicon.svg", *(STATIC / name for name in scripts)]
    shared = [BUILT / "css" / "dkfds.css", BUILT / "js" / "dkfds.min.js", BUILT / "icons.svg", HTMX]
    fonts = sum(path.stat().st_size for path in (BUILT / "fonts").glob("*.woff2"))

    assert page + sum(compressed(path) for path in ours + shared) + fonts <= 153_600


def test_the_style_sheet_names_nothing_that_is_missing_or_foreign():
    css = (BUILT / "css" / "dkfds.css").read_text()
    named = set(re.findall(r"url\([\"']?([^\"')]+)", css))

    assert named != set()
    assert [name for name in named if not (BUILT / "css" / name).resolve().is_file()] == []


@pytest.mark.parametrize("name", ["css/dkfds.css", "js/dkfds.min.js"])
def test_no_source_map_is_named(name):
    assert "sourceMappingURL" not in (BUILT / name).read_text()


def test_only_four_fonts_are_shipped():
    assert len(list((BUILT / "fonts").iterdir())) == 4

import io
import subprocess
import sys
import time

import pikepdf
import pytest

from praksis.documents.assets import bundled
from praksis.documents.rendering import Renderer, RenderFailed, renderer

SECRET = "the secret of this machine"


def page(body, head=""):
    return f'<!doctype html><html lang="da"><head><title>Prøve</title>{head}</head><body>{body}</body></html>'


def words(pdf):
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_the_pdf_is_tagged_and_danish():
    pdf = pikepdf.open(io.BytesIO(renderer.render(page("<h1>Æblegrød på åen</h1>"), bundled())))

    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert str(pdf.Root.Lang) == "da"
    assert pdf.Root.StructTreeRoot.K is not None
    assert str(pdf.docinfo["/Title"]) == "Prøve"


def test_the_bundled_style_sheet_and_fonts_are_used():
    head = '<link rel="stylesheet" href="bundled:paper.css">'
    pdf = pikepdf.open(io.BytesIO(renderer.render(page("<p>Æ</p>", head), bundled())))

    fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
    assert {name.partition("+")[2] for name in fonts} == {"IBM-Plex-Sans", "IBM-Plex-Sans-Bold"}


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file://{path}" alt="x">',
        '<object data="file://{path}"></object>',
        '<embed src="file://{path}">',
        '<link rel="attachment" href="file://{path}">',
        '<a rel="attachment" href="file://{path}">hent</a>',
        '<p style="background:url(file://{path})">x</p>',
        '<style>@import url("file://{path}"); @font-face {{font-family:x; src:url("file://{path}")}}</style>',
        '<img src="http://169.254.169.254/latest/meta-data" alt="x">',
        '<img src="{path}" alt="x">',
        '<img src="bundled:../../../{path}" alt="x">',
        '<svg><image href="file://{path}"/></svg>',
    ],
)
def test_nothing_but_the_bundled_files_is_fetched_or_embedded(body, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)

    content = renderer.render(page(f"<p>Slut</p>{body.format(path=secret)}"), bundled())

    pdf = pikepdf.open(io.BytesIO(content))
    streams = b"".join(
        each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Subtype" not in each
    )
    assert SECRET.encode() not in content + streams
    assert len(pdf.attachments) == 0
    assert words(content).startswith("Slut")


def test_a_child_that_takes_too_long_is_killed_and_the_next_one_works():
    slow = Renderer(seconds=1, command=[sys.executable, "-c", "import time; time.sleep(60)"])
    begun = time.monotonic()

    with pytest.raises(RenderFailed, match="took more than 1 seconds"):
        slow.render(page("x"), {})
    assert time.monotonic() - begun < 10

    slow.command, slow.seconds = renderer.command, renderer.seconds
    assert slow.render(page("Videre"), bundled())[:5] == b"%PDF-"
    slow.stop()


@pytest.mark.parametrize("program", ["raise SystemExit(1)", "print('{half', flush=True)", "print('{}', flush=True)"])
def test_a_child_that_crashes_or_talks_nonsense_is_a_failed_rendering(program):
    broken = Renderer(seconds=10, command=[sys.executable, "-c", program])

    with pytest.raises(RenderFailed):
        broken.render(page("x" * 200_000), {})

    broken.stop()


def test_what_the_child_refuses_is_said_and_it_lives_on():
    with pytest.raises(RenderFailed):
        renderer.render(None, {})

    assert renderer.render(page("Videre"), bundled())[:5] == b"%PDF-"


def test_a_child_that_wants_more_memory_than_it_may_have_fails():
    starved = Renderer(memory=90 * 1024 * 1024)

    with pytest.raises(RenderFailed):
        starved.render(page("x"), bundled())

    starved.stop()


def test_a_child_is_replaced_after_its_share_of_documents(monkeypatch):
    monkeypatch.setattr("praksis.documents.rendering.DOCUMENTS", 1)
    own = Renderer()

    own.render(page("Et"), bundled())
    first = own._child.pid
    own.render(page("To"), bundled())

    assert own._child.pid != first
    own.stop()


def test_the_child_is_given_no_secrets_of_the_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    program = "import json, os; print(json.dumps({'error': str(os.environ.get('SECRET_KEY'))}))"
    told = Renderer(seconds=10, command=[sys.executable, "-c", program])

    with pytest.raises(RenderFailed, match="None"):
        told.render(page("x"), {})

    told.stop()

"""PDFs through the warm child: the agreement's against bare WeasyPrint in the same child, and the course's poster."""

import random
import statistics
import sys
import time
from pathlib import Path

from benchmarks.data.dataset import Known
from benchmarks.rows import Row
from engagements.agreements import actions
from engagements.agreements.facts import agreement_facts
from engagements.agreements.models import Agreement
from engagements.courses.models import Engagement
from engagements.dashboard import course_page, poster
from praksis.documents import rendering
from praksis.documents.assets import bundled
from praksis.documents.rendering import MEMORY, Renderer

TIMES, WARM_UP = 12, 2
MOST = 1.3
POSTER_SECONDS = 3.0
TITLE = "The agreement's PDF, and the poster"
ABOUT = f"""Of the largest course, {TIMES} times each in turn after {WARM_UP} to warm up. *Bare* is
`HTML(…).write_pdf()` inside the same warm child, with the page and the fonts already in its memory; *Praksis* is the
whole way: the page made of the facts, sent to the child, drawn, and its bytes back. The poster is made while one
waits, from the course as it is."""

# The child of the product, that also answers with how long WeasyPrint itself took where it is asked for that.
CHILD = """
import json, sys, time
sys.path.insert(0, sys.argv[2])
import child

real = child.renderer

def renderer():
    make = real()
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class FromMemory(URLFetcher):
        def fetch(self, url, headers=None):
            kind = "text/css" if url.endswith(".css") else "font/woff2"
            return URLFetcherResponse(url, held[url], {"Content-Type": kind})

    held = {}

    def made(html, files):
        if not html.startswith("bare:"):
            return make(html, files)
        for url, path in files.items():
            held[url] = open(path, "rb").read()
        began = time.perf_counter()
        page = weasyprint.HTML(string=html[5:], url_fetcher=FromMemory())
        page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
        return json.dumps(time.perf_counter() - began).encode()

    return made

child.renderer = renderer
child.main()
"""


def run(known: Known) -> list[Row]:
    """Both, in turn."""
    engagement = Engagement.objects.select_related("case", "programme", "party").get(case__reference=known.course)
    agreement = Agreement(engagement=engagement, number=2)
    agreement.facts = agreement_facts(engagement, number=2, on="2018-03-01")
    folder = Path(rendering.__file__).parent
    renderer = Renderer(command=[sys.executable, "-c", CHILD, str(MEMORY), str(folder)])
    files = bundled()
    bare: list[float] = []
    whole: list[float] = []
    posters: list[float] = []

    def draw_bare() -> float:
        return float(renderer.render("bare:" + actions.page(agreement), files))

    def draw() -> float:
        began = time.perf_counter()
        renderer.render(actions.page(agreement), files)
        return time.perf_counter() - began

    def draw_poster() -> float:
        began = time.perf_counter()
        renderer.render(poster.page(engagement, *course_page.picture_of(engagement)), files)
        return time.perf_counter() - began

    try:
        for number in range(WARM_UP + TIMES):
            pairs = [(bare, draw_bare), (whole, draw), (posters, draw_poster)]
            random.Random(number).shuffle(pairs)
            for seconds, way in pairs:
                seconds.append(way())
    finally:
        renderer.stop()
    bare, whole, posters = bare[WARM_UP:], whole[WARM_UP:], posters[WARM_UP:]
    ratio = statistics.median(whole) / statistics.median(bare)
    return [
        Row("bare WeasyPrint", figures(bare, 1)),
        Row("Praksis", figures(whole, ratio), f"≤ {MOST:g} × bare", ratio <= MOST),
        Row(
            "the poster",
            {**figures(posters, 1), "× bare": "–"},
            f"≤ {POSTER_SECONDS:g} s",
            max(posters) <= POSTER_SECONDS,
        ),
    ]


def figures(seconds: list[float], ratio: float) -> dict[str, str]:
    """The columns of the table."""
    return {
        "median": f"{1000 * statistics.median(seconds):.0f} ms",
        "slowest": f"{1000 * max(seconds):.0f} ms",
        "× bare": f"{ratio:.2f}",
    }

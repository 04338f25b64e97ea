"""The process that makes PDFs: run by itself, fed over stdin, answering over stdout, and killed when it takes too long.

It knows nothing of Django. A message is a line of JSON; an answer is a line of JSON, followed by as many bytes as it
says. WeasyPrint is imported once, before the first message, so later ones are quick.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from typing import IO

# Of processor time, for one document: ends the process also when its parent is gone.
SECONDS = 60


def main() -> None:  # pragma: no cover - limits that would hit the tests' own process; tests/praksis/documents
    """Limit memory to the bytes named on the command line, and render what comes on stdin until it ends."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Whatever a library prints must not end up in the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers, before_each=limit_time)


def limit_time() -> None:  # pragma: no cover - see main
    """Allow SECONDS more of processor time."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + SECONDS, resource.RLIM_INFINITY))


def serve(messages: Iterable[bytes], answers: IO[bytes], *, before_each: Callable[[], None]) -> None:
    """Say that the process is ready, then answer each message with a PDF or with what went wrong."""
    make = renderer()
    _answer(answers, {"ready": True})
    for line in messages:
        try:
            before_each()
            content = make(**json.loads(line))
        except Exception as error:  # noqa: BLE001 - whatever went wrong is the answer
            _answer(answers, {"error": f"{type(error).__name__}: {error}"[:500]})
        else:
            _answer(answers, {}, content)


def renderer() -> Callable[..., bytes]:
    """A function that makes a tagged PDF of a page; the page may load the files it is given and nothing else."""
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyBundled(URLFetcher):
        """Opens the bundled files and refuses every other address, also those of this machine's own files."""

        def __init__(self, files):
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.files = files

        def fetch(self, url, headers=None):
            if url not in self.files:
                raise ValueError(f"refused: {url[:80]}")
            kind = "text/css" if url.endswith(".css") else "font/woff2"
            with open(self.files[url], "rb") as file:
                return URLFetcherResponse(url, file.read(), {"Content-Type": kind})

    def make(html: str, files: dict[str, str]) -> bytes:
        page = weasyprint.HTML(string=html, url_fetcher=OnlyBundled(files), base_url=None)
        return page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)

    return make


def _answer(answers: IO[bytes], header: dict, content: bytes = b"") -> None:
    answers.write(json.dumps({**header, "bytes": len(content)}).encode() + b"\n" + content)
    answers.flush()


if __name__ == "__main__":  # pragma: no cover
    main()

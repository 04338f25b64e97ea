"""The process that makes PDFs: run by itself, fed over stdin, answering over stdout, and killed when it takes too long.

It knows nothing of Django. A message is a line of JSON; an answer is a line of JSON, followed by as many bytes as it
says. WeasyPrint is imported once, before the first message, so later ones are quick.
"""

import json
import os
import resource
import sys
import time

# Of processor time, for one document: ends the process also when its parent is gone.
SECONDS = 60


def main() -> None:
    """Limit memory to the bytes named on the command line, say that the process is ready, render until stdin ends."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Whatever a library prints must not end up in the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

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

    def render(message) -> bytes:
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + SECONDS, resource.RLIM_INFINITY))
        page = weasyprint.HTML(string=message["html"], url_fetcher=OnlyBundled(message["files"]), base_url=None)
        return page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)

    def answer(header: dict, content: bytes = b"") -> None:
        answers.write(json.dumps({**header, "bytes": len(content)}).encode() + b"\n" + content)
        answers.flush()

    answer({"ready": True})
    for line in sys.stdin.buffer:
        try:
            content = render(json.loads(line))
        except Exception as error:  # noqa: BLE001 - whatever went wrong is the answer
            answer({"error": f"{type(error).__name__}: {error}"[:500]})
        else:
            answer({}, content)


if __name__ == "__main__":
    main()

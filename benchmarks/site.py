"""A whole installation of real processes on the bench's data."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.drills.composition import Composition


@contextmanager
def serving(**variables: str) -> Iterator[str]:
    """Start the site on this process' database, yield its address, and end it: with Redis as in production.

    `variables` are the settings that its processes have besides.
    """
    redis = os.environ.get("REDIS_URL", "")
    with tempfile.TemporaryDirectory(prefix="praksis-bench-site-") as folder:
        site = Composition(Path(folder), Path(settings.STATIC_ROOT), redis_url=redis, **variables)
        try:
            site.start(*(["web", "worker", "beat"] if redis else ["web"]))
            yield site.address
        finally:
            site.end()

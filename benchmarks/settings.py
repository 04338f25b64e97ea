"""The product's settings, with two pages more to compare with."""

import os

from praksis.settings import *  # noqa: F403
from praksis.settings import BASE_DIR, LOGGING, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "benchmarks" / "templates"]
# The lines of the log are made as ever, but nobody reads them here.
LOGGING["handlers"]["console"] |= {"class": "logging.FileHandler", "filename": os.devnull}

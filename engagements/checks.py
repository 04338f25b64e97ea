"""What the machine must have for the agreements."""

import ctypes
import sys

from django.core import checks

# Debian's packages and the libraries WeasyPrint opens from them. Importing it to find out takes two seconds.
LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}


def missing_packages(libraries: dict[str, str] | None = None) -> list[str]:
    """The packages whose library cannot be opened."""
    return [package for package, library in (libraries or LIBRARIES).items() if not _opens(library)]


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


@checks.register("engagements")
def pango_is_there(app_configs=None, **kwargs):
    """Name the missing system packages where agreements cannot be rendered. Only Linux is looked at."""
    missing = missing_packages() if sys.platform == "linux" else []
    if not missing:
        return []
    return [
        checks.Warning(
            "Agreements cannot be rendered: WeasyPrint lacks Pango.",
            hint=f"On Debian: apt-get install {' '.join(missing)}",
            id="engagements.W001",
        )
    ]

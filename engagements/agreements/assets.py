"""What an agreement's page may load: these files, by these names, and nothing else."""

from pathlib import Path

from django.conf import settings

WEIGHTS = ("Regular", "Italic", "SemiBold", "Bold")


def bundled() -> dict[str, Path]:
    """Every address that the renderer opens, with its file."""
    fonts = settings.BASE_DIR / "static" / "dkfds" / "fonts"
    files = {f"bundled:{weight}.woff2": fonts / f"IBMPlexSans-{weight}-Latin1.woff2" for weight in WEIGHTS}
    return {**files, "bundled:agreement.css": settings.BASE_DIR / "templates" / "pdf" / "agreement.css"}

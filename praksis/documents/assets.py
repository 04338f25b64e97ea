"""What a page that becomes a PDF may load: these files, by these names, and nothing else."""

from pathlib import Path

from django.conf import settings

WEIGHTS = ("Regular", "Italic", "SemiBold", "Bold")


def bundled() -> dict[str, Path]:
    """Every address that the renderer opens, with its file: the fonts, and the style sheets of templates/pdf."""
    fonts = settings.BASE_DIR / "static" / "dkfds" / "fonts"
    files = {f"bundled:{weight}.woff2": fonts / f"IBMPlexSans-{weight}-Latin1.woff2" for weight in WEIGHTS}
    sheets = (settings.BASE_DIR / "templates" / "pdf").glob("*.css")
    return {**files, **{f"bundled:{sheet.name}": sheet for sheet in sheets}}

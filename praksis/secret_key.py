"""The secret key of an installation that was not given one: made once, kept beside the data."""

import secrets
from pathlib import Path


def read_or_create(path: Path) -> str:
    """Return the key in the file at `path`, making the file (readable by its owner only) if it is not there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()

"""The secret key of an installation that was not given one: made once, kept beside the data."""

import secrets
from pathlib import Path

# The keys that this process made: nothing was signed with them before it began (manage.py restore).
MADE_HERE: set[Path] = set()


def read_or_create(path: Path) -> str:
    """Return the key in the file at `path`, making the file (readable by its owner only) if it is not there."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
        MADE_HERE.add(path)
    return path.read_text().strip()

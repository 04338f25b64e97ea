"""What the log must not say."""

import logging
import re

# A personal link's token, a key for a new password or for confirming an address: long, and not the id of a row.
SECRET = re.compile(r"[\w.:-]{32,}")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Only what stands between two slashes can be part of an address.
PART = re.compile(r"(?<=/)[^/\s?\"']+")


class WithoutSecrets(logging.Filter):
    """Takes the secret parts out of the addresses that Django logs, such as those of pages that were not found."""

    def filter(self, record):
        """Rewrite the message; no record is held back."""
        message = record.getMessage()
        record.msg, record.args = PART.sub(_hide, message), ()
        return True


def _hide(found: re.Match) -> str:
    part = found[0]
    return part if ID.fullmatch(part) or not SECRET.fullmatch(part) else "[skjult]"

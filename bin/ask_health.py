"""Ask the site for its health, for a container's health check: exit code 0 when well.

Alone it asks whether the site answers; with `worker` or `beat` also whether that was alive within the last minutes.
HEALTH_URL says where, when the site is not on this machine.
"""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from urllib.request import Request, urlopen

OLD = timedelta(minutes=3)


def main(names: list[str]) -> int:
    url = os.environ.get("HEALTH_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz")
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    with urlopen(Request(url, headers={"Host": host}), timeout=4) as answer:
        health = json.load(answer)
    seen = [datetime.fromisoformat(health[name]) if health[name] else None for name in names]
    return int(any(at is None or datetime.now(UTC) - at > OLD for at in seen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

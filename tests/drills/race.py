"""Many at once: threads with a database connection each, started at the same instant."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection


def race(contestants: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all at the same time, once each is ready; return what each returned or raised, in their order."""
    start = threading.Barrier(len(contestants))
    results: list[Any] = [None] * len(contestants)

    def run(number: int, contestant: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            results[number] = contestant()
        except Exception as error:  # noqa: BLE001 - what went wrong is the result
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(contestants)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads)
    return results

"""What many people saw of an installation, and the columns of the table that tells it."""

from collections import Counter
from dataclasses import dataclass, field

from tests.drills.people import percentile


@dataclass
class Seen:
    """What many people saw: seconds of each request by what it was, and what was not answered as it should be."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0

    def note(self, answer, *, wrote: bool, what: str) -> None:
        """Add one answer."""
        (self.writes if wrote else self.reads).append(answer.seconds)
        if answer.status not in (200, 302):
            self.wrong.append(f"{answer.status} {what}")

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return (len(self.reads) + len(self.writes)) / self.seconds


def figures(seen: Seen, missing: int) -> dict[str, str]:
    """The columns of the table; what went wrong is told in the terminal."""
    for what, times in Counter(seen.wrong).items():
        print(f"{times} × {what}", flush=True)
    return {
        "requests/s": f"{seen.per_second:.0f}",
        "reads, 95 %": f"{tail(seen.reads)} ms",
        "saves, 95 %": f"{tail(seen.writes)} ms",
        "errors": str(len(seen.wrong)),
        "lost": str(missing),
    }


def tail(seconds: list[float]) -> int:
    """The 95th percentile in milliseconds."""
    return round(1000 * percentile(seconds, 0.95))

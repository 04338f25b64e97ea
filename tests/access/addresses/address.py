"""What an address is, and what several wings ask with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

# A draft of the framework and its step, which no world has
DRAFT, STEP = UUID("0f0e2c3a-2f0c-4f3e-9a51-5a1d4a1c7e10"), 4711
# A group of a course and its member, which no world has either
GROUP, MEMBER = UUID("5b0c6a0e-52a8-4d3b-8f5e-3f3c1c9d2a41"), UUID("8d7f1f0a-9c54-4e0b-a3a7-6f2f6d0b9e52")


@dataclass(frozen=True)
class Address:
    """One way of asking. `before(client)` prepares the session."""

    parts: tuple = ()
    data: dict[str, Any] = field(default_factory=dict)
    before: Callable | None = None
    headers: dict[str, str] = field(default_factory=dict)
    # What a script sends, instead of a form
    as_json: bool = False


def date_parts(name: str, day: str) -> dict[str, str]:
    """A day as its three fields are sent."""
    return {f"{name}_{part}": text for part, text in zip(("day", "month", "year"), day.split(), strict=True)}

"""A row of a list of things to do, as components/task_rows.html draws it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """What is to be done, how far it is, and where. Without `url` it cannot be begun yet."""

    label: str
    status_word: str = ""
    status_kind: str = ""
    url: str = ""
    hint: str = ""

"""Items of a programme, of which a test says only what it is about."""

from datetime import time

from conferences.programme.content import Item, Person


def item(kind="talk", starts=10, ends=None, **facts) -> Item:
    """An item that takes an hour, unless told otherwise; its title is its id."""
    key = facts.pop("id", facts.get("title", "Oplæg"))
    return Item(key, kind, time(starts), time(ends or starts + 1), **{"title": key, **facts})


def person(name: str, title: str = "lektor") -> Person:
    """A speaker whose id is their name."""
    return Person(name, name, title)

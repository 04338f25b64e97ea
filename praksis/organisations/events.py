"""What is recorded about people and organisations."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {}

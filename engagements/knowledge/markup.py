"""The little that an article's text can be besides paragraphs: headings and lists. Pure.

Blocks are parted by blank lines. A line that begins with "## " is a heading; lines that begin with "- " are a list.
Nothing else has a meaning, and the templates escape it all.
"""

from dataclasses import dataclass, field

HEADING, ITEM = "## ", "- "


@dataclass
class Block:
    """A heading, a paragraph (its lines), or a list (its items), by its kind."""

    kind: str
    lines: list[str] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    """The blocks of a text, in their order."""
    found: list[Block] = []
    is_new = True
    for line in (raw.strip() for raw in text.splitlines()):
        if not line:
            is_new = True
            continue
        kind, words = _read(line)
        if is_new or kind == "heading" or found[-1].kind != kind:
            found.append(Block(kind))
        found[-1].lines.append(words)
        is_new = kind == "heading"
    return found


def _read(line: str) -> tuple[str, str]:
    if line.startswith(HEADING):
        return "heading", line.removeprefix(HEADING).strip()
    if line.startswith(ITEM):
        return "list", line.removeprefix(ITEM).strip()
    return "paragraph", line

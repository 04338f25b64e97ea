"""An agenda as the paragraphs of a letter: pure words."""

from collections.abc import Iterable, Sequence

from engagements.meetings.models import AgendaItem, FollowUp


def agenda_text(items: Iterable[AgendaItem], carried: Sequence[FollowUp]) -> str:
    """The items with their numbers; under the one that takes them stand the open follow-ups."""
    return "\n\n".join(_item(number, item, carried) for number, item in enumerate(items, 1))


def _item(number: int, item: AgendaItem, carried: Sequence[FollowUp]) -> str:
    lines = [f"{number}. {item.title}"]
    if item.hint:
        lines.append(item.hint)
    if item.text:
        lines.append(item.text)
    if item.takes_follow_ups:
        lines += [f"– {each.what} ({each.who_and_when})" for each in carried] or ["Der er ikke noget at følge op på."]
    return "\n".join(lines)

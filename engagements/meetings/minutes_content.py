"""What minutes hold, what differs between two texts of them, and what is kept when they are approved: pure data."""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypedDict

from engagements.meetings.models import AgendaItem, FollowUp, Meeting, Participant
from praksis.danish import danish_datetime, short_date


class ItemText(TypedDict):
    """What was said and decided about one item of the agenda."""

    text: str
    decision: str


class Content(TypedDict):
    """What those who write the minutes have written; `items` by the id of the agenda's item."""

    present: list[str]
    items: dict[str, ItemText]
    other: str


class Difference(NamedTuple):
    """One field that two people have written differently."""

    label: str
    mine: str
    theirs: str


def empty() -> Content:
    """Minutes in which nobody has written yet."""
    return {"present": [], "items": {}, "other": ""}


def is_empty(content: Content) -> bool:
    """Whether nothing is written about anything; who was present is not enough for minutes."""
    return not content["other"] and not any(each["text"] or each["decision"] for each in content["items"].values())


def text_of(content: Content, item: AgendaItem) -> ItemText:
    """What is written about an item."""
    return content["items"].get(str(item.pk), {"text": "", "decision": ""})


def differences(mine: Content, theirs: Content, items: Iterable[AgendaItem]) -> list[Difference]:
    """The fields that are not the same in both, in the order of the form."""
    found = [Difference("Hvem var med", ", ".join(mine["present"]), ", ".join(theirs["present"]))]
    for item in items:
        ours, others = text_of(mine, item), text_of(theirs, item)
        found.append(Difference(item.title, ours["text"], others["text"]))
        found.append(Difference(f"Beslutning: {item.title}", ours["decision"], others["decision"]))
    found.append(Difference("Andet", mine["other"], theirs["other"]))
    return [each for each in found if each.mine != each.theirs]


def record(
    meeting: Meeting,
    content: Content,
    *,
    items: Iterable[AgendaItem],
    invited: Iterable[Participant],
    carried: Iterable[FollowUp],
    agreed: Iterable[FollowUp],
) -> dict[str, Any]:
    """The minutes as they are read: plain values, from which page, mail and PDF are made.

    `carried` are the follow-ups that were open when the meeting began, `agreed` those that it led to.
    """
    names = [str(person) for person in invited]
    return {
        "title": meeting.title,
        "party": str(meeting.engagement.party),
        "reference": meeting.engagement.case.reference,
        "when": danish_datetime(meeting.starts_at),
        "how": f"{meeting.duration} · {meeting.where}",
        "present": content["present"],
        "absent": [name for name in names if name not in content["present"]],
        "items": [
            {
                "title": item.title,
                "hint": item.presenter,
                "carried": [_line(each) for each in carried] if item.takes_follow_ups else [],
                **text_of(content, item),
            }
            for item in items
        ],
        "other": content["other"],
        "follow_ups": [_line(each) for each in agreed],
    }


def as_text(record: dict[str, Any]) -> str:
    """The minutes as the paragraphs of a letter."""
    parts = [f"{record['title']}, {record['when']}\n{record['how']}"]
    if record["present"]:
        parts.append(f"Til stede: {', '.join(record['present'])}")
    if record["absent"]:
        parts.append(f"Inviteret, men ikke med: {', '.join(record['absent'])}")
    for number, item in enumerate(record["items"], 1):
        lines = [f"{number}. {item['title']}"]
        lines += [f"– {each['what']} ({each['owner']}): {each['status'].lower()}" for each in item["carried"]]
        lines += [item["text"]] if item["text"] else []
        lines += [f"Besluttet: {item['decision']}"] if item["decision"] else []
        parts.append("\n".join(lines))
    if record["other"]:
        parts.append(f"Andet\n{record['other']}")
    if record["follow_ups"]:
        lines = [f"– {each['what']} ({each['owner']}, senest {each['due']})" for each in record["follow_ups"]]
        parts.append("\n".join(["Det følger vi op på", *lines]))
    return "\n\n".join(parts)


def _line(follow_up: FollowUp) -> dict[str, str]:
    return {
        "what": follow_up.what,
        "owner": follow_up.owner,
        "side": follow_up.get_side_display(),
        "due": short_date(follow_up.due_on),
        "status": follow_up.status_word,
    }

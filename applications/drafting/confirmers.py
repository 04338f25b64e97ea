"""Who confirms an application for a mini course by a personal link: its leader, and its board's chair."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from applications.drafting import actions
from applications.drafting.models import ConfirmationKind
from praksis.mail.models import Purpose


@dataclass(frozen=True)
class Asked:
    """Somebody who is asked to confirm by link: the pages, the question that names the person, and the action."""

    kind: ConfirmationKind
    purpose: Purpose
    key: str
    page: str
    thanks: str
    file: str
    act: Callable[..., Any]


ASKED = {
    "leader": Asked(
        ConfirmationKind.LEADER,
        Purpose.CONFIRM_LEADER,
        "leader",
        "applications:confirm",
        "applications:confirm_thanks",
        "applications:confirm_file",
        actions.confirm,
    ),
    "board": Asked(
        ConfirmationKind.BOARD_CHAIR,
        Purpose.CONFIRM_BOARD,
        "board_chair",
        "applications:board",
        "applications:board_thanks",
        "applications:board_file",
        actions.confirm_for_the_board,
    ),
}

"""Assigning reviewers, declaring interests, reviewing, and agreeing."""

from applications.assessment.actions.agreeing import agree
from applications.assessment.actions.assigning import (
    assign_by_hand,
    assign_reviewer,
    put_reviewer_back,
    read_all,
    remove_reviewer,
    set_reviewers,
    spread_evenly,
)
from applications.assessment.actions.interests import declare_interest, rule_on_interest
from applications.assessment.actions.reviewing import Opinion, Scores, lock_review, save_review, save_reviews

__all__ = [
    "Opinion",
    "Scores",
    "agree",
    "assign_by_hand",
    "assign_reviewer",
    "declare_interest",
    "lock_review",
    "put_reviewer_back",
    "read_all",
    "remove_reviewer",
    "rule_on_interest",
    "save_review",
    "save_reviews",
    "set_reviewers",
    "spread_evenly",
]

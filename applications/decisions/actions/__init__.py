"""Announcing decisions, having their letters made, and replacing one with another."""

from applications.decisions.actions.announcing import announce
from applications.decisions.actions.giving_back import give_back
from applications.decisions.actions.letters import draw_letter, order_letter, try_letters_again
from applications.decisions.actions.replacing import rank_reserves, replace

__all__ = ["announce", "draw_letter", "give_back", "order_letter", "rank_reserves", "replace", "try_letters_again"]

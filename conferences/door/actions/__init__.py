"""What is done at the door."""

from conferences.door.actions.letting_in import Result, let_in
from conferences.door.actions.undoing import undo
from conferences.door.actions.walk_ins import WalkIn, let_in_walk_in

__all__ = ["Result", "WalkIn", "let_in", "let_in_walk_in", "undo"]

"""What is recorded about this room's work. Guests stand in it by their numbers: their names are erased one day."""

from praksis.cases.log import Kind

EVENTS = {
    "door.let_in": Kind("Tilmelding nummer {number} er tjekket ind{how}."),
    "door.walk_in": Kind("Nummer {number} kom uden tilmelding og er tjekket ind."),
    "door.undone": Kind("Indtjekningen af nummer {number} er fortrudt."),
}

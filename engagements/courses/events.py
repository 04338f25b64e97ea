"""What is recorded about this room's work, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "course.opened": Kind("Forløbet er oprettet for {party}."),
    "course.staffed": Kind("Konsulenter på forløbet: {consultants}."),
    "course.interest": Kind(
        "Har en interesse i {party} og kommer ikke på forløbet: {consultants}.", party_sees_it=False
    ),
    "course.started": Kind("Forløbet er sat i gang."),
    "course.never_began": Kind("Forløbet begyndte ikke, for pladsen blev givet tilbage."),
    "course.closed": Kind("Forløbet er afsluttet."),
    "step.done": Kind("»{step}« er færdig{where}."),
    "step.reopened": Kind("»{step}« er åbnet igen{where}."),
    "step.skipped": Kind("»{step}« er ikke relevant i dette forløb."),
}

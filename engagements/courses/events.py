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
    # Of before a reason was asked for
    "step.skipped": Kind("»{step}« er ikke relevant i dette forløb."),
    "step.left_out": Kind("»{step}« er ikke relevant i dette forløb: {reason}"),
    "step.moved": Kind("»{step}« er flyttet fra {before} til {after}: {reason}"),
    "step.added": Kind("»{step}« er lagt ind i forløbet ({days}): {reason}"),
}

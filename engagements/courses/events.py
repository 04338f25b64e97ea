"""What is recorded about this room's work, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "course.opened": Kind("Forløbet er oprettet for {party}."),
    "course.staffed": Kind("Konsulenter på forløbet: {consultants}."),
    "course.interest": Kind(
        "Har en interesse i {party} og kommer ikke på forløbet: {consultants}.", party_sees_it=False
    ),
    "staffing.programme_load": Kind(
        "Et forløb af {programme} regnes til {hours} timer om måneden for hver konsulent: {source}",
        party_sees_it=False,
    ),
    "courses.exported": Kind(
        "Listen over forløb blev taget ud som {format}: {number} forløb, {search}.", party_sees_it=False
    ),
    "course.started": Kind("Forløbet er sat i gang."),
    "course.never_began": Kind("Forløbet begyndte ikke, for pladsen blev givet tilbage."),
    "course.condition": Kind("Status på forløbet: {condition}.", party_sees_it=False),
    "course.stopped": Kind("Forløbet er stoppet før tid: {reason}"),
    "course.closed": Kind("Forløbet er afsluttet."),
    "course.evaluation_begun": Kind("Slutevalueringen er begyndt.", party_sees_it=False),
    "course.paused": Kind("Forløbet holder pause, ventet til {until}: {reason}"),
    "course.resumed": Kind("Forløbet er genoptaget. {how}"),
    "step.done": Kind("»{step}« er færdig{where}."),
    "step.reopened": Kind("»{step}« er åbnet igen{where}."),
    # Of before a reason was asked for
    "step.skipped": Kind("»{step}« er ikke relevant i dette forløb."),
    "step.left_out": Kind("»{step}« er ikke relevant i dette forløb: {reason}"),
    "step.moved": Kind("»{step}« er flyttet fra {before} til {after}: {reason}"),
    "step.added": Kind("»{step}« er lagt ind i forløbet ({days}): {reason}"),
    "group.set_up": Kind("{what} er oprettet: »{group}«."),
    "group.changed": Kind("Gruppen »{group}« er rettet."),
    "group.member_added": Kind("{member} er kommet med i »{group}«."),
    "group.member_changed": Kind("Oplysningerne om {member} i »{group}« er rettet."),
    "group.member_left": Kind("{member} er ikke længere med i »{group}«."),
    "contact.handed_over": Kind("Ny {role}: {person}{instead}."),
    "contact.corrected": Kind("Oplysningerne om {person} ({role}) er rettet."),
    "contact.note_left": Kind("{person} har skrevet et notat til den næste konsulent.", party_sees_it=False),
}

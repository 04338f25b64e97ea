"""What is recorded about this room's work, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "competence.added": Kind("Kompetencen »{name}« er føjet til listen.", party_sees_it=False),
    "competence.renamed": Kind("Kompetencen »{before}« hedder nu »{name}«.", party_sees_it=False),
    "competence.retired": Kind("Kompetencen »{name}« er udgået.", party_sees_it=False),
    "competence.restored": Kind("Kompetencen »{name}« kan vælges igen.", party_sees_it=False),
    "staffing.competences": Kind("Kompetencer for {consultant}: {competences}.", party_sees_it=False),
    "staffing.usual": Kind("Kapacitet for {consultant} i en almindelig måned: {hours} timer.", party_sees_it=False),
    # Never why: that is told to few.
    "staffing.months": Kind("Kapacitet for {consultant} i {months}: {hours} timer.", party_sees_it=False),
    "staffing.as_usual": Kind("Kapacitet for {consultant} i {months} er igen som ellers.", party_sees_it=False),
    "promise.made": Kind(
        "{consultant} er blødt reserveret til {what}: {hours} timer om måneden i {months}.", party_sees_it=False
    ),
    "promise.kept": Kind("Det bløde løfte for {consultant} til {what} blev til et forløb.", party_sees_it=False),
    "promise.dropped": Kind("Det bløde løfte for {consultant} til {what} er frafaldet.", party_sees_it=False),
    "staffing.exported": Kind(
        "Bemandingskalenderen blev taget ud som {format}: {number} konsulenter.", party_sees_it=False
    ),
}

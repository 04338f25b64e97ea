"""What is recorded about this room's work, in the words of the timeline. Each word's own history is the plan's."""

from praksis.cases.log import Kind

EVENTS: dict[str, Kind] = {
    "plan.begun": Kind("Arbejdet med {plan} er begyndt."),
    "plan.version": Kind("En udgave af {plan} er gemt: »{version}«."),
    "interventions.link_sent": Kind("{member} i »{group}« har fået et link til at skrive om indsatserne."),
    "interventions.link_taken_up": Kind("Linket til »{group}« er taget i brug."),
    "interventions.link_withdrawn": Kind("Linket til {member} i »{group}« er trukket tilbage."),
    "anchoring.asked": Kind("{person} er spurgt, hvad der er blevet af forankringsplanen efter {months} måneder."),
    "anchoring.asked_again": Kind(
        "Spørgsmålet om forankringsplanen efter {months} måneder er sendt igen til {person}."
    ),
    "anchoring.withdrawn": Kind(
        "Spørgsmålet om forankringsplanen efter {months} måneder til {person} er trukket tilbage."
    ),
    "anchoring.answered": Kind(
        "Der er svaret på {answered} af {of} handlinger i forankringsplanen efter {months} måneder."
    ),
}

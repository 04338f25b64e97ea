"""What is recorded about rounds, in the words of the timeline."""

from praksis.cases.log import Kind

EVENTS = {
    "round.created": Kind("Runden blev oprettet.", party_sees_it=False),
    "round.copied": Kind("Runden blev oprettet som en kopi af {source}.", party_sees_it=False),
    "round.edited": Kind("Rundens oplysninger blev rettet: {what}.", party_sees_it=False),
    "round.criterion_saved": Kind("Kriteriet »{title}« blev gemt.", party_sees_it=False),
    "round.criterion_removed": Kind("Kriteriet »{title}« blev fjernet.", party_sees_it=False),
    "round.requirements_saved": Kind("Kravene blev gemt.", party_sees_it=False),
    "questions.saved": Kind("Spørgsmålet »{label}« blev gemt ({of}).", party_sees_it=False),
    "questions.removed": Kind("Spørgsmålet »{label}« blev fjernet ({of}).", party_sees_it=False),
    "questions.edition_begun": Kind("Udgave {number} af spørgsmålene blev begyndt ({of}).", party_sees_it=False),
    "questions.edition_discarded": Kind("Udgave {number} af spørgsmålene blev kasseret ({of}).", party_sees_it=False),
    "questions.published": Kind("Udgave {number} af spørgsmålene kom i brug ({of}): {note}", party_sees_it=False),
    "round.opened": Kind("Runden blev åbnet for ansøgninger.", party_sees_it=False),
}

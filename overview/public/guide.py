"""»Hvilket forløb passer til jer?«: three answers in, one piece of advice out, with the reason. Pure.

The rules are those of the two programmes (docs/domain.md); they advise, and keep nobody from applying.
"""

from dataclasses import dataclass

from django import forms

# Who asks
MUNICIPALITY, MUNICIPAL, INDEPENDENT, OTHER = "municipality", "municipal", "independent", "other"
# What they want
DEVELOP, CHALLENGE, INSPIRATION = "develop", "challenge", "inspiration"
# Whether time can be set aside for a year, and the director signs
YES, UNSURE, NO = "yes", "unsure", "no"
# What is advised
ONE_YEAR, MINI, CONFERENCE = "one_year", "mini", "conference"


class GuideForm(forms.Form):
    """The three questions."""

    who = forms.ChoiceField(
        label="Hvem er I?",
        choices=[
            (MUNICIPALITY, "En kommune eller en forvaltning"),
            (MUNICIPAL, "Et kommunalt dagtilbud"),
            (INDEPENDENT, "Et selvejende eller privat dagtilbud"),
            (OTHER, "Andre, fx en fagperson, en forening eller en studerende"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvem I er.", "invalid_choice": "Vælg et af svarene."},
    )
    wish = forms.ChoiceField(
        label="Hvad vil I helst?",
        choices=[
            (DEVELOP, "Udvikle læringsmiljøet sammen: forvaltning, ledere og personale i flere dagtilbud"),
            (CHALLENGE, "Få sparring på én konkret udfordring"),
            (INSPIRATION, "Få ny viden og møde andre, der arbejder med det samme"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad I helst vil.", "invalid_choice": "Vælg et af svarene."},
    )
    time = forms.ChoiceField(
        label="Kan der sættes tid af i et helt år?",
        help_text="I et etårigt forløb skriver kommunens direktør under på, at tovholder, ledere og personale får tid.",
        choices=[(YES, "Ja"), (UNSURE, "Det ved vi ikke endnu"), (NO, "Nej, ikke nu")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om der kan sættes tid af.", "invalid_choice": "Vælg et af svarene."},
    )
    mark_optional = False


@dataclass(frozen=True)
class Advice:
    """What suits them best: `course` is ONE_YEAR, MINI or CONFERENCE."""

    course: str
    heading: str
    reasons: tuple[str, ...]
    # What to do first, and what else they might do
    first: str
    otherwise: str = ""


def advise(who: str, wish: str, time: str) -> Advice:
    """What suits somebody who gives these three answers."""
    if who == OTHER or wish == INSPIRATION:
        return _conference(who)
    if wish == CHALLENGE:
        return _mini(who, "I har én konkret udfordring, og et miniforløb tager fat i netop den.")
    if who == MUNICIPALITY:
        if time == NO:
            return _mini(who, "Et etårigt forløb kræver tid i et helt år. Et miniforløb er højst ti timer i alt.")
        return _one_year(is_sure=time == YES)
    if time == YES:
        return _one_year_by_the_municipality()
    return _mini(who, "Et etårigt forløb søges af kommunen og kræver tid i et helt år. Et miniforløb søger I selv.")


def _one_year(*, is_sure: bool) -> Advice:
    return Advice(
        course=ONE_YEAR,
        heading="Et etårigt forløb passer til jer",
        reasons=(
            "I vil udvikle læringsmiljøet i flere dagtilbud, og det tager tid at få det til at leve videre.",
            "Forløbet samler forvaltning, ledere og personale, og I får typisk to konsulenter i et år.",
            "Det er kommunen, der søger, sammen med de dagtilbud, den selv vælger ud.",
        ),
        first=(
            "Læs spørgsmålene, og begynd en kladde. Flere kan skrive i den på samme tid."
            if is_sure
            else "Find ud af, om direktøren vil skrive under, og om tovholder, ledere og personale kan få tid. Læs "
            "spørgsmålene sammen, før I beslutter jer."
        ),
        otherwise="" if is_sure else "Kan der ikke sættes tid af i et år, kan I søge et miniforløb.",
    )


def _one_year_by_the_municipality() -> Advice:
    return Advice(
        course=ONE_YEAR,
        heading="Et etårigt forløb passer til jer, men det er kommunen, der søger",
        reasons=(
            "I vil udvikle læringsmiljøet sammen med andre og har tid til det i et år.",
            "Kun en kommune kan søge et etårigt forløb. Den vælger selv, hvilke dagtilbud der skal være med.",
        ),
        first="Tal med jeres forvaltning om at søge, og vis den spørgsmålene.",
        otherwise="Vil kommunen ikke søge, kan I selv søge et miniforløb om én konkret udfordring.",
    )


def _mini(who: str, reason: str) -> Advice:
    agreement = {
        MUNICIPALITY: "Forvaltningen kan søge, og det er lederens opbakning, der skal til.",
        MUNICIPAL: "I kan søge selv med lederens opbakning. Forvaltningen får besked, når I søger.",
        INDEPENDENT: "I kan søge selv med lederens opbakning. Miniforløb er først og fremmest til jer.",
    }
    return Advice(
        course=MINI,
        heading="Et miniforløb passer til jer",
        reasons=(
            reason,
            "I får op til ti timers sparring ved møder, på video og i telefon.",
            agreement[who],
        ),
        first="Beskriv udfordringen med jeres egne ord. I kan søge hele året.",
        otherwise="Vil I senere mere, kan kommunen søge et etårigt forløb." if who != MUNICIPALITY else "",
    )


def _conference(who: str) -> Advice:
    why = "Forløbene kan søges af kommuner og dagtilbud. Konferencen er åben for alle."
    if who != OTHER:
        why = "I vil have ny viden og møde andre, og det er det, konferencen er til."
    return Advice(
        course=CONFERENCE,
        heading="Den landsdækkende konference passer til jer",
        reasons=(why, "Den er gratis og har oplæg og workshops om de fire temaer."),
        first="Se programmet.",
        otherwise="" if who == OTHER else "Får I lyst til at arbejde videre hjemme, kan I søge et forløb.",
    )

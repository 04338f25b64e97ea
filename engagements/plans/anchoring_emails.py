"""The letters about a course's plans: what became of the anchoring."""

from engagements.plans.models import AnchoringFollowUp
from praksis.danish import danish_date
from praksis.mail.models import Email, PersonalLink
from praksis.working_days import end_of_day

# How one says it: the course was closed half a year ago, or a year ago
AGO = {6: "et halvt år siden", 12: "et år siden"}


def follow_up_asked(asked: AnchoringFollowUp, link: PersonalLink) -> Email:
    """To whoever followed the plan in the municipality: what became of it?"""
    engagement = asked.plan.engagement
    return _letter(
        asked,
        link,
        kind="anchoring.asked",
        subject=f"Hvad er blevet til noget i jeres forankringsplan? ({engagement.case.reference})",
        paragraphs=[
            f"Det er nu {AGO[asked.months]}, at forløbet i {engagement.party} blev afsluttet. I lavede en plan for, "
            "hvad der skulle leve videre, og hvem der har ansvaret.",
            "Vi vil gerne høre, hvordan det er gået. For hver handling i planen vælger du, om den lever videre, er "
            "ændret eller er stoppet, og du kan skrive en linje. Det tager et par minutter, og du skal ikke logge ind.",
            f"Du kan svare og rette dine svar til og med {danish_date(asked.answer_by)}. Er du ikke den rette at "
            "spørge, så sig til.",
        ],
    )


def follow_up_unanswered(asked: AnchoringFollowUp, link: PersonalLink) -> Email:
    """The one reminder to the same person."""
    engagement = asked.plan.engagement
    return _letter(
        asked,
        link,
        kind="anchoring.unanswered",
        subject=f"Husk at fortælle os om jeres forankringsplan ({engagement.case.reference})",
        paragraphs=[
            f"Vi har spurgt dig, hvad der er blevet af forankringsplanen fra forløbet i {engagement.party}. Der "
            "mangler stadig svar.",
            f"Det tager et par minutter, og du kan svare til og med {danish_date(asked.answer_by)}. Vi minder dig "
            "ikke om det igen.",
        ],
    )


def _letter(asked, link, *, kind, subject, paragraphs) -> Email:
    return Email(
        key=f"{kind}:{link.pk}:{link.generation}:{link.recipient}",
        case=asked.plan.engagement.case,
        to=link.recipient,
        subject=subject,
        body="\n\n".join([f"Hej {asked.name}", *paragraphs]),
        button_text="Fortæl, hvordan det er gået",
        link=link,
        not_after=end_of_day(asked.answer_by),
    )

"""The letters about plans."""

from datetime import date

from engagements.plans.models import GroupLink
from praksis.danish import danish_datetime
from praksis.mail.models import Email

WARNING = "Skriv om mønstre og om det, I som voksne gør. Skriv aldrig om et enkelt barn, heller ikke uden navn."


def write_interventions(sent: GroupLink, *, by: str) -> Email:
    """Give a member of a working group the link by which the group's interventions are written."""
    link, member = sent.link, sent.member
    engagement = member.group.engagement
    return Email(
        key=f"write_interventions:{link.pk}:{link.generation}:{link.recipient}",
        case=engagement.case,
        to=link.recipient,
        subject=f"{member.group}: skriv, hvad I prøver af",
        body=(
            f"Kære {member.name}\n\n"
            f"Her er dit link til {member.group} i forløbet med {engagement.party}. {by} har bedt os sende det.\n\n"
            "Skriv en linje eller to, når I har aftalt noget, prøvet det, set noget eller ændrer noget. Det tager et "
            "halvt minut på en telefon, og du behøver ikke en konto. Det hele bliver samlet til styregruppens andet "
            "møde.\n\n"
            f"{WARNING}\n\n"
            f"Linket er personligt og gælder til {danish_datetime(link.expires_at)}. Gem mailen, så du kan finde det "
            "igen."
        ),
        button_text="Skriv om jeres indsatser",
        link=link,
        not_after=link.expires_at,
    )


def interventions_quiet(sent: GroupLink, *, due_on: date) -> Email:
    """Remind the holder of a link that nothing was written about the group's interventions for a month."""
    link, member = sent.link, sent.member
    return Email(
        key=f"interventions_quiet:{link.pk}:{link.generation}:{due_on.isoformat()}:{link.recipient}",
        case=member.group.engagement.case,
        to=link.recipient,
        subject=f"{member.group}: hvordan går det med det, I prøver af?",
        body=(
            f"Kære {member.name}\n\n"
            f"Der er ikke skrevet om indsatserne i {member.group} i en måned. Har I prøvet noget eller set noget, så "
            "skriv en linje om det. Prøver I det ikke mere, så er det også godt at vide.\n\n"
            "Vi minder højst om det en gang om måneden. Det er det samme link som før."
        ),
        button_text="Skriv om jeres indsatser",
        link=link,
        not_after=link.expires_at,
    )

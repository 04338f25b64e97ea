"""The letters about surveys: the link to one's own answers, the reminder, and what the managers must know."""

from collections.abc import Iterable

from engagements.evaluation.models import DataCollection, SurveyInvitation, SurveyWave, WaveKind
from praksis.accounts.models import User
from praksis.danish import danish_date, short_date
from praksis.mail.models import Email, PersonalLink

UNNAMED = (
    "Dine svar bliver gemt uden dit navn. Vi kan se, om du har svaret, men ikke hvad, og resultatet bliver først vist, "
    "når spørgeskemaet er lukket og mindst fem har svaret."
)


def asked(invitation: SurveyInvitation, link: PersonalLink) -> Email:
    """To somebody who is asked to answer."""
    wave, engagement = invitation.wave, invitation.wave.engagement
    why = (
        "Inden vi går rigtigt i gang, vil vi gerne vide, hvordan du ser på det pædagogiske arbejde nu."
        if wave.kind == WaveKind.BEFORE
        else "Forløbet er ved at være slut, og vi vil gerne vide, hvordan du ser på det pædagogiske arbejde nu, og på "
        "samarbejdet med praksiskonsulenterne."
    )
    return Email(
        key=f"survey.asked:{link.pk}:{link.generation}:{link.recipient}",
        case=engagement.case,
        to=link.recipient,
        subject=f"Spørgeskema {wave.get_kind_display().lower()} i {engagement.party} ({engagement.case.reference})",
        body=(
            f"Hej {invitation.name}".strip() + "\n\n"
            f"Du er med i forløbet med praksiskonsulenterne i {engagement.party}. {why} Det tager cirka fem minutter, "
            "og du kan svare på telefonen.\n\n"
            f"{UNNAMED}\n\n"
            f"Linket er dit eget, så send det ikke videre. Du kan svare og rette dine svar til og med "
            f"{danish_date(wave.closes_on)}."
        ),
        button_text="Svar på spørgeskemaet",
        link=link,
        not_after=link.expires_at,
    )


def reminded(invitation: SurveyInvitation, link: PersonalLink) -> Email:
    """To somebody who has not answered yet, some days before it closes."""
    wave, engagement = invitation.wave, invitation.wave.engagement
    return Email(
        key=f"survey.reminded:{link.pk}:{link.generation}:{link.recipient}",
        case=engagement.case,
        to=link.recipient,
        subject=f"Du kan nå det endnu: spørgeskema {wave.get_kind_display().lower()} i {engagement.party}",
        body=(
            f"Hej {invitation.name}".strip() + "\n\n"
            f"Du har ikke svaret på spørgeskemaet om forløbet i {engagement.party} endnu. Det kan besvares til og med "
            f"{danish_date(wave.closes_on)}. Vil du ikke være med, skal du ikke gøre noget; vi minder dig ikke om det "
            "igen.\n\n"
            f"{UNNAMED}"
        ),
        button_text="Svar på spørgeskemaet",
        link=link,
        not_after=link.expires_at,
    )


def overlaps(collection: DataCollection, waves: Iterable[SurveyWave], manager: User) -> Email:
    """To a manager: the evaluator has written dates on which surveys of ours can be answered."""
    lines = [
        f"{wave.engagement.party} ({wave.engagement.case.reference}): spørgeskemaet {wave.get_kind_display().lower()}, "
        f"{short_date(wave.opens_on)} – {short_date(wave.closes_on)}"
        for wave in waves
    ]
    return Email(
        key=f"evaluation.overlaps:{collection.pk}:{collection.starts_on}-{collection.ends_on}:{manager.email}",
        to=manager.email,
        subject=f"Evaluators dataindsamling falder sammen med et spørgeskema: {collection.title}",
        body=(
            f"Hej {manager.name}\n\n"
            f"Evaluator samler data ind {short_date(collection.starts_on)} – {short_date(collection.ends_on)} "
            f"(»{collection.title}«). I de dage kan disse spørgeskemaer også besvares:\n\n"
            + "\n".join(lines)
            + "\n\nAftal med evaluator, hvem der flytter sig, eller luk spørgeskemaet før tid."
        ),
        button_text="Se kalenderen",
        button_path="/evaluering/",
    )

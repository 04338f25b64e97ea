"""The letters about a mini's hours."""

from engagements.courses.models import Engagement
from engagements.meetings.hours import MINI_MINUTES, in_words
from praksis.mail.models import Email


def running_out(engagement: Engagement, counted: int) -> list[Email]:
    """To the consultants and the contact on the other side: how many of the ten hours are held or agreed."""
    contact = engagement.contact
    people = [(consultant.email, consultant.name) for consultant in engagement.team]
    if contact.get("email"):
        people.append((contact["email"], contact["name"]))
    left = MINI_MINUTES - counted
    rest = f"Der er {in_words(left)} tilbage." if left else "Der er ingen tid tilbage."
    return [
        Email(
            # Once in a course: what is cancelled and agreed again is no news.
            key=f"course.hours:{engagement.pk}:1:{email}",
            case=engagement.case,
            to=email,
            subject=f"Timerne i miniforløbet er ved at være brugt ({engagement.case.reference})",
            body=(
                f"Hej {name}\n\n"
                f"I miniforløbet for {engagement.party} er {in_words(counted)} af de 10 timer nu brugt eller aftalt. "
                f"{rest}\n\n"
                "Et miniforløb er højst 10 timer i alt. Er der brug for mere, kan der søges et nyt."
            ),
            button_text="Se forløbet",
            button_path=engagement.get_absolute_url(),
        )
        for email, name in people
    ]

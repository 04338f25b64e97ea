"""The letter about a course's month."""

from engagements.courses.models import Engagement
from praksis.mail.models import Email
from praksis.staffing import months


def month_page(engagement: Engagement, month) -> Email:
    """To the head of day care on the first working day of a month: the sheet of the month that is over, and of now."""
    chief = engagement.people["head_of_day_care"]
    name = months.in_words(month)
    return Email(
        key=f"course.month:{engagement.pk}:{month:%Y-%m}:{chief['email']}",
        case=engagement.case,
        to=chief["email"],
        subject=f"Jeres forløb i {name} ({engagement.case.reference})",
        body=(
            f"Hej {chief['name']}\n\n"
            f"Månedens side om jeres forløb med praksiskonsulenterne er klar. Den fortæller på ét ark, hvad der skete "
            f"i {name}, hvad der kommer nu, og hvem der skal gøre hvad.\n\n"
            "Du skal logge ind for at se siden, og du kan skrive den ud. Har du ikke adgang endnu, kan en kollega, der "
            "har, invitere dig."
        ),
        button_text="Se måneden",
        button_path=f"{engagement.get_absolute_url()}maaned/?maaned={month:%Y-%m}",
    )

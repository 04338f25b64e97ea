"""The letters of the assessment."""

from django.urls import reverse

from applications.assessment.models import ReviewerAssignment
from praksis.danish import danish_datetime
from praksis.mail.models import Email


def reviewer_assigned(assignment: ReviewerAssignment) -> Email:
    """Tells a consultant that a round is to be reviewed."""
    round_ = assignment.round
    return Email(
        key=f"reviewer.assigned:{assignment.pk}:1:{assignment.reviewer.email}",
        case=round_.case,
        to=assignment.reviewer.email,
        subject=f"Du er bedømmer i runden {round_.name}",
        body=(
            f"Hej {assignment.reviewer.name}\n\n"
            f"Du er valgt som bedømmer af ansøgningerne til {round_.programme.name.lower()} i runden {round_.name}.\n\n"
            f"Ansøgningsfristen er {danish_datetime(round_.deadline)}. Når den er nået, erklærer du først din "
            "habilitet. Derefter kan du læse ansøgningerne og give karakterer."
        ),
        button_text="Gå til bedømmelserne",
        button_path=reverse("applications:review_list"),
    )

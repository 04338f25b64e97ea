"""The letters of the assessment. They go to our own people, about a round, and name no applicant."""

from django.urls import reverse
from django.utils import timezone

from applications.assessment.models import InterestDeclaration, ReviewerAssignment
from applications.rounds.models import Round
from praksis.accounts.models import User
from praksis.danish import danish_datetime
from praksis.mail.models import Email


def reviewer_assigned(assignment: ReviewerAssignment) -> Email:
    """Tells a consultant that a round is to be reviewed."""
    round_ = assignment.round
    return _to_reviewer(
        assignment,
        "reviewer.assigned",
        subject=f"Du er bedømmer i runden {round_.name}",
        body=(
            f"Du er valgt som bedømmer af ansøgningerne til {round_.programme.name.lower()} i runden {round_.name}.\n\n"
            f"Ansøgningsfristen er {danish_datetime(round_.deadline)}. Når den er nået, erklærer du først din "
            "habilitet. Derefter kan du læse ansøgningerne og give karakterer."
        ),
    )


def applications_assigned(assignment: ReviewerAssignment, *, number: int | None) -> Email:
    """Tells a reviewer how many of a round's applications to read now; None where that is all of them."""
    round_ = assignment.round
    if number is None:
        what = f"Du skal nu læse alle ansøgninger i runden {round_.name}."
    elif number:
        what = f"Du skal læse {_counted(number)} i runden {round_.name}. De andre læses af de andre bedømmere."
    else:
        what = f"Du skal ikke længere læse ansøgninger i runden {round_.name}. De er fordelt mellem de andre bedømmere."
    return _to_reviewer(
        assignment,
        "reviewer.applications",
        # Told of each change once: what they were given before may come again.
        version=f"{timezone.now():%Y%m%d%H%M%S%f}",
        subject=f"Ansøgningerne i runden {round_.name} er fordelt",
        body=f"{what}\n\nHar du skrevet noget om en ansøgning, er det gemt.",
    )


def reviewer_taken_off(assignment: ReviewerAssignment) -> Email:
    """Tells a reviewer that what was locked is kept and counts no longer."""
    round_ = assignment.round
    return _to_reviewer(
        assignment,
        "reviewer.taken_off",
        version=_of_removal(assignment),
        subject=f"Du er ikke længere bedømmer i runden {round_.name}",
        body=(
            f"Du er taget af runden {round_.name} og kan ikke længere læse ansøgningerne. Dine bedømmelser er gemt, "
            "men tæller ikke med."
        ),
    )


def reviewer_put_back(assignment: ReviewerAssignment) -> Email:
    """Tells somebody who was taken off a round that the reviews count again; written while that still stands there."""
    round_ = assignment.round
    return _to_reviewer(
        assignment,
        "reviewer.put_back",
        version=_of_removal(assignment),
        subject=f"Du er igen bedømmer i runden {round_.name}",
        body=f"Du er sat på runden {round_.name} igen. De bedømmelser, du har låst, tæller med.",
    )


def interest_to_rule_on(declaration: InterestDeclaration, *, to: User) -> Email:
    """Asks a superior to decide about an interest; what it is stands behind the sign-in."""
    round_ = declaration.round
    return Email(
        key=f"interest.declared:{declaration.pk}:{declaration.declared_at:%Y%m%d%H%M%S%f}:{to.email}",
        case=round_.case,
        to=to.email,
        subject=f"En habilitet skal afgøres i runden {round_.name}",
        body=(
            f"Hej {to.name}\n\n"
            f"{declaration.person.name} har erklæret en interesse i runden {round_.name} og kan ikke længere se den."
            "\n\nEn overordnet afgør, om det bliver ved det, og skriver hvorfor. Du kan se erklæringen og afgøre den, "
            "hvis du ikke selv har en interesse i runden."
        ),
        button_text="Se erklæringen",
        button_path=reverse("applications:interest_rulings", args=[round_.pk]),
    )


def interest_ruled_on(declaration: InterestDeclaration) -> Email:
    """Tells somebody what was decided about the own interest, and why."""
    round_, person = declaration.round, declaration.person
    if declaration.is_out:
        what = f"Det er afgjort, at du ikke deltager i runden {round_.name}. Du kan derfor ikke se den."
        button = {}
    else:
        what = f"Det er afgjort, at du kan deltage i runden {round_.name}. Du kan nu se den igen."
        button = {"button_text": "Gå til Praksis", "button_path": reverse("overview:home")}
    return Email(
        key=f"interest.ruled:{declaration.pk}:{declaration.ruled_at:%Y%m%d%H%M%S%f}:{person.email}",
        case=round_.case,
        to=person.email,
        subject=f"Din habilitet i runden {round_.name} er afgjort",
        body=f"Hej {person.name}\n\n{what}\n\nBegrundelsen er: {declaration.ruling_reason}",
        **button,
    )


def undeclared(assignment: ReviewerAssignment, *, due_on) -> Email:
    """Reminds a reviewer to declare own interests, without which nothing can be read."""
    round_ = assignment.round
    return _to_reviewer(
        assignment,
        "interest.undeclared",
        version=f"{due_on:%Y%m%d}",
        subject=f"Husk at erklære din habilitet i runden {round_.name}",
        body=(
            f"Ansøgningsfristen i runden {round_.name} er nået, og du er bedømmer. Du kan læse ansøgningerne, så snart "
            "du har erklæret, om du har en interesse i nogen af dem."
        ),
        button_text="Erklær din habilitet",
        button_path=reverse("applications:declare_interest", args=[round_.pk]),
    )


def unlocked(assignment: ReviewerAssignment, *, left: int, due_on) -> Email:
    """Reminds a reviewer of the reviews that are not locked."""
    round_: Round = assignment.round
    missing = "1 bedømmelse" if left == 1 else f"{left} bedømmelser"
    return _to_reviewer(
        assignment,
        "reviews.unlocked",
        version=f"{due_on:%Y%m%d}",
        subject=f"Du mangler at låse {missing} i runden {round_.name}",
        body=(
            f"Du mangler at låse {missing} i runden {round_.name}. De andre kan først se, hvad du mener, og vi kan "
            "først gå videre, når du har låst dem."
        ),
    )


def _to_reviewer(assignment, kind, *, subject, body, version="1", button_text="", button_path=""):
    """A letter to a reviewer about the round; it leads to the reviews unless it says something else."""
    reviewer = assignment.reviewer
    return Email(
        key=f"{kind}:{assignment.pk}:{version}:{reviewer.email}",
        case=assignment.round.case,
        to=reviewer.email,
        subject=subject,
        body=f"Hej {reviewer.name}\n\n{body}",
        button_text=button_text or "Gå til bedømmelserne",
        button_path=button_path or reverse("applications:review_list"),
    )


def _of_removal(assignment) -> str:
    return f"{assignment.removed_at:%Y%m%d%H%M%S%f}"


def _counted(number: int) -> str:
    return "1 ansøgning" if number == 1 else f"{number} ansøgninger"

"""Letters about being on board."""

from django.urls import reverse

from praksis.accounts.models import User
from praksis.mail.models import Email, PersonalLink
from praksis.organisations.models import Invitation, Membership


def invitation(invited: Invitation, link: PersonalLink) -> Email:
    """A colleague is asked to join; the link signs up or signs in."""
    name = invited.organisation.full_name
    return Email(
        key=f"invitation:{invited.pk}:{link.generation}:{invited.email}",
        to=invited.email,
        subject=f"{invited.invited_by.name} inviterer dig til {name} i Praksis",
        body=(
            f"{invited.invited_by.name} vil gerne have dig med hos {name} i Praksis, hvor I søger om hjælp fra "
            "praksiskonsulenterne og følger jeres forløb.\n\n"
            f"Din rolle bliver: {invited.get_role_display().lower()}.\n\n"
            "Linket er kun til dig. Det virker i 14 dage og kan bruges én gang. Kender du ikke den, der inviterer, "
            "skal du ikke gøre noget."
        ),
        button_text="Se invitationen",
        link=link,
    )


def somebody_waits(membership: Membership, owner: User) -> Email:
    """An owner is told that a person says to belong to the organisation."""
    name = membership.organisation.full_name
    return Email(
        key=f"membership_waits:{membership.pk}:{owner.email}",
        to=owner.email,
        subject=f"{membership.user.name} vil være med hos {name}",
        body=(
            f"{membership.user.name} ({membership.user.title}, {membership.user.email}) har oprettet en konto og "
            f"siger, at vedkommende arbejder hos {name}.\n\n"
            "Kender du personen, så bekræft det. Indtil da ser personen kun de kladder, vedkommende selv er begyndt på."
        ),
        button_text="Bekræft eller afvis",
        button_path=reverse("organisations:organisation_detail", args=[membership.organisation_id]),
    )


def confirmed(membership: Membership) -> Email:
    """The person is told to be on board."""
    name = membership.organisation.full_name
    return Email(
        key=f"membership_confirmed:{membership.pk}:{membership.user.email}",
        to=membership.user.email,
        subject=f"Du er bekræftet hos {name}",
        body=(
            f"Kære {membership.user.name}\n\n"
            f"Det er bekræftet, at du arbejder hos {name}. Nu ser du også det, dine kolleger skriver."
        ),
        button_text="Gå til Praksis",
        button_path=reverse("organisations:organisation_detail", args=[membership.organisation_id]),
    )


def refused(membership: Membership) -> Email:
    """The person is told that nobody knew them there, and what to do."""
    name = membership.organisation.full_name
    return Email(
        key=f"membership_refused:{membership.pk}:{membership.user.email}",
        to=membership.user.email,
        subject=f"Vi kunne ikke bekræfte dig hos {name}",
        body=(
            f"Kære {membership.user.name}\n\n"
            f"Du har skrevet, at du arbejder hos {name}. Det kunne vi ikke få bekræftet. Kladder, du er begyndt på, er "
            "ikke slettet.\n\n"
            "Er det en fejl, så bed en kollega, der allerede er med, om at invitere dig, eller svar på denne mail."
        ),
        button_text="Vælg en anden organisation",
        button_path=reverse("organisations:organisation_join"),
    )

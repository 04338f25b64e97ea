"""Who speaks: those known already, and whoever is typed new."""

from dataclasses import dataclass

from conferences.programme.models import Speaker


@dataclass(frozen=True)
class NewSpeaker:
    """Somebody who is typed on the form of a session."""

    name: str
    title: str
    email: str = ""


def known_or_new(typed: NewSpeaker) -> Speaker:
    """The speaker of that name and title, made where there is none; an address that is typed is kept."""
    speaker, _ = Speaker.objects.get_or_create(name=typed.name, title=typed.title)
    if typed.email and speaker.email != typed.email.lower():
        speaker.email = typed.email.lower()
        speaker.save(update_fields=["email"])
    return speaker

"""Where what a round lacks is put right: a page and the words that lead there."""

from django.urls import reverse

from applications.allocation.readiness import Item
from applications.rounds.models import Round

# By the first word of an item's key; what follows it is the application that the page is about, or a reviewer.
OF_APPLICATION = {
    "awaited": ("applications:round_check", "Gå til den formelle kontrol"),
    "check": ("applications:round_check", "Gå til den formelle kontrol"),
    "hearing": ("applications:round_hearing", "Gå til partshøringen"),
}
OF_ROUND = {
    "interests": ("applications:round_reviewers", "Se bedømmerne"),
    "reviews": ("applications:round_reviewers", "Se, hvor langt bedømmerne er"),
}


def remedy(round_: Round, item: Item) -> tuple[str, str] | None:
    """The address and the words of a link to where the item is put right; None where no page of the round does it.

    A fact about a municipality comes from the register, which an administrator keeps.
    """
    kind, _, about = item.key.partition(":")
    if kind in OF_APPLICATION:
        name, words = OF_APPLICATION[kind]
        return reverse(name, args=[round_.pk, about]), words
    if kind in OF_ROUND:
        name, words = OF_ROUND[kind]
        return reverse(name, args=[round_.pk]), words
    return None

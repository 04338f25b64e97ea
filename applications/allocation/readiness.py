"""What a round still lacks before it can be proposed."""

from django.db.models import Count, Q

from applications.allocation.models import Decision
from applications.assessment.models import Review
from applications.drafting.models import Application, Status
from applications.rounds.models import Round

ENOUGH_REVIEWS = 2


def submitted(round_: Round):
    """The applications that compete in the round."""
    return Application.objects.filter(round=round_, status=Status.SUBMITTED)


def little_reviewed(round_: Round) -> list[str]:
    """The applicants whose application has fewer than two valid reviews, by name."""
    enough = (
        Review.objects.valid()
        .filter(application__round=round_)
        .values("application")
        .annotate(number=Count("pk"))
        .filter(number__gte=ENOUGH_REVIEWS)
        .values("application")
    )
    rest = submitted(round_).exclude(pk__in=enough)
    return list(rest.order_by("applicant__name").values_list("applicant__name", flat=True))


def missing(round_: Round, *, waiver: str = "") -> list[str]:
    """What stands in the way of a proposal, as Danish sentences; empty where nothing does.

    A `waiver` is the reason for deciding although some applications have fewer than two reviews.
    """
    sentences = []
    names = submitted(round_).order_by("applicant__name").values_list("applicant__name", flat=True)
    undecided = names.filter(decision=None)
    if undecided:
        sentences.append(f"Vælg tilsagn, reserveliste eller afslag for {listed(undecided)}.")
    unexplained = names.filter(decision__reason="")
    if unexplained:
        sentences.append(f"Skriv en begrundelse for {listed(unexplained)}.")
    if not waiver.strip():
        few = little_reviewed(round_)
        if few:
            sentences.append(f"Færre end to låste bedømmelser: {listed(few)}. Skriv, hvorfor runden afgøres alligevel.")
        if not names:
            sentences.append("Runden har ingen ansøgninger. Skriv et notat om, at den lukkes.")
    # The seats keep the number within the places; a round whose places were lowered is caught here.
    granted = (
        Decision.objects.holding_a_seat()
        .filter(round=round_, application__status=Status.SUBMITTED)
        .aggregate(number=Count("pk"), beyond=Count("pk", filter=Q(seat_number__gt=round_.places)))
    )
    if granted["number"] > round_.places or granted["beyond"]:
        sentences.append(f"Der er valgt {granted['number']} til {round_.places} pladser.")
    return sentences


def listed(names) -> str:
    """Names as one says them: "Skive, Thisted og Lemvig"."""
    *first, last = list(names)
    return f"{', '.join(first)} og {last}" if first else last

"""Own interests in a round's applicants: declaring them, and what a superior decides about them."""

from django.db import transaction
from django.utils import timezone

from applications.assessment import access, emails, people
from applications.assessment.models import InterestDeclaration, Ruling
from applications.rounds.models import Round
from praksis.accounts.models import Role
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def declare_interest(round_: Round, *, has_interest: bool, about: str = "", by: Actor) -> InterestDeclaration:
    """Say whether one has an interest in an applicant of the round. Without it nothing of the round can be read.

    An interest that is found later can be declared later, also by somebody whom a superior has let take part; one is
    not taken back by oneself. Those who can decide about it are told by mail, and where a manager has one, who goes on
    with the round is noted. Raises ActionError before the deadline, when the applicants are not all known yet.
    """
    lock(round_)
    if not access.may_declare(round_):
        raise ActionError("Du kan erklære din habilitet, når fristen er nået og alle ansøgere er kendt.")
    about = about.strip() if has_interest else ""
    if has_interest and not about:
        raise ActionError("Skriv kort, hvem og hvad din interesse handler om.")
    declaration, is_new = InterestDeclaration.objects.get_or_create(
        round=round_, person=by.person, defaults={"has_interest": has_interest, "is_out": has_interest, "about": about}
    )
    if not is_new:
        if declaration.is_out and not has_interest:
            raise ActionError("Du har erklæret en interesse i runden. Kun din overordnede kan bestemme andet.")
        if declaration.is_out or not has_interest:
            return declaration
        _add(declaration, about)
    log.record(round_.case, "interest.declared" if has_interest else "interest.none", by=by)
    if has_interest:
        _pass_on(declaration, by=by)
    return declaration


def _add(declaration, about):
    """Another interest than those that were known: what was decided about these does not cover it."""
    known = f"{declaration.about}\n\n" if declaration.about else ""
    declaration.about = f"{known}{about}"
    declaration.has_interest = declaration.is_out = True
    declaration.declared_at = timezone.now()
    _forget_ruling(declaration)
    declaration.save()


def _forget_ruling(declaration):
    declaration.ruling = declaration.ruling_reason = ""
    declaration.ruled_at = declaration.ruled_by = None


def _pass_on(declaration, *, by):
    """Tell those who can decide; where a manager is out, note who goes on with the round."""
    round_ = declaration.round
    superiors = people.superiors_in(round_)
    for superior in superiors:
        outbox.queue(emails.interest_to_rule_on(declaration, to=superior))
    if by.person.has_role(Role.MANAGER):
        left = [superior.name for superior in superiors if superior.has_role(Role.MANAGER)]
        deputies = ", ".join(left) if left else "ingen leder endnu; en godkender afgør, hvem der kan"
        log.record(round_.case, "round.passed_on", by=by, deputies=deputies)


@transaction.atomic
def rule_on_interest(declaration: InterestDeclaration, *, ruling: str, reason: str, by: Actor) -> None:
    """Decide whether somebody with an interest takes part in the round all the same (forvaltningsloven §§ 3 and 6).

    Access follows at once, and the person is told by mail. It can be decided anew; the same again changes nothing.
    Raises ActionError for one's own interest, for whoever is not a superior without an interest, without a reason, or
    where none is declared.
    """
    round_ = declaration.round
    lock(round_)
    lock(declaration)
    if declaration.person_id == by.person.pk:
        raise ActionError("Du kan ikke afgøre din egen habilitet. Det gør en anden leder eller en godkender.")
    if by.person not in people.superiors_in(round_):
        raise ActionError("Kun en leder eller godkender, der selv kan deltage i runden, kan afgøre det.")
    if not declaration.has_interest:
        raise ActionError("Der er ikke erklæret en interesse.")
    if not reason.strip():
        raise ActionError("Skriv, hvorfor du afgør det sådan.")
    if (declaration.ruling, declaration.ruling_reason) == (ruling, reason.strip()):
        return
    declaration.ruling, declaration.ruling_reason = Ruling(ruling), reason.strip()
    declaration.is_out = ruling != Ruling.TAKES_PART
    declaration.ruled_at, declaration.ruled_by = timezone.now(), by.person
    declaration.save()
    kind = "interest.stays_out" if declaration.is_out else "interest.takes_part"
    log.record(round_.case, kind, by=by, person=declaration.person.name, reason=declaration.ruling_reason)
    outbox.queue(emails.interest_ruled_on(declaration))

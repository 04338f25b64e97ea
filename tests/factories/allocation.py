import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from applications.allocation import actions, considering, readiness, standing
from applications.allocation.models import (
    Decision,
    DecisionReason,
    Explanation,
    Outcome,
    OwnChoice,
    Place,
    Proposal,
    Snapshot,
    Waiver,
)
from applications.assessment.models import ReviewerAssignment
from applications.decisions.actions import announce
from applications.drafting.models import ApplicantKind
from praksis.cases.actors import Actor
from tests.factories.accounts import UserFactory
from tests.factories.assessment import reviewed_round
from tests.factories.cases import CaseFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.rounds import RoundFactory


class DecisionFactory(DjangoModelFactory):
    """A refusal, chosen but not announced, unless told otherwise."""

    class Meta:
        model = Decision

    application = factory.SubFactory(ApplicationFactory, submitted=True, round__closed=True)
    round = factory.SelfAttribute("application.round")
    case = factory.SelfAttribute("application.case")
    outcome = Outcome.REFUSED
    reason = "Behovet er beskrevet, men der er ikke sat tid af til deltagelsen."
    chosen_by = factory.SubFactory(UserFactory, manager=True)

    class Params:
        granted = factory.Trait(
            outcome=Outcome.GRANTED, seat_number=1, reason="Behovet er klart dokumenteret, og ledelsen står bag."
        )
        reserve = factory.Trait(outcome=Outcome.RESERVE)
        announced = factory.Trait(announced_at=factory.LazyFunction(timezone.now))


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = Proposal

    round = factory.SubFactory(RoundFactory, closed=True)
    proposed_by = factory.SubFactory(UserFactory, manager=True)

    class Params:
        approved = factory.Trait(
            approved_at=factory.LazyFunction(timezone.now), approved_by=factory.SubFactory(UserFactory, approver=True)
        )
        sent_back = factory.Trait(
            sent_back_at=factory.LazyFunction(timezone.now),
            sent_back_by=factory.SubFactory(UserFactory, approver=True),
            remark="Se på balancen igen.",
        )


class SnapshotFactory(DjangoModelFactory):
    """A frozen calculation of nobody in particular."""

    class Meta:
        model = Snapshot

    round = factory.SubFactory(RoundFactory, closed=True)
    number = 1
    input = "{}"
    output = "{}"
    sha256 = "0" * 64
    code_version = "1"
    by = factory.SubFactory(UserFactory, manager=True)


class PlaceFactory(DjangoModelFactory):
    """A place of a round from before the system."""

    class Meta:
        model = Place

    applicant = factory.SubFactory(MunicipalityFactory)
    applicant_kind = ApplicantKind.MUNICIPALITY
    case = factory.SubFactory(CaseFactory, title="Etårigt forløb", party=factory.SelfAttribute("..applicant"))
    round = factory.SubFactory(RoundFactory, status="announced", opens_at=None, deadline=None)
    accepted_by_name = "Praksis"
    facts = factory.LazyAttribute(
        lambda o: {
            "programme": o.round.programme.kind,
            "applicant_kind": o.applicant_kind,
            "period_from": o.round.period_from.isoformat(),
            "period_to": o.round.period_to.isoformat(),
            "institutions": [],
            "people": {},
            "themes": [],
            "challenge": None,
        }
    )


def decided_round(*outcomes: str, places: int = 2, **fields):
    """A reviewed round with an application for each outcome, chosen with a reason; decisions by applicant's name."""
    round_ = reviewed_round(len(outcomes), places=places, **fields)
    seats = iter(range(1, places + 1))
    for application, outcome in zip(round_.applications.order_by("applicant__name"), outcomes, strict=True):
        seat = next(seats) if outcome == Outcome.GRANTED else None
        DecisionFactory(application=application, round=round_, outcome=outcome, seat_number=seat)
    return round_


def considered_by(round_, person):
    """Let what goes before a proposal be done by this person: the own choice, reasons, explanations."""
    for decision in Decision.objects.filter(round=round_):
        for criterion in round_.criteria.all():
            DecisionReason.objects.get_or_create(
                decision=decision,
                criterion=criterion,
                defaults={"text": "Det er beskrevet.", "written_at": timezone.now(), "written_by": person},
            )
    own_choice(round_, person)
    for question in considering.of_round(round_, person)[0].unanswered:
        said = {"words": question.words[:400], "consideration": "criteria", "text": "Samlet vurdering.", "by": person}
        Explanation.objects.create(round=round_, question=question.key, **said)


def ready_for_sums(round_, person):
    """Let everything that is not done be waived by this person, and the own choice be noted."""
    assignments = list(ReviewerAssignment.objects.filter(round=round_).with_interests())
    for item in readiness.items(standing.of_round(round_), assignments):
        Waiver.objects.create(round=round_, item=item.key, words=item.words, reason="Vi har læst den.", by=person)
    own_choice(round_, person)


def own_choice(round_, person):
    """Let this person have noted an own choice, made while the scores counted that count now."""
    out = considering.of_round(round_, person)[0].left_out
    OwnChoice.objects.get_or_create(
        round=round_, person=person, left_out=out, defaults={"reason": "Det største behov."}
    )


def announced_round(*outcomes: str, **fields):
    """The same, proposed, approved and announced by the actions."""
    round_ = decided_round(*outcomes, **fields)
    manager, approver = UserFactory(manager=True), UserFactory(approver=True)
    considered_by(round_, manager)
    actions.propose(round_, by=Actor.of(manager))
    actions.approve(round_, by=Actor.of(approver))
    announce(round_, by=Actor.of(manager))
    return round_

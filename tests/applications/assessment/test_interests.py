"""Own interests in a round's applicants, and what a superior decides about them."""

import pytest

from applications.assessment import access, actions
from applications.assessment.models import InterestDeclaration, Review, Ruling
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory, reviewed_round
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return RoundFactory(closed=True)


@pytest.fixture
def declaration(round_, consultant):
    """The consultant, who reviews the round, has declared an interest in it."""
    ReviewerAssignmentFactory(round=round_, reviewer=consultant)
    return InterestDeclarationFactory(round=round_, person=consultant, conflicted=True)


def kinds(round_):
    return list(round_.case.events.order_by("id").values_list("kind", flat=True))


def told(round_):
    return [line["text"] for line in log.timeline(round_.case, party=False)]


def mailed_to():
    return sorted(Email.objects.values_list("to", flat=True))


# --- Declaring ----------------------------------------------------------------------------------------------------


def test_declare_interest_keeps_what_was_said(round_, consultant):
    declaration = actions.declare_interest(round_, has_interest=True, about=" Min søster. ", by=Actor.of(consultant))

    assert (declaration.person, declaration.is_out, declaration.about) == (consultant, True, "Min søster.")
    assert kinds(round_) == ["interest.declared"]


def test_declare_interest_twice_changes_nothing(round_, manager):
    actions.declare_interest(round_, has_interest=False, about="Noget", by=Actor.of(manager))
    actions.declare_interest(round_, has_interest=False, by=Actor.of(manager))

    assert list(InterestDeclaration.objects.values_list("has_interest", "about")) == [(False, "")]
    assert kinds(round_) == ["interest.none"]


def test_declaring_the_same_interest_twice_changes_nothing(round_, consultant, manager):
    for _ in range(2):
        actions.declare_interest(round_, has_interest=True, about="Min bror.", by=Actor.of(consultant))

    assert kinds(round_) == ["interest.declared"]
    assert mailed_to() == [manager.email]


def test_an_interest_can_be_found_later_and_what_was_scored_is_left_out(consultant):
    round_ = reviewed_round(1)
    reviewer = round_.assignments.first().reviewer
    assert Review.objects.valid_in(round_).count() == 2

    actions.declare_interest(round_, has_interest=True, about="Min bror.", by=Actor.of(reviewer))

    assert list(InterestDeclaration.objects.filter(person=reviewer).values_list("is_out", "about")) == [
        (True, "Min bror.")
    ]
    assert Review.objects.valid_in(round_).count() == 1
    assert Review.objects.count() == 2


def test_a_declared_interest_is_not_taken_back(round_, manager):
    actions.declare_interest(round_, has_interest=True, about="Min bror.", by=Actor.of(manager))

    with pytest.raises(ActionError, match="Kun din overordnede"):
        actions.declare_interest(round_, has_interest=False, by=Actor.of(manager))

    assert InterestDeclaration.objects.get().has_interest is True


def test_declare_interest_asks_what_it_is_about(round_, manager):
    with pytest.raises(ActionError, match="hvem og hvad"):
        actions.declare_interest(round_, has_interest=True, about=" ", by=Actor.of(manager))

    assert not InterestDeclaration.objects.exists()


def test_declare_interest_waits_for_the_deadline(manager):
    round_ = RoundFactory()

    with pytest.raises(ActionError, match="når fristen er nået"):
        actions.declare_interest(round_, has_interest=False, by=Actor.of(manager))


def test_those_who_can_decide_are_told_but_not_what_it_is(round_, consultant, manager, approver):
    InterestDeclarationFactory(round=round_, person=UserFactory(manager=True), conflicted=True)

    actions.declare_interest(round_, has_interest=True, about="Min bror.", by=Actor.of(consultant))

    assert mailed_to() == sorted([manager.email, approver.email])
    assert all("Min bror" not in body for body in Email.objects.values_list("body", flat=True))


def test_the_round_of_a_manager_with_an_interest_is_led_on_by_another(round_, manager):
    UserFactory(manager=True, name="Bente Stedfortræder")

    actions.declare_interest(round_, has_interest=True, about="Min bror.", by=Actor.of(manager))

    assert told(round_)[0] == "Runden føres videre af Bente Stedfortræder."
    assert list(access.known_rounds(manager)) == []


def test_where_no_manager_is_left_an_approver_decides_who_goes_on(round_, manager, approver):
    actions.declare_interest(round_, has_interest=True, about="Min bror.", by=Actor.of(manager))

    assert told(round_)[0] == "Runden føres videre af ingen leder endnu; en godkender afgør, hvem der kan."
    assert mailed_to() == [approver.email]
    actions.rule_on_interest(
        InterestDeclaration.objects.get(), ruling=Ruling.TAKES_PART, reason="Perifert.", by=Actor.of(approver)
    )
    assert list(access.known_rounds(manager)) == [round_]


# --- Ruling -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("superior", ["manager", "approver"])
def test_who_may_take_part_all_the_same_sees_the_round_again_and_is_told(request, superior, round_, declaration):
    by = Actor.of(request.getfixturevalue(superior))
    assert list(access.known_rounds(declaration.person)) == []

    for _ in range(2):
        actions.rule_on_interest(declaration, ruling=Ruling.TAKES_PART, reason=" Det er længe siden. ", by=by)

    declaration.refresh_from_db()
    assert (declaration.is_out, declaration.ruled_by, declaration.ruling_reason) == (
        False,
        by.user,
        "Det er længe siden.",
    )
    assert list(access.known_rounds(declaration.person)) == [round_]
    assert told(round_) == ["Kim Konsulent kan deltage i runden trods en interesse: Det er længe siden."]
    (letter,) = Email.objects.filter(to=declaration.person.email)
    assert (letter.subject, letter.button_text) == (
        f"Din habilitet i runden {round_.name} er afgjort",
        "Gå til Praksis",
    )
    assert "Du kan nu se den igen." in letter.body


def test_who_stays_out_is_told_why(round_, declaration, manager):
    actions.rule_on_interest(declaration, ruling=Ruling.STAYS_OUT, reason="Hun er direktør.", by=Actor.of(manager))

    declaration.refresh_from_db()
    assert (declaration.is_out, declaration.ruling) == (True, Ruling.STAYS_OUT)
    assert list(access.known_rounds(declaration.person)) == []
    assert told(round_) == ["Kim Konsulent deltager ikke i runden: Hun er direktør."]
    (letter,) = Email.objects.filter(to=declaration.person.email)
    assert (letter.body.endswith("Begrundelsen er: Hun er direktør."), letter.button_text) == (True, "")


def test_it_can_be_decided_anew(round_, declaration, manager, approver):
    actions.rule_on_interest(declaration, ruling=Ruling.TAKES_PART, reason="Perifert.", by=Actor.of(manager))

    actions.rule_on_interest(declaration, ruling=Ruling.STAYS_OUT, reason="Nært alligevel.", by=Actor.of(approver))

    declaration.refresh_from_db()
    assert (declaration.is_out, declaration.ruled_by) == (True, approver)
    assert kinds(round_) == ["interest.takes_part", "interest.stays_out"]


def test_nobody_decides_about_the_own_interest(round_, manager):
    own = InterestDeclarationFactory(round=round_, person=manager, conflicted=True)

    with pytest.raises(ActionError, match="din egen habilitet"):
        actions.rule_on_interest(own, ruling=Ruling.TAKES_PART, reason="Perifert.", by=Actor.of(manager))

    own.refresh_from_db()
    assert own.is_out is True


@pytest.mark.parametrize("who", ["a manager with an interest", "a consultant"])
def test_only_superiors_without_an_interest_decide(round_, declaration, manager, who):
    person = manager if who == "a manager with an interest" else UserFactory(consultant=True)
    InterestDeclarationFactory(round=round_, person=person, conflicted=person == manager)

    with pytest.raises(ActionError, match="Kun en leder eller godkender"):
        actions.rule_on_interest(declaration, ruling=Ruling.TAKES_PART, reason="Perifert.", by=Actor.of(person))

    declaration.refresh_from_db()
    assert declaration.ruling == ""


def test_a_ruling_has_a_reason(declaration, manager):
    with pytest.raises(ActionError, match="Skriv, hvorfor"):
        actions.rule_on_interest(declaration, ruling=Ruling.TAKES_PART, reason="  ", by=Actor.of(manager))


def test_where_no_interest_is_declared_nothing_is_decided(round_, manager, consultant):
    declared = InterestDeclarationFactory(round=round_, person=consultant)

    with pytest.raises(ActionError, match="ikke erklæret en interesse"):
        actions.rule_on_interest(declared, ruling=Ruling.STAYS_OUT, reason="Nej.", by=Actor.of(manager))


def test_another_interest_after_a_ruling_takes_the_person_out_until_that_is_decided_too(round_, declaration, manager):
    by = Actor.of(declaration.person)
    actions.rule_on_interest(declaration, ruling=Ruling.TAKES_PART, reason="Perifert.", by=Actor.of(manager))
    actions.declare_interest(round_, has_interest=False, by=by)
    assert list(access.known_rounds(declaration.person)) == [round_]

    actions.declare_interest(round_, has_interest=True, about="Min bror er blevet direktør.", by=by)

    declaration.refresh_from_db()
    assert (declaration.is_out, declaration.ruling, declaration.ruled_by) == (True, "", None)
    assert declaration.about == "Min søster er dagtilbudschef i en af kommunerne.\n\nMin bror er blevet direktør."
    assert list(access.known_rounds(declaration.person)) == []

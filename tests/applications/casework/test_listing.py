from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from applications.assessment import access
from applications.casework import listing
from applications.casework.listing import LACKING, MISSING, ApplicationFilter, handed_in, named, rows_of
from applications.drafting.models import Application, Signature, Status
from applications.rounds.models import Round, RoundStatus
from praksis.cases.actors import SYSTEM
from praksis.documents.actions import store
from praksis.documents.models import Audience
from praksis.themes import as_text
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory, ReviewerAssignmentFactory
from tests.factories.casework import FormalCheckFactory, HearingFactory, ReopeningFactory, sent_application
from tests.factories.drafting import ApplicationFactory, ApplicationInstitutionFactory
from tests.factories.files import pdf
from tests.factories.organisations import InstitutionFactory, MunicipalityFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db


def asked(query="", rounds=None):
    return ApplicationFilter(QueryDict(query), named(rounds or Round.objects.all()))


def names(query=""):
    """The applicants of what is found, in its order."""
    return list(asked(query).qs.values_list("applicant__name", flat=True))


@pytest.fixture
def round_():
    return RoundFactory(closed=True, name="Foråret")


@pytest.fixture
def three(round_):
    """Skive, the institution Engen in Greve, and Aarhus, received in this order."""
    skive = MunicipalityFactory(short_name="Skive", region="Midtjylland", population=46_599)
    greve = MunicipalityFactory(short_name="Greve", region="Sjælland", population=50_000)
    aarhus = MunicipalityFactory(short_name="Aarhus", region="Midtjylland", population=345_332)
    engen = InstitutionFactory(name="Engen", municipality=greve, ownership="private")
    sent = {
        "skive": sent_application(round=round_, applicant=skive),
        "engen": ApplicationFactory(round=round_, submitted=True, applicant=engen, applicant_kind="private"),
        "aarhus": ApplicationFactory(round=round_, submitted=True, applicant=aarhus),
    }
    for days, application in enumerate(reversed(sent.values()), start=1):
        received_at = timezone.now() - timedelta(days=days)
        Application.objects.filter(pk=application.pk).update(submitted_at=received_at)
    return sent


ALL = ["Aarhus Kommune", "Engen", "Skive Kommune"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("q=skive", ["Skive Kommune"]),
        ("q=ENG", ["Engen"]),
        ("q=solhus", ["Skive Kommune"]),
        ("q=ingen", []),
        ("region=Midtjylland", ["Aarhus Kommune", "Skive Kommune"]),
        ("region=Sj%C3%A6lland", ["Engen"]),
        ("indbyggere=under-20", []),
        ("indbyggere=20-50", ["Skive Kommune"]),
        ("indbyggere=50-100", ["Engen"]),
        ("indbyggere=fra-100", ["Aarhus Kommune"]),
        ("ejerform=private", ["Engen"]),
        ("ejerform=municipal", ["Skive Kommune"]),
        ("ejerform=self_governing", []),
        ("status=submitted", ALL),
        ("status=withdrawn", []),
        ("status=draft", ALL),
        ("orden=aeldste", ["Skive Kommune", "Engen", "Aarhus Kommune"]),
        ("orden=ansoeger", ALL),
        ("orden=indbyggere", ["Aarhus Kommune", "Engen", "Skive Kommune"]),
        ("region=Midtjylland&indbyggere=20-50&q=skive", ["Skive Kommune"]),
        ("region=Midtjylland&indbyggere=50-100", []),
    ],
)
def test_the_list_is_narrowed_and_sorted(three, query, found):
    assert names(query) == found


def test_a_case_is_found_by_its_reference_and_the_list_sorted_by_it(three):
    reference = three["engen"].case.reference

    assert names(f"q={reference}") == ["Engen"]
    assert list(asked("orden=sag").qs.values_list("case__reference", flat=True)) == sorted(
        one.case.reference for one in three.values()
    )


def test_one_round_is_chosen_among_those_that_may_be_read(three, round_):
    other = ApplicationFactory(submitted=True, round__closed=True, applicant=MunicipalityFactory(short_name="Ærø"))

    assert names(f"runde={other.round_id}") == ["Ærø Kommune"]
    mine = Round.objects.filter(pk=round_.pk)
    assert list(asked(f"runde={other.round_id}", rounds=mine).qs) == list(asked(rounds=mine).qs)


def test_the_newest_rounds_are_offered_and_an_older_one_that_is_asked_for(monkeypatch):
    monkeypatch.setattr(listing, "MOST_ROUNDS", 2)
    rounds = [RoundFactory(closed=True, name=name) for name in ("Første", "Anden", "Tredje", "Fjerde")]
    order = Round.objects.order_by("name")

    def offered(query=""):
        return [name for _, name in asked(query, order).options["runde"]]

    assert offered() == ["Anden", "Fjerde"]
    assert offered(f"runde={rounds[2].pk}") == ["Anden", "Fjerde", "Tredje"]
    assert offered(f"runde={rounds[1].pk}") == offered("runde=ukendt") == ["Anden", "Fjerde"]


def test_those_with_a_theme_are_found(three):
    for name, themes in {
        "skive": ["parental_cooperation", "professional_leadership"],
        "aarhus": ["parental_cooperation"],
        "engen": [],
    }.items():
        Application.objects.filter(pk=three[name].pk).update(themes=as_text(themes))

    assert names("tema=professional_leadership") == ["Skive Kommune"]
    assert names("tema=interdisciplinary_cooperation") == []
    assert [row.themes for row in rows_of([three["skive"].pk, three["engen"].pk], whole=True)] == [
        ("Forældresamarbejde", "Faglig ledelse"),
        (),
    ]


# --- What is missing --------------------------------------------------------------------------------------------------


def signed_on_paper(application, **fields):
    facts = {"filename": "papir.pdf", "content_type": "application/pdf", "audience": Audience.APPLICATION}
    return Signature.objects.create(
        version=application.submission.version,
        document=store(application.case, kind="signed_paper", title="Papir", content=pdf(), by=SYSTEM, **facts),
        name="Dorte",
        title="Direktør",
        email="dorte@skive.example",
        **fields,
    )


def found_missing(query):
    """What the filter finds; it must be what the rows say."""
    keys = list(asked(query).qs.values_list("pk", flat=True))
    return {row.applicant: row.lacks for row in rows_of(keys)}


def test_what_is_missing_is_found_and_said(three, manager):
    FormalCheckFactory(application=three["skive"])
    FormalCheckFactory(application=three["engen"])
    ReopeningFactory(answer=three["skive"].answers.get(question__key="need"))
    signed_on_paper(three["aarhus"])
    HearingFactory(application=three["skive"])

    assert found_missing("mangler=svar") == {"Skive Kommune": ["Venter på svar", "Åben partshøring"]}
    assert found_missing("mangler=hoering") == {"Skive Kommune": ["Venter på svar", "Åben partshøring"]}
    assert found_missing("mangler=kontrol") == {"Aarhus Kommune": ["Ikke kontrolleret", "Papir ikke set"]}
    assert found_missing("mangler=papir") == {"Aarhus Kommune": ["Ikke kontrolleret", "Papir ikke set"]}
    assert set(found_missing("mangler=noget")) == {"Aarhus Kommune", "Skive Kommune"}
    assert found_missing("q=engen") == {"Engen": []}


def test_what_has_come_and_been_looked_at_is_not_missing(three, manager):
    for name in three:
        FormalCheckFactory(application=three[name])
    need = three["skive"].answers.get(question__key="need")
    ReopeningFactory(answer=need, answered_at=timezone.now(), answered_by=manager)
    ReopeningFactory(answer=need, closed_at=timezone.now())
    signed_on_paper(three["aarhus"], checked_at=timezone.now(), checked_by=manager)
    HearingFactory(application=three["aarhus"], closed=True)

    assert found_missing("mangler=noget") == {}
    assert found_missing("") == {name: [] for name in ALL}


def test_after_the_proposal_and_of_what_is_withdrawn_no_check_is_missing(three, round_):
    aarhus = Application.objects.filter(pk=three["aarhus"].pk)
    aarhus.update(status=Status.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_by=three["aarhus"].created_by)

    assert set(found_missing("mangler=kontrol")) == {"Engen", "Skive Kommune"}
    assert found_missing("status=withdrawn") == {"Aarhus Kommune": []}

    Round.objects.filter(pk=round_.pk).update(status=RoundStatus.PROPOSED)

    assert found_missing("mangler=kontrol") == {}


def test_every_choice_of_what_is_missing_is_looked_for():
    assert set(MISSING) == {*LACKING, "noget"}


# --- Whose list -------------------------------------------------------------------------------------------------------


def test_the_list_holds_what_its_reader_may_read_and_what_was_withdrawn_of_it(three, round_):
    open_, draft, mine = RoundFactory(), RoundFactory(draft=True, closed=True), RoundFactory(closed=True)
    for one in (open_, draft, mine):
        ApplicationFactory(round=one, submitted=True)
    ApplicationFactory(round=round_)
    people = {
        role: UserFactory(roles=[role]) for role in ("manager", "approver", "consultant", "evaluator", "administrator")
    }
    people["interested"], people["undeclared"] = UserFactory(manager=True), UserFactory(manager=True)
    people["of a part"] = UserFactory(consultant=True)
    for name, person in people.items():
        if name != "undeclared":
            for one in (open_, draft, round_, mine):
                InterestDeclarationFactory(round=one, person=person, conflicted=name == "interested")
    ReviewerAssignmentFactory(round=mine, reviewer=people["consultant"])
    ReviewerAssignmentFactory(round=mine, reviewer=people["undeclared"])
    ReviewerAssignmentFactory(round=mine, reviewer=people["of a part"])
    part = ReviewerAssignmentFactory(round=round_, reviewer=people["of a part"], reads_all=False)
    part.parts.create(application=three["skive"])

    read = {name: set(access.readable_applications(person)) for name, person in people.items()}
    listed = {
        name: set(handed_in(access.readable_rounds(person).values_list("pk", flat=True), access.read_in_part(person)))
        for name, person in people.items()
    }

    assert listed == read
    assert {name: len(found) for name, found in listed.items()} == {
        "manager": 4,
        "approver": 4,
        "consultant": 1,
        "of a part": 2,
        "evaluator": 0,
        "administrator": 0,
        "interested": 0,
        "undeclared": 0,
    }


# --- Rows -------------------------------------------------------------------------------------------------------------


def test_a_row_names_two_institutions_and_how_many_more(three):
    application = three["skive"]
    for number, name in enumerate(["Engen", "Skoven", "Mosen"], start=1_000):
        ApplicationInstitutionFactory(application=application, name=name, order=number)

    assert rows_of([application.pk])[0].others == "Solhuset, Engen og 2 til"


def test_an_institution_that_applies_for_itself_is_not_named_twice(three):
    ApplicationInstitutionFactory(application=three["engen"], name="Engen", ownership="private")

    row = rows_of([three["engen"].pk])[0]

    assert (row.others, row.municipality, row.kind_word) == ("", "Greve", "Privat dagtilbud")


def test_rows_come_in_the_order_of_their_keys_in_three_queries(three, django_assert_num_queries):
    keys = [three[name].pk for name in ("engen", "skive", "aarhus")]
    rounds = named(Round.objects.all())

    with django_assert_num_queries(3):
        rows = rows_of(keys, rounds)

    assert [row.pk for row in rows] == keys


def test_the_words_say_what_was_asked_for(three, round_):
    assert asked().words == "alle"
    assert asked(f"runde={round_.pk}&q=skive&tema=professional_leadership&orden=sag&ukendt=1").words == (
        "Navn eller sagsnummer: skive; Runde: Foråret; Rækkefølge: Sagsnummer; Tema: Faglig ledelse"
    )

"""A mini programme that can be applied for, and drafts for it that could be sent."""

from datetime import timedelta

from django.utils import timezone

from applications.drafting import actions
from applications.drafting.models import Answer, Application
from applications.rounds.models import ProgrammeKind, QuestionKind
from praksis.cases.actors import Actor
from praksis.organisations.models import MembershipRole, Ownership
from tests.factories.accounts import UserFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory
from tests.factories.rounds import ProgrammeFactory, QuestionFactory, QuestionSetFactory, RoundFactory

KINDS = ["self_governing", "private", "municipal", "administration"]
LEADER = {"name": "Lone Leder", "title": "Leder", "email": "lone@solhuset.example", "phone": "12345678"}
CHAIR = {"name": "Bo Formand", "title": "Formand", "email": "bo@solhuset.example", "phone": "12345678"}
CONTACT = {"name": "Kaj Kontakt", "title": "Konsulent", "email": "kaj@skive.example", "phone": "12345678"}
QUESTIONS = [
    ("applicant_kind", QuestionKind.SINGLE_CHOICE, "1. Hvem søger", ""),
    ("institutions", QuestionKind.INSTITUTION_LIST, "1. Hvem søger", ""),
    ("challenge", QuestionKind.LONG_TEXT, "2. Udfordringen", ""),
    ("leader", QuestionKind.PERSON, "4. Ledelsens opbakning", ""),
    ("leader_backing", QuestionKind.LEADER_CONFIRMATION, "4. Ledelsens opbakning", ""),
    ("board_chair", QuestionKind.PERSON, "4. Ledelsens opbakning", "applicant_kind in self_governing|private"),
    ("municipal_contact", QuestionKind.PERSON, "4. Ledelsens opbakning", "applicant_kind in municipal"),
]
# What is answered where nothing else is said
ANSWERS = {"challenge": "Legen er fuld.", "leader": LEADER, "board_chair": CHAIR, "municipal_contact": CONTACT}


def mini_programme(**month):
    """The programme with its questions, and this month's round, which is open; `month` is another deadline or so."""
    programme = ProgrammeFactory(kind=ProgrammeKind.MINI, name="Miniforløb")
    questions = QuestionSetFactory(round=None, programme=programme)
    for order, (key, kind, section, condition) in enumerate(QUESTIONS):
        options = [[one, f"Et dagtilbud: {one}"] for one in KINDS] if key == "applicant_kind" else []
        QuestionFactory(
            question_set=questions,
            key=key,
            kind=kind,
            section=section,
            condition=condition,
            order=order,
            options=options,
            label=f"Spørgsmål {key}",
        )
    deadline = timezone.now() + timedelta(days=9)
    RoundFactory(programme=programme, **{"name": "Denne måned", "deadline": deadline, **month})
    return programme


def applicant(kind: str, municipality, **person):
    """An organisation that applies as this kind, and its owner."""
    if kind == "administration":
        organisation = municipality.organisation
    else:
        institution = InstitutionFactory(name="Solhuset", municipality=municipality, ownership=Ownership(kind))
        organisation = institution.organisation
    owner = UserFactory(**{"name": "Oda Ejer", "email": "oda@solhuset.example", **person})
    MembershipFactory(user=owner, organisation=organisation, role=MembershipRole.OWNER)
    return organisation, owner


def complete_mini(organisation, owner, **said) -> Application:
    """A draft of this organisation with everything answered."""
    draft = actions.begin_mini(organisation, by=Actor.of(owner))
    if not draft.is_of_an_institution:
        institution = InstitutionFactory(name="Månehuset", municipality=organisation.as_municipality)
        actions.add_institution(draft, institution=institution, by=Actor.of(owner))
    given = {**ANSWERS, **said}
    for answer in Answer.objects.filter(application=draft, question__key__in=given).select_related("question"):
        answer.value, answer.revision = given[answer.question.key], 1
        answer.save()
        answer.changes.create(revision=1, value=answer.value, by_user=owner, by_name=owner.name)
    return draft

"""The demo, made by the real actions."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from applications.assessment.models import InterestDeclaration, Review
from applications.decisions.models import DecisionRequest
from applications.drafting.models import Application, ApplicationInstitution, Confirmation, Signature
from applications.drafting.parts import sent_parts
from applications.rounds.models import Extension, Round
from conferences.programme.models import Event, SpeakerRequest
from engagements.courses.models import Engagement
from engagements.evaluation.models import DataCollection, SurveyWave
from engagements.knowledge.models import Article, LearningNote
from engagements.meetings.models import FollowUp, Meeting, Minutes
from engagements.plans.models import AnchoringAnswer
from overview.demo.people import PASSWORD
from praksis.accounts.models import Role, StaffRole, User
from praksis.documents.models import Document
from praksis.mail.models import Email
from praksis.work import WorkStatus
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    """The demo, loaded, and what the list of its accounts prints."""
    call_command("demo", stdout=StringIO())
    printed = StringIO()
    call_command("demo", accounts=True, stdout=printed)
    return printed.getvalue()


def test_the_demo_shows_every_role_and_every_state(demo, client):
    today = timezone.localdate()
    assert Counter(Application.objects.values_list("status", flat=True)) == {"submitted": 14, "draft": 5}
    assert Review.objects.exclude(locked_at=None).count() == 20
    assert Counter(Round.objects.open_at(timezone.now()).values_list("programme__kind", flat=True)) == {
        "one_year": 1,
        "mini": 1,
    }
    assert sorted(Engagement.objects.values_list("party__name", "programme__kind", "status")) == [
        ("Aalborg Kommune", "one_year", "closed"),
        ("Børnegården Havmågen", "mini", "closed"),
        ("Børnehaven Molersandet", "mini", "running"),
        ("Børnehuset Kløverbakken", "mini", "closed"),
        ("Børnehuset Marskland", "mini", "closed"),
        ("Esbjerg Kommune", "mini", "running"),
        ("Frederikssund Kommune", "one_year", "running"),
        ("Glostrup Kommune", "one_year", "running"),
        ("Haderslev Kommune", "one_year", "closed"),
        ("Langeland Kommune", "one_year", "closed"),
        ("Naturbørnehaven Tangen", "mini", "closed"),
        ("Odense Kommune", "one_year", "closed"),
        ("Struer Kommune", "one_year", "closed"),
        ("Vordingborg Kommune", "one_year", "running"),
        ("Vuggestuen Små Spor", "mini", "closed"),
    ]
    assert Counter(Document.objects.values_list("kind", flat=True)) == {
        "agreement": 5,
        "attachment": 4,
        "documentation": 3,
        "message_attachment": 1,
        "minutes": 6,
        "signed_paper": 2,
        "slides": 1,
    }
    answers = SpeakerRequest.objects.order_by("speaker__name").values_list("confirmed_at", "corrected_at")
    assert [tuple(map(bool, row)) for row in answers] == [(False, False), (True, True)]
    assert Counter(Minutes.objects.values_list("status", flat=True)) == {"approved": 6, "sent": 1, "draft": 1}
    assert sorted({each.status_word for each in FollowUp.objects.all()}) == ["Gjort", "Overskredet", "Snart", "Åben"]
    on_paper = Signature.objects.exclude(document=None).values_list("checked_at", flat=True)
    assert Counter(checked_at is not None for checked_at in on_paper) == {True: 1, False: 1}
    assert Counter(Confirmation.objects.values_list("kind", flat=True)) == {"leader": 3, "board_chair": 1}
    assert sorted(part_words()) == ["Lederen er begyndt", "Lederen er færdig", "Sendt til lederen", "Sendt til lederen"]
    assert [edition.number for edition in Extension.objects.get().round.question_sets.all()] == [1, 2]
    assert sorted(
        Application.objects.filter(status="draft", programme__kind="one_year").values_list(
            "applicant__name", "question_set__number"
        )
    ) == [("Haderslev Kommune", 1), ("Holbæk Kommune", 2), ("Jammerbugt Kommune", 1)]
    waiting = InterestDeclaration.objects.filter(has_interest=True, ruled_at=None)
    assert list(waiting.values_list("person__name", "round__programme__kind")) == [("Mette Sofie Aagaard", "one_year")]
    requests = DecisionRequest.objects.order_by("received_at").values_list("kind", "outcome", "decision__outcome")
    assert list(requests) == [
        ("reasons", "given", "refused"),
        ("reconsideration", "", "refused"),
        ("access", "", None),
    ]
    assert Counter(LearningNote.objects.values_list("status", flat=True)) == {"used": 5, "new": 1, "not_used": 1}
    assert Counter(Article.objects.values_list("status", flat=True)) == {"published": 3, "draft": 1}
    fates = AnchoringAnswer.objects.values_list("fate", "follow_up__months")
    assert sorted(fates) == [("changed", 6), ("lives", 6), ("stopped", 6)]
    assert Meeting.objects.filter(starts_at__gt=timezone.now(), held_at=None).exists()
    assert Counter(SurveyWave.objects.values_list("kind", flat=True)) == {"before": 4, "after": 3}
    assert [wave.engagement.party.name for wave in SurveyWave.objects.open_on(today)] == ["Vordingborg Kommune"]
    assert DataCollection.objects.filter(ends_on__gte=today).count() == 2
    assert Event.objects.filter(held_on__gt=today).exists()
    assert Event.objects.filter(held_on="2017-11-30").exists()
    today_at_the_door = Event.objects.get(held_on=today)
    assert (today_at_the_door.registrations.seated().count(), today_at_the_door.registrations.came().count()) == (8, 0)
    held = Event.objects.get(registrations__came_at__isnull=False, registrations__number=1)
    assert (held.registrations.came().count(), held.registrations.seated().count(), held.answers.count()) == (7, 8, 6)
    assert Counter(StaffRole.objects.values_list("role", flat=True)) == {
        Role.MANAGER: 2,
        Role.APPROVER: 1,
        Role.CONSULTANT: 5,
        Role.KNOWLEDGE_CONSULTANT: 1,
        Role.EVALUATOR: 1,
        Role.ADMINISTRATOR: 1,
        Role.EVENT_HELPER: 1,
    }
    assert not Email.objects.filter(status=WorkStatus.WAITING).exists()
    assert not User.objects.exclude(email__endswith=".example").exists()

    addresses = [line.split()[-4:] for line in demo.splitlines() if "@" in line]
    assert len(addresses) == 11
    assert PASSWORD in demo
    assert client.login(email="trine.mortensen@glostrup.example", password=PASSWORD)


def part_words():
    """How far each leader is with the part that was sent."""
    rows = ApplicationInstitution.objects.values_list("pk", flat=True)
    return [part.status_word for part in sent_parts(set(rows)).values()]


def test_the_demo_is_for_an_empty_database():
    UserFactory()

    with pytest.raises(CommandError, match="empty"):
        call_command("demo")


def test_without_the_demo_there_are_no_accounts_to_print():
    printed = StringIO()

    call_command("demo", accounts=True, stdout=printed)

    assert printed.getvalue() == ""

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.rounds.models import BlankForm
from engagements.agreements.models import Rendering
from praksis.accounts.models import Role
from praksis.health import note_alive
from praksis.mail.models import Email
from praksis.work import WorkStatus
from tests.factories.accounts import UserFactory
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.engagements import RenderingFactory
from tests.factories.mail import EmailFactory
from tests.factories.minutes import MinutesPaperFactory
from tests.factories.rounds import QuestionSetFactory, RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

PAGE = reverse("overview:operations")
BUTTONS = "main form button"


@pytest.fixture(autouse=True)
def embedded(settings, tmp_path):
    settings.EMBEDDED = True
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reader(client, administrator):
    client.force_login(administrator)
    return client


def unmade(**fields):
    return RenderingFactory(status=WorkStatus.FAILED, attempts=7, finished_at=timezone.now(), **fields)


def test_a_site_that_is_well_says_so(reader):
    note_alive("worker")
    note_alive("beat")

    page = reader.get(PAGE)

    assert texts(page, "main .alert-heading") == ["Alt er i orden"]
    assert texts(page, "main .badge") == [
        "I orden",
        "Kan gemmes",
        "Ingen venter",
        "I gang",
        "I gang",
        "Ingen endnu",
    ]
    assert texts(page, BUTTONS) == []
    assert "Ingen mails er opgivet." in texts(page, "main p")


def test_what_needs_a_person_stands_at_the_top(reader):
    note_alive("beat")
    EmailFactory(failed=True)
    unmade()

    page = reader.get(PAGE)

    assert texts(page, "main .alert-heading") == ["Der er noget at se på"]
    assert texts(page, "main .alert li") == [
        "Baggrundsarbejde (worker)",
        "Mails, der ikke kom frem",
        "Aftaler, der ikke kunne dannes",
    ]


def test_a_failed_letter_is_shown_with_its_error_and_sent_again(reader):
    letter = EmailFactory(failed=True, subject="Jeres plads", to="karen@skive.example", last_error="550")
    EmailFactory(done=True)
    EmailFactory()

    before = reader.get(PAGE)
    after = reader.post(reverse("overview:letter_try_again", args=[letter.pk]), follow=True)

    assert texts(before, "#mails + p") == [
        "En mail er opgivet. Ret det, der var galt, fx adressen, og send så igen.",
    ]
    (row,) = texts(before, "tbody tr")
    assert row.startswith("Jeres plads karen@skive.example")
    assert row.endswith("550 Send igen til karen@skive.example")
    assert after.redirect_chain == [(PAGE, 302)]
    assert texts(after, ".alert-success .alert-text") == ["Mailen bliver sendt igen."]
    assert texts(after, "tbody tr") == []
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == (WorkStatus.WAITING, 0)


def test_all_failed_letters_are_sent_again_at_once(reader):
    EmailFactory.create_batch(3, failed=True)
    done = EmailFactory(done=True)

    before = reader.get(PAGE)
    after = reader.post(reverse("overview:letters_try_again"), follow=True)

    assert texts(before, BUTTONS)[0] == "Send alle igen"
    assert texts(after, ".alert-success .alert-text") == ["3 mails bliver sendt igen."]
    assert set(Email.objects.exclude(pk=done.pk).values_list("status", flat=True)) == {WorkStatus.WAITING}
    done.refresh_from_db()
    assert done.status == WorkStatus.DONE


def test_one_letter_has_one_button(reader):
    EmailFactory(failed=True)

    page = reader.get(PAGE)
    said = reader.post(reverse("overview:letters_try_again"), follow=True)

    assert [button[:9] for button in texts(page, BUTTONS)] == ["Send igen"]
    assert texts(said, ".alert-success .alert-text") == ["1 mail bliver sendt igen."]


def test_a_sensitive_letter_shows_neither_subject_nor_link(reader):
    letter = EmailFactory(sensitive_one=True, failed=True, subject="Ny adgangskode")

    page = reader.get(PAGE)

    assert texts(page, "tbody td")[:2] == ["Fortrolig mail om adgang", letter.to]
    assert links(page, "tbody a") == []


def test_letters_on_a_round_in_which_one_has_an_interest_are_neither_shown_nor_sent(client, manager):
    round_ = RoundFactory(closed=True)
    letter = EmailFactory(failed=True, case=round_.case)
    client.force_login(manager)
    before = texts(client.get(PAGE), "tbody tr")
    InterestDeclarationFactory(round=round_, person=manager, conflicted=True)

    after = client.get(PAGE)
    client.post(reverse("overview:letters_try_again"))
    one = client.post(reverse("overview:letter_try_again", args=[letter.pk]))

    assert (len(before), texts(after, "tbody tr"), one.status_code) == (1, [], 404)
    letter.refresh_from_db()
    assert letter.status == WorkStatus.FAILED


def test_a_failed_agreement_is_shown_and_tried_again(reader):
    work = unmade()
    course = work.agreement.engagement

    before = reader.get(PAGE)
    after = reader.post(reverse("overview:agreement_try_again", args=[work.agreement.pk]), follow=True)

    (row,) = texts(before, "tbody tr")
    assert row.startswith(f"Samarbejdsaftale nr. {work.agreement.number} {course.party} {course.case.reference}")
    assert texts(after, ".alert-success .alert-text") == ["Aftalen bliver dannet igen."]
    assert Rendering.objects.get().status == WorkStatus.WAITING


@pytest.mark.parametrize(
    ("forms", "told", "done"),
    [
        (1, "En kvittering, en ansøgning, et brev, et skema eller et referat er opgivet.", "1 pdf bliver dannet igen."),
        (2, "2 kvitteringer, ansøgninger, breve, skemaer eller referater er opgivet.", "2 pdf'er bliver dannet igen."),
    ],
)
def test_other_papers_that_failed_are_counted_and_tried_again_at_once(reader, forms, told, done):
    for _ in range(forms):
        BlankForm.objects.create(question_set=QuestionSetFactory(), status=WorkStatus.FAILED, attempts=7)

    page = reader.get(PAGE)
    after = reader.post(reverse("overview:papers_try_again"), follow=True)

    assert texts(page, "#pdf + p")[0].startswith(told)
    assert (texts(after, "#pdf"), texts(after, ".alert-success")[0].count(done)) == ([], 1)
    assert set(BlankForm.objects.values_list("status", "attempts")) == {(WorkStatus.WAITING, 0)}


def test_minutes_that_could_not_be_made_are_tried_again_too(reader):
    paper = MinutesPaperFactory(status=WorkStatus.FAILED, attempts=7)

    after = reader.post(reverse("overview:papers_try_again"), follow=True)

    paper.refresh_from_db()
    assert texts(after, ".alert-success")[0].count("1 pdf bliver dannet igen.") == 1
    assert paper.status == WorkStatus.WAITING


def test_no_more_than_a_page_of_each_is_shown(reader, settings):
    EmailFactory.create_batch(26, failed=True)
    for number in range(26):
        unmade(agreement__number=number)

    first, second = reader.get(PAGE), reader.get(PAGE, {"side": 2})

    assert (len(texts(first, "tbody tr")), len(texts(second, "tbody tr"))) == (50, 26)
    assert "Her står de seneste. Der er flere, som kommer frem, når disse er klaret." in texts(first, "main p")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_few_queries(reader, django_assert_num_queries, count):
    for number in range(count):
        EmailFactory(failed=True, case=RoundFactory(closed=True).case)
        EmailFactory()
        unmade(agreement__number=number)
    reader.get(PAGE)

    with django_assert_num_queries(12):
        reader.get(PAGE)


@pytest.mark.parametrize("role", Role)
def test_those_who_look_after_the_site_find_the_page_in_the_menu(client, role):
    client.force_login(UserFactory(roles=[role]))

    menu = links(client.get(reverse("accounts:profile")), ".mainmenu a")

    assert (PAGE in menu) == (role in (Role.MANAGER, Role.ADMINISTRATOR))

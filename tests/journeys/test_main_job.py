"""The main job from end to end, as six people: apply, sign, assess, decide, approve, accept, run the course."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone

from applications.drafting.models import Application, Status
from applications.rounds import actions as rounds
from applications.rounds.models import Programme, QuestionKind, Round
from praksis.accounts.models import Role, User
from praksis.cases.actors import SYSTEM
from praksis.organisations.models import Municipality
from praksis.working_days import end_of_day
from tests.factories.accounts import UserFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory

TEXT = "Formiddagene er urolige, og nogle børn står uden for legen. Vi vil lære at se det og gøre noget ved det."
DIRECTOR = {"name": "Dorte Direktør", "title": "Direktør", "email": "dorte@skive.example", "phone": "12345678"}
CHIEF = {"name": "Carl Chef", "title": "Dagtilbudschef", "email": "carl@skive.example", "phone": "12345679"}
COORDINATOR = {"name": "Tove Tovholder", "title": "Konsulent", "email": "karen@skive.example", "phone": "12345670"}


@pytest.fixture
def round_(site):
    """An open round for next year, with the questions and criteria of the one-year programme."""
    today = timezone.localdate()
    round_ = rounds.create_round(
        Programme.objects.get(kind="one_year"),
        name="Næste år",
        period_from=today.replace(year=today.year + 1, month=1, day=1),
        period_to=today.replace(year=today.year + 1, month=12, day=31),
        opens_at=timezone.now() - timedelta(days=5),
        deadline=end_of_day(today + timedelta(days=20)),
        places=5,
        by=SYSTEM,
    )
    rounds.open_round(round_, by=SYSTEM)
    return round_


@pytest.fixture
def people(site):
    """Everybody with an account; the director has none."""
    skive = Municipality.objects.get(short_name="Skive")
    coordinator = UserFactory(name="Karen Koordinator", email="karen@skive.example")
    MembershipFactory(user=coordinator, organisation=skive)
    InstitutionFactory(name="Solhuset", municipality=skive)
    return {
        "coordinator": coordinator,
        "manager": UserFactory(name="Mona Manager", email="mona@praksis.example", roles=[Role.MANAGER]),
        "approver": UserFactory(name="Anders Godkender", email="anders@praksis.example", roles=[Role.APPROVER]),
        "consultant": UserFactory(name="Kim Konsulent", email="kim@praksis.example", roles=[Role.CONSULTANT]),
        "reviewer": UserFactory(name="Bodil Bedømmer", email="bodil@praksis.example", roles=[Role.CONSULTANT]),
    }


def test_from_an_open_round_to_the_agreement(visitor, mailbox, round_, people):
    coordinator = visitor(people["coordinator"])
    application = write(coordinator, round_)
    sign(visitor(width=400), mailbox)
    receipt(coordinator, application, mailbox)

    close(round_)
    manager = visitor(people["manager"])
    assign(manager, round_, [people["consultant"], people["reviewer"]])
    for key in ("consultant", "reviewer"):
        assess(visitor(people[key]), application)
    propose(manager, round_, application)
    nothing_is_visible_yet(coordinator, application)
    approve(visitor(people["approver"]), round_)
    announce(manager, round_)

    accept(coordinator, application, mailbox)
    staff(manager, application, [people["consultant"], people["reviewer"]])
    consultant = visitor(people["consultant"])
    run_the_course(consultant, application)
    text = agreement(consultant, application)
    for words in ("Skive Kommune", "Solhuset", application.case.reference, "gratis", "Tove Tovholder"):
        assert words in text


def write(coordinator, round_):
    """The coordinator begins, answers everything (each field saving itself), checks, and sends it to the director."""
    coordinator.go("/")
    coordinator.press("Begynd en ansøgning", exact=False)
    coordinator.press("Begynd ansøgningen")
    application = Application.objects.get(round=round_)
    coordinator.go(f"/ansoegninger/{application.pk}/afsnit/2/")
    option = option_with(coordinator, "nyt-institution", "Solhuset")
    coordinator.page.locator("select[name='nyt-institution']").select_option(label=option)
    coordinator.press("Tilføj dagtilbud")
    sections = list(dict.fromkeys(application.question_set.questions.values_list("section", flat=True)))
    for number, _section in enumerate(sections[:-1], start=1):
        coordinator.go(f"/ansoegninger/{application.pk}/afsnit/{number}/")
        answer_everything(coordinator, application, number, sections)
        coordinator.press("Gem og tilbage til oversigten")
    coordinator.press("Tjek jeres svar")
    coordinator.press("Send til direktøren")
    coordinator.sees("dorte@skive.example")
    return application


def option_with(person, field, words):
    """The whole of the option that has these words in it."""
    options = person.page.locator(f"select[name='{field}'] option").all_text_contents()
    return next(option for option in options if words in option)


def answer_everything(person, application, number, sections):
    """Fill in every field of a section by the kind of its question."""
    rows = [str(row.pk) for row in application.institutions.all()]
    for question in application.question_set.questions.filter(section=sections[number - 1]):
        for suffix in [f"@{row}" for row in rows] if question.part_of else [""]:
            answer(person, question, f"{question.key}{{part}}{suffix}")


def answer(person, question, name):
    persons = {"director": DIRECTOR, "head_of_day_care": CHIEF, "coordinator": COORDINATOR}
    if question.kind == QuestionKind.PERSON:
        for part, text in persons[question.key].items():
            person.fill(name.format(part=f"__{part}"), text)
    elif question.kind == QuestionKind.LONG_TEXT:
        person.fill(name.format(part=""), TEXT)
    elif question.kind == QuestionKind.NUMBER:
        person.fill(name.format(part=""), "24")
    elif question.kind == QuestionKind.PERCENT_OR_FEW:
        person.fill(name.format(part="__percent"), "37,5")
    elif question.kind in {QuestionKind.CONFIRM, QuestionKind.MULTI_CHOICE}:
        person.page.locator(f"[name='{name.format(part='')}']").first.check(force=True)


def sign(director, mailbox):
    """The director, without an account and on a telephone, follows the link, reads, and signs with a code."""
    director.go(mailbox.link("dorte@skive.example", "underskrift"))
    assert director.page.url.endswith("/underskriv/")
    director.sees("Solhuset")
    director.press("Send mig en kode")
    director.fill("code", mailbox.code("dorte@skive.example"))
    director.press("Skriv under")
    director.sees("Tak")


def receipt(coordinator, application, mailbox):
    """The signature sends the application by itself; the coordinator gets the receipt."""
    coordinator.go(mailbox.link("karen@skive.example", "modtaget jeres ansøgning"))
    application.refresh_from_db()
    assert application.status == Status.SUBMITTED
    coordinator.sees(application.case.reference)
    coordinator.sees(application.submission.version.sha256)


def close(round_):
    """Let the deadline pass."""
    Round.objects.filter(pk=round_.pk).update(deadline=timezone.now())


def assign(manager, round_, reviewers):
    manager.go(f"/runder/{round_.pk}/habilitet/")
    declare(manager)
    manager.go(f"/runder/{round_.pk}/tildeling/")
    for reviewer in reviewers:
        manager.page.get_by_label(reviewer.name, exact=False).check(force=True)
    manager.press("Gem bedømmere")


def declare(person):
    """Declare to have no interest in any applicant."""
    person.page.locator("[name='has_interest'][value='nej']").check(force=True)
    person.press("Gem min erklæring")


def assess(reviewer, application):
    reviewer.go("/bedoemmelser/")
    reviewer.go(f"/runder/{application.round_id}/habilitet/")
    declare(reviewer)
    reviewer.go(f"/bedoemmelser/{application.pk}/")
    for key in application.round.criteria.values_list("key", flat=True):
        reviewer.page.locator(f"[name='{key}_score'][value='3']").check(force=True)
        reviewer.fill(f"{key}_rationale", "Svaret om deltagelse viser det for alle dagtilbud. En kilde mangler.")
    reviewer.press("Lås bedømmelsen")
    reviewer.sees("låst")


def propose(manager, round_, application):
    manager.go(f"/runder/{round_.pk}/ansoegning/{application.pk}/")
    manager.page.locator("[name='outcome'][value='granted']").check(force=True)
    manager.fill("reason", "Behovet er vist for alle dagtilbud, og ledelsen har sat tid af.")
    manager.press("Gem valget")
    manager.go(f"/runder/{round_.pk}/")
    manager.press("Indstil runden")
    manager.sees("Indstillet")


def nothing_is_visible_yet(coordinator, application):
    coordinator.go(f"/ansoegninger/{application.pk}/")
    assert "I har fået et forløb" not in coordinator.page.content()
    answer = coordinator.page.request.get(f"{coordinator.site}/ansoegninger/{application.pk}/afgoerelse/")
    assert answer.status == 404


def approve(approver, round_):
    approver.go(f"/runder/{round_.pk}/habilitet/")
    declare(approver)
    approver.go(f"/runder/{round_.pk}/")
    approver.press("Tiltræd")


def announce(manager, round_):
    manager.go(f"/runder/{round_.pk}/")
    manager.press("Meddel alle afgørelser")
    manager.sees("Meddelt")


def accept(coordinator, application, mailbox):
    coordinator.go(mailbox.link("karen@skive.example", "fgørelse"))
    coordinator.sees("I har fået et forløb")
    coordinator.press("Ja tak, vi tager imod")
    coordinator.press("Se jeres forløb")
    coordinator.sees("Opstartsmøde")


def staff(manager, application, consultants):
    manager.go(f"/forloeb/{application.case.reference}/hold/")
    for consultant in consultants:
        manager.page.get_by_label(consultant.name, exact=False).check(force=True)
    manager.press("Gem holdet")


def run_the_course(consultant, application):
    """The consultant finds the course on "Min dag", starts it, and plans the start-up meeting."""
    consultant.go("/min-dag/")
    consultant.sees("Skive Kommune")
    consultant.go(f"/forloeb/{application.case.reference}/")
    consultant.press("Sæt forløbet i gang")
    consultant.sees("I gang")


def agreement(consultant, application):
    """Ask for the agreement, wait for the page to show it by itself, and read the PDF."""
    consultant.go(f"/forloeb/{application.case.reference}/")
    consultant.press("Lav samarbejdsaftalen", exact=False)
    link = consultant.page.get_by_role("link", name="Samarbejdsaftale (pdf", exact=False)
    link.wait_for(timeout=60_000)
    with consultant.page.expect_download() as download:
        link.click()
    with pikepdf.open(io.BytesIO(download.value.path().read_bytes())) as pdf:
        assert str(pdf.Root.Lang) == "da"
        assert pdf.Root.MarkInfo.Marked
    return pdf_text(download.value.path())


def pdf_text(path):
    """The text of a PDF, by the tool the system has."""
    import subprocess

    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def test_everybody_lands_on_their_own_first_page(visitor, people, round_):
    for key, words in {"coordinator": "Næste år", "manager": "Næste år", "consultant": "Min dag"}.items():
        visitor(User.objects.get(pk=people[key].pk)).sees(words)

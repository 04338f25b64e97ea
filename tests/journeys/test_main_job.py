"""The main job from end to end, as six people: apply, sign, assess, decide, approve, accept, run the course."""

import io

import pikepdf
import pytest
from django.utils import timezone

from applications.drafting.models import Status
from applications.rounds.models import Round
from praksis.accounts.models import Role, User
from praksis.organisations.models import Municipality
from tests.factories.accounts import UserFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory
from tests.journeys.applying import add_solhuset, answer_the_rest, begin, send_to_the_director, sign


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
    application = begin(coordinator)
    add_solhuset(coordinator)
    answer_the_rest(coordinator, application)
    send_to_the_director(coordinator, application)
    sign(visitor(width=400), mailbox)
    receipt(coordinator, application, mailbox)

    close(round_)
    manager = visitor(people["manager"])
    assign(manager, round_, [people["consultant"], people["reviewer"]])
    for key in ("consultant", "reviewer"):
        assess(visitor(people[key]), application)
    compose(manager, round_, application)
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
        reviewer.page.locator(f"[name='{key}_confidence'][value='2']").check(force=True)
    reviewer.press("Lås bedømmelsen")
    reviewer.sees("låst")


def compose(manager, round_, application):
    """Go on without what is not done, note the own choice, and give the round's place in the composition."""
    manager.go(f"/runder/{round_.pk}/klar/")
    unfinished = manager.page.locator("section", has_text="Skriv, hvorfor I går videre uden")
    while unfinished.count():
        unfinished.first.locator("summary").click()
        unfinished.first.locator("textarea").fill("Vi har talt om det.")
        unfinished.first.get_by_role("button").click()
        manager.page.wait_for_load_state()
    manager.press("Gå til eget valg")
    manager.page.get_by_label(application.applicant.name, exact=False).check(force=True)
    manager.fill("reason", "Behovet er størst.")
    manager.press("Notér mit valg")
    manager.page.locator(f"[name='valgt'][value='{application.pk}']").check(force=True)
    manager.press("Gem valget og regn igen")
    manager.sees("Jeres valg: 1 af")


def propose(manager, round_, application):
    manager.go(f"/runder/{round_.pk}/ansoegning/{application.pk}/")
    manager.page.locator("[name='outcome'][value='granted']").check(force=True)
    manager.fill("reason", "Behovet er vist for alle dagtilbud, og ledelsen har sat tid af.")
    manager.press("Gem valget")
    manager.go(f"/runder/{round_.pk}/indstil/")
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
    team = manager.page.get_by_role("group", name="Praksiskonsulenter")
    for consultant in consultants:
        team.get_by_label(consultant.name, exact=False).check(force=True)
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
    consultant.press("Samarbejdsaftale")
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

"""The steps of choosing a round: interests, formal check, reviews, the choice, and what is read of it afterwards."""

import io
import json

import pikepdf
from django.core.management import call_command
from playwright.sync_api import expect

from applications.assessment import actions as assessment
from applications.assessment.actions import Opinion
from applications.assessment.models import Confidence, Review
from applications.drafting.models import Application, Status
from overview.demo.people import PASSWORD
from praksis.cases.actors import Actor
from praksis.organisations.models import Municipality
from tests.journeys.people import WideAndNarrowVisitor
from tests.journeys.test_main_job import pdf_text

RATIONALE = "Svaret viser det for alle dagtilbud, der er valgt. Kilden til tallene mangler for ét af dem."
REASON = "Ansøgningen er læst af tre bedømmere og holdt op mod de andre i runden."
# What the reviewers give those that the demo leaves to be assessed: need, share, motivation, backing
LEVELS = {
    "Læsø": (2, 2, 2, 3),
    "Odense": (3, 3, 3, 3),
    "Randers": (4, 3, 3, 3),
    "Slagelse": (3, 4, 3, 2),
    "Struer": (2, 2, 3, 3),
    "Tønder": (3, 3, 2, 3),
}
# Where one of them sees it two levels lower
FAR_APART, LOWER = ("Randers", "need"), 2
GRANTED = ("Aalborg", "Ishøj", "Lolland", "Randers", "Tønder")
ON_THE_RESERVE_LIST = "Slagelse"


class Visitor(WideAndNarrowVisitor):
    """One of the demo's people."""

    password = PASSWORD
    # Whether it is one more page of those that were looked at already: they are long, and there are many
    hurries = False

    def look(self):
        if self.hurries:
            expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        else:
            super().look()


def submitted(round_):
    applications = Application.objects.filter(round=round_, status=Status.SUBMITTED)
    return list(applications.select_related("applicant", "round").order_by("applicant__name"))


# --- Interests ----------------------------------------------------------------------------------------------------


def find_an_interest(reviewer, round_):
    """A reviewer who has assessed half of them finds out that a sister leads one of the day-care centres."""
    reviewer.go("/bedoemmelser/")
    reviewer.press(f"Har du fundet en interesse i runden? {round_.name}")
    reviewer.page.locator("[name='has_interest'][value='ja']").check(force=True)
    reviewer.fill("about", "Min søster er blevet leder af et af de dagtilbud i Randers, der er søgt for.")
    reviewer.press("Gem min erklæring")
    reviewer.sees("Du deltager ikke i runden")


def rule(approver, mailbox):
    """A superior is told by mail, and decides about it, and about the one that waited in the demo already."""
    approver.go(mailbox.link("annelise.mortensen@praksis.example", "En habilitet skal afgøres"))
    approver.sees("Min søster er blevet leder")
    for name in ("Tina Vestergaard Lund", "Mette Sofie Aagaard"):
        declared = approver.page.get_by_role("region", name=name)
        expect(declared).to_contain_text("Venter på en afgørelse")
        declared.get_by_label("Deltager ikke i runden").check(force=True)
        declared.get_by_label("Begrundelse").fill("Interessen er for nær til at se bort fra.")
        approver.press(f"Gem afgørelsen om {name}")
        expect(declared).to_contain_text("Deltager ikke i runden.")


def nothing_is_left_to_see(reviewer, round_, application, mailbox):
    """The round is gone for the person who was ruled out: from the list, and at every address."""
    letter = mailbox.wait_for("tina.lund@praksis.example", "Din habilitet")
    assert "du ikke deltager i runden" in " ".join(letter.split())
    for path in ("/bedoemmelser/", "/runder/ansoegninger/"):
        reviewer.go(path)
        assert round_.name not in reviewer.page.get_by_role("main").inner_text()
    assert what_answers(reviewer, round_, application) == {404}


def what_answers(reviewer, round_, application):
    """The statuses of a round's addresses for one of its reviewers."""
    paths = (
        f"/bedoemmelser/{application.pk}/",
        f"/bedoemmelser/{round_.pk}/kriterium/need/",
        f"/runder/{round_.pk}/konsensus/",
        f"/runder/{round_.pk}/habilitet/",
    )
    return {status_of(reviewer, path) for path in paths}


def status_of(person, path):
    return person.page.request.get(person.site + path).status


def assign(manager, round_, reviewer):
    """The manager finds somebody else to read the round."""
    manager.go("/runder/")
    manager.press(round_.name)
    manager.press("Bedømmere")
    manager.sees("Har en interesse, deltager ikke")
    manager.page.get_by_label(reviewer.name, exact=False).check(force=True)
    manager.press("Gem bedømmere")
    manager.sees("Ikke erklæret endnu")


# --- Formal check and hearing -------------------------------------------------------------------------------------


def check_formally(manager, round_, applications):
    """What stands in the way on the page of what is missing: an answer that is awaited, a hearing, three checks."""
    manager.go(f"/runder/{round_.pk}/klar/")
    manager.sees("Vi venter på et nyt svar fra Struer Kommune")
    manager.sees("Partshøringen af Langeland Kommune er ikke afsluttet")
    manager.go(f"/runder/{round_.pk}/ansoegning/{applications['Struer'].pk}/kontrol/")
    manager.press("Luk uden svar", exact=False)
    for name in ("Struer", "Randers", "Tønder"):
        manager.go(f"/runder/{round_.pk}/ansoegning/{applications[name].pk}/kontrol/")
        for met in (
            manager.page.get_by_role("group", name="Hvilke krav opfylder ansøgningen?").get_by_role("checkbox").all()
        ):
            met.check(force=True)
        manager.press("Ja, den kan bedømmes")
        manager.sees("Ansøgningen kan bedømmes")
    manager.go(f"/runder/{round_.pk}/ansoegning/{applications['Langeland'].pk}/hoering/")
    manager.fill("conclusion", "Vi lægger kommunens nye tal til grund: omkring 30 procent i dagpleje.")
    manager.press("Afslut høringen")
    manager.go(f"/runder/{round_.pk}/klar/")
    for words in ("nyt svar", "Partshøringen", "formelle kontrol"):
        assert words not in manager.page.get_by_role("main").inner_text()


# --- Reviews ------------------------------------------------------------------------------------------------------


def assess_by_criterion(reviewer, round_, applications):
    """One reviewer scores across the applications, and locks each when all its criteria are there."""
    reviewer.go("/bedoemmelser/")
    reviewer.press("Behov for at udvikle læringsmiljøet")
    for number, criterion in enumerate(round_.criteria.order_by("order")):
        reviewer.go(f"/bedoemmelser/{round_.pk}/kriterium/{criterion.key}/")
        for button in ("Gem og næste side", "Gem kladder"):
            for name, levels in LEVELS.items():
                prefix = f"{applications[name].pk}-{criterion.key}"
                if reviewer.field(f"{prefix}_rationale").count():
                    write(reviewer, prefix, LOWER if (name, criterion.key) == FAR_APART else levels[number])
            reviewer.press(button)
        reviewer.hurries = True
    reviewer.hurries = False
    first, *rest = LEVELS
    reviewer.go(f"/bedoemmelser/{applications[first].pk}/")
    reviewer.press("Lås bedømmelsen")
    reviewer.sees("låst")
    for name in rest:
        review = Review.objects.get(application=applications[name], reviewer=reviewer.user)
        assessment.lock_review(review, by=Actor.of(reviewer.user))


def assess_one_after_the_other(reviewer, applications):
    """Another reads one application after the other: the next is always the one that fewest have begun."""
    reviewer.go("/bedoemmelser/")
    reviewer.press("Læsø Kommune")
    for _ in LEVELS:
        pk = reviewer.page.url.rstrip("/").rpartition("/")[2]
        (name,) = [name for name, application in applications.items() if str(application.pk) == pk]
        for key, score in zip(("need", "share", "motivation", "backing"), LEVELS[name], strict=True):
            write(reviewer, key, score)
        reviewer.press("Gem og næste")
        reviewer.hurries = True
    for name in LEVELS:
        reviewer.go(f"/bedoemmelser/{applications[name].pk}/")
        reviewer.press("Lås bedømmelsen")
    reviewer.hurries = False
    reviewer.look()
    reviewer.sees("Du har låst alle dine bedømmelser i runden")


def write(reviewer, name, score):
    """A score, why, and how sure one is, under one criterion."""
    reviewer.page.locator(f"[name='{name}_score'][value='{score}']").check(force=True)
    reviewer.fill(f"{name}_rationale", RATIONALE)
    reviewer.page.locator(f"[name='{name}_confidence'][value='2']").check(force=True)


def assess_the_rest(reviewer, round_, applications):
    """The one who came last declares, and reads all twelve; it takes no page that the others have not seen."""
    by = Actor.of(reviewer)
    assessment.declare_interest(round_, has_interest=False, by=by)
    keys = list(round_.criteria.order_by("order").values_list("key", flat=True))
    for name, application in applications.items():
        given = LEVELS.get(name) or [others_gave(application, key) for key in keys]
        scores = {key: Opinion(score, RATIONALE, Confidence.MEDIUM) for key, score in zip(keys, given, strict=True)}
        assessment.lock_review(assessment.save_review(application, scores=scores, by=by), by=by)


def others_gave(application, key):
    """The lowest that the two who stay have given, so that it makes no new disagreement."""
    valid = Review.objects.filter(application=application).valid_in(application.round)
    return min(valid.filter(scores__criterion__key=key).values_list("scores__score", flat=True))


def agree(manager, round_):
    """The reviewers meet about the place where they are two levels apart."""
    manager.go(f"/runder/{round_.pk}/konsensus/")
    manager.sees("1 sted med to trin eller mere")
    manager.press("Notér en fælles karakter", exact=False)
    manager.page.locator("[name='score'][value='3']").check(force=True)
    manager.fill("reason", "Vi er enige om, at behovet er vist, men kun for to af de tre dagtilbud.")
    manager.press("Gem den fælles karakter")
    manager.sees("Alle har en fælles karakter")


# --- The choice ---------------------------------------------------------------------------------------------------


def go_on_without_what_is_unknown(manager, round_):
    """All that is left on the page of what is missing is a fact that nobody has: it is gone on without, with why."""
    manager.go(f"/runder/{round_.pk}/klar/")
    manager.sees("Andelen i dagpleje i Læsø Kommune er ukendt")
    manager.page.locator("summary", has_text="hvorfor I går videre uden").click()
    manager.page.get_by_label("Hvorfor går I videre?").fill("Læsø har ingen dagpleje, vi kan finde et tal for.")
    manager.page.get_by_role("button", name="Gå videre uden").click()
    manager.look()
    manager.sees("Runden er klar")


def choose_for_oneself(manager, round_, applications):
    """Nothing is calculated before the manager has noted an own choice."""
    manager.go(f"/runder/{round_.pk}/sammensaetning/")
    assert manager.page.url.endswith("/eget-valg/")
    assert "Afprøvninger" not in manager.page.content()
    for name in (*GRANTED[:4], "Odense"):
        tick(manager, applications[name])
    manager.fill("reason", "Behovet vejer tungest, og både små og store kommuner er med.")
    manager.press("Notér mit valg")


def tick(manager, application):
    manager.page.get_by_label(application.applicant.name, exact=False).first.check(force=True)


def compose(manager, round_, applications):
    """Change freely: the board and the sums follow each time the choice is saved. Gives each applicant's merit."""
    manager.sees("Jeres valg: 0 af 5 pladser")
    for name in (*GRANTED[:4], "Odense"):
        tick(manager, applications[name])
    manager.press("Gem valget og regn igen")
    manager.sees("Jeres valg: 5 af 5 pladser")
    before = manager.page.locator(".board").inner_text()
    manager.page.get_by_label("Odense Kommune", exact=False).first.uncheck(force=True)
    tick(manager, applications[GRANTED[4]])
    manager.press("Gem valget og regn igen")
    assert manager.page.locator(".board").inner_text() != before
    manager.press("Se valget på et kort", exact=False)
    manager.go(f"/runder/{round_.pk}/sammensaetning/")
    rows = manager.page.locator(".composition-table tbody tr").all()
    return {
        row.locator("label").inner_text(): row.locator("[data-title='Vurdering']").inner_text().split()[0]
        for row in rows
    }


def explain(manager, round_):
    """What the choice gives rise to ask is answered, until nothing is asked any more."""
    manager.go(f"/runder/{round_.pk}/forklaringer/")
    unanswered = manager.page.locator("section", has_text="Mangler")
    assert unanswered.count()
    while unanswered.count():
        asked = unanswered.first
        asked.locator("select").select_option("criteria")
        asked.locator("textarea").fill("Vi har læst ansøgningerne igen, og behovet er størst hos dem, vi har valgt.")
        asked.get_by_role("button", name="Gem forklaringen").click()
        manager.page.wait_for_load_state()
        manager.look()


def give_reasons(manager, round_, applications):
    """A decision with its reason for each of the twelve; the drafts under the criteria are read and kept."""
    for name, application in applications.items():
        outcome = "granted" if name in GRANTED else "reserve" if name == ON_THE_RESERVE_LIST else "refused"
        manager.go(f"/runder/{round_.pk}/ansoegning/{application.pk}/")
        manager.page.locator(f"[name='outcome'][value='{outcome}']").check(force=True)
        manager.fill("reason", REASON)
        manager.press("Gem valget")
        manager.hurries = True
    manager.hurries = False


def propose(manager, round_):
    manager.go(f"/runder/{round_.pk}/")
    manager.sees("12 af 12 er valgt, 5 af 5 pladser er brugt.")
    manager.press("Indstil runden")
    manager.sees("Alle ansøgninger har et valg og en begrundelse")
    manager.sees("Tilsagn (5)")
    manager.press("Indstil runden")
    manager.sees("Indstillet")


def approve(approver, round_, mailbox):
    """Another person reads the proposal, and what it rests on."""
    approver.go(mailbox.link("annelise.mortensen@praksis.example", "ndstill"))
    approver.press("hvad valget bygger på, og hvordan det er forklaret")
    approver.sees("behovet er størst hos dem, vi har valgt")
    approver.sees("Læsø har ingen dagpleje")
    approver.go(f"/runder/{round_.pk}/")
    approver.press("Tiltræd")
    approver.sees("Tiltrådt")


def announce(manager, round_):
    manager.go(f"/runder/{round_.pk}/")
    manager.press("Meddel alle afgørelser")
    manager.sees("Meddelt")


# --- Afterwards ---------------------------------------------------------------------------------------------------


def read_the_letter(applicant, outcome, mailbox):
    """The mail tells that there is a decision and not which; the letter is a PDF on the case."""
    subject = "Afgørelse på jeres ansøgning"
    assert outcome not in mailbox.wait_for(applicant.user.email, subject)
    applicant.go(mailbox.link(applicant.user.email, subject))
    applicant.sees(outcome)
    applicant.sees(REASON)
    letter = applicant.page.get_by_role("link", name="Hent brevet", exact=False)
    while not letter.count():
        applicant.press("Se, om det er klar")
    with applicant.page.expect_download() as download:
        letter.click()
    with pikepdf.open(io.BytesIO(download.value.path().read_bytes())) as pdf:
        assert str(pdf.Root.Lang) == "da"
    assert REASON in " ".join(pdf_text(download.value.path()).split())


def calculated_again(manager, round_, tmp_path):
    """What was frozen with the proposal comes to the same again, on its page and from the file alone: the merits."""
    manager.go(f"/runder/{round_.pk}/")
    manager.press("Se beregningen og forklaringerne bag indstillingen")
    manager.sees("Grundlaget giver de samme tal")
    rows = manager.page.locator("tbody tr").all()
    shown = {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in rows}
    with manager.page.expect_download() as download:
        manager.page.get_by_role("link", name="Hent grundlaget").click()
    kept = tmp_path / "beregning.json"
    kept.write_bytes(download.value.path().read_bytes())
    printed = io.StringIO()
    call_command("replay_allocation", str(kept), stdout=printed)
    analysis = json.loads(printed.getvalue())
    manager.sees(analysis["sha256"])
    names = dict(Municipality.objects.values_list("code", "name"))
    assert shown == {names[code]: str(round(merit)) for code, merit in analysis["merit"].items()}
    return shown

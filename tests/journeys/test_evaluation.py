"""A survey in one of the demo's courses: who sends it, who answers it, and who takes the answers out."""

import csv
from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.courses.models import Engagement
from overview.demo.load import load
from overview.demo.people import PASSWORD
from praksis.accounts.models import User
from tests.journeys.people import Visitor as AnyVisitor
from tests.journeys.people import WideAndNarrowVisitor

ADDRESS = "lykke@frederikssund.example"


class Visitor(WideAndNarrowVisitor):
    """One of the demo's people, who looks at every page at the desk and on a telephone."""

    password = PASSWORD


@pytest.fixture
def demo(transactional_db):
    """The demo as `make run` loads it; before the site runs, for its past is made by moving the clock."""
    return load()


def fill_day(person, name, day):
    for part in ("day", "month", "year"):
        person.fill(f"{name}_{part}", str(getattr(day, part)))


def test_a_survey_is_sent_answered_on_a_telephone_and_kept_clear_of_the_evaluator(demo, visitor, mailbox):
    course = Engagement.objects.select_related("case").get(party__name="Frederikssund Kommune", status="running")
    consultant = visitor(demo.staff["bjerregaard"], kind=Visitor)
    today = timezone.localdate()

    consultant.go(course.get_absolute_url())
    consultant.press("Evaluering")
    consultant.sees("Evaluators dataindsamling")
    consultant.page.get_by_role("link", name="Send spørgeskemaet ud før forløbet").click()
    consultant.look()
    consultant.fill("staff", f"Lykke Ravn <{ADDRESS}>\ningen adresse")
    fill_day(consultant, "opens_on", today)
    fill_day(consultant, "closes_on", today + timedelta(days=15))
    consultant.press("Send ud")
    consultant.sees("Linje 2: Vi kan ikke finde en mailadresse i “ingen adresse”.")
    consultant.fill("staff", f"Lykke Ravn <{ADDRESS}>")
    consultant.press("Send ud")
    consultant.sees("Evaluator samler data ind")
    consultant.sees("De næste ledige dage er")
    fill_day(consultant, "closes_on", today + timedelta(days=8))
    consultant.press("Send ud")
    consultant.sees("Spørgeskemaet før forløbet er sendt til")

    respondent = visitor(width=400, kind=AnyVisitor)
    respondent.go(mailbox.link(ADDRESS, "Spørgeskema før forløbet"))
    respondent.sees("Dine svar bliver gemt uden dit navn.")
    respondent.press("Gem mine svar")
    respondent.sees("Svar på mindst ét spørgsmål.")
    for group in respondent.page.get_by_role("group").all():
        group.get_by_label("I nogen grad", exact=True).check(force=True)
    respondent.fill("hope", "At alle børn har nogen at lege med.")
    respondent.press("Gem mine svar")
    respondent.sees("Tak for dine svar")
    respondent.press("ret det nu")
    respondent.sees("Du har svaret")

    consultant.press("Se, hvem der har svaret", exact=False)
    consultant.sees("Lykke Ravn")
    answered = consultant.page.get_by_role("listitem").filter(has_text="Lykke Ravn")
    assert "Har svaret" in answered.inner_text()
    assert "At alle børn har nogen at lege med." not in consultant.page.content()


def test_the_evaluator_writes_dates_and_takes_the_answers_out_without_names(demo, visitor):
    evaluator = visitor(demo.staff["dahlgaard"], kind=Visitor)
    today = timezone.localdate()

    assert evaluator.page.url.endswith("/evaluering/")
    evaluator.sees("Glostrup Kommune")
    evaluator.press("Skriv en dataindsamling på")
    evaluator.press("Gem i kalenderen")
    evaluator.sees("Skriv, hvad indsamlingen hedder.")
    evaluator.fill("title", "Telefoninterview")
    evaluator.fill("asked", "En kort samtale om, hvad der er prøvet af.")
    evaluator.fill("of_whom", "Tovholderne")
    fill_day(evaluator, "starts_on", today + timedelta(days=1))
    fill_day(evaluator, "ends_on", today + timedelta(days=4))
    evaluator.press("Gem i kalenderen")
    evaluator.sees("»Telefoninterview« står nu i kalenderen.")
    evaluator.sees("I de dage kan spørgeskemaet efter forløbet også besvares i Vordingborg Kommune.")
    evaluator.sees("Falder sammen")

    with evaluator.page.expect_download() as download:
        evaluator.page.get_by_role("button", name="Hent som CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 11 + 7 + 8 + 7 + 6
    assert "lone.falk" not in str(rows)

    manager = visitor(demo.staff["sandager"], kind=Visitor)
    manager.go("/evaluering/")
    manager.press("Se, hvad alle forløbene svarer")
    manager.sees("Alle forløb under ét")
    manager.page.get_by_text("Det samme som tabel").click()
    manager.look()
    coordinator = visitor(User.objects.get(email="trine.mortensen@glostrup.example"), kind=Visitor)
    coordinator.go("/mine/")
    coordinator.sees("Evaluator samler data ind: Telefoninterview")
    coordinator.press("Evaluator samler data ind: Telefoninterview")
    coordinator.sees("Det svarer de")

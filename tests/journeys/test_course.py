"""The demo's running courses: what a consultant and a manager do in them, at the desk and on a telephone."""

import pytest
from playwright.sync_api import expect

from engagements.courses.models import Engagement
from overview.demo.load import load
from overview.demo.people import PASSWORD
from praksis.accounts.models import User
from tests.journeys.people import Visitor as AnyVisitor
from tests.journeys.people import WideAndNarrowVisitor


class Visitor(WideAndNarrowVisitor):
    """One of the demo's people, who looks at every page at the desk and on a telephone."""

    password = PASSWORD


class OnTheRoad(AnyVisitor):
    """One of them with a telephone alone."""

    password = PASSWORD


@pytest.fixture
def demo(transactional_db):
    """The demo as `make run` loads it; before the site runs, for its past is made by moving the clock."""
    return load()


def course_of(name):
    return Engagement.objects.select_related("case").get(party__name=f"{name} Kommune", status="running")


def test_a_course_is_fitted_drawn_and_followed(demo, visitor):
    course = course_of("Glostrup")
    home = course.get_absolute_url()
    consultant = visitor(demo.staff["friis"], kind=Visitor)

    consultant.go(home)
    consultant.press("Læg et trin ind")
    consultant.fill("text", "Forældrecafé i Ejbydalen")
    consultant.page.get_by_label("Arrangement", exact=True).check(force=True)
    consultant.select("column", "Perioden mellem 2. og 3.")
    consultant.select("lane", "Kommune")
    consultant.page.get_by_label("Tovholder", exact=True).check(force=True)
    day = course.ends_on.replace(day=1)
    for end in ("first", "last"):
        for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
            consultant.fill(f"{end}_{part}", str(value))
    consultant.fill("reason", "Forældrene har bedt om det.")
    consultant.press("Læg trinnet ind")
    consultant.sees("er lagt ind i forløbet")

    box = consultant.page.get_by_role("link", name="Forældrecafé i Ejbydalen Venter")
    expect(box).to_be_visible()
    box.click()
    consultant.look()
    consultant.sees("Lagt ind i dette forløb")
    consultant.press("Ikke relevant i dette forløb")
    consultant.press("Tag trinnet ud")
    consultant.sees("Skriv, hvorfor trinnet ikke er relevant.")
    consultant.fill("reason", "Caféen holdes af forældrerådet selv.")
    consultant.press("Tag trinnet ud")
    consultant.sees("er taget ud af forløbet")

    consultant.go(f"{home}billede/")
    consultant.sees("Det samme som tabel")
    with consultant.page.expect_download() as download:
        consultant.page.get_by_role("link", name="Hent som plakat").click()
    assert download.value.suggested_filename == f"forloeb-{course.case.reference}-plakat.pdf"

    consultant.go(f"{home}status/")
    consultant.sees("Alle tre arbejdsgrupper er i gang igen.")
    consultant.page.get_by_label("Gået i stå", exact=True).check(force=True)
    consultant.fill("reason", "Lederen er syg.")
    consultant.press("Gem status")
    consultant.sees("Skriv, hvad næste skridt er.")
    consultant.fill("next_step", "Chefen finder en afløser.")
    consultant.press("Gem status")
    consultant.sees("Status er gemt.")
    consultant.go(f"{home}timer/")
    consultant.sees("Fordelt på møder og form")


def test_who_is_with_is_kept_by_both_sides(demo, visitor):
    course = course_of("Glostrup")
    coordinator = visitor(User.objects.get(email=course.people["coordinator"]["email"]), kind=Visitor)

    coordinator.go(f"{course.get_absolute_url()}deltagere/")
    coordinator.sees("Styregruppen")
    coordinator.press("Opret en gruppe")
    coordinator.press("Opret gruppen")
    coordinator.page.get_by_label("Arbejdsgruppe", exact=True).check(force=True)
    coordinator.fill("name", "Arbejdsgruppen om legepladser")
    coordinator.page.get_by_label("Børnehaven Ejbydalen", exact=True).check(force=True)
    coordinator.press("Opret gruppen")
    coordinator.sees("Arbejdsgruppen om legepladser")


def test_sparring_is_noted_on_a_telephone_in_three_presses(demo, visitor):
    course = course_of("Glostrup")
    consultant = visitor(demo.staff["friis"], width=400, kind=OnTheRoad)

    consultant.go("/min-dag/")
    consultant.page.get_by_role("link", name="Notér sparring i Glostrup Kommune").click()
    consultant.look()
    before = course.meetings.count()
    consultant.page.get_by_label("Telefon", exact=True).check(force=True)
    consultant.press("Notér")

    consultant.sees("er noteret.")
    assert consultant.page.url.endswith("/min-dag/")
    assert course.meetings.count() == before + 1


def test_a_manager_makes_a_new_edition_of_the_framework(demo, visitor):
    manager = visitor(demo.staff["sandager"], kind=Visitor)

    manager.go("/rammer/")
    manager.press("Lav en ny udgave", exact=False)
    manager.press("Tilføj et trin")
    manager.fill("text", "Fælles studietur")
    manager.page.get_by_label("Arrangement", exact=True).check(force=True)
    manager.select("column", "Andet styregruppemøde")
    manager.select("lane", "Kommune")
    manager.page.get_by_label("Tovholder", exact=True).check(force=True)
    for variant in ("12m", "11m"):
        manager.fill(f"from_{variant}", "26")
    manager.press("Gem trinnet")
    manager.sees("Fælles studietur")
    manager.sees("Ændret siden udgave 1")

    manager.sees("Før udgaven kan tages i brug")
    manager.fill("note", "En studietur efter det andet styregruppemøde.")
    manager.press("Gem, hvad der er nyt")
    manager.press("Tag i brug")
    manager.sees("Udgaven kan ikke rettes.")

"""Finding a time for a meeting: the consultant asks, somebody answers on a telephone, the consultant chooses."""

import pytest
from playwright.sync_api import expect

from engagements.courses.models import Engagement
from engagements.meetings.poll_models import Poll
from overview.demo.load import load
from overview.demo.people import PASSWORD
from praksis.mail import links
from praksis.mail.models import PersonalLink
from tests.journeys.people import Visitor as AnyVisitor
from tests.journeys.people import WideAndNarrowVisitor


class Visitor(WideAndNarrowVisitor):
    """One of the demo's people, who looks at every page at the desk and on a telephone."""

    password = PASSWORD


class OnTheRoad(AnyVisitor):
    """Somebody with a telephone alone."""

    password = PASSWORD


@pytest.fixture
def demo(transactional_db):
    """The demo as `make run` loads it; before the site runs, for its past is made by moving the clock."""
    return load()


def test_a_time_is_found_by_asking(demo, visitor):
    course = Engagement.objects.select_related("case").get(party__name="Glostrup Kommune", status="running")
    poll = Poll.objects.get(engagement=course)
    asked = poll.people.filter(answered_at=None).last()
    link = PersonalLink.objects.get(object_id=asked.pk)

    leader = visitor(width=400, kind=OnTheRoad)
    leader.go(f"/moedetid/{links.token(link)}/")
    leader.press("Send mit svar")
    leader.sees("Vælg et svar til")
    for label in leader.page.get_by_label("Kan", exact=True).all():
        label.check(force=True)
    leader.press("Send mit svar")
    leader.sees("Dit svar er gemt")

    consultant = visitor(demo.staff["friis"], kind=Visitor)
    consultant.go(course.get_absolute_url())
    consultant.press("Find en mødetid")
    consultant.go(f"{course.get_absolute_url()}moeder/afstemning/{poll.pk}/")
    consultant.sees("4 af 6 har svaret")
    consultant.page.get_by_role("button", name="Vælg dette tidspunkt").first.click()
    consultant.look()
    consultant.sees("falder sammen med et andet møde")
    consultant.press("Aftal alligevel")
    consultant.sees("Tidspunktet er valgt")

    leader.go(f"/moedetid/{links.token(link)}/")
    leader.sees("Tidspunktet er valgt")


def test_a_course_is_evaluated_and_rests(demo, visitor):
    course = Engagement.objects.select_related("case").get(party__name="Glostrup Kommune", status="running")
    consultant = visitor(demo.staff["friis"], kind=Visitor)

    consultant.go(f"{course.get_absolute_url()}afslut/")
    consultant.fill("reached", "Flere børn er med i legen.")
    consultant.press("Gem kladden")
    consultant.sees("Kladden er gemt.")
    consultant.press("Afslut forløbet")
    consultant.sees("Skriv, hvad I har lært.")
    consultant.go(f"{course.get_absolute_url()}slutevaluering/")
    consultant.sees("Flere børn er med i legen.")
    consultant.go(f"{course.get_absolute_url()}pause/")
    consultant.press("Hold pause")
    consultant.sees("Skriv, hvorfor forløbet holder pause.")


def test_the_calendars_address_is_copied_with_a_button(demo, visitor):
    consultant = visitor(demo.staff["friis"], kind=Visitor)

    consultant.go("/kalender/")
    consultant.press("Lav en adresse")
    consultant.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = consultant.page.get_by_role("button", name="Kopiér adressen")
    button.focus()
    consultant.page.keyboard.press("Enter")

    expect(consultant.page.locator("[data-copied]")).to_have_text("Kopieret")
    copied = consultant.page.evaluate("navigator.clipboard.readText()")
    assert copied == consultant.page.locator("#adresse").input_value()

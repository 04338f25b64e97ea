"""A one-year course whole, from the start-up meeting to the close: a consultant and a coordinator, page by page."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from applications.rounds.models import Programme
from engagements.courses import actions as courses
from engagements.courses.actions.opening import open_course
from praksis.cases.actors import SYSTEM
from praksis.organisations.models import Municipality
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CHIEF, COORDINATOR, AcceptedPlaceFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import RoundFactory
from tests.journeys.people import WideAndNarrowVisitor

KAREN, HANNE = COORDINATOR["email"], "hanne@praksis.example"
STEERING_GROUP = ("Første styregruppemøde", "Andet styregruppemøde", "Tredje styregruppemøde")


@pytest.fixture
def people(site):
    """The coordinator of Skive, and the consultant."""
    karen = UserFactory(name=COORDINATOR["name"], email=KAREN)
    MembershipFactory(user=karen, organisation=Municipality.objects.get(short_name="Skive"))
    return {"karen": karen, "hanne": UserFactory(name="Hanne Friis", email=HANNE, consultant=True)}


@pytest.fixture
def course(people):
    """A course whose period began a week ago, with the framework's steps and two institutions."""
    begun = timezone.localdate() - timedelta(weeks=1)
    place = AcceptedPlaceFactory(
        applicant=Municipality.objects.get(short_name="Skive"),
        round=RoundFactory(programme=Programme.objects.get(kind="one_year")),
        period=(begun, begun + timedelta(weeks=52)),
    )
    course = open_course(place, by=SYSTEM)
    courses.assign_consultants(course, [people["hanne"]], by=SYSTEM)
    return course


@pytest.fixture
def karen(visitor, people, course):
    return visitor(people["karen"], kind=WideAndNarrowVisitor)


@pytest.fixture
def hanne(visitor, people, course):
    return visitor(people["hanne"], kind=WideAndNarrowVisitor)


def test_a_course_from_start_up_to_close(visitor, mailbox, course, karen, hanne):
    find_a_time(hanne, visitor(width=400), mailbox, course)
    time_passes(course, weeks=2)
    write_the_minutes(hanne, course)
    approve_them_and_do_what_was_agreed(karen, mailbox)

    draw_the_change_model(karen, course)
    meet_with_the_steering_group(hanne, course, STEERING_GROUP[0], carried="Sende kontaktlisten rundt")
    adjust_the_change_model(hanne, course)
    meet_with_the_steering_group(hanne, course, STEERING_GROUP[1])
    give_an_institution_its_own_chain(karen, course)
    see_what_changed(hanne, course)
    write_at_the_same_time(karen, hanne, course)
    meet_with_the_steering_group(hanne, course, STEERING_GROUP[2])
    agree_on_what_lives_on(karen, course)

    close_the_course(hanne, course)
    read_what_is_closed(karen, hanne, course)


def time_passes(course, *, weeks):
    """Let everything of the course lie so much longer ago. The clock itself is the browser's and the worker's too."""
    past = timedelta(weeks=weeks)
    course.refresh_from_db()
    course.starts_on, course.ends_on = course.starts_on - past, course.ends_on - past
    course.save()
    for step in course.steps.exclude(due_to=None):
        step.due_from, step.due_to = step.due_from - past, step.due_to - past
        step.save()
    for meeting in course.meetings.all():
        meeting.starts_at -= past
        meeting.save()


def fill_day(person, name, day):
    for part in ("day", "month", "year"):
        person.fill(f"{name}_{part}", str(getattr(day, part)))


def fill_time(person, name, day):
    fill_day(person, name, day)
    person.fill(f"{name}_time", "10.00")


def tick_label(person, label):
    person.page.get_by_label(label, exact=True).first.check(force=True)


def find_a_time(hanne, at_home, mailbox, course):
    """The consultant asks, the coordinator answers on a telephone without signing in, and the meeting is agreed."""
    today = timezone.localdate()
    hanne.go(course.get_absolute_url())
    hanne.press("Sæt forløbet i gang")
    hanne.press("Find en mødetid")
    hanne.select("step", "Opstartsmøde")
    tick_label(hanne, "Fysisk møde")
    hanne.fill("location", "Rådhuset i Skive")
    fill_time(hanne, "time_1", today + timedelta(days=7))
    hanne.press("Spørg dem")
    hanne.sees("Skriv mindst to tider, der kan vælges imellem.")
    fill_time(hanne, "time_2", today + timedelta(days=8))
    fill_day(hanne, "answer_by", today + timedelta(days=2))
    hanne.press("Spørg dem")
    hanne.sees("0 af 3 har svaret")

    at_home.go(mailbox.link(KAREN, "Hvornår kan du?"))
    for label, time in zip(("Kan ikke", "Kan"), at_home.page.get_by_role("group").all(), strict=True):
        time.get_by_label(label, exact=True).check(force=True)
    at_home.press("Send mit svar")
    at_home.sees("Dit svar er gemt")

    hanne.page.reload()
    hanne.sees("1 af 3 har svaret")
    hanne.page.get_by_role("button", name="Vælg dette tidspunkt").last.click()
    hanne.look()
    hanne.sees("Tidspunktet er valgt")
    assert "Rådhuset i Skive" in mailbox.wait_for(KAREN, "Du er inviteret: Opstartsmøde")
    letter = next(each for each in reversed(mailbox.letters) if "Du er inviteret" in each["Subject"])
    assert "text/calendar" in [part.get_content_type() for part in letter.walk()]


def write_the_minutes(hanne, course):
    hanne.go(course.meetings.get().get_absolute_url())
    hanne.press("Skriv referat")
    hanne.page.get_by_label("Referat", exact=True).first.fill("Vi talte om, hvad I vil med forløbet.")
    hanne.page.get_by_label("Beslutning", exact=True).first.fill("Begge dagtilbud er med fra begyndelsen.")
    hanne.press("Gem, og skriv en opfølgning")
    hanne.fill("what", "Udpege styregruppen")
    fill_day(hanne, "due_on", timezone.localdate() + timedelta(days=14))
    hanne.press("Gem")
    hanne.sees("Vælg, hvem der gør det.")
    tick_label(hanne, COORDINATOR["name"])
    hanne.press("Gem, og skriv en til")
    hanne.sees("Karen Koordinator står nu for det.")
    hanne.fill("what", "Sende kontaktlisten rundt")
    fill_day(hanne, "due_on", timezone.localdate() + timedelta(days=60))
    tick_label(hanne, "Hanne Friis, praksiskonsulent")
    hanne.press("Gem")
    hanne.sees("Holdt")
    hanne.press("Send referatet til godkendelse")
    hanne.sees("Referatet er sendt til godkendelse.")


def approve_them_and_do_what_was_agreed(karen, mailbox):
    karen.go(mailbox.link(KAREN, "Referat til godkendelse"))
    karen.sees("Begge dagtilbud er med fra begyndelsen.")
    karen.press("Godkend referatet")
    karen.press("Godkend")
    karen.sees("Referatet er godkendt.")
    karen.press("Meld gjort : Udpege styregruppen", exact=False)
    karen.sees("»Udpege styregruppen« er gjort.")
    karen.sees("Genåbn")
    assert "er godkendt" in mailbox.wait_for(KAREN, "Godkendt referat")
    karen.page.reload()
    with karen.page.expect_download() as download:
        karen.page.get_by_role("link", name="Hent referatet som PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")


def meet_with_the_steering_group(hanne, course, name, *, carried=""):
    """It is agreed on for next week, and noted when the time has come. What was left open is on its agenda."""
    hanne.go(f"{course.get_absolute_url()}moeder/nyt/?trin={course.steps.get(text=name).order}")
    fill_time(hanne, "starts_at", timezone.localdate() + timedelta(days=7))
    tick_label(hanne, "Videomøde")
    hanne.press("Gem mødet")
    hanne.sees(name)
    time_passes(course, weeks=12)
    hanne.go(course.meetings.get(step__text=name).get_absolute_url())
    hanne.sees(carried)
    hanne.press("Notér mødet som holdt")
    hanne.fill("note", "Vi så på forandringsmodellen.")
    hanne.press("Notér mødet som holdt")
    assert course.steps.get(text=name).is_done


def save_version(person, number, name):
    person.press("Gem en udgave")
    person.select("step", name)
    person.press("Gem udgaven")
    person.sees(f"Udgave {number} er gemt.")


def model_of(course):
    return f"{course.get_absolute_url()}forandringsmodel/"


def draw_the_change_model(karen, course):
    karen.go(course.get_absolute_url())
    karen.press("Planer")
    karen.press("Forandringsmodel")
    karen.press("Skriv en kæde for Kommunen", exact=False)
    karen.press("Gem")
    karen.sees("Skriv, hvilken udfordring det begynder med.")
    karen.fill("challenge", "Mange børn står uden for legen")
    karen.fill("effort", "Vi deler børnene i små grupper")
    karen.fill("expected", "Flere børn er med i legen")
    tick_label(karen, "Trivsel")
    karen.press("Gem")
    karen.sees("Kæden er gemt.")
    save_version(karen, 1, STEERING_GROUP[0])


def adjust_the_change_model(hanne, course):
    hanne.go(model_of(course))
    hanne.press("Mange børn står uden for legen", exact=False)
    hanne.fill("effort", "Vi deler børnene i faste grupper")
    hanne.press("Gem")
    save_version(hanne, 2, STEERING_GROUP[1])


def give_an_institution_its_own_chain(karen, course):
    karen.go(model_of(course))
    karen.press("Skriv en kæde for Solstrålen", exact=False)
    karen.fill("challenge", "Der er uro i garderoben")
    karen.press("Gem")
    save_version(karen, 3, STEERING_GROUP[2])


def see_what_changed(hanne, course):
    hanne.go(model_of(course))
    hanne.press("Se, hvad der er ændret")
    hanne.select("fra", "Udgave 1")
    hanne.select("til", "Udgave 3")
    hanne.press("Sammenlign")
    main = hanne.page.get_by_role("main")
    assert [each.inner_text().strip() for each in main.locator("del").all()] == ["små"]
    assert "faste" in [each.inner_text().strip() for each in main.locator("ins").all()]
    hanne.sees("Der er uro i garderoben")


def write_at_the_same_time(karen, hanne, course):
    """Both have the chain open; whoever comes second sees both texts and chooses."""
    for person in (karen, hanne):
        person.go(model_of(course))
        person.press("Mange børn står uden for legen", exact=False)
    karen.fill("gain", "De får venner")
    karen.press("Gem")
    hanne.fill("gain", "De hører til")
    hanne.press("Gem")
    hanne.sees("I har skrevet på samme tid")
    hanne.sees("De får venner")
    expect(hanne.field("gain")).to_have_value("De hører til")
    hanne.press("Gem min tekst")
    hanne.sees("De hører til")
    hanne.press("Hvem har skrevet hvad")
    hanne.sees("De får venner")


def agree_on_what_lives_on(karen, course):
    karen.go(f"{course.get_absolute_url()}forankringsplan/")
    karen.press("Skriv en handling for Kommunen", exact=False)
    karen.fill("what", "Faste grupper i garderoben")
    fill_day(karen, "due_on", timezone.localdate() + timedelta(days=60))
    karen.press("Gem")
    karen.sees("Skriv, hvem der har ansvaret.")
    karen.fill("owner_name", CHIEF["name"])
    karen.press("Gem")
    karen.sees("Handlingen er gemt.")
    karen.sees(CHIEF["email"])
    karen.page.get_by_role("link", name="Gem en udgave til det").last.click()
    karen.look()
    karen.select("step", STEERING_GROUP[2])
    karen.press("Gem udgaven")
    karen.sees("Udgave 1 er gemt.")


def close_the_course(hanne, course):
    """A draft first; what is missing is said before the course is closed."""
    hanne.go(course.get_absolute_url())
    hanne.sees("Venter")
    hanne.press("Afslut forløbet")
    hanne.fill("summary", "Flere børn er med i legen.")
    hanne.fill("reached", "Personalet deler børnene i faste grupper.")
    hanne.press("Gem kladden")
    hanne.sees("Kladden er gemt.")
    hanne.press("Afslut forløbet")
    hanne.sees("Skriv, hvad I har lært.")
    hanne.fill("lives_on", "De faste grupper. Dagtilbudschefen bærer dem.")
    hanne.fill("learned", "Begynd med garderoben.")
    hanne.press("Afslut forløbet")
    hanne.sees("Forløbet er afsluttet.")
    expect(hanne.page.get_by_role("main")).not_to_contain_text("Venter")


def read_what_is_closed(karen, hanne, course):
    """Both still read everything, and nobody is offered to write."""
    karen.go(f"{course.get_absolute_url()}slutevaluering/")
    karen.sees("Begynd med garderoben.")
    for person in (karen, hanne):
        person.go(model_of(course))
        person.sees("Forandringsmodellen kan læses, men ikke længere ændres.")
        assert person.page.get_by_role("link", name="Skriv en kæde").count() == 0
    karen.go(f"{course.get_absolute_url()}forankringsplan/")
    karen.sees("Forankringsplanen kan læses, men ikke længere ændres.")
    assert karen.page.get_by_role("link", name="Skriv en handling").count() == 0
    karen.go(course.meetings.get(kind="start_up").get_absolute_url())
    karen.sees("Forløbet er afsluttet. Mødet kan læses, men ikke ændres.")
    karen.sees("Udpege styregruppen")
    assert karen.page.get_by_role("button", name="Genåbn").count() == 0
    hanne.go(course.steps.get(text="Styregruppen udpeges").get_absolute_url())
    hanne.sees("Trinnet kan læses, men ikke længere ændres.")
    hanne.go(f"{model_of(course)}kommunen/ny/")
    hanne.sees("Det har du ikke adgang til")

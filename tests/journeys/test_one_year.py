"""A one-year application whole: two colleagues, the leader of an institution, a conflict, the director, the receipt."""

import pytest
from playwright.sync_api import expect

from applications.drafting.models import Answer, Status
from praksis.organisations.models import Municipality
from tests.factories.accounts import UserFactory
from tests.factories.organisations import InstitutionFactory, MembershipFactory
from tests.journeys.applying import add_solhuset, answer_section, answer_the_rest, begin, send_to_the_director, sign
from tests.journeys.people import KeyboardVisitor, PlainVisitor, Visitor

# The section in which both write
NEED = 3


@pytest.fixture
def skive(round_):
    skive = Municipality.objects.get(short_name="Skive")
    InstitutionFactory(name="Solhuset", municipality=skive)
    return skive


@pytest.fixture
def colleague(skive):
    """Make a person who writes for Skive."""

    def colleague(name):
        user = UserFactory(name=name, email=f"{name.split()[0].lower()}@skive.example")
        MembershipFactory(user=user, organisation=skive)
        return user

    return colleague


@pytest.mark.parametrize("kind", [Visitor, KeyboardVisitor, PlainVisitor])
def test_two_colleagues_and_a_leader_apply_together(visitor, mailbox, colleague, kind):
    karen = visitor(colleague("Karen Koordinator"), kind=kind)
    kurt = visitor(colleague("Kurt Konsulent"), kind=kind)

    draft = begin(karen)
    hand_the_institution_to_its_leader(karen)
    fill_in_the_part(visitor(width=400, kind=kind), mailbox)
    write_at_the_same_time(karen, kurt, draft)
    answer_the_rest(karen, draft)
    send_to_the_director(karen, draft)
    sign(visitor(width=400, kind=kind), mailbox)
    read_the_receipt(karen, draft, mailbox)

    why = Answer.objects.get(application=draft, question__key="institutions.why")
    assert why.changes.latest("revision").by_name == "Lis Leder"


def hand_the_institution_to_its_leader(karen):
    add_solhuset(karen)
    karen.press("Send til lederen", exact=False)
    karen.fill("name", "Lis Leder")
    karen.fill("email", "lis@solhuset.example")
    karen.press("Send til lederen")
    karen.sees("lis@solhuset.example")


def fill_in_the_part(lis, mailbox):
    """The leader has no account, and sees nothing but what is asked about the institution."""
    lis.go(mailbox.link("lis@solhuset.example", "udfyld jeres del"))
    lis.press("Begynd")
    answer_section(lis)
    lis.press("Færdig")
    lis.sees("Tak for dine svar")


def write_at_the_same_time(karen, kurt, draft):
    """Both have the page open; whoever comes second is shown both texts, and takes the colleague's."""
    for person in (karen, kurt):
        person.go(f"/ansoegninger/{draft.pk}/afsnit/{NEED}/")
    kurt.fill("need_environment", "Uro om morgenen")
    kurt.keep()

    karen.fill("need_environment", "Uro ved frokost")
    if not karen.has_scripts:
        karen.press("Gem og fortsæt")
    karen.sees("Hvilken tekst skal stå?")
    karen.sees("Kollegaens tekst (Kurt Konsulent)")
    karen.look()
    karen.choose("Brug kollegaens tekst")

    expect(karen.field("need_environment")).to_have_value("Uro om morgenen")
    expect(karen.page.locator("[data-autosave-note]")).to_have_count(0)
    answer = Answer.objects.get(application=draft, question__key="need_environment")
    texts = list(answer.changes.order_by("revision").values_list("value", flat=True))
    assert texts == ["Uro om morgenen", "Uro ved frokost", "Uro om morgenen"]


def read_the_receipt(karen, draft, mailbox):
    """The signature sends the application by itself."""
    karen.go(mailbox.link("karen@skive.example", "modtaget jeres ansøgning"))
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED
    karen.sees("Vi har modtaget jeres ansøgning")
    karen.sees(draft.case.reference)
    karen.sees(draft.submission.version.sha256)
    karen.sees("Uro om morgenen")

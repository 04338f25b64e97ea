"""A working group writes about what it tries by a link on a telephone, and the steering group gets it gathered."""

import pytest

from applications.rounds.models import Programme
from engagements.plans.models import Trial
from praksis.organisations.models import Municipality
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
    GroupFactory,
    GroupMemberFactory,
)
from tests.factories.organisations import MembershipFactory
from tests.journeys.people import PlainVisitor, WideAndNarrowVisitor

ADDRESS = "mia@skive.example"


class OnATelephone(PlainVisitor):
    """Somebody whose telephone runs no scripts."""


@pytest.fixture
def coordinator(site):
    skive = Municipality.objects.get(short_name="Skive")
    user = UserFactory(name="Karen Koordinator", email="karen@skive.example")
    MembershipFactory(user=user, organisation=skive)
    return user


@pytest.fixture
def course(coordinator):
    """A running course with an institution whose working group has one member."""
    party = Municipality.objects.get(short_name="Skive")
    programme = Programme.objects.get(kind="one_year")
    engagement = EngagementFactory(running=True, party=party, programme=programme)
    sun = EngagementInstitutionFactory(engagement=engagement, name="Solstrålen", order=1)
    EngagementInstitutionFactory(engagement=engagement, name="Æblehaven", order=2)
    group = GroupFactory(engagement=engagement, name="Solens gruppe", institutions=[sun])
    GroupMemberFactory(group=group, name="Mia Med", email=ADDRESS)
    for order, text in ((40, "Første styregruppemøde"), (130, "Andet styregruppemøde")):
        CourseStepFactory(engagement=engagement, order=order, text=text, anchor=True, lane="Styregruppe")
    return engagement


def test_a_group_tries_writes_and_is_heard(course, coordinator, visitor, mailbox):
    home = f"{course.get_absolute_url()}indsatser/"
    karen = visitor(coordinator, kind=WideAndNarrowVisitor)

    karen.go(home)
    karen.page.get_by_role("link", name="Begynd en indsats i Solstrålen").click()
    karen.look()
    karen.fill("title", "Faste legegrupper")
    karen.press("Gem")
    karen.sees("Skriv, hvad I har aftalt at prøve.")
    karen.fill("agreed", "Fire grupper om formiddagen.")
    karen.press("Gem")
    karen.sees("Indsatsen er begyndt.")
    karen.press("Links til arbejdsgrupperne")
    karen.press("Send link til 1 medlem af Solens gruppe")
    karen.sees("Vi sender 1 link.")

    mia = visitor(width=400, kind=OnATelephone)
    mia.go(mailbox.link(ADDRESS, "skriv, hvad I prøver af"))
    assert mia.page.url.endswith("/indsatser/skriv/")
    mia.press("Begynd")
    mia.sees("Du skriver som Mia Med.")
    mia.press("Skriv: det prøvede vi (Faste legegrupper)")
    mia.fill("tried", "Vi begyndte 010203-1234.")
    mia.press("Gem")
    mia.sees("ligner et CPR-nummer")
    mia.fill("tried", "I to uger.")

    # Karen writes in the same field before Mia presses again.
    karen.go(f"{home}runder/{Trial.objects.get().pk}/")
    karen.fill("tried", "I en uge.")
    karen.press("Gem")
    mia.press("Gem")
    mia.sees("I har skrevet på samme tid")
    mia.sees("I en uge.")
    mia.press("Gem min tekst")
    mia.sees("Gemt. Tak.")

    for step, text in (("det så vi", "Mere ro."), ("det ændrer vi", "Mindre grupper.")):
        mia.press(f"Skriv: {step} (Faste legegrupper)")
        mia.fill("seen" if step == "det så vi" else "adjusted", text)
        mia.press("Gem")
    mia.press("Begynd næste runde af Faste legegrupper")
    mia.press("Gem")
    mia.sees("Runde 2")
    mia.page.set_viewport_size({"width": 320, "height": 800})
    mia.press("Begynd en indsats")
    mia.fill("title", "Ro ved frokosten")
    mia.fill("agreed", "Små borde.")
    mia.press("Gem")
    mia.sees("Ro ved frokosten")
    assert mia.page.get_by_role("main").inner_text().count("Æblehaven") == 0

    karen.go(home)
    karen.press("Opsamling til styregruppen")
    karen.sees("Ro ved frokosten")
    karen.press("Skriv det")
    karen.fill("discussion", "Hvem dækker, når vi er tre?")
    karen.press("Gem")
    karen.press("Gem en udgave")
    karen.select("step", "Andet styregruppemøde")
    karen.press("Gem udgaven")
    karen.sees("Udgave 1 er gemt.")
    with karen.page.expect_download() as download:
        karen.page.get_by_role("link", name="Hent som PDF").click()
    assert download.value.suggested_filename == f"opsamling-{course.case.reference}.pdf"

    karen.go(f"{home}links/")
    karen.sees("I brug")
    karen.press("Træk tilbage linket til Mia Med")
    karen.sees("Trukket tilbage")
    mia.press("Begynd en indsats")
    mia.sees("Linket er trukket tilbage")

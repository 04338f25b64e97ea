"""Two colleagues and an institution's leader write one application: they see each other, and settle a conflict."""

import pytest
from playwright.sync_api import expect

from applications.drafting import actions
from applications.drafting.models import Answer
from applications.rounds.models import Programme, QuestionKind
from praksis.cases.actors import Actor
from praksis.organisations.models import Municipality
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import QuestionFactory, QuestionSetFactory, RoundFactory


@pytest.fixture
def people(site):
    skive = Municipality.objects.get(short_name="Skive")
    found = {name: UserFactory(name=name, email=f"{name.lower()}@skive.example") for name in ("Karen", "Kurt")}
    for user in found.values():
        MembershipFactory(user=user, organisation=skive)
    return found


@pytest.fixture
def draft(people):
    round_ = RoundFactory(name="Næste år", programme=Programme.objects.get(kind="one_year"))
    questions = QuestionSetFactory(round=round_)
    asked = [
        ("institutions", QuestionKind.INSTITUTION_LIST, "Hvilke dagtilbud?", ""),
        ("institutions.why", QuestionKind.LONG_TEXT, "Hvorfor dette dagtilbud?", "institutions"),
        ("need", QuestionKind.LONG_TEXT, "Hvad skal udvikles?", ""),
    ]
    for order, (key, kind, label, part_of) in enumerate(asked):
        section = "1. Dagtilbud" if key.startswith("institutions") else "2. Behov"
        QuestionFactory(
            question_set=questions, key=key, kind=kind, order=order, label=label, part_of=part_of, section=section
        )
    skive = Municipality.objects.get(short_name="Skive")
    draft = actions.begin(round_, skive.organisation, by=Actor.of(people["Karen"]))
    actions.add_institution(
        draft, name="Solhuset", ownership="municipal", setting="nursery", by=Actor.of(people["Karen"])
    )
    return draft


def saved(person):
    expect(person.page.locator("[data-autosave-status]")).to_contain_text("Gemt kl.")


def at_the_edge(button):
    """What lies uppermost where a button stands at the window's lower edge, as the line about saving does."""
    return button.evaluate("""button => {
      const wanted = innerHeight - 36, middle = () => button.getBoundingClientRect();
      scrollBy({top: middle().top + middle().height / 2 - wanted, behavior: "instant"});
      const status = document.querySelector("[data-autosave-status]").getBoundingClientRect();
      const {left, top, height} = middle();
      if (status.bottom < top || status.top > top + height) return "the line about saving is elsewhere";
      return document.elementFromPoint(left + 12, top + height / 2).innerText;
    }""")


def test_two_colleagues_choose_between_their_texts(visitor, people, draft):
    karen, kurt = visitor(people["Karen"]), visitor(people["Kurt"], width=400)
    for person in (karen, kurt):
        person.go(f"/ansoegninger/{draft.pk}/afsnit/2/")
    karen.page.reload()
    karen.sees("Her lige nu: Kurt (afsnit 2).")

    kurt.fill("need", "Uro om morgenen")
    saved(kurt)
    karen.fill("need", "Uro ved frokost")
    karen.sees("Hvilken tekst skal stå?")
    karen.look()
    for choice in ("Behold min tekst", "Brug kollegaens tekst"):
        assert at_the_edge(karen.page.get_by_role("button", name=choice)) == choice
    karen.page.get_by_role("button", name="Brug kollegaens tekst").press("Enter")

    expect(karen.page.get_by_label("Hvad skal udvikles?")).to_have_value("Uro om morgenen")
    saved(karen)
    karen.go(f"/ansoegninger/{draft.pk}/historik/")
    karen.page.locator("#aendringer a").first.click()
    karen.look()
    answer = Answer.objects.get(application=draft, question__key="need")
    texts = list(answer.changes.order_by("revision").values_list("value", flat=True))
    assert texts == ["Uro om morgenen", "Uro ved frokost", "Uro om morgenen"]


def test_the_leader_fills_in_the_part_on_a_telephone(visitor, mailbox, people, draft):
    karen = visitor(people["Karen"])
    karen.go(f"/ansoegninger/{draft.pk}/afsnit/1/")
    karen.press("Send til lederen", exact=False)
    karen.fill("name", "Lis Leder")
    karen.fill("email", "lis@skive.example")
    karen.press("Send til lederen")

    lis = visitor(width=400)
    lis.go(mailbox.link("lis@skive.example", "udfyld jeres del"))
    lis.press("Begynd")
    lis.page.get_by_label("Hvorfor dette dagtilbud?").fill("Barnet 010190-1234 står uden for legen")
    lis.sees("ligner et CPR-nummer")
    lis.look()
    lis.page.get_by_label("Hvorfor dette dagtilbud?").fill("Nogle børn står uden for legen")
    saved(lis)
    lis.press("Færdig")
    lis.sees("Tak for dine svar")

    assert "Lis Leder har svaret" in mailbox.wait_for("karen@skive.example", "er færdig")
    karen.go(f"/ansoegninger/{draft.pk}/afsnit/1/")
    karen.sees("Lederen er færdig")

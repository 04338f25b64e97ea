"""A round from the manager's first word to a writer who takes the new questions in, and a deadline that is moved."""

from datetime import timedelta

from django.utils import timezone

from applications.drafting.models import Application
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role
from praksis.organisations.models import Municipality
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MembershipFactory


def write_date(person, name, day):
    for part in ("day", "month", "year"):
        person.fill(f"{name}_{part}", str(getattr(day, part)))


def test_a_round_is_prepared_opened_asked_anew_and_extended(visitor, mailbox):
    today = timezone.localdate()
    writer = UserFactory(name="Karen Koordinator", email="karen@skive.example")
    MembershipFactory(user=writer, organisation=Municipality.objects.get(short_name="Skive"))
    manager = visitor(UserFactory(name="Mona Manager", email="mona@praksis.example", roles=[Role.MANAGER]))

    manager.go("/runder/")
    manager.press("Ny runde")
    manager.press("Gem runden")
    manager.page.get_by_role("link", name="Skriv rundens navn.").click()
    manager.page.keyboard.type("Næste år")
    for name, days in {"period_from": 100, "period_to": 400, "opens_on": 0, "deadline_on": 30}.items():
        write_date(manager, name, today + timedelta(days=days))
    manager.press("Gem runden")
    round_ = Round.objects.get(name="Næste år")
    manager.press("Kriterier og ankertekster")
    manager.page.get_by_role("link", name="Ret Behov").click()
    manager.look()
    manager.fill("weight", "2")
    manager.press("Gem kriteriet")
    manager.go(f"/runder/{round_.pk}/krav/")
    manager.fill("nyt", "Kommunen har en tovholder.")
    manager.press("Gem kravene")
    manager.go(f"/runder/{round_.pk}/spoergsmaal/")
    manager.press("Tilføj et spørgsmål")
    manager.fill("label", "Hvad har I ellers på hjerte?")
    manager.press("Gem spørgsmålet")
    manager.go(f"/runder/{round_.pk}/")
    manager.press("Åbn runden")
    manager.press("Åbn runden")
    round_.refresh_from_db()
    assert round_.status == RoundStatus.ASSESSING

    karen = visitor(writer, width=400)
    karen.go(f"/ansoegninger/ny/{round_.pk}/")
    karen.sees("Hvad har I ellers på hjerte?")
    karen.press("Begynd ansøgningen")
    draft = Application.objects.get()
    karen.go(f"/ansoegninger/{draft.pk}/afsnit/3/")
    karen.fill("need_environment", "Formiddagene er urolige.")
    karen.press("Gem og tilbage til oversigten")

    manager.go(f"/runder/{round_.pk}/spoergsmaal/")
    manager.press("Lav en ny udgave")
    manager.page.get_by_role("button", name="Fjern Hvad skal udvikles i læringsmiljøet?").click()
    manager.look()
    manager.fill("change_note", "Vi spørger ikke længere om læringsmiljøet.")
    manager.press("Tag de nye spørgsmål i brug")
    manager.sees("Vi spørger ikke længere om læringsmiljøet.")

    assert "Vi spørger ikke længere" in mailbox.wait_for("karen@skive.example", "ændret spørgsmålene")
    karen.go(f"/ansoegninger/{draft.pk}/")
    karen.press("Skift til de nye spørgsmål")
    karen.sees("Formiddagene er urolige.")
    karen.press("Skift til de nye spørgsmål")
    draft.refresh_from_db()
    assert draft.question_set.number == 2

    manager.go(f"/runder/{round_.pk}/")
    manager.press("Forlæng fristen")
    manager.page.get_by_label("Alle i runden").check()
    write_date(manager, "deadline_on", today + timedelta(days=37))
    manager.fill("reason", "Der var strømsvigt i flere kommuner.")
    manager.press("Forlæng fristen")
    visitor().go("/tilbud/etaarigt/")
    karen.go(f"/ansoegninger/{draft.pk}/historik/")
    karen.sees("Der var strømsvigt i flere kommuner.")

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.allocation import actions
from applications.rounds.models import Extension, RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.drafting import ApplicationFactory, ApplicationInstitutionFactory
from tests.factories.mail import PersonalLinkFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(manager):
    return Actor.of(manager)


@pytest.fixture
def draft():
    application = ApplicationFactory()
    MembershipFactory(user=application.created_by, organisation=application.applicant)
    return application


def later(round_, days=7):
    return round_.deadline + timedelta(days=days)


# --- For all ------------------------------------------------------------------------------------------------------


def test_extend_round_moves_the_deadline_with_a_reason(draft, by):
    before, deadline = draft.round.deadline, later(draft.round)

    extension = actions.extend_round(draft.round, deadline=deadline, reason="Strømsvigt.", by=by)

    draft.round.refresh_from_db()
    assert draft.round.deadline == deadline
    assert (extension.deadline_before, extension.deadline_after, extension.by) == (before, deadline, by.user)
    assert draft.round.case.events.get(kind="round.extended").data["reason"] == "Strømsvigt."


def test_extend_round_tells_those_who_write(draft, by):
    actions.extend_round(draft.round, deadline=later(draft.round), reason="Strømsvigt.", by=by)

    letter = Email.objects.get()
    assert (letter.to, letter.case) == (draft.created_by.email, draft.case)
    assert "Strømsvigt." in letter.body
    assert "Strømsvigt." in log.timeline(draft.case, party=True)[0]["text"]


def test_open_links_last_as_long_as_the_deadline(draft, by):
    row = ApplicationInstitutionFactory(application=draft)
    links = [PersonalLinkFactory(object_id=pk, expires_at=draft.round.deadline) for pk in (draft.pk, row.pk)]
    used = PersonalLinkFactory(object_id=draft.pk, expires_at=draft.round.deadline, used=True)
    other = PersonalLinkFactory(expires_at=draft.round.deadline)
    deadline = later(draft.round)

    actions.extend_round(draft.round, deadline=deadline, reason="Strømsvigt.", by=by)

    for link in (*links, used, other):
        link.refresh_from_db()
    assert [link.expires_at == deadline for link in (*links, used, other)] == [True, True, False, False]


def test_a_round_that_has_just_closed_can_be_opened_again(by):
    round_ = RoundFactory(closed=True)

    actions.extend_round(round_, deadline=timezone.now() + timedelta(days=2), reason="Strømsvigt.", by=by)

    assert round_.is_open


@pytest.mark.parametrize(
    ("facts", "days", "refusal"),
    [
        ({}, 0, "Vælg en frist, der ligger efter"),
        ({}, -1, "Vælg en frist, der ligger efter"),
        ({"status": RoundStatus.DRAFT}, 7, "kun forlænges i en runde, der er åbnet"),
        ({"status": RoundStatus.PROPOSED}, 7, "kun forlænges i en runde, der er åbnet"),
        ({"closed": True}, 0.5, "Vælg en frist, der ligger efter"),
    ],
)
def test_extend_round_refuses_what_gives_nobody_time(by, facts, days, refusal):
    round_ = RoundFactory(**facts)

    with pytest.raises(ActionError, match=refusal):
        actions.extend_round(round_, deadline=later(round_, days), reason="Strømsvigt.", by=by)

    assert not Extension.objects.exists()


def test_extend_round_is_refused_once_interests_are_declared(by, manager):
    round_ = RoundFactory(closed=True)
    InterestDeclarationFactory(round=round_, person=manager)

    with pytest.raises(ActionError, match="Bedømmelsen er begyndt"):
        actions.extend_round(round_, deadline=later(round_), reason="Strømsvigt.", by=by)


def test_extend_round_refuses_the_dates_of_another(by):
    round_ = RoundFactory()
    same = {name: getattr(round_, name) for name in ("programme", "period_from", "period_to")}
    other = RoundFactory(**same, deadline=later(round_))

    with pytest.raises(ActionError, match="allerede en runde"):
        actions.extend_round(round_, deadline=other.deadline, reason="Strømsvigt.", by=by)


# --- For one ------------------------------------------------------------------------------------------------------


def test_extend_application_gives_one_applicant_a_deadline_of_its_own(draft, by):
    deadline, other = later(draft.round), ApplicationFactory(round=draft.round)

    extension = actions.extend_application(draft, deadline=deadline, reason="Vores server var nede.", by=by)

    draft.refresh_from_db()
    assert (draft.deadline, extension.application) == (deadline, draft)
    assert draft.is_in_time_at(deadline)
    assert not other.is_in_time_at(deadline)
    assert "Vores server var nede." in log.timeline(draft.case, party=True)[0]["text"]
    assert draft.round.case.events.filter(kind="round.extended_for_one").count() == 1
    assert Email.objects.get().to == draft.created_by.email


def test_a_directors_and_a_leaders_link_last_to_the_applications_own_deadline(draft, by):
    row = ApplicationInstitutionFactory(application=draft)
    links = [PersonalLinkFactory(object_id=pk, expires_at=draft.deadline) for pk in (draft.pk, row.pk)]
    deadline = later(draft.round)

    actions.extend_application(draft, deadline=deadline, reason="Vores server var nede.", by=by)

    for link in links:
        link.refresh_from_db()
    assert [link.expires_at for link in links] == [deadline, deadline]


def test_extend_application_refuses_what_is_sent(by):
    sent = ApplicationFactory(submitted=True)

    with pytest.raises(ActionError, match="Kun en kladde"):
        actions.extend_application(sent, deadline=later(sent.round), reason="Nej.", by=by)


# --- The page -----------------------------------------------------------------------------------------------------


def sent(day, **changes):
    parts = {f"deadline_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    return {"who": "alle", "reason": "Strømsvigt.", **parts, **changes}


@pytest.fixture
def page(client, manager, draft):
    client.force_login(manager)
    return reverse("applications:round_extend", args=[draft.round_id])


def test_the_deadline_is_extended_for_all_to_the_end_of_the_day(client, page, draft):
    day = timezone.localdate(later(draft.round))

    response = client.post(page, sent(day))

    draft.round.refresh_from_db()
    assert response["Location"] == reverse("applications:round_detail", args=[draft.round_id])
    assert timezone.localtime(draft.round.deadline).replace(tzinfo=None).isoformat() == f"{day}T23:59:59.999999"


def test_one_applicant_gets_more_time_only_where_the_fault_was_ours(client, page, draft):
    facts = sent(timezone.localdate(later(draft.round)), who="en", application=str(draft.pk))

    refused = client.post(page, facts)
    assert texts(refused, ".alert-error li") == ["Én ansøger får kun en egen frist, når fejlen var vores."]
    client.post(page, {**facts, "was_our_fault": "on"})

    draft.refresh_from_db()
    assert draft.extended_to is not None
    assert Extension.objects.get().application == draft
    assert str(draft.applicant) in texts(client.get(page), "main li")[-1]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"who": ""}, "Vælg, hvem der får en ny frist."),
        ({"reason": ""}, "Skriv, hvorfor fristen forlænges."),
        ({"deadline_on_day": "", "deadline_on_month": "", "deadline_on_year": ""}, "Skriv den nye frist."),
        ({"who": "en", "was_our_fault": "on"}, "Vælg, hvilken ansøger det gælder."),
        ({"who": "en", "application": "x", "was_our_fault": "on"}, "Vælg en ansøger på listen."),
        ({"deadline_on_year": "2001"}, "Vælg en frist, der ligger efter"),
    ],
)
def test_the_page_refuses_with_a_sentence(client, page, draft, changes, sentence):
    response = client.post(page, {**sent(timezone.localdate(later(draft.round))), **changes})

    assert response.status_code == 422
    assert [text[: len(sentence)] for text in texts(response, ".alert-error li")] == [sentence]


def test_the_reason_stands_on_the_public_pages_and_where_one_begins(client, page, draft, by):
    actions.extend_round(draft.round, deadline=later(draft.round), reason="Strømsvigt i Viborg.", by=by)
    begin = reverse("applications:begin", args=[draft.round_id])

    for path in ("/", reverse("overview:programme_one_year"), begin):
        assert (path, "Strømsvigt i Viborg." in client.get(path).content.decode()) == (path, True)


def test_one_applicants_extension_is_not_public(client, page, draft, by):
    actions.extend_application(draft, deadline=later(draft.round), reason="Vores server var nede.", by=by)
    begin = reverse("applications:begin", args=[draft.round_id])

    for path in ("/", reverse("overview:programme_one_year"), begin):
        assert (path, "Vores server" in client.get(path).content.decode()) == (path, False)


# --- The round's page and the list --------------------------------------------------------------------------------


def test_the_rounds_page_leads_to_what_can_be_prepared(client, manager):
    client.force_login(manager)
    round_ = RoundFactory(draft=True)

    response = client.get(reverse("applications:round_detail", args=[round_.pk]))

    assert [row.label for row in response.context["preparation"]] == [
        "Periode, frist og pladser",
        "Kriterier og ankertekster",
        "Krav",
        "Spørgsmål",
    ]
    assert texts(response, "main .button-group a") == ["Åbn runden", "Kopiér til en ny runde"]


def test_an_approver_reads_the_round_without_its_preparation(client, approver):
    client.force_login(approver)

    response = client.get(reverse("applications:round_detail", args=[RoundFactory().pk]))

    assert response.context["preparation"] == []
    assert texts(response, "main .button-group a") == []


def test_the_minis_coming_months_do_not_crowd_the_list(client, manager):
    client.force_login(manager)
    mini = ProgrammeFactory(kind="mini", name="Miniforløb")
    RoundFactory(name="Denne måned", programme=mini)
    coming = timezone.now() + timedelta(days=60)
    RoundFactory(name="Om to måneder", programme=mini, opens_at=coming, deadline=coming + timedelta(days=30))
    RoundFactory(name="Næste år", opens_at=coming, deadline=coming + timedelta(days=30))
    rounds = reverse("applications:round_list")

    assert sorted(texts(client.get(rounds), "tbody th")) == ["Denne måned", "Næste år"]
    assert len(texts(client.get(rounds, {"kommende": "alle"}), "tbody th")) == 3

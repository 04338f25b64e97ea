from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone

from praksis.cases.log import words
from praksis.cases.models import AuditEvent
from praksis.staffing.models import Competence, SoftPromise
from tests.factories.accounts import UserFactory
from tests.factories.engagements import ConsultantAssignmentFactory, EngagementFactory, MeetingFactory
from tests.factories.rounds import RoundFactory
from tests.factories.staffing import (
    CapacityFactory,
    CompetenceFactory,
    ConsultantCompetenceFactory,
    ProgrammeLoadFactory,
    SoftPromiseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _it_is_january(time_machine):
    time_machine.move_to("2018-01-17 10:00Z", tick=False)


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def on_a_course(consultant, **facts):
    ProgrammeLoadFactory(programme=(course := EngagementFactory(running=True, party__name="Skive", **facts)).programme)
    ConsultantAssignmentFactory(engagement=course, consultant=consultant, since=course.starts_on)
    return course


def text(response):
    return " ".join(response.content.decode().split())


def test_the_calendar_tells_what_is_promised_of_what_there_is(as_manager, ole):
    CapacityFactory(consultant=ole)
    CapacityFactory(consultant=ole, month=date(2018, 2, 1), away=True)
    course = on_a_course(ole, starts_on=date(2018, 1, 1), ends_on=date(2018, 3, 31))
    SoftPromiseFactory(consultant=ole, first_month=date(2018, 3, 1), last_month=date(2018, 4, 1))
    SoftPromiseFactory(consultant=ole, expired=True)
    SoftPromiseFactory(consultant=ole, dropped=True)
    MeetingFactory(engagement=course, held=True, duration_minutes=90)
    MeetingFactory(engagement=course, cancelled=True)

    response = as_manager.get("/bemanding/")

    [line] = [line for line in response.context["lines"] if line.name == "Ole"]
    assert [(c.firm, c.soft, c.status_word) for c in line.cells[:5]] == [
        (12, 0, "Ledig"),
        (12, 0, "Over"),
        (12, 12, "Ledig"),
        (0, 12, "Ledig"),
        (0, 0, "Ledig"),
    ]
    assert line.cells[0].spent == Decimal("1.5")
    assert "12 timer er lovet fast og 12 blødt af 60" in text(response)


def test_the_calendar_is_narrowed_by_competence_and_leafed_through(as_manager, ole):
    UserFactory(name="Mette", consultant=True)
    has = ConsultantCompetenceFactory(consultant=ole).competence

    response = as_manager.get(f"/bemanding/?kompetence={has.pk}&fra=2018-07")

    assert [line.name for line in response.context["lines"]] == ["Ole"]
    assert response.context["months"][0] == (date(2018, 7, 1), "juli 2018")
    assert [line.name for line in as_manager.get("/bemanding/?kompetence=banan").context["lines"]] == ["Mette", "Ole"]


def test_the_calendar_says_that_nobody_has_a_competence(as_manager):
    has = CompetenceFactory(name="Sprog")

    assert "Der er ingen praksiskonsulenter endnu." in text(as_manager.get("/bemanding/"))
    UserFactory(consultant=True)
    assert "»Sprog«" in text(as_manager.get(f"/bemanding/?kompetence={has.pk}"))


def test_the_calendar_asks_as_many_times_for_one_as_for_three(as_manager, ole, connection_queries):
    on_a_course(ole)
    with connection_queries() as one:
        as_manager.get("/bemanding/")
    for _ in range(2):
        somebody = CapacityFactory().consultant
        on_a_course(somebody)
        ConsultantCompetenceFactory(consultant=somebody)
        SoftPromiseFactory(consultant=somebody)

    with connection_queries() as three:
        as_manager.get("/bemanding/")

    assert (len(one), len(three)) == (11, 11)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_calendar_is_taken_out_and_that_is_noted(as_manager, ole, kind, tmp_path):
    CapacityFactory(consultant=ole)

    response = as_manager.post("/bemanding/hent/", {"format": kind})

    content = b"".join(response)
    if kind == "csv":
        assert content.decode("utf-8-sig").splitlines()[1].startswith('"Ole";"01-01-2018";"januar 2018";"60,00"')
    else:
        (tmp_path / "f.xlsx").write_bytes(content)
        assert openpyxl.load_workbook(tmp_path / "f.xlsx").active["A2"].value == "Ole"
    assert words(AuditEvent.objects.get()).endswith("1 konsulenter.")


def test_no_other_format_is_taken_out(as_manager):
    assert as_manager.post("/bemanding/hent/", {"format": "pdf"}).status_code == 404


def test_the_page_of_a_consultant(as_manager, ole):
    CapacityFactory(consultant=ole)
    CapacityFactory(consultant=ole, month=date(2018, 2, 1), away=True)
    CapacityFactory(consultant=ole, month=date(2017, 12, 1), away=True)
    on_a_course(ole)
    SoftPromiseFactory(consultant=ole, note="Hvis Skive kommer med.", hours_per_month=Decimal("7.50"))
    SoftPromiseFactory(consultant=ole, kept=True)
    ConsultantCompetenceFactory(consultant=ole, competence__name="Sprog")

    page = text(as_manager.get(f"/bemanding/{ole.pk}/"))

    for said in (
        "Etårigt forløb: Skive",
        "Hvis Skive kommer med.",
        "7,5 timer om måneden",
        "Blev til et forløb",
        "Sprog",
    ):
        assert said in page
    assert "Februar 2018:</strong> 0 timer · Orlov eller fravær" in page
    assert "December 2017:" not in page


def test_why_somebody_has_less_time_is_told_to_managers_and_to_themselves(client, ole):
    CapacityFactory(consultant=ole, month=date(2018, 2, 1), away=True)

    def page(reader):
        client.force_login(reader)
        return text(client.get(f"/bemanding/{ole.pk}/"))

    assert "Orlov eller fravær" in page(ole)
    colleague = page(UserFactory(consultant=True))
    assert "Februar 2018:</strong> 0 timer" in colleague
    assert "Orlov" not in colleague


def test_somebody_who_is_not_a_consultant_has_no_page(as_manager, manager):
    assert as_manager.get(f"/bemanding/{manager.pk}/").status_code == 404


def test_a_consultant_says_what_they_are_good_at(client, ole):
    client.force_login(ole)
    sprog, lead = CompetenceFactory(name="Sprog"), CompetenceFactory(leadership=True)
    ConsultantCompetenceFactory(consultant=ole, competence=sprog)

    page = client.get(f"/bemanding/{ole.pk}/kompetencer/")
    response = client.post(f"/bemanding/{ole.pk}/kompetencer/", {"theme": lead.pk}, follow=True)

    assert page.context["form"]["other"].initial == [sprog.pk]
    assert [one.competence for one in ole.competences.all()] == [lead]
    assert "Kompetencerne er gemt." in text(response)
    assert client.post(f"/bemanding/{ole.pk}/kompetencer/", {"theme": "banan"}).status_code == 422


def test_a_colleague_does_not_say_it_for_them(client, consultant, ole):
    client.force_login(consultant)

    assert client.get(f"/bemanding/{ole.pk}/kompetencer/").status_code == 403


def test_a_usual_month_is_set(as_manager, ole):
    path = f"/bemanding/{ole.pk}/kapacitet/"

    assert as_manager.post(path, {"hours": "37,5"}).status_code == 302
    assert as_manager.get(path).context["form"]["hours"].value() == "37,5"
    refused = as_manager.post(path, {"hours": "300"})
    assert refused.status_code == 422
    assert "Skriv et antal timer fra 0 til 250." in text(refused)


@pytest.mark.parametrize("asked", [{}, {"month": ""}, {"month": "2018-13"}, {"month": "1918-02"}])
def test_no_month_is_cleared_where_none_is_named(as_manager, ole, asked):
    CapacityFactory(consultant=ole, month=date(2018, 1, 1), reason="leave")

    refused = as_manager.post(f"/bemanding/{ole.pk}/kapacitet/som-ellers/", asked)

    assert (refused.status_code, ole.capacities.count()) == (404, 1)


def test_months_are_set_and_cleared(as_manager, ole):
    path = f"/bemanding/{ole.pk}/kapacitet/"
    said = {"first_month": "2018-02", "last_month": "2018-03", "hours": "20", "reason": "leave"}

    as_manager.post(f"{path}maaneder/", said)
    months = [row.month for row in ole.capacities.all()]
    as_manager.post(f"{path}som-ellers/", {"month": "2018-02"})

    assert months == [date(2018, 2, 1), date(2018, 3, 1)]
    assert [row.month for row in ole.capacities.all()] == [date(2018, 3, 1)]
    wrong = as_manager.post(f"{path}maaneder/", {**said, "last_month": "2018-01", "reason": ""})
    assert wrong.context["form"].errors == {"reason": ["Vælg, hvorfor månederne ikke er som ellers."]}
    assert as_manager.get(f"{path}maaneder/").status_code == 200


def test_a_consultant_is_pencilled_in_for_a_round_as_its_courses_are_expected_to_be(as_manager, ole):
    round_ = RoundFactory(name="Forår", period_from=date(2018, 8, 1), period_to=date(2019, 6, 30))
    ProgrammeLoadFactory(programme=round_.programme)
    path = f"/bemanding/{ole.pk}/loefter/nyt/"
    until = {"expires_on_day": "1", "expires_on_month": "5", "expires_on_year": "2018"}

    page = as_manager.get(f"{path}?til={round_.case_id}")
    response = as_manager.post(path, {"expected": round_.case_id, **until}, follow=True)

    made = SoftPromise.objects.get()
    assert page.context["form"]["expected"].value() == str(round_.case_id)
    assert (made.first_month, made.last_month, made.hours_per_month) == (date(2018, 8, 1), date(2019, 6, 1), 12)
    assert made.what == "Etårigt forløb: runden Forår"
    assert "Ole er blødt reserveret." in text(response)
    for wrong in ({}, {"expected": "banan", **until}, {"expected": round_.case_id, **until, "hours_per_month": "x"}):
        assert as_manager.post(path, wrong).status_code == 422
    other = {"first_month": "2018-09", "last_month": "2018-10", "hours_per_month": "7,5", "note": "Måske"}
    as_manager.post(path, {"expected": round_.case_id, **until, **other})
    assert SoftPromise.objects.get(note="Måske").hours_per_month == Decimal("7.5")


def test_a_promise_is_dropped(as_manager):
    made = SoftPromiseFactory()

    response = as_manager.post(f"/bemanding/loefter/{made.pk}/frafald/", follow=True)

    made.refresh_from_db()
    assert made.status == "dropped"
    assert "Løftet er frafaldet." in text(response)


def test_a_promise_that_has_expired_says_so():
    today = timezone.localdate()

    words_ = [SoftPromiseFactory(expires_on=today + timedelta(days=days)).status_word for days in (-1, 0)]

    assert words_ == ["Udløbet", "Blødt løfte"]
    assert SoftPromiseFactory.build(expired=True).status_kind == "warning"


def test_the_list_of_competences_is_the_managers(as_manager):
    CompetenceFactory(leadership=True)

    as_manager.post("/bemanding/kompetencer/", {"name": "Sprog"})
    sprog = Competence.objects.get(name="Sprog")
    as_manager.post(f"/bemanding/kompetencer/{sprog.pk}/ret/", {"name": "Sprog og leg"})
    as_manager.post(f"/bemanding/kompetencer/{sprog.pk}/udgaa/")
    page = text(as_manager.get("/bemanding/kompetencer/"))
    as_manager.post(f"/bemanding/kompetencer/{sprog.pk}/udgaa/", {"tilbage": "1"})

    sprog.refresh_from_db()
    assert (sprog.name, sprog.retired_at) == ("Sprog og leg", None)
    assert "Udgået" in page
    assert as_manager.get(f"/bemanding/kompetencer/{sprog.pk}/ret/").status_code == 200
    taken = as_manager.post("/bemanding/kompetencer/", {"name": "faglig ledelse"})
    assert (taken.status_code, "Der er allerede en kompetence" in text(taken)) == (422, True)

"""The portfolio: what its controls find, what its rows say, and what is taken out of it."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.dashboard import portfolio, portfolio_file, portfolio_rows
from engagements.dashboard.portfolio import Portfolio
from praksis.cases.log import words
from praksis.cases.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.conditions import ConditionFactory
from tests.factories.engagements import (
    AgreementFactory,
    CourseStepFactory,
    EngagementFactory,
    MeetingFactory,
)
from tests.factories.organisations import InstitutionFactory, MunicipalityFactory
from tests.factories.pauses import PauseFactory

pytestmark = pytest.mark.django_db
TODAY = date(2018, 5, 15)


@pytest.fixture(autouse=True)
def _it_is_may(time_machine):
    time_machine.move_to("2018-05-15 10:00+02:00", tick=False)


def team(number=2):
    return UserFactory.create_batch(number, consultant=True)


def course(name, **facts):
    """A running course of two, that met yesterday, unless told otherwise."""
    usual = {"running": True, "team": team(), "party__name": name, "starts_on": date(2018, 1, 1)}
    made = EngagementFactory(**{**usual, **facts})
    if made.is_running:
        MeetingFactory(engagement=made, held=True)
    return made


def asked(query, user, consultants=()):
    return Portfolio(QueryDict(query), user, consultants, TODAY)


def names(query, user, consultants=()):
    return [one.party.name for one in asked(query, user, consultants).ordered]


def row(engagement):
    [found] = portfolio_rows.rows_of([engagement.pk], TODAY)
    return found


# --- What the controls find ---


def test_by_what_was_last_said_of_it(manager):
    yesterday = timezone.now() - timedelta(days=1)
    stuck, better, silent = course("Stuck"), course("Better"), course("Silent")
    ConditionFactory(engagement=stuck, at=yesterday)
    ConditionFactory(engagement=stuck, stuck=True)
    ConditionFactory(engagement=better, stuck=True, at=yesterday)
    ConditionFactory(engagement=better)
    course("Planned", running=False)

    assert names("tilstand=stuck", manager) == ["Stuck"]
    assert names("tilstand=on_track", manager) == ["Better"]
    assert names("tilstand=ingen", manager) == [silent.party.name]


def test_by_who_is_on_it_now(consultant, manager):
    bo = UserFactory(name="Bo", consultant=True)
    course("Mine", team=[consultant])
    course("Bos", team=[bo])
    course("Nobody", team=[])
    course("Over", closed=True, running=False, team=[])

    assert names("konsulent=mig", consultant) == ["Mine"]
    assert names("mine=on", consultant) == ["Mine"]
    assert names(f"konsulent={bo.pk}", manager, [(bo.pk, "Bo")]) == ["Bos"]
    assert names("konsulent=ingen", manager) == ["Nobody"]
    assert len(names(f"konsulent={bo.pk}", manager)) == 4


def test_by_the_phase_that_it_has_come_to(manager):
    first, second = course("First"), course("Second")
    for one, facts in ((first, {}), (second, {"done": True})):
        CourseStepFactory(engagement=one, order=1, column="Efter opstartsmøde", due_from=date(2018, 6, 1), **facts)
        CourseStepFactory(engagement=one, order=2, column="Afslutning", due_from=date(2018, 7, 1))
        CourseStepFactory(engagement=one, order=3, track=True, due_from=date(2018, 1, 1), due_to=date(2018, 12, 1))

    assert names("fase=Efter opstartsmøde", manager) == ["First"]
    assert names("fase=Afslutning", manager) == ["Second"]
    assert len(names("fase=Banan", manager)) == 2
    assert portfolio.phases()[:2] == ("Opstartsmøde", "Efter opstartsmøde")
    assert (row(first).phase, row(second).phase) == ("Efter opstartsmøde", "Afslutning")


def test_by_programme_status_year_theme_and_region(manager):
    skive = MunicipalityFactory(short_name="Skive", region="Midtjylland")
    course("Skive", party=skive, starts_on=date(2017, 8, 1), themes=["professional_leadership"])
    house = InstitutionFactory(name="Solen", municipality=skive, ownership="private")
    mini = course("Solen", mini=True, party=house, running=False)
    course("Ishøj", party=MunicipalityFactory(short_name="Ishøj", region="Hovedstaden"))

    assert sorted(names("region=Midtjylland", manager)) == ["Skive Kommune", "Solen"]
    assert names("tilbud=mini", manager) == names("status=planned", manager) == ["Solen"]
    assert names("aar=2017", manager) == names("tema=professional_leadership", manager) == ["Skive Kommune"]
    assert portfolio_file.regions([mini.pk]) == {mini.pk: "Midtjylland"}


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("", ["Bo", "Anne"]),
        ("orden=slutter", ["Anne", "Bo"]),
        ("orden=part", ["Anne", "Bo"]),
        ("orden=sag", ["Anne", "Bo"]),
        ("orden=tilbud", ["Bo", "Anne"]),
        ("orden=banan", ["Bo", "Anne"]),
    ],
)
def test_the_order_that_is_asked_for(order, found, manager):
    course("Anne", starts_on=date(2017, 8, 1))
    course("Bo", starts_on=date(2018, 1, 1))

    assert names(order, manager) == found


def test_the_words_of_a_search_are_told_in_the_audit(manager):
    assert asked("q=skive&status=running&tema=x", manager).words == "Navn eller sagsnummer: skive; Status: I gang"
    assert asked("", manager).words == "alle"
    assert asked("q=skive&status=running", manager).address == "q=skive&status=running"


def test_too_long_a_search_is_shown_to_be_mended(manager):
    control = asked(f"q={'a' * 101}", manager).controls[0]

    assert (control.error, len(control.value)) == ("Søg efter højst 100 tegn.", 101)


# --- Warnings: the filter finds the same as the rows say ---


def _late_meeting(engagement):
    CourseStepFactory(engagement=engagement, kind="meeting", due_from=TODAY - timedelta(days=1))


def _late_agreement(engagement, days=15):
    CourseStepFactory(engagement=engagement, kind="milestone", due_from=TODAY - timedelta(days=days))


def _silent(engagement, days=60):
    engagement.meetings.update(starts_at=timezone.now() - timedelta(days=days))


def _never_met(engagement):
    engagement.meetings.all().delete()
    Engagement.objects.filter(pk=engagement.pk).update(started_at=timezone.now() - timedelta(days=60))


def _alone(engagement):
    engagement.assignments.first().delete()


def _without(engagement):
    engagement.assignments.all().delete()


def _nothing(engagement):
    _late_agreement(engagement, days=14)
    _silent(engagement, days=30)
    CourseStepFactory(engagement=engagement, kind="meeting", due_from=TODAY)
    CourseStepFactory(engagement=engagement, due_from=TODAY - timedelta(days=60))


def _begun_anew(engagement):
    """Never met, and begun a week ago."""
    engagement.meetings.all().delete()
    Engagement.objects.filter(pk=engagement.pk).update(started_at=timezone.now() - timedelta(days=7))


def _resting(engagement):
    """Late and silent, but nobody is expected to be anything else."""
    _late_meeting(engagement)
    _silent(engagement)
    PauseFactory(engagement=engagement)


def _gone_on(engagement):
    """Silent for two months, of which it rested until a week ago."""
    _silent(engagement)
    week_ago = TODAY - timedelta(days=7)
    PauseFactory(
        engagement=engagement,
        since=TODAY - timedelta(days=50),
        expected_until=week_ago,
        until=week_ago,
        ended_by=UserFactory(),
    )


@pytest.mark.parametrize(
    ("happened", "number"),
    [
        (_resting, 0),
        (_gone_on, 0),
        (_late_meeting, 1),
        (_late_agreement, 1),
        (_silent, 1),
        (_never_met, 1),
        (_alone, 1),
        (_without, 1),
        (_nothing, 0),
        (_begun_anew, 0),
    ],
)
def test_the_filter_finds_those_whose_rows_tell_of_something(happened, number, manager):
    one = course("Skive")
    happened(one)

    assert len(row(one).warnings) == number
    assert len(names("advarsel=ja", manager)) == number


def test_those_that_rest_are_found_and_say_so(manager):
    resting = course("Skive")
    course("Thisted")
    PauseFactory(engagement=resting)

    assert names("status=pause", manager) == ["Skive"]
    assert (row(resting).status_word, row(resting).status_kind) == ("På pause", "warning")


def test_in_a_quiet_week_only_the_team_is_told_of(manager, time_machine):
    time_machine.move_to("2018-07-10 10:00+02:00", tick=False)
    late = course("Skive")
    _late_meeting(late)
    alone = course("Thisted", team=team(1))

    found = Portfolio(QueryDict("advarsel=ja"), manager, (), date(2018, 7, 10)).ordered

    assert list(found) == [alone]


def test_the_day_since_which_a_course_is_silent():
    from engagements.courses.quiet import days_between
    from engagements.dashboard.warnings import WITHOUT_CONTACT, silent_since

    for day in (TODAY, date(2018, 8, 20), date(2018, 1, 15)):
        since = silent_since(day)
        assert days_between(since, day) == WITHOUT_CONTACT + 1
        assert days_between(since + timedelta(days=1), day) <= WITHOUT_CONTACT


# --- What a row says ---


def test_a_row_says_how_the_course_is_doing():
    one = course("Skive", themes=["professional_leadership", "gone"])
    ConditionFactory(engagement=one, stuck=True)
    MeetingFactory(engagement=one, starts_at="2018-05-20 09:30+02:00", duration_minutes=90)
    AgreementFactory(engagement=one)

    found = row(one)

    assert (found.url, found.party, found.reference) == (one.get_absolute_url(), "Skive", one.case.reference)
    assert (found.status_word, found.status_kind, found.is_running) == ("I gang", "success", True)
    assert (found.condition_word, found.condition_kind) == ("Gået i stå", "error")
    assert (found.hours, found.agreement) == ("1 + 1,5", "Ikke underskrevet")
    assert found.next_at == timezone.datetime.fromisoformat("2018-05-20T09:30+02:00")
    assert found.team == tuple(sorted(one.name for one in one.team))
    assert found.themes == ("Faglig ledelse", "gone")
    assert found.period == "1. januar 2018 – 31. december 2018"


def test_a_mini_is_of_ten_hours_and_nobody_has_said_anything():
    found = row(course("Solen", mini=True, running=False))

    assert (found.hours, found.condition_word, found.condition_kind) == ("0 + 0 af 10", "", "neutral")
    assert (found.agreement, found.warnings, found.phase, found.next_at) == ("Ikke lavet", (), "", None)


def test_an_agreement_is_signed_when_its_milestone_is_done():
    one = course("Skive")
    AgreementFactory(engagement=one)
    CourseStepFactory(engagement=one, kind="milestone", done=True)

    assert row(one).agreement == "Underskrevet"


def test_a_course_that_was_stopped_has_no_phase_and_no_warnings():
    one = EngagementFactory(closed=True, ended_early=True)
    CourseStepFactory(engagement=one)

    found = row(one)

    assert (found.status_word, found.phase, found.warnings) == ("Stoppet før tid", "", ())


def test_no_rows_ask_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert portfolio_rows.rows_of([], TODAY) == []


# --- The page and the file ---


def test_the_figures_tell_how_those_that_run_are_doing(client, manager):
    ConditionFactory(engagement=course("Skive"), stuck=True)
    course("Thisted")
    course("Over", closed=True, running=False)
    client.force_login(manager)

    response = client.get("/forloeb/")

    figures = [(figure.number, figure.label) for figure in response.context["figures"]]
    assert figures == [(0, "På sporet"), (0, "Kræver opmærksomhed"), (1, "Gået i stå"), (1, "Ingen har sagt det")]
    stuck = client.get(f"/forloeb/?{response.context['figures'][2].query}")
    assert [one.party for one in stuck.context["rows"]] == ["Skive"]


def test_a_page_has_twenty_rows(client, manager):
    members = team()
    for number in range(21):
        EngagementFactory(party__name=f"Nr. {number}", team=members)
    client.force_login(manager)

    assert len(client.get("/forloeb/").context["rows"]) == 20
    assert len(client.get("/forloeb/?side=2").context["rows"]) == 1


def test_more_warnings_than_two_are_counted(client, manager):
    one = course("Skive", team=[])
    for _ in range(3):
        _late_meeting(one)
    client.force_login(manager)

    assert "<li>og 2 til</li>" in client.get("/forloeb/").content.decode()


def test_a_list_without_courses_says_so(client, manager):
    client.force_login(manager)

    assert "Der er ingen forløb, der svarer til det, du søger." in client.get("/forloeb/?q=x").content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_narrowed_list_is_taken_out_and_that_is_noted(client, manager, kind):
    course("Skive")
    course("Thisted")
    client.force_login(manager)

    response = client.post("/forloeb/hent/?q=skive", {"format": kind})

    content = b"".join(response)
    if kind == "csv":
        [heading, line] = content.decode("utf-8-sig").splitlines()
        assert heading.startswith('"Sagsnummer";"Part";"Region"')
        assert '"Skive"' in line
    told = [words(event) for event in AuditEvent.objects.filter(kind="courses.exported")]
    what = {"csv": "CSV", "xlsx": "Excel"}[kind]
    assert told == [f"Listen over forløb blev taget ud som {what}: 1 forløb, Navn eller sagsnummer: skive."]


def test_a_long_list_is_read_a_chunk_at_a_time(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(portfolio_file, "CHUNK", 2)
    keys = [course(name).pk for name in ("A", "B", "C")]

    with django_assert_num_queries(6):
        rows = list(portfolio_file.rows(keys, TODAY))

    assert [one.party for one in rows] == ["A", "B", "C"]


def test_no_other_format_and_nobody_but_a_manager(client, manager, consultant):
    client.force_login(manager)
    assert client.post("/forloeb/hent/", {"format": "pdf"}).status_code == 404
    client.force_login(consultant)
    assert client.post("/forloeb/hent/", {"format": "csv"}).status_code == 403
